"""The published spreadsheets with rows, columns, sheets and words moved: the same figures, or a refusal."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bedspace.data.read.grid import Sheet, Workbook, open_workbook
from bedspace.data.read.workbooks import read_workbook
from bedspace.errors import InputRefused

pytestmark = pytest.mark.shared
Rows = list[list[Any]]
Figures = dict[tuple[str, str, str, date], float]
SAMPLE, MANY = range(12), range(12, 2100)

# wording that changed over the years: each pair is interchangeable
WORDS = (
    ("Noncitizens", "Aliens"),
    ("Individuals", "Aliens"),
    ("EOFY20", "FY20"),
    ("FY20", "EOFY20"),
    (" YTD", ""),
    ("Order of Supervision", "Order of supervision"),
    ("Book Outs", "Book-Outs"),
    ("Book-Ins", "Book-ins"),
    ("Facility Type", "Facility  Type "),
    (" FSC ", " FRC "),
    ("Post-Determination for", "Post-Determination  for"),
)


@cache
def _book(path: Path) -> Workbook:
    return open_workbook(path)


@cache
def _plain(path: Path) -> Figures:
    return _figures(_book(path))


def _figures(book: Workbook) -> Figures:
    return {(f.quantity, f.key, f.period, f.data_date): f.value for f in read_workbook(book).figures}


def _blank_rows(rows: Rows, draw: random.Random) -> Rows:
    for _ in range(draw.randrange(1, 6)):
        place = draw.randrange(len(rows) + 1)
        rows[place:place] = [[] for _ in range(draw.randrange(1, 3))]
    return rows


def _blank_columns(rows: Rows, draw: random.Random) -> Rows:
    for _ in range(draw.randrange(1, 3)):
        place = draw.randrange(max(map(len, rows), default=0) + 1)
        rows = [[*row[:place], "", *row[place:]] if len(row) > place else row for row in rows]
    return rows


def _reword(rows: Rows, draw: random.Random) -> Rows:
    old, new = draw.choice(WORDS)
    return [[cell.replace(old, new) if isinstance(cell, str) else cell for cell in row] for row in rows]


def _spaces(rows: Rows, draw: random.Random) -> Rows:
    def cell(value: Any) -> Any:
        if isinstance(value, str) and value.strip() and draw.random() < 0.1:
            return value + draw.choice([" ", "  ", "\u00a0"])
        return value

    return [[cell(value) for value in row] for row in rows]


def _totals_named(rows: Rows, draw: random.Random) -> Rows:
    reasons = re.compile(r"(Bonded Out|Paroled|Order of \w+|Bond Set by \w+|Transferred)\s*$")
    return [
        [
            f"{cell.strip()} Total" if isinstance(cell, str) and reasons.match(cell) and draw.random() < 0.5 else cell
            for cell in row
        ]
        for row in rows
    ]


MUTATIONS = (_blank_rows, _blank_columns, _reword, _spaces, _totals_named)


def _mutated(book: Workbook, seed: int) -> Workbook:
    draw = random.Random(seed)
    sheets = []
    for place, sheet in enumerate(book.sheets):
        rows: Rows = [list(row) for row in sheet.rows]
        for mutate in draw.sample(MUTATIONS, draw.randrange(1, len(MUTATIONS) + 1)):
            rows = mutate(rows, draw)
        name = draw.choice([sheet.name, f"Sheet{place + 1}", f" {sheet.name.lower()} "])
        sheets.append(Sheet(name, tuple(map(tuple, rows)), sheet.visible))
    if draw.random() < 0.5:
        draw.shuffle(sheets)
    return replace(book, sheets=tuple(sheets))


def _same_or_refused(path: Path, seed: int) -> str:
    """What became of a mutated release."""
    try:
        read = _figures(_mutated(_book(path), seed))
    except InputRefused:
        return "refused"
    return "same" if read == _plain(path) else "different"


@pytest.mark.parametrize("seed", SAMPLE)
def test_a_moved_release_gives_the_same_figures(spreadsheets: list[Path], seed: int) -> None:
    some = spreadsheets[:: len(spreadsheets) // 12]
    assert _same_or_refused(some[seed % len(some)], seed) == "same"


@pytest.mark.slow
def test_many_moved_releases_give_the_same_figures_or_are_refused(spreadsheets: list[Path]) -> None:
    outcomes = [_same_or_refused(spreadsheets[seed % len(spreadsheets)], seed) for seed in MANY]
    assert "different" not in outcomes
    assert outcomes.count("refused") < 0.02 * len(outcomes)
