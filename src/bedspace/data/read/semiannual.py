"""The semiannual sheet: arrests, book-ins and removals of soldiers, citizens, parents and protected nationals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bedspace.data.findings import Finding
from bedspace.data.read.grid import Sheet, cell_name, wants_number
from bedspace.data.read.readings import Item, Reading, number_at
from bedspace.data.read.vocabulary import slug, year_named
from bedspace.figure import join_key
from bedspace.units import Unit

_TITLE = re.compile(r"(?P<group>.+?) (?P<what>arrests|book-?ins|bookings|removals)\b.*fy ?20\d\d")
_GROUPS: Mapping[str, str] = {
    "armed forces": "armed_forces",
    "parents": "parents_of_us_citizens",
    "temporary protected": "temporary_protected_status",
    "united states citizen": "us_citizens",
}
_UNITS = {"arrests": Unit.ARRESTS, "book_ins": Unit.PERSONS, "removals": Unit.PERSONS}


@dataclass(frozen=True)
class _Heading:
    """What the open table is about: its measure, its group, and where its labels and years stand."""

    what: str
    group: str
    labels: int
    years: Mapping[int, int]


def is_semiannual(sheet: Sheet) -> bool:
    """True if the sheet has several tables of the kind."""
    return sum(_title(text) is not None for _, _, text in sheet.texts) >= 3


def _titled(sheet: Sheet, row: int) -> tuple[re.Match[str], str] | None:
    texts = (sheet.text(row, column) for column in range(len(sheet.rows[row])))
    return next((title for text in texts if (title := _title(text))), None)


def _title(text: str) -> tuple[re.Match[str], str] | None:
    """Measure and group that a title names."""
    group = next((name for words, name in _GROUPS.items() if words in text), "")
    found = _TITLE.match(text) if group and len(text) < 160 else None
    return (found, group) if found else None


def read_semiannual(sheet: Sheet) -> Iterator[Item]:
    """Counts by group and fiscal year; those of protected nationals by country."""
    open_title: tuple[str, str] | None = None
    heading: _Heading | None = None
    for row in range(len(sheet.rows)):
        if titled := _titled(sheet, row):
            what = titled[0]["what"].replace("-", "")
            open_title = ("book_ins" if what.startswith("book") else what, titled[1])
            heading = None
        elif open_title and heading is None:
            heading = _heading(sheet, row, *open_title)
        elif heading:
            yield from _row(sheet, row, heading)


def _heading(sheet: Sheet, row: int, what: str, group: str) -> _Heading | None:
    for column in range(len(sheet.rows[row])):
        if sheet.text(row, column) in ("fiscal year", "citizenship country", "country of citizenship", "country"):
            after = range(column + 1, len(sheet.rows[row]))
            return _Heading(
                what, group, column, {c: year_named(sheet.text(row, c)) for c in after if sheet.text(row, c)}
            )
    return None


def _row(sheet: Sheet, row: int, heading: _Heading) -> Iterator[Item]:
    text = sheet.text(row, heading.labels)
    if not text or not any(wants_number(sheet.value(row, column)) for column in heading.years):
        return
    key = {"group": heading.group}
    own_year = year_named(text)
    if not own_year and text != "total":
        key["country"] = slug(text)
    for column, year in heading.years.items():
        value = number_at(sheet, row, column, strict=False)
        if isinstance(value, Finding):
            yield value
        elif value is not None and (own_year or year):
            quantity, period = f"semiannual_{heading.what}", f"FY{own_year or year}"
            cell, unit = cell_name(row, column), _UNITS[heading.what]
            yield Reading(quantity, join_key(**key), period, value, unit, "semiannual", sheet.name, cell)
