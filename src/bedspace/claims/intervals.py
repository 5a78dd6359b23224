"""Numbers as intervals: what the words of a claim leave open, and arithmetic that keeps it.

A number in a text stands for all values that a writer would round to it. "More than" opens it upwards, "fewer
than" downwards.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from bedspace.claims.claim import Claim

_LEAST_DIGITS = 2


@dataclass(frozen=True)
class Interval:
    """All numbers from `low` to `high`."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(f"no interval from {self.low} to {self.high}")

    def meets(self, other: Interval) -> bool:
        """Whether the two have a number in common."""
        return self.low <= other.high and other.low <= self.high

    def gap(self, other: Interval) -> float:
        """Distance between the two as a share of the nearer end of the other; 0 where they meet."""
        if self.meets(other):
            return 0.0
        near, far = (other.low, self.high) if self.high < other.low else (other.high, self.low)
        return abs(far - near) / abs(near) if near else math.inf

    def shared(self, other: Interval) -> float:
        """Part of the narrower of the two that lies in both, from 0 to 1."""
        if not self.meets(other):
            return 0.0
        both = min(self.high, other.high) - max(self.low, other.low)
        narrower = min(self.high - self.low, other.high - other.low)
        return 1.0 if narrower == 0 or math.isinf(narrower) else both / narrower

    @property
    def centre(self) -> float:
        """Its middle, or its end where it is open."""
        return self.low if math.isinf(self.high) else (self.low + self.high) / 2

    def widened(self, share: float) -> Interval:
        """The interval made wider by a share of its ends."""
        return Interval(self.low * (1 - share), self.high * (1 + share))

    def __str__(self) -> str:
        if self.low == self.high:
            return _text(self.low)
        if math.isinf(self.high):
            return f"{_text(self.low)} or more"
        return f"{_text(self.low)} to {_text(self.high)}"


def _text(value: float) -> str:
    if math.isinf(value):
        return "no limit"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def exactly(value: float) -> Interval:
    """The interval of one number."""
    return Interval(value, value)


def apply(operation: str, *inputs: Interval) -> Interval:
    """Arithmetic on intervals: ``+ - * /``; ``read`` and ``compare`` hand back the first.

    >>> str(apply("*", exactly(75), exactly(25)))
    '1,875'
    """
    first = inputs[0]
    for second in inputs[1:] if operation in {"+", "-", "*", "/"} else ():
        first = _two(operation, first, second)
    return first


def _two(operation: str, a: Interval, b: Interval) -> Interval:
    if operation == "+":
        return Interval(a.low + b.low, a.high + b.high)
    if operation == "-":
        return Interval(a.low - b.high, a.high - b.low)
    if operation == "/":
        if b.low <= 0:
            return Interval(0.0, math.inf)
        return Interval(_over(a.low, b.high), _over(a.high, b.low))
    corners = [_times(x, y) for x in (a.low, a.high) for y in (b.low, b.high)]
    return Interval(min(corners), max(corners))


def _times(x: float, y: float) -> float:
    return 0.0 if 0.0 in {x, y} else x * y


def _over(x: float, y: float) -> float:
    return 0.0 if math.isinf(y) else x / y


def rounding(value: float) -> float:
    """Half a unit of the last digit that a writer kept, at least two digits being kept.

    >>> rounding(42_000), rounding(461), rounding(40_000), rounding(5.8)
    (500.0, 0.5, 500.0, 0.05)
    """
    if value == 0:
        return 0.0
    size = 10.0 ** (math.floor(math.log10(abs(value))) - _LEAST_DIGITS + 1)
    while size > 0.01 and abs(value / size - round(value / size)) > 1e-9:
        size /= 10
    return min(size / 2, 0.5 if value == int(value) and value < 100 else math.inf)


_VAGUE: dict[str, tuple[float, float]] = {
    "dozen": (24, 100),
    "hundred": (200, 1_000),
    "tens of thousand": (20_000, 100_000),
}
_VAGUE |= {"hundreds of thousand": (200_000, 1e6), "thousand": (2_000, 10_000), "million": (2e6, math.inf)}
_VAGUE |= {"tens of million": (20e6, 100e6), "billion": (2e9, math.inf)}


def said(claim: Claim) -> Interval | None:
    """The interval that the words of a claim leave open; None for what names no size at all."""
    if claim.low is None or claim.high is None:
        return _vague(claim.text_span)
    if claim.comparator == "range":
        return Interval(claim.low, claim.high)
    half = rounding(claim.low)
    if claim.comparator in {"more_than", "at_least"}:
        return Interval(claim.low, math.inf)
    if claim.comparator in {"less_than", "up_to"}:
        return Interval(0.0, claim.high)
    if _counts_things(claim):
        return exactly(claim.low)
    return Interval(claim.low - half, claim.high + half)


def _counts_things(claim: Claim) -> bool:
    """Offices, facilities and quotas are whole numbers set or counted, not rounded."""
    return (claim.low is not None and (claim.low < 200 and claim.unit != "percent")) or claim.status == "target"


def _vague(text: str) -> Interval | None:
    low = text.lower()
    fitting = [bounds for word, bounds in _VAGUE.items() if word in low]
    return Interval(*map(float, max(fitting))) if fitting else None
