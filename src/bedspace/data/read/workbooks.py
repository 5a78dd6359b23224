"""One release of the detention statistics as dated figures: the whole file, or a refusal with every fault.

Sheets are recognised by what stands on them, not by their names; a hidden sheet is read only where no
visible one holds the same tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bedspace.data.findings import Finding, Severity
from bedspace.data.read import (
    bonds,
    custody_time,
    dating,
    detention,
    facilities,
    oddities,
    segregation,
    semiannual,
    supervision,
    transgender,
)
from bedspace.data.read.dating import DataDate, Published
from bedspace.data.read.detention_tables import QUANTITIES
from bedspace.data.read.grid import Sheet, Workbook, is_number, open_workbook, plain
from bedspace.data.read.readings import SNAPSHOT, Detail, Item, Reading
from bedspace.data.read.vocabulary import year_named
from bedspace.errors import InputRefused
from bedspace.figure import Figure, Origin, join_key, split_key
from bedspace.fiscal import period_bounds


@dataclass(frozen=True)
class Release:
    """One file, read.

    Attributes
    ----------
    file, sha256 : str
    fiscal_year : int
    published : Published
    dates : dict
        Data date of each section of the footnotes and of the facility table.
    figures : tuple of Figure
    findings : tuple of Finding
        What was met while reading; the checks of `bedspace.data.quality.catalogue` come on top.
    details : tuple of Detail
        What the facility sheet says in words and dates.
    """

    file: str
    sha256: str
    fiscal_year: int
    published: Published
    dates: dict[str, DataDate]
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    details: tuple[Detail, ...] = ()

    @property
    def data_date(self) -> date:
        """Data date of the population table, which stands for the file."""
        return self.dates["adp"].day


Reader = Callable[[Sheet], Iterable[Item]]
_READERS: tuple[tuple[Callable[[Sheet], bool], Reader], ...] = (
    (detention.is_detention, detention.read_detention),
    (custody_time.is_custody_time, custody_time.read_custody_time),
    (facilities.is_facilities, facilities.read_facilities),
    (supervision.is_supervision, supervision.read_supervision),
    (bonds.is_bonds, bonds.read_bonds),
    (semiannual.is_semiannual, semiannual.read_semiannual),
    (segregation.is_segregation, segregation.read_segregation),
    (segregation.is_vulnerable, segregation.read_vulnerable),
    (transgender.is_transgender, transgender.read_transgender),
)
_REPEATABLE = (supervision.read_supervision,)  # a file may hold this sheet of two years


def read_release(path: Path) -> Release:
    """Read one spreadsheet of the detention statistics.

    Raises
    ------
    InputRefused
        With every fault of the file, if there is any; then nothing of it counts as read.
    """
    return read_workbook(open_workbook(path))


def read_workbook(book: Workbook) -> Release:
    """Read an opened spreadsheet; see `read_release`."""
    chosen = list(_sheets(book))
    detention_sheet = next((s for s, reader in chosen if reader is detention.read_detention), None)
    year = detention.fiscal_year_of(detention_sheet) if detention_sheet else 0
    items = [_placed(item, book.file) for sheet, reader in chosen for item in _read(sheet, reader, year)]
    findings = [item for item in items if isinstance(item, Finding)]
    findings += oddities.not_finite(book)
    readings = [item for item in items if isinstance(item, Reading)]
    details = tuple(item for item in items if isinstance(item, Detail))
    if detention_sheet is None:
        _refuse([*findings, _no_detention(book)])
    findings += _unread(book, [sheet for sheet, _ in chosen])
    findings += _misnamed_sheet(book, detention_sheet, year)
    dates, notes = _dates(book, chosen, readings, year)
    readings, twice = _told_apart(readings, book.file)
    findings += [*notes, *twice]
    _refuse(findings)
    out = dating.published(book, dates["adp"].day)
    findings += dating.disagreements(book, out, dates["adp"].day)
    findings += [*oddities.without_numbers(book), *oddities.almost_twice(book), *oddities.days_ahead(book, out.day)]
    figures = tuple(_figures(readings, dates, out.day, book.file))
    return Release(book.file, book.sha256, year, out, dates, figures, tuple(findings), details)


def _read(sheet: Sheet, reader: Reader, year: int) -> list[Item]:
    """Items of a sheet, with the numbers and lost values left over; the facility sheet may name several years."""
    of_places = reader is facilities.read_facilities
    items = list(facilities.read_facilities(sheet, year) if of_places else reader(sheet))
    return [*items, *oddities.left_over(sheet, (item.cell for item in items)), *oddities.lost(sheet, items)]


def _sheets(book: Workbook) -> Iterator[tuple[Sheet, Reader]]:
    """Each kind of sheet once: the visible one, and of several the first of the latest fiscal year."""
    for is_kind, reader in _READERS:
        matching = [sheet for sheet in book.sheets if is_kind(sheet)]
        if reader in _REPEATABLE:
            yield from ((sheet, reader) for sheet in matching if sheet.visible)
        elif len(matching) == 1:
            yield matching[0], reader
        elif matching:
            yield max(matching, key=lambda sheet: (sheet.visible, detention.fiscal_year_of(sheet))), reader


def _misnamed_sheet(book: Workbook, sheet: Sheet | None, year: int) -> Iterator[Finding]:
    """A sheet whose name gives another fiscal year than its titles."""
    named = year_named(plain(sheet.name)) if sheet else 0
    if sheet and named and named != year:
        note = "the titles on the sheet decide"
        yield Finding("sheet.name", Severity.WRONG, book.file, sheet.name, "", f"FY{year}", f"FY{named}", note)


def _unread(book: Workbook, chosen: Iterable[Sheet]) -> Iterator[Finding]:
    """Sheets with numbers that no reader knows, or that another sheet of the kind was preferred to."""
    read = {id(sheet) for sheet in chosen}
    for sheet in (sheet for sheet in book.sheets if id(sheet) not in read):
        yield from (replace(finding, file=book.file) for finding in oddities.lost(sheet, ()))
        numbers = sum(is_number(value) for row in sheet.rows for value in row)
        if numbers > 5:
            found = f"{numbers} numbers" + ("" if sheet.visible else " on a hidden sheet")
            known = any(is_kind(sheet) for is_kind, _ in _READERS)
            severity, note = (Severity.TRAP, "another of its kind is read") if known else (Severity.GAP, "not read")
            yield Finding("sheet.unread", severity, book.file, sheet.name, "", "a known sheet", found, note)


def _placed(item: Item, file: str) -> Item:
    return replace(item, file=file) if isinstance(item, Finding) else item


def _dates(
    book: Workbook, chosen: Iterable[tuple[Sheet, Reader]], readings: Iterable[Reading], year: int
) -> tuple[dict[str, DataDate], list[Finding]]:
    """Data dates by section, and what is missing or contradicted there."""
    totals = {r.period: r.value for r in readings if r.quantity == "adp" and not r.key and r.value}
    implied = dating.implied_date(totals, totals.pop(f"FY{year}", 0.0))
    footnotes = (sheet for sheet in book.sheets if dating.is_footnotes(sheet))
    printed = dating.footnote_dates(tuple(sorted(footnotes, key=lambda sheet: not sheet.visible)))
    dates = dating.table_dates(printed, implied)
    if "adp" not in dates:
        return dates, [_no_date(book, Severity.FAULT)]
    notes = [] if printed else [_no_date(book, Severity.GAP)]
    notes += [_overruled(book, dated, dates[name]) for name, dated in printed.items() if dated != dates[name]]
    for sheet, reader in chosen:
        if reader is facilities.read_facilities and (day := facilities.facilities_date(sheet, year)):
            dates["facilities"] = day
    dates.setdefault("facilities", dates["adp"])
    return dates, notes


def _overruled(book: Workbook, printed: DataDate, used: DataDate) -> Finding:
    note = "the footnote is of another release; dated by the arithmetic of the averages"
    return Finding(
        "date.footnote", Severity.WRONG, book.file, printed.sheet, printed.cell, str(used.day), str(printed.day), note
    )  # fmt: skip


def _figures(readings: Iterable[Reading], dates: dict[str, DataDate], out: date, file: str) -> Iterator[Figure]:
    for reading in readings:
        day = reading.data_date or dates[reading.section].day
        period = day.isoformat() if reading.period == SNAPSHOT else reading.period
        if _not_yet(reading.value, period, day):
            continue
        origin = Origin(file, reading.sheet, reading.cell)
        yield Figure(reading.quantity, reading.key, period, reading.value, reading.unit, day, out, origin)


def _not_yet(value: float, period: str, data_date: date) -> bool:
    """True for a nought in a period that begins after the data end: it says "not yet", not "none"."""
    return value == 0 and len(period) == 7 and period_bounds(period)[0] > data_date


def _told_apart(readings: Iterable[Reading], file: str) -> tuple[list[Reading], list[Finding]]:
    """Readings under keys of their own, and what two cells claim that differ.

    In the national tables two different values of one figure are a fault. On the other sheets, where a month
    or quarter may stand under a wrong heading, both are kept and told apart as occurrences.
    """
    kept: dict[tuple[object, ...], Reading] = {}
    findings = []
    for reading in readings:
        first = kept.setdefault(_place(reading), reading)
        if first.value == reading.value:
            continue
        core = reading.quantity in QUANTITIES
        findings.append(_twice(first, reading, file, Severity.FAULT if core else Severity.WRONG))
        times = 2
        while _place(other := _occurrence(reading, times)) in kept:
            times += 1
        kept[_place(other)] = other
    return list(kept.values()), findings


def _place(reading: Reading) -> tuple[object, ...]:
    return reading.quantity, reading.key, reading.period, reading.data_date


def _occurrence(reading: Reading, times: int) -> Reading:
    return replace(reading, key=join_key(**split_key(reading.key), occurrence=str(times)))


def _twice(first: Reading, second: Reading, file: str, severity: Severity) -> Finding:
    what = f"{second.quantity} {second.key or 'total'} {second.period}"
    expected = f"{what} = {first.value:g}, as in {first.cell}"
    note = "" if severity is Severity.FAULT else "both are kept, as two occurrences"
    return Finding("figure.twice", severity, file, second.sheet, second.cell, expected, f"{second.value:g}", note)


def _no_detention(book: Workbook) -> Finding:
    names = ", ".join(sheet.name.strip() for sheet in book.sheets) or "no sheets"
    remedy = "Is this a release of the ICE detention statistics?"
    return Finding(
        "sheet.missing", Severity.FAULT, book.file, "", "", "a sheet with the detention tables", names, remedy
    )


def _no_date(book: Workbook, severity: Severity) -> Finding:
    expected = "footnotes that say through which day the data are updated"
    note = "" if severity is Severity.FAULT else "dated by the arithmetic of the averages"
    return Finding("date.missing", severity, book.file, "", "", expected, "none", note)


def _refuse(findings: Iterable[Finding]) -> None:
    faults = [finding.as_fault() for finding in findings if finding.severity is Severity.FAULT]
    if faults:
        raise InputRefused(faults)
