"""Pressure from above: fed by the gap to target, by releases and by dated events; felt with a delay.

It acts on hours, research, scope and release discretion. Nothing published measures pressure; each arrow is
assumed and can be switched off by setting its parameter to zero.
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
    "pressure_on_scope",
    "pressure_on_release",
)


def felt(pressure: Array, gap_signal: Array, release_signal: Array, event_signal: Array, delay: Array) -> Array:
    """Pressure a day later: exponential adjustment to the sum of its causes, kept between 0 and 1.

    Parameters
    ----------
    pressure, gap_signal, release_signal, event_signal : array, shape (draws,)
    delay : array, shape (draws,)
        Time constant in days.
    """
    asked = np.minimum(np.maximum(gap_signal + release_signal + event_signal, 0), 1)
    return pressure + (asked - pressure) * -np.expm1(-1 / delay)
