"""The fate of an arrest cohort: not booked, held, released by form and reason, removed.

Everyone is followed from his or her own arrest. The cohort meets the hazards, beds and seats of the run that it
belongs to, so it is part of the same system and no separate calculation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.expected import run as expected
from bedspace.engines.expected.cohorts import CohortsByRate
from bedspace.engines.forked import each, shares
from bedspace.engines.plan import FORMS, REMOVAL, Plan
from bedspace.engines.result import Result, joined
from bedspace.errors import Fault, UsageError
from bedspace.figures.counts import never_booked
from bedspace.fiscal import parse_day
from bedspace.model.custody import MISSED
from bedspace.parameters.crosswalk import crosswalk
from bedspace.parameters.scenario import scenario
from bedspace.studies.run.runs import Answer, Request, answer_of, compiled
from bedspace.tabled import Tabled
from bedspace.units import RestsOn

if TYPE_CHECKING:
    from bedspace.engines.expected.proceedings.cohorts import CohortsInProceedings

Array = NDArray[np.float64]

HORIZONS = (14, 30, 90, 180)
MOST_PEOPLE = 20_000_000
OUTCOMES = ("not booked", "held", "released", "removed", "other agency", "not in the tables")
_ICE = slice(0, 3)


@dataclass(frozen=True, repr=False)
class Fate(Tabled):
    """Outcomes of a cohort.

    Attributes
    ----------
    arrested : float
        Size of the cohort.
    first, last : date
        Days of arrest.
    outcomes : mapping of int to mapping of str to array, shape (n,)
        By horizon in days and form: ``not_booked``, ``held``, each form of exit, ``capacity``. Where arrests and
        book-ins of these days are counted, no more are ``not_booked`` than the counts leave room for.
    answer : Answer
        The run that the cohort belongs to.
    """

    arrested: float
    first: date
    last: date
    outcomes: Mapping[int, Mapping[str, Array]]
    answer: Answer

    @property
    def record(self) -> dict[str, Any]:
        """The record of the run that the cohort belongs to."""
        return self.answer.record

    def total(self, horizon: int, outcome: str) -> Array:
        """People with an outcome by a horizon, over all forms, shape (n,)."""
        forms = self.outcomes[horizon]
        return np.asarray(np.sum([people for form, people in forms.items() if outcome_of(form) == outcome], axis=0))

    def let_go(self, horizon: int) -> Array:
        """People released from custody by a horizon or never booked in, shape (n,): who was said to be released."""
        return self.total(horizon, "released") + self.total(horizon, "not booked")

    def table(self) -> list[dict[str, Any]]:
        """Rows of the contract: totals with form ``all``, then each form by reason."""
        rows = []
        for horizon, forms in self.outcomes.items():
            rows += [_row(horizon, outcome, "all", "all", self.total(horizon, outcome)) for outcome in OUTCOMES]
            rows += [
                _row(horizon, outcome_of(form), form, reason, people * share)
                for form, people in forms.items()
                for reason, share in _reasons(form).items()
            ]
        return rows


def fate(arrested: float, first: date | str, last: date | str, request: Request | None = None) -> Fate:
    """Follow people arrested between two days.

    Parameters
    ----------
    arrested : float
        How many.
    first, last : date
        Days of arrest, both included, also written YYYY-MM-DD; the cohort is spread evenly.
    request : Request, optional
        The run they belong to; it is lengthened to cover 180 days after the last arrest.

    Raises
    ------
    UsageError
        If the days are out of order or begin before the run, or the cohort is empty.
    """
    request = request or Request("reports-2025-02")
    first, last = (parse_day(day, "arrested") if isinstance(day, str) else day for day in (first, last))
    start = request.start or scenario(request.scenario).start or first - timedelta(days=1)
    faults = []
    if last < first:
        faults.append(Fault("--arrested", f"{first}..{last} runs backwards", "first day..last day"))
    if first <= start:
        faults.append(Fault("--arrested", f"{first} is not after the start of the run", f"a day after {start}"))
    if not 0 < arrested <= MOST_PEOPLE:
        faults.append(Fault("N", f"{arrested:g} people", f"more than none, and at most {MOST_PEOPLE:,}"))
    if (last - first).days > 366:
        faults.append(Fault("--arrested", "the cohort spans over a year", "a year at most"))
    if faults:
        raise UsageError(faults)
    days = (last - start).days + max(HORIZONS)
    compiling, plan = compiled(replace(request, start=start, days=days))
    entry = np.arange((first - start).days, (last - start).days + 1)

    def of_draws(part: slice) -> tuple[dict[int, dict[str, Array]], Result]:
        some = plan.of_draws(part)
        result = expected.run(some)
        return _follow(some, result, entry, arrested), replace(result, hazards=result.hazards[:0], law=None)

    found = each(of_draws, shares(plan.settings.draws))
    answer = answer_of(compiling, plan, joined([result for _, result in found]))
    followed = _beside([outcomes for outcomes, _ in found])
    room = never_booked(first, last)
    if room is not None:
        followed = {horizon: bounded(outcomes, room * arrested) for horizon, outcomes in followed.items()}
    return Fate(arrested, first, last, followed, answer)


def _beside(parts: Sequence[dict[int, dict[str, Array]]]) -> dict[int, dict[str, Array]]:
    """Outcomes of some draws, and then of others."""
    return {
        horizon: {form: np.concatenate([part[horizon][form] for part in parts]) for form in forms}
        for horizon, forms in parts[0].items()
    }


def bounded(outcomes: Mapping[str, Array], most: float) -> dict[str, Array]:
    """Outcomes with at most so many never booked in; the others share the rest in proportion.

    The model's share booked in is assumed, and counted book-ins per arrest leave less room than its range.
    """
    missing = np.minimum(outcomes["not_booked"], most)
    others = {form: people for form, people in outcomes.items() if form != "not_booked"}
    before = np.sum(list(others.values()), axis=0)
    factor = (before + outcomes["not_booked"] - missing) / before
    return {"not_booked": missing, **{form: people * factor for form, people in others.items()}}


def _follow(plan: Plan, result: Result, entry: NDArray[np.int64], arrested: float) -> dict[int, dict[str, Array]]:
    """Outcomes by horizon and form; the cohorts of all entry days advance together."""
    ratio = np.stack([plan.settings.at("book_ins_per_arrest", row) for row in entry])  # (e, n)
    booked = np.minimum(ratio, 1)
    each = arrested / len(entry)
    placed = booked * (1 - result.local_share[entry]) * (1 - result.released_above[entry]) * each
    people = _cohorts(result, placed[:, :, None] * _mix(plan, result, entry))
    out = {form: np.zeros(plan.settings.draws) for form in FORMS}
    out["capacity"] = (booked * each - placed).sum(0)
    waiting = np.zeros(placed.shape)
    snapshots: dict[int, dict[str, Array]] = {}
    for age in range(1, max(HORIZONS) + 1):
        rows = entry + age
        by_form = people.leave(rows)
        waiting = waiting + by_form[..., REMOVAL]
        by_form[..., REMOVAL] = waiting * result.boarding_share[rows]
        waiting = waiting - by_form[..., REMOVAL]
        for f, form in enumerate(FORMS):
            out[form] += by_form[..., f].sum(0)
        out["capacity"] += people.release(result.released_above[rows])
        if age in HORIZONS:
            still = people.people + waiting.sum(0)
            not_booked = each * (1 - booked).sum(0)
            snapshots[age] = {"not_booked": not_booked, "held": still, **{f: x.copy() for f, x in out.items()}}
    return snapshots


def _mix(plan: Plan, result: Result, entry: NDArray[np.int64]) -> Array:
    """Classes of those whom the run books in, shape (e, n, 3): whom it arrests changes with how many."""
    of_ice = result.book_ins[entry][..., _ICE]
    everyone = of_ice.sum(-1, keepdims=True)
    own = of_ice / np.maximum(everyone, 1e-300)
    return np.asarray(np.where(everyone > 0, own, plan.estimates.class_shares[0]))


def _cohorts(result: Result, classes: Array) -> CohortsByRate | CohortsInProceedings:
    """Book-ins by day, draw and class, to be followed the way people leave in the run."""
    booked = classes[..., None] * result.entrants[None, :, None, :]  # (e, n, 3, j)
    if result.law:
        from bedspace.engines.expected.proceedings.cohorts import CohortsInProceedings  # loads a compiler

        return CohortsInProceedings(result.law, result.relative, _ICE, booked)
    assert len(result.hazards), "the run keeps its hazards for those who follow people through it"
    return CohortsByRate(result.hazards[:, :, _ICE], result.relative, booked)


def outcome_of(form: str) -> str:
    """Outcome that a form of exit belongs to."""
    named = {
        "not_booked": "not booked",
        "held": "held",
        "removal": "removed",
        "transfer": "other agency",
        MISSED: "not in the tables",
    }
    return named.get(form, "released")


def _reasons(form: str) -> Mapping[str, float]:
    return {"held": 1.0} if form == "held" else crosswalk()[form]


def _row(horizon: int, outcome: str, form: str, reason: str, people: Array) -> dict[str, Any]:
    q05, q50, q95 = (float(value) for value in np.quantile(people, (0.05, 0.5, 0.95)))
    return {
        "day": horizon,
        "outcome": outcome,
        "form": form,
        "reason": reason,
        "mean": float(people.mean()),
        "q05": q05,
        "q50": q50,
        "q95": q95,
        # the share of arrests that are booked in is assumed, and everything here follows from it
        "rests_on": str(RestsOn.ASSUMED),
    }
