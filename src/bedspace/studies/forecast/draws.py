"""Draws of the number held on several days at once: they hang together as the residual paths do.

Ranks come from the paths of all members, values from the quantiles of the forecast, so that draws have the distribution
that the forecast states; what lies beyond its outermost levels is put at them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bedspace.studies.forecast.ensemble import futures
from bedspace.studies.forecast.settings import LEVELS, ensemble
from bedspace.studies.forecast.weekly import Weekly

Array = NDArray[np.float64]


def draws(series: Weekly, leads: Sequence[float], quantiles: Array, count: int, seed: int) -> Array:
    """Draws of people held.

    Parameters
    ----------
    series : Weekly
    leads : sequence of float
        Days after the last count.
    quantiles : array, shape (leads, 23)
        The forecast, in people.
    count, seed : int

    Returns
    -------
    array, shape (count, leads)
    """
    random = np.random.default_rng(seed)
    held, weights = futures(series, leads, ensemble())
    longest = weights[int(np.argmax(leads))]
    member = random.integers(held.shape[1], size=count)
    path = random.choice(len(longest), size=count, p=longest / longest.sum())
    picked = held[:, member, path]
    ranks = (picked.argsort(-1).argsort(-1) + 0.5) / count
    return np.array([np.interp(rank, LEVELS, row) for rank, row in zip(ranks, quantiles, strict=True)]).T
