"""What a page is made of: sentences, tables, charts and sections, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from bedspace.report.numbers import Shown
from bedspace.report.styles import STYLES, Style

Cell = str | Shown | Markup


@dataclass(frozen=True)
class Sentence:
    """A sentence whose numbers all come from results.

    Attributes
    ----------
    template : str
        Words with named gaps; it holds no figure that a result could change.
    values : mapping of str to Shown, str or Sentence
    """

    template: str
    values: Mapping[str, Cell | Sentence]

    def __str__(self) -> str:
        return self.template.format(**{name: str(value) for name, value in self.values.items()})

    def __html__(self) -> str:
        return Markup(self.template).format(**self.values)


def say(template: str, **values: Cell | Sentence) -> Sentence:
    """A sentence from words and numbers."""
    return Sentence(template, values)


@dataclass(frozen=True)
class Table:
    """A table of the page.

    Attributes
    ----------
    caption : str
    columns : sequence of str
        The first names the rows.
    rows : sequence of sequences of cells
    words : frozenset of int
        Columns that hold words and are set flush left; the first always is.
    anchors : sequence of str
        Identifier of each row, where rows can be pointed at.
    folded : bool
        Whether the table is folded away: a long list that few readers want at once.
    """

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    words: frozenset[int] = frozenset({0})
    anchors: Sequence[str] = ()
    folded: bool = False


@dataclass(frozen=True)
class Key:
    """One entry of the key of a chart."""

    style: str
    label: str

    @property
    def drawn(self) -> Style:
        """How the series is drawn."""
        return STYLES[self.style]


@dataclass(frozen=True)
class Chart:
    """A chart with title, alternative text, key and table.

    Attributes
    ----------
    name : str
        Identifier on the page.
    kind : str
        A key of `bedspace.report.charts.CHARTS`.
    title : Sentence
        The finding.
    subtitle : str
        Measure, unit and period.
    alt : Sentence
        Kind of chart, data and finding, for those who do not see it.
    layers : mapping of str to rows
    keys : sequence of Key
    table : Table
        The same data.
    note : str
    """

    name: str
    kind: str
    title: Sentence
    subtitle: str
    alt: Sentence
    layers: Mapping[str, Sequence[Mapping[str, Any]]]
    keys: Sequence[Key]
    table: Table
    note: str = ""


Block = Sentence | Table | Chart


@dataclass(frozen=True)
class Section:
    """A part of the page under one heading.

    Attributes
    ----------
    name : str
        Identifier on the page.
    title : str
    blocks : sequence of blocks
    """

    name: str
    title: str
    blocks: Sequence[Block]

    @property
    def charts(self) -> list[Chart]:
        """The charts of the section."""
        return [block for block in self.blocks if isinstance(block, Chart)]


def kind_of(block: Block) -> str:
    """Name of the kind of a block, for the template."""
    return type(block).__name__.lower()
