"""What changed and what was wrong stands where readers look, under the version that the package has."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from bedspace import __version__
from bedspace.figures.counts import counted_series
from bedspace.figures.public import public_figures

ROOT = Path(__file__).resolve().parents[2]
CHANGES = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
WRONG = (ROOT / "CORRECTIONS.md").read_text(encoding="utf-8")


def test_the_changelog_begins_with_the_version_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert __version__ == project["version"]
    newest = re.findall(r"^## (\S+)", CHANGES, re.M)[0]
    assert newest == __version__
    assert newest > "0.1.0"
    assert "### Numbers that changed" in CHANGES


def test_every_correction_has_all_its_cells() -> None:
    tables = re.findall(r"(?:^\|.*\n)+", WRONG, re.M)
    assert len(tables) == 4
    for table in tables:
        widths = {line.count("|") for line in table.splitlines()}
        assert len(widths) == 1, table[:80]
        assert len(table.splitlines()) > 6


def test_counts_in_the_corrections_are_those_of_the_tables() -> None:
    weeks = {week.first.isoformat(): f"{week.a_day:,.0f}" for week in counted_series("arrests_week")}
    for day in ("2025-01-20", "2025-01-27", "2025-02-03", "2025-06-02"):
        assert f" {weeks[day]}" in WRONG, day
    fortnights = {count.last.isoformat(): f"{count.value:,.0f}" for count in counted_series("book_ins_ice")}
    for day in ("2025-02-08", "2025-02-22", "2025-03-08", "2025-06-14"):
        assert f"{fortnights[day]} " in WRONG or f"{fortnights[day]}:" in WRONG, day
    said = {f"{figure.value:,.0f}" for figure in public_figures()}
    assert {"461", "32,809", "1,179"} <= said
    assert all(number in WRONG for number in ("461", "32,809", "1,179"))
