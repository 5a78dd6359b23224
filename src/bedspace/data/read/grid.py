"""A spreadsheet as cells with addresses: opening the file, and reading one cell as text or as a number.

Knows nothing of what the tables mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from bedspace.data.read.archive import open_archive, part_of_sheet, refused
from bedspace.data.read.cells import NO_VALUE, without_value

NO_FIGURE = frozenset({NO_VALUE, "#div/0!", "#ref!", "#value!", "#name?", "#null!", "#num!", "#spill!", "#calc!"})
PLACEHOLDERS = NO_FIGURE | {"", "-", "--", "–", "—", "*", "**", ".", "n/a", "n.a.", "na", "#n/a", "null", "(null)"}
_SPACES = re.compile(r"[\s\u00a0\u200b]+")
_FEW_FORMULAS = 10  # more without values mean that the file was saved by a program that does not calculate
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
        value = self.value(row, column)
        return _plain(value) if value.__class__ is str else ""

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


def is_lost(value: object) -> bool:
    """True for what stands in a cell whose value was lost: a formula without one, or an error for one."""
    return isinstance(value, str) and _plain(value) in NO_FIGURE


def wants_number(value: object) -> bool:
    """True for a number, and for a value that was lost where one may have stood."""
    return is_number(value) or is_lost(value)


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
        If the file is missing, empty, cut short, damaged, far too large, or not a spreadsheet.
    """
    import python_calamine

    archive = open_archive(path)
    try:
        places = part_of_sheet(archive.parts)
        odd = {name: list(without_value(archive.parts.get(part, b""))) for name, part in places.items()}
        book = python_calamine.CalamineWorkbook.from_filelike(archive.packed())
        hidden = {
            sheet.name for sheet in book.sheets_metadata if sheet.visible != python_calamine.SheetVisibleEnum.Visible
        }
        sheets = tuple(_sheet(book, name, name not in hidden, odd.get(name, ())) for name in book.sheet_names)
        modified = _modified(archive.parts)
    except Exception as error:  # the reader raises many kinds, all of which mean an unreadable file
        raise refused(path, f"a damaged spreadsheet ({error})", "a complete .xlsx file") from None
    if (count := sum(text == NO_VALUE for cells in odd.values() for _, _, text in cells)) > _FEW_FORMULAS:
        raise refused(path, f"{count} formulas without their values", "a file saved with its values")
    return Workbook(path.name, archive.sha256, modified, sheets)


def _sheet(book: Any, name: str, visible: bool, odd: Iterable[tuple[int, int, str]]) -> Sheet:
    """A sheet with its cells; where one holds no value, the text that says why stands in."""
    rows: list[list[Any]] = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    for row, column, text in odd:
        rows += [[] for _ in range(row + 1 - len(rows))]
        rows[row] += [""] * (column + 1 - len(rows[row]))
        rows[row][column] = text
    return Sheet(name, tuple(map(tuple, rows)), visible)


def _modified(parts: Mapping[str, bytes]) -> date | None:
    """Day on which the document says that it was last saved.

    Raises
    ------
    ValueError
        If that is no day.
    """
    text = parts.get("docProps/core.xml", b"").decode("utf-8", "replace")
    found = re.search(r"<dcterms:modified[^>]*>(\d{4}-\d{2}-\d{2})", text)
    return date.fromisoformat(found[1]) if found else None


def as_day(value: object) -> date | None:
    """Day of a date cell; None for anything else."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None
