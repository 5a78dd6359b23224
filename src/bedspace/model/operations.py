"""Operations: a number of people sought on a day, who of them is arrested, and what publicity costs.

An operation asks for arrests beyond what is sought otherwise, and meets the same capacity. Publicity - leaks, protest,
cameras - makes arrests fail that would have been made.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

PART = "operations"
PARAMETERS = ("operation_sought", "operation_yield", "publicity_loss")


def expected(sought: Array, share: Array) -> Array:
    """Arrests that an operation asks for: a share of the people whom it seeks."""
    return sought * share


def despite_publicity(made: Array, loss: Array) -> Array:
    """Arrests where a share of those that would have been made were expected, and fail."""
    return made * (1 - loss)
