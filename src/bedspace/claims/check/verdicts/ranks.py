"""Where a figure stands among others: the most since a year, the busiest month of one, higher every year.

A rank is contradicted by one figure that is surely on the wrong side of it, and supported only where the record has
all the others.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bedspace.claims.check.findings import Step, Verdict
from bedspace.claims.check.reading.comparing import Compared
from bedspace.claims.check.reading.periods import Period
from bedspace.claims.check.reading.stated import Stated
from bedspace.claims.check.verdicts.judged import Judged
from bedspace.claims.check.verdicts.known import Known, keys_of, source_of
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.intervals import Interval, exactly
from bedspace.fiscal import fiscal_end, fiscal_start, fiscal_year, period_bounds

APART = 0.005
"""How far two figures have to be apart for one to be called the higher."""
_MOST_YEARS = 30
_OPEN_ENDED = frozenset({"ever", "record", "first"})


@dataclass(frozen=True)
class Peers:
    """A figure and those that it is ranked among, by name; `asked` is how many there would have to be."""

    own: Known
    others: Mapping[str, Known]
    asked: int
    begins: str


def ranked(number: Stated, compared: Compared, record: Record) -> Judged:
    """The verdict on one rank."""
    words = compared.text.strip()
    if number.subject is None:
        return Judged(number, Verdict.UNCHECKABLE, f"'{words}' compares, and no series here tests it")
    if compared.kind == "steady":
        return _steady(number, compared, record)
    found = _peers(number, compared, record)
    if found is None:
        return Judged(number, Verdict.UNCHECKABLE, f"'{words}' compares, and no series here tests it")
    if compared.kind == "first":
        return _first_above(number, compared, found)
    return _among(number, compared, found)


def order(a: Known, b: Known) -> int | None:
    """1 where the first is surely higher, -1 where it is surely lower, None where that is open."""
    first, second = limits_of(a), limits_of(b)
    if first.low > second.high * (1 + APART):
        return 1
    if first.high * (1 + APART) < second.low:
        return -1
    return None


def limits_of(known: Known) -> Interval:
    """The least and the most that a figure can be."""
    values = [value for value, _ in known.printed]
    if known.limits is None:
        return Interval(min(values), max(values))
    return known.limits


def first_of(known: Known) -> float:
    """The figure itself, or the least that it can be."""
    return known.printed[-1][0] if known.printed else limits_of(known).low


def _peers(number: Stated, compared: Compared, record: Record) -> Peers | None:
    subject, period = number.subject, number.period
    assert subject is not None
    if compared.kind == "ago":
        return _some_time_before(number, compared, record)
    if subject.read == "level":
        return _snapshots(number, compared, record)
    if period is None:
        return None
    if compared.unit == "week":
        return _weeks(number, record) if subject.name == "arrests" else None
    if period.unit == "month" and compared.unit in {"month", ""}:
        return _months(number, compared, record)
    return _years(number, compared, record) if period.unit == "fiscal" and compared.unit in {"year", ""} else None


def _years(number: Stated, compared: Compared, record: Record) -> Peers | None:
    assert number.period is not None
    year = fiscal_year(number.period.last)
    own = _of_year(number, year, record)
    if own is None:
        return None
    asked = [y for y in _asked_years(compared, year, record) if y != year]
    others = {y: known for y in asked if (known := _of_year(number, y, record))}
    begins = f"fiscal year {min([*others, year])}"
    return Peers(own, {f"fiscal year {y}": known for y, known in sorted(others.items())}, len(asked), begins)


def _asked_years(compared: Compared, year: int, record: Record) -> list[int]:
    if compared.kind == "year before":
        return [year - 1]
    if compared.kind == "since":
        return list(range(compared.since + 1, year))
    if compared.kind == "years":
        return list(range(year - compared.since, year))
    if compared.kind == "era":
        return list(range(compared.years[0], compared.years[1] + 1))
    if compared.kind == "record":
        return list(range(year - _MOST_YEARS, year))
    ended = fiscal_year(record.said) - 1 if record.said else year + _MOST_YEARS
    return list(range(year - _MOST_YEARS, ended + 1))


def _of_year(number: Stated, year: int, record: Record) -> Known | None:
    assert number.subject is not None
    own = number.period if number.period and fiscal_year(number.period.last) == year else of_year(year)
    return record.find(number.subject, number.parts, own)


def of_year(year: int) -> Period:
    """A fiscal year as a period without a place in a text."""
    return Period(fiscal_start(year), fiscal_end(year), 0, 0, unit="fiscal")


def _of_month(name: str) -> Period:
    return Period(*period_bounds(name), 0, 0, unit="month")


def _months(number: Stated, compared: Compared, record: Record) -> Peers | None:
    period, subject = number.period, number.subject
    assert period is not None
    assert subject is not None
    own = _figure(number, period, record)
    if own is None:
        return None
    names = sorted(name for name in record.of_period(subject.table) if len(name) == 7)
    if compared.kind == "year before":
        names = [f"{period.first.year - 1}-{period.first.month:02}"]
    elif compared.scope:
        first, last = compared.scope
        names = [f"{day:%Y-%m}" for day in _firsts(first, min(last, record.said or last))]
    elif compared.kind in {"since", "years"}:
        since = compared.since + 1 if compared.kind == "since" else period.first.year - compared.since
        names = [f"{day:%Y-%m}" for day in _firsts(date(since, 1, 1), period.last)]
    elif compared.kind in {"first", "record"}:
        names = [name for name in names if name < f"{period.first:%Y-%m}"]
    names = [name for name in names if name != f"{period.first:%Y-%m}" and _begun(name, record)]
    found = {name: known for name in names if (known := _figure(number, _of_month(name), record))}
    begins = f"{_of_month(min([*found, f'{period.first:%Y-%m}'])).first:%B %Y}"
    others = {f"{_of_month(name).first:%B %Y}": known for name, known in found.items()}
    return Peers(own, others, len(names), begins)


def _begun(name: str, record: Record) -> bool:
    return record.said is None or period_bounds(name)[0] <= record.said


def _firsts(first: date, last: date) -> list[date]:
    """First days of the months from one day to another."""
    days, day = [], first.replace(day=1)
    while day <= last:
        days.append(day)
        day = (day.replace(day=28) + timedelta(4)).replace(day=1)
    return days


def _figure(number: Stated, period: Period, record: Record) -> Known | None:
    """What is known of a month; a day of it where the number is one a day."""
    assert number.subject is not None
    known = record.find(number.subject, number.parts, period)
    if known is None or not number.daily or number.subject.read != "count":
        return known
    days = [(min(period.last, figure.data_date) - period.first).days + 1 for _, figure in known.printed]
    printed = [(value / day, figure) for (value, figure), day in zip(known.printed, days, strict=True)]
    ends = [value for value, _ in printed]
    return replace(known, printed=printed, limits=Interval(min(ends), max(ends)) if ends else None)


def _weeks(number: Stated, record: Record) -> Peers | None:
    """Weeks of arrests counted from records; the last weeks are not complete, and rank with none."""
    weeks = {period_bounds(figure.period): figure for figure in record.of("weekly_arrests")}
    own = weeks.get((number.period.first, number.period.last)) if number.period else None
    if own is None:
        return None
    others = {
        f"the week of {first}": Known([(figure.value, figure)], exactly(figure.value))
        for (first, _), figure in sorted(weeks.items())
        if figure is not own
    }
    first = min(first for first, _ in weeks)
    return Peers(Known([(own.value, own)], exactly(own.value)), others, len(others), f"the week of {first}")


def _snapshots(number: Stated, compared: Compared, record: Record) -> Peers | None:
    """People held on earlier days: snapshots, and means of months before there were any."""
    subject = number.subject
    assert subject is not None
    own = record.find(subject, number.parts, number.period)
    day = own.printed[0][1].data_date if own and own.printed else None
    if own is None or day is None or subject.table != "detained_by_criminality":
        return None
    keys = keys_of(number.parts)
    first = _since_day(compared, day)
    others: dict[str, Known] = {}
    began = period_bounds(min(record.of_period(subject.table)))[0]
    for table, last in ((subject.table, day), ("adp", began)):
        for name in sorted(record.of_period(table)):
            if name.startswith("FY") or not first < period_bounds(name)[1] < last:
                continue
            if series := record.series(table, keys, name):
                value, figure = series[-1]
                mean = " on average" if table == "adp" else ""
                others[f"{name}{mean}"] = Known([(value, figure)], exactly(value))
    return Peers(own, others, len(others), min(others, default="")) if others else None


def _some_time_before(number: Stated, compared: Compared, record: Record) -> Peers | None:
    """The same some days before; of a month, only a year before."""
    subject, period = number.subject, number.period
    assert subject is not None
    if subject.read == "level":
        own = record.find(subject, number.parts, period)
        if own is None or not own.printed:
            return None
        day = period_bounds(own.printed[0][1].period)[1] - timedelta(compared.since)
        before = Period(day, day, 0, 0, unit="day")
    elif period is not None and period.unit == "month" and compared.since == _A_YEAR:
        before = _of_month(f"{period.first.year - 1}-{period.first.month:02}")
        own = record.find(subject, number.parts, period)
    else:
        return None
    earlier = record.find(subject, number.parts, before)
    name = f"{before.first}" if before.unit == "day" else f"{before.first:%B %Y}"
    return Peers(own, {name: earlier}, 1, name) if own and earlier else None


_A_YEAR = 365


def difference(number: Stated, of: Stated, compared: Compared, record: Record) -> tuple[Interval, str] | None:
    """How much more than some time before a figure is, with what it was then."""
    found = _peers(of, compared, record)
    if found is None:
        return None
    (name, earlier), own = next(iter(found.others.items())), limits_of(found.own)
    then = limits_of(earlier)
    least, most = own.low - then.high, own.high - then.low
    return (Interval(-most, -least) if number.falls else Interval(least, most)), f"{name}: {_value(earlier)}"


def _since_day(compared: Compared, day: date) -> date:
    """Days after this one are ranked."""
    if compared.kind == "since":
        return date(compared.since, 12, 31)
    if compared.kind == "years":
        return day - timedelta(365 * compared.since)
    if compared.kind == "era":
        return fiscal_start(compared.years[0])
    return date.min


def _among(number: Stated, compared: Compared, found: Peers) -> Judged:
    wanted = 1 if compared.up else -1
    orders = {name: order(found.own, other) for name, other in found.others.items()}
    against = [name for name, where in orders.items() if where == -wanted]
    words = compared.text.strip()
    if against:
        worst = max(against, key=lambda name: wanted * first_of(found.others[name]))
        if compared.kind not in {"ever", "known", "record", "era"}:
            worst = against[-1]
        verdict, why = Verdict.CONTRADICTED, f"{_value(found.own)} is not '{words}': {worst} had {_value(found.others[worst])}"
    elif (
        compared.kind not in _OPEN_ENDED | ({"ever"} if compared.scope is None else set())
        or (compared.kind == "ever" and compared.scope)
    ) and _all_known(found) and all(where == wanted for where in orders.values()):
        listed = ", ".join(f"{name} {_value(known)}" for name, known in list(found.others.items())[-12:])
        verdict, why = Verdict.SUPPORTED, f"{_value(found.own)} is '{words}': {listed}"
    else:
        ends = (
            f"the record here begins with {found.begins}"
            if compared.kind in _OPEN_ENDED
            else "the record has not all of these periods whole"
        )
        verdict, why = Verdict.UNCHECKABLE, f"'{words}' cannot be tested: {ends}"
    return _judged(number, verdict, why, found)


def _all_known(found: Peers) -> bool:
    return 0 < found.asked == len(found.others)


def _first_above(number: Stated, compared: Compared, found: Peers) -> Judged:
    """ "the first month with more than 1,000 a day": no earlier one may have had as many."""
    words = compared.text.strip()
    earlier = [name for name, known in found.others.items() if limits_of(known).low > number.interval.low * (1 + APART)]
    if number.open and earlier:
        why = f"'{words}': {earlier[-1]} had {_value(found.others[earlier[-1]])} already"
        return _judged(number, Verdict.CONTRADICTED, why, found)
    why = f"'{words}' cannot be tested: the record here begins with {found.begins}"
    return _judged(number, Verdict.UNCHECKABLE, why, found)


def _steady(number: Stated, compared: Compared, record: Record) -> Judged:
    """ "rose in every year from fiscal 2015 to fiscal 2019": each against the one before it."""
    words, wanted = compared.text.strip(), 1 if compared.up else -1
    if compared.scope is None or compared.unit not in {"year", "month"} or number.subject is None:
        return Judged(number, Verdict.UNCHECKABLE, f"'{words}' cannot be tested: between which periods is not said")
    first, last = compared.scope
    if compared.unit == "year":
        named = [of_year(year) for year in range(fiscal_year(first), fiscal_year(last) + 1)]
    else:
        named = [_of_month(f"{day:%Y-%m}") for day in _firsts(first, last)]
    found = [record.find(number.subject, number.parts, period) for period in named]
    known = {_name(period): one for period, one in zip(named, found, strict=True) if one}
    values = list(known.values())
    steps = [order(later, earlier) for earlier, later in zip(values, values[1:], strict=False)]
    listed = ", ".join(f"{name} {_value(one)}" for name, one in known.items())
    whole = len(known) == len(named) and len(named) > 1
    verdict = (
        Verdict.CONTRADICTED if -wanted in steps and whole
        else Verdict.SUPPORTED if whole and all(step == wanted for step in steps)
        else Verdict.UNCHECKABLE
    )  # fmt: skip
    if not values:
        return Judged(number, Verdict.UNCHECKABLE, f"'{words}' cannot be tested: the record has none of these periods")
    return _judged(number, verdict, f"'{words}': {listed}", Peers(values[-1], known, len(named), ""))


def _name(period: Period) -> str:
    return f"fiscal year {fiscal_year(period.last)}" if period.unit == "fiscal" else f"{period.first:%B %Y}"


def _judged(number: Stated, verdict: Verdict, why: str, found: Peers) -> Judged:
    steps = tuple(
        Step(name, "read", (exactly(first_of(known)),), exactly(first_of(known))) for name, known in found.others.items()
    )
    printed = [known.printed[:1] for known in (found.own, *found.others.values())]
    sources = tuple(dict.fromkeys(source_of(figure) for one in printed for _, figure in one))
    return Judged(number, verdict, why, steps[-_MOST_YEARS:], sources[:_SOURCES], found.own)


_SOURCES = 12


def _value(known: Known) -> str:
    value = first_of(known)
    text = f"{value:,.1f}" if value < 1000 else f"{value:,.0f}"
    return f"{text} or more" if known.limits and math.isinf(known.limits.high) else text


