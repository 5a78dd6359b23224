"""Stays through proceedings, for the kernel: the hazards of one draw by class and stage.

A person goes through the stages of `bedspace.model.docket.STAGES` one by one: the hazards of the stage, at the person's
own pace, say on which day it ends, and those of that day say how, by leaving custody or by an order. Orders that can
become overdue turn after 180 days. Nothing here depends on the day of entry; removal means the document in hand, and
the wait for a seat is the kernel's.

Axes: n draws, d days, c classes, j stay components, s stages, m moves, f planned exits, g country groups. A row is a
stage of a class.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.compiled import compiled
from bedspace.engines.expected.proceedings.custody import Law
from bedspace.engines.expected.proceedings.kernels import DECISION
from bedspace.engines.persons.alias import pack_one, pack_outcomes
from bedspace.engines.persons.arrays import Hazards, Stages, planned_exits
from bedspace.engines.persons.stays import hazards_of
from bedspace.engines.plan import FORMS
from bedspace.model.courts import LONG_STAY_DAYS
from bedspace.model.docket import ADMINISTRATIVE, AGEING, BEYOND, COURT, IN_CASE, ORDERED, STAGES

Array = NDArray[np.float64]
Daily = NDArray[np.float32]

_NEVER = 1 << 20
"""Days, more than any run has."""
_NO_HAZARD = 1e-300
_BLOCK = 8
"""Draws that lie side by side in one line of the processor's memory."""


def daily_hazards(law: Law, days: int) -> tuple[Daily, Array]:
    """Hazards of every day by class, stage and move, shape (n, d, c, s, m), and groups of orders, (n, d, 2, g).

    Of single precision, because there are many: some 13,000 numbers a draw and month.
    """
    hazards = np.empty((len(law.docket.rates), days, *law.docket.rates.shape[1:]), dtype=np.float32)
    for row in range(1, days + 1):
        _by_draw(law.hazards(row), hazards[:, row - 1])
    return hazards, np.stack([law.days[row].groups for row in range(1, days + 1)], 1)


@compiled
def _by_draw(today: Array, of_draws: Daily) -> None:
    """Copy what lies with the draws side by side to where each draw has its own place, a few draws at a time."""
    draws, classes, stages, moves = today.shape
    for first in range(0, draws, _BLOCK):
        for c in range(classes):
            for s in range(stages):
                for m in range(moves):
                    for i in range(first, min(first + _BLOCK, draws)):
                        of_draws[i, c, s, m] = today[i, c, s, m]


def staged_tables(
    law: Law, draw: int, hazards: Daily, groups: Array, needs_seat: NDArray[np.bool_], relative: Array, slow: Array
) -> tuple[dict[str, Any], Hazards, Stages]:
    """What exits and stays of one draw are drawn from: the outcomes of `System`, hazards by row, and the stages.

    Parameters
    ----------
    law : Law
    draw : int
    hazards : array, shape (d, c, s, m)
    groups : array, shape (d, 2, g)
    needs_seat : array of bool, shape (f,)
    relative : array, shape (j,)
        Paces of the stay components.
    slow : array, shape (2,)
        Share of slow stays in the stock and in those placed later.
    """
    outcomes, leaving = _outcomes(hazards, groups, needs_seat)
    ageing = np.zeros(hazards.shape[1:3], dtype=bool)
    ageing[:, AGEING] = True
    ages = ageing.ravel()
    overdue = np.arange(len(ages)) + BEYOND.start - AGEING.start
    stages = Stages(
        entries=_entries(law, draw),
        limits=np.where(ages, LONG_STAY_DAYS, _NEVER),
        turns=np.where(ages, (overdue + 1) << 9, 0).astype(np.uint32),
        ageing=_ageing(law, draw),
    )
    return outcomes, hazards_of(leaving, relative, slow), stages


