"""What a run begins with and takes in, from the data of its vintage: stock, book-ins, and exits where observed.

A parameter that states a number comes first; negative book-ins stand for the official tables.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.plan import Estimates
from bedspace.figures.series import Vintage
from bedspace.figures.windows import Window, between, windows
from bedspace.fiscal import period_bounds
from bedspace.model.custody import AGENCIES
from bedspace.parameters.catalogue import Catalogue, Parameter
from bedspace.parameters.scenario import Dated
from bedspace.studies.estimate.balance import prior
from bedspace.studies.estimate.cells import book_ins_a_day, exit_rate
from bedspace.studies.estimate.custody import CustodyEstimate
from bedspace.studies.estimate.months import late_book_ins_a_day, late_exit_rate, refuse_in_part
from bedspace.studies.run.starting_count import StartingCount

Array = NDArray[np.float64]

OLDEST_WINDOW = 90
"""Days before a start in which a window must lie to give its level."""
LEAST_DAYS = 10
"""Days of the shortest window that gives a level."""
PAST_EVENTS = 730
"""Days back from a start in which an event still matters."""
_CHRISTMAS, _NEW_YEAR = (12, 20), (1, 11)
"""Days between which the days of a window are holidays; it gives no level where most of its days are."""


@dataclass(frozen=True)
class Sight:
    """The data of a run: what it may use, and what was known on the day it starts."""

    vintage: Vintage
    at_the_start: Vintage


def estimates_of(
    known: Catalogue, chosen: Dated, sight: Sight, estimate: CustodyEstimate, count: StartingCount
) -> Estimates:
    """What the figures say about custody on the day of the start, and the inflow that the scenario asks for.

    Parameters
    ----------
    known, chosen, sight, estimate : see there
    count : StartingCount
        People held at the start; classes keep their shares of the last table that has them.
    """
    return Estimates(
        rates=estimate.rates,
        rate_errors=estimate.rate_errors,
        share_errors=(prior().pace_errors, prior().form_errors) if estimate.balanced else None,
        stock=estimate.stock * count.value / estimate.stock.sum(),
        stock_error=count.error,
        over_180_share=estimate.over_180_share,
        inflow=_inflow(known, chosen, sight, estimate),
        inflow_before=estimate.book_ins,
        class_shares=estimate.class_shares,
        ice_level=_newest_level(sight.at_the_start, chosen.start, float(estimate.book_ins[0])),
        stops=_stops(known["release_event"], chosen.start),
        measured=_measured(estimate.months, chosen.start),
    )


def _newest_level(known: Vintage, start: date, of_month: float) -> float:
    """ICE book-ins a day in the newest window before a start that holds no holidays; of the last month without one."""
    found = between(windows(known), start - timedelta(days=OLDEST_WINDOW), start - timedelta(days=1))
    ordinary = [w for w in found if w.days >= LEAST_DAYS and "ice_book_ins" in w.flows and not _in_holidays(w)]
    return float(ordinary[-1].a_day("ice_book_ins") or of_month) if ordinary else of_month


def _in_holidays(window: Window) -> bool:
    days = (window.first + timedelta(days=n) for n in range(window.days))
    return (
        2 * sum((day.month, day.day) >= _CHRISTMAS or (day.month, day.day) <= _NEW_YEAR for day in days) > window.days
    )


def _stops(event: Parameter, start: date) -> tuple[tuple[int, float], ...]:
    """Events of the past: days ago, and size."""
    sizes = ((ago, event.at(start - timedelta(days=ago))) for ago in range(PAST_EVENTS))
    return tuple((ago, size) for ago, size in sizes if size)


def _measured(months: Sequence[str], start: date) -> tuple[int, int]:
    """Days ago on which the window of some months began and ended."""
    first, last = period_bounds(months[0])[0], period_bounds(months[-1])[1]
    return (start - first).days, max((start - last).days, 0)


def _inflow(known: Catalogue, chosen: Dated, sight: Sight, estimate: CustodyEstimate) -> Array:
    """Book-ins a day by agency, shape (t, 2)."""
    names = ("ice_book_ins", "cbp_book_ins")
    held = {name: float(estimate.book_ins[i]) for i, name in enumerate(names)}
    filled = {name: _with_official(known, name, held[name]) for name in names}
    if chosen.inflow == "observed":
        return np.stack([_observed(sight, agency, chosen, estimate) for agency in AGENCIES], -1)
    days = [chosen.start + timedelta(days=row) for row in range(chosen.days + 1)]
    return np.array([[filled[name].at(day) for name in names] for day in days])


def _with_official(known: Catalogue, name: str, official: float) -> Any:
    """A book-in parameter whose negative values, which stand for the official table, are filled in."""
    values = tuple(v.model_copy(update={"value": official}) if v.value < 0 else v for v in known[name].values)
    return known[name].model_copy(update={"values": values})


def observed_exit_level(sight: Sight, chosen: Dated, estimate: CustodyEstimate) -> Array:
    """Official exit rate of each day's month over the estimated one, shape (t,).

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
    return rates / estimate.total_rate


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
