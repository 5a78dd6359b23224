"""Arrests of single days, weeks and months: posts of ICE, weeks counted from records, and book-ins by ICE.

Book-ins of people whom ICE arrested bound its arrests only through the counted ratio of the two, which is known for
dated spans; the ratio comes with its range.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from bedspace.claims.check.reading.period import Period
from bedspace.claims.check.reading.stated import Stated
from bedspace.claims.check.verdicts.known import POST, Known
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.check.verdicts.weeks import SETTLED, WEEKLY, by_weeks
from bedspace.claims.intervals import Interval, exactly
from bedspace.figure import Figure, Origin
from bedspace.figures.counts import booked
from bedspace.figures.public import of_series
from bedspace.fiscal import period_bounds
from bedspace.units import Unit

WEEKS = timedelta(days=17)
"""How far the last day of a week may be from the day when a rate of the present was said."""
RATIO_SINCE = date(2025, 2, 1)
"""From this day book-ins by ICE and its arrests were counted over the same weeks."""


def arrests_of(number: Stated, record: Record) -> Known | None:
    """What is known of the arrests of a period for which no total is given."""
    period = number.period
    if period is None:
        return None
    as_posted = bool(_POSTED.search(number.own))
    if period.unit == "day":
        return _posts(period, as_posted)
    by_ice = not number.daily and bool(_POSTED_BY_ICE.search(number.own))
    return _weeks(period, record) or _book_ins(period, record) or (_posts(period, True) if by_ice else None)


def weeks_around(day: date, record: Record) -> Known | None:
    """Arrests a day in each of the weeks just before and after a day; only what they lie between."""
    weeks = [f for f in record.of(WEEKLY["arrests"]) if abs(period_bounds(f.period)[1] - day) <= WEEKS]
    settled = [f for f in weeks if period_bounds(f.period)[1] <= f.data_date - SETTLED]
    if len(settled) < 3:
        return None
    rates = [f.value / 7 for f in settled]
    return Known([], Interval(min(rates), max(rates)), "a day, by weeks counted from records", beside=settled[-1:])


_POSTED = re.compile(r"\b(?:post(?:s|ed)|report(?:s|ed)|announc(?:es|ed)|tweet(?:s|ed))\b", re.IGNORECASE)


_POSTED_BY_ICE = re.compile(
    r"\b(?:post(?:s|ed)|tweet(?:s|ed))\b|(?-i:\bICE)\s(?:has\s|had\s)?(?:reported|announced)\b", re.IGNORECASE
)


def _posts(period: Period, as_posted: bool) -> Known | None:
    """What ICE posted for each of some days: that is no count, and settles only what a text says was posted."""
    posts = [post for post in of_series("post") if period.first <= post.first and post.last <= period.last]
    if not posts or len(posts) != period.days:
        return None
    total, last = sum(post.value for post in posts), posts[-1]
    figure = Figure(
        POST,
        "",
        last.first.isoformat(),
        total,
        Unit.ARRESTS,
        last.last,
        date.fromisoformat(last.published) if len(last.published) == len("2025-01-24") else last.last + timedelta(1),
        Origin(f"{last.publisher}: {last.title}, {last.published}"),
        last.evidence,
    )
    return Known([(total, figure)], exactly(total) if as_posted else None)


def _weeks(period: Period, record: Record) -> Known | None:
    """The weeks of a period, and what book-ins over the same days leave open beside them."""
    known = by_weeks(record, WEEKLY["arrests"], "", period)
    booked_in = _book_ins(period, record) if known else None
    if known is None or known.limits is None or booked_in is None:
        return known
    limits = booked_in.limits or known.limits
    return replace(known, limits=Interval(min(known.limits.low, limits.low), max(known.limits.high, limits.high)))


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
