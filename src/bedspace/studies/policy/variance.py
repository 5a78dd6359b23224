"""Sobol indices of a run: the share of the spread of an output that each number, or source of noise, explains alone.

Numbers: a run keeps the level at which each was drawn. Runs are sorted by the level of one and cut into classes; the
variance of the class means over the whole variance is its share (Plischke, Borgonovo and Smith 2013), less what chance
alone would give. Noise has no level: a second run draws all numbers anew and has the noise of the first, each source in
an order of its own. Put into the order of one source, the two runs share that source alone, and their correlation is
its share (Janon, Klein, Lagnoux, Nodet and Prieur 2014). So two runs do for all sources (Tissot and Prieur 2015,
"A randomized orthogonal array-based procedure"). What is left is what they do together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.expected import run as expected
from bedspace.engines.forked import each
from bedspace.engines.streams import Stream
from bedspace.model.outputs import OUTPUTS
from bedspace.studies.policy.again import Keyed, again
from bedspace.studies.run.runs import Answer, Request, moving, run

Array = NDArray[np.float64]

CLASSES = 20
LEAST = 10 * CLASSES
"""Draws that shares take at least."""
NOISE: Mapping[str, tuple[str, ...]] = {
    "drift of exit rates": ("drift ",),
    "drift of hand-overs": ("handover_drift ",),
    "drift of arrests": ("level_walk ",),
    "errors of exit rates": ("rate error ", "pace prior ", "form prior "),
    "error of the starting count": ("start error ",),
    "spread from day to day": ("day shock ",),
}
"""Source of noise -> how the purposes of its keys begin."""
ERRORS_SHOWN = 2.0
"""A share of fewer standard errors is not shown."""
_OTHER_SEED = 1
"""Added to the seed of a run for the numbers of its second run."""


@dataclass(frozen=True)
class Share:
    """A first-order Sobol index.

    Attributes
    ----------
    value, error : float
        The index and its standard error.
    """

    value: float
    error: float

    @property
    def shown(self) -> float | None:
        """The index; None where it is lost in its noise."""
        return self.value if self.value > ERRORS_SHOWN * self.error else None


def variance_shares(request: Request, output: str, like: Answer | None = None) -> Mapping[str, Share]:
    """First-order Sobol indices of an output, by parameter and by source of noise, largest first.

    Parameters
    ----------
    request : Request
        With draws enough for `CLASSES` classes of ten.
    output : str
        A flow is summed over the run, anything else taken on its last day.
    like : Answer, optional
        A run of the same request with any draws, where there is one already.

    Returns
    -------
    mapping of str to Share
        Empty where there are too few draws, or no spread.
    """
    return shares_of(request, (output,), like)[output]


def shares_of(
    request: Request, outputs: Sequence[str], like: Answer | None = None
) -> Mapping[str, Mapping[str, Share]]:
    """The same of several outputs, out of the same runs."""
    if request.draws < LEAST:
        return {output: {} for output in outputs}
    answer = like or run(replace(request, draws=1))
    count, first = request.draws, Stream(request.seed)
    orders = {source: np.argsort(first(f"order of {source}", count)) for source in NOISE}
    keys: list[Keyed] = [first, in_orders(orders, first, Stream(request.seed + _OTHER_SEED))]
    reached, anew = each(lambda keyed: _reached(answer, count, keyed, outputs), keys)
    drawn = [name for name, parameter in moving(answer.catalogue).items() if parameter.prior.kind != "fixed"]
    levels = {name: first(f"parameter {name}", count) for name in drawn}
    return {output: _largest_first(reached[output], anew[output], levels, orders) for output in outputs}


def _largest_first(
    reached: Array, anew: Array, levels: Mapping[str, Array], orders: Mapping[str, NDArray[np.int64]]
) -> Mapping[str, Share]:
    if np.ptp(reached) == 0:
        return {}
    of_numbers = {name: first_order(reached, level) for name, level in levels.items()}
    of_noise = {source: correlated(reached[order], anew) for source, order in orders.items()}
    return dict(sorted((of_numbers | of_noise).items(), key=lambda each: -each[1].value))


def in_orders(orders: Mapping[str, NDArray[np.int64]], first: Keyed, second: Keyed) -> Keyed:
    """Second keys for the numbers, and for each source of noise the first ones in another order of the runs."""

    def keyed(purpose: str, count: int) -> Array:
        source = next((source for source, begin in NOISE.items() if purpose.startswith(begin)), None)
        return second(purpose, count) if source is None else first(purpose, count)[orders[source]]

    return keyed


def _reached(answer: Answer, draws: int, keyed: Keyed, outputs: Sequence[str]) -> Mapping[str, Array]:
    found = expected.run(again(answer, draws, keyed), outputs=outputs).outputs
    return {name: np.asarray(found[name][1:].sum(0) if OUTPUTS[name].sums else found[name][-1]) for name in outputs}


def first_order(values: Array, levels: Array, classes: int = CLASSES) -> Share:
    """Share of the variance of `values` between classes of `levels`, corrected for chance.

    A number without effect scatters around zero, also below it, by about sqrt(2 x classes) / runs; one that explains a
    share scatters, besides, as a squared correlation does.

    Parameters
    ----------
    values, levels : array, shape (n,)
    classes : int
    """
    count = len(values)
    parts = np.array_split(values[np.argsort(levels)], classes)
    within = sum(float(((part - part.mean()) ** 2).sum()) for part in parts) / (count - classes)
    share = float(1 - within / values.var(ddof=1))
    explained = min(max(share, 0.0), 1.0)
    return Share(share, float(np.hypot(np.sqrt(2 * classes) / count, 2 * np.sqrt(explained / count) * (1 - explained))))


def correlated(values: Array, others: Array) -> Share:
    """Share of what two runs have in common, by their correlation."""
    if np.ptp(others) == 0:
        return Share(0.0, 0.0)
    share = float(np.corrcoef(values, others)[0, 1])
    return Share(share, float((1 - share**2) / np.sqrt(len(values))))
