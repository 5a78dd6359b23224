"""What was counted of arrests: weeks, windows, and the paths by day that an account is given.

Two readings are kept apart. What sets an account ends on `KNOWN`; what it stands beside may be later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np
from numpy.typing import NDArray

from bedspace.figures.series import Vintage, as_of
from bedspace.figures.windows import Window, between, windows
from bedspace.fiscal import period_bounds

Array = NDArray[np.float64]

FIRST = date(2024, 10, 1)
KNOWN = date(2025, 4, 5)
"""Last day whose counts set anything."""
LAST = date(2025, 9, 20)
DAYS = (LAST - FIRST).days + 1
PUBLISHED = date(2025, 4, 16)
"""Day on which the release that reaches `KNOWN` was published."""
STARTED = date(2025, 1, 11)
"""Windows of January to March begin after this day; the two before it hold the holidays."""

_AGREEMENTS_BEFORE_2025 = date(2025, 1, 1)
_SMOOTHED = 7.0
_HELD = 28


@dataclass(frozen=True)
class Week:
    """Arrests counted in a week.

    Attributes
    ----------
    first, last : date
    a_day : float
    """

    first: date
    last: date
    a_day: float


@dataclass(frozen=True)
class Given:
    """Paths by day that every account is given; shape (days,), the first day is `FIRST`.

    Attributes
    ----------
    detainers : array
        Counted a day to `KNOWN`, smoothed over a week; then held at the mean of the last four weeks.
    agreements : array
        287(g) agreements signed since January 2025 and in force in July 2026, added up.
    """

    detainers: Array
    agreements: Array


def row(day: date) -> int:
    """Row of a day."""
    return (day - FIRST).days


def weekly(quantity: str) -> tuple[Week, ...]:
    """Weeks of a weekly count, in order."""
    found = _all().figures(quantity)
    bounds = ((*period_bounds(figure.period), figure.value) for figure in found if not figure.key)
    return tuple(Week(first, last, value / 7) for first, last, value in sorted(bounds))


@cache
def given() -> Given:
    """The paths of the embedded counts."""
    return Given(_detainers(), _agreements())


@cache
def fitted_weeks() -> tuple[Week, ...]:
    """Weeks of arrests that set the response: 20 January 2025 to the last whole one known."""
    return tuple(w for w in weekly("weekly_arrests") if w.first >= date(2025, 1, 20) and w.last <= KNOWN)


@cache
def windows_known() -> tuple[Window, ...]:
    """Windows from January to `KNOWN`, as they had been published by `PUBLISHED`."""
    return _with_counts(between(windows(as_of(PUBLISHED)), STARTED, KNOWN))


@cache
def windows_after() -> tuple[Window, ...]:
    """Windows from the day after `KNOWN` to `LAST`."""
    return _with_counts(between(windows(_all()), KNOWN + timedelta(days=1), LAST))


def book_ins(found: tuple[Window, ...]) -> Array:
    """ICE book-ins a day of windows, shape (windows,)."""
    return np.array([window.a_day("ice_book_ins") for window in found])


def share_convicted(found: tuple[Window, ...]) -> Array:
    """Share convicted among all book-ins of windows, shape (windows,); of both agencies, as the table has it.

    The release of 22 February 2025 has its columns exchanged, so windows that touch it are not a number.
    """
    return np.array([_share(window) for window in found])


def _share(window: Window) -> float:
    if _EXCHANGED in (window.after, window.through):
        return float("nan")
    sums = {
        (figure.key, figure.data_date): figure.value
        for figure in _all().printings("book_ins_by_criminality")
        if figure.data_date in (window.after, window.through) and figure.period == "FY2025"
    }
    gained = [sums[key, window.through] - sums[key, window.after] for key in ("criminality=convicted", "")]
    return gained[0] / gained[1]


_EXCHANGED = date(2025, 2, 22)


def _with_counts(found: tuple[Window, ...]) -> tuple[Window, ...]:
    return tuple(window for window in found if "ice_book_ins" in window.flows and window.days > 1)


def _all() -> Vintage:
    return as_of(date.max)


def _detainers() -> Array:
    weeks = [week for week in weekly("weekly_detainers") if week.last <= KNOWN]
    counted = np.full(DAYS, np.nan)
    for week in weeks:
        counted[max(row(week.first), 0) : max(row(week.last) + 1, 0)] = week.a_day
    through = row(weeks[-1].last) + 1
    counted[through:] = counted[through - _HELD : through].mean()
    smooth = np.empty(DAYS)
    level = float(counted[:60].mean())
    for day, value in enumerate(counted):
        level += (value - level) * -np.expm1(-1 / _SMOOTHED)
        smooth[day] = level
    return smooth


def _agreements() -> Array:
    signed = np.zeros(DAYS)
    for figure in _all().figures("agreements_signed_in_force_2026"):
        first, last = period_bounds(figure.period)
        if first >= _AGREEMENTS_BEFORE_2025 and first <= LAST:
            signed[row(first) : row(last) + 1] += figure.value / ((last - first).days + 1)
    return np.cumsum(signed)
