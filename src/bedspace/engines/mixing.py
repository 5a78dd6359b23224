"""The hash of `bedspace.engines.streams` for one number inside a kernel.

A module of its own, so that whoever draws whole arrays does not load the compiler.
"""

from __future__ import annotations

import numpy as np

from bedspace.engines.compiled import compiled

_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)


@compiled
def mixed(state: np.uint64) -> np.uint64:
    """`bedspace.engines.streams.mix` of one number."""
    state = (state ^ (state >> np.uint64(30))) * _MIX_1
    state = (state ^ (state >> np.uint64(27))) * _MIX_2
    return state ^ (state >> np.uint64(31))
