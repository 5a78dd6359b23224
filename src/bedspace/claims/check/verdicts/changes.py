"""Changes and multiples of two levels, and whether something rose or fell between two numbers of a statement.

The levels are those that the statement gives; where it gives none, those of the record for a period and the one before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bedspace.claims.check.findings import Step, Verdict
from bedspace.claims.check.reading.period import Period
from bedspace.claims.check.reading.stated import Reading, Stated
from bedspace.claims.check.verdicts.judged import NEAR, NEAR_POINTS, Judged
from bedspace.claims.check.verdicts.known import Known
from bedspace.claims.check.verdicts.ranks import difference, limits_of, order
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.check.verdicts.relations import agrees, written
from bedspace.claims.check.verdicts.trends import period_before
from bedspace.claims.check.verdicts.wording import sentence_of
from bedspace.claims.intervals import Interval, apply, exactly
from bedspace.claims.read.quantity import Kind

_VERBAL = re.compile(r"(?:doubl|tripl|quadrupl|quintupl)(?:ed|ing)|halved", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s(?:\w+\s){0,2}$", re.IGNORECASE)
_UP_FROM = re.compile(r"\b(?:up|down|compared (?:with|to)|against|than|after)\b[^,;]{0,30}$", re.IGNORECASE)


def changed(reading: Reading, record: Record) -> list[Judged]:
    """What the levels say of each change, each multiple, and of the direction between two numbers."""
    asked = [number for number in reading.numbers if number.role in {"change", "factor"}]
    out = [found for number in asked if (found := _change(number, reading, record))]
    out += [
        found for n in reading.numbers if n.role == "difference" and (found := _more_than_before(n, reading, record))
    ]
    if reading.rises is not None and (turned := _direction(reading, record)):
        out.append(turned)
    return out


def _like(number: Stated, level: Stated) -> Stated:
    """A change of what a level counts."""
    return replace(number, subject=level.subject, parts=level.parts, period=level.period, agency=level.agency)


def _more_than_before(number: Stated, reading: Reading, record: Record) -> Judged | None:
    """ "27,000 more than a year earlier", of the only level that the statement gives."""
    levels, before = _levels(reading.numbers), [c for c in reading.comparisons if c.kind in {"ago", "year before"}]
    one = len(levels) == 1 and len(before) == 1 and not levels[0].wider
    found = difference(number, levels[0], before[0], record) if one else None
    if found is None:
        return None
    result, was = found
    step = Step("the level less the earlier one", "-", (result,), result)
    words = f"{was}, so that the difference is {result.low:,.0f}" + (
        f" to {result.high:,.0f}" * (result.high > result.low + 1)
    )
    return Judged(number, agrees(number.interval, result, NEAR), words, (step,), kind="arithmetic")


def _levels(numbers: Sequence[Stated]) -> list[Stated]:
    counts = [n for n in numbers if n.role == "count" and n.subject is not None]
    return counts or [n for n in numbers if n.role == "days" and n.subject is not None]


def _ordered(levels: Sequence[Stated], text: str) -> tuple[Stated, Stated] | None:
    """The earlier level and the later one; None where the words do not say which is which."""
    first, second = levels
    if first.period and second.period and first.period.first != second.period.first:
        if _FROM.search(text[: first.start]) and first.period.first > second.period.first:
            return None  # "fell from 50 in 2025 to 46 in 2024" goes backwards
        return (first, second) if first.period.first < second.period.first else (second, first)
    if _FROM.search(text[: first.start]):
        return first, second
    if _UP_FROM.search(text[first.end : second.start]):
        return second, first
    return None


def _alike(levels: Sequence[Stated]) -> bool:
    return len(levels) == 2 and levels[0].subject is levels[1].subject and levels[0].daily == levels[1].daily


def _direction(reading: Reading, record: Record) -> Judged | None:
    """ "fell from 170,590 to 113,431": whether the later number is the lower one."""
    levels = _levels(reading.numbers)
    number = levels[-1] if levels else reading.numbers[-1]
    if not _alike(levels) or (ordered := _ordered(levels, reading.kept)) is None:
        return Judged(
            number,
            Verdict.UNCHECKABLE,
            "it is not clear between which numbers something rose or fell",
            kind="arithmetic",
        )
    first, second = ordered
    if any(_in_part(level, record) for level in ordered) and not _apart(first, second, record):
        return Judged(number, Verdict.UNCHECKABLE, "one of the two periods is counted in part only", kind="arithmetic")
    step = Step(
        "the later against the earlier", "compare", (exactly(second.value), exactly(first.value)), exactly(second.value)
    )
    verdict = Verdict.SUPPORTED if (second.value > first.value) == reading.rises else Verdict.CONTRADICTED
    words = f"from {first.value:,g} to {second.value:,g} is {'a rise' if second.value > first.value else 'a fall'}"
    return Judged(number, verdict, words, (step,), kind="arithmetic")


def _change(number: Stated, reading: Reading, record: Record) -> Judged | None:
    """A change or a multiple of two levels."""
    levels = _levels(reading.numbers)
    if _alike(levels):
        first, second = levels
        if first.period and second.period and first.period.first > second.period.first:
            first, second = second, first
        if number.role == "factor":
            return _multiple(number, *_of_ratio(number, levels, first, second))
        return _per_cent(number, written(first), written(second), first.value, second.value)
    if len(levels) == 1 and number.role == "factor" and len(reading.periods) == 2:
        found = _by_record(_like(number, levels[0]), reading.periods, record)
        open_ended = found is not None and levels[0].open and found.verdict is Verdict.CONTRADICTED
        return replace(found, number=number) if found and not open_ended else None
    if len(levels) == 1 and number.role == "change" and len(reading.periods) == 1:
        of = _like(number, levels[0])
        found = _by_record(of, [p for p in (of.period,) if p], record)
        return replace(found, number=number) if found else None
    if levels:
        return None
    return _since(number, reading.periods, record) or _by_record(number, reading.periods, record)


def _since(number: Stated, named: Sequence[Period], record: Record) -> Judged | None:
    """ "has grown by two thirds since the start of 2025": the stock on the first day against the newest one."""
    subject = number.subject
    if subject is None or subject.read != "level" or len(named) != 1 or not named[0].running:
        return None
    first = replace(named[0], last=named[0].first, unit="day", running=False)
    then, now = record.find(subject, number.parts, first), record.find(subject, number.parts, None)
    if then is None or now is None or not now.printed:
        return None
    earlier, later = limits_of(then), exactly(now.printed[0][0])
    level = replace(number, kind=Kind.COUNT, period=None)
    words = sentence_of(level, now, number.parts)
    words += f"; {earlier.low:,.0f} to {earlier.high:,.0f} on {first.first}"
    if number.role == "factor":
        times = Interval(later.low / earlier.high, later.low / earlier.low)
        step = Step("the newest over the first", "/", (later, earlier), times)
        return Judged(number, agrees(number.interval, times, NEAR), words, (step,), known=now)
    low, high = (100 * (later.low / end - 1) for end in (earlier.high, earlier.low))
    if number.falls:
        low, high = -high, -low
    step = Step("the newest over the first, less one, per cent", "/", (later, earlier), Interval(low, high))
    if high < 0:
        return Judged(number, Verdict.CONTRADICTED, words, (step,), known=now)
    result = Interval(max(low, 0.0), high)
    return Judged(number, agrees(number.interval, result, NEAR, NEAR_POINTS), words, (step,), known=now)


def _two_periods(number: Stated, named: Sequence[Period]) -> tuple[Period, Period] | None:
    """The two periods that a change is between: those that are named, else the one named and the one before it."""
    if len(named) == 2 and named[0].unit == named[1].unit:
        first, second = sorted(named, key=lambda period: period.first)
        return first, second
    before = period_before(number.period) if number.period and len(named) == 1 else None
    return (before, number.period) if before and number.period else None


def _by_record(number: Stated, named: Sequence[Period], record: Record) -> Judged | None:
    """ "removals rose 90 percent in fiscal 2024": the two periods as the record has them."""
    if number.subject is None or (between := _two_periods(number, named)) is None:
        return None
    before, period = between
    if number.subject.name in {"removals", "arrests"} and number.agency != "ice":
        return None
    own = record.find(number.subject, number.parts, period)
    earlier = record.find(number.subject, number.parts, before)
    if own is None or earlier is None or not own.printed or not earlier.printed:
        return None
    then, now = earlier.printed[-1][0], own.printed[-1][0]
    mean = number.subject.read == "mean"
    if not (_settled(own, mean) and _settled(earlier, mean)):
        return _of_a_floor(number, own, then, now) if _settled(earlier) else None
    if number.role == "factor":
        result = exactly(now / then)
        words = f"from {then:,.0f} to {now:,.0f} is {now / then:.2f} times"
        step = Step("one level over the other", "/", (exactly(now), exactly(then)), exactly(now / then))
        return Judged(number, agrees(number.interval, result, NEAR), words, (step,))
    return _per_cent(number, exactly(then), exactly(now), then, now, kind="record")


def _of_a_floor(number: Stated, own: Known, then: float, now: float) -> Judged:
    """A change up to a period that is counted in part: as printed, or by what the period can still come to."""
    limits = limits_of(own)
    change = [100 * (level / then - 1) for level in (limits.low, limits.high)]
    low, high = (-change[1], -change[0]) if number.falls else (change[0], change[1])
    if number.role == "factor":
        low, high = limits.low / then, limits.high / then
    words = f"{now:,.0f} so far against {then:,.0f} is {100 * (now / then - 1):+.1f} percent"
    step = Step("so far over the earlier level", "/", (exactly(now), exactly(then)), exactly(now / then))
    if high < 0:
        return Judged(number, Verdict.CONTRADICTED, words, (step,), known=own)
    printed = now / then if number.role == "factor" else abs(100 * (now / then - 1))
    as_printed = agrees(number.interval, exactly(printed), 0.0) is Verdict.SUPPORTED
    apart = agrees(number.interval, Interval(max(low, 0.0), high), NEAR, NEAR_POINTS) is Verdict.CONTRADICTED
    verdict = Verdict.SUPPORTED if as_printed else Verdict.CONTRADICTED if apart else Verdict.UNCHECKABLE
    return Judged(number, verdict, words, (step,), known=own)


def _settled(known: Known | None, mean: bool = False) -> bool:
    """Whether a figure is whole, or a mean that a few days cannot move, so that a change of it means something."""
    if known is None or not known.printed:
        return False
    return known.printed[-1][1].is_whole or (mean and known.limits is not None)


def _in_part(level: Stated, record: Record) -> bool:
    """Whether the record of the period of a level ends before the period does."""
    known = record.find(level.subject, level.parts, level.period) if level.subject and level.period else None
    return known is not None and not _settled(known)


def _apart(first: Stated, second: Stated, record: Record) -> bool:
    """Whether what a period still lacks cannot turn round which of two levels is the higher."""
    known = [record.find(n.subject, n.parts, n.period) for n in (first, second) if n.subject and n.period]
    if len(known) < 2 or known[0] is None or known[1] is None:
        return False
    return order(known[1], known[0]) == (1 if second.value > first.value else -1)


def _multiple(number: Stated, big: Stated, small: Stated) -> Judged:
    result = apply("/", written(big), written(small))
    step = Step("one level over the other", "/", (written(big), written(small)), result)
    words = f"{big.value:,.0f} is {big.value / small.value:.2f} times {small.value:,.0f}"
    return Judged(number, agrees(number.interval, result, NEAR), words, (step,), kind="arithmetic")


def _per_cent(
    number: Stated, earlier: Interval, later: Interval, first: float, second: float, kind: str = "arithmetic"
) -> Judged:
    change = 100 * (second - first) / first
    size = exactly(100 * abs(second - first))
    step = Step(
        "change over the earlier level, per cent", "/", (size, exactly(first)), apply("/", size, exactly(first))
    )
    slack = 100 * (later.high - later.low + earlier.high - earlier.low) / (2 * first)
    words = f"from {first:,.0f} to {second:,.0f} is {change:+.1f} percent"
    result = Interval(max(abs(change) - slack, 0.0), abs(change) + slack)
    falls = (change < 0) == number.falls
    verdict = agrees(number.interval, result, NEAR, NEAR_POINTS) if falls else Verdict.CONTRADICTED
    return Judged(number, verdict, words, (step,), kind=kind)


def _of_ratio(number: Stated, levels: Sequence[Stated], first: Stated, second: Stated) -> tuple[Stated, Stated]:
    """What is a multiple of what: "271,484 were nearly double the 142,580", else the later level of the earlier."""
    between = levels[0].start < number.start < levels[1].start
    if between and not _VERBAL.search(number.text):
        return levels[0], levels[1]
    return second, first
