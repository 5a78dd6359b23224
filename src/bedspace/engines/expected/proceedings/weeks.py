"""How many are held over a threshold who leave through proceedings.

Weekly cohorts of entry are followed through the stages, and a threshold inside a week is read off by its days. The
youngest cohort and the two oldest move every day. Those between move all alike, so that what a week does to one of
them is multiplied up day by day and applied when the week ends.

Axes: n draws, c classes, j stay components, s stages, w weeks of entry, g country groups; draws lie side by
side in memory.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.compiled import compiled
from bedspace.model.courts import LONG_STAY_DAYS
from bedspace.model.docket import AGEING, BEYOND, IN_CASE, ORDERED

Array = NDArray[np.float64]

WEEK = 7
_WEEKS = (LONG_STAY_DAYS + 1) // WEEK + 2
"""Cohorts kept apart: the last of them is the one that passes the threshold."""
_ORDERED = ORDERED.start


class _Week(NamedTuple):
    """What the days of a week have done so far to a cohort that was there when it began.

    Attributes
    ----------
    kept : array, shape (n, c, j, s)
        Share still in its stage.
    ordered : array, shape (n, c, j, 2, g)
        Share of the cases that are now under an order.
    due : array, shape (n, c, j, s)
        Share now waiting for a seat.
    stays : array, shape (n, c)
        Share of those who waited for one and still do.
    """

    kept: Array
    ordered: Array
    due: Array
    stays: Array


class StaysInProceedings:
    """Count of those held longer than 180 days, people waiting for a seat included.

    Parameters
    ----------
    held, entering : array, shape (n, c, j, s)
        Initial stock by stage; the same people by the stage in which book-ins begin.
    left : array, shape (n, c, j, s)
        Share that leaves its stage on a day of the steady time before the start.
    decided : array, shape (n, c, s)
        Share of those whose departure is decided.
    groups : array, shape (n, 2, g)
        Country groups of orders.
    """

    def __init__(self, held: Array, entering: Array, left: Array, decided: Array, groups: Array):
        exits = (held * left * (1 - decided)[:, :, None, :]).sum(-1)
        entered = entering * (exits / np.maximum(held.sum(-1), 1e-300))[..., None]
        self._people = _room(*held.shape, _WEEKS + 1)
        self._waiting = _room(*held.shape[:2], _WEEKS + 1)
        self._in_steady_time(entered, left, decided, groups)
        self._people[..., -1] = np.maximum(held - self._people[..., :-1].sum(-1), 0)
        self._oldest = self._people[..., -2:].sum((1, 2, 3))
        self._week = _new_week(held.shape)
        self._days = WEEK - 1

    def _in_steady_time(self, entered: Array, left: Array, decided: Array, groups: Array) -> None:
        """Fill the cohorts under the threshold with what becomes of as many entries every day, shape (n, c, j, s)."""
        nobody, everybody, all_kept = np.zeros_like(decided), np.ones_like(decided[..., 0]), np.ones(len(entered))
        day = left, nobody, decided, groups, everybody, all_kept
        week = _new_week(entered.shape)
        for _ in range(WEEK):
            _move(0, self._people, self._waiting, *day)
            self._people[..., 0] += entered
            _lengthen(week, *day)
        for w in range(_WEEKS - 1):
            _grow_older(w, self._people, self._waiting, week)

    @property
    def count(self) -> Array:
        """People held longer than the threshold, shape (n,)."""
        youngest = self._days + 1 + WEEK * (_WEEKS - 2)  # time in custody of the youngest of the last week
        # over one on the last day of a week, for the day of the next younger week that is over the threshold too
        share = (youngest + WEEK - 1 - LONG_STAY_DAYS) / WEEK
        return np.asarray(self._oldest[:, 1] + share * self._oldest[:, 0])

    def advance(
        self,
        placed: tuple[Array, Array],
        left: Array,
        due: Array,
        decided: Array,
        groups: Array,
        overdue: Array,
        boarded: Array,
        kept: Array,
    ) -> None:
        """One day on.

        Parameters
        ----------
        placed : arrays, shape (n, c, j)
            Book-ins of the day by kind of case.
        left, decided, groups : array
            As for the start.
        due : array, shape (n, c, s)
            Share of those who leave a stage who wait for a seat now.
        overdue : array, shape (n, c, j, 2)
            People whose order is 180 days old today, all held for longer than that.
        boarded : array, shape (n, c)
            Share of those waiting for a seat who boarded.
        kept : array, shape (n,)
            Share of all others not released for want of a bed.
        """
        self._days = (self._days + 1) % WEEK
        if self._days == 0:
            _end_week(self._people, self._waiting, self._week)
            self._week = _new_week(self._people.shape[:-1])
        stays = 1 - boarded
        for week in (0, _WEEKS - 1, _WEEKS):
            _move(week, self._people, self._waiting, left, due, decided, groups, stays, kept)
        _lengthen(self._week, left, due, decided, groups, stays, kept)
        for case, people in enumerate(placed):
            self._people[..., case, 0] += people * kept[:, None, None]
        _become_overdue(self._people[..., -1], overdue * kept[:, None, None, None])
        self._oldest = self._people[..., -2:].sum((1, 2, 3)) + self._waiting[..., -2:].sum(1)


def _room(*shape: int) -> Array:
    """Zeros with the first axis side by side in memory."""
    return np.zeros(shape, order="F")


def _new_week(held: tuple[int, ...]) -> _Week:
    """A week of which no day has passed yet."""
    draws, classes, components, _ = held
    cases = _room(draws, classes, components, IN_CASE.stop, ORDERED.stop - ORDERED.start)
    return _Week(_room(*held) + 1, cases, _room(*held), _room(draws, classes) + 1)


def _become_overdue(oldest: Array, people: Array) -> None:
    """Move on people of the oldest cohort, shape (n, c, j, s), whose order is 180 days old, shape (n, c, j, 2)."""
    late = np.minimum(people, oldest[..., AGEING])
    oldest[..., AGEING] -= late
    oldest[..., BEYOND] += late


@compiled
def _move(
    week: int,
    people: Array,
    waiting: Array,
    left: Array,
    due: Array,
    decided: Array,
    groups: Array,
    stays: Array,
    kept: Array,
) -> None:
    """Move one week's cohort through the stages by a day."""
    draws, classes, components, stages = left.shape
    for c in range(classes):
        for j in range(components):
            for s in range(stages - 1, -1, -1):  # backwards: who gets an order today does not leave it today
                if s < _ORDERED:
                    for g in range(groups.shape[2]):
                        for i in range(draws):
                            gone = people[i, c, j, s, week] * left[i, c, j, s]
                            ordered = gone * decided[i, c, s] * groups[i, s, g]
                            people[i, c, j, _ORDERED + g, week] += ordered * kept[i]
                for i in range(draws):
                    waiting[i, c, week] += people[i, c, j, s, week] * left[i, c, j, s] * due[i, c, s]
                    people[i, c, j, s, week] *= (1.0 - left[i, c, j, s]) * kept[i]
        for i in range(draws):
            waiting[i, c, week] *= stays[i, c]


