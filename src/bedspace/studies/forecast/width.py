"""A factor on the width of the bands, learned from how wide past forecasts should have been."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bedspace.studies.forecast.scores import wis
from bedspace.studies.forecast.settings import MEDIAN, table

Array = NDArray[np.float64]

_MONTH = 365.25 / 12
_CURVATURE = 0.3
"""Loss of a normal forecast whose spread is wrong by a factor f: about 1 + .3 log(f)^2 times the least."""


def widened(quantiles: Array, factor: float) -> Array:
    """Quantiles drawn away from their median by a factor."""
    median = quantiles[..., MEDIAN : MEDIAN + 1]
    return np.asarray(median + factor * (quantiles - median))


def factor(past: Array, outcomes: Array, ages: Array) -> float:
    """The factor with the least past loss, weakly pulled to 1.

    Parameters
    ----------
    past : array, shape (n, 23)
        Logarithms of past quantiles, before any factor.
    outcomes : array, shape (n,)
        Logarithms of what came.
    ages : array, shape (n,)
        Days since each forecast.
    """
    if not len(past):
        return 1.0
    kept = table()["width"]
    weights = 0.5 ** (ages / (kept["half_life_months"] * _MONTH))
    losses = np.array([(weights * wis(widened(past, each), outcomes)).sum() for each in kept["factors"]])
    typical = losses[kept["factors"].index(1.0)] / weights.sum()
    pull = kept["pull"] * _CURVATURE * typical * np.log(kept["factors"]) ** 2
    return float(kept["factors"][int(np.argmin(losses + pull))])


def at_horizon(factors: dict[int, float], horizon: float) -> float:
    """The factor of any horizon: none for short ones, then between those that were learned, on logs.

    >>> at_horizon({90: 1.5, 180: 1.2}, 30), at_horizon({90: 1.5, 180: 1.2}, 365)
    (1.0, 1.2)
    """
    days = [table()["width"]["none_up_to_days"], *factors]
    return round(float(np.exp(np.interp(horizon, days, np.log([1.0, *factors.values()])))), 6)
