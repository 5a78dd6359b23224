"""A chart as a page shows it: its drawing for two widths, its text for those who do not see it, its table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from bedspace.report.charts import draw
from bedspace.report.pages import embedded
from bedspace.report.parts import Cell, Chart, Key, Table


@dataclass(frozen=True)
class Picture:
    """A chart of a page.

    Attributes
    ----------
    name : str
    title : Cell
        The finding.
    alt : str
        Kind of chart, data and finding.
    widths : mapping of str to Markup
        Drawings by ``wide`` and ``narrow``, or one for both.
    table : Table
        The same data.
    subtitle, note, citation : str
    keys : sequence of Key
    """

    name: str
    title: Cell
    alt: str
    widths: Mapping[str, Markup]
    table: Table
    subtitle: str = ""
    keys: Sequence[Key] = field(default=())
    note: str = ""
    citation: str = ""


def of_chart(chart: Chart) -> Picture:
    """A chart of the report."""
    widths = {width: inline(svg, f"{chart.name}-{width}") for width, svg in draw(chart.kind, chart.layers).items()}
    return Picture(
        chart.name, chart.title, chart.alt.plain, widths, chart.table, chart.subtitle, chart.keys, chart.note,
        chart.citation,
    )  # fmt: skip


def inline(svg: str, name: str) -> Markup:
    """An SVG to stand in a page whose frame names it for screen readers."""
    own = str(embedded(svg, name, ""))
    return Markup(re.sub(r' role="img" aria-label=""', ' aria-hidden="true"', own, count=1))
