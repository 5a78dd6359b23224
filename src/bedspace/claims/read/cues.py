"""The words that speak for a fact, found in a sentence: the cue book of ``facts.toml``.

A phrase is written in lemmas. "=word" is that form alone, a word with a capital letter stands as written, "_" is a
gap of up to five words, "~" in front halves the weight; hyphens count as blanks. Names and set phrases hide the words
that they cover, and of phrases inside one another only the longest of a fact counts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from bedspace.claims.read.amounts import DASHES
from bedspace.claims.read.lemmas import lemmas
from bedspace.claims.read.sentences import Word, lowered, words

_GAP = 5
_STOPS = frozenset(",.;:()")
_HIDDEN = "hidden"
_OWNER = "'s"


class Cue(NamedTuple):
    """Words `first` up to `last` (exclusive) of a sentence that speak for a value of a fact."""

    fact: str
    value: str
    weight: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase of the book.

    `second` is the word that has to follow its first one, and `last` one that has to come later, where there is one.
    """

    fact: str
    value: str
    weight: float
    parts: tuple[str, ...]
    second: str
    last: str


Keys = tuple[str, ...]
_Following = Mapping[str, Sequence[tuple[int, _Phrase]]]


class CueBook:
    """All phrases by their first word, so that a text is read once, however many facts there are."""

    def __init__(self, facts: Mapping[str, Mapping[str, Sequence[str]]]):
        phrases = [_phrase(f, value, text) for f, rows in facts.items() for value, row in rows.items() for text in row]
        self._known = frozenset(part for phrase in phrases for part in phrase.parts)
        self._starting: dict[str, list[_Phrase]] = {}
        for phrase in phrases:
            self._starting.setdefault(phrase.parts[0], []).append(phrase)
        self.known = lru_cache(maxsize=50_000)(self._of_word)

    def _of_word(self, text: str) -> tuple[Keys, _Following]:
        """The ways in which phrases write a word, and the phrases that it begins by the word that has to follow."""
        ways = self._keys(text, lowered(text))
        found: dict[str, list[tuple[int, _Phrase]]] = {}
        for place, phrase in enumerate(phrase for way in ways for phrase in self._starting.get(way, ())):
            found.setdefault(phrase.second, []).append((place, phrase))
        return ways, found

    def _keys(self, text: str, low: str) -> Keys:
        """The ways in which phrases write a word: its form, its capitals, its lemmas."""
        plain = text.removesuffix("'s").removesuffix("’s")
        exact = f"={low}", f"={low.removesuffix(_OWNER)}"
        return tuple(sorted({*exact, plain, plain.removesuffix("s"), *lemmas(low, self._known)} & self._known))

    def read(self, sentence: Sequence[Word]) -> list[Cue]:
        """The cues of a sentence, in order; what a name or set phrase covers is left out."""
        places = [place for place, word in enumerate(sentence) if word.low not in DASHES]
        known = [self.known(sentence[place].text) for place in places]
        keys = [ways for ways, _ in known]
        present = set().union(*keys)
        found: list[Cue] = []
        for order, (_, phrases) in enumerate(known):
            if not phrases:
                continue
            following = keys[order + 1] if order + 1 < len(keys) else ()
            begun = list(phrases.get("", ()))
            for way in following:
                begun += phrases.get(way, ())
            for _, phrase in sorted(begun) if len(begun) > 1 else begun:
                if phrase.last and phrase.last not in present:
                    continue
                if end := _end(phrase.parts, keys, order, sentence, places):
                    found.append(_cue(phrase, places[order], places[end - 1] + 1))
        return _longest(_shown(list(dict.fromkeys(found))))


def _phrase(fact: str, value: str, text: str) -> _Phrase:
    bare = text.removeprefix("~")
    parts = tuple(part for piece in bare.replace("-", " ").split() for part in _parts(piece))
    second = parts[1] if len(parts) > 1 and parts[1] != "_" else ""
    last = parts[-1] if len(parts) > 1 else ""
    return _Phrase(fact, value, 0.5 if text != bare else 1.0, parts, second, last)


def _parts(piece: str) -> list[str]:
    """A piece of a phrase, cut as the text is cut: "D.C." is one word, "/day" two."""
    if piece == "_" or piece.startswith("="):
        return [piece]
    return [word.text for word in words(piece)]


def _cue(phrase: _Phrase, first: int, last: int) -> Cue:
    return Cue(phrase.fact, phrase.value, phrase.weight, first, last)


def _end(
    parts: Sequence[str], keys: Sequence[Keys], order: int, sentence: Sequence[Word], places: Sequence[int]
) -> int:
    """Place behind the last word of a phrase that starts here; 0 where it does not."""
    at = order + 1
    if len(parts) == 1:
        return at
    gap = False
    for part in parts[1:]:
        if part == "_":
            gap = True
            continue
        reach = min(at + (_GAP if gap else 0), len(keys) - 1)
        while at <= reach and part not in keys[at]:
            if sentence[places[at]].low in _STOPS:
                return 0
            at += 1
        if at > reach:
            return 0
        at, gap = at + 1, False
    return at


def _shown(found: Sequence[Cue]) -> list[Cue]:
    covered = {place for cue in found if cue.fact == _HIDDEN for place in range(cue.first, cue.last)}
    if not covered:
        return list(found)
    return [cue for cue in found if cue.fact == "topic" or not covered.issuperset(range(cue.first, cue.last))]


def _longest(found: Sequence[Cue]) -> list[Cue]:
    """Of cues for one fact only those that lie in no longer one."""
    if len(found) < 2:
        return [cue for cue in found if cue.fact != _HIDDEN]
    covering: dict[tuple[tuple[str, bool], int], int] = {}
    groups = [_group(cue) for cue in found]
    for cue, group in zip(found, groups, strict=True):
        length = cue.last - cue.first
        for place in range(cue.first, cue.last):
            if covering.get((group, place), 0) < length:
                covering[group, place] = length
    pairs = zip(found, groups, strict=True)
    return [cue for cue, group in pairs if cue.fact != _HIDDEN and _is_longest(cue, group, covering)]


def _is_longest(cue: Cue, group: tuple[str, bool], covering: Mapping[tuple[tuple[str, bool], int], int]) -> bool:
    """Whether no longer cue of its group covers it in all its places."""
    length = cue.last - cue.first
    if length == 1:
        return covering[group, cue.first] == 1
    return any(covering[group, place] == length for place in range(cue.first, cue.last))


def _group(cue: Cue) -> tuple[str, bool]:
    """What no count is read from hides nothing of what is counted."""
    return cue.fact, cue.value in contexts()


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    return tomllib.loads(files("bedspace.claims").joinpath("rules", "facts.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def cue_book() -> CueBook:
    """The cue book that is shipped."""
    table = _table()
    facts = {fact: rows for fact, rows in table.items() if fact != "kinds"}
    return CueBook(facts | {"person": {"person": table["kinds"]["person"]}})


@lru_cache(maxsize=1)
def things() -> frozenset[str]:
    """Processes that are things that are counted."""
    return frozenset(_table()["kinds"]["things"])


@lru_cache(maxsize=1)
def contexts() -> frozenset[str]:
    """Processes that no count is read from alone."""
    return frozenset(_table()["kinds"]["contexts"])
