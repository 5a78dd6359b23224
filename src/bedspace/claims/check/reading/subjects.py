"""What each number of a sentence counts: the subject that its own words name, else that of the words before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bedspace.claims.check.reading.named import agency_parts, named_parts, subjects_in
from bedspace.claims.check.reading.stated import Stated
from bedspace.claims.check.reading.words import lists
from bedspace.claims.patterns import Pattern
from bedspace.claims.read.quantity import Kind

_OF_THEM = Pattern(r"^\W*of\b|\bof (?:those|these|them)\b", re.IGNORECASE)
_DIGIT = Pattern(r"[\d.,%$]")
_RATIOS = frozenset({Kind.MULTIPLE, Kind.PERCENT})
_STAYS = Pattern(r"\b(?:stays?|lengths? of (?:stay|detention))\b", re.IGNORECASE)
_OF = Pattern(r"^\W*of\s(?:the\s|its\s|all\s|about\s)*$", re.IGNORECASE)
_BEDS = Pattern(r"\bbeds?\b|\bcapacity\b", re.IGNORECASE)
_OF_DETENTION = frozenset({"book_ins", "held", "adp", "stay", "book_outs"})
_DAILY_AVERAGE = Pattern(
    r"\b(?:daily|yearly|annual|monthly|fiscal(?:-|\s)(?:year|#+|\d+)) average\b|"
    r"\b(?:it|they|agency|ICE) (?:ha[sd] )?averaged\b",
    re.IGNORECASE,
)
_PARTICIPLE = Pattern(r"\barrested by\b|\b(?:whom|that) .{0,40}arrested\b", re.IGNORECASE)


def with_subjects(
    text: str, numbers: Sequence[Stated], owns: Sequence[tuple[int, int]], *, alone: bool = False
) -> list[Stated]:
    """What each number counts: by its own words, else as the number before it, else by the sentence."""
    out: list[Stated] = []
    for number, (a, b) in zip(numbers, owns, strict=True):
        own = _blanked(text[a:b], number, a)
        days = number.kind is Kind.DAYS or (number.kind in _RATIOS and bool(_STAYS.search(own)))
        if number.kind is Kind.COUNT and lists().other_heads.match(text[number.end : b]):
            out.append(number)
            continue
        found = subjects_in(own, days)
        last = next((n.subject for n in reversed(out) if n.subject and n.subject.of_days == days), None)
        arrested_only = [s.name for s in found] == ["arrests"]
        base = last if last and last.name in {"book_ins", "held", "adp", "stay", "removals", "book_outs"} else None
        if arrested_only and base and (agency_parts(own) or named_parts(own)):
            found = [base]
        if arrested_only and base is None and _PARTICIPLE.search(own):
            found = [s for s in subjects_in(_no_numbers(text, numbers), days) if s.name in _OF_DETENTION] or found
        if not found and last is not None:
            found = [last]
        if found and found[0].name == "held" and number.kind is Kind.COUNT and _DAILY_AVERAGE.search(own):
            found = [lists().by_name["adp"]]
        if found and found[0].read == "none" and number.kind is Kind.COUNT and not _BEDS.search(own):
            found = [lists().by_name["held"]]
        if not found:
            found = subjects_in(_no_numbers(text, numbers), days)
        counted = bool(found) and found[0].read == "count"
        out.append(replace(number, subject=found[0] if found else None, daily=number.daily and counted))
    if out and out[0].subject and out[0].subject.name == "book_outs" and _OF_THEM.search(text):
        out = [replace(n, subject=out[0].subject) if n.subject and n.subject.name == "removals" else n for n in out]
    if alone and not any(n.subject for n in out):
        out = [_of_those_held(n, text[a:b]) for n, (a, b) in zip(out, owns, strict=True)]
    for place, (share, beds) in enumerate(pairwise(out)):
        if (
            share.kind is Kind.PERCENT
            and beds.subject
            and beds.subject.read == "none"
            and _OF.match(text[share.end : beds.start])
        ):
            out[place] = replace(share, subject=beds.subject)
    return out


def _of_those_held(number: Stated, own: str) -> Stated:
    """ "Nearly 75 percent had no conviction": a share of the people held, where nothing else is named."""
    named = [dimension for dimension, *_ in named_parts(own)]
    if number.kind is not Kind.PERCENT or named != ["criminality"] or not _WHO_HAS.match(own.replace(number.text, "")):
        return number
    return replace(number, subject=lists().by_name["held"], guessed=True)


_WHO_HAS = Pattern(r"\W*(?:of them\s)?(?:have|had|has)\b", re.IGNORECASE)


def _blanked(own: str, number: Stated, offset: int) -> str:
    start, end = number.start - offset, number.end - offset
    return own[:start] + _DIGIT.sub("#", own[start:end]) + own[end:]  # "an average of about 48,400" keeps its words


def _no_numbers(text: str, numbers: Sequence[Stated]) -> str:
    for number in numbers:
        text = text[: number.start] + "#" * (number.end - number.start) + text[number.end :]
    return text
