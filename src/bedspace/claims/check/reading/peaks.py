"""Peaks of one administration against the years of others: "more people a year at its peak than any other"."""

from __future__ import annotations

import re
from functools import cache

from bedspace.claims.check.reading.comparing import Compared
from bedspace.claims.check.reading.words import Era, eras
from bedspace.claims.patterns import Pattern
from bedspace.claims.read.amounts import SMALL

_PEAK = Pattern(
    r"\b(?:even )?(?:at|in) (?:its|their|his|the) "
    r"(?:peak|height|busiest|best|highest|top|record)(?: (?:fiscal )?year)?\b",
    re.IGNORECASE,
)
_OTHERS = r"administrations?|presidents?|presidency|governments?|term|years?"
_THAN_ANY = Pattern(
    r"\b(?P<up>more|higher|larger|bigger)(?P<gap>[^;:]{0,90}?)\sthan\s(?:in\s|under\s|during\s)?"
    rf"(?:any|every|each|all)\s(?:others?|of the others)(?:\s(?:fiscal\s)?(?:{_OTHERS}))?\b"
    r"(?=\W*$|[,.;:]|\s(?:in|of|over|during|since|ever|on record)\b)"
    r"(?:,?\s(?:in|of|over|during)\s(?:the\s)?(?:(?:last|past|previous)\s)?"
    rf"(?P<count>decade|(?:\d+|{'|'.join(SMALL)})(?=\s(?:years|decades)))(?P<unit>\syears|\sdecades)?"
    r"|\s(?:ever|on record)\b|\ssince\s(?:fiscal\s(?:year\s)?|FY\s?)?(?P<since>20\d\d))?",
    re.IGNORECASE,
)
_A_YEAR = Pattern(r"\b(?:per|a|each|in a(?: single)?|in one) (?:fiscal )?year\b", re.IGNORECASE)


def peaks(text: str) -> list[Compared]:
    """Peaks that a sentence ranks; `years` are those of the administration that it names, `since` the span's length.

    >>> (one,) = peaks("Obama deported more people per year at its peak than any other in the last decade.")
    >>> one.since, one.years
    (10, (2010, 2016))
    """
    peak = _PEAK.search(text)
    match = _THAN_ANY.search(text) if peak else None
    if peak is None or match is None:
        return []
    named = _named(text)
    if len(named) > 1:
        return []
    beside = [peak.span(), *(m.span() for m in _A_YEAR.finditer(text)), *(span for _, span in named)]
    years = (named[0][0].first, named[0][0].last) if named else (0, 0)
    kind = "peak since" if match["since"] else "peak"
    span = int(match["since"]) if match["since"] else _span(match["count"], match["unit"])
    return [Compared(kind, True, span, match[0], *match.span(), match.span("gap"), "year", years, also=tuple(beside))]


def _span(count: str | None, unit: str | None) -> int:
    """Years that a peak is ranked among; 0 where the words set no limit."""
    if count is None:
        return 0
    if count.lower() == "decade":
        return 10
    number = int(count) if count.isdecimal() else SMALL[count.lower()]
    return int(number * (10 if unit and "decade" in unit else 1))


@cache
def _words_of(era: Era) -> Pattern:
    return Pattern(rf"\b(?:(?:under|in|during) )?(?:(?:former )?president )?(?:{era.words})(?!\w)", re.IGNORECASE)


def _named(text: str) -> list[tuple[Era, tuple[int, int]]]:
    return [(era, match.span()) for era in eras() if (match := _words_of(era).search(text))]
