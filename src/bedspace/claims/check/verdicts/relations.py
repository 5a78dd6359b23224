"""Arithmetic inside a statement: sums and shares of the numbers that it gives."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bedspace.claims.check.findings import Step, Verdict
from bedspace.claims.check.reading.named import subjects_in
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

_ASIDE = re.compile(
    r"^[^,;]*(?:,|\s[–—-]|\s\()\s?"
    r"(?:(?:or|that is|that['’]s|which (?:is|was|makes|comes to|works out (?:to|at))|i\.e\.|equal to|a share of|"
    r"only|just|about|some|roughly|nearly|almost|barely|a mere)\s)*$",
    re.IGNORECASE,
)
"""\"46,302 wore ankle monitors, about a quarter\", "7,930 left on supervision, which is 3 percent"."""


_OF_THE = re.compile(  # between a part and its whole: "70,511 of the 79,356"
    r"^\s(?:\w+\s)?(?:out\s)?of\s(?:(?:the|its|all|some|about|more|than|ICE['’]s|CBP['’]s)\s){0,3}$", re.IGNORECASE
)
_OR = re.compile(r"(?:,|\s[–—-])\s(?:or|that is)\s(?:just\s|only\s|about\s|some\s|roughly\s|nearly\s)?$", re.IGNORECASE)


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
        if found:
            out.append(found)
    return out


def written(number: Stated) -> Interval:
    """A number of a statement as its writer may have rounded it."""
    half = (
        rounding(number.value)
        if number.value % 1000 == 0 or number.comparator == "about"
        else 0.5
        if number.value >= 200
        else 0.0
    )
    return Interval(number.value - half, number.value + half)


def agrees(stated: Interval, result: Interval, room: float, points: float = 0.0) -> Verdict:
    """Whether a stated number is the result of arithmetic; near it, there is no verdict."""
    if stated.meets(result):
        return Verdict.SUPPORTED
    low, high = result.low * (1 - room) - points, result.high * (1 + room) + points
    return Verdict.UNCHECKABLE if stated.meets(Interval(low, high)) else Verdict.CONTRADICTED


def near_miss(words: str, verdict: Verdict, number: Stated) -> str:
    """What a result is, with the reason why it gives no verdict on a number that it is near to."""
    if verdict is not Verdict.UNCHECKABLE:
        return words
    return f"{words}; not far enough from '{number.text}' to be called wrong, and not near enough to agree"


def _share(reading: Reading, number: Stated, before: Sequence[Stated], after: Sequence[Stated]) -> Judged | None:
    """ "17,358 or 26.4 percent", "70,279 had a conviction, or 35 percent", each of a whole that is given."""
    counts = [n for n in before if n.role in {"count", "sum"} and not n.daily]
    if not counts:
        return None
    part = counts[-1]
    if _ADDS.search(reading.kept) and len([n for n in counts if n.parts]) > 1:
        return _share_of_a_sum(reading, number, [n for n in counts if n.parts])
    if _is_of_others(reading.kept, number, part):
        return None
    own = number.own.replace(number.text, "")
    base = next((n for n in after if n.role == "base"), None)
    wholes = [
        n for n in counts[:-1] if n.value >= part.value and n.role == "count" and (not n.parts or n.parts != part.parts)
    ]
    joined = (
        _JOINED.match(reading.kept[part.end : number.start])
        or _ASIDE.search(reading.kept[part.end : number.start])
        or re.match(r"^\W*(?:or|\(|about|so|that is)\b", own, re.IGNORECASE)
        or base
    )
    if len(counts) > 1 and _OF_THE.match(reading.kept[counts[-2].end : part.start]) and part.value > counts[-2].value:
        wholes, part = [part], counts[-2]  # "70,511 of the 79,356 booked in since October, or 89 percent"
        if number.text.endswith(" of") or re.match(r"^\sof\b", reading.kept[number.end :]):
            return None  # of what it is a share is said behind it
        joined = joined or _OR.search(reading.kept[: number.start])
    whole = base or (wholes[0] if wholes else None)
    if not joined or whole is None:
        return None
    result = apply("/", apply("*", exactly(100.0), written(part)), written(whole))
    step = Step(
        f"{part.text} of {whole.text}, per cent",
        "/",
        (apply("*", exactly(100.0), written(part)), written(whole)),
        result,
    )
    words = f"{part.value:,.0f} of {whole.value:,.0f} is {100 * part.value / whole.value:.1f} percent"
    verdict = agrees(number.interval, result, NEAR, NEAR_POINTS)
    return Judged(number, verdict, near_miss(words, verdict, number), (step,), kind="arithmetic")


_HELD = frozenset({"held", "adp"})


def _is_of_others(text: str, number: Stated, part: Stated) -> bool:
    """Whether a per cent is said of people whom the number beside it does not count: "of all deported people"."""
    behind = text[number.end :] if number.text.endswith(" of") else text[number.end :].partition(" of ")[2]
    if part.subject is None or not (number.text.endswith(" of") or text[number.end :].startswith(" of ")):
        return False
    named = {subject.name for subject in subjects_in(re.split(r"[,;.]", behind)[0], False)}
    return bool(named) and part.subject.name not in named and not {part.subject.name, *named} <= _HELD


_ADDS = re.compile(r"\b(?:add(?:ed|ing)?|together|combined|plus|summ?(?:ed)?)\b", re.IGNORECASE)


def _share_of_a_sum(reading: Reading, number: Stated, parts: Sequence[Stated]) -> Judged | None:
    """ "Add the one to the other and you have half of all": the parts over the whole that is named."""
    wholes = [
        n
        for n in reading.numbers
        if n.role in {"count", "base"} and not n.parts and n.value > sum(p.value for p in parts)
    ]
    if len(wholes) != 1:
        return None
    total = apply("+", *map(written, parts))
    result = apply("/", apply("*", exactly(100.0), total), written(wholes[0]))
    value = sum(p.value for p in parts)
    words = f"{value:,.0f} of {wholes[0].value:,.0f} is {100 * value / wholes[0].value:.1f} percent"
    step = Step("the sum of the parts over the whole, per cent", "/", (total, written(wholes[0])), result)
    return Judged(number, agrees(number.interval, result, NEAR, NEAR_POINTS), words, (step,), kind="arithmetic")


def _sum(number: Stated, before: Sequence[Stated]) -> Judged | None:
    """ "together 48,377": the parts named before it; a sum is never held against one figure of the record."""
    parts = [n for n in before if n.role == "count" and n.subject is number.subject and not n.daily]
    named = [n for n in parts if n.parts]
    addends = named if len(named) >= 2 else parts
    if len(addends) < 2:
        return None
    result = apply("+", *map(written, addends))
    total = sum(n.value for n in addends)
    step = Step("sum of the parts", "+", tuple(map(written, addends)), result)
    words = f"{' + '.join(f'{n.value:,.0f}' for n in addends)} = {total:,.0f}"
    verdict = agrees(number.interval, result, SUM_ROOM)
    if verdict is Verdict.CONTRADICTED and any(n.value >= number.value for n in addends):
        verdict = Verdict.UNCHECKABLE  # one of them may be the whole
    return Judged(number, verdict, words, (step,), kind="arithmetic")
