"""Naive forecasts to stand beside: each gives quantiles of the logarithm of people held, shape (leads, 23)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from bedspace.studies.forecast.known import Points
from bedspace.studies.forecast.settings import LEVELS
from bedspace.studies.forecast.weekly import Weekly, at

Array = NDArray[np.float64]
Baseline = Callable[[Weekly, Sequence[float]], Array]

_APART = 10.0
"""Days between the points of a random walk: closer points are interpolated, and their changes too small."""
_YEAR = 364.0
NORMAL = np.array([NormalDist().inv_cdf(level) for level in LEVELS])


def log_held(series: Weekly) -> Callable[[Array], Array]:
    """Logarithm of people held at any day."""
    people = at(Points(series.days, series.held))
    return lambda days: np.log(people(days))


def naive(series: Weekly, leads: Sequence[float]) -> Array:
    """The last count, moved as far as counts moved before in as many days, both ways."""
    held = log_held(series)
    return np.array([held(np.array(series.end)) + _both_ways(_changes(series, held, lead)) for lead in leads])


def _changes(series: Weekly, held: Callable[[Array], Array], lead: float) -> Array:
    starts = series.days[series.days + lead <= series.end]
    return np.asarray(held(starts + lead) - held(starts))


def _both_ways(changes: Array) -> Array:
    return np.asarray(np.quantile(np.concatenate([changes, -changes]), LEVELS))


def random_walk(series: Weekly, leads: Sequence[float]) -> Array:
    """The last count with a normal spread that grows with the root of time."""
    steps = _steps(series)
    spread = np.sqrt(np.array(leads) / _APART * (steps**2).mean())
    return np.asarray(np.log(series.held[-1]) + spread[:, None] * NORMAL)


def drift(series: Weekly, leads: Sequence[float]) -> Array:
    """The random walk with the mean change of the past, which is uncertain too."""
    steps, ahead = _steps(series), np.array(leads) / _APART
    spread = steps.std(ddof=1) * np.sqrt(ahead * (1 + ahead / len(steps)))
    return np.asarray(np.log(series.held[-1]) + ahead[:, None] * steps.mean() + spread[:, None] * NORMAL)


def _steps(series: Weekly) -> Array:
    points = np.arange(series.end, series.days[0], -_APART)[::-1]
    return np.diff(log_held(series)(points))


def seasonal(series: Weekly, leads: Sequence[float]) -> Array:
    """The count of a year before the day that is asked for, moved as far as counts moved before in a year."""
    held = log_held(series)
    spread = _both_ways(_changes(series, held, _YEAR)) if series.end - series.days[0] > _YEAR else 0 * LEVELS
    return np.array([held(np.array(series.end + lead - _YEAR)) + spread for lead in leads])


BASELINES: Mapping[str, Baseline] = {"naive": naive, "random walk": random_walk, "drift": drift, "seasonal": seasonal}
"""By name; `naive` is the one that every score of ours stands beside."""
