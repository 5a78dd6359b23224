"""A table as lines of a given width. No text is ever cut.

Columns of numbers keep their width. Columns of text fold between words, a long word after one of the signs that join
its parts. Numbers, days and fiscal years are never folded inside. A table that does not fit, or that would be taller
than one block a row, becomes blocks: a line ``label: value`` for each cell that is not empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rich.cells import cell_len

_GAPS = ("  ", " ")
"""Between columns; the narrow one where only that fits."""
_WHOLE = 40
"""Words up to this width are never folded in columns."""
_AFTER_A_SIGN = re.compile(r"(?<=[/_?&=;:,+-])(?!\d)")
_NUMBER_OR_SIGN = re.compile(r"[-+$]?[A-Z]*\d[\d.,:-]*%?|.")


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, its texts from top to bottom, and whether they are numbers."""

    name: str
    texts: Sequence[str]
    numeric: bool


def lines_of(columns: Sequence[Column], width: int) -> list[str]:
    """Lines of a table, at most `width` cells wide but for numbers that are wider.

    Parameters
    ----------
    columns : sequence of Column
        All with the same number of texts.
    width : int
        Cells of a line.

    Returns
    -------
    list of str
        Without spaces at their ends.
    """
    clean = [Column(each.name, [_printable(text) for text in each.texts], each.numeric) for each in columns]
    blocks = _blocks(clean, width)
    gap, widths = next(((gap, found) for gap in _GAPS if (found := _widths(clean, width, gap))), ("", []))
    table = _table(clean, widths, gap) if widths else blocks
    return table if len(table) <= len(blocks) + _head(clean, widths) else blocks


def fold(text: str, width: int) -> list[str]:
    """Lines of a text: folded between words, then after signs, then between signs, never inside a number.

    >>> fold("beds paid for in FY2025", 12)
    ['beds paid', 'for in', 'FY2025']
    """
    clean = _printable(text)
    indent = _indent(clean)
    return [indent + line for line in _folded(clean.split(), " ", max(width - len(indent), 1))]


def _folded(parts: Sequence[str], glue: str, width: int) -> list[str]:
    lines = [""]
    for part in parts:
        first, *more = [part] if cell_len(part) <= width else _finer(part, width)
        joined = f"{lines[-1]}{glue}{first}" if lines[-1] else first
        lines = [*lines[:-1], joined] if cell_len(joined) <= width or not lines[-1] else [*lines, first]
        lines += more
    return lines


def _finer(part: str, width: int) -> list[str]:
    pieces = [piece for piece in _AFTER_A_SIGN.split(part) if piece]
    pieces = pieces if len(pieces) > 1 else _NUMBER_OR_SIGN.findall(part)
    return _folded(pieces, "", width) if len(pieces) > 1 else pieces


def _printable(text: str) -> str:
    """The text on one line, its indent kept and signs that a terminal would obey spelt out."""
    words = _indent(text) + " ".join(text.split())
    return words if words.isprintable() else "".join(c if c.isprintable() else ascii(c)[1:-1] for c in words)


def _indent(text: str) -> str:
    return " " * (len(text) - len(text.lstrip(" ")))


def _widths(columns: Sequence[Column], width: int, gap: str) -> list[int]:
    """Width of each column, texts as even as can be; empty where the columns do not fit."""
    least = [_least(column) for column in columns]
    most = [max(map(cell_len, (column.name, *column.texts))) for column in columns]
    free = width - len(gap) * (len(columns) - 1)
    caps = (cap for cap in range(max(most, default=0), 0, -1))
    even = ([max(low, min(high, cap)) for low, high in zip(least, most, strict=True)] for cap in caps)
    return next((widths for widths in even if sum(widths) <= free), [])


def _least(column: Column) -> int:
    words = [cell_len(_indent(text) + word) for text in (column.name, *column.texts) for word in text.split()]
    numbers = [cell_len(text) for text in column.texts if column.numeric]
    return max([1, *(min(word, _WHOLE) for word in words), *numbers])


def _table(columns: Sequence[Column], widths: Sequence[int], gap: str) -> list[str]:
    cells = [[column.name, *column.texts] for column in columns]
    head, *rows = zip(*cells, strict=True)
    rule = gap.join("-" * width for width in widths)
    lines = (line for row in rows for line in _row(columns, row, widths, gap))
    return [*_row(columns, head, widths, gap), rule, *lines]


def _row(columns: Sequence[Column], cells: Sequence[str], widths: Sequence[int], gap: str) -> Iterator[str]:
    folded = [fold(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for line in zip_longest(*folded, fillvalue=""):
        padded = map(_padded, line, widths, (column.numeric for column in columns))
        yield gap.join(padded).rstrip()


def _padded(text: str, width: int, numeric: bool) -> str:
    space = " " * (width - cell_len(text))
    return space + text if numeric else text + space


def _head(columns: Sequence[Column], widths: Sequence[int]) -> int:
    """Lines of the heading, which a table has once and blocks in every row."""
    return 1 + max((len(fold(each.name, width)) for each, width in zip(columns, widths, strict=False)), default=0)


def _blocks(columns: Sequence[Column], width: int) -> list[str]:
    label = 1 + max((cell_len(column.name) for column in columns), default=0)
    rows = zip(*(column.texts for column in columns), strict=True)
    return [line for row in rows for line in ("", *_block(columns, row, label, width))][1:]


def _block(columns: Sequence[Column], row: Sequence[str], label: int, width: int) -> Iterator[str]:
    for column, text in zip(columns, row, strict=True):
        if text.strip():
            first, *more = fold(text, max(width - label - 1, 1))
            yield f"{_padded(column.name + ':', label, False)} {first}"
            yield from (f"{' ' * label} {line}" for line in more)
