"""What a difference turns on: the assumed number that explains most of how it varies from draw to draw."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.streams import uniforms
from bedspace.studies.policy.variance import CLASSES, first_order
from bedspace.studies.run.runs import Answer, moving

Array = NDArray[np.float64]

ENOUGH = 10 * CLASSES
"""Draws from which on shares of the variance are told from chance."""
TELLING = 0.1
"""Share of the variance below which a number is not named."""
CHANCE = 4
"""Standard errors of a share, sqrt(2 x classes) / draws, that chance alone does not reach among a hundred numbers."""


def turns_on(answer: Answer, difference: Array) -> Mapping[str, float]:
    """Numbers that explain at least a tenth of the variance of a difference, with their shares, the largest first.

    Parameters
    ----------
    answer : Answer
        The run whose parameters were drawn.
    difference : array, shape (n,)

    Returns
    -------
    mapping of str to float
        Empty for too few draws, no spread, and where no single number stands out.
    """
    count = len(difference)
    if count < ENOUGH or np.ptp(difference) == 0:
        return {}
    drawn = [name for name, parameter in moving(answer.catalogue).items() if parameter.prior.kind != "fixed"]
    seed = answer.request.seed
    shares = {name: first_order(difference, uniforms(seed, f"parameter {name}", count)).value for name in drawn}
    least = max(TELLING, CHANCE * (2 * CLASSES) ** 0.5 / count)
    telling = {name: share for name, share in shares.items() if share >= least}
    return dict(sorted(telling.items(), key=lambda item: -item[1]))
