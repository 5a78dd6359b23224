"""Spend-out: an appropriation for several years against what a run spends from it.

The money pays for what is added after it was given: beds beyond those funded on the day before, officers and flights
beyond those of that day. The plan spends the total in equal parts, from the end of a lag to the last day of the money;
nothing is built in the lag. After the run nothing is modelled: one row holds the rate of the last days and says so.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedspace.model import money
from bedspace.studies.money.budget import Budget, over, spreads
from bedspace.studies.money.charging import Charged
from bedspace.units import RestsOn

Array = NDArray[np.float64]

HELD_DAYS = 30
"""Days whose mean rate is held after the run, and before the money for the flights of then."""
AFTER = "after the run, rate held"


@dataclass(frozen=True)
class Appropriation:
    """Money given once for several years.

    Attributes
    ----------
    name : str
    total : float
        Dollars of the years in which they are spent.
    available, expires : date
        First and last day on which it can be spent.
    lag_days : int
        Days after the first in which the plan spends nothing.
    charged : str
        ``beds`` or ``enforcement``.
    facts : tuple of str
    lag : str
        Where the lag comes from.
    """

    name: str
    total: float
    available: date
    expires: date
    lag_days: int
    charged: str
    facts: tuple[str, ...] = ()
    lag: str = ""

    def planned(self, first: date, last: date) -> float:
        """Dollars that the plan spends from `first` to `last`, both included."""
        begins = self.available + timedelta(days=self.lag_days)
        days = (min(last, self.expires) - max(first, begins)).days + 1
        return self.total * max(days, 0) / ((self.expires - begins).days + 1)


@cache
def appropriations() -> tuple[Appropriation, ...]:
    """The money of the table."""
    text = files("bedspace.studies.money").joinpath("appropriations.toml").read_text(encoding="utf-8")
    return tuple(Appropriation(**{**row, "facts": tuple(row["facts"])}) for row in tomllib.loads(text)["appropriation"])


def spend_out(budget: Budget, of: tuple[Appropriation, ...] = ()) -> list[dict[str, Any]]:
    """Rows by appropriation and fiscal year: planned, spent, left, and the day on which nothing is left.

    Parameters
    ----------
    budget : Budget
        Always charged in dollars of the year, as money is appropriated.
    of : tuple of Appropriation, optional
        Those of the table by default.

    Returns
    -------
    list of dict
        Empty for money that begins after the run.
    """
    current = replace(budget, dollars="current")
    return [row for each in of or appropriations() for row in _rows(current, each)]


def _rows(budget: Budget, money_given: Appropriation) -> Iterator[dict[str, Any]]:
    days = [budget.answer.day(row) for row in range(1, budget.days + 1)]
    open_days = np.array([money_given.available <= day <= money_given.expires for day in days])
    if not open_days.any():
        return
    by_price = CHARGES[money_given.charged](budget, money_given, budget.by_price) * open_days[:, None]
    by_draw = CHARGES[money_given.charged](budget, money_given, budget.by_draw) * open_days[:, None]
    left = np.full(3, money_given.total)
    for period in budget.periods:
        inside = [day for day, is_open in zip(days[period.rows], open_days[period.rows], strict=True) if is_open]
        if not inside:
            continue
        spent = over(by_price, period)
        out = _runs_out(left, by_price[period.rows], days[period.rows][0])
        left = left - spent
        yield {
            **_heading(money_given, f"FY{period.year}", inside[0], inside[-1]),
            **spreads(spent, over(by_draw, period)),
            **_left(left, out),
        }
    yield from _after(budget, money_given, by_price, by_draw, left)


def _after(
    budget: Budget, money_given: Appropriation, by_price: Array, by_draw: Array, left: Array
) -> Iterator[dict[str, Any]]:
    """The row of the days between the end of the run and the last day of the money, at the rate of the last days."""
    first = budget.answer.day(budget.days + 1)
    days = (money_given.expires - first).days + 1
    if days <= 0:
        return
    rates, draws = by_price[-HELD_DAYS:].mean(0), by_draw[-HELD_DAYS:].mean(0)
    out = _runs_out(left, np.broadcast_to(rates, (days, 3)), first)
    yield {
        **_heading(money_given, AFTER, first, money_given.expires),
        **spreads(rates * days, draws * days),
        **_left(left - rates * days, out),
    }


def _heading(money_given: Appropriation, year: str, first: date, last: date) -> dict[str, Any]:
    return {
        "appropriation": money_given.name,
        "total": money_given.total,
        "fiscal_year": year,
        "first": first.isoformat(),
        "days": (last - first).days + 1,
        "planned": money_given.planned(first, last),
    }


def _left(left: Array, out: str) -> dict[str, Any]:
    """What is left at the central price, and the first day on which nothing is. Plan, lag and charge are assumed."""
    return {"left": max(float(left[1]), 0.0), "runs_out": out, "rests_on": str(RestsOn.ASSUMED)}


def _runs_out(left: Array, spent: Array, first: date) -> str:
    """First day on which the central path has spent all that was left; empty if none."""
    gone = np.cumsum(spent[:, 1]) >= left[1]
    return (first + timedelta(days=int(gone.argmax()))).isoformat() if gone.any() and left[1] > 0 else ""


def _beds(budget: Budget, money_given: Appropriation, charged: Charged) -> Array:
    """Custody beyond the beds that were funded on the day before the money."""
    before = budget.answer.catalogue["beds_funded"].at(money_given.available - timedelta(days=1))
    flows = charged.quantities
    funded = np.full((1, 1), before)
    custody = charged.account("custody")
    return money.beyond_funded(custody, flows["held"], funded, flows["guaranteed"], charged.prices["bed_day_cost"])


def _enforcement(budget: Budget, money_given: Appropriation, charged: Charged) -> Array:
    """Officers and flights beyond those before the money, or those of the first day of a run that starts later."""
    eve = max((money_given.available - budget.answer.start).days - 1, 1)
    flows, prices = charged.quantities, charged.prices
    flights = flows["flights"] + flows["direct"]
    officers = np.maximum(flows["officers"] - flows["officers"][eve - 1], 0) * prices["officer_year_cost"]
    usual = flights[max(eve - HELD_DAYS, 0) : eve].mean(0)
    return np.asarray(officers + np.maximum(flights - usual, 0) * prices["flight"])


CHARGES = {"beds": _beds, "enforcement": _enforcement}
