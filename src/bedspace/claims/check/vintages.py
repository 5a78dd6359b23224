"""A number against an official figure as it was known when it was said.

A release that ends before its period ends is a floor of a count and says nothing of a mean. A verdict needs room:
a number that is near the figure, or near any part or later release of it, is not contradicted.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bedspace.claims.check.findings import Verdict
from bedspace.claims.claim import Claim
from bedspace.claims.intervals import Interval
from bedspace.figure import Figure
from bedspace.fiscal import fiscal_year, period_bounds

NEAR = 0.10
"""A stated number within this share of a figure is not called wrong."""
NEAR_LIMIT = 0.03
"""The same for a limit that is said to be passed ("more than")."""
OTHER_SCOPE = 0.2
"""A number under this share of a figure is of another scope rather than wrong."""
ROUNDED = 0.02
"""How far "about" reaches."""
BRIDGED = 0.02
"""How exact a figure is that was carried from one scale to another."""
FRESH = timedelta(days=14)
"""Age up to which a release of a running fiscal year is the newest one: there is one every fortnight."""
_TOO_EXACT = 0.002
"""A number that is said more exactly than this cannot be confirmed by one that was carried over."""
_COUNTS = frozenset({"removals", "book_ins"})


def named_period(claim: Claim, read: str) -> str | None:
    """The period of a series that the words of a claim name from its first day to its last; None for any other span.

    Parameters
    ----------
    claim : Claim
    read : str
        How the series is read: ``day`` for one that has days.
    """
    if not claim.time_start or not claim.time_end:
        return None
    first, last = date.fromisoformat(claim.time_start), date.fromisoformat(claim.time_end)
    named = (first.isoformat(),) if read == "day" else (f"{first:%Y-%m}", f"FY{fiscal_year(first)}")
    return next((period for period in named if period_bounds(period) == (first, last)), None)


def is_complete(figure: Figure) -> bool:
    """Whether the data of a figure reach the end of its period."""
    return figure.data_date >= period_bounds(figure.period)[1]


def known_when_said(released: Sequence[Figure], day: date | None) -> list[Figure]:
    """The releases that were out on a day; of a period that had ended, later ones where none was out."""
    if day is None:
        return list(released)
    out = [figure for figure in released if figure.published <= day]
    ended = all(period_bounds(figure.period)[1] < day for figure in released)
    return out or (list(released) if ended else [])


@dataclass(frozen=True)
class Asked:
    """A number beside the figure that it is held against.

    Attributes
    ----------
    claim : Claim
    stated : Interval
        What the words leave open.
    figure : Figure
        As known when it was said.
    value : Interval
        The figure in the unit and on the scale of the claim.
    others : sequence of Interval
        Its parts and its other releases, in the same unit.
    bridged : bool
        Whether the value was carried from another scale.
    said : date or None
    """

    claim: Claim
    stated: Interval
    figure: Figure
    value: Interval
    others: Sequence[Interval]
    bridged: bool
    said: date | None

    def judged(self) -> tuple[Verdict, str]:
        """The verdict, and why there is none."""
        if is_complete(self.figure):
            return self._whole()
        return self._floor()

    @property
    def _open(self) -> bool:
        """Whether the words only set a limit."""
        return self.stated.low <= 0 or math.isinf(self.stated.high)

    def _whole(self) -> tuple[Verdict, str]:
        if self._agrees():
            return Verdict.SUPPORTED, ""
        room = NEAR_LIMIT if self._open and not self.bridged else NEAR
        others = () if self._open else self.others
        if any(self.stated.meets(value.widened(room)) for value in (self.value, *others)):
            return Verdict.UNCHECKABLE, "; near it or a part of it, and not the same, so no verdict is given"
        if self.stated.high < OTHER_SCOPE * self.value.low:
            return Verdict.UNCHECKABLE, "; so far below it that a part of it may be meant, so no verdict is given"
        return Verdict.CONTRADICTED, ""

    def _agrees(self) -> bool:
        if not self.bridged:
            return self.stated.meets(self.value.widened(ROUNDED if self._loose else 0.0))
        band = self.value.widened(BRIDGED)
        if self._open:
            return self.stated.low <= band.low and band.high <= self.stated.high
        return self.stated.high - self.stated.low >= _TOO_EXACT * self.value.low and self.stated.meets(band)

    @property
    def _loose(self) -> bool:
        return not self._open and self.claim.comparator == "about"

    def _floor(self) -> tuple[Verdict, str]:
        """A count that goes on after the release can only be higher."""
        unsaid = Verdict.UNCHECKABLE, "; the figure ends before the period does, so no verdict is given"
        if self.figure.quantity not in _COUNTS or self.claim.period == "day":
            return unsaid
        if self.stated.high < self.value.low * (1 - NEAR_LIMIT) and self.stated.low <= 0:
            return Verdict.CONTRADICTED, "; it can only be higher by the end"
        if math.isinf(self.stated.high) and self.stated.low <= self.value.low:
            return Verdict.SUPPORTED, "; it can only be higher by the end"
        return (Verdict.SUPPORTED, "; so far") if self._running and self._agrees() else unsaid

    @property
    def _running(self) -> bool:
        """Whether a fiscal year still ran when the number was said, and the release was the newest."""
        running = self.said is not None and self.said <= period_bounds(self.figure.period)[1]
        if self.said is None or not running or not self.figure.period.startswith("FY"):
            return False
        return self.said - self.figure.published <= FRESH
