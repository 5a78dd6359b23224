"""The sheet of monthly bond statistics: exits, exits with a bond posted, amounts, and stays before them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bedspace.data.findings import Finding, Severity
from bedspace.data.read.grid import Sheet, as_day, cell_name, is_number
from bedspace.data.read.readings import Item, Reading, found, number_at
from bedspace.units import Unit


def is_bonds(sheet: Sheet) -> bool:
    """True if the sheet is titled as the bond statistics and has a row of months."""
    top = " ".join(sheet.text(row, column) for row in range(min(20, len(sheet.rows))) for column in range(6))
    return "bonded out" in top and _months(sheet)[0] >= 0


def _months(sheet: Sheet) -> tuple[int, dict[int, date]]:
    """Row of the months and the month of each column."""
    for row in range(min(40, len(sheet.rows))):
        days = {column: day for column, cell in enumerate(sheet.rows[row]) if (day := as_day(cell))}
        if len(days) >= 3:
            return row, days
    return -1, {}


def read_bonds(sheet: Sheet) -> Iterator[Item]:
    """Five measures a month; months filled with nought are not figures."""
    heading, months = _months(sheet)
    rows = [(row, measure) for row in range(heading + 1, len(sheet.rows)) if (measure := _measure(sheet, row, months))]
    empty = {c for c in months if not any(_counts(sheet, row, c) for row, _ in rows)}
    if empty:
        days = f"{len(empty)} months {min(months[c] for c in empty):%Y-%m} to {max(months[c] for c in empty):%Y-%m}"
        yield found("bonds.zero", Severity.TRAP, sheet, "", "values", days, "filled with nought: not reported")
    for row, (quantity, unit) in rows:
        for column, day in months.items():
            value = number_at(sheet, row, column, strict=False)
            if isinstance(value, Finding):
                yield value
            elif value is not None and column not in empty:
                cell = cell_name(row, column)
                yield Reading(quantity, "", f"{day:%Y-%m}", value, unit, "bonds", sheet.name, cell)


def _measure(sheet: Sheet, row: int, months: dict[int, date]) -> tuple[str, Unit] | None:
    """What a row measures, by the words of its label."""
    text = next((sheet.text(row, column) for column in range(min(months)) if sheet.text(row, column)), "")
    if "average bond" in text:
        return "bond_amount", Unit.USD
    if "alos" in text or "length of stay" in text:
        return "bond_alos", Unit.DAYS
    if "%" in text:
        return "bonds_posted_share", Unit.SHARE
    if "bond posted" in text:
        return "bonds_posted", Unit.PERSONS
    return ("bond_exits", Unit.PERSONS) if text.startswith("total") else None


def _counts(sheet: Sheet, row: int, column: int) -> bool:
    value = sheet.value(row, column)
    return bool(value) and is_number(value)
