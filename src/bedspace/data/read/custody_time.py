"""The ICLOS sheet: how long the people in custody have been there, by fear screening, every half month.

Counts in four bands of days and the mean stay, for adults and families, screened with and without a positive
fear determination. "mid" is the fifteenth, "end" the last day of a month.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from bedspace.data.findings import Finding, Severity
from bedspace.data.read.dating import is_footnotes
from bedspace.data.read.grid import Sheet, as_day, cell_name, is_lost, is_number, wants_number
from bedspace.data.read.readings import Item, Reading, found, number_at, spelled_number
from bedspace.data.read.spelling import mended
from bedspace.data.read.vocabulary import label, month_number
from bedspace.figure import join_key
from bedspace.fiscal import month_days
from bedspace.units import Unit

# the days that a label names -> the band: words around them were changed and misspelt
_BANDS = {
    ("0", "180"): "0_180",
    ("181", "365"): "181_365",
    ("366", "730"): "366_730",
    ("730",): "over_730",
    ("731",): "over_730",
}
_WORDS = frozenset({"adult", "family", "total", "positive", "determination", "claim"})


@dataclass(frozen=True)
class _Column:
    column: int
    day: date


def is_custody_time(sheet: Sheet) -> bool:
    """True if the sheet is titled as the in-custody length of stay; the footnotes name it as well."""
    return _title(sheet) is not None and not is_footnotes(sheet)


def _title(sheet: Sheet) -> tuple[int, int] | None:
    """Row and column of the title; the labels stand in its column."""
    for row in range(min(40, len(sheet.rows))):
        for column in range(min(12, len(sheet.rows[row]))):
            if "in custody length of stay" in sheet.text(row, column):
                return row, column
    return None


def read_custody_time(sheet: Sheet) -> Iterator[Item]:
    """Counts by band (``time_in_custody``) and mean days in custody (``in_custody_stay``)."""
    title = _title(sheet)
    if title is None:
        return
    headings = [row for row in range(len(sheet.rows)) if _halves(sheet, row) >= 2]
    if not headings:
        yield _without_headings(sheet)
    for place, heading in enumerate(headings):
        below = headings[place + 1 : place + 2]
        bottom = min(_tops(sheet, below[0])) if below else len(sheet.rows)
        columns = list(_half_months(sheet, heading))
        if not columns:
            cell = cell_name(heading, title[1])
            yield found("sheet.year", Severity.FAULT, sheet, cell, "years and months over the halves", "none")
        yield from _blank_years(sheet, heading)
        yield from _read(sheet, range(heading + 1, bottom), title[1], columns)


def _without_headings(sheet: Sheet) -> Finding:
    """An empty sheet is a gap; numbers without headings are a fault."""
    numbers = any(is_number(value) for row in sheet.rows for value in row)
    if numbers:
        return found("table.heading", Severity.FAULT, sheet, "", "half-month headings (mid, end)", "none")
    return found("iclos.empty", Severity.GAP, sheet, "", "time in custody by band", "an empty sheet")


def _halves(sheet: Sheet, row: int) -> int:
    return sum(_half(sheet, row, column) != "" for column in range(len(sheet.rows[row])))


def _half(sheet: Sheet, row: int, column: int) -> str:
    """Which half of a month a heading names: ``mid``, ``end`` or none."""
    named = re.fullmatch(r"(mid|end)([- ]?(of )?month)?", sheet.text(row, column))
    return named[1] if named else ""


def _half_months(sheet: Sheet, heading: int) -> Iterator[_Column]:
    """Columns with their day. A year stands over its first month only, and the last year may have none."""
    width = range(len(sheet.rows[heading]))
    years, months = _tops(sheet, heading)
    year = month = 0
    for column in width:
        half = _half(sheet, heading, column)
        printed = _year(sheet, years, column)
        named = month_number(sheet.text(months, column))
        if year and named and named < month and not printed:
            year += 1
        year, month = printed or year, named or month
        if half in ("mid", "end") and year and month:
            yield _Column(column, date(year, month, 15 if half == "mid" else month_days(year, month)))


def _blank_years(sheet: Sheet, heading: int) -> Iterator[Finding]:
    """Months that begin a year without a year over them."""
    years, months = _tops(sheet, heading)
    year = month = 0
    for column in range(len(sheet.rows[heading])):
        printed, named = _year(sheet, years, column), month_number(sheet.text(months, column))
        if year and named and named < month and not printed:
            year, note = year + 1, "the order of the months tells the year"
            yield found("iclos.year", Severity.TRAP, sheet, cell_name(years, column), str(year), "blank", note)
        year, month = printed or year, named or month


def _tops(sheet: Sheet, heading: int) -> tuple[int, int]:
    """Rows of the years and of the months over a row of half-months."""
    width = range(len(sheet.rows[heading]))
    years = _above(heading, lambda row: any(_year(sheet, row, column) for column in width))
    months = _above(heading, lambda row: any(month_number(sheet.text(row, column)) for column in width))
    return years, months


def _above(heading: int, fits: Callable[[int], bool]) -> int:
    """Nearest row over the headings that fits; -1 if none of the nine next does."""
    return next((row for row in range(heading - 1, max(heading - 10, -1), -1) if fits(row)), -1)


def _year(sheet: Sheet, row: int, column: int) -> int:
    value = sheet.value(row, column)
    if day := as_day(value):
        return day.year
    if is_number(value) and 2015 <= value <= 2100:
        return int(value)
    found_year = re.fullmatch(r"(?:cy ?|fy ?)?(20\d\d)", sheet.text(row, column))
    return int(found_year[1]) if found_year else 0


def _read(sheet: Sheet, span: range, labels: int, columns: list[_Column]) -> Iterator[Item]:
    rows = list(_rows(sheet, span, labels, columns))
    yield from (row for row in rows if isinstance(row, Finding))
    known = [row for row in rows if not isinstance(row, Finding)]
    banded = any(band for _, _, band in known)
    empty = [c for c in columns if not any(_counts(sheet, row, c.column) for row, _, _ in known)]
    if empty and banded:
        days = f"{len(empty)} half-months {empty[0].day} to {empty[-1].day}"
        note = "filled with nought: not reported"
        yield found("iclos.zero", Severity.TRAP, sheet, "", "values", days, note)
    for row, group, band in known:
        for column in columns:
            if column not in empty or is_lost(sheet.value(row, column.column)):
                yield from _cell(sheet, row, column, group, band, banded)


def _rows(sheet: Sheet, span: range, labels: int, columns: list[_Column]) -> Iterator[tuple[int, str, str] | Finding]:
    """Rows of numbers as (row, group, band): a group's label stands over its bands."""
    group = above = ""
    for row in span:
        text = label(sheet.text(row, labels))
        filled = any(wants_number(sheet.value(row, column.column)) for column in columns)
        band = _band(text)
        if text and not band and not _group(text) and (right := mended(text, _WORDS)) != text:
            cell, note = cell_name(row, labels), "one letter off; read as the known label"
            yield found("label.spelling", Severity.WRONG, sheet, cell, repr(right), repr(text), note)
            text = right
        if not filled:
            group = _group(text) or group
        elif band:
            yield row, group, band
        elif text == "total" and group and above:
            yield row, group, ""
        elif own := _group(text):
            yield row, own, ""
        else:
            cell = cell_name(row, labels)
            yield found("label.unknown", Severity.FAULT, sheet, cell, "a group or band of days", repr(text))
        above = band if filled else above


