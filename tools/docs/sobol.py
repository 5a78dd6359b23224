"""Write ``docs/sensitivity.md``: what explains the spread of people held and of arrests.

    python -m tools.docs.sobol docs

takes minutes, so the page is made by itself; a slow test makes it again from fewer runs.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from bedspace.studies.policy.variance import Share, shares_of
from bedspace.studies.run.runs import Request
from bedspace.writing import write
from tools.docs.markdown import markdown

SCENARIO = "reports-2025-02"
OUTPUTS = ("midnight_population", "arrests")
SEEDS = (range(1, 7), range(101, 107))
"""Seeds of a table, and of its repeat."""
DRAWS = 1_000
NAMED = 5
HEAD = f"""# What the spread comes from

*Written by `python -m tools.docs.sobol docs`; edit the data, not this page.*

First-order Sobol indices of `{SCENARIO}`: the share of the variance that a number, or a source of noise, explains
alone. People held are those of the last day; arrests are summed over the run. Each index is the mean of
{len(SEEDS[0])} times {DRAWS:,} runs, and the repeat is made with other seeds. An index under two standard errors is
lost in its noise and not shown. `bedspace sensitivity` prints the same from fewer runs.

"""


def page(draws: int = DRAWS) -> str:
    """The page as Markdown."""
    first, repeat = (pooled(draws, seeds) for seeds in SEEDS)
    return HEAD + "\n".join(section(output, first[output], repeat[output]) for output in OUTPUTS)


def section(output: str, first: Mapping[str, Share], repeat: Mapping[str, Share]) -> str:
    """The largest indices of one output, and of the repeat."""
    largest = sorted((name for name in first if first[name].shown), key=lambda name: -first[name].value)[:NAMED]
    rows = [
        {
            "source": name.replace("_", " "),
            "index": f"{first[name].value:.3f}",
            "standard error": f"{first[name].error:.3f}",
            "repeat": f"{repeat[name].value:.3f}",
        }
        for name in largest
    ]
    apart = max(abs(first[name].value - repeat[name].value) for name in first)
    return f"## {output.replace('_', ' ')}\n\n{markdown(rows)}\n\nAll indices repeat within {apart:.3f}.\n"


def pooled(draws: int, seeds: range) -> Mapping[str, Mapping[str, Share]]:
    """Mean indices of each output over some seeds."""
    found = [shares_of(Request(SCENARIO, draws=draws, seed=seed), OUTPUTS) for seed in seeds]
    return {output: _mean([each[output] for each in found]) for output in OUTPUTS}


def _mean(found: Sequence[Mapping[str, Share]]) -> Mapping[str, Share]:
    root = np.sqrt(len(found))
    return {
        name: Share(
            float(np.mean([each[name].value for each in found])),
            float(np.mean([each[name].error for each in found]) / root),
        )
        for name in found[0]
    }


if __name__ == "__main__":
    write(page(), Path(sys.argv[1], "sensitivity.md"), "sensitivity")
