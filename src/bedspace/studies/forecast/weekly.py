"""A weekly grid that ends at the last snapshot: people held, and people booked in a day.

A grid that ends where the data end never falls into step with the cycle of the releases.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bedspace.errors import CheckFailed, Fault
from bedspace.figures.series import Vintage
from bedspace.studies.forecast.known import Flow, Points, averages, flow, snapshots
from bedspace.studies.forecast.settings import table

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Weekly:
    """A series on a weekly grid.

    Attributes
    ----------
    days : array, shape (n,)
        Ordinal days, seven apart.
    held : array, shape (n,)
        People.
    booked_in : array, shape (n,)
        People a day in the week that ends at the day.
    """

    days: Array
    held: Array
    booked_in: Array

    @property
    def end(self) -> float:
        """The day of the last count."""
        return float(self.days[-1])


def known_weekly(known: Vintage) -> Weekly:
    """The weekly grid of all that a vintage holds.

    Raises
    ------
    UsageError
        If it holds no count.
    CheckFailed
        If book-ins a day are beyond what is possible.
    """
    counts = snapshots(known)
    held = stock(counts, averages(known))
    series = on_grid(held, flow(known, "book_ins", ""), float(counts.days[-1]))
    refuse_impossible(series)
    return series


def stock(counts: Points, average: Points) -> Points:
    """Snapshots, and scaled averages where no snapshot is near."""
    kept = table()["series"]
    gap = np.abs(average.days[:, None] - counts.days[None, :]).min(1, initial=np.inf)
    far = (gap > kept["average_apart_days"]) & (average.days < counts.days[-1])
    days = np.concatenate([counts.days, average.days[far]])
    values = np.concatenate([counts.values, average.values[far] * kept["average_scale"]])
    order = np.argsort(days)
    return Points(days[order], values[order])


def on_grid(held: Points, booked_in: Flow, end: float) -> Weekly:
    """Stock interpolated in logs, and mean flow of each week, from the first day that both are known."""
    first = max(held.days[0], booked_in.knots[0])
    days = np.asarray(end - 7.0 * np.arange(int((end - first) // 7), -1, -1), float)
    return Weekly(days, at(held)(days), mean_of_weeks(booked_in, days))


def at(points: Points) -> Callable[[Array], Array]:
    """People at any day, interpolated in logs."""
    return lambda days: np.exp(np.interp(days, points.days, np.log(points.values)))


def mean_of_weeks(given: Flow, days: Array) -> Array:
    """Mean people a day in the weeks that end at `days`."""
    total = _sums(given)
    return np.asarray((total(days) - total(days - 7)) / 7)


def people_between(given: Flow, begin: float, end: float) -> float:
    """People from one day up to another."""
    first, last = _sums(given)(np.array([begin, end]))
    return float(last - first)


def _sums(given: Flow) -> Callable[[Array], Array]:
    """Sum up to any day; days that nothing covers get what stands at both sides, days beyond what stands last."""
    known = ~np.isnan(given.rates)
    middles = (given.knots[1:] + given.knots[:-1]) / 2
    rates = np.where(known, given.rates, np.interp(middles, middles[known], given.rates[known]))
    sums = np.concatenate([[0.0], np.cumsum(rates * np.diff(given.knots))])

    def total(day: Array) -> Array:
        after, before = np.maximum(day - given.knots[-1], 0), np.minimum(day - given.knots[0], 0)
        return np.asarray(np.interp(day, given.knots, sums) + after * rates[-1] + before * rates[0])

    return total


def refuse_impossible(series: Weekly) -> None:
    """Refuse national book-ins that cannot be: a release added up twice, or a sum that falls.

    Raises
    ------
    CheckFailed
        Naming each such week.
    """
    most = table()["series"]["most_book_ins_a_day"]
    wrong = series.days[~((series.booked_in > 0) & (series.booked_in < most))]
    if len(wrong):
        what, expected = "book-ins a day are out of range", f"more than 0, less than {most}"
        weeks = [date.fromordinal(int(day)) for day in wrong]
        raise CheckFailed([Fault(f"week to {day}", what, expected) for day in weeks])
