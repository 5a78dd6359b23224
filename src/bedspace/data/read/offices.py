"""The list of offices of the Deportation Data Project: which office is responsible for which states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from bedspace.data.findings import Finding, Severity
from bedspace.data.read.dating import DataDate, Published
from bedspace.data.read.grid import Sheet, Workbook, cell_name
from bedspace.data.read.readings import Detail
from bedspace.data.read.workbooks import Release
from bedspace.errors import InputRefused
from bedspace.figure import Figure, Origin, join_key
from bedspace.fiscal import fiscal_year
from bedspace.units import Unit

_NEEDED = ("office_name", "agency", "area")
_TOLD = ("office_name_short", "field_office_name", "city", "state", "area")


def offices_sheet(book: Workbook) -> Sheet | None:
    """The sheet with the headings of the list; None if there is none."""
    return next((sheet for sheet in book.sheets if set(_NEEDED) <= set(_headings(sheet))), None)


def _headings(sheet: Sheet) -> dict[str, int]:
    return {sheet.text(0, column): column for column in range(sheet.width) if sheet.text(0, column)}


def read_offices(book: Workbook, sheet: Sheet) -> Release:
    """The list as a release: the number of offices of each agency, and what is said of each.

    Raises
    ------
    InputRefused
        If the file does not say when it was made.
    """
    if book.modified is None:
        expected = "the document's modified property, which dates the list"
        raise InputRefused(Finding("date.missing", Severity.FAULT, book.file, "", "", expected, "none").as_fault())
    columns = _headings(sheet)
    rows = [row for row in range(1, len(sheet.rows)) if sheet.text(row, columns["office_name"])]
    figures = tuple(_counts(book, sheet, rows, columns["agency"], book.modified))
    details = tuple(detail for row in rows for detail in _details(sheet, row, columns))
    dates = {"adp": DataDate(book.modified, "document modified")}
    out = Published(book.modified, "document modified")
    return Release(book.file, book.sha256, fiscal_year(book.modified), out, dates, figures, (), details)


def _counts(book: Workbook, sheet: Sheet, rows: list[int], column: int, day: date) -> Iterator[Figure]:
    """Number of offices, in all and by agency; the cells are the whole column."""
    counts = Counter(sheet.text(row, column).upper() or "NONE" for row in rows)
    origin = Origin(book.file, sheet.name, f"{cell_name(rows[0], column)}:{cell_name(rows[-1], column)}")
    for key, number in {"": len(rows), **{join_key(agency=name): n for name, n in counts.items()}}.items():
        yield Figure("offices", key, day.isoformat(), float(number), Unit.OFFICES, day, day, origin)


def _details(sheet: Sheet, row: int, columns: dict[str, int]) -> Iterator[Detail]:
    name = str(sheet.value(row, columns["office_name"])).replace(";", ",").replace("=", "-")
    for heading in _TOLD:
        column = columns.get(heading, -1)
        value = sheet.value(row, column)
        if isinstance(value, str) and value.strip():
            yield Detail(heading, join_key(office=name), value.strip(), sheet.name, cell_name(row, column))
