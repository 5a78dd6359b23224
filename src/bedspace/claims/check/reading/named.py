"""Subjects and parts that a stretch of text names, the most telling first."""

from __future__ import annotations

from collections.abc import Sequence

from bedspace.claims.check.reading.lengths import LAGGING
from bedspace.claims.check.reading.words import Subject, lists

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
    found = [s for s in lists().subjects if s.of_days == days and s.named_in(text)]
    return preferred(found)


def preferred(found: Sequence[Subject]) -> list[Subject]:
    """Subjects that others in the same words explain away are left out: "booked into detention" holds nobody."""
    names = {subject.name for subject in found}
    kept = [s for s in found if not names & _WEAKER.get(s.name, set())]
    return sorted(kept, key=lambda subject: _ORDER.index(subject.name))


def named_parts(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...], int]]:
    """Parts that words name, the longest reading of overlapping ones."""
    found = [
        (m.start(), m.end(), part)
        for part in lists().parts
        for m in part.words.finditer(text)
        if part.dimension != "band" or not LAGGING.match(text[m.end() :])
    ]
    found.sort(key=lambda item: (-(item[1] - item[0]), item[0]))
    kept: list[tuple[int, int, object]] = []
    out = []
    for start, end, part in found:
        if any(a < end and start < b for a, b, _ in kept):
            continue
        kept.append((start, end, part))
        out.append((part.dimension, part.values, part.wider, start))
    return sorted(out, key=lambda item: item[3])


def agency_parts(text: str) -> list[str]:
    """Agencies whose arrests words name."""
    own = ["ice"] if lists().own.search(text) else []
    return sorted({*own, *(name for name, pattern in lists().arrested.items() if pattern.search(text))})
