"""A count, a level, a mean or a share against the record, by every reading that its words allow.

A number that only one of several readings makes wrong is not contradicted.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace

from bedspace.claims.check.findings import Step
from bedspace.claims.check.reading.senses import since_october
from bedspace.claims.check.reading.stated import Parts, Stated
from bedspace.claims.check.reading.words import lists
from bedspace.claims.check.verdicts.arrest_days import arrests_of, weeks_around
from bedspace.claims.check.verdicts.judged import CONTRADICTED, NONE, SUPPORTED, Judged, agreed, compare
from bedspace.claims.check.verdicts.known import Known, sources_of
from bedspace.claims.check.verdicts.measures import newest
from bedspace.claims.check.verdicts.months import by_month
from bedspace.claims.check.verdicts.others import only_later, other_part, printed_before
from bedspace.claims.check.verdicts.peers import of_year
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.check.verdicts.shares import share
from bedspace.claims.check.verdicts.stocks import is_flow, is_peak, is_reached
from bedspace.claims.check.verdicts.wording import (
    nothing_of,
    of_part,
    part_name,
    sentence_of,
    why_none,
)
from bedspace.claims.intervals import Interval, exactly
from bedspace.claims.read.quantity import Kind
from bedspace.fiscal import fiscal_year


def judge(number: Stated, record: Record) -> Judged:
    """A count, a level, a mean or a share against the record."""
    subject = number.subject
    if subject is None:
        return Judged(number, NONE, f"what '{number.text}' counts was not read")
    if number.kind is Kind.MONEY:
        return Judged(number, NONE, f"no table of this tool has the sum of money '{number.text}'")
    if agency := _other_agency(number):
        return Judged(number, NONE, f"{agency} is named beside '{number.text}' and is in no test")
    if is_flow(number) and not is_reached(number):
        return Judged(
            number,
            NONE,
            f"'{number.text}' may count people held at any time in a period; the record counts them on a day",
        )
    if "?" in number.parts:
        return Judged(number, NONE, f"the words around '{number.text}' name several parts")
    if not number.parts and _OF_THOSE.search(number.own.partition(number.text)[2]):
        return Judged(number, NONE, f"'{number.text}' is a part of others, and which part was not read")
    if number.role == "share":
        found = share(number, record)
        if number.guessed and found.verdict is CONTRADICTED:
            return replace(found, verdict=NONE, words=f"{found.words}; whom '{number.text}' is a share of is not said")
        return found
    if number.monthly:
        return by_month(number, record)
    if number.period and number.period.unit == "until" and subject.read == "count" and not number.daily:
        return _since_october(number, record)
    if subject.name in {"removals", "arrests"} and number.agency not in {"ice", ""}:
        return Judged(
            number,
            NONE,
            f"'{number.text}' is a count of "
            f"{'the whole department' if number.agency == 'dhs' else 'another agency'}, and no "
            f"table of this tool has it",
        )
    if subject.of_days and _OF_SOME.search(number.own):
        return Judged(number, NONE, f"'{number.text}' is said of some people, and the record has the mean of all")
    tried = [_one(number, parts, record) for parts in (number.parts, *number.wider)]
    found = _of_each_day(only_later(agreed(number, tried), record))
    if found.verdict is CONTRADICTED and _leans_back(number):
        return replace(
            found, verdict=NONE, words=f"{found.words}; of whom '{number.text}' are a part is said elsewhere"
        )
    if found.verdict is CONTRADICTED and record.said is None and (day := printed_before(number, record)):
        why = f"'{number.text}' was the figure of the release of {day}: give the day when it was said"
        return replace(found, verdict=NONE, words=f"{found.words}; {why}")
    if found.verdict is CONTRADICTED and (other := other_part(number, record)):
        part, _ = other
        return replace(
            found, verdict=NONE, words=f"{found.words}; '{number.text}' is the number of those {part_name(part)}"
        )
    return found


_OF_SOME = re.compile(
    r"\b(?:some|many|several|certain|a few|most)\s"
    r"(?:of\s(?:them|those)|people|detainees|immigrants|migrants|men|women)\b",
    re.IGNORECASE,
)


def _leans_back(number: Stated) -> bool:
    """Whether the first number of a sentence is one "of those" whom another sentence names."""
    before, _, behind = number.own.partition(number.text)
    return len(before) == number.start and bool(_OF_THOSE.match(behind))


_OF_THOSE = re.compile(
    r"^\sof (?:them|those(?! in (?:(?-i:ICE) |immigration )?(?:detention|custody)\b)|these|whom)\b", re.IGNORECASE
)


def _since_october(number: Stated, record: Record) -> Judged:
    """A sum up to a day whose first day is not said: the agency's own runs since October, and others may be meant."""
    assert number.period is not None
    found = judge(replace(number, period=since_october(number.period)), record)
    if found.verdict is SUPPORTED:
        return replace(found, number=number)
    return Judged(number, NONE, f"{found.words}; since when '{number.text}' is counted is not said", (), found.sources)


