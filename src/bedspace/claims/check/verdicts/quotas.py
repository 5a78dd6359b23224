"""A quota of each field office, times the offices, against the national number that it is said to come to."""

from __future__ import annotations

import re

from bedspace.claims.check.findings import Step, Verdict
from bedspace.claims.check.reading.stated import Reading, Stated
from bedspace.claims.check.reading.words import uncovered
from bedspace.claims.check.verdicts.judged import Judged
from bedspace.claims.intervals import apply, exactly
from bedspace.claims.patterns import Pattern
from bedspace.claims.read.quantity import Kind

OFFICES = 25
ROOM = 0.01
"""How far a rounded product may be from the exact one."""
_EACH = Pattern(r"\b(?:each|every|per|apiece)\b", re.IGNORECASE)
_OFFICE = Pattern(r"\b(?:field )?offices?\b", re.IGNORECASE)
_WORDS = Pattern(
    r"\b(?:field|offices?|told|ordered|directed|instructed|asked|must|should|required|"
    r"has to|have to|had to|was|were|to|make|making|arrests?|each|every|per|apiece|a day|"
    r"per day|daily|which|that|comes?|adds? up|across|country|nationwide|nationally|"
    r"national|total|of|in all|quotas?|goals?|targets?|set|at|the|would|mean|means|equals?|"
    r"or|is|making|spread|evenly|over|among|divided|split|shared?|works? out|translates?|an?|per|this|"
    r"would be|be)\b|['’]s\b",
    re.IGNORECASE,
)


def quota(reading: Reading, offices: float = OFFICES) -> Judged | None:
    """The product of a quota of an office and the offices; None where the sentence speaks of none."""
    text = reading.kept
    if not (_EACH.search(text) and _OFFICE.search(text) and re.search(r"\barrest", text)):
        return None
    numbers = [n for n in reading.numbers if n.kind is Kind.COUNT]
    named = next(
        (
            n
            for n in numbers
            if re.match(r"\W*(?:\w+\W+){0,3}?(?:field )?offices?\b", text[n.end :]) and n.value < 100 and not n.daily
        ),
        None,
    )
    rates = [n for n in numbers if n is not named]
    if not rates or len(rates) > 2 or len(numbers) != len(reading.numbers):
        return None
    if uncovered(
        text,
        [
            *((n.start, n.end) for n in numbers),
            *((m.start(), m.end()) for m in _WORDS.finditer(text)),
            *_agencies(text),
        ],
    ):
        return None
    return _product(rates, named.value if named else float(offices))


def _agencies(text: str) -> list[tuple[int, int]]:
    from bedspace.claims.check.reading.words import lists, spans

    return spans(lists().agency["ICE"], text)


def _product(rates: list[Stated], offices: float) -> Judged:
    each = min(rates, key=lambda n: n.value)
    result = apply("*", each.interval if each.comparator != "exact" else exactly(each.value), exactly(offices))
    step = Step(
        "a quota of each office x offices", "*", (exactly(each.value), exactly(offices)), exactly(each.value * offices)
    )
    words = f"{each.value:,.0f} x {offices:,.0f} field offices = {each.value * offices:,.0f} a day"
    if len(rates) == 1:
        return Judged(each, Verdict.NOTE, words, (step,), kind="arithmetic")
    total = next(n for n in rates if n is not each)
    words += f"; {total.value:,.0f} a day over {offices:,.0f} offices is {total.value / offices:,.0f} each"
    agrees = total.interval.meets(result.widened(ROOM)) if total.comparator == "exact" else total.interval.meets(result)
    return Judged(total, Verdict.NOTE if agrees else Verdict.CONTRADICTED, words, (step,), kind="arithmetic")
