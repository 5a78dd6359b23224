"""What a run begins with and takes in, from the data of its vintage: stock, book-ins, and exits where observed.

A parameter that states a number comes first; where it states none, the official tables give it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.plan import Estimates
from bedspace.figures.series import Vintage
from bedspace.model.custody import AGENCIES
from bedspace.parameters.catalogue import Catalogue
from bedspace.parameters.parameter import Parameter
from bedspace.parameters.scenario import Dated
from bedspace.studies.estimate.cells import book_ins_a_day, exit_rate
from bedspace.studies.estimate.months import late_book_ins_a_day, late_exit_rate, refuse_in_part
from bedspace.studies.forecast.outlook import Outlook
from bedspace.studies.run.starting_count import StartingCount

Array = NDArray[np.float64]

BOOK_INS = ("ice_book_ins", "cbp_book_ins")
"""Parameters that state book-ins of the agencies, or leave them to the figures."""


@dataclass(frozen=True)
class Sight:
    """The data of a run: what it may use, and what was known on the day it starts."""

    vintage: Vintage
    at_the_start: Vintage


def started(estimates: Estimates, count: StartingCount) -> Estimates:
    """Estimates with the people held at the start; classes keep their shares of the last table that has them."""
    return replace(estimates, stock=estimates.stock * count.value / estimates.stock.sum(), stock_error=count.error)


def inflow_of(known: Catalogue, chosen: Dated, sight: Sight, estimates: Estimates) -> Array:
    """Book-ins a day by agency that the scenario asks for, shape (t, 2)."""
    if chosen.inflow == "observed":
        return np.stack([_observed(sight, agency, chosen, estimates) for agency in AGENCIES], -1)
    filled = [_with_official(known, name, float(estimates.book_ins[i])) for i, name in enumerate(BOOK_INS)]
    return np.stack([_on_all(parameter, chosen) for parameter in filled], -1)


def inflow_ahead(known: Catalogue, chosen: Dated, estimates: Estimates, ahead: Outlook) -> Array:
    """Book-ins a day by agency and draw, shape (t, 2, n): as forecast, where no parameter states a number.

    Agencies have their shares of the last full month. What policies add or multiply comes on top, as it does where
    book-ins are held.
    """
    paths, shares = [], estimates.book_ins / estimates.book_ins.sum()
    for agency, name in enumerate(BOOK_INS):
        # a value is linear in the official one, through ramps and adjustments
        stated, with_one = (_on_all(_with_official(known, name, official), chosen) for official in (0.0, 1.0))
        paths.append(stated[:, None] + (with_one - stated)[:, None] * shares[agency] * ahead.booked_in)
    return np.stack(paths, 1)


def _on_all(parameter: Parameter, chosen: Dated) -> Array:
    """Value of a parameter on every row of a run, shape (t,)."""
    return np.array([parameter.at(chosen.start + timedelta(days=row)) for row in range(chosen.days + 1)])


def _with_official(known: Catalogue, name: str, official: float) -> Parameter:
    """A book-in parameter in which the official number stands wherever none is stated."""
    values = tuple(v.model_copy(update={"value": official}) if v.value is None else v for v in known[name].values)
    return known[name].model_copy(update={"values": values})


def observed_exit_level(sight: Sight, chosen: Dated, estimates: Estimates) -> Array:
    """Official exit rate of each day's month over that of the estimate, shape (t, 1); what tables miss goes along.

    Raises
    ------
    UsageError
        For a month that is not known, or known in part.
    """

    def of_month(month: str) -> float:
        refuse_in_part(sight.vintage, "book_outs", month, _end(chosen))
        return float(-np.log1p(-exit_rate(sight.vintage, month)))

    rates = _monthly_path(chosen, of_month)
    late = -np.log1p(-late_exit_rate(sight.vintage, chosen.start, sight.at_the_start))
    rates[:] = np.where(_in_first_month(chosen), late, rates)
    return (rates / estimates.counted_rate)[:, None]


def _observed(sight: Sight, agency: str, chosen: Dated, estimates: Estimates) -> Array:
    """Official book-ins a day, month by month, shape (t,); row 0 has the last full month before the start."""

    def of_month(month: str) -> float:
        refuse_in_part(sight.vintage, "book_ins", month, _end(chosen), agency=agency)
        return book_ins_a_day(sight.vintage, month, agency)

    rates = _monthly_path(chosen, of_month)
    late = late_book_ins_a_day(sight.vintage, chosen.start, agency, sight.at_the_start)
    rates[:] = np.where(_in_first_month(chosen), late, rates)
    rates[0] = estimates.book_ins[AGENCIES.index(agency)]
    return rates


def _end(chosen: Dated) -> date:
    return chosen.start + timedelta(days=chosen.days)


def _monthly_path(chosen: Dated, of_month: Callable[[str], float]) -> Array:
    """A monthly quantity on every row of a run, shape (t,)."""
    months = [f"{chosen.start + timedelta(days=row):%Y-%m}" for row in range(chosen.days + 1)]
    values = {month: of_month(month) for month in dict.fromkeys(months)}
    return np.array([values[month] for month in months])


def _in_first_month(chosen: Dated) -> NDArray[np.bool_]:
    first = (chosen.start.year, chosen.start.month)
    days = (chosen.start + timedelta(days=row) for row in range(chosen.days + 1))
    return np.array([(day.year, day.month) == first for day in days])
