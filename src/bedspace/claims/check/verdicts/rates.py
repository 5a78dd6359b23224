"""What a rate comes to: so many a day, and so many a year; nothing of it need have happened."""

from __future__ import annotations

import re

from bedspace.claims.check.findings import Step, Verdict
from bedspace.claims.check.reading.named import subjects_in
from bedspace.claims.check.reading.stated import Reading, Stated
from bedspace.claims.check.reading.words import uncovered
from bedspace.claims.check.verdicts.judged import Judged
from bedspace.claims.check.verdicts.relations import agrees, written
from bedspace.claims.intervals import apply, exactly
from bedspace.claims.patterns import Pattern
from bedspace.claims.read.quantity import Kind

DAYS = {"day": 1.0, "week": 7.0, "month": 365 / 12, "year": 365.0}
ROOM = 0.03
"""How far a rounded product may be from the exact one before it is called wrong."""
_PER = Pattern(
    r"\b(?:(?:a|an|per|each|every|every single|single)\s(?P<unit>day|week|month|year)|(?P<adverb>daily|weekly|"
    r"monthly|annually|yearly)|"
    r"(?:over|in|across|for|after)\s(?:a|one|the|an entire|a whole|a full)\s(?:full\s|"
    r"whole\s)?(?P<over>week|month|year))\b",
    re.IGNORECASE,
)
_COMES_TO = Pattern(
    r"\b(?:would|means?|meaning|comes? to|came to|amounts? to|works? out|adds? up|equals?|translates?|makes|"
    r"that is|will have|or)\b",
    re.IGNORECASE,
)
_IF = Pattern(r"\b(?:if|were to|would|means?|meaning|works? out|translates?)\b", re.IGNORECASE)
_ADVERBS = {"daily": "day", "weekly": "week", "monthly": "month", "annually": "year", "yearly": "year"}


def rate(reading: Reading) -> Judged | None:
    """One rate against another of the same thing; None where a sentence does not turn one into the other."""
    text = reading.kept
    numbers = [n for n in reading.numbers if n.kind is Kind.COUNT and n.value > 1]
    if len(numbers) != 2 or len(numbers) != len(reading.numbers) or numbers[0].parts != numbers[1].parts:
        return None
    first, second = numbers
    if not _COMES_TO.search(text[first.end : second.start]) or _counts_else(text[second.end :]):
        return None
    units = [_unit(text, numbers, place) for place in (0, 1)]
    if None in units or units[0] == units[1]:
        return None
    of, into = DAYS[units[0] or ""], DAYS[units[1] or ""]
    result = apply("*", written(first), exactly(into / of))
    step = Step(f"'{first.text}' a {units[0]} in a {units[1]}", "*", (written(first), exactly(into / of)), result)
    words = f"{first.value:,.0f} a {units[0]} is {first.value * into / of:,.0f} a {units[1]}"
    verdict = agrees(second.interval, result, ROOM)
    return Judged(second, Verdict.NOTE if verdict is Verdict.SUPPORTED else verdict, words, (step,), kind="arithmetic")


def _counts_else(after: str) -> bool:
    """Whether the words behind a number say that it counts something that is in no table."""
    head = re.match(r"\W*\w*(?:\W+\w+)?", after)
    return bool(
        head and ((uncovered(head[0], []) and not subjects_in(head[0], False)) or re.search(r"\bbeds?\b", head[0]))
    )


def is_supposed(reading: Reading) -> bool:
    """Whether a sentence only works out what a rate would come to."""
    return bool(_IF.search(reading.kept)) and not reading.periods


def _unit(text: str, numbers: list[Stated], place: int) -> str | None:
    """The length of time that a number is given for, in the words behind it, or between the two."""
    end = numbers[1].start if place == 0 else len(text)
    match = _PER.search(text[numbers[place].end : end])
    if match is None and place == 1:
        found = list(_PER.finditer(text[numbers[0].end : numbers[1].start]))
        match = found[-1] if len(found) > 1 else None
    if match is None:
        return None
    return (match["unit"] or match["over"] or _ADVERBS[match["adverb"].lower()]).lower()
