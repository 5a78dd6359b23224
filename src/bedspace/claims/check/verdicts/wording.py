"""What the record has for a number, in words: figure, unit, period, as of which day."""

from __future__ import annotations

import math
from datetime import date, timedelta
from functools import cache

from bedspace.claims.check.findings import Verdict
from bedspace.claims.check.reading.period import Period
from bedspace.claims.check.reading.stated import Parts, Stated
from bedspace.claims.check.reading.words import Subject, lists
from bedspace.claims.check.verdicts.judged import NEAR, NEAR_POINTS, OTHER_SCOPE
from bedspace.claims.check.verdicts.known import (
    ADDED_UP,
    BY_TOTALS,
    COUNTED_TO,
    LAST_SNAPSHOT,
    POST,
    TOP,
    Known,
    Printed,
)
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.read.quantity import Kind
from bedspace.figure import Figure
from bedspace.figures.totals import address_of_total
from bedspace.fiscal import fiscal_year, period_bounds


@cache
def _names() -> dict[tuple[str, tuple[str, ...]], str]:
    """Words for parts by dimension and values."""
    named = {(part.dimension, part.values): part.name for part in lists().parts}
    return named | {("agency", (agency,)): f"arrested by {agency.upper()}" for agency in ("ice", "cbp")}


def part_name(parts: Parts) -> str:
    """Words for a part of a whole."""
    if not parts:
        return "in all"
    return " and ".join(_name(dimension, tuple(values)) for dimension, values in parts.items())


def _name(dimension: str, values: tuple[str, ...]) -> str:
    """Words for values of one dimension: of all together, else of each."""
    return _names().get((dimension, values)) or " or ".join(_names()[dimension, (value,)] for value in values)


def of_part(subject: Subject, parts: Parts) -> str:
    """A subject and its part: "people in ICE detention on bond", "ICE removals of people with a conviction"."""
    if not parts:
        return subject.label
    words = f"{subject.label}{'' if 'people' in subject.label else ' of people'} {part_name(parts)}"
    return words.replace("detention arrested by", "detention after an arrest by")


def when_of(number: Stated, known: Known) -> str:
    """The period in words, with the day up to which the data go."""
    if known.about == LAST_SNAPSHOT and known.printed:
        return _day(known.printed[0][1])
    if number.period is None:
        return known.about or "the newest release"
    name = period_name(number.period)
    if number.subject and number.subject.read == "level" and known.printed and len(known.printed[0][1].period) == 7:
        return f"end of {name}"
    if not (known.about.startswith(COUNTED_TO) and known.printed):
        return f"{name}, {known.about}" if known.about else name
    last = known.printed[0][1].data_date
    if number.period.unit in {"fiscal", "month"}:
        return f"{name}, {COUNTED_TO} {day_name(last)}"
    return name if last >= number.period.last else f"{span_name(number.period.first, last)}, the last day counted"


NO_TABLE = "no table of this tool has"
"""How it begins that nothing is known of what a number counts."""
PART_OF_THEM = "may count only a part of them"
"""How it is said that a number is far smaller than the figure of everyone."""


def period_name(period: Period) -> str:
    """A period in words."""
    return (
        f"fiscal year {fiscal_year(period.last)}" if period.unit == "fiscal"
        else f"{period.first:%B %Y}" if period.unit == "month"
        else day_name(period.first) if period.unit in {"day", "until"}
        else span_name(period.first, period.last)
    )  # fmt: skip


def day_name(day: date) -> str:
    """A day in words."""
    return f"{day.day} {day:%B %Y}"


