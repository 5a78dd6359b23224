"""How much of the spread of an output each number explains: first-order variance shares out of an ordinary run.

A run keeps the level at which each parameter was drawn. Runs are sorted by the level of one parameter and cut
into classes; the variance of the class means over the whole variance is that parameter's share (Plischke,
Borgonovo and Smith 2013, estimates from given data), less what chance alone would give. The rest is drift,
errors of estimates, noise from day to day and what numbers do together.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.streams import uniforms
from bedspace.model.outputs import OUTPUTS
from bedspace.studies.run.runs import Request, moving, run

Array = NDArray[np.float64]

CLASSES = 20
REST = "drift, errors, noise, joint effects"


def variance_shares(request: Request, output: str) -> Mapping[str, float]:
    """First-order shares of the variance of an output, by parameter, and the rest.

    Parameters
    ----------
    request : Request
        With draws enough for `CLASSES` classes of ten.
    output : str
        A flow is summed over the run, anything else taken on its last day.

    Returns
    -------
    mapping of str to float
        Empty where there are too few draws, or no spread.
    """
    if request.draws < 10 * CLASSES:
        return {}
    answer = run(request)
    values = answer.result.outputs[output]
    reached = values[1:].sum(0) if OUTPUTS[output].sums else values[-1]
    if np.ptp(reached) == 0:
        return {}
    drawn = [name for name, parameter in moving(answer.catalogue).items() if parameter.prior.kind != "fixed"]
    levels = {name: uniforms(request.seed, f"parameter {name}", request.draws) for name in drawn}
    shares = {name: first_order(reached, level) for name, level in levels.items()}
    return {**shares, REST: 1 - sum(shares.values())}


def first_order(values: Array, levels: Array, classes: int = CLASSES) -> float:
    """Share of the variance of `values` between classes of `levels`, corrected for chance.

    A number without effect scatters around zero, also below it, by about sqrt(2 x classes) / runs: shares left
    as they are add up without bias.

    Parameters
    ----------
    values, levels : array, shape (n,)
    classes : int
    """
    count = len(values)
    parts = np.array_split(values[np.argsort(levels)], classes)
    within = sum(float(((part - part.mean()) ** 2).sum()) for part in parts) / (count - classes)
    return float(1 - within / values.var(ddof=1))
