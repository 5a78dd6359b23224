"""What the releases of a vintage say about people held and people booked in, as arrays.

Days are proleptic ordinals. A snapshot dated D is the midnight before D, so sums of book-ins up to D - 1 stand beside
it: both are put at D.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from bedspace.errors import Fault, UsageError
from bedspace.figure import Figure
from bedspace.figures.series import Vintage
from bedspace.fiscal import fiscal_end, fiscal_start, fiscal_year, period_bounds
from bedspace.studies.forecast.settings import table

Array = NDArray[np.float64]
SNAPSHOT = "detained_by_criminality"


@dataclass(frozen=True)
class Points:
    """A quantity at days.

    Attributes
    ----------
    days, values : array, shape (n,)
        In order of time, each day once.
    """

    days: Array
    values: Array


@dataclass(frozen=True)
class Flow:
    """People a day, constant between knots.

    Attributes
    ----------
    knots : array, shape (n + 1,)
        Days; the flow of part i is counted from knot i to knot i + 1.
    rates : array, shape (n,)
        People a day; not a number where no release covers the days.
    """

    knots: Array
    rates: Array


def snapshots(known: Vintage) -> Points:
    """The number held as each release prints it, by the date printed beside it.

    Raises
    ------
    UsageError
        If no release had been published.
    """
    printed = [figure for figure in known.figures(SNAPSHOT) if figure.key == ""]
    if not printed:
        raise UsageError(Fault("forecast", f"no count of people held is known {known.label}", "a later --as-of"))
    return _points({period_bounds(figure.period)[0].toordinal(): figure.value for figure in printed})


def averages(known: Vintage) -> Points:
    """Monthly average population at the middle of the days that it covers."""
    middles = {}
    for figure in known.figures("adp"):
        if figure.key == "" and len(figure.period) == 7:
            first, last = period_bounds(figure.period)
            middles[(first.toordinal() + min(last, figure.data_date).toordinal()) / 2 + 1] = figure.value
    return _points(middles)


def flow(known: Vintage, quantity: str, *keys: str) -> Flow:
    """People a day between the days that a sum since the first of October is known for.

    Sums are known at each day that the data of a release reach, as that release had them, and at the ends of months,
    as the newest release has them. Of two sums that stand near each other the one of the data date is kept. The days
    from the last sum of a fiscal year to its end are covered by no release.

    Parameters
    ----------
    known : Vintage
    quantity : str
        Table by month.
    keys : str
        Keys whose sum is asked for.
    """
    monthly = [f for f in known.printings(quantity) if f.key in keys and len(f.period) == 7]
    ordered = sorted(monthly, key=lambda figure: (_year(figure), figure.rank))
    parts = [part for year, figures in groupby(ordered, key=_year) for part in _of_year(year, list(figures))]
    if not parts:
        return Flow(np.zeros(1), np.zeros(0))
    return _joined(parts)


def yearly_flow(known: Vintage, quantity: str) -> Flow:
    """People a day between the days that the sum of a fiscal year is printed for; for tables without months."""
    sums: dict[int, dict[float, float]] = {}
    for figure in sorted(known.printings(quantity), key=lambda figure: figure.rank):
        if figure.key == "":
            year = fiscal_year(period_bounds(figure.period)[0])
            sums.setdefault(year, {})[float(figure.data_date.toordinal())] = figure.value
    parts = [part for year in sorted(sums) for part in _parts(year, sums[year])]
    return _joined(parts) if parts else Flow(np.zeros(1), np.zeros(0))


def _year(figure: Figure) -> int:
    return fiscal_year(period_bounds(figure.period)[0])


def _of_year(year: int, figures: list[Figure]) -> Iterator[tuple[float, float, float]]:
    return _parts(year, _apart(_at_data_dates(figures), _at_month_ends(figures)))


def _parts(year: int, sums: Mapping[float, float]) -> Iterator[tuple[float, float, float]]:
    """Parts of a fiscal year from sums by day: first day, last day, people a day."""
    begin = float((fiscal_start(year) - timedelta(days=1)).toordinal())
    before = (begin, 0.0)
    for day, people in sorted(sums.items()):
        yield before[0], day, (people - before[1]) / (day - before[0])
        before = (day, people)
    if before[0] < (end := fiscal_end(year).toordinal()):
        yield before[0], float(end), np.nan


def _at_data_dates(figures: list[Figure]) -> dict[float, float]:
    """Sums of each release, the last published of each data date."""
    cells: dict[tuple[str, str], float] = {}
    sums = {}
    for day, printed in groupby(figures, key=lambda figure: figure.data_date):
        cells |= {(figure.key, figure.period): figure.value for figure in printed}
        sums[float(day.toordinal())] = sum(cells.values())
    return sums


def _at_month_ends(figures: list[Figure]) -> dict[float, float]:
    """Sums of whole months as the newest release has them."""
    newest = {(figure.key, figure.period): figure for figure in figures}
    ends: dict[date, float] = {}
    for figure in newest.values():
        if figure.is_whole:
            end = period_bounds(figure.period)[1]
            ends[end] = ends.get(end, 0.0) + figure.value
    sums = np.cumsum([ends[end] for end in sorted(ends)])
    return {float(end.toordinal()): float(people) for end, people in zip(sorted(ends), sums, strict=True)}


def _apart(first: Mapping[float, float], second: Mapping[float, float]) -> dict[float, float]:
    """The first sums, and of the second those that stand apart from them."""
    near = table()["series"]["knots_apart_days"]
    return {**first, **{day: people for day, people in second.items() if min(abs(day - d) for d in first) >= near}}


def _joined(parts: list[tuple[float, float, float]]) -> Flow:
    """Parts in order as one flow; years that nothing covers are a part without a rate."""
    knots, rates = [parts[0][0]], []
    for begin, end, rate in parts:
        if begin > knots[-1]:
            knots.append(begin)
            rates.append(np.nan)
        knots.append(end)
        rates.append(rate)
    if np.isnan(rates[-1]):
        del knots[-1], rates[-1]
    return Flow(np.array(knots) + 1, np.array(rates))


def _points(values: Mapping[float, float]) -> Points:
    return Points(np.array(sorted(values), float), np.array([values[day] for day in sorted(values)]))