def _band(text: str) -> str:
    return _BANDS.get(tuple(re.findall(r"\d+", text)), "")


def _group(text: str) -> str:
    """Key value of a group of people; labels were reworded several times.

    >>> _group("adult facility aliens"), _group("family units with a positive fear determination")
    ('adult', 'family_fear')
    """
    if text == "total":
        return "total"
    family = re.search(r"\b(fsc|frc|family)\b", text)
    if re.search(r"fear (claim|determination)|positive fear|postive fear", text):
        return "family_fear" if family else "adult_fear"
    return "family" if family else "adult" if "adult" in text else ""


def _counts(sheet: Sheet, row: int, column: int) -> bool:
    value = sheet.value(row, column)
    return bool(value) and is_number(value)


def _cell(sheet: Sheet, row: int, column: _Column, group: str, band: str, banded: bool) -> Iterator[Item]:
    value = number_at(sheet, row, column.column)
    if isinstance(value, Finding):
        spelled = spelled_number(sheet, row, column.column)
        if spelled is None:
            yield value
        value = spelled
    if value is None:
        return
    dimensions = {name: text for name, text in (("group", group), ("band", band)) if text and text != "total"}
    quantity, unit = ("time_in_custody", Unit.PERSONS) if banded else ("in_custody_stay", Unit.DAYS)
    cell, period = cell_name(row, column.column), column.day.isoformat()
    yield Reading(quantity, join_key(**dimensions), period, value, unit, "iclos", sheet.name, cell)
