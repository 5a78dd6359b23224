"""Target lists: a stock used by arrests of people sought, ageing, and replenished by research and referrals.

Lists show in whom, not in how many: what demand is left when they are used goes to arrests of opportunity. What they
give at the start follows from the counts; their size is assumed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bedspace.model.network import State, Transition

Array = NDArray[np.float64]

PART = "leads"
PARAMETERS = (
    "leads_high_risk",
    "leads_before",
    "listed_most",
    "lead_success",
    "lead_ageing",
    "replenishment_from_research",
    "replenishment_growth",
    "sensitive_places_limits",
    "sensitive_places_share",
    "skip_tracing_addresses",
    "skip_tracing_yield",
)
STATES = (
    State("leads_high_risk", "High-risk leads in hand", PART),
    State("leads_stale", "Leads gone stale", PART, absorbing=True),
    State("leads_source", "Research, referrals, other agencies", PART),
)
TRANSITIONS = (
    Transition("leads_source", "leads_high_risk", "stock", "replenishment_growth", PART),
    Transition("leads_high_risk", "leads_stale", "stock", "lead_ageing", PART),
)


def replenished(used_before: Array, research_share: Array, research_effort: Array, growth: Array) -> Array:
    """New leads a day.

    Parameters
    ----------
    used_before : array, shape (draws,)
        Leads found a day at the start: those used, and those gone stale.
    research_share : array
        Share of new leads that research brings; referrals bring the rest.
    research_effort : array
        Research hours against those at the start: 1 without pressure.
    growth : array
        Growth of both against the start.
    """
    return used_before * growth * (research_share * research_effort + 1 - research_share)


def research(left: Array, staff: Array, before: Array) -> Array:
    """Research hours against those before: what pressure leaves of them, by the officers there are.

    Parameters
    ----------
    left : array, shape (draws,)
        Share of research hours that pressure leaves.
    staff, before : array, shape (draws,)
        Officers, trained hires included, and officers at the start.
    """
    return left * (staff / before)


def traced(addresses: Array, share: Array) -> Array:
    """Leads a day that vendors find: a share of the addresses given to them."""
    return addresses * share


def within_reach(limits: Array, out_of_reach: Array) -> Array:
    """Share of the arrests that may be made: fewer while limits at sensitive places are in force."""
    return 1 - limits * out_of_reach


def used(listed: Array, success: Array, leads: Array) -> Array:
    """Leads that so many arrests of people on lists use, never more than there are."""
    return np.minimum(listed / success, leads)


def aged(leads: Array, found: Array, used: Array, ageing: Array) -> tuple[Array, Array]:
    """Leads after a day, and those gone stale: the rest ages, what was found is new."""
    stale = (leads - used) * ageing
    return leads + found - used - stale, stale
