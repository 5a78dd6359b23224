"""Cohorts of entry followed through a run at its counted rates, side by side.

Axes: e days of entry, n draws, c classes, j stay components, f exit forms.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.expected.leaving import Leaving, leaving

Array = NDArray[np.float64]


class CohortsByRate:
    """People booked in on some days who leave at counted rates; `CohortsInProceedings` answers to the same.

    Parameters
    ----------
    hazards : array, shape (t, n, c, f)
    relative : array, shape (n, j)
    booked : array, shape (e, n, c, j)
    """

    def __init__(self, hazards: Array, relative: Array, booked: Array):
        self._hazards, self._relative, self._held = hazards, relative, np.array(booked)
        self._day = lru_cache(maxsize=len(booked) + 1)(self._of_row)

    @property
    def people(self) -> Array:
        """People in custody who do not wait for a seat, shape (n,)."""
        return np.asarray(self._held.sum((0, 2, 3)))

    def _of_row(self, row: int) -> Leaving:
        return leaving(self._hazards[row], self._relative)

    def leave(self, rows: NDArray[np.int64]) -> Array:
        """A day of each cohort, on a row of its own; returns leavers by form, removal due, shape (e, n, f)."""
        out: list[Array] = []
        for held, row in zip(self._held, rows, strict=True):
            day = self._day(int(row))
            leavers = day.leavers(held)
            held[:] = day.kept(held)
            # multiplied before it is divided: the fates published so far are these, to the last digit
            out.append((leavers[..., None] * day.hazards / day.total[..., None]).sum(1))
        return np.stack(out)

    def release(self, share: Array) -> Array:
        """Release a share of each cohort, shape (e, n); returns people, shape (n,)."""
        released = (self._held * share[:, :, None, None]).sum((0, 2, 3))
        self._held = self._held * (1 - share[:, :, None, None])
        return np.asarray(released)
