"""Target lists: a stock used by attempts, ageing, and replenished by research and referrals.

At-large arrests of fiscal year 2024 hold the product of stock, hours and yield: what was used then was
replaced then. Sizes are assumed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bedspace.model.network import State, Transition

Array = NDArray[np.float64]

PART = "leads"
PARAMETERS = (
    "leads_high_risk",
    "leads_wider",
    "lead_success",
    "lead_use",
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
    State("leads_wider", "Wider leads in hand", PART),
    State("leads_stale", "Leads gone stale", PART, absorbing=True),
    State("leads_source", "Research, referrals, other agencies", PART),
)
TRANSITIONS = (
    Transition("leads_source", "leads_high_risk", "stock", "replenishment_growth", PART),
    Transition("leads_source", "leads_wider", "stock", "skip_tracing_yield", PART),
    Transition("leads_high_risk", "leads_stale", "stock", "lead_ageing", PART),
    Transition("leads_wider", "leads_stale", "stock", "lead_ageing", PART),
)


def replenished(used_before: Array, research_share: Array, research_effort: Array, growth: Array) -> Array:
    """New leads a day.

    Parameters
    ----------
    used_before : array, shape (draws,)
        Leads used a day in fiscal year 2024, equal to those found then.
    research_share : array
        Share of new leads that research brings; referrals bring the rest.
    research_effort : array
        Research hours against fiscal year 2024: 1 without pressure.
    growth : array
        Growth of both against fiscal year 2024.
    """
    return used_before * growth * (research_share * research_effort + 1 - research_share)


def research(taken: Array, staff: Array, before: Array) -> Array:
    """Research hours against those before: what pressure does not take of them, by the officers there are.

    Parameters
    ----------
    taken : array, shape (draws,)
        Share of research hours that pressure takes for arrests.
    staff, before : array, shape (draws,)
        Officers, trained hires included, and officers at the start.
    """
    return (1 - taken) * (staff / before)


def traced(addresses: Array, share: Array) -> Array:
    """Leads a day that vendors find: a share of the addresses given to them."""
    return addresses * share


def within_reach(limits: Array, out_of_reach: Array) -> Array:
    """Share of the leads in hand that may be used: fewer while limits at sensitive places are in force."""
    return 1 - limits * out_of_reach


def attempts(hours: Array, hours_per_attempt: Array, leads: Array, usable_share: Array) -> Array:
    """Attempts on a mean day: as many as hours allow, and at most the usable share of the leads in hand."""
    return np.minimum(hours / np.maximum(hours_per_attempt, 1e-9), leads * usable_share)


def made(planned: Array, day_factor: Array, leads: Array) -> Array:
    """Attempts made on a day that is busier or quieter than the mean, never more than there are leads."""
    return np.minimum(planned * day_factor, leads)


def aged(leads: Array, found: Array, used: Array, ageing: Array) -> tuple[Array, Array]:
    """Leads after a day, and those gone stale: the rest ages, what was found is new."""
    stale = (leads - used) * ageing
    return leads + found - used - stale, stale
