"""A spreadsheet as cells with addresses: opening the file, and reading one cell as text or as a number.

Knows nothing of what the tables mean.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from bedspace.data.findings import Finding, Severity
from bedspace.errors import InputRefused

PLACEHOLDERS = frozenset({"", "-", "--", "–", "—", "*", "**", "n/a", "na", "#n/a", "#div/0!", "#ref!", "#value!"})
_SPACES = re.compile(r"[\s\u00a0\u200b]+")
_NO_VALUE = re.compile(rb"</f>(?:<v ?/>|<v></v>)?</c>")
_NUMERAL = re.compile(r"-?[\d,]*\.?\d+%?")


def plain(value: object) -> str:
    """Text of a cell in lower case, without repeated, leading, trailing and hard spaces.

    >>> plain("ICE Average \\u00a0")
    'ice average'
    """
    return _plain(value) if isinstance(value, str) else ""


@lru_cache(maxsize=1 << 16)
def _plain(text: str) -> str:
    return _SPACES.sub(" ", text).strip().lower()


@lru_cache(maxsize=1024)
def column_name(column: int) -> str:
    """Letters of a column counted from nought.

    >>> column_name(0), column_name(25), column_name(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Address of a cell; both counted from nought."""
    return f"{column_name(column)}{row + 1}"


def column_of(cell: str) -> int:
    """Column of an address, counted from nought.

    >>> column_of("A1"), column_of("AB12")
    (0, 27)
    """
    column = 0
    for letter in re.sub(r"[^A-Z].*", "", cell):
        column = column * 26 + ord(letter) - 64
    return column - 1


def row_of(cell: str) -> int:
    """Row of an address, counted from nought."""
    return int(re.sub(r"[^\d].*", "", cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))) - 1


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name as printed and its cells, row by row from A1."""

    name: str
    rows: tuple[tuple[Any, ...], ...]
    visible: bool = True

    def value(self, row: int, column: int) -> Any:
        """Content of a cell; empty text outside the sheet."""
        if not 0 <= row < len(self.rows):
            return ""
        cells = self.rows[row]
        return cells[column] if 0 <= column < len(cells) else ""

    def text(self, row: int, column: int) -> str:
        """Text of a cell in lower case; empty for numbers and dates."""
        return plain(self.value(row, column))

    @cached_property
    def width(self) -> int:
        """Number of columns."""
        return max((len(row) for row in self.rows), default=0)

    @cached_property
    def texts(self) -> tuple[tuple[int, int, str], ...]:
        """Row, column and plain text of every cell that holds one, from top to bottom."""
        return tuple(
            (place, column, text)
            for place, cells in enumerate(self.rows)
            for column, value in enumerate(cells)
            if value.__class__ is str and value and (text := _plain(value))
        )


def is_number(value: object) -> bool:
    """True for numbers, not for truth values."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def numeral(text: str) -> float | None:
    """Number that a text spells, such as ``1,234`` or ``12%``; None for any other text."""
    text = text.strip()
    if not _NUMERAL.fullmatch(text):
        return None
    value = float(text.rstrip("%").replace(",", ""))
    return value / 100 if text.endswith("%") else value


@dataclass(frozen=True)
class Workbook:
    """A spreadsheet file that could be opened.

    Attributes
    ----------
    file : str
        Name without folder.
    sha256 : str
    modified : date or None
        The document's own modified property.
    sheets : tuple of Sheet
    """

    file: str
    sha256: str
    modified: date | None
    sheets: tuple[Sheet, ...]


def open_workbook(path: Path) -> Workbook:
    """Open a spreadsheet and read all its cells.

    Raises
    ------
    InputRefused
        If the file is missing, empty, cut short, or not a spreadsheet.
    """
    import python_calamine

    content = _content(path)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
        hidden = {
            sheet.name for sheet in book.sheets_metadata if sheet.visible != python_calamine.SheetVisibleEnum.Visible
        }
        sheets = tuple(_sheet(book, name, name not in hidden) for name in book.sheet_names)
    except Exception as error:  # the reader raises many kinds, all of which mean an unreadable file
        raise _refused(path, f"a damaged spreadsheet ({error})", "a complete .xlsx file") from None
    return Workbook(path.name, hashlib.sha256(content).hexdigest(), _modified(content), sheets)


def _sheet(book: Any, name: str, visible: bool) -> Sheet:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return Sheet(name, tuple(map(tuple, rows)), visible)


def _content(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _refused(path, error.strerror or "unreadable", "a readable file") from None
    if not content:
        raise _refused(path, "an empty file", "an .xlsx file")
    if not content.startswith(b"PK"):
        raise _refused(path, _guess(content), "an .xlsx file")
    if not zipfile.is_zipfile(BytesIO(content)):
        raise _refused(path, "an .xlsx file that is cut short", "a complete .xlsx file")
    if count := _formulas_without_value(content):
        raise _refused(path, f"{count} formulas without their values", "a file saved with its values")
    return content


def _formulas_without_value(content: bytes) -> int:
    """Number of formulas that a program saved without calculating them: their cells would read as blank."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        try:
            return sum(len(_NO_VALUE.findall(archive.read(name))) for name in names)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, zlib.error):
            return 0  # a damaged archive, which opening it will explain


def _guess(content: bytes) -> str:
    start = content[:512].lstrip().lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml")):
        return "a web page saved under the name of a spreadsheet"
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return "an old .xls file"
    if b"," in start and start.isascii():
        return "a text or CSV file under the name of a spreadsheet"
    return "no spreadsheet"


def _refused(path: Path, found: str, expected: str) -> InputRefused:
    remedy = "Fetch the file again from its publisher"
    return InputRefused(Finding("file", Severity.FAULT, path.name, "", "", expected, found, remedy).as_fault())


def _modified(content: bytes) -> date | None:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        try:
            text = archive.read("docProps/core.xml").decode("utf-8", "replace")
        except KeyError:
            return None
    found = re.search(r"<dcterms:modified[^>]*>(\d{4}-\d{2}-\d{2})", text)
    return date.fromisoformat(found[1]) if found else None


def as_day(value: object) -> date | None:
    """Day of a date cell; None for anything else."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None
