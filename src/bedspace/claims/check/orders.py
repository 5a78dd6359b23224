"""Who is said to have set a quota of arrests, and as what: an aim, a quota, or a minimum.

Reports of one order differ in who gave it and in how binding it is; a number says neither.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bedspace.claims.read.names import officials
from bedspace.claims.read.sentences import sentences

_GAVE = r"(?:told|instructed|ordered|directed|asked|informed)"
_SPEAKS = re.compile(
    rf"\bquotas?\b|\b(?:goals?|targets?)\b.{{0,60}}\barrests?\b|\b{_GAVE}\b.{{0,80}}\barrests?\b", re.IGNORECASE
)
_PASSIVE = re.compile(rf"\b(?:have|has|had|were|was|are)\s(?:\w+ly\s)?(?:been\s)?(?:\w+ly\s)?{_GAVE}\b")
_ACTIVE = re.compile(rf"(?P<who>[A-Z][\w.]+(?:\s[A-Z][\w.]+)*)\s(?:has\s|had\s)?{_GAVE}\b")
_OWNED = re.compile(
    r"\b(?P<who>administration|White House|president|department|agency|headquarters)(?:['’]s)?\s(?:\w+\s){0,2}"
    r"(?:goals?|targets?|quotas?)\b"
)
_MINIMUM = re.compile(r"\bfloor\b|\bminimum\b|\bat least\b|\bno (?:fewer|less) than\b")
_BINDING: Mapping[str, re.Pattern[str]] = {
    "an aim": re.compile(r"\bgoals?\b|\baim(?:s|ed|ing)?\b|\btargets?\b"),
    "a quota": re.compile(r"\bquotas?\b"),
}


@dataclass(frozen=True)
class Order:
    """What a text says of an arrest quota: who set it, and how binding it is."""

    givers: frozenset[str]
    binding: frozenset[str]


def order_in(text: str) -> Order:
    """Givers and binding force of the arrest quota that a text speaks of; empty where it speaks of none.

    >>> order_in("Tom Homan told agents to aim for 900 arrests a day.")
    Order(givers=frozenset({'Tom Homan'}), binding=frozenset({'an aim'}))
    """
    spoken = [sentence.text for sentence in sentences(text) if _SPEAKS.search(sentence.text)]
    givers = {giver for sentence in spoken if (giver := _giver(sentence))}
    if any(map(_MINIMUM.search, spoken)):
        return Order(frozenset(givers), frozenset({"a minimum"}))
    binding = {name for sentence in spoken for name, pattern in _BINDING.items() if pattern.search(sentence)}
    return Order(frozenset(givers), frozenset(binding))


def _giver(sentence: str) -> str:
    """Who gives the order in a sentence; persons who hold no office are not named."""
    if active := _ACTIVE.search(sentence):
        known = officials().found(active["who"])
        if known:
            return known[0].name
    if owned := _OWNED.search(sentence):
        return f"the {owned['who']}"
    if _PASSIVE.search(sentence):
        return "nobody named"
    return "somebody else" if active else ""
