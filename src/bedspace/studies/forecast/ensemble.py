"""The forecast of people held: quantiles of every member, averaged on logs with equal weights."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bedspace.studies.forecast.balance import WEEK, balance
from bedspace.studies.forecast.paths import carried, levels, path_weights
from bedspace.studies.forecast.settings import LEVELS, Ensemble, ensemble
from bedspace.studies.forecast.weekly import Weekly

Array = NDArray[np.float64]


def log_quantiles(series: Weekly, leads: Sequence[float], members: Ensemble | None = None) -> Array:
    """Quantiles of the logarithm of people held, before any factor on their width.

    Parameters
    ----------
    series : Weekly
    leads : sequence of float
        Days after the last count.
    members : Ensemble, optional
        The whole ensemble by default.

    Returns
    -------
    array, shape (leads, 23)
    """
    members = members or ensemble()
    held, weights = futures(series, leads, members)
    return np.array([weighted_quantiles(h[:, w > 0], w[w > 0]).mean(0) for h, w in zip(held, weights, strict=True)])


def futures(series: Weekly, leads: Sequence[float], members: Ensemble) -> tuple[Array, Array]:
    """Every member along every residual path with both signs.

    Returns
    -------
    held : array, shape (leads, members, paths)
        Logarithm of people, between weeks.
    weights : array, shape (leads, paths)
        None for paths that are not known so far.
    """
    weeks = int(np.ceil(max(leads) / WEEK))
    solved = balance(series, members.stays)
    known = levels(series, solved, members, weeks)
    held = carried(known, solved, members)
    after = [int(np.ceil(lead / WEEK)) for lead in leads]
    parts = [week - lead / WEEK for week, lead in zip(after, leads, strict=True)]
    between = [part * held[week - 1] + (1 - part) * held[week] for part, week in zip(parts, after, strict=True)]
    return np.array(between), np.array([np.tile(path_weights(known.ages, week), 2) for week in after])


def weighted_quantiles(values: Array, weights: Array) -> Array:
    """Quantiles of each row at the 23 levels, between the middles of the weights; shape (rows, 23).

    >>> weighted_quantiles(np.array([[1.0, 2.0, 3.0]]), np.ones(3))[0, 11]
    np.float64(2.0)
    """
    order = np.argsort(values, -1)
    ranked, share = np.take_along_axis(values, order, -1), weights[order]
    middles = (np.cumsum(share, -1) - share / 2) / share.sum(-1, keepdims=True)
    return np.array([np.interp(LEVELS, middle, row) for middle, row in zip(middles, ranked, strict=True)])
