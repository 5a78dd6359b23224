"""Numbers that are compared as if they counted the same time: a part of a year against a whole, a stay so far."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

from bedspace.claims.check.findings import Verdict
from bedspace.claims.check.reading.period import Period
from bedspace.claims.check.reading.stated import Reading, Stated
from bedspace.claims.check.verdicts.judged import Judged
from bedspace.claims.check.verdicts.known import source_of
from bedspace.claims.check.verdicts.others import EXACT
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.check.verdicts.wording import period_name
from bedspace.claims.patterns import Pattern

A_RELEASE = timedelta(days=16)
"""How far a count of twice a month may lie from a day that is named."""
MOST_OF = 0.8
"""A period that is counted for a smaller part of the days of another is held against it unfairly."""
IN_CUSTODY = "in_custody_stay"
"""The table of how long those still held have been in custody."""
SAME_STAY = 0.06
"""Days by which a rounded mean may lie from the printed one."""
_SO_FAR = Pattern(
    r"\b(?:so far|to date|year-to-date|as yet|already|partial|first \w+ (?:days|weeks|months))\b", re.IGNORECASE
)


def partly_counted(reading: Reading, judged: Sequence[Judged]) -> Iterator[Judged]:
    """ "Slid from 32,364 in August to 24,755 in September", of which 20 days are counted: a part against a whole."""
    counts = [one for one in judged if one.number.role == "count" and not one.number.daily and one.kind == "record"]
    if reading.rises is not False or len(counts) != 2 or counts[0].number.subject is not counts[1].number.subject:
        return
    whole, part = sorted(counts, key=lambda one: -one.number.value)
    if (
        whole.number.parts != part.number.parts
        or not all(_prints(one) for one in counts)
        or _SO_FAR.search(reading.kept)
    ):
        return
    days = [_days_counted(one) for one in (part, whole)]
    if part.number.period and days[0] and days[0] < MOST_OF * days[1]:
        cut = period_name(part.number.period)
        words = f"'{part.number.text}' counts {days[0]} days of {cut}, '{whole.number.text}' {days[1]} days"
        rates = {one: f"{one.value / n:,.0f}" for one, n in zip((part.number, whole.number), days, strict=True)}
        first, second = sorted(rates, key=_begins)
        words += f"; a day, {rates[first]} in the earlier and {rates[second]} in the later of them"
        yield Judged(part.number, Verdict.MIXED, words, (), (*whole.sources, *part.sources))


def _begins(number: Stated) -> date:
    return number.period.first if number.period else date.min


def _days_counted(one: Judged) -> int:
    """Days of a month or a fiscal year that a figure counts; none for other times."""
    period = one.number.period
    if period is None or period.unit not in {"month", "fiscal"} or one.known is None:
        return 0
    return (min(period.last, one.known.printed[0][1].data_date) - period.first).days + 1


def _prints(one: Judged) -> bool:
    """Whether a number is the figure that was out."""
    value = one.known.printed[0][0] if one.known and one.known.printed else 0.0
    return abs(value - one.number.value) <= EXACT * value


def stays_apart(judged: Sequence[Judged], record: Record) -> Iterator[Judged]:
    """ "From 46.9 days to 69.2": the whole stay of people who left against the time so far of those still held."""
    stays = [one for one in judged if one.number.role == "days" and one.number.subject and one.kind == "record"]
    for a, b in combinations(stays, 2):
        for whole, so_far in ((a, b), (b, a)):
            period = so_far.number.period
            fits = whole.verdict is Verdict.SUPPORTED and so_far.verdict is not Verdict.SUPPORTED
            if not fits or period is None or period.unit in {"fiscal", "year"}:
                continue
            near = Period(period.first - A_RELEASE, period.last + A_RELEASE, 0, 0)
            for value, figure in record.printed_within(IN_CUSTODY, near):
                if abs(value - so_far.number.value) <= SAME_STAY:
                    words = f"'{whole.number.text}' is the mean stay of people who left"
                    words += f", '{so_far.number.text}' the mean time so far of those still held"
                    words += f"; like for like: {so_far.words}"
                    yield Judged(so_far.number, Verdict.MIXED, words, (), (source_of(figure), *whole.sources))
                    return