@compiled
def _lengthen(week: _Week, left: Array, due: Array, decided: Array, groups: Array, stays: Array, kept: Array) -> None:
    """Add a day to a week, in place."""
    draws, classes, components, stages = left.shape
    for c in range(classes):
        for j in range(components):
            for s in range(stages):
                for i in range(draws):
                    week.due[i, c, j, s] += week.kept[i, c, j, s] * left[i, c, j, s] * due[i, c, s]
            for s in range(_ORDERED):
                for g in range(groups.shape[2]):
                    order = _ORDERED + g
                    for i in range(draws):
                        ordered = week.kept[i, c, j, s] * left[i, c, j, s] * decided[i, c, s] * groups[i, s, g]
                        before = week.ordered[i, c, j, s, g]
                        week.due[i, c, j, s] += before * left[i, c, j, order] * due[i, c, order]
                        still = before * (1.0 - left[i, c, j, order])
                        week.ordered[i, c, j, s, g] = (still + ordered) * kept[i]
            for s in range(stages):
                for i in range(draws):
                    week.due[i, c, j, s] *= stays[i, c]
                    week.kept[i, c, j, s] *= (1.0 - left[i, c, j, s]) * kept[i]
        for i in range(draws):
            week.stays[i, c] *= stays[i, c]


def _end_week(people: Array, waiting: Array, past: _Week) -> None:
    """Each cohort takes the place of the next older one; the last joins those over the threshold."""
    people[..., -1] += people[..., -2]
    waiting[..., -1] += waiting[..., -2]
    for w in range(people.shape[4] - 3, 0, -1):
        _grow_older(w, people, waiting, past)
    people[..., 1], waiting[..., 1] = people[..., 0], waiting[..., 0]
    people[..., 0], waiting[..., 0] = 0.0, 0.0


@compiled
def _grow_older(w: int, people: Array, waiting: Array, past: _Week) -> None:
    """Fill the place of the next older cohort with what a week makes of this one."""
    draws, classes, components, stages = past.kept.shape
    for c in range(classes):
        for i in range(draws):
            waiting[i, c, w + 1] = waiting[i, c, w] * past.stays[i, c]
        for j in range(components):
            for s in range(stages):
                for i in range(draws):
                    waiting[i, c, w + 1] += people[i, c, j, s, w] * past.due[i, c, j, s]
                    people[i, c, j, s, w + 1] = people[i, c, j, s, w] * past.kept[i, c, j, s]
            for s in range(_ORDERED):
                for g in range(past.ordered.shape[4]):
                    for i in range(draws):
                        ordered = people[i, c, j, s, w] * past.ordered[i, c, j, s, g]
                        people[i, c, j, _ORDERED + g, w + 1] += ordered
