"""What a run begins with and takes in, from the data of its vintage: stock, book-ins, and exits where observed.

A parameter that states a number comes first; negative book-ins and a stock of zero stand for the official tables.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.plan import Estimates
from bedspace.figures.scales import Bridge, Measure, convert
from bedspace.figures.series import Vintage
from bedspace.fiscal import previous_month
from bedspace.parameters.catalogue import Catalogue
from bedspace.parameters.scenario import Scenario
from bedspace.studies.estimate.custody import CustodyEstimate, book_ins_a_day, exit_rate
from bedspace.studies.estimate.months import late_book_ins_a_day, late_exit_rate

Array = NDArray[np.float64]


def estimates_of(known: Catalogue, chosen: Scenario, vintage: Vintage, estimate: CustodyEstimate) -> Estimates:
    """What the figures say about custody on the day of the start, and the inflow that the scenario asks for."""
    start = start_population(known, chosen.start, vintage, estimate)
    return Estimates(
        rates=estimate.rates,
        rate_errors=estimate.rate_errors,
        stock=estimate.stock * start / estimate.stock.sum(),
        over_180_share=estimate.over_180_share,
        inflow=_inflow(known, chosen, vintage, estimate),
        inflow_before=estimate.book_ins,
        class_shares=estimate.class_shares,
    )


def start_population(known: Catalogue, day: date, vintage: Vintage, estimate: CustodyEstimate) -> float:
    """People held at the start on the official scale.

    The dated parameter if it is set; else the daily count times its bridge where the data are read as revised;
    else the last official snapshot.
    """
    if stated := known["start_population"].at(day):
        return stated
    counted = vintage.find("ddp_midnight_population", day.isoformat()) if vintage.revised else None
    return official_scale(counted.value, known, day) if counted else float(estimate.stock.sum())


def official_scale(counted: float, known: Catalogue, day: date) -> float:
    """A count of the Deportation Data Project on the official scale, by the dated bridge."""
    daily, official = Measure("midnight", "ddp"), Measure("midnight", "official")
    return convert(counted, daily, official, Bridge("ddp_bridge", daily, official, known["ddp_bridge"].at(day)))


def _inflow(known: Catalogue, chosen: Scenario, vintage: Vintage, estimate: CustodyEstimate) -> Array:
    """Book-ins a day by agency, shape (t, 2)."""
    names = ("ice_book_ins", "cbp_book_ins")
    held = {name: float(estimate.book_ins[i]) for i, name in enumerate(names)}
    filled = {name: _with_official(known, name, held[name]) for name in names}
    if chosen.inflow == "observed":
        return np.stack([_observed(vintage, agency, chosen) for agency in ("ice", "cbp")], -1)
    days = [chosen.start + timedelta(days=row) for row in range(chosen.days + 1)]
    return np.array([[filled[name].at(day) for name in names] for day in days])


def _with_official(known: Catalogue, name: str, official: float) -> Any:
    """A book-in parameter whose negative values, which stand for the official table, are filled in."""
    values = tuple(v.model_copy(update={"value": official}) if v.value < 0 else v for v in known[name].values)
    return known[name].model_copy(update={"values": values})


def observed_exit_level(vintage: Vintage, chosen: Scenario, estimate: CustodyEstimate) -> Array:
    """Official exit rate of each day's month over the estimated one, shape (t,)."""
    rates = _monthly_path(chosen, lambda month: -np.log1p(-exit_rate(vintage, month)))
    rates[:] = np.where(_in_first_month(chosen), -np.log1p(-late_exit_rate(vintage, chosen.start)), rates)
    return rates / estimate.total_rate


def _observed(vintage: Vintage, agency: str, chosen: Scenario) -> Array:
    """Official book-ins a day, month by month, shape (t,); row 0 has the last full month before the start."""
    rates = _monthly_path(chosen, lambda month: book_ins_a_day(vintage, month, agency))
    rates[:] = np.where(_in_first_month(chosen), late_book_ins_a_day(vintage, chosen.start, agency), rates)
    rates[0] = book_ins_a_day(vintage, previous_month(chosen.start), agency)
    return rates


def _monthly_path(chosen: Scenario, of_month: Callable[[str], float]) -> Array:
    """A monthly quantity on every row of a run, shape (t,)."""
    months = [f"{chosen.start + timedelta(days=row):%Y-%m}" for row in range(chosen.days + 1)]
    values = {month: of_month(month) for month in dict.fromkeys(months)}
    return np.array([values[month] for month in months])


def _in_first_month(chosen: Scenario) -> NDArray[np.bool_]:
    first = (chosen.start.year, chosen.start.month)
    days = (chosen.start + timedelta(days=row) for row in range(chosen.days + 1))
    return np.array([(day.year, day.month) == first for day in days])
