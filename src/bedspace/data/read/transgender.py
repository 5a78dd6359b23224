"""The sheet on transgender detainees: book-ins and those held, in total and by area."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bedspace.data.findings import Finding
from bedspace.data.read.grid import Sheet, cell_name, wants_number
from bedspace.data.read.readings import Item, Reading, number_at
from bedspace.data.read.vocabulary import slug, year_named
from bedspace.figure import join_key
from bedspace.units import Unit


def is_transgender(sheet: Sheet) -> bool:
    """True if the sheet is titled so."""
    return _title(sheet)[0] >= 0


def _title(sheet: Sheet) -> tuple[int, int]:
    for row in range(min(40, len(sheet.rows))):
        for column in range(min(4, len(sheet.rows[row]))):
            text = sheet.text(row, column)
            if "transgender" in text and year_named(text.replace("fy 20", "fy20")):
                return row, column
    return -1, -1


def read_transgender(sheet: Sheet) -> Iterator[Item]:
    """Counts by the words of their label, under the heading they stand under."""
    top, column = _title(sheet)
    year = year_named(sheet.text(top, column).replace("fy 20", "fy20"))
    part, seen = "", Counter[str]()
    for row in range(top + 1, len(sheet.rows)):
        columns = range(column + 1, len(sheet.rows[row]))
        place = next((c for c in columns if wants_number(sheet.value(row, c))), -1)
        text = sheet.text(row, column)
        if place < 0 or not text:
            continue
        area = text.endswith("area of responsibility")
        part = part if area else slug(text)
        key = {"item": part, **({"office": slug(text.removesuffix("area of responsibility"))} if area else {})}
        seen[join_key(**key)] += 1
        if seen[join_key(**key)] > 1:
            key["occurrence"] = str(seen[join_key(**key)])
        value, cell, period = number_at(sheet, row, place), cell_name(row, place), f"FY{year}"
        if isinstance(value, Finding):
            yield value
        elif value is not None:
            name = "transgender"
            yield Reading(name, join_key(**key), period, value, Unit.PERSONS, name, sheet.name, cell)
