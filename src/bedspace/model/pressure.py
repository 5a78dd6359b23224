"""Pressure from above: what gap to target, releases and dated events add to what is sought at large.

It acts on demand, on hours (a surge that tires), on research, on scope and on release at discretion. Each arrow can be
switched off by setting its parameter to zero.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

PART = "pressure"
PARAMETERS = (
    "pressure_delay",
    "pressure_from_gap",
    "pressure_from_releases",
    "pressure_from_events",
    "pressure_on_hours",
    "pressure_on_research",
    "research_days",
    "pressure_on_scope",
    "release_event",
    "pressure_on_release",
    "release_return",
)


def felt(sought: Array, before: Array) -> Array:
    """Pressure, between 0 and 1: share of what is sought that would not be without it."""
    return np.minimum(np.maximum(1 - before / sought, 0), 1)


def stopped(state: Array, event: Array, days: Array) -> Array:
    """How far release at discretion is stopped a day later: it wears off, and an event stops it anew."""
    return np.maximum(state * np.exp(-1 / days), event)
