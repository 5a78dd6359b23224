"""Asides of a sentence: who said it, and comments that hold no number and no subject. They are in no test."""

from __future__ import annotations

import re
from functools import cache

from bedspace.claims.check.reading.comments import RANKED, speaks, without_comments
from bedspace.claims.check.reading.comparing import direction_spans
from bedspace.claims.check.reading.senses import SUM
from bedspace.claims.check.reading.words import blank, lists, spans
from bedspace.claims.patterns import Pattern
from bedspace.claims.read.topic import may_hold_numbers

_ASIDE = Pattern(
    r"(?P<lead>^|,\s|\s[–—-]\s|\s(?=(?:despite|amid)\s))(?:as|because|although|though|even (?:as|though|if)|so(?! far)|"
    r"whereas|amid|according to|despite|in line with|which|critics|supporters|experts|"
    r"analysts|an? \w+ that)\b[^,;:–—]*(?=,|;|\.|$|\s[–—-]\s)",
    re.IGNORECASE,
)


_NAME = r"(?:[\w'’.-]+\s)"
_SPEAKS = (
    r"(?:said|says?|shows?|reports?|reported|writes|wrote|told(?:\s[\w'’.-]+){1,5}?|announced|noted|found|"
    r"claims?|claimed|"
    r"indicates?|boasted|declared|testified|warned|complained|argued|insisted|acknowledged|admitted|estimated|added)"
)
_SAYS = Pattern(
    rf"(?P<lead>,\s)(?:{_NAME}{{1,6}}{_SPEAKS}(?:\s(?:[^,.;]|(?<=\s[A-Z][a-z][a-z])\.(?=\s\d)){{0,40}})?|(?:said|says|say)\s[^,.;]{{1,60}})(?=,|\.|;|$)",
    re.IGNORECASE,
)


_OPENING_SAYS = Pattern(rf"^(?:[\w'’.,-]+\s){{1,9}}?{_SPEAKS}\s(?:on \w+ |in \w+ )?that\s", re.IGNORECASE)


_THERE = Pattern(
    r"\bthere\b(?!\s(?:were|was|are|is|have|has|had)\b)|"
    r"\b(?:the|that|this) (?:state|city|county|town|region|jail|site)\b",
    re.IGNORECASE,
)
"""Words that lean on a place named where somebody speaks."""


def without_asides(text: str) -> str:
    """The sentence with asides blanked that hold no number and no subject: who said it, and comments on it."""
    kept = without_comments(_without_names_of_sources(text))
    if dateline := _DATELINE.match(kept):
        kept = blank(kept, [dateline.span()])
    if puts := _PUTS.match(kept):
        kept = blank(kept, [(max(puts.start("source"), 0), puts.end())])
    lead = _LEAD.match(kept)
    if lead and not (re.search(r"\d", lead[0]) or speaks(lead[0]) or _DOUBTS.search(lead[0]) or RANKED.search(lead[0])):
        kept = blank(kept, [lead.span()])
    kept = blank(kept, spans(_contrast(), kept))
    for pattern in (_ASIDE, _SAYS):
        for match in pattern.finditer(kept):
            inside = match[0]
            concludes = re.match(r"[,\s]*(?:so|which)\b", inside, re.IGNORECASE) and direction_spans(inside)
            if (
                concludes
                or (may_hold_numbers(inside) if pattern is _ASIDE else re.search(r"\d", inside))
                or speaks(inside)
                or SUM.search(inside.replace("which is", ""))
                or RANKED.search(inside)
            ):
                continue
            kept = blank(kept, [(match.end("lead"), match.end())])
    if (
        (opening := _OPENING_SAYS.match(kept))
        and not re.search(r"\d", opening[0])
        and not lists().agency["DHS"].search(opening[0])
        and not _THERE.search(kept[opening.end() :])
    ):
        kept = blank(kept, [opening.span()])
    return kept


_DATELINE = re.compile(r"^[A-Z][A-Z .,]{2,30}(?:, [A-Z][a-z]+\.?)?\s*(?:\([A-Z]\w*\)\s*)?[–—-]{1,2}\s(?=[A-Z])")
"""The place that opens a report: "WASHINGTON (Wire) - "."""
_PUTS = Pattern(
    r"^(?:(?:(?-i:ICE)['’]s|the agency['’]s)(?P<source>)|(?:official|government|new))\s(?:[\w-]+\s){0,2}"
    r"(?:reports?|statistics|figures|data|spreadsheets?|releases?)\sputs?\s(?=the\b)",
    re.IGNORECASE,
)
"""What names only the source: "ICE's year-end report put the"."""
_LEAD = Pattern(r"^[^:.;]{3,90}?:\s(?=\w)")
"""A lead that only comments: "ICE is turning cases around faster: the average stay is ..."."""
_DOUBTS = Pattern(
    r"\b(?:not|no|never|false|wrong|myth|claim\w*|if|would|could|expect\w*|plan\w*|predict\w*|goal|target)\b|n['’]t\b",
    re.IGNORECASE,
)


@cache
def _contrast() -> Pattern:
    """ "By ICE, and not by border officers": the other agency is only set apart."""
    others = "|".join(lists().agency[name].pattern for name in ("CBP", "ICE"))
    return Pattern(
        rf"(?:,\s)?(?:\band\s|\brather than\s|,\s)?(?:\bnot\s|\brather than\s)(?:(?:\w+\s){{0,3}}by\s|from\s)?"
        rf"(?:the\s)?(?:{others})(?:\sitself)?,?",
        re.IGNORECASE,
    )


_SOURCE = Pattern(
    r"\b(?:detention|enforcement|removal|deportation|custody)(?= (?:statistics|data|spreadsheets?|records|"
    r"tables?|reports?|dashboard|releases?)\b)",
    re.IGNORECASE,
)


def _without_names_of_sources(text: str) -> str:
    """ "ICE's detention statistics" name no subject where the sentence has one of its own."""
    hidden = _SOURCE.sub(lambda match: " " * len(match[0]), text)
    return hidden if any(subject.named_in(hidden) for subject in lists().subjects) else text
