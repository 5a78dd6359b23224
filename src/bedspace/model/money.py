"""Money: bed-days at the average cost up to the funded number, at the marginal cost above it; flights, cases, staff.

Formulas alone: quantities and prices come in, dollars go out. All arrays broadcast, so the same formula serves draws
and the low, central and high price.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

PART = "money"
DOLLARS_OF = {
    "bed_day_cost": 2025,
    "marginal_bed_day_cost": 2025,
    "flight_hour_cost": 2021,
    "atd_day_cost": 2024,
    "officer_year_cost": 2016,
    "legal_case_cost": 2015,
    "court_decision_cost": 2025,
}
"""Fiscal year of the dollars in which each price stands."""
OF_THE_BUDGET = (
    "flight_hour_cost",
    "flight_hours",
    "atd_day_cost",
    "atd_share",
    "atd_days",
    "officer_year_cost",
    "legal_case_cost",
    "court_decision_cost",
    "inflation_ahead",
)
"""Parameters that price a finished run; no engine reads them, so they move no output."""
PARAMETERS = ("bed_day_cost", "marginal_bed_day_cost", *OF_THE_BUDGET)

DAYS_A_YEAR = 365


def custody_cost(held: Array, funded: Array, guaranteed: Array, average: Array, marginal: Array) -> Array:
    """Dollars a day: guaranteed beds are paid even if empty, beds above the funded number cost more."""
    at_average = np.maximum(funded, guaranteed)
    return np.clip(held, guaranteed, at_average) * average + np.maximum(held - at_average, 0) * marginal


def bed_days(held: Array, funded: Array, guaranteed: Array) -> tuple[Array, Array, Array]:
    """Bed-days of a day by what is paid for them; their costs add up to `custody_cost`.

    Parameters
    ----------
    held, funded, guaranteed : array
        People held, beds funded, beds paid for even if empty.

    Returns
    -------
    tuple of array
        Used at the average price; guaranteed and left empty; used above the funded number.
    """
    at_average = np.maximum(funded, guaranteed)
    return np.minimum(held, at_average), np.maximum(guaranteed - held, 0), np.maximum(held - at_average, 0)


def further_bed_day(held: Array, funded: Array, guaranteed: Array, average: Array, marginal: Array) -> Array:
    """Dollars that one more person held for a day adds: nothing while a guaranteed bed is empty."""
    at_average = np.maximum(funded, guaranteed)
    return np.where(held < guaranteed, 0.0, np.where(held < at_average, average, marginal))


def beyond_funded(custody: Array, held: Array, funded: Array, guaranteed: Array, average: Array) -> Array:
    """Part of a day's cost of custody that is left when an earlier appropriation has paid for its beds.

    Parameters
    ----------
    custody : array
        Cost of custody on the day.
    held : array
    funded : array
        Beds that the earlier appropriation pays for.
    guaranteed, average : array
        Beds paid for even if empty, and the average price.
    """
    return np.maximum(custody - np.clip(held, guaranteed, np.maximum(funded, guaranteed)) * average, 0)


def flights(people: Array, load: Array) -> Array:
    """Flights flown for people who leave by air: as many as they fill."""
    return people / load


def direct_removals(removed: Array, direct_share: Array) -> Array:
    """Removals without a detained book-out that come with removals from detention."""
    return removed * direct_share / np.maximum(1 - direct_share, 1e-9)


def seat_cost(hour: float, hours: float, people: float) -> float:
    """Charter dollars for each person on a flight.

    >>> round(seat_cost(17_000, 5, 135)), round(seat_cost(28_500, 10.5, 64))
    (630, 4676)
    """
    return hour * hours / people


def monitored(entering: Array, days: Array) -> Array:
    """People in a monitoring programme at the end of each day, of those who enter during the run.

    Parameters
    ----------
    entering : array, shape (t, n)
        People who enter on each day.
    days : array, shape (n,)
        Mean length of participation, at least one.
    """
    stock, now = np.empty_like(entering), np.zeros(entering.shape[1:])
    for row, people in enumerate(entering):
        now = now * (1 - 1 / np.maximum(days, 1)) + people
        stock[row] = now
    return stock


def cost_of_a_removal(bed_days_each: float, bed_day: float) -> float:
    """Custody dollars for a removal: bed-days times the price of one.

    >>> cost_of_a_removal(50, 165)
    8250
    """
    return bed_days_each * bed_day
