"""How many have been held longer than a threshold, followed without keeping ages.

Within a component of the stay mixture hazards do not depend on age. So the people who pass the threshold on a
day are those who entered just that long ago, times their survival since; those of the initial stock follow
from its geometric ages.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Leaving:
    """Shares of a day.

    Attributes
    ----------
    left : array, shape (n, c, j)
        Share of each stock that left its bed or fell due for removal.
    due : array, shape (n, c)
        Share of those who fell due for removal.
    boarded : array, shape (n, c)
        Share of those waiting for a seat who boarded.
    """

    left: Array
    due: Array
    boarded: Array


class LongStays:
    """Count of those held longer than `threshold` days, people waiting for a seat included.

    Parameters
    ----------
    held : array, shape (n, c, j)
        Initial stock.
    rates : array, shape (n, c, j)
        Exit rate that shaped its ages.
    days : int
        Length of the run.
    threshold : int

    Notes
    -----
    Of one person who entered on day e, S(t) / S(e) is still held on day t and (U(t) - U(e) B(e, t)) / S(e) is
    waiting, where S is the cumulative share kept, U(t) = (U(t-1) + S(t-1) left due) (1 - boarded), and B(e, t) the
    share of those waiting on day e who have not boarded by day t.
    """

    def __init__(self, held: Array, rates: Array, days: int, threshold: int):
        self._stay = np.exp(-rates)
        self._initial, self._threshold = held, threshold
        self._over = held * self._stay ** (threshold + 1)
        self._over_waiting = np.zeros(held.shape[:2])
        self._survival = np.ones((days + 1, *held.shape))
        self._waiting = np.zeros((days + 1, *held.shape))
        self._entered = np.zeros((days + 1, *held.shape))
        self._not_boarded = np.ones((days + 1, *held.shape[:2]))

    @property
    def count(self) -> Array:
        """People held longer than the threshold, shape (n,)."""
        return np.asarray(self._over.sum((1, 2)) + self._over_waiting.sum(1))

    def advance(self, row: int, entered: Array, day: Leaving, not_released: Array) -> None:
        """One day on.

        Parameters
        ----------
        row : int
        entered : array, shape (n, c, j)
            Book-ins of the day that were placed.
        day : Leaving
        not_released : array
            Share of those still held who were not released for want of a bed; broadcasts to (n, c, j).
        """
        kept, stays = (1 - day.left) * not_released, 1 - day.boarded
        due = day.left * day.due[:, :, None]
        self._not_boarded[row], self._entered[row] = stays, entered
        self._waiting[row] = (self._waiting[row - 1] + self._survival[row - 1] * due) * stays[:, :, None]
        self._survival[row] = self._survival[row - 1] * kept
        self._over_waiting = (self._over_waiting + (self._over * due).sum(-1)) * stays
        self._over = self._over * kept
        self._pass(row)

    def _pass(self, row: int) -> None:
        """Those whose time in custody exceeds the threshold since today."""
        since = row - self._threshold - 1
        if since < 1:
            cohort = self._initial * (1 - self._stay) * self._stay ** (self._threshold + 1 - row)
            waiting = self._waiting[row]
        else:
            cohort = self._entered[since] / np.maximum(self._survival[since], 1e-300)
            still = self._not_boarded[since + 1 : row + 1].prod(0)
            waiting = self._waiting[row] - self._waiting[since] * still[:, :, None]
        self._over = self._over + cohort * self._survival[row]
        self._over_waiting = self._over_waiting + (cohort * waiting).sum(-1)
