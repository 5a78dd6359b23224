"""The page on what the spread comes from: five named, a repeat within .05, and a new run that agrees."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tools.docs.sobol import NAMED, OUTPUTS, SCENARIO

from bedspace.studies.policy.variance import variance_shares
from bedspace.studies.run.runs import Request

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "sensitivity.md").read_text(encoding="utf-8")
APART = 0.05
ROW = re.compile(r"^\| ([a-z -]+?) \| (-?\.?[\d.]+) \| ([\d.]+) \| (-?[\d.]+) \|$", re.MULTILINE)


def rows(output: str) -> list[tuple[str, float, float, float]]:
    section = PAGE.split(f"## {output.replace('_', ' ')}\n")[1].split("\n## ")[0]
    return [(name, float(index), float(error), float(repeat)) for name, index, error, repeat in ROW.findall(section)]


@pytest.mark.parametrize("output", OUTPUTS)
def test_the_page_names_the_largest_and_repeats(output: str) -> None:
    named = rows(output)
    assert len(named) == NAMED
    assert [index for _, index, _, _ in named] == sorted((index for _, index, _, _ in named), reverse=True)
    for _, index, error, repeat in named:
        assert index > 2 * error > 0
        assert abs(index - repeat) < APART


@pytest.mark.slow
@pytest.mark.parametrize("output", OUTPUTS)
def test_a_new_run_agrees_with_the_page(output: str) -> None:
    """Within four standard errors of both."""
    found = variance_shares(Request(SCENARIO, draws=400, seed=11), output)
    by_name = {name.replace("_", " "): share for name, share in found.items()}
    for name, index, error, _ in rows(output):
        assert abs(by_name[name].value - index) < 4 * (by_name[name].error + error), name
