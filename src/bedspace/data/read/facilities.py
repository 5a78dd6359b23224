"""The facility sheet: average population by class, stay, and guaranteed minimum of each place of detention.

The averages are of person-days since the first of October, so an average times the number of days is whole:
that number, not the line on top, says which day the table reaches. Where averages were rounded to whole
persons the line on top has to do.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from bedspace.data.findings import Finding, Severity
from bedspace.data.read.dating import LAG, DataDate, day_in
from bedspace.data.read.grid import PLACEHOLDERS, Sheet, as_day, cell_name, is_lost, is_number, plain
from bedspace.data.read.readings import NO_VALUE_FOUND, Detail, Item, Reading, found, lost_at, number_at, spelled_number
from bedspace.data.read.spelling import nearest
from bedspace.data.read.vocabulary import slug, year_named
from bedspace.figure import join_key
from bedspace.fiscal import fiscal_end, fiscal_start, fiscal_year
from bedspace.units import Unit

# heading -> (quantity, dimensions of the key)
MEASURES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "level a": ("facility_adp", {"level": "a"}),
    "level b": ("facility_adp", {"level": "b"}),
    "level c": ("facility_adp", {"level": "c"}),
    "level d": ("facility_adp", {"level": "d"}),
    "male crim": ("facility_adp", {"criminality": "criminal", "sex": "male"}),
    "male non-crim": ("facility_adp", {"criminality": "non_criminal", "sex": "male"}),
    "female crim": ("facility_adp", {"criminality": "criminal", "sex": "female"}),
    "female non-crim": ("facility_adp", {"criminality": "non_criminal", "sex": "female"}),
    "ice threat level 1": ("facility_adp", {"threat": "1"}),
    "ice threat level 2": ("facility_adp", {"threat": "2"}),
    "ice threat level 3": ("facility_adp", {"threat": "3"}),
    "no ice threat level": ("facility_adp", {"threat": "none"}),
    "mandatory": ("facility_adp", {"mandatory": "yes"}),
    "guaranteed minimum": ("guaranteed_minimum", {}),
}
_UNITS = {"facility_adp": Unit.PERSONS, "facility_alos": Unit.DAYS, "guaranteed_minimum": Unit.BEDS}
# columns that are measures, the key, or no matter of ours
_NO_DETAIL = frozenset({*MEASURES, "alos", "name", "city", "state", "aor", "address", "zip"})
_LEVELS = ("level a", "level b", "level c", "level d")
_WHOLE = 2e-6  # how far an average times the days may be from whole, per day


@dataclass(frozen=True)
class FacilityTable:
    """Where the table stands on its sheet.

    Attributes
    ----------
    heading : int
        Row of the column headings.
    columns : dict
        Column of each plain heading.
    rows : tuple of int
        Rows that name a facility.
    year : int
        Fiscal year that the sheet names.
    """

    heading: int
    columns: Mapping[str, int]
    rows: tuple[int, ...]
    year: int


def is_facilities(sheet: Sheet) -> bool:
    """True if the sheet has the headings of the facility table."""
    return _heading(sheet) >= 0


def _heading(sheet: Sheet) -> int:
    for row in range(min(40, len(sheet.rows))):
        texts = {_column(sheet.text(row, column)) for column in range(len(sheet.rows[row]))}
        if "name" in texts and texts & set(_LEVELS):
            return row
    return -1


def locate(sheet: Sheet, release_year: int = 0) -> FacilityTable:
    """Find the heading row, the columns, the facilities and the fiscal year of the sheet.

    Parameters
    ----------
    release_year : int
        Fiscal year of the national tables: it decides where the sheet names several and this is one of them.
    """
    heading = _heading(sheet)
    columns: dict[str, int] = {}
    for column in range(len(sheet.rows[heading])):
        columns.setdefault(_column(sheet.text(heading, column)), column)
    columns.pop("", None)
    columns = {_near_column(name, columns): column for name, column in columns.items()}
    rows = tuple(row for row in range(heading + 1, len(sheet.rows)) if _names_facility(sheet, row, columns))
    named = years_named(sheet, heading)
    most = max(named, key=lambda year: (named[year], year), default=0)
    table = FacilityTable(heading, columns, rows, most)
    if release_year in named:
        return replace(table, year=release_year)
    return replace(table, year=_year_by_days(sheet, table, named)) if len(named) > 1 else table


def _year_by_days(sheet: Sheet, table: FacilityTable, named: Counter[int]) -> int:
    """Of several years named, the one in which the days averaged end soonest before the day of the line on top."""
    days, line = days_averaged(averages(sheet, table)), _day_on_top(sheet, table.heading)
    ends = {year: fiscal_start(year) + timedelta(days=days - 1) for year in named}
    before = [year for year, end in ends.items() if line and end <= line]
    return max(before) if days and before else table.year


def _made_after_year_end(sheet: Sheet, table: FacilityTable) -> bool:
    """True for a table of a whole year, which is made in the first weeks of the next."""
    line, end = _day_on_top(sheet, table.heading), fiscal_end(table.year)
    return line is not None and end < line <= end + timedelta(days=LAG)


def _day_on_top(sheet: Sheet, heading: int) -> date | None:
    """Day that the line over the table names."""
    texts = (sheet.text(row, column) for row in range(heading + 1) for column in range(len(sheet.rows[row])))
    return next((day for text in texts if "iids" in text and (day := day_in(text))), None)


def years_named(sheet: Sheet, heading: int) -> Counter[int]:
    """Fiscal years that the title, the headings and the line on top name, and how often."""
    texts = [sheet.text(row, column) for row in range(heading + 1) for column in range(len(sheet.rows[row]))]
    lines = [fiscal_year(day) for text in texts if "iids" in text and (day := day_in(text))]
    return Counter([*lines, *(year for text in texts if (year := year_named(text)))])


_ALIASES = {
    "facility name": "name",
    "facility": "name",
    "area of responsibility": "aor",
    "average length of stay": "alos",
}


@lru_cache(maxsize=1024)
def _column(text: str) -> str:
    """Heading without the fiscal year and footnote marks."""
    text = re.sub(r"^(eo)?fy ?\d{2,4}( ytd)? ", "", text)
    text = re.sub(r"[*†\d]+$", "", text) if not text.startswith("ice threat") else text
    return _ALIASES.get(text.strip(), text.strip())


_NAMES = frozenset({*MEASURES, *_ALIASES, *_ALIASES.values(), "city", "state"})


def _near_column(name: str, columns: Mapping[str, int]) -> str:
    """The known heading that an unknown one misses by a letter, if no other column has it."""
    near = "" if name in _NAMES else nearest(name, _NAMES)
    near = _ALIASES.get(near, near)
    return near if near and near not in columns else name


def _misspelt(sheet: Sheet, table: FacilityTable) -> Iterator[Finding]:
    for name, column in table.columns.items():
        printed = _column(sheet.text(table.heading, column))
        if printed != name:
            cell, note = cell_name(table.heading, column), "one letter off; read as the known label"
            yield found("label.spelling", Severity.WRONG, sheet, cell, repr(name), repr(printed), note)


def _names_facility(sheet: Sheet, row: int, columns: Mapping[str, int]) -> bool:
    """True for rows with a name and a place; notes under the table have only a text."""
    places = [sheet.text(row, columns[name]) for name in ("city", "state", "aor") if name in columns]
    name = sheet.text(row, columns["name"])
    return name not in ("", "name") and any(places)  # some releases print the headings twice


def read_facilities(sheet: Sheet, release_year: int = 0) -> Iterator[Item]:
    """Averages, stays and guaranteed minimums of every facility."""
    table = locate(sheet, release_year)
    absent = set(_LEVELS) - set(table.columns)
    if absent or not table.year:
        expected = f"the columns {', '.join(sorted(absent))}" if absent else "a fiscal year in the headings"
        yield found("table.heading", Severity.FAULT, sheet, cell_name(table.heading, 0), expected, "none")
        return
    named = years_named(sheet, table.heading)
    if len(named) > 1 and not _made_after_year_end(sheet, table):
        years = " and ".join(f"FY{year}" for year in sorted(named))
        note = "the national tables decide, or else the days averaged"
        yield found("facility.year", Severity.WRONG, sheet, "", f"FY{table.year} throughout", years, note)
    for name in (*MEASURES, "alos", "aor", "city", "state"):
        if name not in table.columns:
            yield found(
                "facility.column", Severity.GAP, sheet, cell_name(table.heading, 0), f"the column '{name}'", "none"
            )
    yield from _misspelt(sheet, table)
    seen: Counter[str] = Counter()
    for row in table.rows:
        place = _place(sheet, row, table.columns)
        seen[join_key(**place)] += 1
        if (times := seen[join_key(**place)]) > 1:
            cell = cell_name(row, table.columns["name"])
            yield found("facility.repeated", Severity.TRAP, sheet, cell, "once", f"{times} times", place["facility"])
            place["occurrence"] = str(times)
        yield from _row(sheet, row, table, place)
        yield from _details(sheet, row, table, place)


def _details(sheet: Sheet, row: int, table: FacilityTable, place: dict[str, str]) -> Iterator[Detail | Finding]:
    """What the sheet says of a facility in words and dates, address apart."""
    key = join_key(**place)
    for heading, column in table.columns.items():
        if heading in _NO_DETAIL:
            continue
        value = sheet.value(row, column)
        day = as_day(value)
        text = day.isoformat() if day else str(value).strip() if isinstance(value, str) else ""
        if is_lost(value):
            yield lost_at(sheet, row, column, "a word or a day")
        elif text and plain(text) not in PLACEHOLDERS:
            yield Detail(slug(heading), key, text, sheet.name, cell_name(row, column))


def _place(sheet: Sheet, row: int, columns: Mapping[str, int]) -> dict[str, str]:
    """Key dimensions of a facility, in the publisher's spelling."""
    names = {"facility": "name", "city": "city", "state": "state", "area": "aor"}
    texts = {key: sheet.text(row, columns[name]).upper() for key, name in names.items() if name in columns}
    return {key: text.replace(";", ",").replace("=", "-") for key, text in texts.items() if text}


