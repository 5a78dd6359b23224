"""How many have been held longer than a threshold, followed without keeping ages.

Within a component of the stay mixture hazards do not depend on age. So the people who pass the threshold on a
day are those who entered just that long ago, times their survival since; those of the initial stock follow
from its geometric ages.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class LongStays:
    """Count of those held longer than `threshold` days.

    People who wait for a seat are outside: they are few, and their ages are kept as a sum only.

    Parameters
    ----------
    held : array, shape (n, c, j)
        Initial stock.
    rates : array, shape (n, c, j)
        Exit rate that shaped its ages.
    days : int
        Length of the run.
    threshold : int
    """

    def __init__(self, held: Array, rates: Array, days: int, threshold: int):
        self._stay = np.exp(-rates)
        self._initial, self._threshold = held, threshold
        self._over = held * self._stay ** (threshold + 1)
        self._survival = np.ones((days + 1, *held.shape))
        self._entered = np.zeros((days + 1, *held.shape))

    @property
    def count(self) -> Array:
        """People held longer than the threshold, shape (n,)."""
        total: Array = self._over.sum((1, 2))
        return total

    def advance(self, row: int, entered: Array, kept: Array) -> None:
        """One day on.

        Parameters
        ----------
        row : int
        entered : array, shape (n, c, j)
            Book-ins of the day that were placed.
        kept : array, shape (n, c, j)
            Share of each stock that did not leave on the day.
        """
        self._survival[row] = self._survival[row - 1] * kept
        self._entered[row] = entered
        self._over = self._over * kept + self._passing(row)

    def _passing(self, row: int) -> Array:
        since = row - self._threshold - 1
        if since < 1:
            age = self._threshold + 1 - row
            new = self._initial * (1 - self._stay) * self._stay**age * self._survival[row]
        else:
            new = self._entered[since] * self._survival[row] / np.maximum(self._survival[since], 1e-300)
        return np.asarray(new)
