"""Past errors: how far the plain method missed, applied again at every past month.

The plain method takes one exit rate from the balance of the last three months. It holds that rate for one, three and
six months, once with book-ins held and once with the book-ins that came. The data are official monthly averages from
fiscal year 2020 on, as last revised: pseudo-real-time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bedspace.figures.series import Vintage, as_of
from bedspace.figures.sources import EMBEDDED, Source
from bedspace.fiscal import period_bounds
from bedspace.studies.estimate.cells import book_ins_a_day

Array = NDArray[np.float64]

FIRST_MONTH = "2019-10"
"""Book-ins of fiscal year 2019 contain people who never reached a midnight."""
HORIZONS = (1, 3, 6)


@dataclass(frozen=True)
class Miss:
    """Past misses at one horizon.

    Attributes
    ----------
    months : int
        Horizon.
    given_inflow : bool
        Whether the true book-ins were used.
    count : int
        Number of origins.
    mean, ninth_decile : float
        Mean and 90 % quantile of the absolute error, as a share of the population.
    """

    months: int
    given_inflow: bool
    count: int
    mean: float
    ninth_decile: float


def misses(day: date, among: Source = EMBEDDED) -> list[Miss]:
    """Misses of all projections that could be scored with what was published by a day."""
    vintage = as_of(day, among)
    months = _months(vintage)
    days = np.array([(period_bounds(m)[1] - period_bounds(m)[0]).days + 1 for m in months])
    population = np.array([vintage.value("adp", month) for month in months])
    inflow = np.array([sum(book_ins_a_day(vintage, m, agency) for agency in ("ice", "cbp")) for m in months])
    return [_score(horizon, given, population, inflow, days) for horizon in HORIZONS for given in (False, True)]


def _months(vintage: Vintage) -> list[str]:
    """Months with both population and book-ins, without a gap up to the last whole one."""
    population = {p for p in vintage.periods("adp") if len(p) == 7}
    known = sorted(p for p in vintage.periods("book_ins") if len(p) == 7 and p in population and p >= FIRST_MONTH)
    return [p for p in known if period_bounds(p)[1] <= vintage.figure("adp", p).data_date or p != known[-1]]


def _score(horizon: int, given: bool, population: Array, inflow: Array, days: Array) -> Miss:
    errors = []
    for origin in range(3, len(population) - horizon):
        rate = _balance_rate(population, inflow, days, origin)
        projected = population[origin]
        for step in range(origin + 1, origin + horizon + 1):
            arriving = inflow[step] if given else inflow[origin]
            # averages of two months lie half of each month apart
            span = (days[step - 1] + days[step]) / 2
            projected = arriving / rate + (projected - arriving / rate) * np.exp(-rate * span)
        errors.append(abs(projected / population[origin + horizon] - 1))
    return Miss(horizon, given, len(errors), float(np.mean(errors)), float(np.quantile(errors, 0.9)))


def _balance_rate(population: Array, inflow: Array, days: Array, origin: int) -> float:
    """Exit rate of the last three months: book-ins less growth over person-days."""
    window = slice(origin - 2, origin + 1)
    growth = population[origin] - population[origin - 3]
    return float(((inflow[window] * days[window]).sum() - growth) / (population[window] * days[window]).sum())
