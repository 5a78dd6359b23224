"""The chart of people held in two runs, drawn in a few milliseconds: counts solid, model dashed, bands behind.

The drawing machine of the report takes a third of a second for a chart, too long for an answer to a slider.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor, log10

from markupsafe import Markup

from bedspace.report.styles import FAINT, GRID, STYLES

LEFT, TOP, BOTTOM = 66.0, 10.0, 26.0
LABEL_GAP = 15.0
"""Least distance of two names at the right end."""
AS_IT_IS, CHANGED = ("as it is", "runs as it is"), ("dashed", "most")
"""Styles of the middle and of the band of a run without and with a change, by their keys."""


@dataclass(frozen=True)
class Course:
    """A run as it is drawn.

    Attributes
    ----------
    name : str
        Written at its end.
    colour : str
    dash : str
    bands : sequence of (float, float, float)
        Quantile .05, the middle and quantile .95 by day.
    opacity : float
        Of the band.
    """

    name: str
    colour: str
    dash: str
    bands: Sequence[tuple[float, float, float]]
    opacity: float


def course(name: str, styles: tuple[str, str], quantiles: Sequence[Sequence[float]]) -> Course:
    """A run by its quantiles .05, .25, .5, .75 and .95, each over its days."""
    line, band = (STYLES[style] for style in styles)
    low, _, middle, _, high = quantiles
    bands = list(zip(low, middle, high, strict=True))
    return Course(name, line.colour, " ".join(map(str, line.dash)), bands, band.opacity)


@dataclass(frozen=True)
class Frame:
    """The drawing's size and scales."""

    width: float
    height: float
    right: float
    first: date
    days: int
    low: float
    high: float

    def x(self, day: float) -> float:
        """Place of a day of the run."""
        return LEFT + (self.width - LEFT - self.right) * day / max(self.days, 1)

    def y(self, value: float) -> float:
        """Place of a number of people."""
        share = (value - self.low) / (self.high - self.low)
        return self.height - BOTTOM - (self.height - TOP - BOTTOM) * share


def svg(first: date, courses: Sequence[Course], counts: Sequence[tuple[date, float]], narrow: bool = False) -> Markup:
    """The chart.

    Parameters
    ----------
    first : date
        Day of row 0.
    courses : sequence of Course
        All with the same days.
    counts : sequence of (date, float)
    narrow : bool
        For a narrow screen.
    """
    days = len(courses[0].bands) - 1
    values = [
        value for course in courses for band in (course.bands[0], course.bands[-1], _widest(course)) for value in band
    ]
    values += [value for _, value in counts]
    ticks = ticks_of(min(values), max(values))
    width, height, right = (330.0, 250.0, 74.0) if narrow else (760.0, 300.0, 134.0)
    frame = Frame(width, height, right, first, days, ticks[0], ticks[-1])
    parts = [*_grid(frame, ticks), *_months(frame, 3 if narrow else 1)]
    parts += [part for course in courses for part in _course(frame, course)]
    parts += [*_counts(frame, counts), *_names(frame, courses, narrow)]
    return Markup('<svg viewBox="0 0 {:.0f} {:.0f}" xmlns="http://www.w3.org/2000/svg" font-size="13">{}</svg>').format(
        width, height, Markup("").join(parts)
    )


def _widest(course: Course) -> tuple[float, float, float]:
    return (min(band[0] for band in course.bands), course.bands[0][1], max(band[2] for band in course.bands))


def ticks_of(low: float, high: float, about: int = 5) -> list[float]:
    """Round numbers from below the lowest to above the highest.

    >>> ticks_of(41_200, 66_300)
    [40000.0, 50000.0, 60000.0, 70000.0]
    """
    span = max(high - low, 1.0)
    rough = span / about
    power = 10.0 ** floor(log10(rough))
    step = next(power * each for each in (1, 2, 5, 10) if power * each >= rough)
    begin = floor(low / step)
    end = next(n for n in range(begin + 1, begin + 100) if n * step >= high)
    return [step * n for n in range(begin, end + 1)]


def _grid(frame: Frame, ticks: Sequence[float]) -> Iterator[Markup]:
    for tick in ticks:
        y = frame.y(tick)
        yield Markup('<path d="M{:.1f} {:.1f}H{:.1f}" stroke="{}"/>').format(LEFT, y, frame.width - frame.right, GRID)
        yield words_at(LEFT - 6, y + 4, f"{tick:,.0f}", FAINT, "end")


def _months(frame: Frame, every: int) -> Iterator[Markup]:
    starts = [day for day in range(frame.days + 1) if (frame.first + timedelta(days=day)).day == 1]
    every = max(every, -(-len(starts) // 12))
    for day in starts[::every]:
        when = frame.first + timedelta(days=day)
        year = f" {when:%Y}" if when.month == 1 or day == starts[0] else ""
        x = frame.x(day)
        yield Markup('<path d="M{0:.1f} {1:.1f}v5" stroke="{2}"/>').format(x, frame.height - BOTTOM, FAINT)
        yield words_at(x, frame.height - 8, f"{when:%b}{year}", FAINT, "middle")


def _course(frame: Frame, course: Course) -> Iterator[Markup]:
    across = [f"{frame.x(day):.1f}" for day in range(len(course.bands))]
    low, middle, high = (
        [f"{x},{frame.y(value):.1f}" for x, value in zip(across, line, strict=True)]
        for line in zip(*course.bands, strict=True)
    )
    yield Markup('<polygon points="{}" fill="{}" fill-opacity="{}"/>').format(
        " ".join([*high, *reversed(low)]), course.colour, course.opacity
    )
    yield Markup('<polyline points="{}" fill="none" stroke="{}" stroke-width="2.2" stroke-dasharray="{}"/>').format(
        " ".join(middle), course.colour, course.dash
    )


def _counts(frame: Frame, counts: Sequence[tuple[date, float]]) -> Iterator[Markup]:
    colour = STYLES["held"].colour
    places = [(frame.x((day - frame.first).days), frame.y(value)) for day, value in counts]
    if len(places) > 1:
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        yield Markup('<polyline points="{}" fill="none" stroke="{}" stroke-width="2.4"/>').format(line, colour)
    for x, y in places:
        yield Markup('<circle cx="{:.1f}" cy="{:.1f}" r="3" fill="{}"/>').format(x, y, colour)


def _names(frame: Frame, courses: Sequence[Course], narrow: bool) -> Iterator[Markup]:
    """Names with the last number at the right end, on a narrow screen under it; moved apart where they would touch."""
    x, lowest = frame.width - frame.right + 6, float("inf")
    for course in sorted(courses, key=lambda each: each.bands[-1][1]):
        number = f"{float(f'{course.bands[-1][1]:.3g}'):,.0f}"
        lines = [number, course.name] if narrow else [f"{course.name} {number}"]
        y = min(frame.y(course.bands[-1][1]) + 4, lowest)
        for line in lines:
            yield words_at(x, y, line, course.colour, "start")
            y -= LABEL_GAP
        lowest = y


def words_at(x: float, y: float, words: str, colour: str, anchor: str) -> Markup:
    """A text of a drawing."""
    return Markup('<text x="{:.1f}" y="{:.1f}" fill="{}" text-anchor="{}">{}</text>').format(
        x, y, colour, anchor, words
    )
