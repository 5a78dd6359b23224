"""Rows of a verb as a table of the page: numbers as the command line shows them, each with its mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from bedspace.cli.show import number
from bedspace.report.numbers import sign
from bedspace.report.parts import Cell, Table
from bedspace.units import RestsOn

Row = Mapping[str, Any]


def table(
    caption: str,
    rows: Sequence[Row],
    columns: Mapping[str, str],
    *,
    folded: bool = False,
    links: Mapping[str, Any] | None = None,
) -> Table:
    """A table of some columns.

    Parameters
    ----------
    caption : str
    rows : sequence of mappings
    columns : mapping of str to str
        Name of a column -> its heading; the first names the rows.
    folded : bool
    links : mapping of str to callable, optional
        Column -> address that its cell leads to, from the row.
    """
    words = frozenset(i for i, name in enumerate(columns) if i == 0 or any(isinstance(row[name], str) for row in rows))
    cells = [[_cell(row, name, links or {}) for name in columns] for row in rows]
    return Table(caption, list(columns.values()), cells, words, folded=folded)


def _cell(row: Row, name: str, links: Mapping[str, Any]) -> Cell:
    value = row[name]
    if name == "rests_on" and value in set(RestsOn):
        return sign(RestsOn(value))
    shown = number(value)
    if name in links and (address := links[name](row)):
        return Markup('<a href="{}">{}</a>').format(address, shown)
    return shown
