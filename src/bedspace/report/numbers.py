"""How numbers are shown: three significant digits, a mark, and a link to where they come from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
from markupsafe import Markup, escape
from numpy.typing import NDArray

from bedspace.report.addresses import address_of
from bedspace.units import RestsOn

Array = NDArray[np.float64]

BAND = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class Shown:
    """A number ready to be read.

    Attributes
    ----------
    text : str
    mark : RestsOn or None
        None where a number next to it has the mark already.
    source : str
        Anchor on the page that says where the number comes from.
    """

    text: str
    mark: RestsOn | None = None
    source: str = "record"

    def __str__(self) -> str:
        return f"{self.text} [{self.mark}]" if self.mark else self.text

    def __html__(self) -> str:
        number = Markup('<a class="n" href="#{}">{}</a>').format(self.source, self.text)
        return number + sign(self.mark, address_of(self.source)) if self.mark else number


SIGNS = {RestsOn.COUNTED: "●", RestsOn.REPORTED: "◆", RestsOn.ESTIMATED: "◐", RestsOn.ASSUMED: "○"}
"""A sign for each mark; its word stands in the tooltip, for screen readers and in print."""
MEANINGS = {
    RestsOn.COUNTED: "counted",
    RestsOn.REPORTED: "reported",
    RestsOn.ESTIMATED: "estimated from counts",
    RestsOn.ASSUMED: "assumed: no count fixes it",
}
"""Each mark in a few plain words, which begin with its own."""
INTERVAL = "(a to b): 9 of 10 model runs, not odds of being right"
"""What two numbers in brackets say."""


def sign(mark: RestsOn, address: str = "") -> Markup:
    """The sign of a mark, which leads to the publisher where there is one."""
    shown = Markup('<span aria-hidden="true">{}</span><span class="word">{}</span>').format(SIGNS[mark], mark.value)
    if address:
        template = '<a class="m {0}" href="{1}" title="{0}: {1}" rel="noreferrer">{2}</a>'
        return Markup(template).format(mark.value, address, shown)
    return Markup('<span class="m {}" title="{}">{}</span>').format(mark.value, MEANINGS[mark], shown)


def counted(text: str, source: str = "record") -> Shown:
    """A number that somebody counted."""
    return Shown(text, RestsOn.COUNTED, source)


def reported(text: str, source: str = "record") -> Shown:
    """A number that a named publication or office said."""
    return Shown(text, RestsOn.REPORTED, source)


def estimated(text: str, source: str = "record") -> Shown:
    """A number that rests on estimates from counts."""
    return Shown(text, RestsOn.ESTIMATED, source)


def assumed(text: str, source: str = "record") -> Shown:
    """A number that rests on an assumption."""
    return Shown(text, RestsOn.ASSUMED, source)


def three(value: float) -> str:
    """Three significant digits at most, thousands separated.

    >>> three(41234.5), three(0.01712), three(812.67), three(7.0)
    ('41,200', '0.0171', '813', '7')
    """
    digits = float(f"{value:.3g}")
    return f"{digits:,.0f}" if abs(digits) >= 100 or digits == int(digits) else f"{digits:g}"


def whole(value: float) -> str:
    """A count as it was printed.

    >>> whole(32809.0)
    '32,809'
    """
    return f"{value:,.0f}"


def rounded(value: float) -> str:
    """A modelled number of things that come whole: three significant digits at most, and no part of one.

    >>> rounded(64.6), rounded(1236.4), rounded(41234.5), rounded(0.3), rounded(0.0)
    ('65', '1,240', '41,200', 'under 1', '0')
    """
    return "under 1" if 0 < value < 0.5 else three(round(value))


def percent(share: float) -> str:
    """A share in per cent, three significant digits at most, no finer than a tenth.

    >>> percent(0.7362), percent(0.0004), percent(1.0)
    ('73.6 %', '0.0 %', '100 %')
    """
    return f"{100 * share:.0f} %" if share >= 0.9995 else f"{100 * share:.1f} %"


def day(when: date) -> str:
    """A day for readers.

    >>> day(date(2025, 7, 18))
    '18 July 2025'
    """
    return f"{when.day} {when:%B %Y}"


def span(first: date, last: date) -> str:
    """Two days for readers, the year said once where it is the same.

    >>> span(date(2025, 1, 23), date(2025, 1, 31)), span(date(2025, 1, 20), date(2025, 2, 3))
    ('23 to 31 January 2025', '20 January to 3 February 2025')
    """
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day(last)}"
    return f"{first.day} {first:%B}{'' if first.year == last.year else f' {first.year}'} to {day(last)}"


def band(values: Array) -> Array:
    """Quantiles .05, .5 and .95 over the last axis."""
    return np.asarray(np.quantile(values, BAND, axis=-1))


def between(low: float, high: float, form: Callable[[float], str] = three) -> str:
    """Text of an interval, each end in one form.

    >>> between(45620.6, 68515.8), between(8.4, 12.7, rounded)
    ('45,600 to 68,500', '8 to 13')
    """
    return f"{form(low)} to {form(high)}"


def stacked(middle: str | Shown, interval: str) -> Markup:
    """A median with its interval on a line of its own, for tables; alone where both ends are shown as it is.

    >>> stacked("0", "0 to 0"), stacked("12", "9 to 20")
    (Markup('0'), Markup('12 <span class="band">9 to 20</span>'))
    """
    if interval == f"{middle} to {middle}":
        return escape(middle)
    return Markup('{} <span class="band">{}</span>').format(middle, interval)
