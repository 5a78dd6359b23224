"""Which words name which concept: the dictionary of the grammar, read from ``lexicon.toml``.

An entry is a phrase in lower case. A star ends a stem (``arrest*``), capitals must match as they stand
(``ICE``), and hyphens in the text count as blanks.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from bedspace.claims.read.amounts import DASHES
from bedspace.claims.read.sentences import Word, words

SHADOWING = frozenset({"nothing", "selfdepart", "border_traffic", "share_verb", "full_share"})


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A concept at word places `first` up to `last` (exclusive)."""

    concept: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Part:
    """One word of a phrase: a stem, a word whose capitals count, or any other word."""

    text: str
    is_stem: bool
    is_cased: bool

    def fits(self, text: str, low: str) -> bool:
        """Whether a word of the text, as it stands and in lower case, is this one."""
        if self.is_stem:
            return low.startswith(self.text)
        return (text if self.is_cased else low) == self.text


@dataclass(frozen=True, slots=True)
class _Phrase:
    concept: str
    first: _Part
    rest: tuple[_Part, ...]


@dataclass(frozen=True, slots=True)
class _Starting:
    others: list[_Phrase]
    by_second: dict[str, list[_Phrase]]


class Lexicon:
    """Phrases by their first word, so that a text is read once whatever the number of concepts."""

    def __init__(self, entries: dict[str, list[str]]):
        self.concepts = frozenset(entries)
        self._exact: dict[str, list[_Phrase]] = {}
        self._stems: dict[str, list[_Phrase]] = {}
        for concept, phrases in entries.items():
            for phrase in phrases:
                first, *rest = (_part(piece) for piece in _pieces(phrase))
                self._add(_Phrase(concept, first, tuple(rest)))
        self._starting = lru_cache(maxsize=50_000)(self._look_up)

    def _add(self, phrase: _Phrase) -> None:
        if phrase.first.is_stem:
            self._stems.setdefault(phrase.first.text[:3], []).append(phrase)
        else:
            self._exact.setdefault(phrase.first.text.lower(), []).append(phrase)

    def _look_up(self, text: str, low: str) -> _Starting:
        """Phrases that start with a word, those of two words and more by their second one."""
        found = (*self._exact.get(low, ()), *self._stems.get(low[:3], ()))
        starting = _Starting([], {})
        for phrase in found:
            if phrase.first.fits(text, low):
                plain = phrase.rest and not (phrase.rest[0].is_stem or phrase.rest[0].is_cased)
                group = starting.by_second.setdefault(phrase.rest[0].text, []) if plain else starting.others
                group.append(phrase)
        return starting

    def read(self, text: Sequence[Word]) -> list[Occurrence]:
        """All concepts named in a text; of nested phrases of one concept only the longest."""
        places = [place for place, word in enumerate(text) if word.low not in DASHES]
        forms = [_form(text[place].text, text[place].low) for place in places]
        found: list[Occurrence] = []
        for order, form in enumerate(forms):
            starting = self._starting(*form)
            if not starting.others and not starting.by_second:
                continue
            best: dict[str, int] = {}
            second = forms[order + 1][1] if order + 1 < len(forms) else ""
            for phrase in (*starting.others, *starting.by_second.get(second, ())):
                length = 1 + len(phrase.rest)
                if length > best.get(phrase.concept, 0) and _follows(phrase.rest, forms, order + 1):
                    best[phrase.concept] = length
            found += [Occurrence(concept, places[order], places[order + n - 1] + 1) for concept, n in best.items()]
        return _unshadowed(found)


def _follows(rest: Sequence[_Part], forms: Sequence[tuple[str, str]], start: int) -> bool:
    if start + len(rest) > len(forms):
        return False
    return all(part.fits(*forms[start + step]) for step, part in enumerate(rest))


@lru_cache(maxsize=50_000)
def _form(text: str, low: str) -> tuple[str, str]:
    return _base(text), _base(low)


def _base(word: str) -> str:
    """A word without the ending of possession."""
    return word.removesuffix("'s").removesuffix("’s")


def _part(piece: str) -> _Part:
    return _Part(piece.removesuffix("*"), piece.endswith("*"), piece.lower() != piece)


def _pieces(phrase: str) -> list[str]:
    """Words of an entry, cut as the text is cut."""
    pieces = phrase.replace("-", " ").split()
    return [_base(part) for piece in pieces for part in ([piece] if "*" in piece else [w.text for w in words(piece)])]


def _unshadowed(found: list[Occurrence]) -> list[Occurrence]:
    """Drop what lies inside a phrase of another meaning: "press release", "self-deported"."""
    shadows = [o for o in found if o.concept in SHADOWING]
    if not shadows:
        return found
    hidden = {place for shadow in shadows for place in range(shadow.first, shadow.last)}
    kept = SHADOWING | {"topic", "off_topic"}
    return [o for o in found if o.concept in kept or not hidden.issuperset(range(o.first, o.last))]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon that is shipped."""
    text = files("bedspace.claims").joinpath("rules", "lexicon.toml").read_text(encoding="utf-8")
    return Lexicon(tomllib.loads(text))
