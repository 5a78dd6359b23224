"""Changes and multiples of two levels, and whether something rose or fell between two numbers of a statement.

The levels are those that the statement gives; where it gives none, those of the record for a period and the one before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bedspace.claims.check.findings import Step, Verdict
from bedspace.claims.check.reading.stated import Reading, Stated
from bedspace.claims.check.verdicts.judged import NEAR, NEAR_POINTS, Judged
from bedspace.claims.check.verdicts.known import Known
from bedspace.claims.check.verdicts.measures import known_at
from bedspace.claims.check.verdicts.ranks import order
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.check.verdicts.relations import agrees, near_miss, written
from bedspace.claims.check.verdicts.wording import as_stated
from bedspace.claims.intervals import Interval, apply, exactly

BY_THEM = "by the numbers stated"
"""How what only says which way two numbers go ends."""
_TIMES = re.compile(r",\s[\w\s]*\b(?:times|twice)\b(?!\sthe\b)", re.IGNORECASE)
_FEWER = re.compile(r",\s[\w\s.%]*?\b(?:fewer|less|lower|more|higher)\b(?!\sthan\b)", re.IGNORECASE)
_PER_CENT = re.compile(r"per\s?cent|%", re.IGNORECASE)
_VERBAL = re.compile(r"(?:doubl|tripl|quadrupl|quintupl)(?:ed|ing)|halved", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s(?:\w+\s){0,2}$", re.IGNORECASE)
_UP_FROM = re.compile(r"\b(?:up|down|above|below|compared (?:with|to)|against|than|after)\b[^,;]{0,30}$", re.IGNORECASE)


def changed(reading: Reading, record: Record) -> list[Judged]:
    """What the levels say of each change, each multiple, and of the direction between two numbers."""
    asked = [number for number in reading.numbers if number.role in {"change", "factor", "difference"}]
    out = [found for number in asked if (found := _change(number, reading))]
    if reading.rises is not None and (turned := _direction(reading, record)):
        out.append(turned)
    return out


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
    if _FROM.search(text[first.end : second.start]):
        return second, first
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
    moved = "a rise" if second.value > first.value else "a fall"
    words = f"{as_stated(first)} to {as_stated(second)}: {moved}, {BY_THEM}"
    return Judged(number, verdict, words, (step,), kind="arithmetic")


def _change(number: Stated, reading: Reading) -> Judged | None:
    """A change or a multiple of two levels."""
    levels = _levels(reading.numbers)
    if not _alike(levels) and number.role == "factor":
        levels = _beside(number, levels, reading.kept)
    if _alike(levels) or (number.role == "factor" and levels):
        first, second = levels
        if ordered := _ordered(levels, reading.kept):
            first, second = ordered
        if number.role == "factor":
            return _multiple(number, *_of_ratio(number, reading.kept, levels, first, second))
        if number.role == "difference":
            return _difference(number, first, second)
        if _behind(number, levels, reading.kept, _FEWER):
            first, second = levels
        named = f"{as_stated(first)} to {as_stated(second)}"
        return _per_cent(number, written(first), written(second), first.value, second.value, named)
    return None


_OF_THE = re.compile(r"\s(?:as many as\s)?(?:the\s|what (?:it|they) (?:was|were)\s|those\s)?", re.IGNORECASE)


def _beside(factor: Stated, levels: Sequence[Stated], text: str) -> list[Stated]:
    """ "36,646, some 1,100 a day and four times the 8,609": the level right behind it, and the first like it before."""
    after = [n for n in levels if n.start >= factor.end and _OF_THE.fullmatch(text[factor.end : n.start])]
    before = [n for n in levels if n.end <= factor.start and after and n.daily == after[0].daily]
    return [before[0], after[0]] if before else []


def _difference(number: Stated, first: Stated, second: Stated) -> Judged:
    """ "From 39,238 to 65,735, an increase of more than 26,000"."""
    result = apply("-", written(second), written(first))
    size = Interval(min(abs(result.low), abs(result.high)), max(abs(result.low), abs(result.high)))
    step = Step("the later less the earlier", "-", (exactly(second.value), exactly(first.value)), result)
    words = f"{second.value:,g} less {first.value:,g} is {second.value - first.value:,g}"
    falls = (second.value < first.value) == number.falls
    verdict = agrees(number.interval, size, NEAR) if falls else Verdict.UNCHECKABLE
    words = near_miss(words, verdict, number) if falls else f"{words}, the other way"
    return Judged(number, verdict, words, (step,), kind="arithmetic")


def _settled(known: Known | None, mean: bool = False) -> bool:
    """Whether a figure is whole, or a mean that a few days cannot move, so that a change of it means something."""
    if known is None or not known.printed:
        return False
    return known.printed[-1][1].is_whole or (mean and known.limits is not None)


def _in_part(level: Stated, record: Record) -> bool:
    """Whether the record of the period of a level ends before the period does."""
    known = known_at(level, level.period, record) if level.period else None
    return known is not None and not _settled(known)


def _apart(first: Stated, second: Stated, record: Record) -> bool:
    """Whether what a period still lacks cannot turn round which of two levels is the higher."""
    known = [known_at(n, n.period, record) for n in (first, second) if n.period]
    if len(known) < 2 or known[0] is None or known[1] is None:
        return False
    return order(known[1], known[0]) == (1 if second.value > first.value else -1)


def _multiple(number: Stated, big: Stated, small: Stated) -> Judged:
    result = apply("/", written(big), written(small))
    step = Step("one level over the other", "/", (written(big), written(small)), result)
    part = _PER_CENT.search(number.text)
    times = f"{100 * big.value / small.value:.1f} percent of" if part else f"{big.value / small.value:.2f} times"
    words = f"{big.value:,.10g} is {times} {small.value:,.10g}"
    verdict = agrees(number.interval, result, NEAR)
    return Judged(number, verdict, near_miss(words, verdict, number), (step,), kind="arithmetic")


def _per_cent(
    number: Stated, earlier: Interval, later: Interval, first: float, second: float, named: str,
    kind: str = "arithmetic",
) -> Judged:  # fmt: skip
    change = 100 * (second - first) / first
    size = exactly(100 * abs(second - first))
    step = Step(
        "change over the earlier level, per cent", "/", (size, exactly(first)), apply("/", size, exactly(first))
    )
    slack = 100 * (later.high - later.low + earlier.high - earlier.low) / (2 * first)
    by_them = "as stated, " if kind == "arithmetic" else ""
    words = f"{by_them}{named}: {'down' if change < 0 else 'up'} {abs(change):.1f} percent"
    result = Interval(max(abs(change) - slack, 0.0), abs(change) + slack)
    falls = (change < 0) == number.falls
    verdict = agrees(number.interval, result, NEAR, NEAR_POINTS) if falls else Verdict.CONTRADICTED
    return Judged(number, verdict, near_miss(words, verdict, number), (step,), kind=kind)


def _behind(number: Stated, levels: Sequence[Stated], text: str, words: re.Pattern[str]) -> bool:
    """Whether a change stands right behind the second level, which it says of the first: "39,703, a third fewer"."""
    match = words.match(text, levels[1].end)
    return match is not None and levels[1].end <= number.start < match.end()


def _of_ratio(
    number: Stated, text: str, levels: Sequence[Stated], first: Stated, second: Stated
) -> tuple[Stated, Stated]:
    """What is a multiple of what: "271,484 were nearly double the 142,580", else the later level of the earlier.

    A multiple right behind a level is that one's: "in fiscal 2020 it was 185,884, three times as many".
    """
    if _behind(number, levels, text, _TIMES):
        return levels[1], levels[0]
    between = levels[0].start < number.start < levels[1].start
    if between and not _VERBAL.search(number.text):
        return levels[0], levels[1]
    return second, first
