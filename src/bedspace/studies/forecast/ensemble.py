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
    weeks = int(np.ceil(max(leads) / WEEK))
    solved = balance(series, members.stays)
    known = levels(series, solved, members, weeks)
    held = np.concatenate([carried(known, solved, members, sign) for sign in (1, -1)], -1)
    return np.array([_averaged(held, np.tile(path_weights(known.ages, _ceil(lead)), 2), lead) for lead in leads])


def _ceil(lead: float) -> int:
    return int(np.ceil(lead / WEEK))


def _averaged(held: Array, weights: Array, lead: float) -> Array:
    """Quantiles at a lead between two weeks, averaged over the members; shape (23,)."""
    used, share = weights > 0, 1 - (_ceil(lead) - lead / WEEK)
    at_lead = (1 - share) * held[_ceil(lead) - 1][:, used] + share * held[_ceil(lead)][:, used]
    return weighted_quantiles(at_lead, weights[used]).mean(0)


def weighted_quantiles(values: Array, weights: Array) -> Array:
    """Quantiles of each row at the 23 levels, between the middles of the weights; shape (rows, 23).

    >>> weighted_quantiles(np.array([[1.0, 2.0, 3.0]]), np.ones(3))[0, 11]
    np.float64(2.0)
    """
    order = np.argsort(values, -1)
    ranked, share = np.take_along_axis(values, order, -1), weights[order]
    middles = (np.cumsum(share, -1) - share / 2) / share.sum(-1, keepdims=True)
    return np.array([np.interp(LEVELS, middle, row) for middle, row in zip(middles, ranked, strict=True)])
