"""Whether a text is about the system at all, and whether a sentence can hold a number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from bedspace.claims.read.amounts import IDIOMS, SMALL
from bedspace.claims.read.lexicon import lexicon
from bedspace.claims.read.numbers import VAGUE
from bedspace.claims.read.ratios import FRACTIONS, MULTIPLES
from bedspace.claims.read.sentences import Sentence

_LOOKED_AT = 400
_LEAST = 2
_PLENTY = 25
_HINTS = {*SMALL, *FRACTIONS, *MULTIPLES, *VAGUE, *(w for phrase in IDIOMS for w in phrase)} - {"a", "of", "and"}
_NUMBERISH = re.compile(rf"\d|\b(?:{'|'.join(sorted(_HINTS))}|\w{{2,12}}fold)\b", re.IGNORECASE)


def may_hold_numbers(text: str) -> bool:
    """Cheap test before the grammar is tried."""
    return _NUMBERISH.search(text) is not None


def is_on_topic(found: Iterable[Sentence]) -> bool:
    """Whether the words of the system outweigh those of other subjects in the first few hundred sentences."""
    ours, others = 0, 0
    for sentence in islice(found, _LOOKED_AT):
        for occurrence in lexicon().read(sentence.words):
            ours += occurrence.concept == "topic"
            others += occurrence.concept == "off_topic"
        if ours >= _PLENTY and ours > 3 * others:
            return True
    return ours > others and (ours >= _LEAST or not others)
