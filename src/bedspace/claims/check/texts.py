"""Checks of a text as such: undated, badly copied, the reasons that it gives for releases."""

from __future__ import annotations

import re
from datetime import date

from bedspace.claims.check.findings import Finding, Verdict
from bedspace.claims.read.names import notes
from bedspace.claims.read.times import times

_DAY = (
    r"(?:\d{4}-\d{2}-\d{2}|\d{1,2}\s[a-z]{3,9}\.?\s20\d{2}"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day,\s[a-z]+\s\d{1,2},\s20\d{2}|[a-z]{3,9}\.?\s\d{1,2},\s20\d{2})"
)
_DATED = re.compile(
    rf"(?im)^\s*(?:(?:date|published|updated|posted)\b[^\n]{{0,30}}?\b|(?-i:[A-Z][A-Z.' -]+),\s){_DAY}"
    rf"|^\s*\(?{_DAY}\W*$"
)
"""A line that says when it was published, a place in capitals with a day, or a day alone on its line."""
_RELATIVE = re.compile(
    r"\b(?:this week|last week|last weekend|yesterday|today|earlier this week|on (?:Mon|Tues|Wednes|Thurs|Fri)day|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
# reasons for a release as texts name them; a text is compared only where it speaks of releases
REASONS: dict[str, re.Pattern[str]] = {
    "no bed": re.compile(
        r"\b(?:lack of (?:detention )?(?:bed )?space|limited detention capacity|(?:no|lack of) beds?|bed space"
        r"|overcrowding)\b"
    ),
    "court ruling": re.compile(r"\b(?:court (?:rulings?|orders?)|federal court|judge(?:s)? ordered|Supreme Court)\b"),
    "pending claim": re.compile(
        r"\b(?:pending (?:immigration |asylum )?(?:claims?|cases?)|court hearings?|asylum claims?)\b"
    ),
    "medical": re.compile(r"\b(?:medical (?:reasons?|conditions?)|health (?:reasons?|problems?)|illness)\b"),
}
_RELEASED = re.compile(r"\breleased\b|\bfreed\b|\blet go\b")


def undated(doc: str, text: str) -> Finding | None:
    """A text with relative dates and no date of its own."""
    relative = _RELATIVE.search(text)
    if relative is None or published(text):
        return None
    summary = f"{doc} says '{relative[0]}' and carries no date line: give the day of publication"
    return Finding("text", "relative dates without a date", Verdict.UNCHECKABLE, summary)


def published(text: str) -> date | None:
    """The day of the date line of a text, if it has one.

    >>> published("WASHINGTON, Feb. 7, 2025 - Officers made 800 arrests.")
    datetime.date(2025, 2, 7)
    """
    found = _DATED.search(text[:2000])
    return next((time.first for time in times(found[0]) if time.first), None) if found else None


def badly_copied(doc: str, text: str, said: date | None = None) -> list[Finding]:
    """Misspelt names, wrong titles and garbled words of a text."""
    rules = {"name": "a misspelt name", "title": "a title of another person", "garbled": "garbled words"}
    return [
        Finding("text", rules[note.kind], Verdict.NOTE, f"{doc}: '{note.text}' stands for {note.stands_for}")
        for note in notes(text, said)
    ]


def reasons(text: str) -> frozenset[str]:
    """Reasons for releases that a text names in the paragraphs that speak of releases."""
    spoken = "\n".join(line for line in text.split("\n") if _RELEASED.search(line))
    return frozenset(name for name, pattern in REASONS.items() if pattern.search(spoken))
