"""Any layout that the years have seen is read exactly; a damaged one is read right or refused."""

from __future__ import annotations

import random
from copy import deepcopy

import pytest
from synthetic_release import Layout, Made, make

from bedspace.data.read.workbooks import read_workbook
from bedspace.errors import InputRefused

SAMPLE, MANY = range(60), range(60, 2200)


def _read(made: Made) -> dict[tuple[str, str, str], float]:
    release = read_workbook(made.workbook())
    return {(figure.quantity, figure.key, figure.period): figure.value for figure in release.figures}


def _wanted(made: Made) -> dict[tuple[str, str, str], float]:
    return dict(made.expected)


def _every_layout_is_read_exactly(seed: int) -> None:
    made = make(seed, Layout.random(seed), year=2019 + seed % 8)
    assert _read(made) == _wanted(made)


@pytest.mark.parametrize("seed", SAMPLE)
def test_every_layout_is_read_exactly(seed: int) -> None:
    _every_layout_is_read_exactly(seed)


@pytest.mark.slow
def test_many_layouts_are_read_exactly() -> None:
    for seed in MANY:
        _every_layout_is_read_exactly(seed)


def _damage(made: Made, seed: int) -> Made:
    """Change one to three places of the detention sheet: junk, blanks, lost, doubled or shifted rows."""
    draw = random.Random(seed)
    damaged = deepcopy(made)
    name = next(name for name in damaged.sheets if name not in ("Header", "Footnotes"))
    rows = damaged.sheets[name]
    for _ in range(draw.randrange(1, 4)):
        filled = [place for place, row in enumerate(rows) if any(cell is not None for cell in row)]
        place = draw.choice(filled)
        cells = [column for column, cell in enumerate(rows[place]) if cell is not None]
        column = draw.choice(cells)
        kind = draw.choice(["junk label", "text", "drop row", "twin row", "blank label", "shift"])
        if kind == "junk label":
            rows[place][cells[0]] = "Something Else Entirely"
        elif kind == "text":
            rows[place][column] = "see note"
        elif kind == "drop row":
            rows[place] = []
        elif kind == "twin row":
            rows.insert(place, list(rows[place]))
        elif kind == "blank label":
            rows[place][cells[0]] = None
        else:
            rows[place] = [None, *rows[place]]
    return damaged


def _damaged(seed: int) -> str:
    made = make(seed, Layout.random(seed))
    try:
        read = _read(_damage(made, seed))
    except InputRefused as error:
        return "refused" if all(map(str, error.faults)) else "refused without a reason"
    wanted = _wanted(made)
    return "read" if all(wanted.get(place) == value for place, value in read.items()) else "read wrongly"


@pytest.mark.parametrize("seed", SAMPLE)
def test_damage_is_read_right_or_refused(seed: int) -> None:
    assert _damaged(seed) in ("read", "refused")


@pytest.mark.slow
def test_much_damage_is_read_right_or_refused() -> None:
    outcomes = {_damaged(seed) for seed in MANY}
    assert outcomes == {"read", "refused"}
