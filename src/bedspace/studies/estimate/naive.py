"""Naive intervals: the last known value, changed as a monthly series changed in the past over as many months."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.result import QUANTILES
from bedspace.figure import join_key
from bedspace.figures.series import Vintage, is_whole_month
from bedspace.fiscal import period_bounds
from bedspace.studies.estimate.cells import book_ins_a_day

Array = NDArray[np.float64]

ARRESTS_2024 = 311.0
"""Arrests a day of fiscal year 2024, as the agency stated them [ARR009]."""
FIRST_MONTH = "2019-10"
"""Book-ins of fiscal year 2019 contain people who never reached a midnight."""


def naive(known: Vintage, series: str, months: int) -> Array:
    """Quantiles of a naive interval.

    Parameters
    ----------
    known : Vintage
    series : str
        A key of `SERIES`.
    months : int
        Between the last whole month known and the middle of what is asked.

    Returns
    -------
    array, shape (5,)
    """
    level, history = SERIES[series](known)
    return level * np.quantile(history[months:] / history[:-months], QUANTILES)


def _book_ins(known: Vintage) -> tuple[float, Array]:
    """ICE book-ins a day."""
    history = _monthly(known, "book_ins", lambda month: book_ins_a_day(known, month, "ice"), agency="ice")
    return float(history[-1]), history


def _change(known: Vintage) -> tuple[float, Array]:
    """The ratio of ICE book-ins a day in two months."""
    return 1.0, _book_ins(known)[1]


def _arrests(known: Vintage) -> tuple[float, Array]:
    """Arrests a day of fiscal year 2024, as the agency gave them; they move as ICE book-ins move."""
    return ARRESTS_2024, _book_ins(known)[1]


def _population(known: Vintage) -> tuple[float, Array]:
    """Average population."""
    history = _monthly(known, "adp", lambda month: known.value("adp", month))
    return float(history[-1]), history


def _removals(known: Vintage) -> tuple[float, Array]:
    """Removals of detained people a day."""

    def a_day(month: str) -> float:
        first, last = period_bounds(month)
        return known.value("book_outs", month, reason="release_to_remove") / ((last - first).days + 1)

    history = _monthly(known, "book_outs", a_day, reason="release_to_remove")
    return float(history[-1]), history


def _monthly(known: Vintage, quantity: str, value: Callable[[str], float], **dimensions: str) -> Array:
    """A quantity in all whole months since `FIRST_MONTH`."""
    months = [p for p in known.periods(quantity, join_key(**dimensions)) if len(p) == 7 and p >= FIRST_MONTH]
    return np.array([value(month) for month in months if is_whole_month(known.figure(quantity, month, **dimensions))])


SERIES: Mapping[str, Callable[[Vintage], tuple[float, Array]]] = {
    "arrests": _arrests,
    "book-ins": _book_ins,
    "change": _change,
    "population": _population,
    "removals": _removals,
}
"""Name of a series -> its level now, and its history by month."""
