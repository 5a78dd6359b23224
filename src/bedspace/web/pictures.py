"""A chart as a page shows it: its drawing for two widths, its text for those who do not see it, its table."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from bedspace.report.charts import draw, embedded
from bedspace.report.parts import Cell, Chart, Key, Table, plain

if TYPE_CHECKING:
    from bedspace.web.links import Links


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
    addresses : mapping of str to str
        Of its files, by form.
    embed : str
        Address of the chart alone on a page, to stand in others.
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
    addresses: Mapping[str, str] = field(default_factory=dict)
    embed: str = ""

    def kept_at(self, links: Links, name: str, state: Mapping[str, Any]) -> Picture:
        """The picture with the addresses of its files and of its page."""
        files = {form: links.chart(self, name, state, form) for form in AS_FILE}
        return replace(self, addresses=files, embed=links.embed(self, name, state))


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


def as_svg(picture: Picture) -> bytes:
    """The wide drawing as a file: on white, named for screen readers."""
    drawing = str(picture.widths["wide"])
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawing)
    assert box is not None
    words = Markup("<title>{}</title><desc>{}</desc>").format(plain(picture.title), picture.alt)
    named = f'role="img" width="{box[1]}" height="{box[2]}" font-family="sans-serif" '
    ground = f'{words}<rect width="100%" height="100%" fill="white"/>'
    opened = re.sub(r' aria-hidden="true"', "", drawing.split(">", 1)[0], count=1).replace("<svg ", f"<svg {named}", 1)
    return f"{opened}>{ground}{drawing.split('>', 1)[1]}".encode()


def as_png(picture: Picture) -> bytes:
    """The wide drawing as pixels, twice as large."""
    from vl_convert import svg_to_png

    made: bytes = svg_to_png(as_svg(picture).decode(), scale=2)
    return made


def as_pdf(picture: Picture) -> bytes:
    """The wide drawing as a page."""
    from vl_convert import svg_to_pdf

    made: bytes = svg_to_pdf(as_svg(picture).decode())
    return made


AS_FILE: Mapping[str, Callable[[Picture], bytes]] = {"svg": as_svg, "png": as_png, "pdf": as_pdf}
"""How a picture is written."""
