"""Counts of weeks, from Monday to Sunday, that lie mostly in a period: arrests, arrests by conviction, removals.

They were counted from records of persons, and entries come late; removals counted so lie below the agency's own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from bedspace.claims.check.reading.period import Period
from bedspace.claims.check.verdicts.known import ADDED_UP, Known
from bedspace.claims.check.verdicts.series import Series
from bedspace.claims.intervals import Interval
from bedspace.figure import Figure
from bedspace.fiscal import period_bounds

LATE = 0.08
"""How far a count of weeks may be from the agency's own: entries come late, and the ends of a period lack days."""
SETTLED = timedelta(days=14)
"""How far before the end of the data a week has to end to be complete."""
MOSTLY = 0.55
"""The part of a period that goes on which counted weeks have to cover."""
ENDS = 0.25
"""The share of a period's days that the weeks which stand for it may lack or have in excess at its ends."""
MOST = 4
"""A week stands for a period that holds so many of its days."""
LACKING = 0.25
"""How far the agency's own count of removals may be above one of weeks."""
WEEKLY = {"arrests": "weekly_arrests", "removals": "weekly_removals"}
"""Tables of weeks by subject."""
SHORT = 10
"""Up to how many days a period is counted by weeks; the agency's own sums are better for longer ones."""
_CONVICTIONS = "weekly_arrests_by_conviction"
_TABLES: Mapping[tuple[str, tuple[str, ...]], tuple[str, str]] = {
    ("removals", ()): (WEEKLY["removals"], ""),
    ("arrests", ("convicted",)): (_CONVICTIONS, "conviction=criminal_conviction"),
    ("arrests", ("pending", "other")): (_CONVICTIONS, "conviction=no_criminal_conviction"),
    ("arrests", ("convicted", "pending", "other")): (_CONVICTIONS, ""),
}
"""Table and key by subject and the values of the part."""


def weekly(of: Series, subject: str, parts: Mapping[str, tuple[str, ...]], period: Period | None) -> Known | None:
    """What weeks say of a short period; None where no table has them."""
    table, key = _TABLES.get((subject, parts.get("criminality", ())), ("", ""))
    if not table or period is None or period.unit != "span" or period.days > SHORT or parts.keys() - {"criminality"}:
        return None
    return by_weeks(of, table, key, period)


def by_weeks(of: Series, table: str, key: str, period: Period) -> Known | None:
    """The weeks that lie mostly in a period, added up for as many days; None where one of them is not counted."""
    counted = {period_bounds(figure.period)[0]: figure for figure in of.of(table) if figure.key == key}
    if period.running and counted:
        period = _up_to_the_data(period, max(counted) + timedelta(6))
    mondays = _mondays(period)
    if not mondays or any(monday not in counted for monday in mondays):
        return None
    first, last = mondays[0], mondays[-1] + timedelta(6)
    lacking = abs((first - period.first).days) + abs((last - period.last).days)
    if lacking > max(ENDS * period.days, 2 * period.is_week):
        return None
    inside = [counted[monday] for monday in mondays]
    if not key and table != _CONVICTIONS and last > max(f.data_date for f in inside) - SETTLED:
        return None
    value = sum(f.value for f in inside) / (7 * len(inside)) * period.days
    above = LACKING if table == WEEKLY["removals"] else LATE
    weeks = "by week" if lacking <= 1 else f"in the weeks {first} to {last}"
    about = f"counted from records {weeks}"
    limits = Interval(value * (1 - LATE), value * (1 + above))
    return Known([(value, _spanned(table, inside, period, value))], limits, about, key)


def _up_to_the_data(period: Period, last: date) -> Period:
    """A period that goes on, up to the last week that is settled, where that is most of it."""
    cut = min(period.last, last - SETTLED)
    covered = (cut - period.first).days + 1
    return replace(period, last=cut) if covered >= MOSTLY * period.days else period


def _mondays(period: Period) -> list[date]:
    """First days of the weeks that lie mostly in a period."""
    held = Counter(day - timedelta(day.weekday()) for day in _days(period))
    return sorted(monday for monday, days in held.items() if days >= MOST)


def _days(period: Period) -> Iterator[date]:
    return (period.first + timedelta(place) for place in range(period.days))


def _spanned(table: str, inside: list[Figure], period: Period, value: float) -> Figure:
    last = inside[-1]
    return Figure(
        table,
        last.key,
        f"{period.first}{ADDED_UP}{period.last}",
        value,
        last.unit,
        period.last,
        last.published,
        last.origin,
        last.evidence,
    )
