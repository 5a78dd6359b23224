"""What was counted since of that which a statement of the reports speaks of, each count with its source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from bedspace.claims.ledger.entries import Entry
from bedspace.figures.counts import Count, counted_series
from bedspace.report import agreement, flows, held, printed
from bedspace.report.addresses import anchor, place
from bedspace.report.findings import COHORT_DAYS
from bedspace.report.numbers import Shown, counted, day, percent, span, whole
from bedspace.report.parts import Cell, say

NO_COUNT = "No table here counts it."
_ARRESTS = frozenset({"arrests_cumulative", "arrests_daily_actual"})


def of_number(entry: Entry) -> Cell | None:
    """Count of that which a number is of; None where a count of its part speaks to it."""
    if entry.metric in _ARRESTS and entry.first:
        return _arrests(entry)
    if entry.metric == "detained_population":
        return _held(date.fromisoformat(entry.first or "2025-02-05"))
    return None


def of_name(name: str) -> Cell:
    """Count by the name that the record of statements gives it."""
    return COUNTS[name]() if name else NO_COUNT


def _arrests(entry: Entry) -> Cell:
    """Arrests by week that meet the days of a number: in all for a sum, else a day."""
    first, last = (date.fromisoformat(text) if text else None for text in (entry.first, entry.last))
    assert first is not None
    if entry.metric == "arrests_cumulative" and (last or COHORT_DAYS[1]) - first > timedelta(days=7):
        return _until(first, last or COHORT_DAYS[1])
    weeks = _weeks(first, last or first)
    value = sum(week.total for week in weeks) / (7 * len(weeks))
    return say("{number} arrests by ICE a day, {days}.", number=_week(value, weeks[0]), days=_days(weeks))


def _until(first: date, last: date) -> Cell:
    """Arrests since a day, up to the end of the week before its last day and of the week that holds it."""
    weeks = _weeks(first, last)
    total = sum(week.total for week in weeks)
    if weeks[-1].last <= last:
        return say("{number} arrests by ICE, {days}.", number=_week(total, weeks[0]), days=_days(weeks))
    return say(
        "{before} arrests by ICE from {first} to {then}, {number} to {last}.",
        before=_week(total - weeks[-1].total, weeks[0]),
        first=f"{first.day} {first:%B}",
        then=f"{weeks[-2].last.day} {weeks[-2].last:%B}",
        number=_week(total, weeks[-1]),
        last=day(weeks[-1].last),
    )


def _weeks(first: date, last: date) -> list[Count]:
    """Weeks whose middle lies in a span, or the one that holds it."""
    weeks = counted_series("arrests_week")
    inside = [week for week in weeks if first <= week.first + timedelta(days=3) <= last]
    return inside or [week for week in weeks if week.first <= first <= week.last]


def _days(weeks: list[Count]) -> str:
    return span(weeks[0].first, weeks[-1].last)


def _week(value: float, source: Count) -> Shown:
    return counted(whole(value), anchor(source))


def _busiest() -> Cell:
    week = flows.busiest_early_week()
    days = span(week.first, week.last)
    return say(
        "{number} arrests by ICE a day in the busiest early week, {days}.", number=_week(week.a_day, week), days=days
    )


def _after_the_peak() -> Cell:
    weeks = counted_series("arrests_week")
    return _pair("Arrests by ICE", (one := flows.busiest_early_week()), weeks[weeks.index(one) + 1])


def _pair(what: str, one: Count, other: Count) -> Cell:
    """Two counts a day of one series."""
    return say(
        "{what}: {before} a day from {first}, {after} from {then}.",
        what=what,
        before=_week(one.a_day, one),
        first=day(one.first),
        after=_week(other.a_day, other),
        then=day(other.first),
    )


def _released() -> Cell:
    return _pair("Released at ICE's discretion", *flows.fall_of_releases())


def _bonded() -> Cell:
    before, after = flows.fall_of_releases()
    bond = {count.first: count for count in counted_series("bond")}
    return _pair("Released on bond", bond[before.first], bond[after.first])


def _removed() -> Cell:
    counts = counted_series("removed", agreement.FIRST - timedelta(days=14))
    return _pair("Removed from custody", counts[0], counts[1])


def _held(when: date = printed.REPORTED) -> Cell:
    figures = held.held_counts(agreement.FIRST - timedelta(days=14), agreement.LAST)
    figure = min(figures, key=lambda each: abs((each.data_date - when).days))
    return say("{count} people held on {day}.", count=held.shown(figure), day=day(figure.data_date))


def _years() -> Cell:
    one, other = (printed.removals(year) for year in printed.YEARS)
    return say(
        "Removals by ICE: {one} in fiscal year {first}, {other} in {then} up to {day}.",
        one=printed.shown(one),
        first=printed.YEARS[0].removeprefix("FY"),
        other=printed.shown(other),
        then=printed.YEARS[1].removeprefix("FY"),
        day=f"{other.data_date.day} {other.data_date:%B}",
    )


def _convicted() -> Cell:
    every, without = printed.convictions()
    return say(
        "{share} of those arrested by ICE in the week from {day} had no criminal conviction.",
        share=counted(percent(without.value / every.value), place(without)),
        day=day(date.fromisoformat(every.period[:10])),
    )


def _border() -> Cell:
    one, other = (printed.encounters(month) for month in printed.MONTHS)
    return say(
        "Border Patrol encounters: {one} in December 2024, {other} in February 2025.",
        one=printed.shown(one),
        other=printed.shown(other),
    )


def _over_180_days() -> Cell:
    bands = printed.long_stays()
    return say(
        "{number} people held for over {days} days on {day}.",
        number=counted(whole(sum(band.value for band in bands)), place(bands[0])),
        days="180",
        day=day(date.fromisoformat(bands[0].period)),
    )


def _year_before() -> Cell:
    weeks = _weeks(*COHORT_DAYS)
    before = printed.year_before()
    return say(
        "{now} arrests by ICE a day, {days}; {then} a year before.",
        now=_week(sum(week.total for week in weeks) / (7 * len(weeks)), weeks[0]),
        days=_days(weeks),
        then=counted(whole(sum(figure.value for figure in before) / (7 * len(before))), place(before[0])),
    )


COUNTS: Mapping[str, Callable[[], Cell]] = {
    "busiest": _busiest,
    "after_the_peak": _after_the_peak,
    "released": _released,
    "bonded": _bonded,
    "removed": _removed,
    "held": _held,
    "years": _years,
    "convicted": _convicted,
    "border": _border,
    "over_180_days": _over_180_days,
    "year_before": _year_before,
}
"""Counts by the names that the record of statements gives them."""
