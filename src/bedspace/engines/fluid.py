"""The fluid engine: expected numbers, day by day, for all draws at once.

It follows the order of a day in `bedspace.model.system`. A stock is kept by class and stay component; inside a
component hazards do not depend on age, so ages follow exactly from book-ins and cumulative hazards. Near a
binding capacity expected numbers are biased; there the individual engine is the answer.

Axes: n draws, t rows, c classes, j stay components, f exit forms.
"""

from __future__ import annotations

from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from bedspace.engines import arresting
from bedspace.engines.day import Baseline, Book, Day, Today
from bedspace.engines.long_stays import Leaving, LongStays
from bedspace.engines.plan import FORMS, HAZARDS, IS_DISCRETIONARY, IS_RELEASE, REMOVAL, Plan
from bedspace.engines.result import Result
from bedspace.model import arrests, custody, money, officers, removal
from bedspace.model.courts import LONG_STAY_DAYS
from bedspace.model.outputs import OUTPUTS

Array = NDArray[np.float64]

_WEEK = 7
_INFLOW_MEMORY = 14.0
"""Days over which inflow is averaged before exits respond to it."""
_ICE = slice(0, 3)


def run(plan: Plan) -> Result:
    """Run a plan through all its days.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    Result
    """
    book = Book(plan.days + 1)
    day, baseline = _start(plan)
    long_stays = LongStays(
        day.held, plan.rates.sum(-1)[..., None] * baseline.relative[:, None, :], plan.days, LONG_STAY_DAYS
    )
    _census(book, Today(plan, 0), day, long_stays.count, 0)
    for row in range(1, plan.days + 1):
        today = Today(plan, row)
        hours = arresting.effort(today, day, baseline, book, row)
        arrested = arresting.arrest(plan, today, day, hours, baseline, book, row)
        entering = _book_ins(plan, today, arrested, book, row)
        left = _exits(plan, today, day, baseline, book, row)
        entered, not_released = _intake(today, day, entering, baseline, book, row)
        long_stays.advance(row, entered, left, not_released)
        day.inflow = day.inflow + (entering.sum(-1) - day.inflow) / _INFLOW_MEMORY
        _census(book, today, day, long_stays.count, row)
    return _result(book, baseline)


def _start(plan: Plan) -> tuple[Day, Baseline]:
    today, estimates, n = Today(plan, 0), plan.estimates, plan.settings.draws
    attempts = arrests.attempts_before(today["at_large_base"], today["lead_success"], today["collateral_before"])
    free = officers.free_for_arrests(
        today["officers"], estimates.stock.sum(), today["custody_officers_per_held"], today["officers_at_large_before"]
    )
    total_rates = plan.rates.sum(-1)
    slow = custody.raked_slow_stock(
        total_rates,
        estimates.stock / estimates.stock.sum(),
        today["stay_slow_share"],
        today["stay_slow_ratio"],
        estimates.over_180_share,
        LONG_STAY_DAYS,
    )
    relative = custody.relative_hazards(slow, today["stay_slow_ratio"])
    entrants = np.stack([1 - today["stay_slow_share"], today["stay_slow_share"]], -1)
    releases = (plan.rates[:, _ICE] * IS_RELEASE * estimates.stock[_ICE, None]).sum((1, 2))
    inflow = float(estimates.inflow_before.sum())
    hours_per_attempt = free * today["officer_week"] / 7 / attempts
    baseline = Baseline(attempts, hours_per_attempt, relative, entrants, inflow, releases)
    held = estimates.stock[:, None] * np.stack([1 - slow, slow], -1)[:, None, :]
    leaving = -np.expm1(-total_rates[..., None] * relative[:, None, :])
    zero, classes = np.zeros(n), np.zeros((n, len(estimates.stock)))
    before = today["at_large_base"] + today["custodial_base"]
    day = Day(
        held=held,
        ages=held * (1 - leaving) / leaving,
        waiting=classes,
        waiting_ages=classes,
        high_risk=today["leads_high_risk"],
        wider=today["leads_wider"],
        pressure=zero,
        fatigue=zero,
        week=np.tile(before, (_WEEK, 1)),
        released=releases,
        inflow=zero + inflow,
    )
    return day, baseline


def _book_ins(plan: Plan, today: Today, arrested: Array, book: Book, row: int) -> Array:
    """Step 4: people to be booked in by class, shape (n, c): arrests or held inflow, and hand-overs."""
    ice_held, cbp = plan.estimates.inflow[row]
    booked = arrested * today["book_in_share"]
    ice = booked if plan.from_arrests else np.full_like(arrested, ice_held)
    book.put(row, not_booked=arrested - booked, book_ins_ice=ice, book_ins_cbp=np.full_like(ice, cbp))
    shares = plan.estimates.class_shares
    return np.concatenate([ice[:, None] * shares[0], cbp * np.broadcast_to(shares[1], (len(ice), 3))], -1)


def _hazards(plan: Plan, today: Today, day: Day, row: int) -> Array:
    """Cause-specific hazards of the day by class, shape (n, c, f), before the split by component."""
    policy = np.stack([today[arrow.policy] if arrow.policy else np.ones(len(day.pressure)) for arrow in HAZARDS], -1)
    discretion = 1 - today["pressure_on_release"] * day.pressure
    policy = policy * np.where(IS_DISCRETIONARY, discretion[:, None], 1.0)
    before = plan.estimates.inflow_before.sum()
    elastic = (np.maximum(day.inflow, 1) / before) ** today["exit_elasticity"]
    # pressure already moves discretionary release; elasticity must not move it a second time
    moved = IS_DISCRETIONARY & (today["pressure_on_release"] > 0)[:, None]
    response = np.where(moved, 1.0, elastic[:, None]) * policy
    hazards: Array = plan.rates * (plan.drift[row] * plan.exit_level[row])[:, :, None] * response[:, None, :]
    return hazards


