"""What the XML of a sheet says of its cells before a spreadsheet reader sees it: their extent, and which hold no value.

Cells written the usual way are found by pattern. A sheet with any other is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any
from xml.parsers import expat

NO_VALUE = "(formula without a value)"
EMPTY_CELLS = re.compile(rb'(?:<c r="[A-Z]{1,3}\d{1,7}"(?: [a-z]+="\w+")* ?/>)+')  # half a million in some releases
_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"(?: [a-z]+="\w+")* ?>')
_ODD_CELL = re.compile(rb'<c(?=[\s/>])(?! r="[A-Z]{1,3}\d{1,7}"(?: [a-z]+="\w+")* ?/?>)|<[^<>\s/]+:c[\s/>]')
_NO_VALUE = re.compile(
    rb'<c r="([A-Z]+)(\d+)"[^<>]*><f(?:[^<>]*/>|[^<>]*>[^<>]*</f>)(?:<v(?: [^<>]*)?/>|<v(?: [^<>]*)?>\s*</v>)?</c>'
)
_ERROR = re.compile(rb'<c r="([A-Z]+)(\d+)"[^<>]* t="e"[^<>]*>(?:<f[^<>]*/>|<f[^<>]*>[^<>]*</f>)?<v>([^<>]*)</v>')
_CONTENT = frozenset({"v", "f", "is"})


def extent(part: bytes) -> tuple[int, int, int]:
    """Rows and columns of a sheet up to its last filled cell, and the number of filled cells."""
    if _ODD_CELL.search(part):
        parsed = _parsed(part)
        return parsed.rows, parsed.columns, parsed.count
    rows, letters, count = 0, b"", 0
    for found in _CELL.finditer(part):
        name, row = found.groups()
        rows, count = max(rows, int(row)), count + 1
        if (len(name), name) > (len(letters), letters):
            letters = name
    return rows, _column_number(letters), count


def without_value(part: bytes) -> Iterator[tuple[int, int, str]]:
    """Row, column (from nought) and text of each cell that has a formula without a value, or an error for one."""
    if _ODD_CELL.search(part):
        yield from _parsed(part).without_value
        return
    if b"<f" in part:
        for found in _NO_VALUE.finditer(part):
            yield int(found[2]) - 1, _column_number(found[1]) - 1, NO_VALUE
    if b't="e"' in part:
        for found in _ERROR.finditer(part):
            yield int(found[2]) - 1, _column_number(found[1]) - 1, found[3].decode("utf-8", "replace")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


class _Parsed:
    """Follows the cells of a sheet while it is parsed."""

    def __init__(self) -> None:
        self.row = self.column = self.rows = self.columns = self.count = 0
        self.without_value: list[tuple[int, int, str]] = []
        self._holds: set[str] = set()
        self._value, self._inside, self._is_error = "", False, False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """A row, a cell or its content begins: a place is where it says, or else after the one before."""
        local, place = name.rsplit(":", 1)[-1], attributes.get("r", "")
        if local == "row":
            self.row, self.column = int(place) if place.isdecimal() else self.row + 1, 0
        elif local == "c":
            named = re.fullmatch(r"([A-Z]{1,7})(\d{1,10})", place)
            self.row, self.column = (
                (int(named[2]), _column_number(named[1].encode())) if named else (self.row, self.column + 1)
            )
            self._holds, self._value, self._is_error = set(), "", attributes.get("t") == "e"
        elif local in _CONTENT:
            self._holds.add(local)
            self._inside = local != "f"

    def text(self, text: str) -> None:
        """A piece of text, of a value or of a formula."""
        if self._inside:
            self._value += text

    def end(self, name: str) -> None:
        """A cell or its content ends."""
        local = name.rsplit(":", 1)[-1]
        if local in _CONTENT:
            self._inside = False
        if local != "c" or not self._holds:
            return
        self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)
        self.count += 1
        value, blank = self._value.strip(), "f" in self._holds and not self._value.strip()
        if blank or self._is_error:
            self.without_value.append((self.row - 1, self.column - 1, NO_VALUE if blank else value))


def _parsed(part: bytes) -> _Parsed:
    seen = _Parsed()
    parser: Any = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = seen.start, seen.end, seen.text
    with suppress(expat.ExpatError, ValueError):  # what follows a break, no reader reads
        parser.Parse(part, True)
    return seen
