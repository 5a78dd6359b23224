"""The parts that a statement names of a whole that it gives, added up; no record is needed for it.

A sum says nothing of what happened, so that it is told beside the verdict and never is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, permutations

from bedspace.claims.check.findings import Step, Verdict
from bedspace.claims.check.reading.stated import Reading, Stated
from bedspace.claims.check.reading.words import lists
from bedspace.claims.check.verdicts.judged import Judged
from bedspace.claims.check.verdicts.known import sources_of
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.check.verdicts.relations import written
from bedspace.claims.check.verdicts.wording import part_name
from bedspace.claims.intervals import apply


def added_up(reading: Reading) -> list[Judged]:
    """Each whole of a statement beside the sum of its parts."""
    counts = [n for n in reading.numbers if n.role == "count" and n.subject]
    return [_beside(whole, parts) for whole in counts for parts in _parts_of(whole, counts)]


def the_rest(judged: Sequence[Judged], record: Record) -> list[Judged]:
    """What is left of a whole that the record has when a part that it has is taken away, where that is stated.

    "Of the 16,482 who bonded out, 15,423 had a bond set by a judge and 1,059 by ICE": the last needs no table.
    """
    known = [one for one in judged if one.verdict is Verdict.SUPPORTED and _is_exact(one.number)]
    return [_left_of(one, known, record) or one for one in judged]


def _is_exact(number: Stated) -> bool:
    return number.role in {"count", "base"} and not number.daily and not number.open and number.value % 10 != 0


def _left_of(one: Judged, known: Sequence[Judged], record: Record) -> Judged | None:
    number = one.number
    if one.verdict is not Verdict.UNCHECKABLE or not _is_exact(number):
        return None
    for whole, part in permutations([each.number for each in known], 2):
        dimension = next((d for d, values in part.parts.items() if whole.parts.get(d) != values), "")
        if whole.value - part.value != number.value or not _may_be_the_rest(number, part, whole, dimension):
            continue
        if found := _as_counted(number, part, whole, dimension, record):
            values = [written(each) for each in (whole, part)]
            step = Step("the whole less its other part", "-", tuple(values), apply("-", *values))
            words = f"{whole.value:,.0f} - {part.value:,.0f} = {number.value:,.0f}, which the record has as those"
            words = f"'{number.text}' is the rest, {words} {found[0]}"
            return Judged(number, Verdict.NOTE, words, (step,), found[1], kind="arithmetic")
    return None


def _may_be_the_rest(number: Stated, part: Stated, whole: Stated, dimension: str) -> bool:
    """Whether nothing that is said of a number says more than that it is the rest: arrests only name the agency."""
    if _days(whole) != _days(part) or not dimension:
        return False
    more = set(number.parts) - set(whole.parts)
    if dimension == "agency":
        return more <= {"agency", "?"} and (number.subject is whole.subject or _is_of_arrests(number))
    return not more and number.subject is whole.subject


def _is_of_arrests(number: Stated) -> bool:
    return number.subject is not None and number.subject.name == "arrests"


def _as_counted(
    number: Stated, part: Stated, whole: Stated, dimension: str, record: Record
) -> tuple[str, tuple[str, ...]] | None:
    """The other part of which the record has just this number, with its sources; None where it has none."""
    named = {each.values for each in lists().parts if each.dimension == dimension} | _AGENCIES.get(dimension, set())
    for values in sorted(named - {part.parts[dimension]}):
        known = record.find(part.subject, {**whole.parts, dimension: values}, part.period) if part.subject else None
        if known and any(value == number.value for value, _ in known.printed):
            return part_name({dimension: values}), sources_of(known)
    return None


_AGENCIES = {"agency": {("ice",), ("cbp",)}}


def _parts_of(whole: Stated, counts: Sequence[Stated]) -> Iterator[list[Stated]]:
    """Groups of one dimension that lie in the whole and have nobody in common."""
    inside = [n for n in counts if n is not whole and _is_inside(n, whole)]
    for dimension in dict.fromkeys(_narrowed(n, whole) for n in inside):
        parts = [n for n in inside if _narrowed(n, whole) == dimension]
        values = sorted(value for n in parts for value in n.parts[dimension])
        if len(parts) > 1 and all(a != b for a, b in pairwise(values)):
            yield parts


def _is_inside(part: Stated, whole: Stated) -> bool:
    same = part.subject is whole.subject and part.daily == whole.daily and part.kind is whole.kind
    return same and not part.open and part.value < whole.value and _days(part) == _days(whole) and bool(
        _narrowed(part, whole)
    )  # fmt: skip


def _days(number: Stated) -> tuple[object, ...]:
    return (number.period.first, number.period.last) if number.period else ()


def _narrowed(part: Stated, whole: Stated) -> str:
    """The one dimension that a part names beyond those of the whole; empty where it is not one."""
    more = {d for d, values in part.parts.items() if whole.parts.get(d) != values}
    kept = all(d in part.parts for d in whole.parts) and not more & set(whole.parts) and "?" not in more
    return next(iter(more)) if kept and len(more) == 1 else ""


def _beside(whole: Stated, parts: Sequence[Stated]) -> Judged:
    ranges = tuple(map(written, parts))
    result, total = apply("+", *ranges), sum(n.value for n in parts)
    words = f"{' + '.join(f'{n.value:,.0f}' for n in parts)} = {total:,.0f}, {_against(whole, total, parts)}"
    step = Step("sum of the parts", "+", ranges, result)
    return Judged(whole, Verdict.NOTE, words, (step,), kind="arithmetic")


def _against(whole: Stated, total: float, parts: Sequence[Stated]) -> str:
    """How a sum stands to the whole that is stated."""
    stated = whole.interval if whole.open else written(whole)
    if whole.open and stated.low <= total <= stated.high:
        return f"which is '{whole.text}'"
    if total == whole.value:
        return "the total stated"
    words = f"{abs(total - whole.value):,.0f} {'more' if total > whole.value else 'fewer'} than '{whole.text}'"
    explained = stated.meets(apply("+", *map(written, parts)))
    return words + ", which rounding can explain" * explained
