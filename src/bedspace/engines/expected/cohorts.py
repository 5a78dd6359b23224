"""Cohorts of entry followed through a run at its counted rates, side by side.

Axes: e days of entry, n draws, c classes, j stay components, f exit forms.
"""

from __future__ import annotations

from functools import lru_cache, partial

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
        self._held = [np.asfortranarray(each) for each in booked]
        self._by_form = (len(relative), hazards.shape[-1])
        self._day = lru_cache(maxsize=len(booked) + 1)(partial(_day, hazards, relative))

    @property
    def people(self) -> Array:
        """People in custody who do not wait for a seat, shape (n,)."""
        return np.asarray(self._together.sum((0, 2, 3)))

    @property
    def _together(self) -> Array:
        return np.ascontiguousarray(np.stack(self._held))

    def leave(self, rows: NDArray[np.int64]) -> Array:
        """A day of each cohort, on a row of its own; returns leavers by form, removal due, shape (e, n, f)."""
        out = np.empty((len(rows), *self._by_form))
        for e, row in enumerate(rows):
            day, held = self._day(int(row)), self._held[e]
            # multiplied before it is divided: the fates published so far are these, to the last digit
            out[e] = (day.leavers(held)[..., None] * day.hazards / day.total[..., None]).sum(1)
            self._held[e] = day.kept(held)
        return out

    def release(self, share: Array) -> Array:
        """Release a share of each cohort, shape (e, n); returns people, shape (n,)."""
        if not share.any():
            return np.zeros(share.shape[1])
        held, share = self._together, share[:, :, None, None]
        self._held = [np.asfortranarray(each) for each in held * (1 - share)]
        return np.asarray((held * share).sum((0, 2, 3)))


def _day(hazards: Array, relative: Array, row: int) -> Leaving:
    """What happens on a row, with draws side by side in memory."""
    day = leaving(hazards[row], relative)
    return Leaving(*(np.asfortranarray(each) for each in (day.left, day.hazards, day.total)))
