"""Stays by hazard, for the kernel: from the hazards and book-ins of one draw to what the kernel reads.

Within a stay component hazards depend on the day and not on age, so no table is needed for a day or week of entry.
A person draws one exponential number; the cumulative hazard of the class says on which day it is used up, and the
hazards of that day say by which exit. Competing exponentials (Prentice et al. 1978, "The analysis of failure times
in the presence of competing risks"), day by day as in expected numbers: P(exit) = 1 - exp(-h), P(k) = h_k / h P(exit).

What is packed here is small and made for each draw: cumulative hazards with a guide into them (Chen and Asau 1974,
"On generating random variates from an empirical distribution"), one table of exits for every class and day, and the
day's book-ins, drawn beforehand under keys of their own.

Axes: d days, c classes, f planned exits, o offices.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.compiled import compiled
from bedspace.engines.persons.alias import pack_one, pack_outcomes, picked
from bedspace.engines.persons.arrays import Hazards, planned_exits
from bedspace.engines.persons.mixing import mixed
from bedspace.engines.persons.packing import GOLDEN, ONE, SHARE_SCALE, ZERO, coin_of, upper_of

Array = NDArray[np.float64]

MARKS = 2048
_COUNT_CELL = np.uint64(1 << 41)
_COUNT_SCALE = 2.0**32
_AT_ONCE = np.uint64(32)
_TAIL = 2.0**-33


def stay_tables(hazards: Array, needs_seat: NDArray[np.bool_], relative: Array, slow: Array) -> Hazards:
    """What exits and stays are drawn from; a class is a row.

    Parameters
    ----------
    hazards : array, shape (d, c, f)
        Hazards a day of a class, by exit.
    needs_seat : array of bool, shape (f,)
    relative : array, shape (2,)
        Hazard of ordinary and of slow stays against that of their class.
    slow : array, shape (2,)
        Share of slow stays in the stock and in those placed later.
    """
    cumulative = cumulated(hazards.sum(-1))
    guide, short_of, marks = guided(cumulative)
    slow_level = np.rint(slow * SHARE_SCALE).astype(np.uint64)
    return Hazards(cumulative, guide, short_of, marks, 1.0 / relative, slow_level, _exits(hazards, needs_seat))


def cumulated(total: Array) -> Array:
    """Cumulative hazards, shape (c, d + 2): 0 before the first day, infinite after the last.

    Parameters
    ----------
    total : array, shape (d, c)
    """
    days, classes = total.shape
    result = np.zeros((classes, days + 2))
    np.cumsum(total.T, axis=1, out=result[:, 1:-1])
    result[:, -1] = np.inf
    return result


def guided(cumulative: Array) -> tuple[NDArray[np.uint16], NDArray[np.int64], Array]:
    """For evenly spaced marks from 0 to the hazard of the last day, the first day by whose end a mark is reached.

    Returns
    -------
    guide : array, shape (c, MARKS + 1)
        16 bits are enough for `MOST_DAYS`.
    short_of : array, shape (c,)
        The most days between two marks, and from the last one to the day after the run.
    marks : array, shape (c,)
        Marks per unit of hazard.
    """
    marks = MARKS / np.maximum(cumulative[:, -2], 1e-300)
    guide = np.empty((len(cumulative), MARKS + 1), dtype=np.uint16)
    short_of = np.zeros(len(cumulative), dtype=np.int64)
    _guide(cumulative, marks, guide, short_of)
    return guide, short_of, marks


@compiled
def _guide(cumulative: Array, marks: Array, guide: NDArray[np.uint16], short_of: NDArray[np.int64]) -> None:
    last = cumulative.shape[1] - 2
    for a_class in range(len(cumulative)):
        day = 0 if cumulative[a_class, last] > 0.0 else last  # who cannot leave is there after the run
        before = day
        for mark in range(guide.shape[1]):
            while cumulative[a_class, day + 1] < mark / marks[a_class]:
                day += 1
            guide[a_class, mark] = day
            short_of[a_class] = max(short_of[a_class], day - before)
            before = day
        short_of[a_class] = max(short_of[a_class], last - day)


def _exits(hazards: Array, needs_seat: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """A table of exits for every class and day, shape (c, d + 1, f).

    The one after the run gives the last planned exit that needs no seat, as does one of a day without hazards, to which
    nobody comes.
    """
    days, classes, forms = hazards.shape
    columns = np.empty((classes, days + 1, forms), dtype=np.uint64)
    _pack_exits(hazards, planned_exits(classes, needs_seat), np.flatnonzero(~needs_seat)[-1], columns.ravel())
    return columns


@compiled
def _pack_exits(hazards: Array, outcomes: NDArray[np.uint64], otherwise: int, columns: NDArray[np.uint64]) -> None:
    """Fill the tables, one behind the other."""
    days, classes, forms = hazards.shape
    share = np.zeros(forms)
    start = 0
    for a_class in range(classes):
        for day in range(days + 1):
            total = 0.0
            for form in range(forms):
                share[form] = hazards[day, a_class, form] if day < days else 0.0
                total += share[form]
            if total == 0.0:
                share[otherwise] = total = 1.0
            pack_one(share, outcomes[a_class], forms, total, columns, start)
            start += forms


def dealing(shares: Array) -> NDArray[np.uint64]:
    """The table by which persons booked in are dealt to offices of these shares."""
    numbers = np.arange(len(shares), dtype=np.uint64)[None]
    return pack_outcomes(shares[None], numbers, np.zeros((1, 2), dtype=np.int64))[1]


def book_ins(rates: Array, offices: NDArray[np.uint64], root: np.uint64) -> NDArray[np.uint32]:
    """Book-ins by day, class and office, shape (d, c, o), drawn for one replication.

    Persons are counted by class and day and then dealt to the offices one by one, so that one more person in a
    variant moves no other to another office.

    Parameters
    ----------
    rates : array, shape (d, c)
        Expected book-ins; their numbers are Poisson.
    offices : array, shape (o,)
        Their `dealing`.
    root : uint64
        Key of the replication.
    """
    days, classes = rates.shape
    counts = np.zeros((days * classes, len(offices)), dtype=np.uint32)
    with np.errstate(over="ignore"):  # hashes wrap around; this speaks to plain Python only
        _draw_counts(np.ascontiguousarray(rates).ravel(), offices, root, counts)
    return counts.reshape(days, classes, -1)


@compiled
def _draw_counts(rates: Array, offices: NDArray[np.uint64], root: np.uint64, counts: NDArray[np.uint32]) -> None:
    """Poisson counts by inversion, shape (d * c,), dealt to offices, shape (d * c, o)."""
    width = np.uint64(len(offices))
    hashes, dealt = np.empty(_AT_ONCE, dtype=np.uint64), np.empty(_AT_ONCE, dtype=np.uint32)
    for cell in range(len(rates)):
        rate = rates[cell]
        key = mixed(root + GOLDEN * (_COUNT_CELL + np.uint64(cell)))
        level = (float(upper_of(key)) + 0.5) / _COUNT_SCALE
        count = max(math.floor(rate - 7.0 * math.sqrt(rate)), 0.0)
        to_count = count * math.log(rate) - math.lgamma(count + 1.0) if count > 0.0 else 0.0
        chance = math.exp(to_count - rate)
        below = chance
        while below < level and (below < 0.5 or chance > _TAIL):
            count += 1.0
            chance *= rate / count
            below += chance
        # dealt a few at a time: without a branch, a table or a count in between, several persons are drawn at once
        persons = np.uint64(count)
        for first in range(ZERO, persons, _AT_ONCE):
            start = key + GOLDEN * (first + ONE)
            for i in range(_AT_ONCE):
                hashes[i] = mixed(start + GOLDEN * i)
            for i in range(_AT_ONCE):
                dealt[i] = picked(offices[upper_of(upper_of(hashes[i]) * width)], coin_of(hashes[i]))
            for i in range(min(_AT_ONCE, persons - first)):
                counts[cell, dealt[i]] += np.uint32(1)
