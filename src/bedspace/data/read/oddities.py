"""What is odd with the sheets of a file whatever their tables: no numbers, days ahead, twice, unread."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from math import isfinite
from typing import Any

from bedspace.data.findings import Finding, Severity
from bedspace.data.read.dating import us_day
from bedspace.data.read.grid import NO_FIGURE, Sheet, Workbook, as_day, cell_name, column_of, is_number, row_of
from bedspace.data.read.readings import NO_VALUE_FOUND, Item, found, lost_at

AHEAD = 31  # days after publication from which a printed day is a slip, not a plan
_FEW_TEXTS = 3
_FEW_ROWS = 10
_DAY = re.compile(r"(?:as of|through|thru|updated)\s+(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?!\d)")


def not_finite(book: Workbook) -> Iterator[Finding]:
    """Numbers too large to be any."""
    for sheet in book.sheets:
        for row, column, value in _cells(sheet):
            if value.__class__ is float and not isfinite(value):
                where, remedy = (sheet.name, cell_name(row, column)), "Correct the cell or fetch the file again"
                yield Finding("number.infinite", Severity.FAULT, book.file, *where, "a number", str(value), remedy)


def _cells(sheet: Sheet) -> Iterator[tuple[int, int, Any]]:
    """Row, column and content of the cells that hold no text."""
    for row, values in enumerate(sheet.rows):
        for column, value in enumerate(values):
            if value.__class__ is not str:
                yield row, column, value


def without_numbers(book: Workbook) -> Iterator[Finding]:
    """Visible sheets of hardly more than a sentence, as stand in for a table that is to come."""
    for sheet in book.sheets:
        texts = [text for _, _, text in sheet.texts]
        numbers = any(is_number(value) for row in sheet.rows for value in row)
        if sheet.visible and 0 < len(texts) <= _FEW_TEXTS and not numbers:
            yield Finding("sheet.sentence", Severity.GAP, book.file, sheet.name, "", "a table", repr(texts[0][:80]))


def days_ahead(book: Workbook, published: date) -> Iterator[Finding]:
    """Days printed that lie long after publication."""
    limit = published + timedelta(days=AHEAD)
    for sheet in book.sheets:
        printed = [(row, column, day) for row, column, value in _cells(sheet) if (day := as_day(value))]
        for row, column, text in sheet.texts:
            days = (us_day(*match.groups()) for match in _DAY.finditer(text) if "/" in text)
            printed += [(row, column, day) for day in days if day]
        for row, column, day in printed:
            if day > limit:
                where, note = (sheet.name, cell_name(row, column)), f"published on {published}"
                yield Finding("date.ahead", Severity.WRONG, book.file, *where, f"by {limit}", str(day), note)


def left_over(sheet: Sheet, read: Iterable[str]) -> Iterator[Finding]:
    """Numbers of a sheet that no figure and no finding names: noughts, years, days and postal codes apart.

    Parameters
    ----------
    read : iterable of str
        Cells that the reader of the sheet has named.
    """
    named = {cell for cells in read for cell in cells.split(",")}
    codes = {column for _, column, text in sheet.texts if text == "zip" or text.endswith(" date")}
    missed = [
        cell
        for row, values in enumerate(sheet.rows)
        for column, value in enumerate(values)
        if value and is_number(value) and column not in codes and not 2015 <= value <= 2100
        if (cell := cell_name(row, column)) not in named
    ]
    if missed:
        what, note = f"{len(missed)} numbers", "no label says what they are; not read"
        yield found("cells.unread", Severity.GAP, sheet, ",".join(missed), "a known label or title", what, note)


def lost(sheet: Sheet, items: Sequence[Item]) -> Iterator[Finding]:
    """Cells without a value that no finding names.

    Above or left of a figure they are a fault: they may be its label, its month or its title.
    """
    places = [(row, column) for row, column, text in sheet.texts if text in NO_FIGURE]
    findings = [item for item in items if isinstance(item, Finding)]
    of_cells = (f for f in findings if f.kind == NO_VALUE_FOUND or f.severity is Severity.FAULT)
    named = {cell for finding in of_cells for cell in finding.cell.split(",")}
    if not (unnamed := [place for place in places if cell_name(*place) not in named]):
        return
    read = [item.cell.split(":")[-1] for item in items if not isinstance(item, Finding)]
    bottom, right = max(map(row_of, read), default=-1), max(map(column_of, read), default=-1)
    for row, column in unnamed:
        missing = lost_at(sheet, row, column, "a label, a heading or a number")
        inside = row <= bottom and column <= right
        note = "Correct the cell or fetch the file again"
        yield replace(missing, severity=Severity.FAULT, note=note) if inside else missing


def almost_twice(book: Workbook) -> Iterator[Finding]:
    """Two sheets that have the same rows, or all but two of them, in the same or another order."""
    filled = [(sheet, _filled_rows(sheet)) for sheet in book.sheets]
    for (one, first), (other, second) in combinations(filled, 2):
        if len(first) < _FEW_ROWS or sum((Counter(first) - Counter(second)).values()) > 2 or len(first) != len(second):
            continue
        moved = next((n for n, rows in enumerate(zip(first, second, strict=True)) if rows[0] != rows[1]), None)
        where = f"A{1 + other.rows.index(second[moved])}" if moved is not None else ""
        like = f"those of '{one.name.strip()}'{', but for a few rows or their order' if where else ''}"
        yield Finding("sheet.alike", Severity.WRONG, book.file, other.name, where, "rows of its own", like)


def _filled_rows(sheet: Sheet) -> list[tuple[Any, ...]]:
    return [row for row in sheet.rows if any(value not in ("", None) for value in row)]
