"""Where the spread of an output comes from: numbers, process, and the chance of persons one by one.

Numbers are the assumed ones and the errors of estimates; process is drift and the spread from day to day. Chance is
what persons one by one add to expected numbers of the same draws.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from bedspace.engines.forked import each
from bedspace.model.outputs import OUTPUTS
from bedspace.studies.policy.variance import LEAST, NOISE, Share, variance_shares
from bedspace.studies.run.areas import follow
from bedspace.studies.run.runs import Answer, Request, run

SPREAD = 200
"""Draws on expected numbers, whose variance is then known to about a tenth."""
FOLLOWED = 10
"""Draws of them that are followed person by person."""
_ERRORS = ("errors of exit rates", "error of the starting count")


@dataclass(frozen=True)
class Parts:
    """Shares of the variance of an output; what is left is what they do together.

    Attributes
    ----------
    numbers, process : float
    chance : float or None
        None for an output that persons do not give.
    """

    numbers: float
    process: float
    chance: float | None

    def sentence(self) -> str:
        """The parts in one sentence."""
        chance = "" if self.chance is None else f", chance of persons one by one {_told(self.chance)}"
        return (
            f"Of its variance numbers and errors of estimates explain {_told(self.numbers)}, drift and spread from day"
            f" to day {_told(self.process)}{chance}; the rest is what they do together."
        )


def explained(request: Request, output: str, like: Answer | None = None) -> tuple[Mapping[str, Share], Parts | None]:
    """Shares of the variance of an output, see `variance_shares`, and its parts, whose chance is found beside them."""
    if request.draws < LEAST:
        return {}, None
    finders: tuple[Callable[[], Any], ...] = (
        partial(variance_shares, request, output, like),
        partial(chance_of, request, output),
    )
    shares, chance = each(lambda find: find(), finders)
    return shares, parts(shares, chance) if shares else None


def parts(shares: Mapping[str, Share], chance: float | None) -> Parts:
    """The parts of a variance, given its shares and that of the chance of persons."""
    process = sum(share.shown or 0.0 for name, share in shares.items() if name in NOISE and name not in _ERRORS)
    numbers = sum(share.shown or 0.0 for name, share in shares.items() if name not in NOISE or name in _ERRORS)
    return Parts(numbers, process, chance)


def chance_of(request: Request, output: str) -> float | None:
    """Mean square of persons less expected numbers, over the variance of the drawn runs."""
    answer = run(replace(request, draws=SPREAD))
    found = follow(answer, FOLLOWED)
    if output not in found.from_persons:
        return None
    sums = OUTPUTS[output].sums
    persons, expected, every = (
        values[1:].sum(0) if sums else values[-1]
        for values in (
            found.from_persons[output],
            answer.result.outputs[output][:, :FOLLOWED],
            answer.result.outputs[output],
        )
    )
    spread = float(np.var(every))
    return float(np.mean((persons - expected) ** 2)) / spread if spread else None


def _told(share: float) -> str:
    return "more than all of it" if share > 1 else f"{share:.0%}" if share >= 0.01 else "under 1%"
