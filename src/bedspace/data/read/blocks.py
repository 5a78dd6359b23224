"""Finding a table on a sheet: by the words of its title, with the cells that belong to it.

A table is a title, a row of column headings under it, and rows of numbers under that. Tables stand side by
side, so a table reaches from its title to the column before the next title of the same row, and down to the
next title in its own columns or to a note that is neither a known label nor a number. Blank rows and columns
inside it do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from bedspace.data.findings import Finding, Severity
from bedspace.data.read.grid import Sheet, as_day, cell_name, wants_number
from bedspace.data.read.readings import found
from bedspace.data.read.spelling import mended, words_of

_YEAR_FIRST = re.compile(r"^(eo)?fy ?\d{2,4}( ytd)?:? ")


@dataclass(frozen=True)
class Title:
    """A cell recognised as the title of a table."""

    table: str
    row: int
    column: int
    text: str


@dataclass(frozen=True)
class Block:
    """The cells of one table: its title, its heading row and its rows of labels and values.

    Attributes
    ----------
    title : Title
    heading : int
        Row of the column headings; -1 if none was found.
    right, bottom : int
        First column and first row that can no longer belong to it.
    near : int
        Row of the first two blank rows, or `bottom`: its headings are judged by the rows above.
    """

    title: Title
    heading: int
    right: int
    bottom: int
    near: int


def titles(sheet: Sheet, patterns: Mapping[str, re.Pattern[str]]) -> list[Title]:
    """All cells whose text matches the pattern of a table, from top to bottom."""
    any_of, words = _any_of(tuple(patterns.values()))
    seen = []
    for row, column, text in sheet.texts:
        bare = _YEAR_FIRST.sub("", text) if "fy" in text else text
        if len(text) <= 8:
            continue
        if not any_of.match(bare) and _may_be_title(text, words):
            bare = mended(bare, words)
        if any_of.match(bare):
            table = next(table for table, pattern in patterns.items() if pattern.match(bare))
            seen.append(Title(table, row, column, text))
    return seen


def _may_be_title(text: str, words: frozenset[str]) -> bool:
    """Whether a text is so short as a title, and names a year or uses the words of titles."""
    return len(text) < 160 and ("fy" in text or len(words.intersection(text.split())) > 1)


@cache
def _any_of(patterns: tuple[re.Pattern[str], ...]) -> tuple[re.Pattern[str], frozenset[str]]:
    """One pattern for all, since most cells are no title and this tells so at once; and the words of all."""
    texts = [pattern.pattern for pattern in patterns]
    return re.compile("|".join(f"(?:{text})" for text in texts)), words_of(texts)


def misspelt(sheet: Sheet, at: Iterable[Title], patterns: Mapping[str, re.Pattern[str]]) -> Iterator[Finding]:
    """Titles that were recognised although a word of them is one letter off."""
    for title in at:
        if not patterns[title.table].match(_YEAR_FIRST.sub("", title.text)):
            cell, note = cell_name(title.row, title.column), "read as the table of that name"
            yield found("title.spelling", Severity.WRONG, sheet, cell, f"the title of {title.table}", title.text, note)


def block(sheet: Sheet, title: Title, others: Iterable[Title]) -> Block:
    """The cells of the table under a title."""
    others = [other for other in others if other != title]
    beside = (t.column for t in others if t.row == title.row and t.column > title.column)
    right = min(*beside, _neighbour(sheet, title), sheet.width)
    heading = _heading(sheet, title, right, len(sheet.rows))
    right = min((t.column for t in others if t.row == heading and title.column < t.column < right), default=right)
    below = (t.row for t in others if t.row > title.row and title.column <= t.column < right)
    bottom = min(below, default=len(sheet.rows))
    heading = heading if heading < bottom else -1
    return Block(title, heading, right, bottom, _gap(sheet, heading, title.column, right, bottom))


def _gap(sheet: Sheet, heading: int, left: int, right: int, bottom: int) -> int:
    """First of two blank rows under the headings."""
    blank = 0
    for row in range(heading + 2, bottom):
        filled = any(sheet.value(row, column) not in ("", None) for column in range(left, right))
        blank = 0 if filled else blank + 1
        if blank == 2:
            return row - 1
    return bottom


def _neighbour(sheet: Sheet, title: Title) -> int:
    """Column of the next long text on the title's row: the title of another table, known or not."""
    for column in range(title.column + 1, sheet.width):
        if len(sheet.text(title.row, column)) > 8:
            return column
    return sheet.width


def _heading(sheet: Sheet, title: Title, right: int, bottom: int) -> int:
    """First row under the title that has a text and, to the right of the label column, any content."""
    for row in range(title.row + 1, min(bottom, title.row + 6)):
        columns = range(title.column, right)
        filled = [c for c in columns if sheet.text(row, c) or as_day(sheet.value(row, c))]
        if filled and filled[-1] > title.column:
            return row
    return -1


def has_number(sheet: Sheet, row: int, left: int, right: int) -> bool:
    """True if the row has a number between two columns, or lost one."""
    return any(wants_number(sheet.value(row, column)) for column in range(left, right))
