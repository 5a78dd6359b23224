"""One release of the detention statistics as dated figures: the whole file, or a refusal with every fault.

Sheets are recognised by what stands on them, not by their names; a hidden sheet is read only where no
visible one holds the same tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bedspace.data import custody_time, dating, detention, facilities
from bedspace.data.dating import DataDate, Published
from bedspace.data.findings import Finding, Severity
from bedspace.data.grid import Sheet, Workbook, open_workbook
from bedspace.data.readings import SNAPSHOT, Item, Reading
from bedspace.errors import InputRefused
from bedspace.figure import Figure, Origin
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
        What was met while reading; the checks of `bedspace.data.quality` come on top.
    """

    file: str
    sha256: str
    fiscal_year: int
    published: Published
    dates: dict[str, DataDate]
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]

    @property
    def data_date(self) -> date:
        """Data date of the population table, which stands for the file."""
        return self.dates["adp"].day


_READERS: tuple[tuple[Callable[[Sheet], bool], Callable[[Sheet], Iterable[Item]]], ...] = (
    (detention.is_detention, detention.read_detention),
    (custody_time.is_custody_time, custody_time.read_custody_time),
    (facilities.is_facilities, facilities.read_facilities),
)


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
    items = [_placed(item, book.file) for sheet, reader in _sheets(book) for item in reader(sheet)]
    findings = [item for item in items if isinstance(item, Finding)]
    readings = [item for item in items if isinstance(item, Reading)]
    if not any(detention.is_detention(sheet) for sheet in book.sheets):
        findings.append(_no_detention(book))
    dates = _dates(book)
    if "adp" not in dates:
        findings.append(_no_date(book))
    findings += _collisions(readings, book.file)
    _refuse(findings)
    out = dating.published(book, dates["adp"].day)
    figures = tuple(_figures(readings, dates, out.day, book.file))
    year = _fiscal_year(book)
    return Release(book.file, book.sha256, year, out, dates, figures, tuple(findings))


def _sheets(book: Workbook) -> Iterator[tuple[Sheet, Callable[[Sheet], Iterable[Item]]]]:
    """Each kind of sheet once: the visible one, and of several the first of the latest fiscal year."""
    for is_kind, reader in _READERS:
        matching = [sheet for sheet in book.sheets if is_kind(sheet)]
        if matching:
            yield max(matching, key=lambda sheet: (sheet.visible, detention.fiscal_year_of(sheet))), reader


def _fiscal_year(book: Workbook) -> int:
    return next(
        detention.fiscal_year_of(sheet) for sheet, reader in _sheets(book) if reader is detention.read_detention
    )


def _placed(item: Item, file: str) -> Item:
    return replace(item, file=file) if isinstance(item, Finding) else item


def _dates(book: Workbook) -> dict[str, DataDate]:
    """Data dates by section; sections without a footnote get the latest of the others."""
    notes = tuple(sheet for sheet in book.sheets if sheet.name.strip().lower().startswith("footnote"))
    printed = dating.footnote_dates(notes or book.sheets)
    dates = {section: day for section in dating.SECTIONS if (day := dating.fallback(printed, section))}
    for sheet, reader in _sheets(book):
        if reader is facilities.read_facilities and (day := facilities.facilities_date(sheet)):
            dates["facilities"] = day
    if "adp" in dates:
        dates.setdefault("facilities", dates["adp"])
    return dates


def _figures(readings: Iterable[Reading], dates: dict[str, DataDate], out: date, file: str) -> Iterator[Figure]:
    seen: set[tuple[str, str, str]] = set()
    for reading in readings:
        day = dates[reading.section].day
        period = day.isoformat() if reading.period == SNAPSHOT else reading.period
        if (reading.quantity, reading.key, period) in seen or _not_yet(reading.value, period, day):
            continue
        seen.add((reading.quantity, reading.key, period))
        origin = Origin(file, reading.sheet, reading.cell)
        yield Figure(reading.quantity, reading.key, period, reading.value, reading.unit, day, out, origin)


def _not_yet(value: float, period: str, data_date: date) -> bool:
    """True for a nought in a period that begins after the data end: it says "not yet", not "none"."""
    return value == 0 and len(period) == 7 and period_bounds(period)[0] > data_date


def _collisions(readings: Iterable[Reading], file: str) -> Iterator[Finding]:
    """Two cells that claim to be the same figure and differ."""
    seen: dict[tuple[str, str, str], Reading] = {}
    for reading in readings:
        first = seen.setdefault((reading.quantity, reading.key, reading.period), reading)
        if first.value != reading.value:
            what = f"{reading.quantity} {reading.key or 'total'} {reading.period}"
            yield Finding(
                "figure.twice", Severity.FAULT, file, reading.sheet, reading.cell,
                f"{what} = {first.value:g}, as in {first.cell}", f"{reading.value:g}",
            )  # fmt: skip


def _no_detention(book: Workbook) -> Finding:
    names = ", ".join(sheet.name.strip() for sheet in book.sheets) or "no sheets"
    remedy = "Is this a release of the ICE detention statistics?"
    return Finding(
        "sheet.missing", Severity.FAULT, book.file, "", "", "a sheet with the detention tables", names, remedy
    )


def _no_date(book: Workbook) -> Finding:
    expected = "a footnote that says through which day the detention data are updated"
    return Finding("date.missing", Severity.FAULT, book.file, "", "", expected, "none")


def _refuse(findings: Iterable[Finding]) -> None:
    faults = [finding.as_fault() for finding in findings if finding.severity is Severity.FAULT]
    if faults:
        raise InputRefused(faults)