def _row(sheet: Sheet, row: int, table: FacilityTable, place: dict[str, str]) -> Iterator[Item]:
    measures = {name: table.columns[name] for name in (*MEASURES, "alos") if name in table.columns}
    for name, column in measures.items():
        quantity, dimensions = MEASURES.get(name, ("facility_alos", {}))
        yield from _cell(sheet, row, column, table, quantity, {**place, **dimensions})
    yield from _total(sheet, row, table, place)


def _cell(
    sheet: Sheet, row: int, column: int, table: FacilityTable, quantity: str, key: dict[str, str]
) -> Iterator[Item]:
    value = number_at(sheet, row, column, strict=False)
    if isinstance(value, Finding):
        spelled = None if "%" in sheet.text(row, column) else spelled_number(sheet, row, column)
        if spelled is None and (quantity == "facility_adp" or value.kind == NO_VALUE_FOUND):
            yield value
        value = spelled
    if value is not None:
        cell = cell_name(row, column)
        period = f"FY{table.year}"
        yield Reading(quantity, join_key(**key), period, value, _UNITS[quantity], "facilities", sheet.name, cell)


def _total(sheet: Sheet, row: int, table: FacilityTable, place: dict[str, str]) -> Iterator[Item]:
    """Average population of the facility: the sum of its classification levels, which is not printed."""
    columns = [table.columns[name] for name in _LEVELS]
    values = [value for column in columns if is_number(value := sheet.value(row, column))]
    cell = f"{cell_name(row, min(columns))}:{cell_name(row, max(columns))}"
    lost = next((value for column in columns if is_lost(value := sheet.value(row, column))), "")
    if values and not lost:
        total = math.fsum(values)
        yield Reading(
            "facility_adp",
            join_key(**place),
            f"FY{table.year}",
            total,
            Unit.PERSONS,
            "facilities",
            sheet.name,
            cell,
        )
    else:
        text = str(lost or sheet.value(row, columns[0])).strip() or "blank"
        yield found(
            "facility.blank",
            Severity.TRAP,
            sheet,
            cell_name(row, columns[0]),
            "number",
            text,
            place["facility"],
        )


