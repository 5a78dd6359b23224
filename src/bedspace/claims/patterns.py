"""Regular expressions that cost little where they do not match.

Every match of most of them holds one of a few words: "booked" or "intake". These are read from the expression itself.
A text without any of them is not searched, and an expression that no text needs is never compiled.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property

_ODD = "ıİſK"
"""Letters that are taken for "i", "s" and "k" where case does not count, and are not so in lower case."""
_MOST = 200
_PIECE = re.compile(
    r"(?P<run>[A-Za-z0-9 ,'%&-]+(?![?*+{]))|(?P<mark>\\[bBAZ]|[\^$]|\(\?[a-z]+\))"
    r"|(?P<kind>\\[A-Za-z0-9]|\.|\(\?P=\w+\))|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])"
    r"|(?P<look>\(\?<?[=!])|(?P<open>\(\?(?:P<\w+>|[a-z]*(?:-[a-z]+)?:)|\((?!\?))|(?P<close>\))|(?P<or>\|)"
    r"|(?P<times>(?:[*+?]|\{\d*,?\d*\})[+?]?)|\\(?P<escaped>.)|(?P<sign>.)",
    re.DOTALL,
)
Words = frozenset[str]


class Pattern:
    """A regular expression, compiled where a text first holds a word of it.

    Parameters
    ----------
    source : str
    flags : RegexFlag
    """

    def __init__(self, source: str, flags: re.RegexFlag = re.NOFLAG):
        self.pattern = source
        self.flags = flags

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """Words of which each match holds one; none where that is not known."""
        return tuple(sorted(words_in(self.pattern)))

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression itself."""
        return re.compile(self.pattern, self.flags)

    def may_be_in(self, text: str) -> bool:
        """Whether a text holds a word of it; False only where nothing in it can match."""
        if not self.needed:
            return True
        low = text.lower()
        for word in self.needed:  # a loop is several times faster than any() here
            if word in low:
                return True
        return not text.isascii() and any(letter in text for letter in _ODD)

    def search(self, text: str) -> re.Match[str] | None:
        """The first match."""
        return self.compiled.search(text) if self.may_be_in(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches."""
        return self.compiled.finditer(text) if self.may_be_in(text) else iter(())

    def match(self, text: str, at: int = 0) -> re.Match[str] | None:
        """A match at a place."""
        return self.compiled.match(text, at) if self.may_be_in(text) else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """A match of the whole."""
        return self.compiled.fullmatch(text) if self.may_be_in(text) else None

    def sub(self, instead: str | Callable[[re.Match[str]], str], text: str) -> str:
        """The text with other words for each match."""
        return self.compiled.sub(instead, text) if self.may_be_in(text) else text


def words_in(source: str) -> Words:
    """Words in lower case of which each match of an expression holds one; none where that is not known.

    >>> sorted(words_in(r"\\bbook(?:ed)?[- ]?ins?\\b|\\badmi(?:tted|ssions?)\\b"))
    ['admi', 'book']
    """
    pieces = [(match.lastgroup or "", match[0]) for match in _PIECE.finditer(source)]
    found = _either(pieces[::-1])
    return found if len(found) <= _MOST else frozenset()


_Pieces = list[tuple[str, str]]


def _either(pieces: _Pieces) -> Words:
    """Alternatives: a word of each, and none where one of them has none."""
    branches = [_in_turn(pieces)]
    while pieces and pieces[-1][0] == "or":
        pieces.pop()
        branches.append(_in_turn(pieces))
    return frozenset().union(*branches) if all(branches) else frozenset()


def _in_turn(pieces: _Pieces) -> Words:
    """Pieces one after another: the words of the one that tells most."""
    best: Words = frozenset()
    while pieces and pieces[-1][0] not in {"or", "close"}:
        kind, text = pieces.pop()
        words: Words = frozenset()
        if kind in {"run", "escaped", "sign"} and text.isascii():
            words = frozenset({text[kind == "escaped" :].lower()})
        elif kind in {"open", "look"}:
            inside = _either(pieces)
            pieces.pop()
            words = inside if kind == "open" else words
        if pieces and pieces[-1][0] == "times" and pieces.pop()[1][0] in "*?{":
            continue
        best = max(best, words, key=_tells)
    return best


def _tells(words: Words) -> tuple[int, int]:
    """How much a choice of words tells: the longer its shortest word and the fewer they are, the more."""
    return (min(map(len, words)), -len(words)) if words else (0, 0)


_REST = "\x80"
"""Stands for every letter outside ASCII."""
_ASCII = "".join(map(chr, range(128)))
_CLASSES = frozenset({r"\d", r"\D", r"\w", r"\W", r"\s", r"\S", "."})


class Alternatives:
    """Expressions of which the first that matches at a place is taken, as in one expression of them all.

    Only those are tried that can begin with the letter at a place.

    Parameters
    ----------
    sources : sequence of str
        Expressions without groups of their own.
    begins : str
        Expression of the places where one can begin.
    after : str
        What has to follow each.
    flags : RegexFlag
    """

    def __init__(self, sources: Sequence[str], begins: str, after: str = "", flags: re.RegexFlag = re.NOFLAG):
        self._sources, self._after, self._flags = sources, after, flags
        self._begins = re.compile(begins, flags)
        self._openings = [openings_of(source) for source in sources]
        self._by_letter = cache(self._of_letter)
        self._of = cache(self._compiled)

    def _of_letter(self, letter: str) -> re.Pattern[str] | None:
        """The expressions that may begin with a letter, as one; None where there are none."""
        alike = {letter} if letter.isascii() else {_REST}
        if self._flags & re.IGNORECASE:
            alike |= {letter.casefold(), letter.casefold().upper()}
        found = tuple(place for place, opens in enumerate(self._openings) if not opens or alike & opens)
        return self._of(found) if found else None

    def _compiled(self, places: tuple[int, ...]) -> re.Pattern[str]:
        named = "|".join(f"(?P<m{place}>{self._sources[place]})" for place in places)
        return re.compile(f"(?:{named}){self._after}", self._flags)

    def finditer(self, text: str) -> Iterator[tuple[int, re.Match[str]]]:
        """All matches from left to right, none overlapping, each with the place of its expression."""
        reached = 0
        for begin in self._begins.finditer(text):
            if (at := begin.start()) < reached or at == len(text):
                continue
            pattern = self._by_letter(text[at])
            if pattern and (match := pattern.match(text, at)):
                yield int((match.lastgroup or "m0")[1:]), match
                reached = match.end()


class Phrases(Alternatives):
    """Phrases that stand as whole words.

    Parameters
    ----------
    phrases : sequence of str
        Expressions; of two that match at a place the earlier is taken.
    """

    def __init__(self, phrases: Sequence[str]):
        super().__init__(phrases, r"(?<![\w-])[^\s]", r"(?!\w)", re.IGNORECASE)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Places of all phrases, from left to right, none overlapping."""
        return [match.span() for _, match in self.finditer(text)]


def openings_of(phrase: str) -> frozenset[str]:
    """The letters with which a phrase can begin; none where that is not known.

    >>> sorted(openings_of("(?:Joe |president )?biden|us"))
    ['J', 'b', 'p', 'u']
    """
    pieces = [(match.lastgroup or "", match[0]) for match in _PIECE.finditer(phrase)]
    found, skipped = _opens(pieces[::-1])
    return frozenset() if skipped or "" in found else found


def _opens(pieces: _Pieces) -> tuple[Words, bool]:
    """First letters of alternatives, "" for one that is not known, and whether all of it can be left out."""
    found, skipped = _opens_in_turn(pieces)
    while pieces and pieces[-1][0] == "or":
        pieces.pop()
        more, empty = _opens_in_turn(pieces)
        found, skipped = found | more, skipped or empty
    return found, skipped


def _opens_in_turn(pieces: _Pieces) -> tuple[Words, bool]:
    found: Words = frozenset()
    skipped = True
    while pieces and pieces[-1][0] not in {"or", "close"}:
        kind, text = pieces.pop()
        opens, empty = _first(kind, text), kind in {"mark", "look"}
        if kind in {"open", "look"}:
            inside = _opens(pieces)
            pieces.pop()
            opens, empty = inside if kind == "open" else (opens, empty)
        if pieces and pieces[-1][0] == "times":
            empty |= pieces.pop()[1].startswith(("*", "?", "{0", "{,"))
        if skipped:
            found, skipped = found | opens, empty
    return found, skipped


@cache
def _first(kind: str, text: str) -> Words:
    """The letters with which a piece can begin, "" for one that is not known."""
    if kind in {"mark", "look"}:
        return frozenset()
    if kind in {"run", "escaped", "sign"}:
        letter = text[kind == "escaped"]
        return frozenset({letter if letter.isascii() else _REST})
    if kind == "set" or text in _CLASSES:
        return frozenset({_REST, *re.findall(text, _ASCII, re.DOTALL)})
    return frozenset({""})
