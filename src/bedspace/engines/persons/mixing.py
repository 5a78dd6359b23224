"""Random numbers one at a time, inside a kernel: the hash of `bedspace.engines.streams` and a law it is put through.

A module of its own, so that whoever draws whole arrays does not load the compiler.
"""

from __future__ import annotations

import math

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


_LN_2 = math.log(2.0)
_FRACTION = np.uint64((1 << 52) - 1)
_EXPONENT_OF_1 = np.uint64(1023 << 52)
_52 = np.uint64(52)
_1047 = 1023.0 + 24.0


@compiled
def exponential(number: np.uint64) -> np.float64:
    """-log((number + 1/2) / 2**24), for a number of 24 bits, to within 2e-6; the least is 1e-6 in place of 3e-8.

    The power of two is read off the bits of the float; the logarithm of what is left, between 1 and 2, is the
    polynomial that meets it in the seven Chebyshev points. Neither branches nor tables, so that a loop over it works on
    several persons at a time.
    """
    bits = np.float64(np.float64(np.int32(number)) + 0.5).view(np.uint64)
    power = np.float64(np.int32(bits >> _52)) - _1047
    x = np.uint64(bits & _FRACTION | _EXPONENT_OF_1).view(np.float64)
    log = 0.183700841152 + x * -0.017029610589
    log = -0.852079595145 + x * log
    log = 2.226943460754 + x * log
    log = -3.647120395291 + x * log
    log = 4.205234841460 + x * log
    log = -2.099647848677 + x * log
    return -(power * _LN_2 + log)
