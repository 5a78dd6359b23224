"""Steps 2 and 3 of a day in expected numbers: pressure and effort, then arrests and whom they bring.

The formulas are those of `bedspace.model.account`. Shape (n,) throughout: one number a draw.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from bedspace.engines.expected.outline import Outline
from bedspace.engines.expected.state import Baseline, DaysParameters, OutputWriter, Parameters, State
from bedspace.engines.plan import Plan
from bedspace.model import account, leads, officers, operations, pressure, targets

Array = NDArray[np.float64]

WEEK = 7
"""Days whose arrests are held against a target."""
_LEAST = 0.05
"""Least share of what was sought before that is sought, whatever the target."""
_NOBODY = 1e-9
"""Arrests at large that stand for none."""


def capacity(today: Parameters, effort: Array, effort_then: Array) -> Array:
    """Arrests at large that some effort could make, given that of the day of reference."""
    return account.capacity(effort, effort_then, today["at_large_then"], today["room"])


def effort_then(today: Parameters) -> Array:
    """Effort of the day of reference, with the officers of a day."""
    then = account.heads(today["officers"], 0 * today["officers"], today["borrowed_then"], today["borrowed_efficiency"])
    return then * (1 + today["collateral_then"])


def effort_of(today: Parameters, heads: Array) -> Array:
    """Officers for arrests at large, times the arrests that each person sought brings."""
    return heads * (1 + today["collateral_share"])


def heads(today: Parameters, staff: Array, held: Array) -> Array:
    """Officers for arrests at large, in own officers: those whom custody leaves, and borrowed ones at their worth."""
    free = officers.free_for_arrests(staff, held, today["custody_officers_per_held"])
    own = free * today["officers_at_large_share"] / today["officers_at_large_before"]
    return own + today["borrowed_efficiency"] * today["borrowed_officers"]


def effort(
    today: Parameters, outline: Outline, state: State, baseline: Baseline, writer: OutputWriter, row: int
) -> Array:
    """Step 2: pressure moves what is sought; returns what the officers could make of it."""
    released = np.maximum(state.released - baseline.releases, 0) / 100
    causes = today["pressure_from_events"] + today["pressure_from_releases"] * released
    asked = np.maximum(outline.sought + baseline.before * causes, _LEAST * baseline.before)
    state.sought = account.nearer(state.sought, asked, outline.nearer)
    state.pressure = pressure.felt(state.sought, baseline.before)
    officers_out = heads(today, outline.staff, state.held)
    writer.put(row, pressure=state.pressure, heads=officers_out)
    return _could(today, outline, state, baseline, officers_out)


def _could(today: Parameters, outline: Outline, state: State, baseline: Baseline, officers_out: Array) -> Array:
    """Capacity of the day: officers, what scope and reach leave of it, and traced addresses."""
    wide = today["scope"] * (1 + today["pressure_on_scope"] * state.pressure)
    listed = state.listed_share
    by_officers = baseline.room * capacity(today, effort_of(today, officers_out), baseline.effort_then)
    by_officers = by_officers * (listed + (1 - listed) * wide)
    return by_officers * outline.reach + outline.traced * today["lead_success"]


def arrest(
    today: Parameters, outline: Outline, state: State, could: Array, baseline: Baseline, writer: OutputWriter, row: int
) -> Array:
    """Step 3: arrests of the day; leads used, aged and replenished. Returns the share convicted of those arrested."""
    sought = state.sought + outline.by_operation
    made = operations.despite_publicity(account.met(sought, could), today["publicity_loss"])
    at_large = np.maximum(made + _surge(today, state, made), _NOBODY)
    listed = account.listed(at_large, baseline.supply * state.high_risk / today["leads_before"])
    state.listed_share = listed / at_large
    total = (at_large + outline.in_jails) * outline.factor
    _crowd(outline, state, baseline, sought / (sought + could))
    left = np.exp(-today["pressure_on_research"] * state.crowded)
    _renew(today, outline, state, baseline, listed, left, writer, row)
    convicted = _convicted(today, baseline, left, outline.in_jails + listed, at_large - listed)
    state.arrests[WEEK - 1 + row] = total
    writer.put(
        row,
        arrests=total,
        share_convicted=convicted,
        sought=sought,
        made=made,
        surge=state.surge,
        rises=state.rises,
    )
    return convicted


def _surge(today: Parameters, state: State, made: Array) -> Array:
    """Arrests of overtime: a rise brings them, and they tire."""
    rise = np.maximum(made - state.made, 0)
    state.surge = account.surge(state.surge, rise, today["fatigue_days"])
    state.rises, state.made = state.rises + rise, made
    return today["pressure_on_hours"] * state.surge


def _crowd(outline: Outline, state: State, baseline: Baseline, use: Array) -> None:
    """List work is crowded out as more of what could be sought is sought than at the start."""
    state.crowded = account.nearer(state.crowded, np.maximum(use / baseline.use - 1, 0), outline.research)


def _renew(
    today: Parameters,
    outline: Outline,
    state: State,
    baseline: Baseline,
    listed: Array,
    left: Array,
    writer: OutputWriter,
    row: int,
) -> None:
    """The list is used and ages; research and referrals replenish it."""
    found = leads.replenished(
        baseline.found,
        today["replenishment_from_research"],
        leads.research(left, outline.staff, baseline.officers),
        today["replenishment_growth"],
    )
    used = leads.used(listed, today["lead_success"], state.high_risk)
    state.high_risk, stale = leads.aged(state.high_risk, found, used, today["lead_ageing"])
    writer.put(row, leads_found=found, leads_used=used, leads_stale=stale)


def _convicted(today: Parameters, baseline: Baseline, left: Array, usual: Array, others: Array) -> Array:
    """Share of people with a conviction, on the level counted before the start."""
    with_one = account.convicted(usual, others, today["convicted_base"], today["convicted_extra"] * left)
    return np.minimum(np.maximum(baseline.anchor * with_one / (usual + others), 0), 1)


def tell(plan: Plan, outline: Outline, state: State, writer: OutputWriter) -> None:
    """What follows of the days for the outputs, for all of them at once, shape (d, n)."""
    of, series = DaysParameters(plan), {name: values[1:] for name, values in writer.series.items()}
    total, jailed = series["arrests"], outline.in_jails * outline.factor
    at_large, collateral = total - jailed, of["collateral_share"]
    on_top, made = of["pressure_on_hours"] * series["surge"], series["made"]
    by_operation = np.maximum(made + on_top, _NOBODY) * outline.by_operation / series["sought"]
    for name in ("leads_found", "leads_used"):  # traced addresses are used as they come
        series[name] += outline.traced
    writer.put_days(
        target_gap=targets.gap(_mean_of_the_week(state), outline.target),
        officers_in_training=officers.in_training(of["hired_officers"], outline.trained),
        borrowed_agent_days=of["borrowed_officers"] * of["borrowed_full_time"],
        arrests_at_large=at_large,
        arrests_collateral=at_large * collateral / (1 + collateral),
        arrests_custodial=jailed,
        arrests_operations=by_operation * outline.factor,
        arrests_agreements=outline.added * outline.factor,
        leads_traced=outline.traced,
        officer_hours=officers.hours(
            series["heads"], of["officers_at_large_before"], of["officer_week"], on_top / np.maximum(made, _NOBODY)
        ),
        fatigue=officers.wearied(series["surge"], series["rises"]),
    )


def _mean_of_the_week(state: State) -> Array:
    """Arrests on a mean day of the seven before each day, shape (d, n)."""
    return np.asarray(sliding_window_view(state.arrests[:-1], WEEK, axis=0).mean(-1))
