"""Staff: officers, borrowed agents, hours, fatigue, and the officers that custody ties down."""

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
    "fatigue_loss",
    "fatigue_days",
    "hired_officers",
    "training_days",
)
RESOURCES = (Resource("officer_hours", "Officer-hours", "officers", "high-risk leads first", PART),)

LONGEST_WEEK = 0.4
"""Rise of weekly hours at which fatigue is complete: seven days of work instead of five."""


def hours(own: Array, borrowed: Array, efficiency: Array, week: Array, overtime: Array, output: Array) -> Array:
    """Officer-hours for at-large arrests in a day.

    Parameters
    ----------
    own : array, shape (draws,)
        Officers on at-large arrests.
    borrowed : array
        Agents of other agencies, full-time equivalents.
    efficiency : array
        What an hour of theirs counts.
    week : array
        Hours of an ordinary week.
    overtime : array
        Rise of weekly hours, 0 for none.
    output : array
        What is left of an hour's output under fatigue.
    """
    return (own + borrowed * efficiency) * week / 7 * (1 + overtime) * output


def free_for_arrests(officers: Array, held: Array, per_held: Array, share: Array) -> Array:
    """Officers on at-large arrests: a share of those not tied down by custody."""
    return np.maximum(officers - held * per_held, 0) * share


def in_training(hired: Array, trained: Array) -> Array:
    """Officers hired and not yet trained; those trained are the ones hired a training time ago."""
    return np.maximum(hired - trained, 0)


def wearied(fatigue: Array, overtime: Array, days: Array) -> Array:
    """Fatigue a day later, between 0 and 1: it follows overtime with a time constant of `days`."""
    return fatigue + (np.minimum(overtime / LONGEST_WEEK, 1) - fatigue) * -np.expm1(-1 / days)
