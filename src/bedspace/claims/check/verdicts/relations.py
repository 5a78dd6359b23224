"""Arithmetic inside a statement: sums, shares, changes and ratios of the numbers that it gives."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bedspace.claims.check.findings import Step, Verdict
from bedspace.claims.check.reading.stated import Reading, Stated
from bedspace.claims.check.verdicts.judged import NEAR, NEAR_POINTS, Judged
from bedspace.claims.intervals import Interval, apply, exactly, rounding

SUM_ROOM = 0.005
"""How far a stated sum of rounded numbers may be from the sum of its parts."""
_JOINED = re.compile(
    r"^\W*(?:or|(?:that|which) is|i\.e\.|equal to|about|some|roughly|nearly)?\W*(?:about|"
    r"some|roughly|nearly|or|just over|just under|more than)?\W*$",
    re.IGNORECASE,
)


def related(reading: Reading) -> list[Judged]:
    """What the numbers of a statement say of each other; only numbers that others in it determine."""
    out = []
    for place, number in enumerate(reading.numbers):
        before = reading.numbers[:place]
        found = None
        if number.subject and number.subject.read == "none":
            continue  # a per cent of beds is told beside every notion of beds
        if number.role == "share":
            found = _share(reading, number, before, reading.numbers[place + 1 :])
        elif number.role == "sum":
            found = _sum(number, before)
        elif number.role in {"change", "factor"}:
            found = _change(number, reading.numbers)
        if found:
            out.append(found)
    return out


def _exact(number: Stated) -> Interval:
    """A number of a statement as its writer may have rounded it."""
    half = (
        rounding(number.value)
        if number.value % 1000 == 0 or number.comparator == "about"
        else 0.5
        if number.value >= 200
        else 0.0
    )
    return Interval(number.value - half, number.value + half)


def _verdict(stated: Interval, result: Interval, room: float, points: float = 0.0) -> Verdict:
    if stated.meets(result):
        return Verdict.SUPPORTED
    low, high = result.low * (1 - room) - points, result.high * (1 + room) + points
    return Verdict.UNCHECKABLE if stated.meets(Interval(low, high)) else Verdict.CONTRADICTED


def _share(reading: Reading, number: Stated, before: Sequence[Stated], after: Sequence[Stated]) -> Judged | None:
    """ "17,358 or 26.4 percent", "70,279 had a conviction, or 35 percent", each of a whole that is given."""
    counts = [n for n in before if n.role in {"count", "sum"} and not n.daily]
    if not counts:
        return None
    part = counts[-1]
    own = number.own.replace(number.text, "")
    base = next((n for n in after if n.role == "base"), None)
    wholes = [
        n for n in counts[:-1] if n.value >= part.value and n.role == "count" and (not n.parts or n.parts != part.parts)
    ]
    joined = (
        _JOINED.match(reading.kept[part.end : number.start])
        or re.match(r"^\W*(?:or|\(|about|that is)\b", own, re.IGNORECASE)
        or base
    )
    whole = base or (wholes[0] if wholes else None)
    if not joined or whole is None:
        return None
    result = apply("/", apply("*", exactly(100.0), _exact(part)), _exact(whole))
    step = Step(
        f"{part.text} of {whole.text}, per cent", "/", (apply("*", exactly(100.0), _exact(part)), _exact(whole)), result
    )
    words = f"{part.value:,.0f} of {whole.value:,.0f} is {100 * part.value / whole.value:.1f} percent"
    return Judged(number, _verdict(number.interval, result, NEAR, NEAR_POINTS), words, (step,), kind="arithmetic")


def _sum(number: Stated, before: Sequence[Stated]) -> Judged | None:
    """ "together 48,377": the parts named before it."""
    parts = [n for n in before if n.role == "count" and n.subject is number.subject and not n.daily]
    named = [n for n in parts if n.parts]
    addends = named if len(named) >= 2 else parts
    same = {(n.period.first, n.period.last) for n in addends if n.period}
    if len(addends) < 2 or (len(same) > 1 and not named and "in all" not in number.own):
        return None
    result = apply("+", *map(_exact, addends))
    total = sum(n.value for n in addends)
    step = Step("sum of the parts", "+", tuple(map(_exact, addends)), result)
    words = f"{' + '.join(f'{n.value:,.0f}' for n in addends)} = {total:,.0f}"
    return Judged(number, _verdict(number.interval, result, SUM_ROOM), words, (step,), kind="arithmetic")


def _change(number: Stated, numbers: Sequence[Stated]) -> Judged | None:
    """A change or a multiple of two levels that the statement gives."""
    levels = [n for n in numbers if n.role == "count" and n.subject is not None]
    if len(levels) != 2 or levels[0].subject is not levels[1].subject or levels[0].daily != levels[1].daily:
        return None
    first, second = levels
    if first.period and second.period and first.period.first > second.period.first:
        first, second = second, first
    if number.role == "factor":
        big, small = _of_ratio(number, levels, first, second)
        result = apply("/", _exact(big), _exact(small))
        step = Step("one level over the other", "/", (_exact(big), _exact(small)), result)
        words = f"{big.value:,.0f} is {big.value / small.value:.2f} times {small.value:,.0f}"
        return Judged(number, _verdict(number.interval, result, NEAR), words, (step,), kind="arithmetic")
    change = 100 * (second.value - first.value) / first.value
    down = change < 0
    result = Interval(abs(change) - 0.5, abs(change) + 0.5)
    difference = apply("-", exactly(second.value), exactly(first.value))
    steps = (
        Step("later less earlier", "-", (exactly(second.value), exactly(first.value)), difference),
        Step(
            "over the earlier",
            "/",
            (exactly(100 * abs(second.value - first.value)), exactly(first.value)),
            apply("/", exactly(100 * abs(second.value - first.value)), exactly(first.value)),
        ),
    )
    words = f"from {first.value:,.0f} to {second.value:,.0f} is {change:+.1f} percent"
    verdict = Verdict.CONTRADICTED if down != number.falls else _verdict(number.interval, result, NEAR, NEAR_POINTS)
    return Judged(number, verdict, words, steps, kind="arithmetic")


def _of_ratio(number: Stated, levels: Sequence[Stated], first: Stated, second: Stated) -> tuple[Stated, Stated]:
    """What is a multiple of what: "271,484 were nearly double the 142,580", else the later level of the earlier."""
    between = levels[0].start < number.start < levels[1].start
    if between and not _VERBAL.search(number.text):
        return levels[0], levels[1]
    return second, first


_VERBAL = re.compile(r"(?:doubl|tripl|quadrupl|quintupl)(?:ed|ing)|halved", re.IGNORECASE)
