"""What a run begins with and takes in, from the data of its vintage: stock, book-ins, and exits where observed.

A parameter that states a number comes first; negative book-ins stand for the official tables.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.plan import Estimates
from bedspace.figures.series import Vintage
from bedspace.model.custody import AGENCIES
from bedspace.parameters.catalogue import Catalogue, Parameter
from bedspace.parameters.scenario import Dated
from bedspace.studies.estimate.balance import prior
from bedspace.studies.estimate.cells import book_ins_a_day, exit_rate
from bedspace.studies.estimate.custody import CustodyEstimate
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


def estimates_of(
    known: Catalogue,
    chosen: Dated,
    sight: Sight,
    estimate: CustodyEstimate,
    count: StartingCount,
    ahead: Outlook | None = None,
) -> Estimates:
    """What the figures say about custody on the day of the start, and the inflow that the scenario asks for.

    Parameters
    ----------
    known, chosen, sight, estimate : see there
    count : StartingCount
        People held at the start; classes keep their shares of the last table that has them.
    ahead : Outlook, optional
        The forecast, where book-ins are taken from it.
    """
    return Estimates(
        rates=estimate.rates,
        rate_errors=estimate.rate_errors,
        share_errors=(prior().pace_errors, prior().form_errors) if estimate.balanced else None,
        stock=estimate.stock * count.value / estimate.stock.sum(),
        stock_error=count.error,
        over_180_share=estimate.over_180_share,
        inflow=_inflow(known, chosen, sight, estimate) if ahead is None else _ahead(known, chosen, estimate, ahead),
        inflow_before=estimate.book_ins,
        class_shares=estimate.class_shares,
    )


def _inflow(known: Catalogue, chosen: Dated, sight: Sight, estimate: CustodyEstimate) -> Array:
    """Book-ins a day by agency, shape (t, 2)."""
    if chosen.inflow == "observed":
        return np.stack([_observed(sight, agency, chosen, estimate) for agency in AGENCIES], -1)
    filled = [_with_official(known, name, float(estimate.book_ins[i])) for i, name in enumerate(BOOK_INS)]
    return np.stack([_on_all(parameter, chosen) for parameter in filled], -1)


def _ahead(known: Catalogue, chosen: Dated, estimate: CustodyEstimate, ahead: Outlook) -> Array:
    """Book-ins a day by agency and draw, shape (t, 2, n): as forecast, where no parameter states a number.

    Agencies have their shares of the last full month.
    What policies add or multiply comes on top, as it does where book-ins are held.
    """
    paths, shares = [], estimate.book_ins / estimate.book_ins.sum()
    for agency, name in enumerate(BOOK_INS):
        # a value is linear in the official one, through ramps and adjustments
        stated, with_one = (_on_all(_with_official(known, name, official), chosen) for official in (0.0, 1.0))
        paths.append(stated[:, None] + (with_one - stated)[:, None] * shares[agency] * ahead.booked_in)
    return np.stack(paths, 1)


def _on_all(parameter: Parameter, chosen: Dated) -> Array:
    """Value of a parameter on every row of a run, shape (t,)."""
    return np.array([parameter.at(chosen.start + timedelta(days=row)) for row in range(chosen.days + 1)])


def _with_official(known: Catalogue, name: str, official: float) -> Parameter:
    """A book-in parameter whose negative values, which stand for the official table, are filled in."""
    values = tuple(v.model_copy(update={"value": official}) if v.value < 0 else v for v in known[name].values)
    return known[name].model_copy(update={"values": values})


def observed_exit_level(sight: Sight, chosen: Dated, estimate: CustodyEstimate) -> Array:
    """Official exit rate of each day's month over the estimated one, shape (t, 1).

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
    return (rates / estimate.total_rate)[:, None]


def _observed(sight: Sight, agency: str, chosen: Dated, estimate: CustodyEstimate) -> Array:
    """Official book-ins a day, month by month, shape (t,); row 0 has the last full month before the start."""

    def of_month(month: str) -> float:
        refuse_in_part(sight.vintage, "book_ins", month, _end(chosen), agency=agency)
        return book_ins_a_day(sight.vintage, month, agency)

    rates = _monthly_path(chosen, of_month)
    late = late_book_ins_a_day(sight.vintage, chosen.start, agency, sight.at_the_start)
    rates[:] = np.where(_in_first_month(chosen), late, rates)
    rates[0] = estimate.book_ins[AGENCIES.index(agency)]
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
