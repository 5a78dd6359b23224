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


class Phrases:
    """Phrases that stand as whole words; only those are tried that begin as the word at a place does.

    Parameters
    ----------
    phrases : sequence of str
        Expressions; of two that match at a place the earlier is taken.
    """

    def __init__(self, phrases: Sequence[str]):
        openings = [(phrase, openings_of(phrase)) for phrase in phrases]
        self._by_letter = {
            letter: [phrase for phrase, opens in openings if not opens or letter in opens]
            for letter in {"", *(letter for _, opens in openings for letter in opens)}
        }
        self._of = cache(self._compiled)

    def _compiled(self, letter: str) -> re.Pattern[str]:
        """The phrases that may begin with a letter, as one expression."""
        return re.compile(rf"(?:{'|'.join(self._by_letter[letter])})(?!\w)", re.IGNORECASE)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Places of all phrases, from left to right, none overlapping."""
        found, reached = [], 0
        for start in _BEGINS.finditer(text):
            if (at := start.start()) < reached:
                continue
            letter = text[at].casefold()
            match = self._of(letter if letter in self._by_letter else "").match(text, at)
            if match:
                found.append(match.span())
                reached = match.end()
        return found


_BEGINS = re.compile(r"(?<![\w-])[^\s]")


def openings_of(phrase: str) -> frozenset[str]:
    """The letters with which a phrase can begin; none where that is not known.

    >>> sorted(openings_of("(?:joe |president )?biden|us"))
    ['b', 'j', 'p', 'u']
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
        opens, empty = frozenset({""}), False
        if kind in {"run", "escaped", "sign"}:
            opens = frozenset({text[kind == "escaped"].casefold()})
        elif kind in {"open", "look"}:
            opens, empty = _opens(pieces)
            pieces.pop()
            opens, empty = (opens, empty) if kind == "open" else (frozenset(), True)
        elif kind == "mark":
            opens, empty = frozenset(), True
        if pieces and pieces[-1][0] == "times":
            empty |= pieces.pop()[1][0] in "*?{"
        if skipped:
            found, skipped = found | opens, empty
    return found, skipped
