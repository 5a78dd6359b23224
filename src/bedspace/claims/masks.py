"""Numbers in text that measure nothing: dates, years, times, ages, laws, list numbers, addresses.

Each pattern names why its number is no claim. The name is shown beside the sentence, so nothing is
dropped without a reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
_MONTH += r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
_PLURAL = r"(?:people|beds|arrests|migrants|immigrants|detainees|agents|officers|flights|cases|removals|deportations)"

PATTERNS: dict[str, str] = {
    "address": r"https?://\S{1,500}|\bwww\.\S{1,500}|\b\w{1,40}@\w|\b\w{1,40}\.(?:jpe?g|png|html?|pdf|xlsx?)\b",
    "date": rf"\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?\b"
    rf"|\b{_MONTH}\s{{1,3}}\d{{1,2}}(?:st|nd|rd|th)?\b(?![,.]\d{{3}}|\s?(?:million|percent|%)|\s{_PLURAL})"
    rf"(?:\s?[-–—]\s?(?:{_MONTH}\s)?\d{{1,2}}\b(?!,\d))?(?:\s(?:to|and|through)\s\d{{1,2}}\b(?![,\d]|\s{_PLURAL}))?"
    r"(?:,?\s{1,3}\d{4}\b)?"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?:\s\d{{4}})?\b",
    "fiscal year": r"\b(?:FY|fiscal(?:\s+year)?s?)[\s-]*(?:20|’|')?\d{2,4}(?:\s?[-–/]\s?\d{2,4})?",
    "year": rf"(?<![\d$,.])(?:19[5-9]\d|20[0-4]\d)s?\b(?![,.]\d|\s?(?:%|percent|{_PLURAL}))(?:\s?[-–/]\s?(?:20)?\d{{2}}\b(?![,\d]))?",
    "time of day": r"\b\d{1,2}(?::\d{2}){1,2}\b|\b\d{1,2}\s?(?:[ap]\.m\.|[ap]m\b)|\b24/7\b|\b24-hour\b",
    "age": r"\b\d{1,3}-year-olds?\b|\baged?\s\d{1,3}\b(?!\s?(?:%|percent))|(?<=,\s)\d{2}(?=,\s(?:of|was|who|from|is)\b)"
    r"|\b(?:under|over|younger than|older than)\s(?:the age of\s)?(?:18|21|65|60|5|10|12|14)\b(?![,\d]|\s?(?:%|percent|[a-z]))",
    "law": r"\b\d{2,4}\s?\([a-z]\)(?:\(\d\))?|\b(?:Title|Section|Article|Chapter|Public Law|P\.L\.|H\.R\.|HR|Proclamation"
    r"|Amendment|Executive Order|Form|Rule|Bill|Part|Level|Tier|Code|No\.?|Number|Phase|Chapter|Proposition|Prop\.?)\s?"
    r"\d[\d.,-]*(?:\([a-z0-9]\))*|§+\s?\d[\d.]*|\b\d+\s(?:U\.S\.C\.?|C\.F\.R\.?|F\.\d?d|USC|CFR)\s?§?\s?\d*",
    "visa class": r"\b[HLFJTUOEKPS]-?\d[AB]?\b|\bI-\d{2,4}[A-Z]?\b",
    "name": r"\b(?:COVID|Covid|Fox|ABC|NBC|CBS|WABC|KVIA|Channel|Telemundo|Univision|Local|Route|Interstate|Highway|Hwy|Camp|Group|"
    r"Boeing|C|F|MS|Unit|Apartment|Suite|Room|Gate|Terminal|District|Terminal|Pier|Building|Dorm|Pod|Block|Ward|Precinct|Forbes|Fortune|G|Big|Catch|Project|Agenda|Schedule|Top|Week|Day|"
    r"Week|Game|Page|Figure|Table|Chart|Exhibit|Super Bowl|Apollo|Windows|iPhone|Area|Zone|Super)[\s-]?\d{1,4}\b(?!,\d|\s?(?:million|percent|%|beds))",
    "ordinal": r"\b\d+(?:st|nd|rd|th)\b",
    "list number": r"^\s{0,8}(?:\(?\d{1,2}[.)]\s|#\d+\b|\[\d{1,3}\])|\[\d{1,3}\]|(?<=\s)#\d+\b",
    "telephone": r"\b(?:1-)?\(?\d{3}\)?[-.\s]\d{3}-\d{4}\b|\b\d{3}-\d{4}\b(?=\s*(?:$|[,.;)]))",
    "score": r"\b\d{1,3}\s?[-–]\s?\d{1,3}\s(?:vote|ruling|decision|lead|win|loss|victory|rout|majority|split|margin)\b",
}
_ANY = re.compile("|".join(f"(?P<m{place}>{pattern})" for place, pattern in enumerate(PATTERNS.values())), re.MULTILINE)
_NAMES = tuple(PATTERNS)


@dataclass(frozen=True, slots=True)
class Mask:
    """A stretch whose numbers are no claims, with the reason."""

    start: int
    end: int
    reason: str


def masks(text: str, offset: int = 0) -> list[Mask]:
    """Masked stretches of a sentence that starts at `offset` of its document.

    >>> [(m.reason, m.start, m.end) for m in masks("On June 14, 2025, a 34-year-old")]
    [('date', 3, 16), ('age', 20, 31)]
    """
    return [
        Mask(match.start() + offset, match.end() + offset, _NAMES[int((match.lastgroup or "m0")[1:])])
        for match in _ANY.finditer(text)
    ]