def span_name(first: date, last: date) -> str:
    """Days from one to another in words."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day_name(last)}"
    begins = f"{first.day} {first:%B}" if first.year == last.year else day_name(first)
    return f"{begins} to {day_name(last)}"


def dated(known: Known, period: Period) -> str:
    """A figure of the record with its period; a stock with the day on which it was counted."""
    value, figure = known.printed[-1]
    snapshot = period_bounds(figure.period)[0] == period_bounds(figure.period)[1]
    return f"{value:,.0f} ({_day(figure) if snapshot else period_name(period)})"


def as_stated(level: Stated) -> str:
    """A number of the statement, with its period where that is known."""
    return f"{level.value:,g}" + (f" ({period_name(level.period)})" if level.period else "")


def _amount(value: float, number: Stated) -> str:
    if number.kind is Kind.DAYS or (number.subject and number.subject.read == "mean" and value < 1000):
        return f"{value:,.1f}"
    return f"{value:,.0f}"


def sentence_of(number: Stated, known: Known, parts: Parts) -> str:
    """What the record has for a number: figure, unit, period, as of which day."""
    subject = number.subject
    assert subject is not None
    per_day = " a day" if number.daily and subject.read == "count" else ""
    unit = " days" if subject.of_days else ""
    who, when = of_part(subject, parts), when_of(number, known)
    if not known.printed:
        return _of_limits(number, known, who)
    value, figure = known.printed[0]
    who = "arrests as posted by ICE, which never defined the count" if figure.quantity == POST else who
    told = figure.is_whole or any(str(day) in when for day in (_day(figure), figure.data_date))
    reach = "" if told else f"data to {figure.data_date}"
    dates = ", ".join(filter(None, (reach, _out(figure))))
    amount = f"{_amount(value, number)}{unit}{per_day}{_over_days(value, figure, number)}"
    text = f"{who}, {when}: {amount}" if not known.about.startswith(TOP) else _of_top(number, who, amount, figure)
    text += f" ({dates})" if dates else ""
    for v, f in (one for one in known.printed[1:] if _is_another(one, known.printed[0], number)):
        by = f"a later release ({f.published})" if f.published_on else f"{str(f.origin).partition(':')[0]} later"
        text += f"; {by} has {_amount(v, number)}{unit}{per_day}{_over_days(v, f, number)}{_reach(f, figure)}"
    return text


LONG_AFTER = timedelta(days=500)
"""A figure that is printed so long after its days was out before, in a release that is not here."""


def _out(figure: Figure) -> str:
    """When a figure was published, or that only a later printing of it is known."""
    if not figure.published_on:
        return "published on a day not known" if address_of_total(figure) else ""
    again = address_of_total(figure) and figure.published - figure.data_date > LONG_AFTER
    return f"{'found only in a later document, of' if again else 'published'} {figure.published}"


def _is_another(one: Printed, first: Printed, number: Stated) -> bool:
    """Whether a later printing tells something else: another number, or a rate of a time that is whole only now."""
    apart, of_days = abs(one[0] - first[0]), number.subject is not None and number.subject.of_days
    return apart > 0.5 or (of_days and apart > 0.05) or (number.daily and one[1].is_whole and not first[1].is_whole)


def _over_days(value: float, figure: Figure, number: Stated) -> str:
    """The count and the days behind a rate."""
    is_rate = number.daily and number.subject is not None and number.subject.read == "count"
    days = _days_of(value, figure, number) if is_rate else 0
    return f" ({figure.value:,.0f} in {days} days)" if days else ""


def _days_of(value: float, figure: Figure, number: Stated) -> int:
    """The days over which a figure was divided; 0 where the rate is not of that one figure."""
    if number.period is None or value <= 0 or ADDED_UP in figure.period:
        return 0
    days = round(figure.value / value)
    counted = (min(number.period.last, figure.data_date) - number.period.first).days + 1
    return days if days == counted and days > 1 else 0


def _of_limits(number: Stated, known: Known, who: str) -> str:
    """What a number lies between, where no figure is of just its days, and how that is known."""
    limits = known.limits
    assert limits is not None
    per_day = " a day" if number.daily and number.subject and number.subject.read == "count" else ""
    head = f"{who}, {period_name(number.period) if number.period else when_of(number, known)}"
    how = f", {known.about}{_totals(known)}" if known.about and number.period else ""
    if math.isinf(limits.high):
        return f"{head}: {limits.low:,.0f}{per_day} or more{how}"
    return f"{head}: between {limits.low:,.0f} and {limits.high:,.0f}{per_day}{how}"


def _totals(known: Known) -> str:
    """The running totals of two releases between which a number is estimated."""
    if known.about != BY_TOTALS or len(known.beside) != 2:
        return ""
    return f": {' and '.join(f'{figure.value:,.0f} by {_day(figure)}' for figure in known.beside)}"


def _of_top(number: Stated, who: str, amount: str, figure: Figure) -> str:
    """The highest snapshot of a time."""
    within = f" of {period_name(number.period)}" if number.period else ""
    return f"{who}: {amount} on {_day(figure)}, the highest count{within}"


def _day(figure: Figure) -> str:
    """The day up to which a figure's data go, in words."""
    return day_name(figure.data_date)


def _reach(later: Figure, figure: Figure) -> str:
    """How far a later figure reaches, where it is not as far as the one that was out."""
    if not later.is_whole:
        return f" up to {later.data_date}"
    return "" if figure.is_whole else " for the whole period"


def nothing_of(number: Stated, subject: Subject, parts: Parts, record: Record) -> str:
    """Why the record has nothing for a number."""
    if number.period is None and record.said is None:
        return f"no day is named for '{number.text}', and no day of publication is given"
    if number.period is None:
        return f"no figure of {of_part(subject, parts)} for the days around {record.said} was out then"
    known = list(record.of(subject.table))
    newest = max((f.data_date for f in known), default=None)
    if number.period and newest and number.period.last > newest + timedelta(days=1):
        return f"the newest data here on {subject.label} end on {newest}; `bedspace data add FILE` adds a later release"
    return f"{NO_TABLE} {of_part(subject, parts)} for {when_of(number, Known([], None))}"


def why_none(number: Stated, verdict: Verdict, known: Known) -> str:
    """Why a figure that is known gives no verdict."""
    if verdict is not Verdict.UNCHECKABLE:
        return ""
    if number.open:
        return _why_open(number, known)
    if known.limits and number.interval.high < OTHER_SCOPE * known.limits.low:
        return f"; '{number.text.strip()}' {PART_OF_THEM}"
    if known.limits is None or not known.printed:
        return "; the figure does not settle it"
    if any(abs(value - number.interval.centre) <= NEAR * value + NEAR_POINTS for value, _ in known.printed):
        return f"; '{number.text}' is not the same, and too near to be called wrong"
    return f"; the data leave open whether it was '{number.text}'"


def _why_open(number: Stated, known: Known) -> str:
    """Why a figure that is known does not settle whether a limit was passed."""
    if known.about.startswith(TOP):
        return f"; between such counts '{number.text}' may have been passed"
    if known.printed and number.period and known.printed[0][1].data_date < number.period.last:
        return "; the days after that are not in it"
    return f"; too near '{number.text}' to be called wrong" if known.printed else ""
