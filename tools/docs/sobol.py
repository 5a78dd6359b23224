"""Write ``docs/sensitivity.md``: what explains the spread of people held and of arrests.

    python -m tools.docs.sobol docs

takes minutes, so the page is made by itself; a slow test makes it again from fewer runs.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from bedspace.studies.policy.variance import Share, variance_shares
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
    return HEAD + "\n".join(section(output, draws) for output in OUTPUTS)


def section(output: str, draws: int) -> str:
    """The largest indices of one output, and of the repeat."""
    first, repeat = (pooled(output, draws, seeds) for seeds in SEEDS)
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


def pooled(output: str, draws: int, seeds: range) -> Mapping[str, Share]:
    """Mean indices over some seeds."""
    found = [variance_shares(Request(SCENARIO, draws=draws, seed=seed), output) for seed in seeds]
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
