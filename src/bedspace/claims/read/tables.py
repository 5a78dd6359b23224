"""Tables in a text: a cell says what the label of its column, and of its row, says of it.

A row is a line cut by bars, tabs or runs of blanks; the rows below a line of as many labels belong to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bedspace.claims.read.cues import cue_book
from bedspace.claims.read.sentences import LONGEST, words

_BARS = re.compile(r"[^|]+")
_TABS = re.compile(r"[^\t]+")
_BLANKS = re.compile(r"\S+(?: \S+)*")
_RULE = re.compile(r"[\s|:+=\-–—]+")
_NUMBER = re.compile(r"[~<>≈]?\s*[$]?\d")
_TIME = re.compile(r"(?:FY\s?)?(?:19|20)\d\d\b|FY\s?\d\d\b", re.IGNORECASE)
_LEAST_COLUMNS = 2


@dataclass(frozen=True)
class Cell:
    """A cell of a table as a line of its own.

    Attributes
    ----------
    start, end : int
        Place of the cell in the text.
    line : str
        The cell with its labels, as "label: cell at the place".
    at : int
        Where the cell stands in that line.
    """

    start: int
    end: int
    line: str
    at: int


@dataclass(frozen=True)
class _Piece:
    start: int
    text: str

    @property
    def is_number(self) -> bool:
        return _NUMBER.match(self.text) is not None and _TIME.match(self.text) is None


def cells(text: str) -> Iterator[Cell]:
    """The cells of all tables of a text that stand under a label, in order.

    >>> [cell.line for cell in cells("Site | Beds | Held\\nMesa | 480 | 611")]
    ['Beds: 480 at the site Mesa', 'Held: 611 at the site Mesa']
    """
    labels: Sequence[_Piece] = ()
    for line in re.finditer(r"(?m)^.*$", text):
        if _RULE.fullmatch(line[0]) and line[0].strip():
            continue
        row = _pieces(line[0], line.start()) if line.end() - line.start() <= LONGEST else []
        if len(row) < _LEAST_COLUMNS:
            labels = ()
        elif not any(piece.is_number for piece in row[1:]):
            labels = row
        else:
            yield from _of_row(labels, row)


def _pieces(line: str, start: int) -> list[_Piece]:
    """The cells of a line, without empty ones at its end."""
    cut = _BARS if "|" in line else _TABS if "\t" in line else _BLANKS
    found = [_Piece(start + match.start() + _margin(match[0]), match[0].strip()) for match in cut.finditer(line)]
    while found and not found[-1].text:
        found.pop()
    return found


def _margin(text: str) -> int:
    return len(text) - len(text.lstrip())


def _of_row(labels: Sequence[_Piece], row: Sequence[_Piece]) -> Iterator[Cell]:
    """The cells of a row behind its first one; a line of labels may lack the one over the first column."""
    columns = labels if len(labels) == len(row) else [_Piece(0, ""), *labels]
    if not labels or len(columns) != len(row) or row[0].is_number:
        return
    for label, cell in zip(columns[1:], row[1:], strict=True):
        if cell.is_number:
            before, after = _said(columns[0].text, row[0].text, label.text)
            yield Cell(cell.start, cell.start + len(cell.text), f"{before}{cell.text}{after}", len(before))


def _said(kind: str, row: str, column: str) -> tuple[str, str]:
    """What stands before and behind a cell: the label that says what is counted stands before it."""
    if _names_process(column) or not _names_process(row):
        return f"{column}: ", f" at the {kind.lower()} {row}" if kind else f" at {row}"
    return f"{row}: ", f" ({column})"


def _names_process(label: str) -> bool:
    return any(cue.fact == "process" for cue in cue_book().read(tuple(words(label))))
