"""The one step by which people leave a stock for a day: competing hazards, whatever axes stand before the class.

Of people at hazards h, 1 - exp(-h) leave, in proportion to their hazards. A stay component has a pace of its own.
The other steps of a stock (`by_rate`, `cohorts`, `long_stays`, `proceedings`) read what happened off `Leaving`.

Axes: ``...`` any, c classes, j stay components, f exit forms.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Leaving:
    """Who leaves a stock on a day, as shares.

    Attributes
    ----------
    left : array, shape (..., c, j)
        Share of each stock that leaves.
    hazards : array, shape (..., c, f)
        Those who leave go by these forms, in proportion.
    total : array, shape (..., c)
        Their sum, positive even where nobody leaves.

    Notes
    -----
    A stock in stages has one axis more, s, at the end of `left` and of `total` and before the forms of `hazards`.
    """

    left: Array
    hazards: Array
    total: Array

    @cached_property
    def stay(self) -> Array:
        """Share of each stock that stays, shape (..., c, j)."""
        return np.asarray(1 - self.left)

    def share(self, form: int) -> Array:
        """Share of those who leave who go by one form, shape (..., c)."""
        return np.asarray(self.hazards[..., form] / self.total)

    def kept(self, people: Array) -> Array:
        """Those of a stock who stay, shape (..., c, j)."""
        return np.asarray(people * self.stay)

    def leavers(self, people: Array) -> Array:
        """Those of a stock who leave, components together, shape (..., c)."""
        return np.asarray((people * self.left).sum(-1))

    def by_form(self, people: Array) -> Array:
        """The same by form, shape (..., c, f)."""
        return np.asarray((self.leavers(people) / self.total)[..., None] * self.hazards)


def together(stock: Array) -> Array:
    """Both stay components together, shape (..., c): an addition is faster than a sum over two."""
    return np.asarray(stock[..., 0] + stock[..., 1])


def left_at(total: Array, pace: Array) -> Array:
    """Share that leaves in a day at a total hazard and a pace; both broadcast. Draws lie side by side in memory."""
    left = np.empty(np.broadcast_shapes(total.shape, pace.shape), order="F")
    np.multiply(-total, pace, out=left)
    np.expm1(left, out=left)
    return np.negative(left, out=left)


def leaving(hazards: Array, relative: Array) -> Leaving:
    """A day of a stock.

    Parameters
    ----------
    hazards : array, shape (..., c, f)
        Cause-specific hazards a day of a class.
    relative : array, shape (n, j) or (j,)
        Hazard of a stay component against that of its class.
    """
    total = hazards.sum(-1)
    return Leaving(left_at(total[..., None], relative[..., None, :]), hazards, np.maximum(total, 1e-300))
