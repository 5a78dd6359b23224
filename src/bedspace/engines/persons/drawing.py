"""Exit and stay of everybody placed on a day: parts of the kernel.

Hazards a day are the same for all ages, up to a person's own pace. A person's hash gives one exponential number, the
person leaves on the day on which the cumulative hazard has grown by so much since the placement, and a table of
outcomes of that day gives the exit. No table depends on the day of entry, and a hazard changed from some day on moves
nobody who leaves before.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.compiled import part
from bedspace.engines.persons.alias import picked
from bedspace.engines.persons.mixing import exponential, mixed
from bedspace.engines.persons.packing import COIN, COIN_BITS, ONE, coin_of, entry_of, exponent_of, pace_of

Array = NDArray[np.float64]
Keys = NDArray[np.uint64]


@part
def hash_all(placed: np.uint64, hashes: Keys) -> None:
    """Each person's hash, in place of the key."""
    for j in range(placed):
        hashes[j] = mixed(hashes[j])


@part
def by_hazard(
    start: np.uint64,
    end: np.uint64,
    row: np.uint64,
    today: np.uint64,
    slow_share: np.uint64,
    cumulative: Array,
    guide: NDArray[np.uint16],
    short_of: NDArray[np.int64],
    marks: Array,
    stretch: Array,
    outcomes: Keys,
    hashes: Keys,
    persons: NDArray[np.uint32],
    reached: Array,
    leaving: NDArray[np.uint32],
) -> None:
    """Entries of the persons of a run, in place of their hashes; `row` is what they draw from."""
    last_mark = np.float64(guide.shape[1] - 1)
    width = np.uint64(outcomes.shape[2])
    so_far = cumulative[row, today]
    # The hazard used up at the exit and a day not after it; that day; the exit.
    for j in range(start, end):
        draw = hashes[j]
        pace = stretch[np.uint64(pace_of(draw) < slow_share)]
        reached[j] = so_far + pace * exponential(exponent_of(draw))
    for j in range(start, end):
        leaving[j] = guide[row, np.uint32(np.int32(min(reached[j] * marks[row], last_mark)))]
    for _ in range(short_of[row]):
        for j in range(start, end):
            leaving[j] += cumulative[row, np.uint64(leaving[j]) + ONE] < reached[j]
    for j in range(start, end):
        leaves = np.uint64(leaving[j])
        place = coin_of(hashes[j]) * width
        outcome = picked(outcomes[row, leaves, place >> COIN_BITS], place & COIN)
        hashes[j] = entry_of(leaves, outcome, np.uint64(persons[j]))
