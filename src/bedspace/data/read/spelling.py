"""Words spelled one letter off: a letter missing, added, exchanged with its neighbour, or another in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_SHORTEST = 5  # shorter words are too near to one another: ICE, CBP, FRC, FSC


def one_letter_off(text: str, known: str) -> bool:
    """Whether a text is a known one but for a letter; figures must be the same.

    >>> one_letter_off("convicted crimnal", "convicted criminal"), one_letter_off("paroled", "bonded out")
    (True, False)
    """
    if abs(len(text) - len(known)) > 1 or re.sub(r"\D", "", text) != re.sub(r"\D", "", known):
        return False
    start = next((n for n, (one, other) in enumerate(zip(text, known, strict=False)) if one != other), None)
    if start is None:
        return len(text) != len(known)
    one, other = text[start:], known[start:]
    missing, added, another = one == other[1:], one[1:] == other, one[1:] == other[1:]
    return missing or added or another or one[1::-1] + one[2:] == other


@lru_cache(maxsize=4096)
def nearest(text: str, known: frozenset[str]) -> str:
    """The one known text that a text misses by a letter; empty if there is none, or more than one."""
    near = [each for each in known if len(each) >= _SHORTEST and one_letter_off(text, each)]
    return near[0] if len(near) == 1 else ""


@lru_cache(maxsize=4096)
def mended(text: str, words: frozenset[str]) -> str:
    """A text with the words that miss a known one by a letter put right.

    >>> mended("ice averge daily population", frozenset({"average", "daily", "population"}))
    'ice average daily population'
    """
    return re.sub(r"[a-z]{4,}", lambda word: _mended_word(word[0], words), text)


def _mended_word(word: str, words: frozenset[str]) -> str:
    return word if word in words else nearest(word, words) or word


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The longer words of some texts."""
    return frozenset(word for text in texts for word in re.findall(rf"[a-z]{{{_SHORTEST},}}", text))
