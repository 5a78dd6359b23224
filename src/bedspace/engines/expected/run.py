"""The fluid engine: expected numbers, day by day, for all draws at once.

It follows the order of a day in `bedspace.model.system`. A stock is kept by class and stay component; inside a
component hazards do not depend on age, so ages follow exactly from book-ins and cumulative hazards. Near a
binding capacity expected numbers are biased; there the individual engine is the answer.

Axes: n draws, t rows, c classes, j stay components, f exit forms.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.expected import arrests as arresting
from bedspace.engines.expected.by_rate import ByRate, Custody, Response
from bedspace.engines.expected.state import Baseline, Book, Day, Today
from bedspace.engines.plan import (
    FORMS,
    HAZARDS,
    IS_BARRED,
    IS_DISCRETIONARY,
    IS_RELEASE,
    IS_STAGED,
    REMOVAL,
    Plan,
)
from bedspace.engines.result import Result
from bedspace.model import arrests, courts, custody, money, officers, removal
from bedspace.model.courts import LONG_STAY_DAYS
from bedspace.model.outputs import OUTPUTS

if TYPE_CHECKING:
    from bedspace.engines.expected.proceedings.custody import Law

Array = NDArray[np.float64]

_WEEK = 7
_INFLOW_MEMORY = 14.0
"""Days over which inflow is averaged before exits respond to it."""
_ICE = slice(0, 3)
_FEW = 0.001
"""Odds of slow stays in a stock that make no difference to it."""


def run(plan: Plan) -> Result:
    """Run a plan through all its days.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    Result

    Notes
    -----
    A draw alone is run beside a copy of itself: NumPy adds up in another order where there is but one, and no draw
    shall depend, in its last digit, on how many there are.
    """
    return _run(plan) if plan.settings.draws > 1 else _run(plan.of_draws([0, 0])).first_draw()


def _run(plan: Plan) -> Result:
    book = Book(plan.days + 1)
    day, baseline = _start(plan)
    _census(book, Today(plan, 0), day, 0)
    for row in range(1, plan.days + 1):
        today = Today(plan, row)
        hours = arresting.effort(today, day, baseline, book, row)
        arrested = arresting.arrest(plan, today, day, hours, baseline, book, row)
        entering = _book_ins(plan, today, arrested, book, row)
        boarded = _exits(plan, today, day, book, row)
        _intake(today, day, entering, book, row)
        day.custody.close(row, boarded)
        day.inflow = day.inflow + (entering.sum(-1) - day.inflow) / _INFLOW_MEMORY
        _census(book, today, day, row)
    return _result(book, baseline, day.custody.law)


def _start(plan: Plan) -> tuple[Day, Baseline]:
    today, estimates, n = Today(plan, 0), plan.estimates, plan.settings.draws
    attempts = arrests.attempts_before(today["at_large_base"], today["lead_success"], today["collateral_before"])
    free = officers.free_for_arrests(
        today["officers"], estimates.stock.sum(), today["custody_officers_per_held"], today["officers_at_large_before"]
    )
    people, relative, entrants = _custody(plan, today)
    releases = (plan.rates[:, _ICE] * IS_RELEASE * estimates.stock[_ICE, None]).sum((1, 2))
    inflow = float(estimates.inflow_before.sum())
    hours_per_attempt = free * today["officer_week"] / 7 / attempts
    baseline = Baseline(attempts, today["officers"], hours_per_attempt, relative, entrants, inflow, releases)
    zero, classes = np.zeros(n), np.zeros((n, len(estimates.stock)), order="F")
    before = today["at_large_base"] + today["custodial_base"]
    day = Day(
        custody=people,
        held=zero,
        staff=today["officers"],
        petitioned=zero,
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


def _custody(plan: Plan, today: Today) -> tuple[Custody, Array, Array]:
    """The people held at the start, and hazards and book-in shares of the stay components, shape (n, j).

    The share of slow stays gives the published share held over 180 days.
    """
    share, slow = today["stay_slow_share"], _slow_stock(plan, today, plan.estimates.over_180_share)
    if plan.staged:
        return _in_proceedings(plan, today, slow)
    entrants, relative = np.stack([1 - share, share], -1), custody.relative_hazards(slow, today["stay_slow_ratio"])
    return ByRate(plan, _by_component(plan, slow), relative, entrants), relative, entrants


def _in_proceedings(plan: Plan, today: Today, counted: Array) -> tuple[Custody, Array, Array]:
    """As `_custody`: proceedings make some stays long by themselves, so slow ones are as many fewer.

    Two rounds of correction give the published share held over 180 days. The slow are scaled alike among those
    booked in and those held, which keeps the stock as far from a steady one as it was.
    """
    from bedspace.engines.expected.proceedings.custody import (  # loads a compiler, which most runs do without
        Proceedings,
        docket_of,
    )

    start = docket_of(plan)
    published, slow = plan.estimates.over_180_share, counted
    wanted: Array | float = published
    for _ in range(3 if published >= 0 else 1):
        # both with a little more: where counted slow stays are none, none of them cannot be scaled
        change = (custody.odds(slow) + _FEW) / (custody.odds(counted) + _FEW)
        share = custody.with_odds(change * custody.odds(today["stay_slow_share"]))
        entrants, relative = np.stack([1 - share, share], -1), custody.relative_hazards(slow, today["stay_slow_ratio"])
        people = Proceedings(plan, start, _by_component(plan, slow), relative, entrants)
        wanted = np.maximum(wanted + published - people.over / plan.estimates.stock.sum(), 0.001)
        slow = _slow_stock(plan, today, wanted)
    return people, relative, entrants


def _slow_stock(plan: Plan, today: Today, over_share: Array | float) -> Array:
    stock = plan.estimates.stock
    shares = (today["stay_slow_share"], today["stay_slow_ratio"])
    return custody.raked_slow_stock(plan.rates.sum(-1), stock / stock.sum(), *shares, over_share, LONG_STAY_DAYS)


def _by_component(plan: Plan, slow: Array) -> Array:
    """The stock by class and stay component, shape (n, c, j)."""
    return np.asarray(plan.estimates.stock[:, None] * np.stack([1 - slow, slow], -1)[:, None, :])


def _book_ins(plan: Plan, today: Today, arrested: Array, book: Book, row: int) -> Array:
    """Step 4: people to be booked in by class, shape (n, c): arrests or held inflow, and hand-overs."""
    ice_held, cbp = plan.estimates.inflow[row]
    booked = arrested * today["book_in_share"]
    ice = booked if plan.from_arrests else np.full_like(arrested, ice_held)
    book.put(row, not_booked=arrested - booked, book_ins_ice=ice, book_ins_cbp=np.full_like(ice, cbp))
    of_ice, of_cbp = plan.estimates.class_shares[..., None]
    return np.concatenate([of_ice * ice, np.broadcast_to(of_cbp * cbp, (len(of_cbp), len(ice)))]).T


def _response(plan: Plan, today: Today, day: Day, row: int) -> Response:
    """How exit rates answer today to policy, pressure, inflow, drift and petitions."""
    before, staged = plan.estimates.inflow_before.sum(), day.custody.law is not None
    elastic = (np.maximum(day.inflow, 1) / before) ** today["exit_elasticity"]
    by_pressure = today["pressure_on_release"]
    # what a mechanism already moves, elasticity must not move a second time
    discretionary = np.where(by_pressure > 0, 1.0, elastic) * (1 - by_pressure * day.pressure)
    open_to_release = courts.releasable(today["mandatory_detention"], Today(plan, 0)["mandatory_detention"])
    by_form = np.empty((len(FORMS), plan.settings.draws))
    for f, arrow in enumerate(HAZARDS):
        by_form[f] = discretionary if IS_DISCRETIONARY[f] else 1.0 if IS_STAGED[f] and staged else elastic
        if arrow.policy:
            by_form[f] *= today[arrow.policy]
        if IS_BARRED[f]:
            by_form[f] *= open_to_release
    over = day.custody.over / np.maximum(day.held, 1)
    day.petitioned = courts.petitions(day.petitioned, today["habeas_rate"] * over, today["habeas_delay"])
    return Response(np.asfortranarray(plan.drift[row]) * plan.exit_level[row], by_form.T, day.petitioned)


def _exits(plan: Plan, today: Today, day: Day, book: Book, row: int) -> Array:
    """Steps 5 to 7: exits by form; removals wait for seats. Returns the share of those waiting who boarded, (n, c)."""
    gone = day.custody.leave(row, _response(plan, today, day, row))
    day.waiting_ages = day.waiting_ages + day.waiting + gone.days_due
    day.waiting = day.waiting + gone.people[..., REMOVAL]
    first = Today(plan, 0)
    seats = removal.seats(
        today["removal_flights"],
        today["flight_load"],
        today["air_share"],
        today["direct_removal_share"],
        today["seats_growth"],
        first["removal_flights"] * first["flight_load"],
    ) * removal.flying(plan.weekdays[row], today["weekend_seats"])
    boarded = removal.boarding(day.waiting, seats)
    share = boarded / np.maximum(day.waiting, 1e-300)
    boarded_days = day.waiting_ages * share
    day.waiting, day.waiting_ages = day.waiting - boarded, day.waiting_ages - boarded_days
    out = gone.people.copy(order="K")
    out[..., REMOVAL] = boarded
    day.released = (out[:, _ICE].sum(1) * IS_RELEASE).sum(-1)
    exits = out.sum(1)
    book.put(
        row,
        hazards=gone.hazards,
        due=gone.people[..., REMOVAL],
        leavers=out.sum(-1),
        boarding_share=share.max(-1),
        removals=exits[:, REMOVAL],
        seats_free=seats - exits[:, REMOVAL],
        leaver_days=gone.days + boarded_days.sum(-1),
        **{f"exits_{form}": exits[:, f] for f, form in enumerate(FORMS) if form != "removal"},
    )
    return share


def _intake(today: Today, day: Day, entering: Array, book: Book, row: int) -> None:
    """Steps 8 and 9: placement and capacity release."""
    beds = today["beds_usable"]
    staying, waiting, arriving = day.custody.people.sum(-1), day.waiting.sum(-1), entering.sum(-1)
    local = today["local_shortage_share"] * (staying + waiting + arriving > beds)
    placed = 1 - local
    day.custody.admit(entering * placed[:, None])
    held = staying + arriving * placed
    over = custody.above(held + waiting, beds * today["beds_surge"])
    share = np.minimum(over * today["capacity_release_share"] / np.maximum(held, 1e-300), 1)
    above, days = day.custody.release(share)
    released = above + entering * local[:, None]
    day.released = day.released + released[:, _ICE].sum(-1)
    book.put(
        row,
        book_ins=entering,
        exits_capacity=released.sum(-1),
        released_above=share,
        local_share=local,
    )
    book.add(row, leavers=released, leaver_days=days)


def _census(book: Book, today: Today, day: Day, row: int) -> None:
    """Step 10: midnight census and outputs."""
    by_class = day.population
    day.held = total = by_class.sum(-1)
    criminality = by_class.reshape(len(total), 2, 3).sum(1)
    without_charge = criminality[:, 2]
    ages = day.custody.days + day.waiting_ages.sum(-1)
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
        over_180_days=day.custody.over,
        mean_time_in_custody=ages / total,
        person_days=total if row else np.zeros_like(total),
        share_without_conviction=(criminality[:, 1] + without_charge) / total,
        share_without_charge=without_charge / total,
        custody_cost=money.custody_cost(
            total,
            today["beds_funded"],
            today["beds_guaranteed"],
            today["bed_day_cost"],
            today["marginal_bed_day_cost"],
        )
        * (row > 0),
        **day.custody.stages,
    )


def _result(book: Book, baseline: Baseline, law: Law | None) -> Result:
    series = book.series
    midnight = series["midnight_population"]
    counted = np.arange(1, len(midnight))[:, None]
    average = np.concatenate([midnight[:1], np.cumsum(midnight[1:], axis=0) / counted])
    return Result(
        outputs={**{k: v for k, v in series.items() if k in OUTPUTS}, "average_daily_population": average},
        relative=baseline.relative,
        entrants=baseline.entrants,
        law=law,
        leads={name: series[f"leads_{name}"] for name in ("found", "used", "stale")},
        **{field.name: series[field.name] for field in fields(Result) if field.name in series},
    )
