"""Steps 2 and 3 of a day in the fluid engine: pressure and effort, then arrests.

Shape (n,) throughout: one number a draw.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.day import Baseline, Book, Day, Today
from bedspace.engines.plan import Plan
from bedspace.model import arrests, leads, officers, pressure, targets

Array = NDArray[np.float64]


def effort(today: Today, day: Day, baseline: Baseline, book: Book, row: int) -> Array:
    """Step 2: pressure from gap, releases and events; hours after overtime and fatigue, shape (n,)."""
    gap = targets.gap(day.week.mean(0), today["arrest_target"])
    day.pressure = pressure.felt(
        day.pressure,
        today["pressure_from_gap"] * gap,
        today["pressure_from_releases"] * np.maximum(day.released - baseline.releases, 0) / 100,
        today["pressure_from_events"],
        today["pressure_delay"],
    )
    overtime = today["pressure_on_hours"] * day.pressure
    day.fatigue = officers.wearied(day.fatigue, overtime, today["fatigue_days"])
    held = day.population.sum(-1)
    own = officers.free_for_arrests(
        today["officers"], held, today["custody_officers_per_held"], today["officers_at_large_share"]
    )
    output = 1 - today["fatigue_loss"] * day.fatigue
    hours = officers.hours(
        own, today["borrowed_officers"], today["borrowed_efficiency"], today["officer_week"], overtime, output
    )
    book.put(
        row,
        target_gap=gap,
        pressure=day.pressure,
        fatigue=day.fatigue,
        officer_hours=hours,
        borrowed_agent_days=today["borrowed_officers"],
    )
    return hours


def arrest(plan: Plan, today: Today, day: Day, hours: Array, baseline: Baseline, book: Book, row: int) -> Array:
    """Step 3: arrests of the day, shape (n,); leads used, aged and replenished."""
    factor = arrests.day_factor(_weekday(plan, today, row), plan.day_shock[row], today["day_shock"])
    scope = today["pressure_on_scope"] * day.pressure
    per_attempt, usable = baseline.hours_per_attempt, today["lead_use"]
    planned = leads.attempts(hours, per_attempt, day.high_risk, usable)
    spare = leads.attempts(hours - planned * per_attempt, per_attempt, day.wider * scope, usable)
    first, second = leads.made(planned, factor, day.high_risk), leads.made(spare, factor, day.wider * scope)
    found = leads.replenished(
        baseline.attempts,
        today["replenishment_from_research"],
        1 - today["pressure_on_research"] * day.pressure,
        today["replenishment_growth"],
    )
    day.high_risk, stale_first = leads.aged(day.high_risk, found * (1 - scope), first, today["lead_ageing"])
    day.wider, stale_second = leads.aged(day.wider, found * scope, second, today["lead_ageing"])
    sought = (first + second) * today["lead_success"]
    collateral = sought * today["collateral_share"]
    custodial = today["custodial_base"] * today["custodial_growth"] * factor
    total = sought + collateral + custodial
    day.week = np.concatenate([day.week[1:], total[None]])
    book.put(
        row,
        arrests=total,
        arrests_at_large=sought + collateral,
        arrests_collateral=collateral,
        arrests_custodial=custodial,
        leads_found=found,
        leads_used=first + second,
        leads_stale=stale_first + stale_second,
    )
    return total


def _weekday(plan: Plan, today: Today, row: int) -> Array:
    return today[arrests.WEEKDAYS[plan.weekdays[row]]]
