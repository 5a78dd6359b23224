"""Series of counts by day, week, month or fiscal year: a CSV file with a header that says what it is.

A count that its publisher hides because it is small (``<11``) is left out and said. A series whose publication day is
not known stands as published on no day.
"""

from __future__ import annotations

import csv
import hashlib
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from bedspace.data.findings import Finding, Severity
from bedspace.data.read.headers import IGNORED, PERIOD, QUANTITY, REMEDY, VALUE, Header, header_file, read_header
from bedspace.errors import Fault, InputRefused, UsageError
from bedspace.figure import Figure, Origin, join_key
from bedspace.fiscal import period_bounds

_HIDDEN = "<"
_LARGEST = 5_000_000
_LENGTHS = {"day": 10, "week": 10, "month": 7, "fiscal year": 6}


@dataclass(frozen=True)
class Series:
    """A series, read: its figures, what is odd with them, and how far they reach."""

    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    published: date
    last: date


def is_series(path: Path) -> bool:
    """True for a CSV file that has a header."""
    return path.suffix.lower() == ".csv" and header_file(path) is not None


def content_hash(path: Path) -> str:
    """SHA-256 of a series with its header."""
    header = header_file(path)
    return hashlib.sha256(path.read_bytes() + (header.read_bytes() if header else b"")).hexdigest()


def read_series(path: Path) -> Series:
    """Read a series.

    Raises
    ------
    InputRefused
        With every fault of the header, or every fault of the file.
    """
    file = header_file(path)
    if file is None:
        raise InputRefused(Fault(path.name, "no header beside it", path.with_suffix(".toml").name, REMEDY))
    header = read_header(file)
    columns, rows = _rows(path, header)
    read = [_read(path.name, header, columns, line, row) for line, row in rows]
    figures = [item for item in read if isinstance(item, Figure)]
    faults = [item for item in read if isinstance(item, Fault)]
    faults += _twice(figures)
    if not figures:
        faults.append(Fault(path.name, "no numbers", "a number in at least one row"))
    if faults:
        raise InputRefused(faults)
    last = max(period_bounds(figure.period)[1] for figure in figures)
    dated = tuple(replace(figure, data_date=last) for figure in figures)
    return Series(dated, tuple(_hidden(path.name, read)), header.published, last)


def _rows(path: Path, header: Header) -> tuple[Sequence[str], list[tuple[int, Mapping[str, str]]]]:
    """Names of the columns, and each row with its line."""
    try:
        if (size := path.stat().st_size) > _LARGEST:
            raise InputRefused(Fault(path.name, f"{size:,} bytes", f"at most {_LARGEST:,}"))
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputRefused(Fault(path.name, f"cannot be read ({error})", "a CSV file in UTF-8")) from None
    reader = csv.DictReader(io.StringIO(text), restval="", restkey="")
    columns = reader.fieldnames or []
    roles = [_role(header, column) for column in columns]
    needed = (PERIOD, VALUE, *([] if "" in header.quantities else [QUANTITY]))
    faults = [
        Fault(f"{path.name}, line 1", f"{roles.count(role)} columns for the {role}", "one", REMEDY)
        for role in needed
        if roles.count(role) != 1
    ]
    if faults:
        raise InputRefused(faults)
    return columns, [(reader.line_num, row) for row in reader]


def _role(header: Header, column: str) -> str:
    return header.columns.get(column, column)


def _read(
    file: str, header: Header, columns: Sequence[str], line: int, row: Mapping[str, str]
) -> Figure | Fault | Finding:
    """One row as a figure, dated by its own period until the file is read."""
    where = f"{file}, line {line}"
    texts = {_role(header, column): (row[column] or "").strip() for column in columns}
    name, text = texts.get(QUANTITY, ""), texts[VALUE]
    if name not in header.quantities:
        return Fault(where, f"'{name}'", f"one of {', '.join(header.quantities)}", "Add it to the header.")
    try:
        period = _period(header, texts[PERIOD])
    except UsageError:
        return Fault(where, f"'{texts[PERIOD]}'", f"a {header.every}")
    if text.startswith(_HIDDEN):
        return Finding("series.hidden", Severity.GAP, file, "", f"line {line}", "a number", text, "read as missing")
    value = _number(text)
    if value is None:
        return Fault(where, f"'{text}'", "a number")
    told = {
        role: part
        for role, part in texts.items()
        if role not in (PERIOD, VALUE, QUANTITY, IGNORED, "") and part not in header.total
    }
    if odd := [part for part in told.values() if ";" in part or "=" in part]:
        return Fault(where, f"'{odd[0]}'", "a text without ; and =")
    quantity, unit = header.quantities[name]
    origin = Origin(f"{header.publisher}: {header.title}", file, f"line {line}")
    ends = period_bounds(period)[1]
    return Figure(quantity, join_key(**told), period, value, unit, ends, header.published, origin, header.evidence)


def _period(header: Header, text: str) -> str:
    """Period of a date.

    Raises
    ------
    UsageError
        If the text is no such date.
    """
    first, last = period_bounds(text)
    if len(text) != _LENGTHS[header.every] or not 1900 <= last.year <= 2100:
        raise UsageError(Fault(text, f"no {header.every}"))
    if header.every != "week":
        return text
    begin, end = max(first, header.covers[0]), min(first + timedelta(days=6), header.covers[1])
    return f"{begin}..{end}"


def _number(text: str) -> float | None:
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _twice(figures: Sequence[Figure]) -> Iterator[Fault]:
    """Rows that give one figure a second time."""
    first: dict[tuple[str, str, str], Figure] = {}
    for figure in figures:
        before = first.setdefault((figure.quantity, figure.key, figure.period), figure)
        if before is not figure:
            where = f"{figure.origin.sheet}, {figure.origin.cell}"
            yield Fault(where, "a second number of one figure", f"only that of {before.origin.cell}")


def _hidden(file: str, read: Sequence[object]) -> Iterator[Finding]:
    hidden = [item for item in read if isinstance(item, Finding)]
    if hidden:
        found = f"{len(hidden)} hidden numbers, the first in {hidden[0].cell}"
        yield Finding("series.hidden", Severity.GAP, file, "", "", "a number", found, "read as missing")
