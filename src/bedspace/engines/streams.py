"""Keyed random numbers: a draw is a hash of what it is for, so nothing else can shift it.

The key of a draw is (seed, purpose, indices ...). Two scenarios that share a key share the draw, whatever
else they change; the first k of n replications are the same for every n; no order of work matters.
The hash is splitmix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators").
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_TO_UNIT = 2.0**-53


def mix(state: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Splitmix64's output function, elementwise; products of arrays of whole numbers wrap around."""
    state = (state ^ (state >> np.uint64(30))) * _MIX_1
    state = (state ^ (state >> np.uint64(27))) * _MIX_2
    return state ^ (state >> np.uint64(31))


def uniforms(seed: int, purpose: str, count: int, first: int = 0) -> NDArray[np.float64]:
    """Numbers in the open unit interval keyed by (seed, purpose, index).

    Parameters
    ----------
    seed : int
    purpose : str
        What the numbers are for, for instance the name of a parameter.
    count : int
        How many; number i does not depend on it.
    first : int
        Index of the first of them.

    Returns
    -------
    array of float, shape (count,)
    """
    return np.asarray(_uniforms(seed, (purpose,), count, first)[0])


@dataclass(frozen=True)
class Stream:
    """`uniforms` of a seed from an index on; two of the same are equal, so what is made of one can be kept."""

    seed: int
    first: int = 0

    def __call__(self, purpose: str, count: int) -> NDArray[np.float64]:
        """So many numbers for a purpose."""
        return uniforms(self.seed, purpose, count, self.first)

    def each(self, purposes: Sequence[str], count: int) -> NDArray[np.float64]:
        """So many numbers for each of some purposes, a row each, at once."""
        return _uniforms(self.seed, purposes, count, self.first)


def _uniforms(seed: int, purposes: Sequence[str], count: int, first: int) -> NDArray[np.float64]:
    named = [(seed & 0xFFFFFFFF) << 32 | zlib.crc32(purpose.encode()) for purpose in purposes]
    keys = mix(mix(np.array(named, dtype=np.uint64))[:, None] + _steps(first, count))
    return ((keys >> np.uint64(11)).astype(np.float64) + 0.5) * _TO_UNIT


@lru_cache(maxsize=8)
def _steps(first: int, count: int) -> NDArray[np.uint64]:
    return _GOLDEN * np.arange(first + 1, first + count + 1, dtype=np.uint64)


def replication_keys(seed: int, first: int, count: int) -> NDArray[np.uint64]:
    """Root keys of replications `first` ... `first + count - 1`; number i does not depend on the others.

    Returns
    -------
    array of uint64, shape (count,)
    """
    start = np.array([seed & 0xFFFFFFFFFFFFFFFF], dtype=np.uint64)
    numbers = np.arange(first + 1, first + count + 1, dtype=np.uint64)
    return mix(mix(start) + _GOLDEN * numbers)
