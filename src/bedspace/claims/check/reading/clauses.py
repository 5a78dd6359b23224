"""The clauses of a sentence that states two things, each of which can be read by itself."""

from __future__ import annotations

import re

from bedspace.claims.check.reading.named import subjects_in
from bedspace.claims.patterns import Pattern

_CUT = re.compile(
    r"\s*;\s+|\s[–—-]\s|,\s(?:and|but|while|whereas|though|although|yet)\s|\swhile\s|"
    r"\s(?:and|but)\s(?=(?:the\s)?(?:agency|it|(?-i:ICE)|officers|agents)\s)|"
    r"\sand\s(?=(?:about\s|some\s|nearly\s|almost\s|another\s|roughly\s)?\d[\d,.]*\s(?:more\s|others?\s)?(?:\w+\s)?"
    r"(?:were|was|had|have|are)\s)",
    re.IGNORECASE,
)
_LEANS = Pattern(
    r"\b(?:of (?:them|those|these|whom|which|the total)|them|those|these|the (?:rest|others?|remainder|remaining|"
    r"former|latter|same|difference|two|three)|both|each|such|likewise|too|so|all told|"
    r"together|combined|in all|respectively|who|whom|which|did|as many|as much|than)\b",
    re.IGNORECASE,
)
"""Words by which a clause leans on the one before it."""
_MORE = Pattern(r"(?<=\d)\smore(?=\s(?:were|was|had|have|are)\b)", re.IGNORECASE)
"""\"181,000 more were monitored\" sets them beside the others, and adds nothing to who they are."""


def clauses(text: str) -> list[str]:
    """The clauses, where each names its own subject and none leans on another; else nothing.

    >>> clauses("ICE held 300 people, and the average stay was 40 days.")
    ['ICE held 300 people', 'the average stay was 40 days.']
    >>> clauses("ICE held 300 people, and 40 of them had been convicted.")
    []
    """
    parts = [_MORE.sub("", part) for part in _CUT.split(text)]
    if len(parts) < 2 or any(_LEANS.search(part) for part in parts):
        return []
    return parts if all(subjects_in(part, True) or subjects_in(part, False) for part in parts) else []
