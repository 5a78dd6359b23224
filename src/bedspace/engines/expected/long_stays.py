"""How many have been held longer than a threshold, followed without keeping ages.

Within a component of the stay mixture hazards do not depend on age. So the people who pass the threshold on a
day are those who entered just that long ago, times their survival since; those of the initial stock follow
from its geometric ages.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.expected.leaving import Leaving, left_at, together
from bedspace.engines.plan import REMOVAL

Array = NDArray[np.float64]


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
        self._rates, self._after = rates, threshold + 1
        self._aged = held * left_at(rates, np.ones(1))  # people at the start by a day in custody, were they all there
        self._over = held * np.exp(-rates * self._after)
        self._over_waiting = np.zeros_like(held[..., 0])
        self._survived, self._waits = np.ones_like(held), np.zeros_like(held)
        self._last = days - self._after  # whoever enters later does not pass the threshold during the run
        self._survival, self._waiting, self._entered = (_by_row(self._last, held) for _ in range(3))
        self._not_boarded, self._lately = (
            _by_row(days if self._last > 0 else 0, held[..., 0]),
            np.ones_like(held[..., 0]),
        )

    @property
    def count(self) -> Array:
        """People held longer than the threshold, shape (n,)."""
        return np.asarray(self._over.sum((1, 2)) + self._over_waiting.sum(1))

    def advance(self, row: int, entered: Array, day: Leaving, boarded: Array, not_released: Array) -> None:
        """One day on.

        Parameters
        ----------
        row : int
        entered : array, shape (n, c, j)
            Book-ins of the day that were placed.
        day : Leaving
        boarded : array, shape (n, c)
            Share of those waiting for a seat who boarded.
        not_released : array
            Share of those still held who were not released for want of a bed; broadcasts to (n, c, j).
        """
        kept, stays = day.stay * not_released, 1 - boarded
        due = day.left * day.share(REMOVAL)[:, :, None]
        self._waits = (self._waits + self._survived * due) * stays[:, :, None]
        self._survived = self._survived * kept
        self._over_waiting = (self._over_waiting + together(self._over * due)) * stays
        self._over = self._over * kept
        if row <= self._last:
            self._entered[row], self._waiting[row], self._survival[row] = entered, self._waits, self._survived
        if self._last > 0:
            self._stay_behind(row, stays)
        self._pass(row)

    def _stay_behind(self, row: int, stays: Array) -> None:
        """Keep shares that do not board so that the product over any window is a product of two numbers.

        Every window spans one row that is a multiple of its length. Up to that row the shares are kept multiplied up
        to it, and from there on they are multiplied up as days pass.
        """
        self._not_boarded[row] = stays
        self._lately = self._lately * stays
        if row % self._after == 0:
            window = self._not_boarded[row - self._after + 1 : row + 1][::-1]
            np.cumprod(window, axis=0, out=window)
            self._lately = np.ones_like(stays)

    def _pass(self, row: int) -> None:
        """Those whose time in custody exceeds the threshold since today."""
        since = row - self._after
        if since < 1:
            cohort, waiting = self._aged * np.exp(self._rates * since), self._waits
        else:
            cohort = self._entered[since] / np.maximum(self._survival[since], 1e-300)
            still = self._not_boarded[since + 1] * self._lately
            waiting = self._waits - self._waiting[since] * still[:, :, None]
        self._over = self._over + cohort * self._survived
        self._over_waiting = self._over_waiting + together(cohort * waiting)


def _by_row(last: int, held: Array) -> Array:
    """Room for a value of every row up to the last that is looked at again, in memory like the stock."""
    return np.zeros((max(last, 0) + 1, *held.shape[::-1])).transpose(0, *range(held.ndim, 0, -1))
