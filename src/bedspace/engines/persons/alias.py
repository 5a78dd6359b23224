"""Alias tables: outcomes drawn in a few cycles.

*Outcome tables* (Walker 1977; Vose 1991, "A linear algorithm for generating random numbers with a given
distribution"). A column holds two outcomes and a threshold, packed in 64 bits::

    63 ........ 40 | 39 ........ 20 | 19 ......... 0
    threshold      | other outcome  | own outcome

A draw takes a column by the upper half of a 64-bit hash and compares the hash's lower 24 bits with the
threshold: below it the own outcome, else the other. Two tables that differ little mostly give equal outcomes
for equal hashes, which is what keeps scenarios paired.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.compiled import compiled

OUTCOME_MASK = np.uint64(0xFFFFF)
_OUTCOME_BITS = 20
_THRESHOLD_SCALE = 2.0**24
_HIGHEST_THRESHOLD = _THRESHOLD_SCALE - 1.0
_OWN = np.uint64(0)
_OTHER = np.uint64(_OUTCOME_BITS)
_THRESHOLD = np.uint64(2 * _OUTCOME_BITS)
_DONE = -1.0


@compiled
def picked(column: np.uint64, below: np.uint64) -> np.uint64:
    """The outcome of a column for a number of 24 bits."""
    return column & OUTCOME_MASK if below < column >> _THRESHOLD else column >> _OTHER & OUTCOME_MASK


def pack_outcomes(
    weights: NDArray[np.float64], outcomes: NDArray[np.uint64], pairs: NDArray[np.int64]
) -> tuple[NDArray[np.uint32], NDArray[np.uint64]]:
    """Alias tables of many distributions, one behind the other.

    Parameters
    ----------
    weights : array, shape (shapes, n)
        Probabilities up to a common factor; zeros are left out of a table.
    outcomes : array of integers below 2**20, shape (kinds, n)
        What is drawn with them.
    pairs : array of int, shape (tables, 2)
        Row of `weights` and row of `outcomes` of each table.

    Returns
    -------
    first : array, shape (tables + 1,)
        Where each table begins.
    columns : array
        The tables.
    """
    widths = np.count_nonzero(weights > 0.0, axis=1)[pairs[:, 0]]
    first = np.concatenate([[0], widths.cumsum()]).astype(np.uint32)
    columns = np.empty(int(first[-1]), dtype=np.uint64)
    _pack_all(weights, outcomes, pairs, columns)
    return first, columns


@compiled
def _pack_all(
    weights: NDArray[np.float64],
    outcomes: NDArray[np.uint64],
    pairs: NDArray[np.int64],
    columns: NDArray[np.uint64],
) -> None:
    """Fill `columns`, table by table."""
    share = np.empty(weights.shape[1])
    kept = np.empty(weights.shape[1], dtype=np.uint64)
    start = 0
    for table in range(len(pairs)):
        shape, kind = pairs[table]
        width = 0
        total = 0.0
        for i in range(weights.shape[1]):
            if weights[shape, i] > 0.0:
                share[width] = weights[shape, i]
                kept[width] = outcomes[kind, i]
                total += weights[shape, i]
                width += 1
        pack_one(share, kept, width, total, columns, start)
        start += width


@compiled
def pack_one(
    share: NDArray[np.float64],
    outcomes: NDArray[np.uint64],
    width: int,
    total: float,
    columns: NDArray[np.uint64],
    start: int,
) -> None:
    """Fill one table in one pass: `light` sweeps the columns below the mean, `heavy` those that fill them up.

    `share` holds the probabilities, of sum `total`; it is used up. The table is `columns` from `start` on.
    """
    mean = total / width
    light = 0
    while light < width and share[light] >= mean:
        light += 1
    heavy = 0
    while heavy < width and share[heavy] < mean:
        heavy += 1
    column = light
    scale = _THRESHOLD_SCALE / mean
    while column < width and heavy < width:
        threshold = np.uint64(min(share[column] * scale, _HIGHEST_THRESHOLD))  # rounding may reach the scale
        columns[start + column] = threshold << _THRESHOLD | outcomes[heavy] << _OTHER | outcomes[column] << _OWN
        share[heavy] -= mean - share[column]
        share[column] = _DONE
        column = width
        if share[heavy] < mean:
            if heavy < light:  # the sweep of light columns has already passed it
                column = heavy
            while heavy < width and share[heavy] < mean:
                heavy += 1
        if column == width:
            while light < width and (share[light] >= mean or share[light] == _DONE):
                light += 1
            column = light
    for i in range(width):
        if share[i] != _DONE:
            columns[start + i] = outcomes[i] << _OTHER | outcomes[i] << _OWN
