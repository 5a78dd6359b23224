"""Numbers read from a sheet before they are dated: what, for whom, when, and in which cell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bedspace.data.findings import Finding, Severity
from bedspace.data.read.grid import PLACEHOLDERS, Sheet, cell_name, is_lost, is_number, numeral, plain
from bedspace.units import Unit

NO_VALUE_FOUND = "cell.no_value"
SNAPSHOT = "snapshot"  # period of a reading that is dated by its footnote


@dataclass(frozen=True)
class Reading:
    """One number of a table.

    Attributes
    ----------
    quantity, key, period : str
        As in `bedspace.figure.Figure`; the period may be `SNAPSHOT`.
    value : float
    unit : Unit
    section : str
        Section of the footnotes that dates it (`bedspace.data.read.dating.SECTIONS`).
    sheet, cell : str
    data_date : date or None
        Day that the sheet itself gives, which then counts instead of the footnote.
    """

    quantity: str
    key: str
    period: str
    value: float
    unit: Unit
    section: str
    sheet: str
    cell: str
    data_date: date | None = None


@dataclass(frozen=True)
class Detail:
    """A word or a date that a sheet prints about a place: its type, its last inspection.

    Attributes
    ----------
    name : str
        What it tells, from the column heading.
    key : str
        The place, as in `Reading.key`.
    text : str
    sheet, cell : str
    """

    name: str
    key: str
    text: str
    sheet: str
    cell: str


Item = Reading | Finding | Detail


def found(kind: str, severity: Severity, sheet: Sheet, cell: str, expected: str, found: str, note: str = "") -> Finding:
    """A finding on a sheet whose file is filled in later."""
    return Finding(kind, severity, "", sheet.name, cell, expected, found, note)


def lost_at(sheet: Sheet, row: int, column: int, expected: str) -> Finding:
    """What is said of a cell whose value was lost."""
    value = repr(sheet.value(row, column))
    return found(NO_VALUE_FOUND, Severity.GAP, sheet, cell_name(row, column), expected, value, "read as missing")


def number_at(sheet: Sheet, row: int, column: int, strict: bool = True) -> float | Finding | None:
    """Number of a cell; None if it is blank; a finding if it holds a text.

    Parameters
    ----------
    strict : bool
        Whether a text that is neither a numeral nor a known placeholder is a fault.
    """
    value = sheet.value(row, column)
    if is_number(value):
        return float(value)
    if value is None or (plain(value) == "" and isinstance(value, str)):
        return None
    cell = cell_name(row, column)
    if is_lost(value):
        return lost_at(sheet, row, column, "a number")
    if isinstance(value, str) and plain(value) in PLACEHOLDERS:
        return found("text.placeholder", Severity.TRAP, sheet, cell, "number", repr(value), "read as missing")
    severity = Severity.FAULT if strict else Severity.TRAP
    remedy = "Correct the cell or fetch the file again" if strict else "read as missing"
    return found("text.in_number", severity, sheet, cell, "a number", repr(value)[:60], remedy)


def spelled_number(sheet: Sheet, row: int, column: int) -> float | None:
    """Number that a text cell spells out; None if it does not."""
    value = sheet.value(row, column)
    return numeral(value) if isinstance(value, str) else None
