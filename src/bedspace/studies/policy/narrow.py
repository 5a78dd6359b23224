"""A comparison with as many runs as its mean differences need: until their interval is as narrow as asked.

More runs do not narrow what 9 of 10 differences lie between; they narrow what is known of their mean. The first runs of
many are those of few, so only the number of runs changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

import numpy as np

from bedspace.errors import Fault, UsageError
from bedspace.studies.policy.compare import By, Comparison, Difference, compare
from bedspace.studies.run.runs import Request

NINE_OF_TEN = 1.645
"""Standard errors on either side between which a mean lies in 9 of 10 cases."""
MOST_DRAWS = 20_000
ROUNDS, SPARE = 4, 1.1
"""How often runs are added at most, and how many more than the last round says are needed."""


def narrow(
    request: Request, others: Sequence[str], outputs: Sequence[str], by: By, width: float | None = None
) -> Comparison:
    """Compare, and again with more runs until the mean differences are known as narrowly as asked.

    Parameters
    ----------
    request, others, outputs, by : as `bedspace.studies.policy.compare.compare`
    width : float, optional
        Whole width of the interval of 9 in 10 for the mean difference, in per cent of the base's mean; of each output
        named, or of people held where none is. Only the runs that are asked for where it is left out.

    Raises
    ------
    UsageError
        For a width of nothing or less, and as `compare`.
    """
    if width is not None and not width > 0:
        raise UsageError(
            Fault(f"--width {width:g}", "no interval is so narrow", "more than 0, in per cent of the base")
        )
    found = compare(request, others, outputs, by)
    for _ in range(ROUNDS if width else 0):
        draws = found.base.plan.settings.draws
        apart = widest(found, outputs)
        if width is None or apart <= width or draws >= MOST_DRAWS:
            break
        more = min(ceil(SPARE * draws * (apart / width) ** 2), MOST_DRAWS)
        found = compare(replace(request, draws=max(more, draws + 1)), others, outputs, by)
    return found


def widest(found: Comparison, outputs: Sequence[str]) -> float:
    """The widest interval of a mean difference, in per cent of the base's mean; endless for a single run."""
    asked = tuple(outputs) or ("midnight_population",)
    return max((_width(each) for each in found.differences if each.output in asked), default=0.0)


def _width(of: Difference) -> float:
    base, count = abs(float(of.values.mean())), len(of.difference)
    if not base or not of.difference.any():
        return 0.0
    if count == 1:
        return float("inf")
    error = float(np.std(of.difference, ddof=1) / np.sqrt(count))
    return 100 * 2 * NINE_OF_TEN * error / base


def known_within(found: Comparison, outputs: Sequence[str], width: float) -> str:
    """How narrowly the mean differences are known, in one sentence."""
    draws, apart = found.base.plan.settings.draws, widest(found, outputs)
    said = f"{draws:,} runs: the interval of the mean difference is at most {apart:.2g} % of the base wide (9 in 10)"
    return f"{said}, as asked." if apart <= width else f"{said}; {width:g} % would take more than {MOST_DRAWS:,}."
