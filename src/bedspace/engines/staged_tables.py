"""Stays through proceedings, for the kernel: the law of one draw folded into tables of exit and stay.

A person's chances depend on the day of entry, because hearings, documents and policy change, and on the time since an
order. So the stages are folded into one table for every class and week of entry, followed from the week's middle day,
and one for the stock of the start; the kernel draws exit and stay together from it. Removal means the document in
hand: the wait for a seat is the kernel's.

Axes: d days, c classes, j stay components, s stages, m moves, f planned exits.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.alias import pack_outcomes
from bedspace.engines.compiled import compiled
from bedspace.engines.custody_table import no_hazards
from bedspace.engines.plan import FORMS
from bedspace.engines.proceedings import NOBODY, Law, moved
from bedspace.engines.staged_stays import WEEK
from bedspace.model.courts import LONG_STAY_DAYS
from bedspace.model.docket import ADMINISTRATIVE, AGEING, BEYOND, COURT, ORDERED

Array = NDArray[np.float64]

_ORDERED, _AGEING, _OVERDUE = ORDERED.start, AGEING.start, BEYOND.start
_AFTER = WEEK // 2
"""Days between the first of a week and its middle one."""


@dataclass(frozen=True)
class LawOfDraws:
    """The moves of every day in some draws; shapes begin with (n, d).

    Attributes
    ----------
    left : array, shape (n, d, c, j, s)
    of_left : array, shape (n, d, c, s, m)
    groups : array, shape (n, d, 2, g)
    """

    left: Array
    of_left: Array
    groups: Array


def law_of_draws(law: Law, relative: Array, days: int) -> LawOfDraws:
    """The moves of every day, by draw.

    Parameters
    ----------
    law : Law
    relative : array, shape (n, j)
    days : int
    """
    moves = [moved(law.hazards(row), relative) for row in range(1, days + 1)]
    return LawOfDraws(
        left=np.stack([each.left for each in moves], 1),
        of_left=np.stack([each.of_left for each in moves], 1),
        groups=np.stack([law.days[row].groups for row in range(1, days + 1)], 1),
    )


def staged_fields(
    moves: LawOfDraws, law: Law, draw: int, entrants: Array, stock: Array, needs_seat: NDArray[np.bool_], offices: int
) -> dict[str, Any]:
    """The fields of `Tables` from which exits and stays are drawn, for one draw.

    Parameters
    ----------
    moves : LawOfDraws
    law : Law
    draw : int
    entrants : array, shape (j,)
        Shares of book-ins by stay component.
    stock : array, shape (c, j)
        People held at the start.
    needs_seat : array of bool, shape (f,)
    offices : int
    """
    left, of_left, groups = moves.left[draw], moves.of_left[draw], moves.groups[draw]
    days, classes = left.shape[:2]
    weeks = -(-days // WEEK)
    longest = days + _AFTER + 1
    weights, of_stock = (np.zeros((tables, longest, len(FORMS))) for tables in (weeks * classes, classes))
    stages = law.docket.shares[draw][:, None] * stock[..., None]  # (c, j, s)
    _fold(
        left, of_left, groups, entrants, law.docket.to_court[draw], stages,
        law.ordered_before[draw], law.kept_before[draw], int(np.flatnonzero(~needs_seat)[-1]), weights, of_stock,
    )  # fmt: skip
    codes = np.arange(classes)[:, None] * (len(FORMS) + 1) + np.arange(len(FORMS))
    waits = 2 * np.arange(1, longest + 1)[:, None] + needs_seat
    outcomes = (waits << 8 | codes[:, None]).astype(np.uint64)  # (c, waits, f)
    rows = np.arange(weeks * classes)
    first, columns = pack_outcomes(
        weights.reshape(len(rows), -1), outcomes.reshape(classes, -1), np.stack([rows, rows % classes], 1)
    )
    stock_first, stock_columns = pack_outcomes(
        of_stock.reshape(1, -1), outcomes.reshape(1, -1), np.zeros((1, 2), dtype=np.int64)
    )
    return {
        "stock_rows": np.full(offices, len(rows), dtype=np.uint32),
        "stay_rows": (np.arange(days)[:, None] // WEEK * classes + np.arange(classes)).astype(np.uint32),
        "outcome_first": np.concatenate([first, first[-1] + stock_first[1:]]),
        "outcomes": np.concatenate([columns, stock_columns]),
        **no_hazards(),
    }


@compiled
def _fold(
    left: Array,
    of_left: Array,
    groups: Array,
    entrants: Array,
    to_court: Array,
    stock: Array,
    ordered_before: Array,
    kept_before: Array,
    remaining: int,
    weights: Array,
    of_stock: Array,
) -> None:
    """Fill the weights of every week of entry and class, and those of the stock by class."""
    days, classes, components, stages = left.shape
    start = np.zeros(stages)
    nobody = np.zeros(2)
    moving = np.empty((days + _AFTER, stages))
    lost = np.zeros((components, days + _AFTER + 1, 2))
    for c in range(classes):
        moving[:] = 0.0
        for j in range(components):
            _lose(left[:, c, j], lost[j])
            _follow(
                left[:, c, j], of_left[:, c], groups, lost[j], stock[c, j], 0, ordered_before[c, j],
                kept_before[c, j], moving,
            )  # fmt: skip
        _by_form(moving, of_left[:, c], stock[c].sum(), 0, remaining, of_stock[c])
        for table in range(c, len(weights), classes):
            first = min(table // classes * WEEK + 1 + _AFTER, days)
            moving[:] = 0.0
            for j in range(components):
                start[ADMINISTRATIVE] = entrants[j] * (1.0 - to_court[c])
                start[COURT] = entrants[j] * to_court[c]
                _follow(left[:, c, j], of_left[:, c], groups, lost[j], start, first, nobody, nobody, moving)
            _by_form(moving, of_left[:, c], 1.0, first, remaining, weights[table])


@compiled
def _lose(left: Array, lost: Array) -> None:
    """Add up the hazards of leaving an order that can become overdue, by day; the last day stands for those after."""
    for day in range(1, len(lost)):
        for g in range(2):
            lost[day, g] = lost[day - 1, g] - math.log(max(1.0 - left[min(day, len(left)) - 1, _AGEING + g], NOBODY))


@compiled
def _by_form(moving: Array, of_left: Array, people: float, first: int, remaining: int, weights: Array) -> None:
    """Exits by days until them and form, of people whose moves out of each stage are known; the others remain."""
    days, stages, moves = of_left.shape
    for day in range(first + 1, len(moving) + 1):
        today = min(day, days) - 1
        by_form = weights[day - first - 1]
        for s in range(stages):
            gone = moving[day - 1, s]
            for f in range(moves - 1):
                by_form[f] += gone * of_left[today, s, f]
        for f in range(moves - 1):
            people -= by_form[f]
    weights[len(moving) - first, remaining] += max(people, 0.0)


@compiled
def _follow(
    left: Array,
    of_left: Array,
    groups: Array,
    lost: Array,
    start: Array,
    first: int,
    ordered_before: Array,
    kept_before: Array,
    moving: Array,
) -> None:
    """Add up who leaves a stage on which day, of people in the stages `start` at the midnight of day `first`.

    They are followed for some days after the last, because some of their week came before the middle day.
    """
    days, stages = left.shape
    decision = of_left.shape[2] - 1
    now = start.copy()
    gone = np.empty(stages)
    ordered = np.zeros((len(moving) + 1, 2))
    for day in range(first + 1, len(moving) + 1):
        today = min(day, days) - 1
        for s in range(stages):
            gone[s] = now[s] * left[today, s]
            now[s] -= gone[s]
            moving[day - 1, s] += gone[s]
        officer = gone[ADMINISTRATIVE] * of_left[today, ADMINISTRATIVE, decision]
        judge = gone[COURT] * of_left[today, COURT, decision]
        for g in range(3):
            now[_ORDERED + g] += officer * groups[today, 0, g] + judge * groups[today, 1, g]
        since = day - LONG_STAY_DAYS
        for g in range(2):
            ordered[day, g] = officer * groups[today, 0, g + 1] + judge * groups[today, 1, g + 1]
            overdue = 0.0
            if since > first:
                overdue = ordered[since, g] * math.exp(lost[since, g] - lost[day, g])
            elif since < 1:
                overdue = ordered_before[g] * kept_before[g] ** float(-since) * math.exp(-lost[day, g])
            now[_AGEING + g] -= overdue
            now[_OVERDUE + g] += overdue
