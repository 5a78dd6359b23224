"""Inversion tables: Poisson counts drawn in a few cycles, for the reference kernel.

They hold, for each cell, the cumulative Poisson probabilities on the scale of 2**32. A count is the number of entries
not above a 32-bit hash: monotone in the rate for a given hash. A guide says how many lie not above each of some evenly
spaced hashes (Chen and Asau 1974, "On generating random variates from an empirical distribution"), so that the search
begins next to its end.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.compiled import compiled

GUIDE = 64
"""Levels of the guide of a count table: the upper 6 bits of 32."""
_COUNT_SCALE = 2.0**32
_LEVEL = _COUNT_SCALE / GUIDE
_TAIL = 2.0**-33


class Counts(NamedTuple):
    """Tables of the book-ins of a cell.

    Attributes
    ----------
    least : array, shape (cells,)
        The count below all thresholds.
    first : array, shape (cells + 1,)
        Where the thresholds of a cell begin.
    guide : array, shape (cells, levels)
        How many of them are not above evenly spaced levels.
    thresholds : array
        Cumulative probabilities times 2**32, the last of each cell above every level.
    """

    least: NDArray[np.uint32]
    first: NDArray[np.uint32]
    guide: NDArray[np.uint16]
    thresholds: NDArray[np.uint32]


def count_tables(rates: NDArray[np.float64]) -> Counts:
    """Inversion tables for independent Poisson counts.

    Parameters
    ----------
    rates : array, shape (cells,)
        Means; a cell of rate 0 always gives 0.

    Returns
    -------
    Counts

    Notes
    -----
    What lies more than 8 standard deviations and 8 units from the mean is cut off, and what is less probable
    than 2**-33.
    """
    spread = 8.0 * np.sqrt(rates) + 8.0
    least = np.maximum(np.floor(rates - spread), 0.0).astype(np.uint32)
    room = int(np.sum(np.ceil(rates + spread) - least + 2.0))
    first = np.zeros(len(rates) + 1, dtype=np.uint32)
    thresholds = np.empty(room, dtype=np.uint32)
    used = _invert(rates, least, first, thresholds)
    guide = np.empty((len(rates), GUIDE), dtype=np.uint16)
    _guide(first, thresholds, guide)
    return Counts(least, first, guide, thresholds[:used].copy())


@compiled
def _invert(
    rates: NDArray[np.float64],
    least: NDArray[np.uint32],
    first: NDArray[np.uint32],
    thresholds: NDArray[np.uint32],
) -> int:
    """Write each cell's thresholds behind those of the cell before; returns how many there are."""
    used = 0
    for cell in range(len(rates)):
        rate = rates[cell]
        count = float(least[cell])
        below = 0.0
        if rate > 0.0:
            chance = math.exp(count * math.log(rate) - rate - math.lgamma(count + 1.0))
            while used < len(thresholds) - 1 and (below < 0.5 or chance > _TAIL):
                below += chance
                thresholds[used] = np.uint32(min(below * _COUNT_SCALE, _COUNT_SCALE - 1.0))
                used += 1
                count += 1.0
                chance *= rate / count
        thresholds[used] = np.uint32(_COUNT_SCALE - 1.0)
        used += 1
        first[cell + 1] = used
    return used


@compiled
def _guide(first: NDArray[np.uint32], thresholds: NDArray[np.uint32], guide: NDArray[np.uint16]) -> None:
    """Count the thresholds of each cell that are not above the levels."""
    for cell in range(len(guide)):
        above = 0
        for mark in range(GUIDE):
            while thresholds[first[cell] + above] <= mark * _LEVEL:
                above += 1
            guide[cell, mark] = above
