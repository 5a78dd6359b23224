"""Reading and checking one file of any known kind; whatever is wrong with it is said, and nothing else stops."""

from __future__ import annotations

import gc
import hashlib
from dataclasses import dataclass
from pathlib import Path

from bedspace.data.findings import Finding
from bedspace.data.quality.catalogue import check_release
from bedspace.data.read import population, series
from bedspace.data.read.dating import DataDate, Published
from bedspace.data.read.grid import open_workbook
from bedspace.data.read.offices import offices_sheet, read_offices
from bedspace.data.read.workbooks import Release, read_workbook
from bedspace.errors import Fault, InputRefused
from bedspace.figure import UNSTATED
from bedspace.fiscal import fiscal_year

SPREADSHEETS = (".xlsx", ".xlsm")
DAILY = (".parquet", ".feather", ".csv")
STATISTICS, DAILY_COUNTS, OFFICES = "detention statistics", "daily counts by facility", "list of offices"
SERIES = "series"
LARGEST = 256 << 20  # bytes of the largest file that is looked into


@dataclass(frozen=True)
class Added:
    """What became of one file.

    Attributes
    ----------
    path : Path
    kind : str
    release : Release or None
        None where the file was refused.
    findings : tuple of Finding
    faults : tuple of Fault
    known : bool
        Whether a file of the same content was in before.
    """

    path: Path
    kind: str
    release: Release | None = None
    findings: tuple[Finding, ...] = ()
    faults: tuple[Fault, ...] = ()
    known: bool = False


def content_hash(path: Path) -> str:
    """SHA-256 of a file's content; empty if it cannot be read, which reading it will explain."""
    try:
        if not path.is_file() or path.stat().st_size > LARGEST:
            return ""
        if series.is_series(path):
            return series.content_hash(path)
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def kind_of(path: Path) -> str:
    """Kind of a file by the ending of its name, and of a CSV file by its header."""
    if series.is_series(path):
        return SERIES
    return DAILY_COUNTS if path.suffix.lower() in DAILY else STATISTICS


def read_one(path: Path) -> Added:
    """Read and check one file of any known kind."""
    collects = gc.isenabled()
    gc.disable()  # a hundred thousand small values without cycles: collecting costs a tenth of the time
    try:
        return _read_one(path)
    finally:
        if collects:
            gc.enable()


def _read_one(path: Path) -> Added:
    kind = kind_of(path)
    try:
        _require_readable(path)
        if kind == SERIES:
            return Added(path, kind, *read_series(path))
        if kind == DAILY_COUNTS:
            return Added(path, kind, *read_daily(path))
        book = open_workbook(path)
        if sheet := offices_sheet(book):
            return Added(path, OFFICES, read_offices(book, sheet))
        release = read_workbook(book)
        return Added(path, kind, release, check_release(release))
    except InputRefused as error:
        return Added(path, kind, faults=error.faults)
    except Exception as error:  # no file, however odd, may keep the others out
        what = f"cannot be read ({type(error).__name__}: {error})"
        return Added(path, kind, faults=(Fault(path.name, what, "a file as published", "Please report the file"),))


def _require_readable(path: Path) -> None:
    """Refuse what is no regular file, far too large, or named in bytes that are no text.

    Raises
    ------
    InputRefused
        With the fault.
    """
    if printable(path.name) != path.name:
        what, expected = "a name that is not UTF-8", "a name in UTF-8"
        raise InputRefused(Fault(printable(path.name), what, expected, "Rename the file"))
    if not path.is_file():
        raise InputRefused(Fault(path.name, "no regular file", "a file as published"))
    if path.stat().st_size > LARGEST:
        raise InputRefused(Fault(path.name, f"{path.stat().st_size:,} bytes", f"at most {LARGEST:,}"))


def printable(name: str) -> str:
    """A name with what cannot be encoded written out.

    >>> printable("FY25\\udcff.xlsx")
    'FY25\\\\udcff.xlsx'
    """
    return name.encode("utf-8", "backslashreplace").decode()


def read_daily(path: Path) -> tuple[Release, tuple[Finding, ...]]:
    """Read a daily facility file as a release of its own, with what is odd with it."""
    counts = population.read_daily_counts(path)
    dates = {"adp": DataDate(counts.last, "last day in the file")}
    out = Published(counts.published, "month of the publisher's release")
    year = fiscal_year(counts.last)
    release = Release(path.name, population.fingerprint(path), year, out, dates, counts.figures, ())
    return release, counts.findings


def read_series(path: Path) -> tuple[Release, tuple[Finding, ...]]:
    """Read a series as a release of its own, with what is odd with it."""
    read = series.read_series(path)
    stated = read.published != UNSTATED
    out = Published(read.published, "stated in the header" if stated else "not stated")
    dates = {"adp": DataDate(read.last, "last day in the file")}
    release = Release(path.name, series.content_hash(path), fiscal_year(read.last), out, dates, read.figures, ())
    return release, read.findings
