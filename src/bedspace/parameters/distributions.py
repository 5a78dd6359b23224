"""Families of distributions for priors, drawn by inverting their distribution function.

One uniform number makes one draw, so a draw is monotone in its key and scenarios stay paired.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_GRID = np.linspace(0.0, 1.0, 4001)


def uniform(u: Array, low: float, high: float) -> Array:
    """Uniform between `low` and `high`."""
    return low + (high - low) * u


def triangular(u: Array, low: float, mode: float, high: float) -> Array:
    """Triangular with the given ends and mode."""
    if high == low:
        return np.full_like(u, low)
    peak = (mode - low) / (high - low)
    rising = low + np.sqrt(u * (high - low) * (mode - low))
    falling = high - np.sqrt((1 - u) * (high - low) * (high - mode))
    return np.where(u < peak, rising, falling)


def beta(u: Array, a: float, b: float) -> Array:
    """Beta with shapes `a` and `b` (both above 1), its distribution function tabulated on 4,001 points."""
    density = _GRID ** (a - 1) * (1 - _GRID) ** (b - 1)
    cumulative = np.concatenate([[0.0], np.cumsum((density[1:] + density[:-1]) / 2)])
    return np.interp(u, cumulative / cumulative[-1], _GRID)


def log_uniform(u: Array, low: float, high: float) -> Array:
    """Uniform in the logarithm between `low` and `high`."""
    return np.asarray(low * (high / low) ** u)


def lognormal(u: Array, median: float, sd: float) -> Array:
    """Lognormal with the given median; `sd` is that of the logarithm."""
    inverse = NormalDist().inv_cdf
    return median * np.exp(sd * np.array([inverse(level) for level in u.flat]).reshape(u.shape))


def lognormal_or_none(u: Array, median: float, sd: float, none: float) -> Array:
    """Zero in a share `none` of the draws, lognormal in the others."""
    above = u > none
    return np.where(above, lognormal(np.where(above, (u - none) / (1 - none), 0.5), median, sd), 0.0)


def fixed(u: Array, value: float) -> Array:
    """One value, the same in every draw."""
    return np.full_like(u, value)


def normal_pair(u: Array, v: Array) -> Array:
    """Standard normal numbers out of two independent uniforms (Box and Muller 1958)."""
    return np.asarray(np.sqrt(-2 * np.log(u)) * np.cos(2 * np.pi * v))


FAMILIES: Mapping[str, Callable[..., Array]] = {
    "fixed": fixed,
    "uniform": uniform,
    "triangular": triangular,
    "beta": beta,
    "log_uniform": log_uniform,
    "lognormal": lognormal,
    "lognormal_or_none": lognormal_or_none,
}
ARGUMENTS: Mapping[str, tuple[str, ...]] = {
    "fixed": ("value",),
    "uniform": ("low", "high"),
    "triangular": ("low", "mode", "high"),
    "beta": ("a", "b"),
    "log_uniform": ("low", "high"),
    "lognormal": ("median", "sd"),
    "lognormal_or_none": ("median", "sd", "none"),
}


def sample(family: str, arguments: Mapping[str, float], u: Array) -> Array:
    """Draws of a family for uniform numbers `u`, elementwise."""
    return FAMILIES[family](u, **arguments)
