"""What the words of a number leave open: rounding, "about", "just under", a share or a length in words."""

from __future__ import annotations

import re

from bedspace.claims.check.reading.spelled import LENGTHS
from bedspace.claims.intervals import Interval, rounding
from bedspace.claims.patterns import Pattern
from bedspace.claims.read.quantity import Kind, Quantity

NEARLY = 0.05
"""How far below or above a limit "just under" and "just over" reach."""


ABOUT = 0.02
"""How far "about" reaches, beyond the rounding of the number."""


ABOUT_POINTS = 2.0
"""The same for a share, in points of a per cent."""


def interval_of(quantity: Quantity, comparator: str, near_limit: bool, text: str = "") -> Interval:
    """What the words of a number leave open."""
    low, high = float(quantity.low or 0.0), float(quantity.high or 0.0)
    if comparator == "range":
        return Interval(low, high)
    if comparator in {"more_than", "at_least"}:
        return Interval(low, high * (1 + NEARLY) if near_limit else float("inf"))
    if comparator in {"less_than", "up_to"}:
        return Interval(low * (1 - NEARLY) if near_limit else 0.0, high)
    half = _half(quantity, comparator, text)
    if comparator == "about" and quantity.kind is Kind.PERCENT:
        return Interval(min(low - half, low - ABOUT_POINTS), max(high + half, high + ABOUT_POINTS))
    if comparator == "about":
        return Interval(min(low - half, low * (1 - ABOUT)), max(high + half, high * (1 + ABOUT)))
    return Interval(low - half, high + half)


_RATIO = Pattern(r"\b(?:in|out of|of)(?: every)? (?:ten|10|four|4|five|5)$", re.IGNORECASE)
WRITTEN = Pattern(r"\d|percent|per cent", re.IGNORECASE)
WHOLE = 0.5
"""A whole per cent or day may be rounded from half a unit away."""
FRACTION = 1.5
"""How far, in points, a share in words ("a third") may be from the share itself."""


RATIO = 2.5
"""The same for so many in ten or in four: half the way from seven in ten to three in four."""


COARSE = 0.2
"""A length in weeks, months or years may be from half a unit away, and no more than this part of itself."""


def _coarse(text: str) -> float:
    """Days of the unit in which a length of time is written; 0 for days."""
    low = text.lower()
    return next((days for unit, days in LENGTHS.items() if unit in low), 0.0)


def _half(quantity: Quantity, comparator: str, text: str) -> float:
    """How far the number that is meant may be from the one that is written."""
    low = float(quantity.low or 0.0)
    if quantity.kind is Kind.MULTIPLE:
        return 0.1 * low if comparator == "about" else 0.05 * low
    if quantity.kind is Kind.PERCENT and round(low, 1) != low:
        return FRACTION
    if quantity.kind is Kind.PERCENT and _RATIO.search(text):
        return RATIO
    if quantity.kind is Kind.DAYS and (unit := _coarse(text)):
        return min(unit / 2, COARSE * low)
    if quantity.kind in {Kind.PERCENT, Kind.DAYS} and low == int(low):
        return max(rounding(low), WHOLE)
    return rounding(low)