def _exits(plan: Plan, today: Today, day: Day, baseline: Baseline, book: Book, row: int) -> Leaving:
    """Steps 5 to 7: exits by form; removals wait for seats. Returns the shares that left, fell due and boarded."""
    hazards = _hazards(plan, today, day, row)
    out, left = custody.leaving(day.held, hazards, baseline.relative)
    older = day.ages + day.held  # everybody present has aged by a day
    stays = (older * left).sum(-1)
    due_share = hazards[..., REMOVAL] / np.maximum(custody.over_forms(hazards), 1e-300)
    day.waiting_ages = day.waiting_ages + day.waiting + stays * due_share
    day.waiting = day.waiting + out[..., REMOVAL]
    day.held, day.ages = day.held * (1 - left), older * (1 - left)
    seats = removal.seats(
        today["removal_flights"],
        today["flight_load"],
        today["air_share"],
        today["direct_removal_share"],
        today["seats_growth"],
    )
    boarded = removal.boarding(day.waiting, seats)
    share = boarded / np.maximum(day.waiting, 1e-300)
    boarded_days = day.waiting_ages * share
    day.waiting, day.waiting_ages = day.waiting - boarded, day.waiting_ages - boarded_days
    out[..., REMOVAL] = boarded
    day.released = (out[:, _ICE] * IS_RELEASE).sum((1, 2))
    book.put(
        row,
        hazards=hazards,
        leavers=custody.over_forms(out),
        boarding_share=share.max(-1),
        removals=boarded.sum(-1),
        seats_free=seats - boarded.sum(-1),
        leaver_days=(stays * (1 - due_share)).sum(-1) + boarded_days.sum(-1),
        **{f"exits_{form}": out[..., f].sum(-1) for f, form in enumerate(FORMS) if form != "removal"},
    )
    return Leaving(left, due_share, share)


def _intake(today: Today, day: Day, entering: Array, baseline: Baseline, book: Book, row: int) -> tuple[Array, Array]:
    """Steps 8 and 9: placement and capacity release. Returns book-ins placed (n, c, j) and shares kept."""
    beds = today["beds_usable"]
    crowded = day.population.sum(-1) + entering.sum(-1) > beds
    local = np.where(crowded, today["local_shortage_share"], 0.0)
    placed = (entering * (1 - local)[:, None])[:, :, None] * baseline.entrants[:, None, :]
    held = day.held + placed
    over = custody.above(held.sum((1, 2)) + day.waiting.sum(-1), beds * today["beds_surge"])
    share = np.minimum(over * today["capacity_release_share"] / np.maximum(held.sum((1, 2)), 1e-300), 1)
    keep = 1 - share[:, None, None]
    released = held.sum(-1) * share[:, None] + entering * local[:, None]
    day.released = day.released + released[:, _ICE].sum(-1)
    leaver_days = book.series["leaver_days"][row] + (day.ages.sum((1, 2)) * share)
    day.held, day.ages = held * keep, day.ages * keep
    book.put(
        row,
        book_ins=entering,
        leavers=book.series["leavers"][row] + released,
        exits_capacity=released.sum(-1),
        released_above=share,
        local_share=local,
        leaver_days=leaver_days,
    )
    return placed * keep, keep


def _census(book: Book, today: Today, day: Day, over: Array, row: int) -> None:
    """Step 10: midnight census and outputs."""
    by_class = day.population
    total = by_class.sum(-1)
    criminality = by_class.reshape(len(total), 2, 3).sum(1)
    ages = day.ages.sum((1, 2)) + day.waiting_ages.sum(-1)
    book.put(
        row,
        held=by_class,
        age_days=ages,
        midnight_population=total,
        ddp_midnight_population=total / today["ddp_bridge"],
        awaiting_seat=day.waiting.sum(-1),
        leads_high_risk=day.high_risk,
        leads_wider=day.wider,
        occupancy_funded=total / today["beds_funded"],
        occupancy_operational=total / today["beds_operational"],
        occupancy_contracted=total / today["beds_contracted"],
        occupancy_usable=total / today["beds_usable"],
        over_180_days=over,
        mean_time_in_custody=ages / total,
        person_days=total if row else np.zeros_like(total),
        share_without_conviction=criminality[:, 1:].sum(-1) / total,
        share_without_charge=criminality[:, 2] / total,
        custody_cost=money.custody_cost(
            total,
            today["beds_funded"],
            today["beds_guaranteed"],
            today["bed_day_cost"],
            today["marginal_bed_day_cost"],
        )
        * (row > 0),
    )


def _result(book: Book, baseline: Baseline) -> Result:
    series = book.series
    midnight = series["midnight_population"]
    counted = np.arange(1, len(midnight))[:, None]
    average = np.concatenate([midnight[:1], np.cumsum(midnight[1:], axis=0) / counted])
    return Result(
        outputs={**{k: v for k, v in series.items() if k in OUTPUTS}, "average_daily_population": average},
        relative=baseline.relative,
        entrants=baseline.entrants,
        leads={name: series[f"leads_{name}"] for name in ("found", "used", "stale")},
        **{field.name: series[field.name] for field in fields(Result) if field.name in series},
    )