def facilities_date(sheet: Sheet, release_year: int = 0) -> DataDate | None:
    """Day that the facility table reaches: by arithmetic where possible, by the line on top otherwise."""
    table = locate(sheet, release_year)
    if (days := days_averaged(averages(sheet, table))) and table.year:
        return DataDate(
            fiscal_start(table.year) + timedelta(days=days - 1), "averages times days are whole", sheet.name
        )
    for row in range(table.heading + 1):
        for column in range(len(sheet.rows[row])):
            text = sheet.text(row, column)
            if "iids" in text and (day := day_in(text)):
                return DataDate(day, "line on top of the table", sheet.name, cell_name(row, column))
    return None


def averages(sheet: Sheet, table: FacilityTable) -> list[float]:
    """All positive averages of the table that have decimals."""
    columns = [table.columns[name] for name in MEASURES if name in table.columns and name != "guaranteed minimum"]
    values = (sheet.value(row, column) for row in table.rows for column in columns)
    return [float(value) for value in values if is_number(value) and value > 0]


def days_averaged(values: Sequence[float]) -> int:
    """Number of days over which averages were taken: the least that makes four fifths of them whole.

    Nought if the averages were rounded, or if no number of days fits.

    >>> days_averaged([1 / 97, 50 / 97, 13 / 97])
    97
    """
    array = np.asarray(values)
    if array.size == 0 or (array == np.round(array)).mean() > 0.5:
        return 0
    for days in range(1, 367):
        if whole(array, days).mean() > 0.8:
            return days
    return 0


def whole(values: np.ndarray, days: int) -> np.ndarray:
    """Which averages are whole when multiplied by a number of days."""
    product = values * days
    result: np.ndarray = np.abs(product - np.round(product)) < _WHOLE * days
    return result
