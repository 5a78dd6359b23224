"""What a page is made of: sentences, tables, charts and sections, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from markupsafe import Markup

from bedspace.report.numbers import Shown
from bedspace.report.styles import STYLES, Style

Cell: TypeAlias = "str | Shown | Markup | Sentence"
"""What a table or a gap of a sentence holds."""


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
    values: Mapping[str, Cell]

    def __str__(self) -> str:
        return self.template.format(**{name: str(value) for name, value in self.values.items()})

    def __html__(self) -> str:
        return Markup(self.template).format(**self.values)

    @property
    def plain(self) -> str:
        """The sentence without marks."""
        return self.template.format(**{name: plain(value) for name, value in self.values.items()})


def plain(cell: Cell) -> str:
    """A cell or sentence without marks and markup."""
    if isinstance(cell, Shown):
        return cell.text
    if isinstance(cell, Sentence):
        return cell.plain
    return Markup(cell).striptags() if isinstance(cell, Markup) else cell


def say(template: str, **values: Cell) -> Sentence:
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
    merged : frozenset of int
        Columns in which equal neighbours are shown once, over all their rows.
    """

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    words: frozenset[int] = frozenset({0})
    anchors: Sequence[str] = ()
    folded: bool = False
    merged: frozenset[int] = frozenset()

    def rows_of(self, row: int, column: int) -> int:
        """Rows that a cell is shown over; 0 where the cell above it is shown over this row too."""
        if column not in self.merged:
            return 1
        cells = [each[column] for each in self.rows]
        if row and cells[row - 1] == cells[row]:
            return 0
        return next((k for k in range(1, len(cells) - row) if cells[row + k] != cells[row]), len(cells) - row)


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
    citation : str
        Publisher, title and date of what is drawn.
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
    citation: str = ""


@dataclass(frozen=True)
class Paragraph:
    """Sentences that belong together.

    Attributes
    ----------
    sentences : sequence of Sentence
    """

    sentences: Sequence[Sentence]

    def __str__(self) -> str:
        return " ".join(map(str, self.sentences))


Block = Sentence | Paragraph | Table | Chart


@dataclass(frozen=True)
class Card:
    """One of the figures of the first screen.

    Attributes
    ----------
    figure : Sentence
        The number, in large type.
    label : str
        What it counts, and when.
    lines : sequence of Sentence
        What stands against it, one number each.
    """

    figure: Sentence
    label: str
    lines: Sequence[Sentence]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The card to be read as text."""
        return (say("{figure}: {label}.", figure=self.figure, label=self.label), *self.lines)


@dataclass(frozen=True)
class Screen:
    """The first screen: what was found, at most three figures, at most two charts, how sure it is.

    Attributes
    ----------
    title : Sentence
        The days, and what became known after the start.
    finding, sure : sequence of Sentence
    cards : sequence of Card
    charts : sequence of Chart
    """

    title: Sentence
    finding: Sequence[Sentence]
    cards: Sequence[Card]
    charts: Sequence[Chart]
    sure: Sequence[Sentence]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All that it says, in order."""
        return (*self.finding, *(sentence for card in self.cards for sentence in card.sentences), *self.sure)


@dataclass(frozen=True)
class Section:
    """A part of the page under one heading.

    Attributes
    ----------
    name : str
        Identifier on the page.
    title : str
    blocks : sequence of blocks
    folded : bool
        Whether it is folded away behind its title.
    """

    name: str
    title: str
    blocks: Sequence[Block]
    folded: bool = False

    @property
    def charts(self) -> list[Chart]:
        """The charts of the section."""
        return [block for block in self.blocks if isinstance(block, Chart)]


def kind_of(block: Block) -> str:
    """Name of the kind of a block, for the template."""
    return type(block).__name__.lower()
