"""Staff: officers, borrowed agents, hours, surges that tire, and the officers that custody ties down."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bedspace.model.network import Resource

Array = NDArray[np.float64]

PART = "officers"
PARAMETERS = (
    "officers",
    "officer_week",
    "officers_at_large_before",
    "officers_at_large_share",
    "custody_officers_per_held",
    "borrowed_officers",
    "borrowed_efficiency",
    "borrowed_then",
    "borrowed_full_time",
    "room",
    "at_large_then",
    "fatigue_days",
    "hired_officers",
    "training_days",
)
RESOURCES = (Resource("officer_hours", "Officer-hours", "officers", "people on lists first", PART),)


def hours(officers: Array, share: Array, week: Array, surge: Array) -> Array:
    """Officer-hours for arrests at large in a day.

    Parameters
    ----------
    officers : array, shape (draws,)
        Own officers not tied down by custody, and others in own officers.
    share : array
        Share of own officers on arrests at large.
    week : array
        Hours of an ordinary week.
    surge : array
        Rise of arrests by overtime, 0 for none.
    """
    return officers * share * week / 7 * (1 + surge)


def free_for_arrests(officers: Array, held: Array, per_held: Array) -> Array:
    """Officers whom custody does not tie down."""
    return np.maximum(officers - held * per_held, 1)


def in_training(hired: Array, trained: Array) -> Array:
    """Officers hired and not yet trained; those trained are the ones hired a training time ago."""
    return np.maximum(hired - trained, 0)


def wearied(surge: Array, rises: Array) -> Array:
    """Fatigue, between 0 and 1: share of all surges so far that has tired."""
    return 1 - surge / np.maximum(rises, 1e-9) * (rises > 0) - (rises <= 0)
