"""The sheets on segregation: placements by facility and month, and of vulnerable people by reason and quarter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bedspace.data.findings import Finding, Severity
from bedspace.data.read.grid import Sheet, as_day, cell_name, plain, wants_number
from bedspace.data.read.readings import Item, Reading, found, number_at
from bedspace.data.read.vocabulary import month_number, slug
from bedspace.figure import join_key
from bedspace.units import Unit

_MONTH = re.compile(r"([a-z]+) (20\d\d)\b")
_QUARTER = re.compile(r"(?:fiscal year \(fy\)|fy) ?(20\d\d),? (?:quarter|q) ?(\d)")
_COLUMNS = (
    ("vulnerable_placements", "number of placements", Unit.NUMBER),
    ("vulnerable_consecutive_days", "average number of consecutive", Unit.DAYS),
    ("vulnerable_cumulative_days", "average number of cumulative", Unit.DAYS),
)


def is_segregation(sheet: Sheet) -> bool:
    """True if the sheet lists placement counts by facility."""
    return any(text == "placement count" for _, _, text in sheet.texts)


def _is_placements(sheet: Sheet, row: int) -> bool:
    texts = {sheet.text(row, column) for column in range(len(sheet.rows[row]))}
    return "facilities" in texts and "placement count" in texts


@dataclass(frozen=True)
class _Table:
    """An open table of placements: its month, how often that month was met, and its two columns."""

    period: str
    times: int
    labels: int
    values: int


def read_segregation(sheet: Sheet) -> Iterator[Item]:
    """Placements of each facility and month; a month's name stands over its table.

    Where a month stands over two tables, the second is kept as another occurrence. A table without headings
    has those of the one before.
    """
    table = _Table("", 0, -1, -1)
    months: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for row in range(len(sheet.rows)):
        if period := _month(sheet, row):
            months[period] += 1
            seen = Counter()
            table = replace(table, period=period, times=months[period])
            if table.times > 1:
                note = "both tables are kept, as two occurrences"
                cell = f"A{row + 1}"
                yield found("segregation.month", Severity.WRONG, sheet, cell, "a month of its own", period, note)
        elif _is_placements(sheet, row):
            texts = [sheet.text(row, column) for column in range(len(sheet.rows[row]))]
            table = replace(table, labels=texts.index("facilities"), values=texts.index("placement count"))
        elif table.period and table.labels >= 0:
            yield from _placement(sheet, row, table, seen)


def _month(sheet: Sheet, row: int) -> str:
    """Month that a row without numbers names at its start."""
    value = next((cell for cell in sheet.rows[row] if cell not in ("", None)), "")
    if day := as_day(value):
        return f"{day:%Y-%m}"
    named = _MONTH.match(plain(value))
    number = month_number(named[1]) if named else 0
    return f"{named[2]}-{number:02d}" if named and number else ""


def _placement(sheet: Sheet, row: int, table: _Table, seen: Counter[str]) -> Iterator[Reading | Finding]:
    if not wants_number(sheet.value(row, table.values)) or not sheet.text(row, table.labels):
        return
    name = sheet.text(row, table.labels).upper().replace(";", ",").replace("=", "-")
    key = {} if name in ("GRAND TOTAL", "TOTAL") else {"facility": name}
    if table.times > 1:
        key["occurrence"] = str(table.times)
    seen[name] += 1
    if seen[name] > 1:
        key["row"] = str(seen[name])
    value = number_at(sheet, row, table.values)
    if isinstance(value, Finding):
        yield value
    elif value is not None:
        cell, quantity, unit = cell_name(row, table.values), "segregation_placements", Unit.NUMBER
        yield Reading(quantity, join_key(**key), table.period, value, unit, "segregation", sheet.name, cell)


def is_vulnerable(sheet: Sheet) -> bool:
    """True if the sheet lists placements of vulnerable people by quarter."""
    return any(_QUARTER.match(text) for _, _, text in sheet.texts)


def _quarter(sheet: Sheet, row: int) -> re.Match[str] | None:
    texts = (sheet.text(row, column) for column in range(len(sheet.rows[row])))
    return next((match for text in texts if (match := _QUARTER.match(text))), None)


def read_vulnerable(sheet: Sheet) -> Iterator[Item]:
    """Placements and their days by reason and quarter."""
    key: dict[str, str] = {}
    period = ""
    columns: dict[int, tuple[str, Unit]] = {}
    quarters: Counter[tuple[str, ...]] = Counter()
    for row in range(len(sheet.rows)):
        if started := _quarter(sheet, row):
            key, period, columns = {"quarter": started[2]}, f"FY{started[1]}", {}
            quarters[started.groups()] += 1
            if (times := quarters[started.groups()]) > 1:
                key["occurrence"] = str(times)
                note = "both tables are kept, as two occurrences"
                what = f"{period} quarter {started[2]}"
                yield found(
                    "vulnerable.quarter", Severity.WRONG, sheet, f"A{row + 1}", "a quarter of its own", what, note
                )
        elif key and not columns:
            columns = _headings(sheet, row)
        elif key:
            yield from _reasons(sheet, row, key, period, columns)


def _headings(sheet: Sheet, row: int) -> dict[int, tuple[str, Unit]]:
    return {
        column: (quantity, unit)
        for column in range(len(sheet.rows[row]))
        for quantity, start, unit in _COLUMNS
        if sheet.text(row, column).startswith(start)
    }


def _reasons(
    sheet: Sheet, row: int, table: dict[str, str], period: str, columns: dict[int, tuple[str, Unit]]
) -> Iterator[Item]:
    text = next((sheet.text(row, column) for column in range(min(columns)) if sheet.text(row, column)), "")
    if not text or not any(wants_number(sheet.value(row, column)) for column in columns):
        return
    key = dict(table)
    if text not in ("grand total", "total"):
        key["reason"] = slug(text)
    for column, (quantity, unit) in columns.items():
        value = number_at(sheet, row, column, strict=False)
        if isinstance(value, Finding):
            yield value
        elif value is not None:
            cell = cell_name(row, column)
            yield Reading(quantity, join_key(**key), period, value, unit, "vulnerable", sheet.name, cell)
