"""Stays through proceedings, for the kernel: the law of one draw folded into tables of exit and stay.

A person's chances depend on the day of entry, because hearings, documents and policy change, and on the time since an
order. So the stages are folded into one table for every class and week of entry, followed from the week's middle day,
and one for the stock of the start; the kernel draws exit and stay together from it. Removal means the document in
hand: the wait for a seat is the kernel's.

Axes: d days, c classes, j stay components, s stages, m moves, f planned exits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.alias import pack_outcomes
from bedspace.engines.compiled import compiled
from bedspace.engines.custody_table import no_hazards
from bedspace.engines.plan import FORMS
from bedspace.engines.proceedings import Law, moved
from bedspace.engines.staged_stays import WEEK
from bedspace.model.courts import LONG_STAY_DAYS

Array = NDArray[np.float64]

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
    for c in range(classes):
        for j in range(components):
            ordered, kept = ordered_before[c, j], kept_before[c, j]
            _follow(left[:, c, j], of_left[:, c], groups, stock[c, j], 0, ordered, kept, remaining, of_stock[c])
            start[0] = entrants[j] * (1.0 - to_court[c])
            start[1] = entrants[j] * to_court[c]
            for table in range(c, len(weights), classes):
                first = min(table // classes * 7 + 1 + _AFTER, days)
                _follow(left[:, c, j], of_left[:, c], groups, start, first, nobody, kept, remaining, weights[table])


@compiled
def _follow(
    left: Array,
    of_left: Array,
    groups: Array,
    start: Array,
    first: int,
    ordered_before: Array,
    kept_before: Array,
    remaining: int,
    weights: Array,
) -> None:
    """Add the exits of people who are in the stages `start` at the midnight of day `first`, by days until the exit.

    They are followed for some days after the last, because some of their week came before the middle day.
    """
    days, stages = left.shape
    forms = weights.shape[1]
    now = start.copy()
    decided = np.empty(2)
    last = days + _AFTER
    kept = np.ones((last + 1, 2))
    ordered = np.zeros((last + 1, 2))
    for day in range(first + 1, last + 1):
        today = min(day, days) - 1
        for s in range(stages):
            gone = now[s] * left[today, s]
            now[s] -= gone
            for f in range(forms):
                weights[day - first - 1, f] += gone * of_left[today, s, f]
            if s < 2:
                decided[s] = gone * of_left[today, s, forms]
            elif s < 5:
                now[s] += decided[0] * groups[today, 0, s - 2] + decided[1] * groups[today, 1, s - 2]
        since = day - LONG_STAY_DAYS
        for g in range(2):
            kept[day, g] = kept[day - 1, g] * (1.0 - left[today, 3 + g])
            ordered[day, g] = decided[0] * groups[today, 0, g + 1] + decided[1] * groups[today, 1, g + 1]
            if since > first:
                overdue = ordered[since, g] * kept[day, g] / kept[since, g]
            elif since < 1:
                overdue = ordered_before[g] * kept_before[g] ** float(-since) * kept[day, g]
            else:
                overdue = 0.0
            now[3 + g] -= overdue
            now[5 + g] += overdue
    for s in range(stages):
        weights[last - first, remaining] += max(now[s], 0.0)
