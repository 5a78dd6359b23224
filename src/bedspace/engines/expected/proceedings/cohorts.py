"""Cohorts of entry followed through the proceedings of a run, side by side.

Axes: e days of entry, n draws, c classes, j stay components, s stages, f exit forms.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.expected.proceedings.kernels import stage_hazards
from bedspace.engines.expected.proceedings.moves import Moves, hazard_of, moves
from bedspace.engines.law import Law
from bedspace.model.courts import LONG_STAY_DAYS
from bedspace.model.docket import AGEING, BEYOND, ORDERED

Array = NDArray[np.float64]


class CohortsInProceedings:
    """People booked in on some days, by stage.

    Parameters
    ----------
    law : Law
    relative : array, shape (n, j)
    classes : slice
        Which classes are followed.
    booked : array, shape (e, n, c, j)
        People booked in, none of them waiting for a seat.
    """

    def __init__(self, law: Law, relative: Array, classes: slice, booked: Array):
        self._law, self._relative, self._classes = law, relative, classes
        self._held = law.docket.placed(booked, classes)
        self._lost = [np.zeros(self._held[..., AGEING].shape)]
        self._ordered = [np.zeros(self._held[..., AGEING].shape)]
        self._moved = lru_cache(maxsize=64)(self._moved_on)

    @property
    def people(self) -> Array:
        """People in custody who do not wait for a seat, shape (n,)."""
        return np.asarray(self._held.sum((0, 2, 3, 4)))

    def _moved_on(self, row: int) -> Moves:
        hazards = stage_hazards(self._law.docket.rates, self._law.days[row])
        return moves(hazards[:, self._classes], self._relative)

    def leave(self, rows: NDArray[np.int64]) -> Array:
        """A day of each cohort, on a row of its own; returns leavers by form, removal due, shape (e, n, f)."""
        out: list[Array] = []
        lost: list[Array] = []
        orders: list[Array] = []
        for held, row in zip(self._held, rows, strict=True):
            day = self._moved(int(row))
            out.append(day.by_form(held).sum(1))
            ordered = day.decided(held) @ self._law.days[int(row)].groups[:, None]
            held *= 1 - day.left
            held[..., ORDERED] += ordered
            lost.append(self._lost[-1][len(lost)] + hazard_of(day.left[..., AGEING]))
            orders.append(ordered[..., 1:])
        self._lost.append(np.stack(lost))
        self._ordered.append(np.stack(orders))
        self._become_overdue()
        return np.stack(out)

    def _become_overdue(self) -> None:
        since = len(self._ordered) - 1 - LONG_STAY_DAYS
        if since > 0:
            overdue = self._ordered[since] * np.exp(self._lost[since] - self._lost[-1])
            self._held[..., AGEING] -= overdue
            self._held[..., BEYOND] += overdue

    def release(self, share: Array) -> Array:
        """Release a share of each cohort, shape (e, n); returns people, shape (n,)."""
        released = (self._held.sum((2, 3, 4)) * share).sum(0)
        kept = (1 - share)[:, :, None, None, None]
        self._held = self._held * kept
        self._lost[-1] = self._lost[-1] + hazard_of(1 - kept)
        self._ordered[-1] = self._ordered[-1] * kept
        return np.asarray(released)
