"""Steps 2 and 3 of a day in expected numbers: pressure and effort, then arrests and whom they bring.

The formulas are those of `bedspace.model.account`. Shape (n,) throughout: one number a draw.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.expected.state import Baseline, DayParameters, OutputWriter, State
from bedspace.engines.plan import Plan
from bedspace.model import account, arrests, leads, officers, operations, pressure, targets

Array = NDArray[np.float64]

_LEAST = 0.05
"""Least share of what was sought before that is sought, whatever the target."""
_NOBODY = 1e-9
"""Arrests at large that stand for none."""


class Arrested(NamedTuple):
    """Arrests of a day, and the share of people with a conviction among them."""

    total: Array
    convicted: Array


def capacity(today: DayParameters, effort: Array, effort_then: Array) -> Array:
    """Arrests at large that some effort could make, given that of the day of reference."""
    return account.capacity(effort, effort_then, today["at_large_then"], today["room"])


def effort_then(today: DayParameters) -> Array:
    """Effort of the day of reference, with the officers of a day."""
    then = account.heads(today["officers"], 0 * today["officers"], today["borrowed_then"], today["borrowed_efficiency"])
    return then * (1 + today["collateral_then"])


def effort_of(today: DayParameters, held: Array, trained: Array) -> Array:
    """Officers for arrests at large, times the arrests that each person sought brings."""
    return heads(today, held, trained) * (1 + today["collateral_share"])


def heads(today: DayParameters, held: Array, trained: Array) -> Array:
    """Officers for arrests at large, in own officers: those whom custody leaves, and borrowed ones at their worth."""
    free = officers.free_for_arrests(today["officers"] + trained, held, today["custody_officers_per_held"])
    own = free * today["officers_at_large_share"] / today["officers_at_large_before"]
    return account.heads(own, 0 * own, today["borrowed_officers"], today["borrowed_efficiency"])


def custodial(today: DayParameters, partners: Array) -> tuple[Array, Array]:
    """Custodial arrests on a mean day, and those of added agreements among them."""
    added = today["arrests_per_agreement"] * partners
    each = today["arrests_per_detainer"] * today["custodial_growth"]
    return account.custodial(today["detainers"], each, partners, today["arrests_per_agreement"]), added


def partners(today: DayParameters) -> Array:
    """Agreements above those of the base."""
    return np.maximum(today["agreements_287g"] - today["agreements_before"], 0)


def gap(today: DayParameters, in_jails: Array, before: Array) -> Array:
    """What the target leaves uncovered."""
    target = targets.asked(today["arrest_target"], today["office_target"], today["field_offices"])
    return account.beyond(target, in_jails + before, today["target_answered"], today["second_response"])


def effort(today: DayParameters, state: State, baseline: Baseline, writer: OutputWriter, row: int) -> Array:
    """Step 2: pressure moves what is sought; returns what the officers could make of it."""
    target = targets.asked(today["arrest_target"], today["office_target"], today["field_offices"])
    state.partners = account.adjusted(state.partners, partners(today), today["agreement_days"])
    in_jails = baseline.jails * custodial(today, state.partners)[0]
    more = today["pressure_from_gap"] * (gap(today, in_jails, baseline.before) - baseline.gap)
    released = np.maximum(state.released - baseline.releases, 0) / 100
    causes = today["pressure_from_events"] + today["pressure_from_releases"] * released
    asked = np.maximum(baseline.sought + more + baseline.before * causes, _LEAST * baseline.before)
    state.sought = account.adjusted(state.sought, asked, today["pressure_delay"])
    state.pressure = pressure.felt(state.sought, baseline.before)
    state.stopped = pressure.stopped(state.stopped, today["release_event"], today["release_return"])
    hired, trained = today["hired_officers"], today.lagged("hired_officers")
    state.staff = today["officers"] + trained
    writer.put(
        row,
        target_gap=targets.gap(state.week.mean(0), target),
        pressure=state.pressure,
        officers_in_training=officers.in_training(hired, trained),
        borrowed_agent_days=today["borrowed_officers"] * today["borrowed_full_time"],
    )
    return _could(today, state, baseline, trained)


def _could(today: DayParameters, state: State, baseline: Baseline, trained: Array) -> Array:
    """Capacity of the day: officers, what scope and reach leave of it, and traced addresses."""
    wide = today["scope"] * (1 + today["pressure_on_scope"] * state.pressure)
    reach = leads.within_reach(today["sensitive_places_limits"], today["sensitive_places_share"])
    traced = leads.traced(today["skip_tracing_addresses"], today["skip_tracing_yield"]) * today["lead_success"]
    listed = state.listed_share
    by_officers = baseline.room * capacity(today, effort_of(today, state.held, trained), baseline.effort_then)
    return by_officers * (listed + (1 - listed) * wide) * reach + traced


def arrest(
    plan: Plan,
    today: DayParameters,
    state: State,
    could: Array,
    baseline: Baseline,
    writer: OutputWriter,
    row: int,
) -> Arrested:
    """Step 3: arrests of the day; leads used, aged and replenished."""
    factor = arrests.day_factor(_weekday(plan, today, row), plan.day_shock[row], today["day_shock"])
    factor = factor * plan.level[row]
    by_operation = operations.expected(today["operation_sought"], today["operation_yield"])
    sought = state.sought + by_operation
    made = operations.despite_publicity(account.met(sought, could), today["publicity_loss"])
    on_top = _surge(today, state, made)
    at_large = np.maximum(made + on_top, _NOBODY)
    in_jails, added = (baseline.jails * each for each in custodial(today, state.partners))
    listed = account.listed(at_large, baseline.supply * state.high_risk / today["leads_before"])
    state.listed_share = listed / at_large
    total, jailed = (at_large + in_jails) * factor, in_jails * factor
    _crowd(today, state, baseline, sought / (sought + could))
    _renew(today, state, baseline, listed, writer, row)
    convicted = _convicted(today, state, baseline, in_jails + listed, at_large - listed)
    state.week = np.concatenate([state.week[1:], total[None]])
    collateral = today["collateral_share"]
    writer.put(
        row,
        arrests=total,
        arrests_at_large=total - jailed,
        arrests_collateral=(total - jailed) * collateral / (1 + collateral),
        arrests_custodial=jailed,
        arrests_operations=at_large * by_operation / sought * factor,
        arrests_agreements=added * factor,
        share_convicted=convicted,
        officer_hours=officers.hours(
            heads(today, state.held, state.staff - today["officers"]),
            today["officers_at_large_before"],
            today["officer_week"],
            on_top / np.maximum(made, _NOBODY),
        ),
        fatigue=officers.wearied(state.surge, state.rises),
    )
    return Arrested(total, convicted)


def _surge(today: DayParameters, state: State, made: Array) -> Array:
    """Arrests of overtime: a rise brings them, and they tire."""
    rise = np.maximum(made - state.made, 0)
    state.surge = account.surge(state.surge, rise, today["fatigue_days"])
    state.rises, state.made = state.rises + rise, made
    return today["pressure_on_hours"] * state.surge


def _crowd(today: DayParameters, state: State, baseline: Baseline, use: Array) -> None:
    """List work is crowded out as more of what could be sought is sought than at the start."""
    state.crowded = account.adjusted(state.crowded, np.maximum(use / baseline.use - 1, 0), today["research_days"])


def _renew(
    today: DayParameters, state: State, baseline: Baseline, listed: Array, writer: OutputWriter, row: int
) -> None:
    """The list is used and ages; research and referrals replenish it. Traced addresses are used as they come."""
    found = leads.replenished(
        baseline.found,
        today["replenishment_from_research"],
        leads.research(_research(today, state), state.staff, baseline.officers),
        today["replenishment_growth"],
    )
    traced = leads.traced(today["skip_tracing_addresses"], today["skip_tracing_yield"])
    used = leads.used(listed, today["lead_success"], state.high_risk)
    state.high_risk, stale = leads.aged(state.high_risk, found, used, today["lead_ageing"])
    writer.put(row, leads_found=found + traced, leads_traced=traced, leads_used=used + traced, leads_stale=stale)


def _research(today: DayParameters, state: State) -> Array:
    return np.asarray(np.exp(-today["pressure_on_research"] * state.crowded))


def _convicted(today: DayParameters, state: State, baseline: Baseline, usual: Array, others: Array) -> Array:
    """Share of people with a conviction, on the level counted before the start."""
    of_others = today["convicted_extra"] * _research(today, state)
    with_one = account.convicted(usual, others, today["convicted_base"], of_others)
    return np.clip(baseline.anchor * with_one / (usual + others), 0, 1)


def _weekday(plan: Plan, today: DayParameters, row: int) -> Array:
    return today[arrests.WEEKDAYS[plan.weekdays[row]]]
