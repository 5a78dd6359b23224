"""What the record has for a subject, its part and a period: printed figures, and the limits that they set.

A figure that ends before its period ends is a floor of a count and says nothing exact of a mean. What had been printed
when a statement was made comes first; what is printed now stands beside it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from bedspace.claims.check.reading.periods import Period
from bedspace.claims.check.reading.words import Subject
from bedspace.claims.concepts import Factor
from bedspace.claims.intervals import Interval, exactly
from bedspace.figure import UNSTATED, Figure, join_key
from bedspace.figures.totals import address_of_total, totals_of
from bedspace.fiscal import fiscal_end, fiscal_start, fiscal_year, period_bounds

ICE_PAGE = "https://www.ice.gov/detain/detention-management"
NEAR_DAY = timedelta(days=7)
"""How far the data of a release may end from the day that a text names."""
AROUND = timedelta(days=20)
"""How far apart two snapshots around a day may be from it."""
FRESH = timedelta(days=24)
"""Age up to which a release counts as the newest of a running year: one comes every fortnight, with gaps."""
FASTER = 1.5
"""How much faster than since the year began a running count may have grown since its last release."""
BRIDGED = 0.02
"""How exact a figure is that was carried from one scale to another."""
FASTER_LAST = 4.0
"""The same of the days that a fiscal year lacks in its last release: late entries come on top."""
LAST_DAYS = 45
"""How many days may be lacking for that."""
_OTHER_TABLES = {
    "book_ins": {"criminality": "book_ins_by_criminality"},
    "detained_by_criminality": {"band": "time_in_custody"},
}
_SAME_AS = {"book_outs": "releases"}

Printed = tuple[float, Figure]


@dataclass(frozen=True)
class Known:
    """What the record says of one question.

    Attributes
    ----------
    printed : sequence of (float, Figure)
        Values that stand in a release or a report, the one known when it was said first.
    limits : Interval or None
        What the true value lies within; None where nothing bounds it.
    about : str
        What the values are: "so far", "up to ... only".
    total : str
        Key of the part that the values are of.
    """

    printed: Sequence[Printed]
    limits: Interval | None
    about: str = ""
    key: str = ""

    def divided(self, divisor: float) -> Known:
        """The same a day, or a share of something."""
        limits = self.limits and Interval(self.limits.low / divisor, self.limits.high / divisor)
        return Known([(value / divisor, figure) for value, figure in self.printed], limits, self.about, self.key)


@dataclass(frozen=True)
class Record:
    """Figures to compare with, cut to what was known.

    Attributes
    ----------
    of : callable
        Figures of a table by name.
    said : date or None
    factors : mapping of str to Factor
        Bridges between scales.
    """

    of: Callable[[str], Sequence[Figure]]
    said: date | None
    factors: Mapping[str, Factor] = field(default_factory=dict)

    def find(self, subject: Subject, parts: Mapping[str, tuple[str, ...]], period: Period | None) -> Known | None:
        """What is known of a part of a subject in a period; None where nothing is."""
        for table in self._tables(subject, parts):
            keys = _keys(parts)
            if subject.read == "count":
                found = self._count(table, keys, period) if period else None
            elif subject.read == "mean":
                found = self._mean(table, keys, period) if period else None
            else:
                found = self._level(subject, table, keys, period)
            if found and (found.printed or found.limits):
                return found
        return None

    def highest_year(self, subject: Subject, parts: Mapping[str, tuple[str, ...]]) -> Known | None:
        """The highest fiscal year that the record has: a text says that a number was reached in some year, or in none."""
        if subject.read != "count":
            return None
        keys = _keys(parts)
        cited = [(f.value, f) for f in totals_of(subject.table) if [f.key] == keys]
        years = {p for p in self._of_period(subject.table) if p.startswith("FY")}
        printed = [found[-1] for p in years if (found := self._heard(self._series(subject.table, keys, p), True))]
        every = [(v, f) for v, f in (*cited, *printed) if self.said is None or period_bounds(f.period)[0] <= self.said]
        if not every:
            return None
        top = max(every, key=lambda item: item[0])
        first = min(period_bounds(f.period)[1].year for _, f in every)
        return Known([top], exactly(top[0]), f"the highest since {first}", _text(keys))

    def _tables(self, subject: Subject, parts: Mapping[str, tuple[str, ...]]) -> list[str]:
        other = _OTHER_TABLES.get(subject.table, {})
        special = [table for dimension, table in other.items() if dimension in parts]
        if special and len(parts) > 1 and "band" in parts:
            return []
        return [
            *(special or [subject.table]),
            *([_SAME_AS[subject.table]] if "reason" in parts and subject.table in _SAME_AS else []),
        ]

    def _series(self, table: str, keys: Sequence[str], period: str) -> list[Printed]:
        """Printings of a sum of keys for a period, in the order of the days that their data reach."""
        by_release: dict[tuple[date, date], dict[str, Figure]] = {}
        for figure in self._of_period(table).get(period, ()):
            if figure.key in keys:
                by_release.setdefault((figure.data_date, figure.published), {})[figure.key] = figure
        if len(keys) == 1:
            whole = [found[keys[0]] for found in by_release.values() if keys[0] in found]
            return [(figure.value, figure) for figure in sorted(whole, key=lambda f: f.rank)]
        return self._sums(table, keys, period)

    def _sums(self, table: str, keys: Sequence[str], period: str) -> list[Printed]:
        figures = [f for f in self._of_period(table).get(period, ()) if f.key in keys]
        out = []
        for day in sorted({f.data_date for f in figures}):
            newest = {f.key: f for f in sorted(figures, key=lambda f: f.rank) if f.data_date == day}
            earlier = {f.key: f for f in sorted(figures, key=lambda f: f.rank) if f.data_date < day}
            both = {**earlier, **newest}
            if len(both) == len(keys):
                out.append((sum(f.value for f in both.values()), next(iter(newest.values()))))
        return out

    def _of_period(self, table: str) -> Mapping[str, list[Figure]]:
        return self._grouped.setdefault(table, _by_period(self.of(table)))

    @cached_property
    def _grouped(self) -> dict[str, Mapping[str, list[Figure]]]:
        return {}

    def _heard(self, printed: Sequence[Printed], strict: bool = False) -> list[Printed]:
        """The printings that were out when it was said."""
        if self.said is None:
            return list(printed)
        out = [(value, figure) for value, figure in printed if figure.published <= self.said]
        return out if strict or out else list(printed)

    def _count(self, table: str, keys: Sequence[str], period: Period) -> Known | None:
        if period.unit == "fiscal" and not period.running:
            return self._year(table, keys, fiscal_year(period.last))
        if period.unit == "month" and not period.running:
            return self._month(table, keys, period)
        if period.unit in {"year", "span"} and not period.running and _whole_months(period):
            return self._months(table, keys, period)
        return self._part(table, keys, period)

    def _year(self, table: str, keys: Sequence[str], year: int) -> Known | None:
        """A fiscal year that had ended: its newest printing, the total that was given for it, and what was known then."""
        series = self._series(table, keys, f"FY{year}")
        cited = [(f.value, f) for f in totals_of(table) if [f.key] == list(keys) and f.period == f"FY{year}"]
        heard = self._heard(series)[-1:]
        whole = [(value, figure) for value, figure in series[-1:] if figure.is_whole]
        printed = _once([*heard, *cited, *series[-1:]])
        if not printed:
            whole_year = Period(fiscal_start(year), fiscal_end(year), 0, 0)
            return self._months(table, keys, whole_year) if self._of_period(table) else None
        values = [value for value, _ in (*whole, *cited)]
        floor = series[-1][0] if series else 0.0
        if values:
            return Known(
                printed,
                Interval(min(*values, floor or math.inf) if floor else min(values), max(values)),
                key=_text(keys),
            )
        reached = series[-1][1].data_date
        ends = f"up to {reached} only"
        left = (fiscal_end(year) - reached).days
        grown = floor * (1 + FASTER_LAST * left / max((reached - fiscal_start(year)).days + 1, 1))
        return Known(printed, Interval(floor, grown if left <= LAST_DAYS else math.inf), ends, _text(keys))

    def _month(self, table: str, keys: Sequence[str], period: Period) -> Known | None:
        name = f"{period.first:%Y-%m}"
        series = self._series(table, keys, name)
        if not series:
            return self._year_in_months(table, keys, period)
        heard = self._heard(series)
        printed = _once([heard[-1], series[-1]])
        whole = [value for value, figure in series if figure.is_whole]
        if whole:
            return Known(printed, Interval(min(whole), max(whole)), key=_text(keys))
        return Known(printed, Interval(series[-1][0], math.inf), f"up to {series[-1][1].data_date} only", _text(keys))

    def _year_in_months(self, table: str, keys: Sequence[str], period: Period) -> Known | None:
        return self._part(table, keys, period) if self._of_period(table) else None

    def _months(self, table: str, keys: Sequence[str], period: Period) -> Known | None:
        names = _month_names(period)
        found = [self._month(table, keys, Period(*period_bounds(name), 0, 0, unit="month")) for name in names]
        if any(known is None or not known.printed or not known.limits for known in found):
            return (
                self._part(table, keys, period)
                if period.unit != "fiscal" and fiscal_year(period.first) == fiscal_year(period.last)
                else None
            )
        each = [known for known in found if known]
        value = sum(known.printed[-1][0] for known in each)
        limits = Interval(sum(k.limits.low for k in each if k.limits), sum(k.limits.high for k in each if k.limits))
        return Known(
            [(value, each[-1].printed[-1][1])],
            limits,
            "; ".join(filter(None, (k.about for k in each[-1:]))),
            _text(keys),
        )

    def _part(self, table: str, keys: Sequence[str], period: Period) -> Known | None:
        """A part of a fiscal year: sums since its first day, less those before the first day that is meant."""
        year = fiscal_year(period.first)
        if fiscal_year(period.last) != year:
            return None
        series = self._since(table, keys, period, year)
        if not series:
            return None
        before = period.first - timedelta(1)
        begun = (
            exactly(0.0)
            if before < fiscal_start(year) or period.unit == "month" or _in_month(table, period, self)
            else self._reached(series, before, year)
        )
        ended = self._reached(series, period.last, year)
        if begun is None or ended is None:
            return None
        if begun.high > 0:
            return self._between_releases(series, begun, ended, period, keys)
        near = [(v, f) for v, f in self._heard(series, True) if abs(f.data_date - period.last) <= NEAR_DAY]
        newest = self._heard(series, True)[-1:] if period.running else []
        printed = _once([*newest, *near])
        if period.running and (not newest or (self.said or period.last) - newest[-1][1].data_date > 2 * FRESH):
            return Known(
                _once([*printed, *near]),
                ended if not newest else Interval(newest[-1][0], math.inf),
                "so far",
                _text(keys),
            )
        about = f"up to {printed[0][1].data_date}" if printed else ""
        return Known(printed, ended, about, _text(keys))

    def _between_releases(
        self, series: Sequence[Printed], begun: Interval, ended: Interval, period: Period, keys: Sequence[str]
    ) -> Known:
        """Sums of a release less those of an earlier one: exact where releases end on the days that are named."""
        starts = [v for v, f in series if f.data_date in {period.first, period.first - timedelta(1)}]
        stops = [(v, f) for v, f in series if f.data_date == period.last]
        limits = Interval(max(ended.low - begun.high, 0.0), ended.high - begun.low)
        printed = [(stops[-1][0] - starts[-1], stops[-1][1])] if starts and stops else []
        return Known(printed, exactly(printed[0][0]) if printed else limits, "between releases", _text(keys))

    def _since(self, table: str, keys: Sequence[str], period: Period, year: int) -> list[Printed]:
        """Sums that begin with the period: of the month where it lies in one, else of the fiscal year."""
        if _in_month(table, period, self):
            return self._series(table, keys, f"{period.first:%Y-%m}")
        return self._series(table, keys, f"FY{year}")

    def _reached(self, series: Sequence[Printed], day: date, year: int) -> Interval | None:
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

    def _mean(self, table: str, keys: Sequence[str], period: Period) -> Known | None:
        if len(keys) != 1:
            return None
        if period.unit == "month":
            series = self._series(table, keys, f"{period.first:%Y-%m}")
        elif period.first == fiscal_start(fiscal_year(period.first)) and period.last <= fiscal_end(
            fiscal_year(period.first)
        ):
            series = self._series(table, keys, f"FY{fiscal_year(period.first)}")
        else:
            return None
        cited = [
            (f.value, f)
            for f in totals_of(table)
            if f.key == keys[0] and f.period == f"FY{fiscal_year(period.last)}" and period.unit == "fiscal"
        ]
        if not series:
            return Known(cited, exactly(cited[0][0]), key=keys[0]) if cited else None
        heard = self._heard(series, period.running)
        if not heard:
            return None
        if period.running:
            value, figure = heard[-1]
            fresh = (self.said or period.last) - figure.published <= FRESH
            return Known([(value, figure)], exactly(value) if fresh else None, f"up to {figure.data_date}", keys[0])
        printed = _once([heard[-1], series[-1]])
        values = [value for value, figure in (heard[-1], series[-1])]
        whole = series[-1][1].is_whole
        about = "" if whole else f"up to {series[-1][1].data_date} only"
        settled = whole or period.unit == "fiscal"
        return Known(printed, Interval(min(values), max(values)) if settled else None, about, keys[0])

    def _level(self, subject: Subject, table: str, keys: Sequence[str], period: Period | None) -> Known | None:
        """People on a day: the snapshot of that day, or the snapshots around it, or the daily file carried over."""
        days = sorted(day for day in (period_bounds(p)[0] for p in self._of_period(table)))
        cited = [(f.value, f) for f in totals_of(table) if f.key in keys]
        if period is None or (period.running and period.unit != "day"):
            return self._newest(table, keys, days)
        same = [
            (value, figure) for value, figure in cited if period_bounds(figure.period) == (period.first, period.last)
        ]
        if same:
            return Known(same, exactly(same[0][0]), key=_text(keys))
        if period.unit != "day":
            inside = [self._at(table, keys, day) for day in days if period.first <= day <= period.last]
            values = [found[0] for found in inside if found]
            return (
                Known(
                    [found for found in inside if found][-1:],
                    Interval(min(values), max(values)),
                    "over its snapshots",
                    _text(keys),
                )
                if values
                else None
            )
        if found := self._at(table, keys, period.first):
            return Known([found], exactly(found[0]), key=_text(keys))
        return self._between(subject, table, keys, days, period.first)

    def _at(self, table: str, keys: Sequence[str], day: date) -> Printed | None:
        found = self._series(table, keys, day.isoformat())
        return found[-1] if found else None

    def _newest(self, table: str, keys: Sequence[str], days: Sequence[date]) -> Known | None:
        """The snapshots around the day when it was said, the last one that was out first; none where no day is given."""
        if self.said is None:
            return None
        around = [day for day in days if -AROUND <= day - self.said <= AROUND]
        found = [f for day in around if (f := self._at(table, keys, day))]
        past = [f for f in found if f[1].data_date <= self.said]
        if not past:
            return None
        out = [f for f in past if f[1].published <= self.said][-1:]
        values = [value for value, _ in found]
        printed = _once([*out, *past[-1:]])
        return Known(printed, Interval(min(values), max(values)), f"snapshot of {printed[0][1].period}", _text(keys))

    def _between(
        self, subject: Subject, table: str, keys: Sequence[str], days: Sequence[date], day: date
    ) -> Known | None:
        if list(keys) == [""] and subject.name == "held" and "ddp" in self.factors:
            daily = self._of_period("ddp_midnight_population").get(day.isoformat(), [])
            if daily:
                value = daily[-1].value * self.factors["ddp"](day)
                return Known(
                    [(value, daily[-1])],
                    Interval(value * (1 - BRIDGED), value * (1 + BRIDGED)),
                    "the daily file, carried to the official scale",
                )
        around = [d for d in days if abs(d - day) <= AROUND]
        before, after = [d for d in around if d < day], [d for d in around if d > day]
        if not before or not after:
            return None
        values = [found[0] for found in (self._at(table, keys, before[-1]), self._at(table, keys, after[0])) if found]
        return (
            Known(
                [],
                Interval(min(values), max(values)),
                f"between the snapshots of {before[-1]} and {after[0]}",
                _text(keys),
            )
            if values
            else None
        )


def source_of(figure: Figure) -> str:
    """File, sheet and cell, day of publication and the publisher's address."""
    cited = address_of_total(figure)
    if cited or ":" in figure.origin.file:
        return f"{figure.origin}, {cited}".rstrip(", ")
    published = "" if figure.published == UNSTATED else f", published {figure.published}"
    return f"ICE, {figure.origin}{published}, {ICE_PAGE}"


def _by_period(figures: Iterable[Figure]) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        found.setdefault(figure.period, []).append(figure)
    return found


def _keys(parts: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Keys of a table that are added up for some parts."""
    keys: list[dict[str, str]] = [{}]
    for dimension, values in parts.items():
        keys = [{**key, dimension: value} for key in keys for value in values]
    return [join_key(**key) for key in keys]


def _text(keys: Sequence[str]) -> str:
    return " + ".join(keys)


def _once(found: Iterable[Printed]) -> list[Printed]:
    return list({(value, figure.data_date): (value, figure) for value, figure in found}.values())


def _whole_months(period: Period) -> bool:
    return period.first.day == 1 and (period.last + timedelta(1)).day == 1


def _month_names(period: Period) -> list[str]:
    names, day = [], period.first
    while day <= period.last:
        names.append(f"{day:%Y-%m}")
        day = (day.replace(day=28) + timedelta(4)).replace(day=1)
    return names


def _in_month(table: str, period: Period, record: Record) -> bool:
    """Whether a period is the first days of one month that the table has."""
    same = (period.first.year, period.first.month) == (period.last.year, period.last.month)
    return same and period.first.day == 1 and f"{period.first:%Y-%m}" in record._of_period(table)
