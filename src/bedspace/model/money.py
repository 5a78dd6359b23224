"""Money: bed-days at the average cost up to the funded number, at the marginal cost above it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

PART = "money"
PARAMETERS = ("bed_day_cost", "marginal_bed_day_cost")


def custody_cost(held: Array, funded: Array, guaranteed: Array, average: Array, marginal: Array) -> Array:
    """Dollars a day: guaranteed beds are paid even if empty, beds above the funded number cost more."""
    at_average = np.maximum(funded, guaranteed)
    return np.clip(held, guaranteed, at_average) * average + np.maximum(held - at_average, 0) * marginal
