"""Average and marginal cost of a bed-day and of a removal, and what others printed of either.

The average cost is what was spent over what was done. The marginal cost is what one more adds, with officers and
guaranteed beds as they are. A bed-day costs nothing while a guaranteed bed is empty. It costs the average price up to
the funded number, and the price of a further bed above it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedspace.model import money
from bedspace.parameters.catalogue import sources
from bedspace.studies.money.budget import Budget, Period, over, spreads
from bedspace.studies.money.charging import Charged
from bedspace.units import RestsOn

Array = NDArray[np.float64]

AVERAGE_BED_DAY = "all custody dollars over person-days"
MARGINAL_BED_DAY = "one more person held on a day, mean over the days"
AVERAGE_REMOVAL = "all accounts over removals of detained people"
CUSTODY_REMOVAL = "custody dollars alone over removals of detained people"
MARGINAL_REMOVAL = "bed-days a removal at the marginal bed-day, a seat, a case and a decision; officers as they are"


@dataclass(frozen=True)
class Printed:
    """What somebody else printed for a removal.

    Attributes
    ----------
    fact : str
        Identifier of the source.
    printed : float
    low, high : float or None
        Its own range.
    unit, definition : str
    ours : str
        The definition of ours that comes nearest; empty where none does.
    """

    fact: str
    printed: float
    low: float | None
    high: float | None
    unit: str
    definition: str
    ours: str


OTHERS = (
    Printed("CST008", 8250, None, None, "USD", "50 days of custody at 165 dollars", CUSTODY_REMOVAL),
    Printed("CST009", 17121, None, None, "USD", "arrest, custody and removal; no breakdown published", AVERAGE_REMOVAL),
    Printed("CST010", 10854, None, None, "USD", "a deportation in fiscal year 2016, in its dollars", AVERAGE_REMOVAL),
    Printed("ANC002", 70236, 30591, 109880, "USD", "mean of outside studies of removing everyone", AVERAGE_REMOVAL),
    Printed(
        "ANC008",
        419.6e9,
        419.6e9,
        619.4e9,
        "USD over 20 years",
        "arrest 43.5 to 243.3, detention 35.7, legal 13.4, transport 11.3, keeping people out 315.7 billion",
        "",
    ),
)
"""Shown next to our numbers and never checked against them: no two count the same."""


def unit_costs(budget: Budget) -> list[dict[str, Any]]:
    """Average and marginal cost of a bed-day and of a removal by fiscal year."""
    return [row for period in budget.periods for row in _of_year(budget, period)]


def _of_year(budget: Budget, period: Period) -> Iterator[dict[str, Any]]:
    by_price, by_draw = (_measures(charged, period) for charged in (budget.by_price, budget.by_draw))
    mark = budget.mark(*budget.items)
    custody = budget.mark(*(item for item in budget.items if item.account == "custody"))
    for (of, kind, definition), values in by_price.items():
        rests_on: RestsOn = custody if of == "bed-day" or definition == CUSTODY_REMOVAL else mark
        spread = spreads(values, by_draw[of, kind, definition])
        heading = {**budget.heading(period), "of": of, "kind": kind}
        yield {**heading, **spread, "rests_on": str(rests_on), "definition": definition}


def _measures(charged: Charged, period: Period) -> dict[tuple[str, str, str], Array]:
    """Every measure by what it is of, its kind and its definition, shape (3,) or (n,)."""

    def total(values: Array) -> Array:
        return over(values, period)

    bed_days, removals = total(charged.quantities["held"]), total(charged.quantities["removals"])
    custody = total(charged.account("custody"))
    further = total(charged.further_bed_day) / period.days
    seat = _ratio(total(charged.dollars["transport", "flights for people held"]), removals)
    cases = total(charged.quantities["decisions"])
    case = _ratio(total(charged.account("attorneys")) + total(charged.account("courts")), cases)
    return {
        ("bed-day", "average", AVERAGE_BED_DAY): _ratio(custody, bed_days),
        ("bed-day", "marginal", MARGINAL_BED_DAY): further,
        ("removal", "average", AVERAGE_REMOVAL): _ratio(total(charged.total), removals),
        ("removal", "average", CUSTODY_REMOVAL): _ratio(custody, removals),
        ("removal", "marginal", MARGINAL_REMOVAL): _ratio(bed_days, removals) * further + seat + case,
    }


def _ratio(dollars: Array, amount: Array) -> Array:
    """Dollars for each; no number where there was none."""
    none = np.full(np.broadcast(dollars, amount).shape, np.nan)
    return np.asarray(np.divide(dollars, amount, out=none, where=amount > 0))


def printed_by_others(budget: Budget) -> list[dict[str, Any]]:
    """What others printed, with ours in the middle of the prices for the last fiscal year of the run."""
    last = {row["definition"]: row for row in unit_costs(budget)}
    return [
        {
            "who": str(sources()[other.fact]),
            "printed": other.printed,
            "printed_low": other.low,
            "printed_high": other.high,
            "unit": other.unit,
            "their_definition": other.definition,
            "ours": last[other.ours]["central"] if other.ours else None,
            "our_definition": other.ours,
            "fiscal_year": f"FY{budget.periods[-1].year}",
            "rests_on": last[other.ours]["rests_on"] if other.ours else str(RestsOn.COUNTED),
        }
        for other in OTHERS
    ]


def yearly_error(error_a_day: float, held: float) -> float:
    """Dollars a year that a wrong price of a bed-day costs.

    >>> round(yearly_error(5, 34_000) / 1e6)
    62
    """
    return error_a_day * held * money.DAYS_A_YEAR
