"""The thirteen parts drawn: counted flows to scale between those that people pass, thin lines from those that act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from bedspace.report.fan import words_at
from bedspace.report.numbers import whole
from bedspace.report.styles import COUNTED, FAINT, INK

SCALE = 0.045
"""Width of a flow for one person a day."""
BAR = 1_000
"""People a day of the bar that shows the scale."""
Box = tuple[float, float, float, float]
"""Left, top, width, height."""


@dataclass(frozen=True)
class Layout:
    """Where things stand.

    Attributes
    ----------
    width, height : float
    boxes : mapping of str to Box
        Parts by name, and ``handed over``, which is none.
    upright : bool
        Whether people pass from top to bottom.
    acting : tuple of str
        Parts that act on arrests.
    """

    width: float
    height: float
    boxes: Mapping[str, Box]
    upright: bool
    acting: tuple[str, ...] = ("targets", "pressure", "scope", "leads", "staff")


WIDE = Layout(
    1000,
    440,
    {
        **{
            name: (4, 30 + 52 * row, 170, 40)
            for row, name in enumerate(("targets", "pressure", "scope", "leads", "staff"))
        },
        "arrests": (300, 60, 130, 130),
        "handed over": (300, 236, 130, 44),
        "beds": (560, 60, 150, 220),
        "removal": (850, 60, 146, 110),
        "fate": (850, 206, 146, 74),
        **{name: (4 + 250 * row, 356, 230, 44) for row, name in enumerate(("laws", "money", "claims", "history"))},
    },
    False,
)
NARROW = Layout(
    340,
    760,
    {
        "targets": (4, 24, 104, 40),
        "pressure": (118, 24, 104, 40),
        "scope": (232, 24, 104, 40),
        "leads": (4, 76, 104, 40),
        "staff": (118, 76, 104, 40),
        "arrests": (40, 160, 150, 56),
        "handed over": (216, 160, 120, 56),
        "beds": (40, 320, 296, 64),
        "removal": (40, 490, 150, 56),
        "fate": (216, 490, 120, 56),
        **{name: (4 + 171 * (row % 2), 600 + 56 * (row // 2), 161, 44) for row, name in enumerate(
            ("laws", "money", "claims", "history"))},
    },
    True,
)  # fmt: skip
WORDS = {"handed over": "CBP", "fate": "fate: released", "beds": "beds"}
PATHS = (
    ("arrests", "beds", "ice_book_ins", "booked in"),
    ("handed over", "beds", "cbp_book_ins", "handed over"),
    ("beds", "removal", "removals_from_custody", "removed"),
    ("beds", "fate", "otherwise", "left otherwise"),
)
"""From, to, the flow, its words."""


def svg(layout: Layout, a_day: Mapping[str, float], held: str, label: str, addresses: Mapping[str, str]) -> Markup:
    """The drawing; each part leads to its address.

    Parameters
    ----------
    layout : Layout
    a_day : mapping of str to float
        People a day by flow.
    held : str
        How many are held, written in the box of beds.
    label : str
        What it shows, for those who do not see it.
    addresses : mapping of str to str
        Part -> where it is told.
    """
    parts = [*_scale(layout), *_acting(layout)]
    parts += [part for path in PATHS for part in _flow(layout, *path, a_day)]
    parts += [
        part
        for name, box in layout.boxes.items()
        for part in _box(name, box, held if name == "beds" else "", addresses)
    ]
    head = Markup('<svg viewBox="0 0 {:.0f} {:.0f}" xmlns="http://www.w3.org/2000/svg" font-size="{}"').format(
        layout.width, layout.height, 12.5 if layout.upright else 15
    )
    return Markup('{} role="group" aria-label="{}">{}</svg>').format(head, label, Markup("").join(parts))


def _scale(layout: Layout) -> Iterator[Markup]:
    thick = SCALE * BAR
    x, y = (4.0, layout.height - thick - 2) if layout.upright else (560.0, 296.0)
    yield Markup('<rect x="{:.1f}" y="{:.1f}" width="10" height="{:.1f}" fill="{}" fill-opacity=".3"/>').format(
        x, y, thick, COUNTED
    )
    yield words_at(x + 16, y + thick / 2 + 4, f"width of {BAR:,} people a day", FAINT, "start")


def _acting(layout: Layout) -> Iterator[Markup]:
    x, y, width, height = layout.boxes["arrests"]
    for row, name in enumerate(layout.acting):
        left, top, wide, high = layout.boxes[name]
        share = (row + 1) / (len(layout.acting) + 1)
        if layout.upright:
            begin, end = (left + wide / 2, top + high), (x + width * share, y)
        else:
            begin, end = (left + wide, top + high / 2), (x, y + height * share)
        yield Markup('<path d="M{:.1f} {:.1f}L{:.1f} {:.1f}" stroke="{}" stroke-dasharray="3 3" fill="none"/>').format(
            *begin, *end, FAINT
        )


def _flow(
    layout: Layout, source: str, target: str, name: str, words: str, a_day: Mapping[str, float]
) -> Iterator[Markup]:
    if name not in a_day:
        return
    thick = max(SCALE * a_day[name], 1.0)
    text = f"{whole(a_day[name])} a day"
    (x0, y0, w0, h0), (x1, y1, w1, h1) = layout.boxes[source], layout.boxes[target]
    if layout.upright:
        x = x0 + w0 / 2 if w0 < w1 else x1 + w1 / 2
        top, bottom = y0 + h0, y1
        path = f"M{x - thick / 2:.1f} {top:.1f}V{bottom:.1f}H{x + thick / 2:.1f}V{top:.1f}Z"
        at_the_right = x > 0.6 * layout.width
        beside, anchor = (x - thick / 2 - 5, "end") if at_the_right else (x + thick / 2 + 5, "start")
        y = (top + bottom) / 2 + (22 if at_the_right else -22)  # one above the other: side by side they would touch
        places = [(beside, y - 2), (beside, y + 13)]
    else:
        y = y0 + h0 / 2 if h0 < h1 else y1 + h1 / 2
        left, right = x0 + w0, x1
        path = f"M{left:.1f} {y - thick / 2:.1f}H{right:.1f}V{y + thick / 2:.1f}H{left:.1f}Z"
        places = [((left + right) / 2, y - thick / 2 - 5), ((left + right) / 2, y + thick / 2 + 14)]
        anchor = "middle"
    yield Markup('<path class="flow" d="{}" fill="{}" fill-opacity=".3"/>').format(path, COUNTED)
    yield words_at(*places[0], text, INK, anchor)
    yield words_at(*places[1], words, FAINT, anchor)


def _box(name: str, box: Box, told: str, addresses: Mapping[str, str]) -> Iterator[Markup]:
    x, y, width, height = box
    drawn = Markup('<rect x="{}" y="{}" width="{}" height="{}" rx="4" fill="none" stroke="{}"/>').format(*box, INK)
    lines = [WORDS.get(name, name), *filter(None, [told])]
    top = y + height / 2 + 4 - 8 * (len(lines) - 1)
    texts = Markup("").join(
        words_at(x + width / 2, top + 17 * row, line, INK, "middle") for row, line in enumerate(lines)
    )
    if name in addresses:
        ground = Markup('<rect class="ground" x="{}" y="{}" width="{}" height="{}" rx="4"/>').format(*box)
        yield Markup('<a href="{}">{}</a>').format(addresses[name], ground + drawn + texts)
    else:
        yield drawn + texts
