"""How good forecasts were: proper scores of quantiles, coverage, and what chance may have done.

Quantiles stand on the last axis, at the levels of `settings.LEVELS`; outcomes have the shape without it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bedspace.studies.forecast.settings import LEVELS, place_of

Array = NDArray[np.float64]

INTERVALS = {50: (place_of(0.25), place_of(0.75)), 90: (place_of(0.05), place_of(0.95))}
"""Places of the lower and the upper quantile of the central intervals, by per cent."""
_TIMES = 2000
_SEED = 20250120


def pinball(quantiles: Array, outcome: Array) -> Array:
    """Loss of each quantile: its level times what it was too low, or the rest times what it was too high."""
    miss = outcome[..., None] - quantiles
    return np.maximum(LEVELS * miss, (LEVELS - 1) * miss)


def wis(quantiles: Array, outcome: Array) -> Array:
    """Weighted interval score: twice the mean pinball loss over the 23 levels (Bracher and others 2021).

    >>> wis(np.full((1, 23), 10.0), np.array([13.0])).round(9)
    array([3.])
    """
    return np.asarray(2 * pinball(quantiles, outcome).mean(-1))


def covered(quantiles: Array, outcome: Array, per_cent: int) -> NDArray[np.bool_]:
    """Whether the central interval of so many per cent holds the outcome."""
    low, high = INTERVALS[per_cent]
    return np.asarray((quantiles[..., low] <= outcome) & (outcome <= quantiles[..., high]))


def width(quantiles: Array, per_cent: int) -> Array:
    """Upper less lower end of the central interval."""
    low, high = INTERVALS[per_cent]
    return np.asarray(quantiles[..., high] - quantiles[..., low])


def level_of(quantiles: Array, outcome: Array) -> Array:
    """Level at which each outcome lies among its quantiles (PIT), 0 or 1 beyond the outermost."""
    pairs = zip(quantiles.reshape(-1, quantiles.shape[-1]), outcome.ravel(), strict=True)
    found = [np.interp(value, row, LEVELS, left=0.0, right=1.0) for row, value in pairs]
    return np.array(found).reshape(outcome.shape)


def fifths(quantiles: Array, outcome: Array) -> tuple[float, ...]:
    """Shares of outcomes in each fifth of their forecasts, from low to high."""
    counted = np.histogram(level_of(quantiles, outcome), np.linspace(0, 1, 6))[0]
    return tuple(float(share) for share in counted / outcome.size)


def ratio_interval(scores: Array, against: Array, blocks: NDArray[np.int64]) -> tuple[float, float]:
    """Where 9 of 10 ratios of mean scores lie when whole blocks are drawn again with replacement.

    Parameters
    ----------
    scores, against : array, shape (n,)
        Of the same cases.
    blocks : array of int, shape (n,)
        Block of each case, for instance its half-year: cases of one block hang together.
    """
    names, place = np.unique(blocks, return_inverse=True)
    ours, theirs = (np.bincount(place, each) for each in (scores, against))
    drawn = np.random.default_rng(_SEED).integers(len(names), size=(_TIMES, len(names)))
    low, high = np.quantile(ours[drawn].sum(1) / theirs[drawn].sum(1), [0.05, 0.95])
    return float(low), float(high)