def _entries(law: Law, draw: int) -> NDArray[np.uint64]:
    """Tables of the stage in which a person of a class begins: book-ins of every class, then the stock."""
    court, stock = law.docket.to_court[draw], law.docket.shares[draw]
    booked = np.zeros_like(stock)
    booked[:, ADMINISTRATIVE], booked[:, COURT] = 1.0 - court, court
    rows = np.arange(2 * len(stock))
    stages = np.arange(len(STAGES), dtype=np.uint64)[None]
    pairs = np.stack([rows, np.zeros_like(rows)], 1)
    return pack_outcomes(np.concatenate([booked, stock]), stages, pairs, alike=True)[1]


def _ageing(law: Law, draw: int) -> Array:
    """Logarithm of the share kept a day of the orders before the start, shape (c * s, j), 0 where they do not age."""
    falls = np.zeros((*law.docket.shares[draw].shape, law.kept_before.shape[2]))
    falls[:, AGEING] = np.log(law.kept_before[draw]).transpose(0, 2, 1)
    return falls.reshape(-1, falls.shape[-1])


def _outcomes(hazards: Daily, groups: Array, needs_seat: NDArray[np.bool_]) -> tuple[dict[str, NDArray[Any]], Array]:
    """A table of what ends a stage, for every row and day, and one after the run that gives the last planned exit.

    The outcome of an order is the row it goes on to, plus 1, in place of the stay. Also returns the hazards of a day to
    leave a row, shape (d, c * s).
    """
    days, classes, stages, _ = hazards.shape
    orders = groups.shape[-1]
    outcomes = np.zeros((classes, stages, len(FORMS) + orders), dtype=np.uint64)
    outcomes[..., : len(FORMS)] = planned_exits(classes, needs_seat)[:, None]
    going_to = np.arange(classes)[:, None] * stages + ORDERED.start + np.arange(orders)
    outcomes[:, IN_CASE, len(FORMS) :] = (going_to + 1 << 9)[:, None]
    ever = np.asarray(hazards.any(0))
    open_to = np.concatenate([ever[..., :DECISION], np.repeat(ever[..., DECISION:], orders, -1)], -1)
    last = np.flatnonzero(~needs_seat)[-1]
    open_to[..., last] = True
    width = np.count_nonzero(open_to, axis=-1).ravel().astype(np.uint32)
    first = np.concatenate([[0], np.cumsum(width * np.uint32(days + 1))]).astype(np.uint32)
    columns = np.empty(int(first[-1]), dtype=np.uint64)
    leaving = np.empty((days, classes * stages))
    _pack_moves(hazards, groups, open_to, outcomes, int(last), first, columns, leaving)
    return {"outcome_first": first[:-1], "outcome_width": width, "outcomes": columns}, leaving


@compiled
def _pack_moves(
    hazards: Daily,
    groups: Array,
    open_to: NDArray[np.bool_],
    outcomes: NDArray[np.uint64],
    last: int,
    first: NDArray[np.uint32],
    columns: NDArray[np.uint64],
    leaving: Array,
) -> None:
    """Fill the tables of `_outcomes` and the hazards of leaving."""
    days, classes, stages, _ = hazards.shape
    share = np.empty(outcomes.shape[2])
    kept = np.empty(len(share), dtype=np.uint64)
    for day in range(days + 1):
        for c in range(classes):
            for s in range(stages):
                width = 0
                total = 0.0
                for m in range(len(share)):
                    if open_to[c, s, m]:
                        if day == days:
                            share[width] = 1.0 if m == last else 0.0
                        elif m < DECISION:
                            share[width] = hazards[day, c, s, m]
                        else:
                            share[width] = hazards[day, c, s, DECISION] * groups[day, s, m - DECISION]
                        kept[width] = outcomes[c, s, m]
                        total += share[width]
                        width += 1
                if day < days:
                    leaving[day, c * stages + s] = total
                pack_one(share, kept, width, max(total, _NO_HAZARD), columns, first[c * stages + s] + day * width)
