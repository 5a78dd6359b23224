"""One figure of the record for what a number counts, at any time: a count, a level, a mean, a share, a rate a day."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bedspace.claims.check.reading.moves import began
from bedspace.claims.check.reading.period import Period
from bedspace.claims.check.reading.stated import Stated
from bedspace.claims.check.verdicts.arrest_days import arrests_of
from bedspace.claims.check.verdicts.known import Known
from bedspace.claims.check.verdicts.peers import of_month, of_year
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.check.verdicts.shares import share_of
from bedspace.claims.intervals import Interval, exactly
from bedspace.fiscal import fiscal_start, fiscal_year, period_bounds

_GROWS = frozenset({"month", "fiscal"})
Dated = tuple[Period | None, Known]


def known_at(number: Stated, period: Period | None, record: Record) -> Known | None:
    """What the record has of the thing that a number counts, in some period; None where it has nothing."""
    subject = number.subject
    if subject is None or "?" in number.parts or subject.read in {"none", "plan"}:
        return None
    if number.role == "share" or number.shared:
        found = share_of(number, period, record)
        return found[0] if found else None
    if period is None and subject.read not in {"level"}:
        return None
    known = record.find(subject, number.parts, period)
    if known and known.printed and period and period.running and subject.read == "count" and period.unit in _GROWS:
        known = replace(known, limits=Interval(known.printed[0][0], math.inf))  # a count that goes on may still grow
    if known and not known.printed and period and period.running and subject.read == "count":
        return None  # nothing of it was out yet
    if known is None and subject.name == "arrests" and not number.parts and period is not None:
        known = arrests_of(replace(number, period=period), record)
    if known is None and period is not None and period.unit == "year":
        return known_at(number, of_year(period.first.year), record)
    if known is None or period is None or subject.read != "count" or not number.daily:
        return known
    return _a_day(known, period)


def _a_day(known: Known, period: Period) -> Known | None:
    """A count over the days of its period that it covers."""
    days = [(v, f, (min(period.last, f.data_date) - period.first).days + 1) for v, f in known.printed]
    printed = [(v / n, f) for v, f, n in days if n > 0]
    whole = known.limits and all(f.data_date >= period.last for _, f in known.printed)
    limits = known.divided(period.days).limits if whole else exactly(printed[0][0]) if printed else None
    return replace(known, printed=printed, limits=limits) if printed or limits else None


def newest(number: Stated, record: Record) -> list[Dated]:
    """The newest figures that were out when it was said, by each reading of "now"."""
    subject, said = number.subject, record.said
    if subject is None or said is None:
        return []
    if subject.read == "level":
        return _known(number, [None], record)
    years = [of_year(fiscal_year(said)), of_year(fiscal_year(said) - 1)]
    years[0] = replace(years[0], last=said, running=True)
    if subject.read == "mean":
        return _known(number, years, record)[:1]
    months = [of_month(name) for name in months_of(number, record) if period_bounds(name)[1] <= said]
    return _known(number, months[-1:], record) if months else _known(number, years, record)[:1]


def months_of(number: Stated, record: Record) -> list[str]:
    """Months that a table counts whole."""
    if number.subject is None:
        return []
    whole = [
        p
        for p, figures in record.of_period(number.subject.table).items()
        if len(p) == 7 and any(f.is_whole for f in figures)
    ]
    return sorted(whole)


def at_the_beginning(number: Stated, since: Period, record: Record) -> list[Dated]:
    """What was counted when something began that goes on since, by each reading of it."""
    start = began(since)
    if start.unit == "fiscal":
        return _known(number, [start], record)
    if number.subject is None or number.subject.read == "level":
        return _known(number, [start], record)
    if number.subject.read == "mean":
        year = fiscal_year(start.last)
        return _known(number, [of_year(year - 1)] if fiscal_start(year) < start.first else [of_year(year)], record)
    if not months_of(number, record):
        return _known(number, [of_year(fiscal_year(since.first) - 1)], record)
    if start.unit == "month":
        return _known(number, [start], record)
    first = since.first
    names = [f"{first:%Y-%m}", f"{first.replace(day=1) - timedelta(1):%Y-%m}"]
    return _known(number, [of_month(name) for name in names], record)


def last_before(number: Stated, day: date, record: Record) -> list[Dated]:
    """The last count of a stock before a day."""
    assert number.subject is not None
    days = sorted(period_bounds(name)[0] for name in record.of_period(number.subject.table))
    earlier = [each for each in days if each < day]
    return _known(number, [Period(each, each, 0, 0, unit="day") for each in earlier[-1:]], record)


def _known(number: Stated, periods: Sequence[Period | None], record: Record) -> list[Dated]:
    found = [(period, known_at(number, period, record)) for period in periods]
    return [(period, known) for period, known in found if known and (known.printed or known.limits)]
