"""Numbers that a sentence writes without one: a majority, half as many, nobody, less than a month."""

from __future__ import annotations

import re

from bedspace.claims.patterns import Pattern
from bedspace.claims.read.quantity import Kind, Quantity

Placed = tuple[Quantity, int, int]


def spelled_in(sentence: str) -> list[Placed]:
    """Such numbers, with their places.

    >>> [(quantity.low, start) for quantity, start, _ in spelled_in("Half as many people were held.")]
    [(0.5, 0)]
    """
    found = [(_MOST_OF, *match.span()) for match in _MOST.finditer(sentence)]
    found += [(_MOST_OF, *match.span()) for match in _MAJORITY.finditer(sentence)]
    found += [(_times_as_many(match), *match.span()) for match in _AS_MANY_AS.finditer(sentence)]
    found += [(_NONE, *match.span()) for match in _ZERO.finditer(sentence)]
    if OF_A_STAY.search(sentence):
        found += [_length(match) for match in _A_LENGTH.finditer(sentence)]
    return found


_MAJORITY = Pattern(
    r"\b(?:an?|the)\s(?:(?:vast|large|clear|overwhelming|slim)\s)?majority(?:\sof)?\b(?!,?\s(?:or\s)?(?:some\s|about\s|nearly\s|almost\s|roughly\s)?\d)",
    re.IGNORECASE,
)
_MOST_OF = Quantity(Kind.PERCENT, 50.0, 50.0, 0, 0, 0, "more_than")
_AS_MANY_AS = Pattern(
    r"\b(?P<how>(?:less|more|fewer) than |under |over |nearly |almost |about |roughly |only |"
    r"just )?(?P<part>half|(?:a|one|two|three|four)[ -](?:third|quarter|fourth|fifth|tenth)s?)"
    r"(?= as (?:many|much|long|high)\b| (?:of )?(?:what (?:it|they|there)|the (?:level|number|total|pace|rate))\b)|"
    r"\b(?P<about>almost |nearly |about |roughly )?(?P<more>one and a half|two and a half|one-and-a-half) times\b",
    re.IGNORECASE,
)
_PARTS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fourth": 0.25, "fifth": 0.2, "tenth": 0.1}
_SO_MANY = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}


def _times_as_many(match: re.Match[str]) -> Quantity:
    """ "Half as many" is a multiple."""
    if match["more"]:
        value = 1.5 if match["more"].lower().startswith("one") else 2.5
        return Quantity(Kind.MULTIPLE, value, value, 0, 0, 0, "about" if match["about"] else "exact")
    part, how = match["part"].lower().replace("-", " ").rstrip("s"), (match["how"] or "").lower()[:4]
    value = _SO_MANY.get(part.split()[0], 1) * _PARTS[part.split()[-1]]
    name = {
        "less": "less_than",
        "fewe": "less_than",
        "unde": "less_than",
        "more": "more_than",
        "over": "more_than",
    }.get(how, "about" if how.strip() else "exact")
    return Quantity(Kind.MULTIPLE, value, value, 0, 0, 0, name)


_NONE = Quantity(Kind.COUNT, 0.0, 0.0, 0, 0, 0)
_ZERO = Pattern(
    r"\b(?:not (?:even )?(?:a single|one)|no|zero|not any)\s(?:single )?(?=(?:person|people|"
    r"detainees?|individuals?|immigrants?|"
    r"migrants?|one (?:has|have|had|was|were|is))\b)|\b(?:nobody|no one)(?=\s(?:has|have|had|was|were|is)\b)",
    re.IGNORECASE,
)
""""Not a single person", as a number."""
OF_A_STAY = Pattern(
    r"\b(?:average[ds]?|averaging|mean|typical(?:ly)?)\b.*\b(?:stay|held|detained|detention|custody|"
    r"inside|locked up|out)|"
    r"\b(?:stay|held|detained|detention|custody|inside|locked up|out)\b.*\b(?:average[ds]?|"
    r"averaging|mean|typical(?:ly)?)\b",
    re.IGNORECASE,
)
_A_LENGTH = Pattern(
    r"(?P<how>(?:more|longer|less|shorter) than |over |under |nearly |almost |about |around |roughly )?"
    r"(?P<length>half a year|a (?P<and_a_half>year|month|week) and a half|a (?:full |"
    r"whole )?(?P<unit>year|month|fortnight|week))\b(?! (?:earlier|before|ago|later))",
    re.IGNORECASE,
)
LENGTHS = {"year": 365.0, "month": 30.0, "fortnight": 14.0, "week": 7.0}
_HOW = {"more": "more_than", "long": "more_than", "over": "more_than", "less": "less_than", "shor": "less_than"}


def _length(match: re.Match[str]) -> tuple[Quantity, int, int]:
    """ "Less than a month", "half a year", of a stay."""
    how = (match["how"] or "").lower()[:4]
    half_more = match["and_a_half"]
    days = LENGTHS[match["unit"].lower()] if match["unit"] else 1.5 * LENGTHS[half_more.lower()] if half_more else 182.0
    comparator = _HOW.get(how) or ("less_than" if how == "unde" else "about" if how else "exact")
    return Quantity(Kind.DAYS, days, days, 0, 0, 0, comparator), *match.span()


_MOST = Pattern(
    r"(?<!the )(?<!its )(?<!their )(?<!at )\bmost(?= (?:of (?:the|those|them|its|all)\b|people\b|detainees\b|"
    r"persons\b|individuals\b|immigrants\b|"
    r"migrants\b|book-ins\b|bookings\b))",
    re.IGNORECASE,
)