def _of_each_day(found: Judged) -> Judged:
    """A mean says nothing of each day: it can show that a number is wrong of every day, and never that it is right."""
    number = found.number
    if not number.each_day or found.verdict is not SUPPORTED:
        return found
    why = f"'{number.text}' is said of every day, and this is a mean"
    return replace(found, verdict=NONE, words=f"{found.words}; {why}")


def _other_agency(number: Stated) -> str:
    """An agency that is named in the words of a number and is no part of it: "ICE and CBP removed"."""
    if number.subject is None or number.subject.name in {"border", "bed_plan"} or "agency" in number.parts:
        return ""
    if number.role == "base":
        return ""  # "two thirds of the 37,684 had been arrested by CBP": the share is theirs
    found = lists().agency["CBP"].search(number.own)
    return found[0] if found else ""


def _one(number: Stated, parts: Parts, record: Record) -> Judged:
    subject = number.subject
    assert subject is not None
    if is_reached(number):
        known = record.highest_level(subject, parts, number.period)
        if not number.open and not is_peak(number):
            number = replace(number, interval=Interval(number.interval.low, math.inf), open=True)
    elif subject.read == "mean" and (number.period is None or number.period.first == record.said):
        found = newest(number, record)
        number = replace(number, period=found[0][0]) if found else number
        known = found[0][1] if found else None
    elif number.any_year:
        known = record.highest_year(subject, parts, number.years)
        if not number.open:
            number = replace(number, interval=Interval(number.interval.low, math.inf), open=True)
    elif subject.read == "count" and number.period is None:
        known = _now(number, parts, record) if number.daily else None
        if known is None:
            return _this_year(number, parts, record) or Judged(number, NONE, nothing_of(number, subject, parts, record))
    else:
        known = record.find(subject, parts, number.period)
    if known and subject.read == "level":
        known = record.within(number, parts, known)
    if known is None and subject.name == "arrests" and not parts:
        known = arrests_of(number, record)
    if fiscal := _as_fiscal_year(number, parts, known, record):
        return fiscal
    if known is None or (not known.printed and known.limits is None):
        return Judged(number, NONE, nothing_of(number, subject, parts, record))
    steps = [
        Step(
            f"{of_part(subject, parts)}, {figure.period}, {figure.origin}",
            "read",
            (exactly(value),),
            exactly(value),
        )
        for value, figure in known.printed
    ]
    if number.daily and subject.read == "count" and number.period is not None:
        known, step = _a_day(number, known)
        steps += step
        if known.limits is None and not known.printed:
            return Judged(number, NONE, nothing_of(number, subject, parts, record))
    if number.period is None and subject.read == "count" and not number.any_year:
        return _of_now(number, known, sentence_of(number, known, parts))
    weak = subject.name in {"removals", "arrests"} and not number.agency
    verdict = compare(number.interval, number.open, known, floor_of_scope=subject.read != "mean" and not number.parts)
    if weak and verdict is CONTRADICTED:
        return Judged(
            number,
            NONE,
            f"{sentence_of(number, known, parts)}; the text does not say that ICE is meant",
            tuple(steps),
            sources_of(known),
            known,
        )
    if known.printed:
        against = exactly(known.printed[0][0])
        steps.append(Step(f"'{number.text}' against it", "compare", (number.interval, against), number.interval))
    words, sources = sentence_of(number, known, parts) + why_none(number, verdict, known), sources_of(known)
    if subject.name == "arrests" and number.period is not None:
        beside, more = _book_ins_beside(number, record)
        words, sources = words + beside, (*sources, *more)
    return Judged(number, verdict, words, tuple(steps), sources, known)


_THE_FISCAL_YEAR = re.compile(r"\b(?:the|this) fiscal year\b", re.IGNORECASE)


