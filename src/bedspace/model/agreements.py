"""Agreements under section 287(g): local officers who arrest for the federal agency, as a number of agreements.

The arrests of the base year hold those of the agreements then in force; only agreements above that number add.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

PART = "agreements"
PARAMETERS = ("agreements_287g", "agreements_before", "arrests_per_agreement")


def arrests_added(agreements: Array, before: Array, each: Array) -> Array:
    """Custodial arrests on a mean day that agreements above the base number bring; fewer than those take none away.

    Parameters
    ----------
    agreements : array, shape (draws,)
        In force on the day.
    before : array
        In force when the base number was counted.
    each : array
        Arrests a day that one agreement brings.
    """
    return np.maximum(agreements - before, 0) * each
