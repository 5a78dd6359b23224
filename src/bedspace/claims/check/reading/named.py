"""Subjects and parts that a stretch of text names, the most telling first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bedspace.claims.check.reading.lengths import LAGGING
from bedspace.claims.check.reading.words import Part, Subject, lists
from bedspace.claims.patterns import Pattern

_ORDER = (
    "bed_plan",
    "fullness",
    "monitored",
    "border",
    "stay",
    "book_outs",
    "book_ins",
    "adp",
    "releases",
    "held",
    "removals",
    "arrests",
)


_WEAKER = {
    "releases": {"book_outs", "stay"},
    "held": {"stay", "releases", "fullness", "book_ins", "book_outs", "adp", "monitored", "removals", "bed_plan"},
    "adp": {"stay"},
    "removals": {"book_outs"},
    "arrests": {"releases", "book_ins", "book_outs", "held", "adp", "removals", "bed_plan"},
    "bed_plan": {"book_ins"},
}


def subjects_in(text: str, days: bool) -> list[Subject]:
    """Subjects that a stretch of text speaks of, the most telling first."""
    return list(_subjects_in(text, days))


@lru_cache(maxsize=64)
def _subjects_in(text: str, days: bool) -> tuple[Subject, ...]:
    """The same, kept while a sentence is read: it is asked of the same words several times."""
    return tuple(preferred([s for s in lists().subjects if s.of_days == days and s.named_in(text)]))


def preferred(found: Sequence[Subject]) -> list[Subject]:
    """Subjects that others in the same words explain away are left out: "booked into detention" holds nobody."""
    names = {subject.name for subject in found}
    kept = [s for s in found if not names & _WEAKER.get(s.name, set())]
    return sorted(kept, key=lambda subject: _ORDER.index(subject.name))


_JOINT = Pattern(
    r"\W*(?:(?:and|or|nor|plus|as well as|with|who|were|was|are|is|had|has|have|either|also|been|only)\W+)+",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)
def named_parts(text: str) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...], int], ...]:
    """Parts that words name, the longest reading of overlapping ones; those that a text joins are one.

    "No record and no charges" is what both leave; "on bond or on parole" is either.
    """
    found = [
        (m.start(), m.end(), part)
        for part in lists().parts
        for m in part.words.finditer(text)
        if part.dimension != "band" or not LAGGING.match(text[m.end() :])
    ]
    found.sort(key=lambda item: (-(item[1] - item[0]), item[0]))
    kept: list[tuple[int, int, Part]] = []
    for start, end, part in found:
        if not any(a < end and start < b for a, b, _ in kept):
            kept.append((start, end, part))
    out: list[tuple[str, tuple[str, ...], tuple[str, ...], int]] = []
    reached = 0
    for start, end, part in sorted(kept, key=lambda item: item[0]):
        values = part.values
        if out and out[-1][0] == part.dimension and _JOINT.fullmatch(text[reached:start]):
            values = _joined(out[-1][1], values)
            start = out.pop()[3]
        out.append((part.dimension, values, part.wider if values == part.values else (), start))
        reached = end
    return tuple(out)


def _joined(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    """Groups without something have in common what both lack; other groups are added up."""
    if "other" in first and "other" in second:
        return tuple(value for value in first if value in second)
    return tuple(dict.fromkeys((*first, *second)))


def agency_parts(text: str) -> list[str]:
    """Agencies whose arrests words name."""
    own = ["ice"] if lists().own.search(text) else []
    return sorted({*own, *(name for name, pattern in lists().arrested.items() if pattern.search(text))})
