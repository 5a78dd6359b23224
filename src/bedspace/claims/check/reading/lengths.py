"""Lengths of time in a sentence that no figure of the record can be tested over.

"For over a month", "two weeks earlier" and "more than a year ago" name no days that a table has. A group of people held
longer than some time is a part of a whole, and is read there.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bedspace.claims.check.reading.words import lists
from bedspace.claims.patterns import Pattern
from bedspace.claims.read.amounts import SMALL

_COUNT = rf"(?:an?|{'|'.join(SMALL)}|\d+|several|many|a few|a couple of|half an?)"
_MONTHS = "jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec"
_UNIT = r"(?:full |whole |straight |consecutive |solid )*(?:years?|months?|weeks?|days?|decades?)"
_ABOUT = (
    r"(?:(?:(?:more|fewer|less|longer|shorter|higher|lower) than|over|under|about|around|nearly|almost|roughly|"
    r"at least|up to|just|only|well|slightly) )"
)
_LENGTH = Pattern(
    rf"\b(?:"
    rf"{_ABOUT}*{_COUNT} {_UNIT} (?:earlier|before(?! (?:the|it|that|he|she|they|being))|later|prior|"
    rf"previously|in a row|running)"
    rf"|{_ABOUT}+{_COUNT} {_UNIT} ago|(?:an?|one) (?:year|month|week|decade) ago"
    rf"|(?:over|in|during|within|for|across) the (?:past|last|previous|preceding) (?:{_COUNT} )?{_UNIT}"
    rf"(?! of\b)"
    rf"|(?:over|across) an? (?:years?|months?|weeks?)"
    rf"|(?:the |that )?(?:quarter|half(?:[- ]year)?|{_COUNT} {_UNIT}) (?:that |which )?"
    rf"(?:ended|ending|to|through|up to)(?: (?:in|on))? (?:{_MONTHS})[a-z]*"
    rf"|(?:per|each|every|(?<!in )(?<!within )an?) (?:week|month|hour)"
    rf"|for {_ABOUT}*{_COUNT} {_UNIT}"
    rf")(?!\w)",
    re.IGNORECASE,
)
_OF_STAY = Pattern(r"\b(?:average[ds]?|averaging|mean|typical(?:ly)?|stay(?:s|ed)?|lasted|median)\b", re.IGNORECASE)
_HELD = Pattern(
    r"\b(?:held|detained|custody|detention|locked up|behind bars|kept|stayed|inside|languish\w*|"
    r"spent|been there)\b(?:[^,;.]|(?<=\d)[,.](?=\d))*$",
    re.IGNORECASE,
)
_HOLDS = Pattern(
    r"\b(?:has|have|had)\s(?:been holding|held|detained|kept)\b[^,;.]*\d(?:[^,;.]|(?<=\d)[,.](?=\d))*$", re.IGNORECASE
)
_LEAST = Pattern(r"\b(?:than|over|under|nearly|almost|about|for|in|of)\s$", re.IGNORECASE)
_TWELVE = Pattern(r"(?:the )?(?:12|twelve) months", re.IGNORECASE)
LAGGING = Pattern(r"\s(?:earlier|ago|before|later|prior)\b", re.IGNORECASE)


@lru_cache(maxsize=16)
def lengths(text: str) -> tuple[tuple[int, int], ...]:
    """Places of lengths of time that are no part of a whole and no period.

    >>> [("ICE held 9 people two weeks earlier.")[a:b] for a, b in lengths("ICE held 9 people two weeks earlier.")]
    ['two weeks earlier']
    """
    parts: list[tuple[int, int]] = []
    others: list[tuple[int, int]] = []
    for part in lists().parts:
        if part.dimension != "band":
            continue
        for match in part.words.finditer(text):
            (parts if _is_part(text, *match.span()) else others).append(match.span())
    found = [
        match.span()
        for match in _LENGTH.finditer(text)
        if not any(a < match.end() and match.start() < b for a, b in parts)
        and not _TWELVE.match(match[0])
        and not (_OF_STAY.search(text) and _LEAST.search(text[: match.start()]) and match[0].lower().startswith("a "))
        and not (match[0].lower().startswith("for ") and _OF_STAY.search(text))
    ]
    return tuple(
        sorted({*found, *(span for span in others if not any(a <= span[0] and span[1] <= b for a, b in found))})
    )


_DAYS = {"day": 1.0, "week": 7.0, "month": 365 / 12, "year": 365.0}
_SIZE = Pattern(rf"\b(?P<count>{_COUNT}) (?P<unit>year|month|week|day)", re.IGNORECASE)
BETWEEN_DATES = Pattern(
    rf"\b(?:in|within|over|during) (?:(?:little|slightly|a little|a bit|just|only|barely) )*"
    rf"{_ABOUT}*{_COUNT} {_UNIT}(?!\w)",
    re.IGNORECASE,
)
"""A length of time that two dates of a sentence have between them."""
ROOM = 1.5
"""How many times as long or short as its words a time between two dates may be: "in little more than a year"."""


def fits(words: str, days: int) -> bool:
    """Whether a length of time is about that between two dates that a sentence names.

    >>> fits("in little more than a year", 425), fits("in two months", 425)
    (True, False)
    """
    match = _SIZE.search(words)
    if match is None:
        return False
    word = match["count"].lower()
    count = int(word) if word.isdecimal() else 0.5 if word.startswith("half") else SMALL.get(word, 1)
    return 1 / ROOM <= days / (count * _DAYS[match["unit"].lower()]) <= ROOM


def _is_part(text: str, start: int, end: int) -> bool:
    """ "had been held for over 180 days", not "for over 180 days ICE has held" nor "more than a year earlier"."""
    if LAGGING.match(text[end:]) or _HOLDS.search(text[:start]):
        return False
    return bool(_HELD.search(text[:start]) or re.match(r"\W*(?:in|were|was|are)\b", text[end:]))
