"""Expected numbers, day by day, for all draws at once: the ten steps of a day.

It follows the order of a day in `bedspace.model.system`. A stock is kept by class and stay component; inside a
component hazards do not depend on age, so ages follow exactly from book-ins and cumulative hazards. Near a
binding capacity expected numbers are biased; there persons one by one are the answer.

Axes: n draws, t rows, c classes, j stay components, f exit forms.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.expected import arrests as arresting
from bedspace.engines.expected.arrests import Arrested
from bedspace.engines.expected.custody import Evening, Gone
from bedspace.engines.expected.start import start
from bedspace.engines.expected.state import Baseline, DayParameters, OutputWriter, State
from bedspace.engines.law import Law, Response
from bedspace.engines.plan import (
    COURT_ORDER,
    FORMS,
    HAZARDS,
    ICE,
    IS_BARRED,
    IS_DECIDED,
    IS_DISCRETIONARY,
    IS_RELEASE,
    REMOVAL,
    Plan,
)
from bedspace.engines.result import Result
from bedspace.model import courts, custody, money, removal
from bedspace.model.outputs import OUTPUTS

Array = NDArray[np.float64]

_INFLOW_MEMORY = 14.0
"""Days over which inflow is averaged before exits respond to it."""


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
    writer, begin = OutputWriter(plan.days + 1), start(plan)
    state, baseline = begin.state, begin.baseline
    _census(writer, DayParameters(plan, 0), state, 0)
    for row in range(1, plan.days + 1):
        today = DayParameters(plan, row)
        could = arresting.effort(today, state, baseline, writer, row)
        arrested = arresting.arrest(plan, today, state, could, baseline, writer, row)
        entering = _book_ins(plan, today, state, arrested, writer, row)
        gone = state.custody.leave(row, _response(plan, today, state, row))
        boarded = _board(plan, today, state, gone, writer, row)
        placed, kept = _intake(today, state, entering, writer, row)
        state.custody.close(row, Evening(gone.moved, boarded, placed, kept))
        state.inflow = state.inflow + (entering.sum(-1) - state.inflow) / _INFLOW_MEMORY
        _census(writer, today, state, row)
    return _result(writer, baseline, begin.law)


def _book_ins(
    plan: Plan, today: DayParameters, state: State, arrested: Arrested, writer: OutputWriter, row: int
) -> Array:
    """Step 4: people to be booked in by class, shape (n, c): arrests or held inflow, and hand-overs."""
    ice_held, cbp_held = plan.inflow[row]
    ratio, cbp = today["book_ins_per_arrest"], cbp_held * plan.handovers[row]
    earlier = state.week[-1 - int(today["book_in_lag"][0])]
    ice = ratio * earlier if plan.from_arrests else np.full_like(cbp, ice_held)
    missing = earlier * np.maximum(1 - ratio, 0)
    writer.put(row, not_booked=missing, book_ins_ice=ice, book_ins_cbp=cbp)
    of_ice, of_cbp = plan.estimates.class_shares[..., None]
    if plan.from_arrests:
        of_ice = of_ice[1:] / of_ice[1:].sum(0) * (1 - arrested.convicted)
        of_ice = np.concatenate([arrested.convicted[None], of_ice])
    return np.concatenate([of_ice * ice, of_cbp * cbp]).T


def _response(plan: Plan, today: DayParameters, state: State, row: int) -> Response:
    """How exit rates answer today to policy, pressure, inflow, drift and petitions."""
    before = plan.estimates.book_ins.sum()
    elastic = (np.maximum(state.inflow, 1) / before) ** today["exit_elasticity"]
    stop = np.exp(-today["pressure_on_release"] * state.stopped) / state.in_rates
    # what a mechanism already moves, elasticity must not move a second time
    discretionary = np.where(state.stopped > 0, 1.0, elastic) * stop
    open_to_release = courts.releasable(today["mandatory_detention"], DayParameters(plan, 0)["mandatory_detention"])
    decided = IS_DECIDED & plan.through_proceedings
    by_form = np.empty((len(FORMS), plan.settings.draws))
    for f, arrow in enumerate(HAZARDS):
        by_form[f] = discretionary if IS_DISCRETIONARY[f] else 1.0 if decided[f] else elastic
        if arrow.policy:
            policy = today[arrow.policy]
            # a dated policy is measured with all that moved the rate: elasticity must not move it a second time
            by_form[f] = np.where((policy == 1) | IS_DISCRETIONARY[f], by_form[f], 1.0) * policy
        if IS_BARRED[f]:
            by_form[f] *= open_to_release
    pace = np.asfortranarray(plan.drift[row]) * plan.exit_level[row]
    return Response(pace, by_form.T, _added(today, state, by_form).T)


def _added(today: DayParameters, state: State, by_form: Array) -> Array:
    """Hazards that no estimate gives, shape (f, n): exits whose rate is a parameter, and petitions."""
    added = np.zeros_like(by_form)
    for f, arrow in enumerate(HAZARDS):
        if not arrow.estimated:
            added[f] = today[arrow.parameter] * by_form[f]
    over = state.custody.over / np.maximum(state.held, 1)
    state.petitioned = courts.petitions(state.petitioned, today["habeas_rate"] * over, today["habeas_delay"])
    added[COURT_ORDER] += state.petitioned
    return added


def _board(plan: Plan, today: DayParameters, state: State, gone: Gone[Any], writer: OutputWriter, row: int) -> Array:
    """Steps 5 to 7: exits by form; removals wait for seats. Returns the share of those waiting who boarded, (n, c)."""
    state.waiting_ages = state.waiting_ages + state.waiting + gone.days_due
    state.waiting = state.waiting + gone.people[..., REMOVAL]
    first = DayParameters(plan, 0)
    seats = removal.seats(
        today["removal_flights"],
        today["flight_load"],
        today["air_share"],
        today["direct_removal_share"],
        today["seats_growth"],
        first["removal_flights"] * first["flight_load"],
    ) * removal.flying(plan.weekdays[row], today["weekend_seats"])
    boarded = removal.boarding(state.waiting, seats)
    share = boarded / np.maximum(state.waiting, 1e-300)
    boarded_days = state.waiting_ages * share
    state.waiting, state.waiting_ages = state.waiting - boarded, state.waiting_ages - boarded_days
    out = gone.people.copy(order="K")
    out[..., REMOVAL] = boarded
    state.released = (out[:, ICE].sum(1) * IS_RELEASE).sum(-1)
    exits = out.sum(1)
    writer.put(
        row,
        hazards=gone.hazards,
        due=gone.people[..., REMOVAL],
        leavers=out.sum(-1),
        boarding_share=share.max(-1),
        removals=exits[:, REMOVAL],
        seats_free=seats - exits[:, REMOVAL],
        leaver_days=gone.days + boarded_days.sum(-1),
        **{f"exits_{form}": exits[:, f] for f, form in enumerate(FORMS) if form != "removal"},
        **gone.outputs,
    )
    return share


def _intake(today: DayParameters, state: State, entering: Array, writer: OutputWriter, row: int) -> tuple[Array, Array]:
    """Steps 8 and 9: placement and capacity release. Returns those placed, (n, c, j), and the share kept, (n,)."""
    beds = today["beds_usable"]
    staying, waiting, arriving = state.custody.people.sum(-1), state.waiting.sum(-1), entering.sum(-1)
    local = today["local_shortage_share"] * (staying + waiting + arriving > beds)
    placed = 1 - local
    people = state.custody.admit(entering * placed[:, None])
    held = staying + arriving * placed
    over = custody.above(held + waiting, beds * today["beds_surge"])
    share = np.minimum(over * today["capacity_release_share"] / np.maximum(held, 1e-300), 1)
    above, days = state.custody.release(share)
    released = above + entering * local[:, None]
    state.released = state.released + released[:, ICE].sum(-1)
    writer.put(
        row,
        book_ins=entering,
        exits_capacity=released.sum(-1),
        released_above=share,
        local_share=local,
    )
    writer.add(row, leavers=released, leaver_days=days)
    return people, 1 - share


def _census(writer: OutputWriter, today: DayParameters, state: State, row: int) -> None:
    """Step 10: midnight census and outputs."""
    by_class = state.population
    state.held = total = by_class.sum(-1)
    criminality = by_class.reshape(len(total), 2, 3).sum(1)
    without_charge = criminality[:, 2]
    ages = state.custody.days + state.waiting_ages.sum(-1)
    writer.put(
        row,
        held=by_class,
        age_days=ages,
        midnight_population=total,
        ddp_midnight_population=total / today["ddp_bridge"],
        awaiting_seat=state.waiting.sum(-1),
        leads_high_risk=state.high_risk,
        occupancy_funded=total / today["beds_funded"],
        occupancy_operational=total / today["beds_operational"],
        occupancy_contracted=total / today["beds_contracted"],
        occupancy_usable=total / today["beds_usable"],
        over_180_days=state.custody.over,
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
        **state.custody.outputs,
    )


def _result(writer: OutputWriter, baseline: Baseline, law: Law | None) -> Result:
    series = writer.series
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
