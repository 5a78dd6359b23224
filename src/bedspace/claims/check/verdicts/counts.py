"""Counts over a period: a fiscal year, months, what was counted so far, and what lies between two releases.

A figure that ends before its period ends is a floor.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bedspace.claims.check.reading.period import Period
from bedspace.claims.check.reading.words import Subject
from bedspace.claims.check.verdicts.known import BY_TOTALS, COUNTED_TO, Known, Printed, key_text, keys_of, once
from bedspace.claims.check.verdicts.series import Series
from bedspace.claims.intervals import Interval, exactly
from bedspace.figure import Figure
from bedspace.figures.totals import known_by, totals_of
from bedspace.fiscal import fiscal_end, fiscal_start, fiscal_year, period_bounds

NEAR_DAY = timedelta(days=7)
"""How far the data of a release may end from the day that a text names."""
FRESH = timedelta(days=24)
"""Age up to which a release counts as the newest of a running year: one comes every fortnight, with gaps."""
FASTER = 1.5
"""How much faster than since the year began a running count may have grown since its last release."""
FASTER_LAST = 4.0
"""The same of the days that a fiscal year lacks in its last release: late entries come on top."""
LAST_DAYS = 45
"""How many days may be lacking for that."""


def count(of: Series, table: str, keys: Sequence[str], period: Period) -> Known | None:
    """What is known of a count over a period."""
    if period.unit in {"day", "until", "around"}:
        return None  # no table counts a flow by days, and no first day is named
    if period.unit == "fiscal" and not period.running:
        return _year(of, table, keys, fiscal_year(period.last))
    if period.unit == "month" and not period.running:
        return _month(of, table, keys, period)
    if period.unit in {"year", "span"} and not period.running and _whole_months(period):
        found = _months(of, table, keys, period)
        if found or not _fiscal_years(period):
            return found
    if _fiscal_years(period):
        return _years(of, table, keys, period) or _part(of, table, keys, period)
    return _part(of, table, keys, period)


def _fiscal_years(period: Period) -> bool:
    starts = period.first == fiscal_start(fiscal_year(period.first))
    return starts and period.last == fiscal_end(fiscal_year(period.last))


def _years(of: Series, table: str, keys: Sequence[str], period: Period) -> Known | None:
    """Several fiscal years that had ended, added up."""
    each = [_year(of, table, keys, year) for year in range(fiscal_year(period.first), fiscal_year(period.last) + 1)]
    found = [known for known in each if known and known.printed and known.limits]
    if len(found) < 2 or len(found) < len(each):
        return None
    printed = [(sum(known.printed[0][0] for known in found), found[-1].printed[0][1])]
    limits = Interval(sum(k.limits.low for k in found if k.limits), sum(k.limits.high for k in found if k.limits))
    return Known(printed, limits, "", key_text(keys))


def highest_year(
    of: Series, subject: Subject, parts: Mapping[str, tuple[str, ...]], among: tuple[int, int] = (0, 0)
) -> Known | None:
    """The highest fiscal year that the record has: a text says that a number was reached in some year, or in none."""
    if subject.read != "count":
        return None
    keys = keys_of(parts)
    cited = [(f.value, f) for f in totals_of(subject.table) if [f.key] == keys]
    years = {p for p in of.of_period(subject.table) if p.startswith("FY")}
    printed = [found[-1] for p in years if (found := of.heard(of.series(subject.table, keys, p), True))]
    ended = [(v, f) for v, f in cited if of.said is None or period_bounds(f.period)[1] <= of.said]
    every = [*ended, *((v, f) for v, f in printed if of.said is None or period_bounds(f.period)[0] <= of.said)]
    if among[1]:
        every = [(v, f) for v, f in every if among[0] <= fiscal_year(period_bounds(f.period)[1]) <= among[1]]
    if not every:
        return None
    top = max(every, key=lambda item: item[0])
    years_had = [fiscal_year(period_bounds(f.period)[1]) for _, f in every]
    if not among[1]:
        return Known([top], exactly(top[0]), f"the highest since {min(years_had)}", key_text(keys))
    last = fiscal_year(of.said) - 1 if of.said else max(years_had)
    asked = range(among[0], min(among[1], last) + 1)
    each = [_year(of, subject.table, keys, year) for year in asked]
    high = max([top[0], *(known.limits.high if known and known.limits else math.inf for known in each)])
    until = min(among[1], max(last, fiscal_year(period_bounds(top[1].period)[1])))
    about = f"the highest of {among[0]} to {until}"
    return Known([top], Interval(top[0], high), about, key_text(keys))


def _year(of: Series, table: str, keys: Sequence[str], year: int) -> Known | None:
    """A fiscal year that had ended: its newest printing, the total that was given for it, and what was known then."""
    series = of.series(table, keys, f"FY{year}")
    cited = [(f.value, f) for f in totals_of(table) if [f.key] == list(keys) and f.period == f"FY{year}"]
    heard = of.heard(series, strict=True)[-1:]
    whole = [(value, figure) for value, figure in series[-1:] if figure.is_whole]
    if cited and not whole and any(of.said is None or known_by(figure) <= of.said for _, figure in cited):
        heard, series = [], []  # a total was given for the whole year, so a floor is no longer the year
    printed = once([*heard, *cited, *series[-1:]])
    if not printed:
        whole_year = Period(fiscal_start(year), fiscal_end(year), 0, 0)
        return _months(of, table, keys, whole_year) if of.of_period(table) else None
    values = [value for value, _ in (*whole, *cited)]
    floor = series[-1][0] if series else 0.0
    if values:
        return Known(
            printed,
            Interval(min(*values, floor or math.inf) if floor else min(values), max(values)),
            key=key_text(keys),
        )
    reached = series[-1][1].data_date
    ends = f"{COUNTED_TO} {reached} only"
    left = (fiscal_end(year) - reached).days
    grown = floor * (1 + FASTER_LAST * left / max((reached - fiscal_start(year)).days + 1, 1))
    return Known(printed, Interval(floor, grown if left <= LAST_DAYS else math.inf), ends, key_text(keys))


def _month(of: Series, table: str, keys: Sequence[str], period: Period) -> Known | None:
    name = f"{period.first:%Y-%m}"
    series = of.series(table, keys, name)
    if not series:
        return _part(of, table, keys, period)
    heard = of.heard(series)
    printed = once([heard[-1], series[-1]])
    whole = [value for value, figure in series if figure.is_whole]
    if whole:
        return Known(printed, Interval(min(whole), max(whole)), key=key_text(keys))
    return Known(
        printed, Interval(series[-1][0], math.inf), f"{COUNTED_TO} {series[-1][1].data_date} only", key_text(keys)
    )


def _months(of: Series, table: str, keys: Sequence[str], period: Period) -> Known | None:
    names = _month_names(period)
    found = [_month(of, table, keys, Period(*period_bounds(name), 0, 0, unit="month")) for name in names]
    if any(known is None or not known.printed or not known.limits for known in found):
        several = _fiscal_years(period) and fiscal_year(period.first) != fiscal_year(period.last)
        return None if several or period.unit == "fiscal" else _part(of, table, keys, period)
    each = [known for known in found if known]
    value = sum(known.printed[0][0] for known in each)
    limits = Interval(sum(k.limits.low for k in each if k.limits), sum(k.limits.high for k in each if k.limits))
    return Known(
        [(value, each[-1].printed[0][1])],
        limits,
        "; ".join(filter(None, (k.about for k in each[-1:]))),
        key_text(keys),
    )


def _part(of: Series, table: str, keys: Sequence[str], period: Period) -> Known | None:
    """A part of a fiscal year: sums since its first day, less those before the first day that is meant."""
    year = fiscal_year(period.first)
    if fiscal_year(period.last) != year:
        return _across_a_year_end(of, table, keys, period)
    series = _since(of, table, keys, period, year)
    if not series:
        return None
    before = period.first - timedelta(1)
    begun = (
        exactly(0.0) if before < fiscal_start(year) or _in_month(table, period, of) else _reached(series, before, year)
    )
    ended = _reached(series, period.last, year)
    least = _reached(series, period.last - timedelta(period.loose), year)
    if begun is None or ended is None or least is None:
        return None
    ended = Interval(min(least.low, ended.low), ended.high)
    if begun.high > 0:
        return _between_releases(series, begun, ended, period, keys)
    middle = period.last - timedelta(period.loose // 2)
    near = [(v, f) for v, f in of.heard(series, True) if abs(f.data_date - middle) <= NEAR_DAY]
    newest = of.heard(series, True)[-1:] if period.running else []
    printed = once([*newest, *near])
    if period.running and (not newest or (of.said or period.last) - newest[-1][1].data_date > 2 * FRESH):
        return Known(
            once([*printed, *near]),
            ended if not newest else Interval(newest[-1][0], math.inf),
            "so far",
            key_text(keys),
        )
    if not printed:
        return Known([], ended, BY_TOTALS, key_text(keys), _around(series, period)[-2:])
    return Known(printed, ended, f"{COUNTED_TO} {printed[0][1].data_date}", key_text(keys))


def _across_a_year_end(of: Series, table: str, keys: Sequence[str], period: Period) -> Known | None:
    """What goes on beyond a fiscal year: what it came to in each of the two years, or at least in the first."""
    inside = replace(period, last=fiscal_end(fiscal_year(period.first)), running=False)
    known = _part(of, table, keys, inside)
    if known is None or known.limits is None:
        return None
    rest = replace(period, first=inside.last + timedelta(1))
    then = _part(of, table, keys, rest) if fiscal_year(rest.first) == fiscal_year(rest.last) else None
    if then and then.limits:
        limits = Interval(known.limits.low + then.limits.low, known.limits.high + then.limits.high)
        return Known([], limits, BY_TOTALS, key_text(keys), _all_figures(known, then))
    return replace(known, limits=Interval(known.limits.low, math.inf), about=f"up to {inside.last} at least")


def _all_figures(*each: Known) -> list[Figure]:
    """The figures behind several answers."""
    return [figure for known in each for figure in (*(f for _, f in known.printed), *known.beside)]


def _between_releases(
    series: Sequence[Printed], begun: Interval, ended: Interval, period: Period, keys: Sequence[str]
) -> Known:
    """Sums of a release less those of an earlier one: exact where releases end on the days that are named."""
    starts = [(v, f) for v, f in series if f.data_date in {period.first, period.first - timedelta(1)}]
    stops = [(v, f) for v, f in series if f.data_date == period.last and not period.loose]
    limits = Interval(max(ended.low - begun.high, 0.0), ended.high - begun.low)
    printed = [(stops[-1][0] - starts[-1][0], stops[-1][1])] if starts and stops else []
    first = starts[-1][1].data_date + timedelta(1) if printed else None
    known = exactly(printed[0][0]) if printed else limits
    around = [f for _, f in (*starts[-1:], *stops[-1:])] or _around(series, period)
    return Known(printed, known, BY_TOTALS, key_text(keys), () if printed else around, first)


def _around(series: Sequence[Printed], period: Period) -> list[Figure]:
    """The last figures before both ends of a period, and the first behind them."""
    found = []
    for day in (period.first - timedelta(1), period.last):
        found += [f for _, f in series if f.data_date <= day][-1:]
        found += [f for _, f in series if f.data_date > day][:1]
    return list(dict.fromkeys(found))


def _since(of: Series, table: str, keys: Sequence[str], period: Period, year: int) -> list[Printed]:
    """Sums that begin with the period: of the month where it lies in one, else of the fiscal year."""
    if _in_month(table, period, of):
        return of.series(table, keys, f"{period.first:%Y-%m}")
    return of.series(table, keys, f"FY{year}")


def _reached(series: Sequence[Printed], day: date, year: int) -> Interval | None:
    """What a running sum can have been on a day: at least the last printing before it, at most the next after it."""
    earlier = [(v, f) for v, f in series if f.data_date <= day]
    later = [(v, f) for v, f in series if f.data_date >= day]
    low = earlier[-1][0] if earlier else 0.0
    high = later[0][0] if later else math.inf
    if earlier:
        value, figure = earlier[-1]
        gone = max((figure.data_date - fiscal_start(year)).days + 1, 1)
        days, speed = (day - figure.data_date).days, value / gone
        if later and later[0][1].data_date > figure.data_date:
            speed = (high - value) / (later[0][1].data_date - figure.data_date).days
        high = min(high, value + FASTER * speed * days)
    return Interval(min(low, high), high)


def _whole_months(period: Period) -> bool:
    return period.first.day == 1 and (period.last + timedelta(1)).day == 1


def _month_names(period: Period) -> list[str]:
    names, day = [], period.first
    while day <= period.last:
        names.append(f"{day:%Y-%m}")
        day = (day.replace(day=28) + timedelta(4)).replace(day=1)
    return names


def _in_month(table: str, period: Period, of: Series) -> bool:
    """Whether a period is the first days of one month that the table has."""
    same = (period.first.year, period.first.month) == (period.last.year, period.last.month)
    return same and period.first.day == 1 and f"{period.first:%Y-%m}" in of.of_period(table)
