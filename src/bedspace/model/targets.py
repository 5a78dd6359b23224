"""Arrest targets: the national quota, the quota per office, and the gap to them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

PART = "targets"
PARAMETERS = ("arrest_target", "office_target", "field_offices", "target_answered", "second_response")


def gap(arrests: Array, target: Array) -> Array:
    """Share of the target that is missed, between 0 and 1; zero where no target is set.

    Parameters
    ----------
    arrests : array, shape (draws,)
        Arrests a day, averaged over the last week.
    target : array, shape (draws,)
        Arrests a day asked for.
    """
    asked = np.maximum(target, 1e-9)
    return np.where(target > 0, np.minimum(np.maximum(1 - arrests / asked, 0), 1), 0.0)


def asked(national: Array, per_office: Array, offices: Array) -> Array:
    """Arrests a day asked for: the larger of the national target and that of all offices together."""
    return np.maximum(national, per_office * offices)
