"""Every example runs and prints what stands beside it: the same words, and the same numbers within two per cent."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from xml.etree import ElementTree

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "examples"
EXAMPLES = sorted(FOLDER.glob("*.py"))
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def numbers(text: str) -> list[float]:
    """The numbers of a text, in order."""
    return [float(found.replace(",", "")) for found in NUMBER.findall(text)]


def test_there_are_examples_and_the_page_names_each() -> None:
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert len(EXAMPLES) >= 5
    assert all(f"[{path.name}]({path.name})" in page for path in EXAMPLES)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_prints_what_stands_beside_it(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    runpy.run_path(str(path), run_name="__main__")
    printed, expected = capsys.readouterr().out, path.with_suffix(".out").read_text(encoding="utf-8")
    remedy = f"read the difference, then: python examples/{path.name} > examples/{path.stem}.out"
    assert NUMBER.sub("#", printed) == NUMBER.sub("#", expected), remedy
    assert numbers(printed) == pytest.approx(numbers(expected), rel=0.02, abs=0.5), remedy
    for chart in tmp_path.glob("*.svg"):
        assert ElementTree.parse(chart).getroot().tag.endswith("svg")
