"""Arrests of single days, weeks and months: posts of ICE, weeks counted from records, and book-ins by ICE.

Book-ins of people whom ICE arrested bound its arrests only through the counted ratio of the two, which is known for
dated spans; the ratio comes with its range.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from bedspace.claims.check.reading.period import Period
from bedspace.claims.check.reading.stated import Stated
from bedspace.claims.check.verdicts.known import Known
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.intervals import Interval, exactly
from bedspace.figure import Figure, Origin
from bedspace.figures.counts import booked
from bedspace.figures.public import of_series
from bedspace.fiscal import period_bounds
from bedspace.units import Unit

WEEKS = timedelta(days=17)
"""How far the last day of a week may be from the day when a rate of the present was said."""
LATE = 0.08
"""How far a count of weeks may be from the agency's own: entries come late, and the ends of a period lack days."""
SETTLED = timedelta(days=14)
"""How far before the end of the data a week has to end to be complete."""
MOSTLY = 0.55
"""The part of a period that goes on which counted weeks have to cover."""
ENDS = 0.25
"""The share of a period's days that the weeks which stand for it may lack or have in excess at its ends."""
_WEEK = 7
MOST = 4
"""A week stands for a period that holds so many of its days."""
RATIO_SINCE = date(2025, 2, 1)
"""From this day book-ins by ICE and its arrests were counted over the same weeks."""


def arrests_of(number: Stated, record: Record) -> Known | None:
    """What is known of the arrests of a period for which no total is given."""
    period = number.period
    if period is None:
        return None
    if period.unit == "day":
        return _post(period, bool(_POSTED.search(number.own)))
    return _weeks(period, record) or _book_ins(period, record)


def weeks_around(day: date, record: Record) -> Known | None:
    """Arrests a day in each of the weeks just before and after a day; only what they lie between."""
    weeks = [f for f in record.of("weekly_arrests") if abs(period_bounds(f.period)[1] - day) <= WEEKS]
    settled = [f for f in weeks if period_bounds(f.period)[1] <= f.data_date - SETTLED]
    if len(settled) < 3:
        return None
    rates = [f.value / 7 for f in settled]
    return Known([], Interval(min(rates), max(rates)), "a day, by weeks counted from records", beside=settled[-1:])


_POSTED = re.compile(r"\b(?:post(?:s|ed)|report(?:s|ed)|announc(?:es|ed)|tweet(?:s|ed))\b", re.IGNORECASE)


def _post(period: Period, as_posted: bool) -> Known | None:
    """What ICE posted for a day: that is no count, and settles only what a text says was posted."""
    for post in of_series("post"):
        if post.first == period.first:
            figure = Figure(
                "posted_arrests",
                "",
                post.first.isoformat(),
                post.value,
                Unit.ARRESTS,
                post.last,
                post.last + timedelta(1),
                Origin(f"{post.publisher}: {post.title}, {post.published}"),
                post.evidence,
            )
            limits = exactly(post.value) if as_posted else None
            return Known([(post.value, figure)], limits, "as posted by ICE, which never defined the count")
    return None


def _weeks(period: Period, record: Record) -> Known | None:
    """The weeks, from Monday to Sunday, that lie mostly in the period; None where one of them is not counted."""
    counted = {period_bounds(figure.period)[0]: figure for figure in record.of("weekly_arrests")}
    if period.running and counted:
        period = _up_to_the_data(period, max(counted) + timedelta(6))
    mondays = _mondays(period)
    if not mondays or any(monday not in counted for monday in mondays):
        return None
    first, last = mondays[0], mondays[-1] + timedelta(6)
    lacking = abs((first - period.first).days) + abs((last - period.last).days)
    if lacking > max(ENDS * period.days, 2 * (period.days == _WEEK)):
        return None
    inside = [counted[monday] for monday in mondays]
    if last > max(f.data_date for f in inside) - SETTLED:
        return None
    value = sum(f.value for f in inside) / (7 * len(inside)) * period.days
    low, high = value * (1 - LATE), value * (1 + LATE)
    if booked_in := _book_ins(period, record):
        limits = booked_in.limits or exactly(value)
        low, high = min(low, limits.low), max(high, limits.high)
    about = f"counted from records in the weeks {first} to {last}"
    return Known([(value, _spanned(inside, period, value))], Interval(low, high), about)


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


def _spanned(inside: list[Figure], period: Period, value: float) -> Figure:
    last = inside[-1]
    return Figure(
        "weekly_arrests",
        "",
        f"{period.first}..{period.last}",
        value,
        last.unit,
        period.last,
        last.published,
        last.origin,
        last.evidence,
    )


def _book_ins(period: Period, record: Record) -> Known | None:
    """Book-ins by ICE over the counted ratio of book-ins to arrests, with its range."""
    if period.first < RATIO_SINCE or period.unit not in {"month", "span"}:
        return None
    ratios = [each.ratio for each in booked(RATIO_SINCE, date.max)]
    from bedspace.claims.check.reading.words import lists

    known = record.find(lists().by_name["book_ins"], {"agency": ("ice",)}, period)
    if not known or not known.printed or not ratios or known.limits is None:
        return None
    values = [value for value, _ in known.printed]
    low, high = min(values) / max(ratios), max(values) / min(ratios)
    return Known(
        known.printed, Interval(low, high), f"book-ins by ICE, {min(ratios):.2f} to {max(ratios):.2f} an arrest"
    )
