"""Words that no list reads, by whether they can narrow what is counted.

A name, a noun behind "in", "of" or "who", and a word right before the thing that is counted can mean a part of it: "in
Texas", "of Venezuelans", "women held". What stands elsewhere - a verb of tone, an idiom - says how it is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bedspace.claims.check.reading.words import AGENCIES, lists
from bedspace.claims.patterns import Pattern

_BEHIND = Pattern(
    r"\b(?:in|of|from|at|near|for|with|without|by|to|into|under|outside|across|among|between|on|who|whom|whose|that|"
    r"which|where|only|except|excluding|including|no|not|other|any|than)\s(?:(?:the|a|an|its|their|his|any|all|such|"
    r"were|was|are|is|had|have|has|been)\s)*(?:[\w'’-]+\s)?$",
    re.IGNORECASE,
)
_REMAINDER = frozenset({"rest", "remainder", "balance"})
_PEOPLE = Pattern(
    r"\s(?:[\w-]+\s)?(?:people|persons|individuals|immigrants|migrants|detainees|noncitizens|aliens|arrests|removals|"
    r"deportations|deportees|book-?ins|bookings|encounters|apprehensions|detention|custody|releases|paroles?|stays?|"
    r"facilit(?:y|ies)|cent(?:er|re)s?|jails?)\b",
    re.IGNORECASE,
)
_AUXILIARY = Pattern(
    r"\b(?:have|has|had|were|was|are|is|been|being|be|got|gets?)\s(?:\w+ly\s|also\s|since\s)?$", re.IGNORECASE
)
_RELATIVE = Pattern(
    r"\b(?:who|whom|whose|later|then|afterwards|eventually|while|after|before|when)\b[^,;:.]*$", re.IGNORECASE
)
_AFTER_A_NUMBER = Pattern(r"\d\s(?:[\w-]+\s)?$")


def narrowing(text: str, unread: Sequence[tuple[str, int, int]]) -> list[str]:
    """Those of the words that can narrow what is counted; after a comma one may, so it is kept.

    >>> narrowing("ICE held 65,000 people in Texas, shamefully so", [("Texas", 26, 31), ("shamefully", 33, 43)])
    ['Texas', 'shamefully']
    """
    return [word for word, start, end in unread if _narrows(text, word, start, end)]


def _narrows(text: str, word: str, start: int, end: int) -> bool:
    before, after = text[:start], text[end:]
    is_name = word[0].isupper() and bool(before.strip(" \"'“‘")) and not before.rstrip().endswith((".", "!", "?", ":"))
    counts = bool(_PEOPLE.match(after)) or any(lists().agency[name].match(after.lstrip()) for name in AGENCIES)
    if word.lower() in _REMAINDER:
        return False
    if re.match(r"\s\d", after):
        return True
    manner = word.lower().endswith("ly") or bool(lists().stems.search(word.replace("-", " ")))
    return (
        manner
        or bool(_RELATIVE.search(before) or _AUXILIARY.search(before))
        or (
            is_name
            or word.isdecimal()
            or counts
            or bool(_AFTER_A_NUMBER.search(before))
            or bool(_BEHIND.search(before))
        )
    )
