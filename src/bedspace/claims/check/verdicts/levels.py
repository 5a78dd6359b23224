"""People on a day and means of a period: snapshots, the daily file, averages as printed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bedspace.claims.check.reading.period import Period
from bedspace.claims.check.reading.words import Subject
from bedspace.claims.check.verdicts.counts import FRESH
from bedspace.claims.check.verdicts.known import COUNTED_TO, LAST_SNAPSHOT, TOP, Known, Printed, key_text, once
from bedspace.claims.check.verdicts.series import Series
from bedspace.claims.intervals import Interval, exactly
from bedspace.figures.totals import totals_of
from bedspace.fiscal import fiscal_end, fiscal_start, fiscal_year, period_bounds

AROUND = timedelta(days=20)
"""How far apart two snapshots around a day may be from it."""
OLD = timedelta(days=45)
"""Age up to which the newest snapshot is named, and a share is held against it."""
NEXT_TO = timedelta(days=7)
"""How far from the end of a month without a count the next one may be."""
SHORT = 31
"""Up to how many days a period has, in which a cited figure of one day may be meant ("in early April")."""
BETWEEN = 0.05
"""How much higher than the highest snapshot a day between two of them may have been."""
MOST_OF = 0.9
"""A mean over this part of the days of a period is that of the period: the rest can hardly move it."""
BRIDGED = 0.02
"""How exact a figure is that was carried from one scale to another."""


def mean(of: Series, table: str, keys: Sequence[str], period: Period) -> Known | None:
    """What is known of a mean of a period."""
    if len(keys) != 1:
        return None
    if period.unit == "month":
        series = of.series(table, keys, f"{period.first:%Y-%m}")
    elif period.first == fiscal_start(fiscal_year(period.first)) and period.last <= fiscal_end(
        fiscal_year(period.first)
    ):
        series = of.series(table, keys, f"FY{fiscal_year(period.first)}")
    else:
        return None
    cited = [
        (f.value, f)
        for f in totals_of(table)
        if f.key == keys[0] and f.period == f"FY{fiscal_year(period.last)}" and period.unit == "fiscal"
    ]
    if not series:
        return Known(cited, exactly(cited[0][0]), key=keys[0]) if cited else None
    heard = of.heard(series, period.running)
    if not heard:
        return None
    if period.running:
        value, figure = heard[-1]
        fresh = (of.said or period.last) - figure.published <= FRESH
        return Known(
            [(value, figure)],
            exactly(value) if fresh and period.unit != "month" else None,
            f"{COUNTED_TO} {figure.data_date}",
            keys[0],
        )
    printed = once([heard[-1], series[-1]])
    values = [value for value, figure in (heard[-1], series[-1])]
    whole = series[-1][1].is_whole
    about = "" if whole else f"{COUNTED_TO} {series[-1][1].data_date} only"
    counted = (series[-1][1].data_date - period.first).days + 1
    settled = whole or period.unit == "fiscal" or counted >= MOST_OF * period.days
    return Known(printed, Interval(min(values), max(values)) if settled else None, about, keys[0])


def level(of: Series, subject: Subject, table: str, keys: Sequence[str], period: Period | None) -> Known | None:
    """People on a day: the snapshot of that day, or the snapshots around it, or the daily file carried over."""
    days = sorted(day for day in (period_bounds(p)[0] for p in of.of_period(table)))
    cited = [(f.value, f) for f in totals_of(table) if f.key in keys]
    if period is not None and (same := _cited(cited, period)):
        return Known(same, exactly(same[0][0]), key=key_text(keys))
    if period is None or (period.running and period.unit not in {"day", "until"}) or period.first == of.said:
        return _newest(of, table, keys, days)
    if period.unit not in {"day", "until"}:
        inside = snapshots(of, table, keys, period)
        if not inside and period.unit == "month":
            near = [day for day in days if abs(day - period.last) <= NEXT_TO]
            inside = [found for day in near if (found := _at(of, table, keys, day))]
        values = [value for value, _ in inside]
        if not values and period.days <= SHORT and _stands_between(days, period):
            return _between(of, subject, table, keys, days, period.first)
        return (
            Known(
                inside[-1:],
                Interval(min(values), max(values)),
                LAST_SNAPSHOT,
                key_text(keys),
            )
            if values
            else None
        )
    if found := _at(of, table, keys, period.first):
        return Known([found], exactly(found[0]), key=key_text(keys))
    return _between(of, subject, table, keys, days, period.first)


def snapshots(of: Series, table: str, keys: Sequence[str], period: Period) -> list[Printed]:
    """The snapshots of a stock in a period, in order."""
    days = sorted(period_bounds(name)[0] for name in of.of_period(table))
    inside = [_at(of, table, keys, day) for day in days if period.first <= day <= period.last]
    return [found for found in inside if found]


def _stands_between(days: Sequence[date], period: Period) -> bool:
    """Whether snapshots stand on both sides of a short period without one."""
    return any(day < period.first for day in days) and any(day > period.last for day in days)


def _cited(cited: Sequence[Printed], period: Period) -> list[Printed]:
    """Cited figures of just this period, or of a day in a short one."""
    named = (period.first, period.last)
    same = [found for found in cited if period_bounds(found[1].period) == named]
    if same or period.days > SHORT:
        return same
    return [found for found in cited if period.first <= period_bounds(found[1].period)[0] <= period.last]


def highest_level(of: Series, table: str, keys: Sequence[str], period: Period | None) -> Known | None:
    """The highest snapshot of a period, or of all that were out, for a number that was reached or never was."""
    first, last = (period.first, period.last) if period else (date.min, of.said or date.max)
    days = [period_bounds(name)[0] for name in of.of_period(table)]
    found = [at for day in days if first <= day <= last and (at := _at(of, table, keys, day))]
    out = [(v, f) for v, f in found if of.said is None or f.published <= of.said] or found
    if not out:
        return None
    top = max(out, key=lambda printed: printed[0])
    return Known([top], Interval(top[0], top[0] * (1 + BETWEEN)), f"{TOP}, of {top[1].period}", key_text(keys))


def _at(of: Series, table: str, keys: Sequence[str], day: date) -> Printed | None:
    found = of.heard(of.series(table, keys, day.isoformat()))
    return found[-1] if found else None


def _newest(of: Series, table: str, keys: Sequence[str], days: Sequence[date]) -> Known | None:
    """The snapshots around the day when it was said, the last one that was out first; none where no day is given."""
    if of.said is None:
        return None
    around = [day for day in days if -AROUND <= day - of.said <= AROUND]
    found = [f for day in around if (f := _at(of, table, keys, day))]
    past = [f for f in found if period_bounds(f[1].period)[0] <= of.said]
    if not past:
        return _last_before(of, table, keys, days)
    out = [f for f in past if f[1].published <= of.said][-1:]
    values = [value for value, _ in found]
    printed = once([*out, *past[-1:]])
    return Known(printed, Interval(min(values), max(values)), LAST_SNAPSHOT, key_text(keys))


def _last_before(of: Series, table: str, keys: Sequence[str], days: Sequence[date]) -> Known | None:
    """An older snapshot, where it is the newest that was out: a stock may have moved since, a share hardly."""
    assert of.said is not None
    before = [day for day in days if timedelta(0) <= of.said - day <= OLD]
    found = [f for day in before if (f := _at(of, table, keys, day)) and f[1].published <= of.said]
    return Known(found[-1:], None, LAST_SNAPSHOT, key_text(keys)) if found else None


def _between(
    of: Series, subject: Subject, table: str, keys: Sequence[str], days: Sequence[date], day: date
) -> Known | None:
    if list(keys) == [""] and subject.name == "held" and "ddp" in of.factors:
        daily = of.heard(of.series("ddp_midnight_population", [""], day.isoformat()), True)
        if daily:
            figure = daily[-1][1]
            value = figure.value * of.factors["ddp"](day)
            return Known(
                [(value, figure)],
                Interval(value * (1 - BRIDGED), value * (1 + BRIDGED)),
                "as a file of one row a person gives it, times the factor between that file and ICE's own counts",
            )
    around = [d for d in days if abs(d - day) <= AROUND]
    before, after = [d for d in around if d < day], [d for d in around if d > day]
    if not before or not after:
        return None
    values = [found[0] for found in (_at(of, table, keys, before[-1]), _at(of, table, keys, after[0])) if found]
    return (
        Known(
            [],
            Interval(min(values), max(values)),
            f"by the counts of {before[-1]} and {after[0]}",
            key_text(keys),
        )
        if values
        else None
    )
