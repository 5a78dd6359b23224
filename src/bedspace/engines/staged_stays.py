"""How long people stay who leave through proceedings: those held over a threshold, and tables of stays to draw from.

Both follow cohorts of entry through the stages. Long stays are counted by weekly cohorts, and a threshold inside a
week is read off by its days; tables of stays are made for a week of entry, by its middle day.

Axes: n draws, c classes, j stay components, s stages, m moves, w weeks of entry, d days.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.compiled import compiled
from bedspace.engines.plan import REMOVAL
from bedspace.engines.staged_day import DECISION
from bedspace.model.courts import LONG_STAY_DAYS
from bedspace.model.docket import ADMINISTRATIVE, AGEING, BEYOND, COURT, IN_CASE, ORDERED, STAGES

Array = NDArray[np.float64]

WEEK = 7
_WEEKS = (LONG_STAY_DAYS + 1) // WEEK + 2
"""Cohorts kept apart: the last of them is the one that passes the threshold."""
_STAGES = len(STAGES)
_ORDERED, _AGEING, _OVERDUE = ORDERED.start, AGEING.start, BEYOND.start


class StagedStays:
    """Count of those held longer than 180 days, people waiting for a seat included.

    Parameters
    ----------
    held, entering : array, shape (n, c, j, s)
        Initial stock by stage; the same people by the stage in which book-ins begin.
    left : array, shape (n, c, j, s)
        Share that leaves its stage on a day of the steady time before the start.
    of_left : array, shape (n, c, s, m)
        Moves of those.
    groups : array, shape (n, 2, g)
        Country groups of orders.
    """

    def __init__(self, held: Array, entering: Array, left: Array, of_left: Array, groups: Array):
        exits = (held * left * (1 - of_left[..., DECISION])[:, :, None, :]).sum(-1)
        entered = entering * (exits / np.maximum(held.sum(-1), 1e-300))[..., None]
        self._people = np.zeros((*held.shape, _WEEKS + 1))
        self._people[..., :-1] = _weekly(entered, _day_matrix(left, of_left, groups))
        self._people[..., -1] = np.maximum(held - self._people[..., :-1].sum(-1), 0)
        self._waiting = np.zeros((*held.shape[:2], _WEEKS + 1))
        self._oldest = self._people[..., -2:].sum((1, 2, 3))
        self._days = WEEK - 1

    @property
    def count(self) -> Array:
        """People held longer than the threshold, shape (n,)."""
        youngest = self._days + 1 + WEEK * (_WEEKS - 2)  # time in custody of the youngest of the last week
        # over one on the last day of a week, for the day of the next younger week that is over the threshold too
        share = (youngest + WEEK - 1 - LONG_STAY_DAYS) / WEEK
        return np.asarray(self._oldest[:, 1] + share * self._oldest[:, 0])

    def advance(
        self,
        placed: Array,
        left: Array,
        of_left: Array,
        groups: Array,
        overdue: Array,
        boarded: Array,
        kept: Array,
    ) -> None:
        """One day on.

        Parameters
        ----------
        placed : array, shape (n, c, j, 2)
            Book-ins of the day by kind of case.
        left, of_left, groups : array
            As for the start.
        overdue : array, shape (n, c, j, 2)
            People whose order is 180 days old today, all held for longer than that.
        boarded : array, shape (n, c)
            Share of those waiting for a seat who boarded.
        kept : array, shape (n,)
            Share of all others not released for want of a bed.
        """
        self._days = (self._days + 1) % WEEK
        new_week = self._days == 0
        _advance(
            self._people, self._waiting, self._oldest,
            placed, left, of_left, groups, overdue, 1 - boarded, kept, new_week,
        )  # fmt: skip


def _day_matrix(left: Array, of_left: Array, groups: Array) -> Array:
    """Chances of being in a stage a day later, shape (n, c, j, from s, to s); who leaves custody is lost."""
    matrix = np.eye(_STAGES) * (1 - left)[..., None]
    decided = (left * of_left[:, :, None, :, DECISION])[..., IN_CASE, None] * groups[:, None, None]
    matrix[..., IN_CASE, ORDERED] = decided
    return matrix


def _weekly(entered: Array, day: Array) -> Array:
    """People by stage and week of entry in a steady time, shape (n, c, j, s, w), the last week being over."""
    week = np.eye(_STAGES) + day @ (np.eye(_STAGES) + day)  # the first three days
    week = week + np.linalg.matrix_power(day, 3) @ (week + np.linalg.matrix_power(day, 3))
    people = [entered[..., None, :] @ week]
    later = np.linalg.matrix_power(day, WEEK)
    for _ in range(_WEEKS - 1):
        people.append(people[-1] @ later)
    return np.stack([each[..., 0, :] for each in people], -1)


@compiled
def _advance(
    people: Array,
    waiting: Array,
    oldest: Array,
    placed: Array,
    left: Array,
    of_left: Array,
    groups: Array,
    overdue: Array,
    stays: Array,
    kept: Array,
    new_week: bool,
) -> None:
    """Move every cohort through the stages by a day; cohorts are the last axis, the youngest first.

    The two oldest are added up in `oldest`, shape (n, 2), those waiting for a seat included.
    """
    draws, classes, components, stages, weeks = people.shape
    to_seat = np.empty(weeks)
    officer = np.empty(weeks)
    judge = np.empty(weeks)
    for i in range(draws):
        oldest[i] = 0.0
        for c in range(classes):
            if new_week:
                _shift(waiting[i, c])
            for j in range(components):
                to_seat[:] = 0.0
                for s in range(stages):
                    cohort = people[i, c, j, s]
                    if new_week:
                        _shift(cohort)
                    gone = left[i, c, j, s]
                    papers = gone * of_left[i, c, s, REMOVAL]
                    keep = (1.0 - gone) * kept[i]
                    if s < _ORDERED:
                        deciding = officer if s == ADMINISTRATIVE else judge
                        decision = gone * of_left[i, c, s, DECISION]
                        for w in range(weeks):
                            deciding[w] = cohort[w] * decision
                    for w in range(weeks):
                        to_seat[w] += cohort[w] * papers
                        cohort[w] *= keep
                    if _ORDERED <= s < _OVERDUE:
                        by_officer = groups[i, ADMINISTRATIVE, s - _ORDERED] * kept[i]
                        by_judge = groups[i, COURT, s - _ORDERED] * kept[i]
                        for w in range(weeks):
                            cohort[w] += officer[w] * by_officer + judge[w] * by_judge
                    if s < _ORDERED:
                        cohort[0] += placed[i, c, j, s] * kept[i]
                for g in range(2):
                    late = min(overdue[i, c, j, g] * kept[i], people[i, c, j, _AGEING + g, weeks - 1])
                    people[i, c, j, _AGEING + g, weeks - 1] -= late
                    people[i, c, j, _OVERDUE + g, weeks - 1] += late
                for s in range(stages):
                    oldest[i, 0] += people[i, c, j, s, weeks - 2]
                    oldest[i, 1] += people[i, c, j, s, weeks - 1]
                for w in range(weeks):
                    waiting[i, c, w] += to_seat[w]
            for w in range(weeks):
                waiting[i, c, w] *= stays[i, c]
            oldest[i, 0] += waiting[i, c, weeks - 2]
            oldest[i, 1] += waiting[i, c, weeks - 1]


@compiled
def _shift(cohorts: Array) -> None:
    """Begin a week: each cohort takes the place of the next older one, the last joins those over the threshold."""
    cohorts[-1] += cohorts[-2]
    for w in range(len(cohorts) - 2, 0, -1):
        cohorts[w] = cohorts[w - 1]
    cohorts[0] = 0.0
