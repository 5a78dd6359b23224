"""What a figure is ranked among: years, months, weeks and snapshots, and the same some time before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bedspace.claims.check.reading.comparing import Compared
from bedspace.claims.check.reading.period import Period
from bedspace.claims.check.reading.stated import Stated
from bedspace.claims.check.verdicts.counts import FRESH
from bedspace.claims.check.verdicts.known import Known, keys_of
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.check.verdicts.weeks import WEEKLY
from bedspace.claims.intervals import Interval, exactly
from bedspace.fiscal import fiscal_end, fiscal_start, fiscal_year, period_bounds

MOST_YEARS = 30
"""As many fiscal years are ranked where a statement names no first one."""


@dataclass(frozen=True)
class Peers:
    """A figure and those that it is ranked among, by name; `asked` is how many there would have to be.

    Those in `edge` decide nothing: whether they belong to the span is open, or they are counted in part.
    """

    own: Known
    others: Mapping[str, Known]
    asked: int
    begins: str
    edge: frozenset[str] = frozenset()


ENOUGH_YEARS = 12
"""So many fiscal years in a row stand for all years where a statement names no first one."""
_OF_ALL_TIME = frozenset({"ever", "record", "topped"})


def peers_of(number: Stated, compared: Compared, record: Record) -> Peers | None:
    """What a figure is ranked among; None where no series of this tool has it."""
    subject, period = number.subject, number.period
    assert subject is not None
    if subject.read == "level":
        return _snapshots(number, compared, record)
    if period is None and compared.kind == "within":
        return None
    if period is None:
        return None
    if compared.unit == "week":
        return _weeks(number, compared, record) if subject.name in WEEKLY else None
    if period.unit == "month" and compared.unit in {"month", ""}:
        return _months(number, compared, record)
    if period.unit == "year":
        number = replace(number, period=of_year(period.first.year))
    return (
        _years(number, compared, record)
        if period.unit in {"fiscal", "year"} and compared.unit in {"year", ""}
        else None
    )


def _years(number: Stated, compared: Compared, record: Record) -> Peers | None:
    assert number.period is not None
    year = fiscal_year(number.period.last)
    own = _of_year(number, year, record)
    if own is None:
        return None
    asked = [y for y in _asked_years(compared, year, record) if y != year]
    others = {y: known for y in asked if (known := _of_year(number, y, record))}
    if compared.kind in _OF_ALL_TIME and len(others) >= ENOUGH_YEARS:
        asked = [y for y in asked if y >= min(others)]  # "as far back as the counts go", which the answer says
    begins = f"fiscal year {min([*others, year])}"
    edge = frozenset(f"fiscal year {y}" for y in others if _is_edge(compared, year - y))
    return Peers(own, {f"fiscal year {y}": known for y, known in sorted(others.items())}, len(asked), begins, edge)


NEARLY = re.compile(r"\bin (?:nearly|almost|about) ", re.IGNORECASE)
_NEARLY_LACKS = 0.2
"""How much of a span that is "nearly" so long may be lacking."""


def _is_edge(compared: Compared, years: float) -> bool:
    """Whether a figure so many years before may lie outside of "in a decade", which counts the year named or not."""
    lacking = _NEARLY_LACKS if NEARLY.search(compared.text) else 0.0
    return compared.kind == "years" and years >= compared.since * (1 - lacking)


def _asked_years(compared: Compared, year: int, record: Record) -> list[int]:
    if compared.kind == "since":
        return list(range(compared.since + (compared.place == 1), year))
    if compared.kind == "within" and compared.scope:
        return [y for y in range(fiscal_year(compared.scope[0]), fiscal_year(compared.scope[1]) + 1) if y < year]
    if compared.kind == "years":
        return list(range(year - compared.since, year))
    if compared.kind == "era":
        return list(range(compared.years[0], compared.years[1] + 1))
    if compared.kind == "record":
        return list(range(year - MOST_YEARS, year))
    ended = fiscal_year(record.said) - 1 if record.said else year + MOST_YEARS
    return list(range(year - MOST_YEARS, ended + 1))


def _of_year(number: Stated, year: int, record: Record) -> Known | None:
    assert number.subject is not None
    own = number.period if number.period and fiscal_year(number.period.last) == year else of_year(year)
    return record.find(number.subject, number.parts, own)


def of_year(year: int) -> Period:
    """A fiscal year as a period without a place in a text."""
    return Period(fiscal_start(year), fiscal_end(year), 0, 0, unit="fiscal")


def of_month(name: str) -> Period:
    """A month as a period without a place in a text."""
    return Period(*period_bounds(name), 0, 0, unit="month")


def _months(number: Stated, compared: Compared, record: Record) -> Peers | None:
    period, subject = number.period, number.subject
    assert period is not None
    assert subject is not None
    own = _figure(number, period, record)
    if own is None:
        return None
    names = sorted(name for name in record.of_period(subject.table) if len(name) == 7)
    if compared.scope:
        first, last = compared.scope
        names = [f"{day:%Y-%m}" for day in firsts(first, min(last, record.said or last))]
    elif compared.kind == "since":
        names = [f"{day:%Y-%m}" for day in firsts(date(compared.since + 1, 1, 1), period.last)]
    elif compared.kind == "years":
        began = period.first.replace(year=period.first.year - compared.since)
        names = [f"{day:%Y-%m}" for day in firsts(began, period.last)]
    elif compared.kind in {"first", "record"}:
        names = [name for name in names if name < f"{period.first:%Y-%m}"]
    names = [name for name in names if name != f"{period.first:%Y-%m}" and _ended(name, record)]
    found = {name: known for name in names if (known := _figure(number, of_month(name), record))}
    begins = f"{of_month(min([*found, f'{period.first:%Y-%m}'])).first:%B %Y}"
    others = {f"{of_month(name).first:%B %Y}": known for name, known in found.items()}
    years = {name: (period.first - of_month(name).first).days / _A_YEAR for name in found}
    edge = frozenset(
        f"{of_month(name).first:%B %Y}"
        for name, known in found.items()
        if _is_edge(compared, years[name]) or not (known.printed and known.printed[-1][1].is_whole)
    )
    return Peers(own, others, len(names), begins, edge)


def _ended(name: str, record: Record) -> bool:
    return record.said is None or period_bounds(name)[1] <= record.said


def firsts(first: date, last: date) -> list[date]:
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
    reached = [(value, figure) for value, figure in known.printed if figure.data_date >= period.first]
    printed = [(value / ((min(period.last, f.data_date) - period.first).days + 1), f) for value, f in reached]
    ends = [value for value, _ in printed]
    return replace(known, printed=printed, limits=Interval(min(ends), max(ends)) if ends else None)


def _weeks(number: Stated, compared: Compared, record: Record) -> Peers | None:
    """Weeks counted from records; the last weeks are not complete, and rank with none."""
    assert number.subject is not None
    first, last = compared.scope or (date.min, date.max)
    counted = {period_bounds(figure.period): figure for figure in record.of(WEEKLY[number.subject.name])}
    weeks = {days: figure for days, figure in counted.items() if first <= days[1] and days[0] <= last}
    own = weeks.get(_week_of(number.period)) if number.period else None
    if own is None:
        return None
    others = {
        f"the week of {first}": Known([(figure.value, figure)], exactly(figure.value))
        for (first, _), figure in sorted(weeks.items())
        if figure is not own
    }
    begins, ends = min(weeks)[0], min(last, record.said or last)
    lacking = ends < date.max and ends - max(weeks)[1] > FRESH
    return Peers(Known([(own.value, own)], exactly(own.value)), others, len(others) + lacking, f"the week of {begins}")


def _week_of(period: Period) -> tuple[date, date]:
    """The week, from Monday to Sunday, that a period of a week mostly lies in."""
    middle = period.first + (period.last - period.first) / 2
    monday = middle - timedelta(middle.weekday())
    return (monday, monday + timedelta(6)) if period.is_week else (period.first, period.last)


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
    own = _of_its_days(own, number.period, up=compared.up)
    others: dict[str, Known] = {}
    began = period_bounds(min(record.of_period(subject.table)))[0]
    for table, last in ((subject.table, day), ("adp", began)):
        for name in sorted(record.of_period(table)):
            inside = number.period is not None and number.period.first <= period_bounds(name)[0] <= number.period.last
            inside |= compared.kind == "era" and period_bounds(name)[0] > fiscal_end(compared.years[1])
            if name.startswith("FY") or inside or not first < period_bounds(name)[1] < last:
                continue
            if series := record.series(table, keys, name):
                value, figure = series[-1]
                mean = "the average of " if table == "adp" else ""
                others[f"{mean}{name}"] = Known([(value, figure)], exactly(value))
    return Peers(own, others, len(others), min(others, key=_day_of, default="")) if others else None


def _day_of(name: str) -> str:
    return name.rpartition(" ")[2]


_A_YEAR = 365


def _of_its_days(own: Known, period: Period | None, *, up: bool) -> Known:
    """The figure that is ranked: the one that was out, or of a longer period its highest or lowest."""
    value = own.printed[0][0]
    if period is not None and period.unit not in {"day", "until"} and own.limits is not None:
        value = own.limits.high if up else own.limits.low
    return replace(own, printed=[(value, own.printed[0][1])], limits=exactly(value))


def _since_day(compared: Compared, day: date) -> date:
    """Days after this one are ranked."""
    if compared.kind == "since":
        return date(compared.since, 12, 31)
    if compared.kind == "within" and compared.scope:
        return compared.scope[0] - timedelta(days=1)
    if compared.kind == "years":
        return day - timedelta(365 * compared.since)
    if compared.kind == "era":
        return fiscal_start(compared.years[0])
    return date.min
