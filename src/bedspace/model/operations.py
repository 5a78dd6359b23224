"""Operations: a number of people sought on a day, who of them is arrested, and what publicity costs.

An operation takes its people from the target lists and its hours from the day; the rest of the day's attempts
get what is left. Publicity - leaks, protest, cameras - makes attempts fail that would have succeeded.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

PART = "operations"
PARAMETERS = ("operation_sought", "operation_yield", "publicity_loss")


def sought(size: Array, high_risk: Array, wider: Array) -> tuple[Array, Array]:
    """People of both lists whom an operation seeks: high-risk ones first, never more than there are leads.

    Parameters
    ----------
    size : array, shape (draws,)
        People sought on the day.
    high_risk, wider : array, shape (draws,)
        Leads within reach.
    """
    first = np.minimum(size, high_risk)
    return first, np.minimum(size - first, wider)


def despite_publicity(success: Array, loss: Array) -> Array:
    """Success of an attempt where a share of those that would have succeeded were expected, and fail."""
    return success * (1 - loss)
