"""Comparators: "nearly", "more than", "up to", "or more", before or after an amount."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files

from bedspace.claims.read.amounts import low_at
from bedspace.claims.read.quantity import Quantity
from bedspace.claims.read.sentences import Word

_SKIPPED = {"just", "only", "a", "an", "total", "of", "average", "record", "additional", "another", "to", "about"}
_AFTER = {("or", "more"): "at_least", ("or", "fewer"): "up_to", ("or", "less"): "up_to", ("+",): "more_than"}
_AFTER |= {("or", "so"): "about", ("plus",): "more_than", ("-", "plus"): "more_than"}


_OPENS_AFTER = frozenset(phrase[0] for phrase in _AFTER)


@lru_cache(maxsize=1)
def _phrases() -> Mapping[tuple[str, ...], str]:
    table = tomllib.loads(files("bedspace.claims").joinpath("rules", "comparators.toml").read_text(encoding="utf-8"))
    return {tuple(text.split()): name for name, texts in table.items() for text in texts}


@lru_cache(maxsize=1)
def _ends() -> frozenset[str]:
    """The words that a phrase before an amount ends with."""
    return frozenset(phrase[-1] for phrase in _phrases())


def with_comparator(words: Sequence[Word], quantity: Quantity) -> Quantity:
    """Add the comparator that stands before or after the amount."""
    name, first = _comparator_before(words, quantity.core)
    for phrase, after in _AFTER.items() if low_at(words, quantity.last) in _OPENS_AFTER else ():
        stop = quantity.last + len(phrase)
        if tuple(word.low for word in words[quantity.last : stop]) == phrase:
            name, quantity = after, replace(quantity, last=stop)
    if quantity.low != quantity.high:
        name = "range"
    return replace(quantity, comparator=name or "exact", first=first)


def _comparator_before(words: Sequence[Word], core: int) -> tuple[str, int]:
    place, skipped = core, 0
    while True:
        for length in (4, 3, 2, 1) if low_at(words, place - 1) in _ends() else ():
            phrase = tuple(word.low for word in words[max(place - length, 0) : place])
            if len(phrase) == length and phrase in _phrases():
                return _phrases()[phrase], place - length
        if skipped == 3 or low_at(words, place - 1) not in _SKIPPED:
            return "", core
        place, skipped = place - 1, skipped + 1
