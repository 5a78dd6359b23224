"""An account beside what was counted after the day that set it, and beside carrying the last count forward.

The form of the account was chosen after these windows had been seen: agreement is consistency, no prediction.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bedspace.figures.series import as_of
from bedspace.figures.windows import Window
from bedspace.parameters.accounts import numbers
from bedspace.parameters.catalogue import Catalogue
from bedspace.parameters.parameter import DatedValue, Prior
from bedspace.studies.accounts.counted import (
    PUBLISHED,
    book_ins,
    fitted_weeks,
    share_convicted,
    windows_after,
    windows_known,
)
from bedspace.studies.accounts.fit import DRAWS, SEED, Fitted, fit
from bedspace.studies.estimate.naive import SERIES

Array = NDArray[np.float64]

FIRST_TARGETS = (1200.0, 1350.0, 1500.0, 1875.0)
"""Targets of January 2025 as several outlets report them; the last is 75 for each of 25 offices."""
_BAND = (0.05, 0.95)
_MONTH = 365.25 / 12


@dataclass(frozen=True)
class Score:
    """One number of the table of scores.

    Attributes
    ----------
    what : str
    value : float
    naive : float or None
        The same number of carrying the last window forward.
    bar : str
        What was asked for; empty where nothing was.
    met : bool or None
    """

    what: str
    value: float
    naive: float | None = None
    bar: str = ""
    met: bool | None = None


@dataclass(frozen=True)
class Beside:
    """An account's windows beside the counted ones.

    Attributes
    ----------
    found : tuple of Window
    counted : array, shape (windows,)
        ICE book-ins a day.
    drawn : array, shape (windows, n)
    carried : array, shape (windows,)
        The last window known.
    changed : tuple of array
        For each window: carried, times every change of the past over as many months.
    """

    found: tuple[Window, ...]
    counted: Array
    drawn: Array
    carried: Array
    changed: tuple[Array, ...]

    @property
    def median(self) -> Array:
        """Median of the draws, shape (windows,)."""
        return np.asarray(np.median(self.drawn, axis=1))

    @property
    def band(self) -> Array:
        """Ends of the 90 % band, shape (2, windows)."""
        return np.asarray(np.quantile(self.drawn, _BAND, axis=1))

    @property
    def error(self) -> float:
        """Mean absolute error of the median, a day."""
        return float(np.abs(self.median - self.counted).mean())

    @property
    def error_of_carrying(self) -> float:
        """Mean absolute error of carrying forward, a day."""
        return float(np.abs(self.carried - self.counted).mean())


def beside(fitted: Fitted) -> Beside:
    """The windows after `KNOWN` beside the counts."""
    return against(fitted.book_ins(windows_after()))


def against(drawn: Array) -> Beside:
    """ICE book-ins a day in the windows after `KNOWN`, shape (windows, n), from whatever run, beside the counts."""
    found = windows_after()
    last = windows_known()[-1]
    carried = float(last.a_day("ice_book_ins") or 0)
    changed = tuple(carried * _changes(_months(last, window)) for window in found)
    return Beside(found, book_ins(found), drawn, np.full(len(found), carried), changed)


def crps(draws: Array, counted: float) -> float:
    """Continuous ranked probability score of equally weighted draws; the unit is theirs (Gneiting and Raftery 2007)."""
    ordered, n = np.sort(draws), len(draws)
    spread = ((2 * np.arange(1, n + 1) - n - 1) * ordered).sum() / n**2
    return float(np.abs(ordered - counted).mean() - spread)


def scores(draws: int = DRAWS, seed: int = SEED) -> list[Score]:
    """The table of scores of the default account.

    Parameters
    ----------
    draws : int
    seed : int
    """
    fitted = fit(draws=draws, seed=seed)
    return [*later(beside(fitted)), *_earlier(fitted), *_whom(fitted), *_variants(draws, seed)]


def later(found: Beside) -> Iterator[Score]:
    """Scores of the windows after `KNOWN`."""
    error, carrying = found.error, found.error_of_carrying
    low, high = found.band
    inside = int(((found.counted >= low) & (found.counted <= high)).sum())
    wide = high / low
    own = float(np.mean([crps(*pair) for pair in zip(found.drawn, found.counted, strict=True)]))
    naive = float(np.mean([crps(*pair) for pair in zip(found.changed, found.counted, strict=True)]))
    n = len(found.counted)
    yield Score(
        f"mean absolute error, {n} windows", error, carrying, "at most .40 of carrying", error <= 0.4 * carrying
    )
    yield Score(f"windows of {n} inside the 90 % band", float(inside), None, "at least 8 of 10", inside >= 0.8 * n)
    yield Score("mean width of the band, q95 / q05", float(wide.mean()), None, "at most 1.9", wide.mean() <= 1.9)
    yield Score("widest band, q95 / q05", float(wide.max()), None, "at most 2.2", wide.max() <= 2.2)
    yield Score("continuous ranked probability score", own, naive, "at most .5 of carrying", own <= 0.5 * naive)


def _earlier(fitted: Fitted) -> Iterator[Score]:
    """What set the account, within what it leaves."""
    found, weeks = windows_known(), [w for w in fitted_weeks() if w.last <= date(2025, 3, 16)]
    of_windows = np.abs(np.median(fitted.book_ins(found, noise=False), axis=1) / book_ins(found) - 1)
    of_weeks = np.abs(np.median(fitted.weeks(tuple(weeks)), axis=1) / np.array([w.a_day for w in weeks]) - 1)
    yield from _two("book-ins, January to March 2025 (fitted)", of_windows, 0.10, 0.16)
    yield from _two("weekly arrests, 20 January to 16 March 2025 (fitted)", of_weeks, 0.08, 0.16)


def _whom(fitted: Fitted) -> Iterator[Score]:
    found = windows_after()
    counted = share_convicted(found)
    free = np.abs(np.median(fitted.share_convicted(found), axis=1) - counted)
    told = np.abs(np.median(fitted.share_convicted(found, book_ins(found)), axis=1) - counted)
    yield Score("share convicted, mean error", float(free.mean()), None, "at most .06", free.mean() <= 0.06)
    yield Score(
        "share convicted given the total, mean error", float(told.mean()), None, "at most .03", told.mean() <= 0.03
    )


def _variants(draws: int, seed: int) -> Iterator[Score]:
    for target in FIRST_TARGETS:
        found = beside(fit(with_target("arrest_target", target), draws, seed))
        yield Score(f"mean absolute error, first target {target:,.0f}", found.error, found.error_of_carrying)
    found = beside(fit(with_target("second_target", 0), draws, seed))
    yield Score("mean absolute error, announcement of 21 May unknown", found.error, found.error_of_carrying)


def with_target(name: str, target: float) -> Catalogue:
    """Numbers of the default account with another size of a dated target, and no spread of it."""
    known = numbers()
    values = tuple(_of_size(value, target) if value.value else value for value in known[name].values)
    return {**known, name: known[name].model_copy(update={"values": values, "prior": Prior(kind="fixed")})}


def _of_size(value: DatedValue, target: float) -> DatedValue:
    return value.model_copy(update={"value": target})


def _two(what: str, errors: Array, mean: float, worst: float) -> Iterator[Score]:
    yield Score(f"{what}, mean error", float(errors.mean()), None, f"at most {mean:.0%}", errors.mean() <= mean)
    yield Score(f"{what}, worst error", float(errors.max()), None, f"at most {worst:.0%}", errors.max() <= worst)


def _changes(months: int) -> Array:
    """Ratios of ICE book-ins over so many months, of the months known on `KNOWN`."""
    _, history = SERIES["book-ins"](as_of(PUBLISHED))
    return np.asarray(history[months:] / history[:-months])


def _months(last: Window, window: Window) -> int:
    """Months between the middles of two windows, at least one."""
    apart = (window.through - last.through).days - (window.days - last.days) / 2
    return max(round(apart / _MONTH), 1)
