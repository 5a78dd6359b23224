"""Expected numbers, day by day, for all draws at once: the ten steps of a day.

It follows the order of a day in `bedspace.model.system`. A stock is kept by class and stay component; inside a
component hazards do not depend on age, so ages follow exactly from book-ins and cumulative hazards. Near a
binding capacity expected numbers are biased; there persons one by one are the answer.

Axes: n draws, t rows, c classes, j stay components, f exit forms.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.expected import arrests as arresting
from bedspace.engines.expected import census
from bedspace.engines.expected.custody import Evening, Gone
from bedspace.engines.expected.outline import Outline, outline
from bedspace.engines.expected.response import Responses
from bedspace.engines.expected.start import start
from bedspace.engines.expected.state import Baseline, DayParameters, OutputWriter, State
from bedspace.engines.forked import each, shares
from bedspace.engines.law import Law
from bedspace.engines.plan import FORMS, ICE, IS_RELEASE, REMOVAL, Plan, side_by_side
from bedspace.engines.result import Result, joined
from bedspace.model import custody, removal
from bedspace.model.outputs import OF_ARRESTS, OUTPUTS

Array = NDArray[np.float64]

MOST_ABREAST = 1000
"""Draws that are run in one pass: more take more memory and no less time."""
INFLOW_MEMORY = 14.0
"""Days over which inflow is averaged before exits respond to it."""
LONG_STAYS = "over_180_days"
_FLOWS = ("leavers", "due", "book_ins")
"""By class: only those ask for them who check a run or follow people through it."""


def run(plan: Plan, *, followed: bool = True, outputs: Collection[str] | None = None) -> Result:
    """Run a plan through all its days.

    Parameters
    ----------
    plan : Plan
    followed : bool
        Whether the hazards of every day are kept, for those who follow people through the run.
    outputs : collection of str, optional
        All that is asked for: flows by class and hazards are then left out, and so is the count of those held over
        180 days where nothing asks for it. Everything by default.

    Returns
    -------
    Result

    Notes
    -----
    A draw alone is run beside a copy of itself: NumPy adds up in another order where there is but one, and no draw
    shall depend, in its last digit, on how many there are.
    """
    if plan.settings.draws > 1:
        return _run(plan, followed, outputs)
    return _run(plan.of_draws([0, 0]), followed, outputs).first_draw()


def abreast(
    plans: Sequence[Plan],
    progress: Callable[[int], None] = lambda _: None,
    outputs: Collection[str] | None = None,
) -> list[Result]:
    """Run plans of the same start, estimates and days in as few passes as memory allows: the bits of each alone.

    Parameters
    ----------
    plans : sequence of Plan
    progress : callable, optional
        Told how many draws were run, after each pass.
    outputs : collection of str, optional
        See `run`; where they are named, the draws of a pass are shared out over the processors.
    """
    found: list[Result] = []
    for some in _passes(plans):
        whole = _shared_out(side_by_side(some), outputs)
        ends = np.cumsum([0, *(each.settings.draws for each in some)])
        found += [whole.of_draws(slice(first, last)) for first, last in pairwise(ends.tolist())]
        progress(int(ends[-1]))
    return found


def _shared_out(plan: Plan, outputs: Collection[str] | None) -> Result:
    """The result of a plan; what is found of all outputs is too much to hand over from one process to another."""
    if outputs is None:
        return run(plan, followed=False)
    found = each(lambda part: run(plan.of_draws(part), outputs=outputs), shares(plan.settings.draws))
    return joined(found) if len(found) > 1 else found[0]


def _passes(plans: Sequence[Plan]) -> Iterator[list[Plan]]:
    """Plans in their order, so many at once as have few enough draws together."""
    some: list[Plan] = []
    for plan in plans:
        if some and sum(each.settings.draws for each in (*some, plan)) > MOST_ABREAST:
            yield some
            some = []
        some.append(plan)
    if some:
        yield some


@dataclass(frozen=True)
class _Asked:
    """What a run is asked for: see `run`."""

    followed: bool
    outputs: Collection[str] | None

    def any_of(self, names: Iterable[str]) -> bool:
        """Whether one of some outputs is asked for."""
        return self.outputs is None or any(name in self.outputs for name in names)

    def keeps(self, name: str) -> bool:
        """Whether a series is asked for, or is what others that are asked for may follow from."""
        if self.outputs is None:
            return self.followed or name != "hazards"
        if self.any_of((*OF_ARRESTS, *census.DERIVED)):
            return name not in ("hazards", *_FLOWS)
        return name in self.outputs or name == "exits"


def _run(plan: Plan, followed: bool, outputs: Collection[str] | None) -> Result:
    asked = _Asked(followed, outputs)
    writer, begin = OutputWriter(plan.days + 1, asked.keeps), start(plan)
    state, baseline, responses = begin.state, begin.baseline, Responses(plan, begin.baseline)
    seats, given = _seats(plan), inflow_given(plan)
    counted = asked.any_of((LONG_STAYS,)) or responses.to_long_stays
    told = asked.any_of(OF_ARRESTS)
    ahead = outline(plan, baseline) if plan.from_arrests or told else None
    census.take(writer, state, 0)
    writer.put(0, exits_capacity=np.zeros(plan.settings.draws))
    for row, day in enumerate(ahead.days if ahead else repeat(None, plan.days), 1):
        today = DayParameters(plan, row)
        convicted = _arrest(today, day, state, baseline, writer, row) if day else None
        entering = _book_ins(plan, today, state, convicted, given[row], writer, row)
        gone = state.custody.leave(row, responses.of(today, state, row))
        boarded = _board(seats[row], state, gone, writer, row)
        arriving = entering.sum(-1)
        placed, kept = _intake(plan, today, state, entering, arriving, writer, row)
        state.custody.close(row, Evening(gone.moved, boarded, placed, kept), counted)
        state.inflow = state.inflow + (arriving - state.inflow) / INFLOW_MEMORY
        census.take(writer, state, row)
    if ahead and told:
        arresting.tell(plan, ahead, state, writer)
    found = _result(plan, writer, asked, baseline, begin.law)
    return found if outputs is None else found.with_outputs(outputs)


def _arrest(
    today: DayParameters, day: Outline, state: State, baseline: Baseline, writer: OutputWriter, row: int
) -> Array:
    """Steps 2 and 3: effort and arrests. Returns the share of people with a conviction among those arrested, (n,)."""
    could = arresting.effort(today, day, state, baseline, writer, row)
    return arresting.arrest(today, day, state, could, baseline, writer, row)


def inflow_given(plan: Plan) -> Array:
    """Book-ins a day by agency that a plan gives to each draw, shape (t, 2, n)."""
    given = plan.inflow
    return np.broadcast_to(given if given.ndim == 3 else given[..., None], (*given.shape[:2], plan.settings.draws))


def _seats(plan: Plan) -> Array:
    """Seats of every day, shape (t, n)."""
    of = plan.settings.over_the_run
    flights, load = of("removal_flights"), of("flight_load")
    growth, by_air_before = of("seats_growth"), flights[0] * load[0]
    mean = removal.seats(flights, load, of("air_share"), of("direct_removal_share"), growth, by_air_before)
    return np.asarray(mean * removal.flying(plan.weekdays[:, None], of("weekend_seats")))


def _book_ins(
    plan: Plan,
    today: DayParameters,
    state: State,
    convicted: Array | None,
    given: Array,
    writer: OutputWriter,
    row: int,
) -> Array:
    """Step 4: people to be booked in by class, shape (n, c): arrests or held inflow, and hand-overs."""
    ice, cbp = given
    arrests = state.arrests[arresting.WEEK - 1 + row - int(today["book_in_lag"][0])]
    ratio, earlier = today["book_ins_per_arrest"], arrests
    if plan.from_arrests:
        ice, cbp = ratio * earlier, cbp * plan.handovers[row]
    missing = earlier * np.maximum(1 - ratio, 0)
    writer.put(row, not_booked=missing, book_ins_ice=ice, book_ins_cbp=cbp)
    return by_class(plan, ice, cbp, convicted if plan.from_arrests else None)


def by_class(plan: Plan, ice: Array, cbp: Array, convicted: Array | None = None) -> Array:
    """Book-ins of each agency, shape (n,), by class, shape (n, c); with a share convicted of those by ICE."""
    of_ice, of_cbp = shares = plan.estimates.class_shares[..., None]
    people = np.empty((*shares.shape[:2], len(ice)))
    np.multiply(of_cbp, cbp, out=people[1])
    if convicted is None:
        np.multiply(of_ice, ice, out=people[0])
    else:
        np.multiply(convicted, ice, out=people[0, 0])
        np.multiply(plan.estimates.of_others[:, None] * (1 - convicted), ice, out=people[0, 1:])
    return people.reshape(-1, len(ice)).T


def _board(seats: Array, state: State, gone: Gone[Any], writer: OutputWriter, row: int) -> Array:
    """Steps 5 to 7: exits by form; removals wait for seats. Returns the share of those waiting who boarded, (n, c)."""
    state.waiting_ages = state.waiting_ages + state.waiting + gone.days_due
    state.waiting = state.waiting + gone.people[..., REMOVAL]
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
        due=gone.people[..., REMOVAL],
        leavers=out.sum(-1),
        boarding_share=share.max(-1),
        removals=exits[:, REMOVAL],
        seats_free=seats - exits[:, REMOVAL],
        leaver_days=gone.days + boarded_days.sum(-1),
        exits=exits.T,
        **gone.outputs,
    )
    return share


def _intake(
    plan: Plan, today: DayParameters, state: State, entering: Array, arriving: Array, writer: OutputWriter, row: int
) -> tuple[Array, Array]:
    """Steps 8 and 9: placement and capacity release. Returns those placed, (n, c, j), and the share kept, (n,)."""
    beds = today["beds_usable"]
    staying, waiting = state.custody.people.sum(-1), state.waiting.sum(-1)
    local = today["local_shortage_share"] * (staying + waiting + arriving > beds)
    over = custody.above(staying + waiting + arriving * (1 - local), beds * today["beds_surge"])
    over = over * today["capacity_release_share"]
    most = today["capacity_release_most"] + plan.beds_lost[row]
    room = custody.within(arriving * local + over, most)
    local, over = local * room, over * room
    placed = 1 - local
    people = state.custody.admit(entering * placed[:, None])
    share = np.minimum(over / np.maximum(staying + arriving * placed, 1e-300), 1)
    writer.put(row, book_ins=entering, released_above=share, local_share=local)
    if share.any() or local.any():
        above, days = state.custody.release(share)
        released = above + entering * local[:, None]
        state.released = state.released + released[:, ICE].sum(-1)
        writer.put(row, exits_capacity=released.sum(-1))
        writer.add(row, leavers=released, leaver_days=days)
    return people, 1 - share


def _result(plan: Plan, writer: OutputWriter, asked: _Asked, baseline: Baseline, law: Law | None) -> Result:
    series = {"hazards": np.zeros((0, plan.settings.draws)), **writer.series}
    outputs = {name: values for name, values in series.items() if name in OUTPUTS}
    outputs |= {f"exits_{form}": series["exits"][:, f] for f, form in enumerate(FORMS) if form != "removal"}
    if asked.any_of(census.DERIVED):
        outputs |= census.derived(plan, series)
    return Result(
        outputs=outputs,
        relative=baseline.relative,
        entrants=baseline.entrants,
        law=law,
        leads={name: series[f"leads_{name}"] for name in ("found", "used", "stale") if f"leads_{name}" in series},
        **{field.name: series[field.name] for field in fields(Result) if field.name in series},
    )
