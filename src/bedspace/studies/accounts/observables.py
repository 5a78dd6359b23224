"""What the accounts are compared on: quantities that were counted, as each account has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
from numpy.typing import NDArray

from bedspace.figures.windows import Window
from bedspace.studies.accounts.counted import (
    Week,
    book_ins,
    fitted_weeks,
    share_convicted,
    windows_after,
    windows_known,
)
from bedspace.studies.accounts.fit import Fitted
from bedspace.units import Unit

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Observable:
    """A counted quantity.

    Attributes
    ----------
    label : str
    unit : Unit
    sets : bool
        Whether it helped to set the accounts, so that agreement says less.
    expected : callable
        Of a fitted account: its draws, shape (n,).
    counted : callable
        The count.
    """

    label: str
    unit: Unit
    sets: bool
    expected: Callable[[Fitted], Array]
    counted: Callable[[], float]


def _spike() -> tuple[Week, ...]:
    return _weeks(date(2025, 1, 27), date(2025, 2, 2))


def _dip() -> tuple[Week, ...]:
    return _weeks(date(2025, 2, 3), date(2025, 2, 23))


def _after_the_dip() -> tuple[Week, ...]:
    return _weeks(date(2025, 2, 24), date(2025, 3, 16))


def _february_to_march() -> tuple[Week, ...]:
    return _weeks(date(2025, 1, 27), date(2025, 3, 30))


def _fortnights() -> tuple[Window, ...]:
    """Windows whose days are nearly those of `_february_to_march`."""
    return tuple(w for w in windows_known() if w.after >= date(2025, 1, 25))


def _ends() -> tuple[Window, ...]:
    """The first and the last of those windows."""
    return _fortnights()[0], _fortnights()[-1]


def _june() -> tuple[Window, ...]:
    return tuple(w for w in windows_after() if w.first >= date(2025, 6, 1) and w.through <= date(2025, 6, 28))


def _weeks(first: date, last: date) -> tuple[Week, ...]:
    return tuple(w for w in fitted_weeks() if w.first >= first and w.last <= last)


def _noisy(fitted: Fitted, found: tuple[Week, ...]) -> Array:
    """Mean arrests a day of weeks, each week with noise as large as a window's, shape (n,)."""
    noise = np.stack([fitted.noisy(f"week {w.first}") for w in found])
    return np.asarray((fitted.weeks(found) * noise).mean(0))


def _a_day(found: tuple[Week, ...]) -> float:
    return float(np.mean([week.a_day for week in found]))


def _change(shares: Array) -> Array:
    return np.asarray(shares[-1] - shares[0])


@cache
def observables() -> Mapping[str, Observable]:
    """All by name, in the order of their days."""
    return {
        "spike": Observable(
            "Arrests a day in the week of 27 January 2025",
            Unit.ARRESTS_PER_DAY,
            True,
            lambda f: _noisy(f, _spike()),
            lambda: _a_day(_spike()),
        ),
        "dip": Observable(
            "Arrests of 3 to 23 February over those of the week of 27 January 2025",
            Unit.RATIO,
            True,
            lambda f: _noisy(f, _dip()) / _noisy(f, _spike()),
            lambda: _a_day(_dip()) / _a_day(_spike()),
        ),
        "rebound": Observable(
            "Arrests of 24 February to 16 March over those of 3 to 23 February 2025",
            Unit.RATIO,
            True,
            lambda f: _noisy(f, _after_the_dip()) / _noisy(f, _dip()),
            lambda: _a_day(_after_the_dip()) / _a_day(_dip()),
        ),
        "booked": Observable(
            "ICE book-ins of 26 January to 5 April over arrests of 27 January to 30 March 2025",
            Unit.RATIO,
            True,
            lambda f: f.book_ins(_fortnights()).mean(0) / _noisy(f, _february_to_march()),
            lambda: float(book_ins(_fortnights()).mean()) / _a_day(_february_to_march()),
        ),
        "whom": Observable(
            "Share convicted of book-ins, 23 March to 5 April less 26 January to 8 February 2025",
            Unit.SHARE,
            True,
            lambda f: _change(f.share_convicted(_ends())),
            lambda: float(_change(share_convicted(_ends()))),
        ),
        "june": Observable(
            "ICE book-ins a day, 1 to 28 June 2025",
            Unit.PERSONS_PER_DAY,
            False,
            lambda f: f.book_ins(_june()).mean(0),
            lambda: float(book_ins(_june()).mean()),
        ),
        "whom in June": Observable(
            "Share convicted of book-ins, 1 to 28 June 2025",
            Unit.SHARE,
            False,
            lambda f: f.share_convicted(_june()).mean(0),
            lambda: float(share_convicted(_june()).mean()),
        ),
    }
