"""Dates: US fiscal years, calendar months, and the periods that figures refer to.

A period is written as text: ``2024-12`` is a calendar month, ``2025-01-12`` one day, ``FY2025`` the
fiscal year from its first of October up to the data date of the figure (to its end if that is known).
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache

from bedspace.errors import Fault, UsageError

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_FISCAL = re.compile(r"FY([12]\d{3})")
_MONTH = re.compile(r"([12]\d{3})-(0[1-9]|1[0-2])")


def fiscal_year(day: date) -> int:
    """US federal fiscal year of a day: October belongs to the next calendar year.

    >>> fiscal_year(date(2024, 10, 1))
    2025
    """
    return day.year + (day.month >= 10)


def fiscal_start(year: int) -> date:
    """First day of a fiscal year."""
    return date(year - 1, 10, 1)


def fiscal_end(year: int) -> date:
    """Last day of a fiscal year."""
    return date(year, 9, 30)


def month_days(year: int, month: int) -> int:
    """Number of days of a calendar month."""
    return calendar.monthrange(year, month)[1]


def month_of_fiscal_year(year: int, month: int) -> str:
    """Period text of a calendar month inside a fiscal year.

    >>> month_of_fiscal_year(2025, 10)
    '2024-10'
    """
    return f"{year - (month >= 10):04d}-{month:02d}"


@lru_cache(maxsize=1 << 14)
def period_bounds(period: str) -> tuple[date, date]:
    """First and last day of a period.

    Raises
    ------
    UsageError
        If the text is none of ``YYYY-MM``, ``YYYY-MM-DD``, ``FYYYYY`` and two days with ``..`` between them.

    >>> period_bounds("2024-12")
    (datetime.date(2024, 12, 1), datetime.date(2024, 12, 31))
    >>> period_bounds("2025-01-20..2025-01-26")
    (datetime.date(2025, 1, 20), datetime.date(2025, 1, 26))
    """
    if match := _FISCAL.fullmatch(period):
        year = int(match[1])
        return fiscal_start(year), fiscal_end(year)
    if match := _MONTH.fullmatch(period):
        year, month = int(match[1]), int(match[2])
        return date(year, month, 1), date(year, month, month_days(year, month))
    first, _, last = period.partition("..")
    return parse_day(first, "period"), parse_day(last or first, "period")


def parse_day(text: str, where: str) -> date:
    """Read a day written ``YYYY-MM-DD``.

    Raises
    ------
    UsageError
        Naming the option or key `where` the text stands.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(Fault(where, f"'{text}' is no date", "a day written YYYY-MM-DD")) from None


def previous_month(day: date) -> str:
    """Period text of the last calendar month that had ended by `day` (the day included).

    >>> previous_month(date(2025, 1, 11)), previous_month(date(2025, 1, 31))
    ('2024-12', '2025-01')
    """
    if (day + timedelta(days=1)).day == 1:
        return f"{day:%Y-%m}"
    return f"{day.replace(day=1) - timedelta(days=1):%Y-%m}"