def _this_year(number: Stated, parts: Parts, record: Record) -> Judged | None:
    """A count without a time, against the one since the fiscal year began: to the digit it is that one."""
    if record.said is None or number.subject is None or number.daily:
        return None
    year = replace(of_year(fiscal_year(record.said)), last=record.said, running=True)
    known = record.find(number.subject, parts, year)
    if known is None or not known.printed:
        return None
    words = sentence_of(replace(number, period=year), known, parts)
    same = number.comparator == "exact" and number.value % 10 and number.value == known.printed[0][0]
    if same and _THE_FISCAL_YEAR.search(number.own):
        return Judged(number, SUPPORTED, f"{words}, if the fiscal year so far is meant", (), sources_of(known), known)
    return Judged(number, NONE, f"{words}; since when '{number.text}' is counted is not said", (), sources_of(known))


_PAST = re.compile(
    r"\b(?:was|were|had|arrested|made|averaged|rose|fell|from|to|up|down|than)\b(?! make)", re.IGNORECASE
)
_NOW = re.compile(r"\b(?:is|are|now|currently|arrests (?=[\d#])|makes|averages)\b|\b(?-i:ICE) arrests\s", re.IGNORECASE)


def _as_fiscal_year(number: Stated, parts: Parts, known: Known | None, record: Record) -> Judged | None:
    """A count of "2024" that is the figure of the fiscal year, which is named where no other is known."""
    period, subject = number.period, number.subject
    if period is None or subject is None or subject.read != "count" or number.daily:
        return None
    if (period.first.month, period.first.day) != (1, 1) or period.unit != "year" or "calendar" in number.own.lower():
        return None
    meant = replace(number, period=of_year(period.first.year))
    if known and any(number.interval.low <= value <= number.interval.high for value, _ in known.printed):
        return None
    found = record.find(subject, parts, meant.period)
    if found is None or not found.printed:
        return None
    words = sentence_of(meant, found, parts)
    fits = not number.open and any(number.interval.low <= value <= number.interval.high for value, _ in found.printed)
    if fits and number.agency in {"ice", ""}:
        return Judged(number, SUPPORTED, f"{words}, if the fiscal year is meant", (), sources_of(found), found)
    if known is None:
        return Judged(
            number, NONE, f"no table of this tool has the calendar year; {words}", (), sources_of(found), found
        )
    return None


PRESENT = 1.3
"""A rate of the present is called wrong only beyond this factor of every week around it, which was counted later."""


def _of_now(number: Stated, known: Known, words: str) -> Judged:
    """A rate of the present against the weeks around it."""
    limits = known.limits
    assert limits is not None
    apart = number.interval.low > PRESENT * limits.high or number.interval.high < limits.low / PRESENT
    if apart and number.agency == "ice" and _NOW.search(number.own) and not _PAST.search(number.own):
        return Judged(number, CONTRADICTED, f"{words}, counted since", (), sources_of(known), known)
    near = "weeks are counted only later, and the number is not far enough from them to be called wrong"
    words += f"; of which days '{number.text}' is said is not clear" if apart else f"; {near}"
    return Judged(number, NONE, words, (), sources_of(known), known)


def _book_ins_beside(number: Stated, record: Record) -> tuple[str, tuple[str, ...]]:
    """Book-ins of people arrested by ICE in the same month, which arrests are seldom below."""
    if number.period is None or number.period.unit != "month":
        return "", ()
    booked = replace(number, subject=lists().by_name["book_ins"], parts={"agency": ("ice",)}, wider=())
    known = record.find(lists().by_name["book_ins"], booked.parts, number.period)
    if known is None or not known.printed:
        return "", ()
    known = _a_day(booked, known)[0] if number.daily else known
    if not known.printed:
        return "", ()
    return f"; beside it, {sentence_of(booked, known, booked.parts)}", sources_of(known)


def _now(number: Stated, parts: Parts, record: Record) -> Known | None:
    """A rate a day without a period, in the weeks around the day when it was said: only its limits are known."""
    if record.said is None or number.subject is None or parts or number.subject.name != "arrests":
        return None
    return weeks_around(record.said, record)


def _a_day(number: Stated, known: Known) -> tuple[Known, list[Step]]:
    """A count over the days that it covers."""
    assert number.period is not None
    span, printed, steps = replace(number.period, first=known.first or number.period.first), [], []
    for value, figure in known.printed:
        days = (min(span.last, figure.data_date) - span.first).days + 1
        if days < 1:
            continue  # the data end before the period begins
        printed.append((value / days, figure))
        steps.append(
            Step(f"a day over {days} days", "/", (exactly(value), exactly(float(days))), exactly(value / days))
        )
    ends = [value for value, _ in printed]
    if known.limits and not math.isinf(known.limits.high) and all(f.data_date >= span.last for _, f in known.printed):
        ends += [known.limits.low / span.days, known.limits.high / span.days]
    limits = Interval(min(ends), max(ends)) if ends else None
    return Known(printed, limits, known.about, known.key), steps
