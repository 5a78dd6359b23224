"""Bars that stand against one line: parts of a whole, or what is there against what it takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bedspace.report.fan import words_at
from bedspace.report.styles import FAINT, INK, MODELLED, OUTLINE, STYLES

TOP, ROW, THICK = 26.0, 46.0, 16.0
LINE = 16.0
"""Of words: on a narrow screen the number stands under the label, beside it they would touch."""
MOST = 1.25
"""Longest bar, in lengths of the line; a longer one is cut there and its number says so."""


@dataclass(frozen=True)
class Bar:
    """A bar.

    Attributes
    ----------
    label, text : str
        Above its left and its right end, or one under the other.
    value : float
        Its length; 1 reaches the line.
    tick : float or None
        A second number, marked on it.
    ends : tuple of float, or None
        Of an interval.
    """

    label: str
    text: str
    value: float
    tick: float | None = None
    ends: tuple[float, float] | None = None


def svg(bars: Sequence[Bar], line: str, narrow: bool = False) -> Markup:
    """The drawing.

    Parameters
    ----------
    bars : sequence of Bar
    line : str
        What the line at 1 is.
    narrow : bool
        For a narrow screen.
    """
    row_height = ROW + (LINE if narrow else 0)
    width, height = 330.0 if narrow else 760.0, TOP + row_height * len(bars) + 6
    scale = (width - 8) / MOST
    at = 4 + scale
    parts = [words_at(at, 16, line, FAINT, "middle")]
    for row, bar in enumerate(bars):
        parts += _bar(bar, TOP + row_height * row, width, scale, narrow)
    return Markup('<svg viewBox="0 0 {:.0f} {:.0f}" xmlns="http://www.w3.org/2000/svg" font-size="13">{}</svg>').format(
        width, height, Markup("").join(parts)
    )


def _bar(bar: Bar, top: float, width: float, scale: float, narrow: bool) -> Iterator[Markup]:
    y = top + 18 + (LINE if narrow else 0)
    yield words_at(4, top + 12, bar.label, INK, "start")
    yield words_at(4, y - 6, bar.text, FAINT, "start") if narrow else words_at(width - 4, y - 6, bar.text, INK, "end")
    yield Markup('<rect x="4" y="{:.1f}" width="{:.1f}" height="{}" fill="{}" stroke="{}"/>').format(
        y, _length(bar.value, scale), THICK, STYLES["bar"].colour, OUTLINE
    )
    yield Markup('<path d="M{:.1f} {:.1f}v{}" stroke="{}" stroke-width="2"/>').format(4 + scale, y - 4, THICK + 8, INK)
    if bar.ends:
        low, high = (4 + _length(each, scale) for each in bar.ends)
        yield Markup('<path d="M{:.1f} {:.1f}H{:.1f}" stroke="{}" stroke-width="2"/>').format(
            low, y + THICK / 2, high, MODELLED
        )
    if bar.tick is not None:
        x = 4 + _length(bar.tick, scale)
        yield Markup('<path d="M{:.1f} {:.1f}v{}" stroke="{}" stroke-width="3" stroke-dasharray="3 2"/>').format(
            x, y - 2, THICK + 4, MODELLED
        )


def _length(value: float, scale: float) -> float:
    return scale * min(max(value, 0.0), MOST)
