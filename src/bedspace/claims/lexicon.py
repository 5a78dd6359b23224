"""Which words name which concept: the dictionary of the grammar, read from ``lexicon.toml``.

An entry is a phrase in lower case. A star ends a stem (``arrest*``), capitals must match as they stand
(``ICE``), and hyphens in the text count as blanks.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from bedspace.claims.numbers import DASHES
from bedspace.claims.sentences import Word, words

SHADOWING = frozenset({"nothing", "selfdepart", "border_traffic", "share_verb"})


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A concept at word places `first` up to `last` (exclusive)."""

    concept: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    concept: str
    parts: tuple[str, ...]


class Lexicon:
    """Phrases by their first word, so that a text is read once whatever the number of concepts."""

    def __init__(self, entries: dict[str, list[str]]):
        self.concepts = frozenset(entries)
        self._exact: dict[str, list[_Phrase]] = {}
        self._stems: dict[str, list[_Phrase]] = {}
        for concept, phrases in entries.items():
            for phrase in phrases:
                self._add(_Phrase(concept, _parts(phrase)))
        self._starting = lru_cache(maxsize=50_000)(self._look_up)

    def _add(self, phrase: _Phrase) -> None:
        first = phrase.parts[0]
        if first.endswith("*"):
            self._stems.setdefault(first[:3], []).append(phrase)
        else:
            self._exact.setdefault(first.lower(), []).append(phrase)

    def _look_up(self, text: str) -> tuple[_Phrase, ...]:
        low = text.lower().replace("’", "'")
        low = low.removesuffix("'s")
        found = list(self._exact.get(low, ()))
        found += [phrase for phrase in self._stems.get(low[:3], ()) if _same(phrase.parts[0], text, low)]
        return tuple(phrase for phrase in found if _same(phrase.parts[0], text, low))

    def read(self, text: Sequence[Word]) -> list[Occurrence]:
        """All concepts named in a text; of nested phrases of one concept only the longest."""
        places = [place for place, word in enumerate(text) if word.low not in DASHES]
        found: list[Occurrence] = []
        for order in range(len(places)):
            best: dict[str, Occurrence] = {}
            for occurrence in self._at(text, places, order):
                known = best.get(occurrence.concept)
                if known is None or known.last < occurrence.last:
                    best[occurrence.concept] = occurrence
            found += best.values()
        return _unshadowed(found)

    def _at(self, text: Sequence[Word], places: list[int], order: int) -> Iterator[Occurrence]:
        for phrase in self._starting(text[places[order]].text):
            length = len(phrase.parts)
            stretch = places[order : order + length]
            if len(stretch) == length and all(
                _same(part, text[place].text, text[place].low)
                for part, place in zip(phrase.parts[1:], stretch[1:], strict=True)
            ):
                yield Occurrence(phrase.concept, places[order], stretch[-1] + 1)


def _parts(phrase: str) -> tuple[str, ...]:
    """Words of an entry, cut as the text is cut."""
    pieces = phrase.replace("-", " ").split()
    return tuple(part for piece in pieces for part in ([piece] if "*" in piece else [w.text for w in words(piece)]))


def _unshadowed(found: list[Occurrence]) -> list[Occurrence]:
    """Drop what lies inside a phrase of another meaning: "press release", "self-deported"."""
    shadows = [o for o in found if o.concept in SHADOWING]
    if not shadows:
        return found
    hidden = {place for shadow in shadows for place in range(shadow.first, shadow.last)}
    kept = SHADOWING | {"topic", "off_topic"}
    return [o for o in found if o.concept in kept or not hidden.issuperset(range(o.first, o.last))]


def _same(part: str, text: str, low: str) -> bool:
    if part.endswith("*"):
        return low.startswith(part[:-1])
    if part.lower() != part:
        return text.removesuffix("'s").removesuffix("’s") == part
    return low in {part, part + "'s"} or low.removesuffix("'s") == part


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon that is shipped."""
    text = files("bedspace.claims").joinpath("lexicon.toml").read_text(encoding="utf-8")
    return Lexicon(tomllib.loads(text))
