"""Line styles and fills of the charts and of their keys, said once. No two differ by colour alone."""

from __future__ import annotations

from dataclasses import dataclass

INK, FAINT, GRID = "#1b2430", "#5b6675", "#d9dee5"
COUNTED, REPORTED, MODELLED = "#23703f", "#7a3e9d", "#1f5f99"
"""One colour for each kind of number, in marks, keys and charts."""
MARKS = {"counted": COUNTED, "reported": REPORTED, "estimated": MODELLED, "assumed": MODELLED}
"""Colour of each mark; the two marks of modelled numbers differ by their signs."""
ON_FILL = "#111111"
"""Text on a fill; the same in dark mode, where fills stay light."""
OUTLINE = "#3d4754"


@dataclass(frozen=True)
class Style:
    """How a series is drawn.

    Attributes
    ----------
    colour : str
    dash : tuple of int
        Empty for a solid line.
    width : float
    opacity : float
        Below one for bands.
    shape : str
        ``line``, ``band``, ``point`` or ``box``.
    cap : str
        End of a dash: ``round`` makes dots of short ones.
    letter : str
        Printed in boxes.
    """

    colour: str
    dash: tuple[int, ...] = ()
    width: float = 2.0
    opacity: float = 1.0
    shape: str = "line"
    cap: str = "butt"
    letter: str = ""


STYLES: dict[str, Style] = {
    "median": Style(MODELLED, width=2.6),
    "count": Style(COUNTED, width=2.6),
    "dashed": Style(MODELLED, (6, 4)),
    "held": Style(COUNTED, width=2.6),
    "half": Style(MODELLED, opacity=0.34, shape="band"),
    "most": Style(MODELLED, opacity=0.17, shape="band"),
    "post": Style(REPORTED, shape="point"),
    "press": Style(REPORTED, (2, 2), 2.6),
    "cumulative": Style(REPORTED, (9, 3, 2, 3), 2.6),
    "official": Style(COUNTED, (12, 4), 3.2),
    "target": Style(REPORTED, (1, 3), 2.4),
    "arrests_week": Style(COUNTED, width=2.6),
    "book_ins_ice": Style("#a3262a", (12, 4), 3.2),
    "book_ins_cbp": Style("#b0500a", (6, 3)),
    "at_discretion": Style(INK, (2, 2), 2.6),
    "counted": Style(COUNTED, (0, 6), 3.4, cap="round"),
    "funded": Style(FAINT, (12, 4)),
    "operational": Style(FAINT, (2, 2)),
    "contracted": Style(FAINT, (9, 3, 2, 3)),
    "usable": Style(FAINT, (6, 3)),
    "end": Style(MODELLED, (1, 2), 1.6),
    "frozen": Style(MODELLED, (6, 3)),
    "as it is": Style(FAINT, (2, 3), 2.2),
    "runs as it is": Style(FAINT, opacity=0.14, shape="band"),
    "release policy": Style(MODELLED, (2, 2)),
    "policy": Style(MODELLED, width=2.6),
    "not booked": Style("#e5e7eb", shape="box", letter="N"),
    "released": Style("#fde9b8", shape="box", letter="R"),
    "other agency": Style("#d6c8ea", shape="box", letter="A"),
    "in no table": Style("#cfe3e6", shape="box", letter="U"),
    "removed": Style("#a9cbe8", shape="box", letter="D"),
    "still held": Style("#c5e3cc", shape="box", letter="H"),
    "exits": Style("#a9cbe8", shape="box", letter="E"),
    "book-ins": Style("#fde9b8", shape="box", letter="I"),
    "beds free": Style("#e5e7eb", shape="box", letter="F"),
    "nearly full": Style("#fde9b8", shape="box", letter="N"),
    "over": Style("#f3b48c", shape="box", letter="O"),
    "no beds": Style("#ffffff", shape="box"),
    "dot not_booked": Style("#e5e7eb", shape="box", letter="N"),
    "dot bond": Style("#fde9b8", shape="box", letter="M"),
    "dot recognizance": Style("#f7d9c4", shape="box", letter="R"),
    "dot supervision": Style("#f3b48c", shape="box", letter="S"),
    "dot parole": Style("#f6c9d0", shape="box", letter="P"),
    "dot court_order": Style("#eae3a1", shape="box", letter="C"),
    "dot relief": Style("#dbe8a8", shape="box", letter="L"),
    "dot other": Style("#ffffff", shape="box", letter="O"),
    "dot transfer": Style("#d6c8ea", shape="box", letter="A"),
    "dot missed": Style("#cfe3e6", shape="box", letter="U"),
    "dot removal": Style("#a9cbe8", shape="box", letter="D"),
    "dot held": Style("#c5e3cc", shape="box", letter="H"),
    "bar": Style("#a9cbe8", shape="box"),
}

DARK = {
    INK: "#e6eaf0",
    FAINT: "#a5afbd",
    GRID: "#38414d",
    OUTLINE: "#8b96a5",
    MODELLED: "#7db8ec",
    REPORTED: "#c9a0e8",
    COUNTED: "#7ccf9a",
    "#b0500a": "#f0a35e",
    "#a3262a": "#f08a8d",
}
"""Colours of the light page and what they become in dark mode."""
