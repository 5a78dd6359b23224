"""Averages between two releases, out of figures that each cover the year so far.

An average over the first `n` days times `n` is a sum of person-days; the difference of two such sums over
the difference in days is the average in between. Rounding is carried along: it grows with the days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bedspace.errors import Fault, UsageError
from bedspace.figure import Figure
from bedspace.fiscal import fiscal_start, fiscal_year


@dataclass(frozen=True)
class Between:
    """A figure about the days between two releases.

    Attributes
    ----------
    first, last : date
        The days it covers.
    value : float
    error : float
        The most that rounding of the two printed figures can have moved it.
    """

    first: date
    last: date
    value: float
    error: float


def average_between(earlier: Figure, later: Figure, rounding: float = 0.0, before: float | None = None) -> Between:
    """Average over the days between two averages since the first of October.

    Parameters
    ----------
    earlier, later : Figure
        Of one quantity, key and fiscal year.
    rounding : float
        Half a unit of the last digit printed; 0.5 where averages are whole persons.
    before : float, optional
        The same of the earlier average, where it differs.

    Raises
    ------
    UsageError
        If the two are not of one series, or not in that order.
    """
    days, more = _days(earlier), _days(later)
    _same_series(earlier, later)
    value = (later.value * more - earlier.value * days) / (more - days)
    error = (rounding * more + (rounding if before is None else before) * days) / (more - days)
    return Between(earlier.data_date + timedelta(days=1), later.data_date, value, error)


def _days(figure: Figure) -> int:
    """Days since the first of October that a figure covers."""
    return (figure.data_date - fiscal_start(fiscal_year(figure.data_date))).days + 1


def _same_series(earlier: Figure, later: Figure) -> None:
    same = (earlier.quantity, earlier.key, earlier.period) == (later.quantity, later.key, later.period)
    if not same or not earlier.period.startswith("FY") or earlier.data_date >= later.data_date:
        where = f"{later.quantity} {later.key} {later.period}".strip()
        raise UsageError(Fault(where, f"cannot follow {earlier.quantity} {earlier.key} {earlier.period} in time"))
