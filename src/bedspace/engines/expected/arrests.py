"""Steps 2 and 3 of a day in expected numbers: pressure and effort, then arrests.

Shape (n,) throughout: one number a draw.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.expected.state import Baseline, DayParameters, OutputWriter, State
from bedspace.engines.plan import Plan
from bedspace.model import agreements, arrests, leads, officers, operations, pressure, targets

Array = NDArray[np.float64]


def effort(today: DayParameters, state: State, baseline: Baseline, writer: OutputWriter, row: int) -> Array:
    """Step 2: pressure from gap, releases and events; hours after overtime and fatigue, shape (n,)."""
    target = targets.asked(today["arrest_target"], today["office_target"], today["field_offices"])
    gap = targets.gap(state.week.mean(0), target)
    state.pressure = pressure.felt(
        state.pressure,
        today["pressure_from_gap"] * gap,
        today["pressure_from_releases"] * np.maximum(state.released - baseline.releases, 0) / 100,
        today["pressure_from_events"],
        today["pressure_delay"],
    )
    overtime = today["pressure_on_hours"] * state.pressure
    state.fatigue = officers.wearied(state.fatigue, overtime, today["fatigue_days"])
    hired, trained = today["hired_officers"], today.lagged("hired_officers")
    state.staff = today["officers"] + trained
    own = officers.free_for_arrests(
        state.staff, state.held, today["custody_officers_per_held"], today["officers_at_large_share"]
    )
    output = 1 - today["fatigue_loss"] * state.fatigue
    hours = officers.hours(
        own, today["borrowed_officers"], today["borrowed_efficiency"], today["officer_week"], overtime, output
    )
    writer.put(
        row,
        target_gap=gap,
        pressure=state.pressure,
        fatigue=state.fatigue,
        officer_hours=hours,
        officers_in_training=officers.in_training(hired, trained),
        borrowed_agent_days=today["borrowed_officers"],
    )
    return hours


def arrest(
    plan: Plan,
    today: DayParameters,
    state: State,
    hours: Array,
    baseline: Baseline,
    writer: OutputWriter,
    row: int,
) -> Array:
    """Step 3: arrests of the day, shape (n,); leads used, aged and replenished."""
    factor = arrests.day_factor(_weekday(plan, today, row), plan.day_shock[row], today["day_shock"])
    scope = today["pressure_on_scope"] * state.pressure
    used = _use(today, state, hours, baseline.hours_per_attempt, scope, factor)
    _renew(today, state, baseline, used, writer, row)
    by_operation = used.operation * operations.despite_publicity(today["operation_yield"], today["publicity_loss"])
    sought = used.ordinary * operations.despite_publicity(today["lead_success"], today["publicity_loss"]) + by_operation
    collateral = sought * today["collateral_share"]
    custodial, added = _custodial(today, factor)
    total = sought + collateral + custodial
    state.week = np.concatenate([state.week[1:], total[None]])
    writer.put(
        row,
        arrests=total,
        arrests_at_large=sought + collateral,
        arrests_collateral=collateral,
        arrests_custodial=custodial,
        arrests_operations=by_operation,
        arrests_agreements=added,
    )
    return total


@dataclass(frozen=True)
class _Used:
    """Leads used on a day, by list and by what they were used for; shape (n,)."""

    high_risk: Array
    wider: Array
    ordinary: Array
    operation: Array


def _use(today: DayParameters, state: State, hours: Array, per_attempt: Array, scope: Array, factor: Array) -> _Used:
    """Leads that operations seek, and those that ordinary attempts use in the hours and lists left."""
    reach = leads.within_reach(today["sensitive_places_limits"], today["sensitive_places_share"])
    high_risk, wider = state.high_risk * reach, state.wider * scope * reach
    most = hours / np.maximum(per_attempt, 1e-9)
    from_first, from_second = operations.sought(np.minimum(today["operation_sought"], most), high_risk, wider)
    high_risk, wider, operation = high_risk - from_first, wider - from_second, from_first + from_second
    left = np.maximum(hours - operation * per_attempt, 0)
    planned = leads.attempts(left, per_attempt, high_risk, today["lead_use"])
    spare = leads.attempts(left - planned * per_attempt, per_attempt, wider, today["lead_use"])
    first, second = leads.made(planned, factor, high_risk), leads.made(spare, factor, wider)
    return _Used(first + from_first, second + from_second, first + second, operation)


def _renew(today: DayParameters, state: State, baseline: Baseline, used: _Used, writer: OutputWriter, row: int) -> None:
    """Both lists age; research and referrals replenish the high-risk one, traced addresses the wider one."""
    found = leads.replenished(
        baseline.attempts,
        today["replenishment_from_research"],
        leads.research(today["pressure_on_research"] * state.pressure, state.staff, baseline.officers),
        today["replenishment_growth"],
    )
    traced, ageing = leads.traced(today["skip_tracing_addresses"], today["skip_tracing_yield"]), today["lead_ageing"]
    state.high_risk, stale_first = leads.aged(state.high_risk, found, used.high_risk, ageing)
    state.wider, stale_second = leads.aged(state.wider, traced, used.wider, ageing)
    writer.put(
        row,
        leads_found=found + traced,
        leads_traced=traced,
        leads_used=used.high_risk + used.wider,
        leads_stale=stale_first + stale_second,
    )


def _custodial(today: DayParameters, factor: Array) -> tuple[Array, Array]:
    """Custodial arrests, and what agreements above the base number add to them."""
    grown = today["custodial_base"] * today["custodial_growth"] * factor
    each, number = today["arrests_per_agreement"], today["agreements_287g"]
    added = agreements.arrests_added(number, today["agreements_before"], each) * factor
    return grown + added, added


def _weekday(plan: Plan, today: DayParameters, row: int) -> Array:
    return today[arrests.WEEKDAYS[plan.weekdays[row]]]
