"""The settings of the forecast, read from ``settings.toml``, where each is told; all combinations have one weight."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

LEVELS = np.array([0.01, 0.025, *np.arange(1, 20) / 20, 0.975, 0.99])
"""The 23 levels of the quantiles of every forecast."""
MEDIAN = 11
"""Place of the median among the levels."""
HORIZONS = (30, 90, 180)
"""Days ahead that are scored."""


def place_of(level: float) -> int:
    """Place of a level among the 23.

    >>> place_of(0.05), place_of(0.5), place_of(0.95)
    (2, 11, 20)
    """
    return int(np.flatnonzero(np.abs(LEVELS - level) < 1e-9)[0])


@dataclass(frozen=True)
class Ensemble:
    """Settings side by side, one entry a member.

    Attributes
    ----------
    stays : array, shape (shapes, 2, 2)
        Share and mean days of the two parts of each shape of stay.
    shape : array of int, shape (members,)
        Row of `stays`.
    inflow_smoothing, exit_smoothing, elasticity, reversion : array, shape (members,)
    """

    stays: Array
    shape: NDArray[np.int64]
    inflow_smoothing: Array
    exit_smoothing: Array
    elasticity: Array
    reversion: Array


@cache
def table() -> dict[str, Any]:
    """The content of the file."""
    return tomllib.loads(_text())


@cache
def fingerprint() -> str:
    """First twelve digits of the SHA-256 of the file."""
    return hashlib.sha256(_text().encode()).hexdigest()[:12]


def _text() -> str:
    return resources.files(__package__).joinpath("settings.toml").read_text(encoding="utf-8")


@cache
def ensemble(purpose: str = "forecast") -> Ensemble:
    """All members: of the ``forecast``, or those for ``runs`` of scenarios, where fewer settings are open."""
    kept = table()
    weights = kept["weights"] | (kept["runs"] if purpose == "runs" else {})
    stays = np.array([*kept["stays"].values()])
    names = ("inflow_smoothing", "exit_smoothing", "elasticity", "reversion")
    members = np.array([*product(range(len(stays)), *(weights[name] for name in names))]).T
    return Ensemble(stays, members[0].astype(np.int64), *members[1:])
