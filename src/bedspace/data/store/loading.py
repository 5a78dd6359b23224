"""Adding files to the warehouse: reading, checking, storing, one file after another.

A file that cannot be read whole is refused and named with all its faults; the others go in.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bedspace.data.findings import Finding
from bedspace.data.quality.catalogue import check_release
from bedspace.data.read import population, series
from bedspace.data.read.dating import DataDate, Published
from bedspace.data.read.grid import open_workbook
from bedspace.data.read.offices import offices_sheet, read_offices
from bedspace.data.read.workbooks import Release, read_workbook
from bedspace.data.store import warehouse
from bedspace.errors import Fault, InputRefused, UsageError
from bedspace.figure import UNSTATED
from bedspace.fiscal import fiscal_year

SPREADSHEETS = (".xlsx", ".xlsm")
DAILY = (".parquet", ".feather", ".csv")
STATISTICS, DAILY_COUNTS, OFFICES = "detention statistics", "daily counts by facility", "list of offices"
SERIES = "series"


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


def files_of(paths: Iterable[Path]) -> list[Path]:
    """Files named, and those in the folders named.

    Raises
    ------
    UsageError
        If a path does not exist, or none names a file of a known kind.
    """
    paths = list(paths)
    missing = [Fault(str(path), "no such file or folder") for path in paths if not path.exists()]
    if missing:
        raise UsageError(missing)
    found = [file for path in paths for file in _within(path)]
    if not found:
        where = ", ".join(map(str, paths))
        raise UsageError(Fault(where, "no files to read", f"files that end in {', '.join(SPREADSHEETS + DAILY)}"))
    return found


def _within(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    files = (file for file in path.rglob("*") if file.is_file() and not file.name.startswith((".", "~$")))
    return sorted(file for file in files if file.suffix.lower() in SPREADSHEETS + DAILY)


def add(home: Path, paths: Iterable[Path]) -> Iterator[Added]:
    """Add files to the warehouse of a folder, each whole or not at all.

    Yields
    ------
    Added
        One a file, in the order of the files, after it is stored or refused.
    """
    files = files_of(paths)
    made_here = not warehouse.exists(home)
    with warehouse.opened(home, write=True) as connection:
        for file in files:
            if warehouse.has(connection, content_hash(file)):
                yield Added(file, kind_of(file), known=True)
                continue
            result = read_one(file)
            if result.release:
                warehouse.store(connection, result.release, result.findings, result.kind)
            yield result
        empty = warehouse.is_empty(connection)
    if made_here and empty:
        (home / warehouse.FILE).unlink()


def content_hash(path: Path) -> str:
    """SHA-256 of a file's content; empty if it cannot be read, which reading it will explain."""
    try:
        if series.is_series(path):
            return series.content_hash(path)
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def kind_of(path: Path) -> str:
    """Kind of a file by the ending of its name, and of a CSV file by its header."""
    if series.is_series(path):
        return SERIES
    return DAILY_COUNTS if path.suffix.lower() in DAILY else STATISTICS


def read_one(path: Path) -> Added:
    """Read and check one file of any known kind."""
    gc.disable()  # a hundred thousand small values without cycles: collecting costs a tenth of the time
    try:
        return _read_one(path)
    finally:
        gc.enable()


def _read_one(path: Path) -> Added:
    kind = kind_of(path)
    try:
        if kind == SERIES:
            return Added(path, kind, *read_series(path))
        if kind == DAILY_COUNTS:
            return Added(path, kind, *read_daily(path))
        book = open_workbook(path)
        if sheet := offices_sheet(book):
            return Added(path, OFFICES, read_offices(book, sheet))
        release = read_workbook(book)
    except InputRefused as error:
        return Added(path, kind, faults=error.faults)
    return Added(path, kind, release, check_release(release))


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
