"""Keyed normal numbers of a run, and the drift of exit rates that they draw.

Axes: n draws, t rows, c classes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.streams import Stream
from bedspace.model.custody import CLASSES
from bedspace.parameters.distributions import normal_pair
from bedspace.parameters.settings import Settings

Array = NDArray[np.float64]
Keyed = Callable[[str, int], Array]

DAYS_PER_MONTH = 365.25 / 12
_KEPT = 1 << 21
"""Daily numbers that are kept for the next run of the same keys, at most: 16 megabytes."""


def normals(keyed: Keyed, purpose: str, count: int) -> Array:
    """Standard normal numbers keyed by purpose and index; a single number is zero, its middle."""
    if count == 1:
        return np.zeros(1)
    return normal_pair(keyed(f"{purpose} u", count), keyed(f"{purpose} v", count))


def daily_normals(keyed: Keyed, purposes: tuple[str, ...], rows: range, count: int) -> Array:
    """The same for each of some purposes on each of some rows, shape (rows, purposes, count), not to be written to.

    Paired runs have the same keys, so the numbers are kept for the next one.
    """
    few = len(rows) * len(purposes) * count <= _KEPT
    return (_daily_normals if few else _daily_normals.__wrapped__)(keyed, purposes, rows, count)


@lru_cache(maxsize=4)
def _daily_normals(keyed: Keyed, purposes: tuple[str, ...], rows: range, count: int) -> Array:
    found = np.zeros((len(rows), len(purposes), count))
    for number, purpose in enumerate(purposes if count > 1 else ()):
        u, v = (_each(keyed, [f"{purpose} {row} {which}" for row in rows], count) for which in "uv")
        found[:, number] = normal_pair(u, v)
    found.flags.writeable = False
    return found


def _each(keyed: Keyed, purposes: Sequence[str], count: int) -> Array:
    """Uniform numbers for each of some purposes, a row each; a stream has them at once."""
    if isinstance(keyed, Stream):
        return keyed.each(purposes, count)
    return np.stack([keyed(purpose, count) for purpose in purposes])


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
        steps[1:] = daily * daily_normals(keyed, (sd,), range(1, rows), settings.draws)[:, 0]
    return np.exp(np.cumsum(steps, axis=0))


def drift(settings: Settings, rows: int, keyed: Keyed) -> Array:
    """Random walk of the logarithm of exit rates, partly common to all classes, shape (t, n, c); one at row 0."""
    n = settings.draws
    common_share = settings.at("exit_drift_correlation", 0)
    daily = settings.at("exit_drift", 0) / np.sqrt(DAYS_PER_MONTH)
    steps = np.zeros((rows, len(CLASSES), n))
    if n > 1 and daily.any():
        normal = daily_normals(keyed, ("drift", *(f"drift {name}" for name in CLASSES)), range(1, rows), n)
        common, own = normal[:, :1], normal[:, 1:]
        steps[1:] = daily * (np.sqrt(common_share) * common + np.sqrt(1 - common_share) * own)
        np.cumsum(steps, axis=0, out=steps)
    return np.exp(steps, out=steps).transpose(0, 2, 1)
