"""Keyed normal numbers of a run, and the drift of exit rates that they draw.

Axes: n draws, t rows, c classes.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from bedspace.model.custody import CLASSES
from bedspace.parameters.distributions import normal_pair
from bedspace.parameters.settings import Settings

Array = NDArray[np.float64]
Keyed = Callable[[str, int], Array]

DAYS_PER_MONTH = 365.25 / 12


def normals(keyed: Keyed, purpose: str, count: int) -> Array:
    """Standard normal numbers keyed by purpose and index; a single number is zero, its middle."""
    if count == 1:
        return np.zeros(1)
    return normal_pair(keyed(f"{purpose} u", count), keyed(f"{purpose} v", count))


def centred(values: Array) -> Array:
    """Standard normal numbers in the order of some values: mean and middle are zero at any count of draws.

    Each value takes the middle of one of as many parts of equal probability. Values that are all alike are zero.
    """
    if np.ptp(values) == 0:
        return np.zeros_like(values)
    parts = (np.arange(len(values)) + 0.5) / len(values)
    ordered = np.array([NormalDist().inv_cdf(part) for part in parts])
    return np.asarray(ordered[np.argsort(np.argsort(values))])


def walk(settings: Settings, sd: str, rows: int, keyed: Keyed, *, moves: bool) -> Array:
    """Random walk of a logarithm whose monthly spread is a parameter, as a factor, shape (t, n); one at row 0."""
    steps = np.zeros((rows, settings.draws))
    if moves and settings.draws > 1:
        daily = settings.at(sd, 0) / np.sqrt(DAYS_PER_MONTH)
        steps[1:] = [daily * normals(keyed, f"{sd} {row}", settings.draws) for row in range(1, rows)]
    return np.exp(np.cumsum(steps, axis=0))


def drift(settings: Settings, rows: int, keyed: Keyed) -> Array:
    """Random walk of the logarithm of exit rates, partly common to all classes; one at row 0."""
    n = settings.draws
    common_share = settings.at("exit_drift_correlation", 0)[:, None]
    daily = (settings.at("exit_drift", 0) / np.sqrt(DAYS_PER_MONTH))[:, None]
    steps = np.zeros((rows, n, len(CLASSES)))
    if n == 1 or not daily.any():
        return np.exp(steps)
    for row in range(1, rows):
        common = normals(keyed, f"drift {row}", n)[:, None]
        own = np.stack([normals(keyed, f"drift {name} {row}", n) for name in CLASSES], -1)
        steps[row] = daily * (np.sqrt(common_share) * common + np.sqrt(1 - common_share) * own)
    np.cumsum(steps, axis=0, out=steps)
    return np.asarray(np.exp(steps, out=steps))
