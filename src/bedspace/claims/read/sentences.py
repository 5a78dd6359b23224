"""Text cut into sentences and words, in one pass and with offsets.

A newline always ends a sentence. Very long stretches without an end are cut at a blank, so that every
later step works on pieces of bounded length and the whole stays linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

LONGEST = 1500
_END = re.compile(r"(?<![.!?])[.!?]++[\"”’)\]]*+(?=\s|$)")
_OPENING = re.compile(r"\s*(?:[\"“‘(\[]?[A-Z0-9•\-–$]|$)")
_DIGITS = re.compile(r"\s*[#\d]|\s+[a-z]")
_WORD = re.compile(
    r"287\(g\)|\d{1,3}(?:,\d{3})+(?!\d|,\d{3})(?:\.\d+)?|\d++(?:\.\d+|[½¼¾])?|(?:[A-Za-z]\.){2,}|[^\W\d_]++(?:[’'][^\W\d_]++)?|\S"
)


def word_set(text: str) -> frozenset[str]:
    """The words of a text as a set: how word lists are written in this room."""
    return frozenset(text.split())


_ABBREVIATIONS = word_set(
    "u.s. mr. mrs. ms. dr. gov. rep. sen. jan. feb. mar. apr. aug. sept. sep. oct. nov. dec. no. st. l.a. "
    "d.c. a.m. p.m. vs. inc. co. gen. lt. sgt. col. fla. tex. calif. ariz. ill. mass. n.h. approx. est. "
    "mt. ft. avg. dkt. ex. exh. pp. p. para. cf. dept. vol. fig. ct. hon. rev. esp. incl. ca. ave. u.n. ph.d. "
    "u.s.c. c.f.r. p.l. supp. cir."
)


class Word(NamedTuple):
    """One word, number or sign with its place in the text."""

    text: str
    low: str
    start: int
    end: int

    @property
    def is_digits(self) -> bool:
        """Whether it is a number written in digits."""
        return self.text[0].isdecimal() and self.text[-1] != ")"


@dataclass(frozen=True)
class Sentence:
    """A stretch of text; `start` and `end` are offsets into the whole document."""

    index: int
    text: str
    start: int
    end: int

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words in order."""
        return tuple(words(self.text, self.start))


def words(text: str, offset: int = 0) -> Iterator[Word]:
    """Words of a text, its first character standing at `offset`.

    >>> [word.text for word in words("U.S. agents held 1,200-1,400 people.")]
    ['U.S.', 'agents', 'held', '1,200', '-', '1,400', 'people', '.']
    """
    make, low = tuple.__new__, str.lower if text.isascii() else lowered  # half the time of calling Word
    for match in _WORD.finditer(text):
        found = match[0]
        yield make(Word, (found, low(found), match.start() + offset, match.end() + offset))


def lowered(word: str) -> str:
    """A word as it is looked up: in lower case, with a straight apostrophe."""
    return word.lower().replace("’", "'")


def sentences(text: str) -> Iterator[Sentence]:
    """Sentences of a text, in order, without the blanks around them.

    >>> [s.text for s in sentences("It rose by 1.5 percent. Gov. Abbott agreed.\\nDone")]
    ['It rose by 1.5 percent.', 'Gov. Abbott agreed.', 'Done']
    """
    index = 0
    for line in re.finditer(r"[^\n]+", text):
        for start, end in _pieces(text, line.start(), line.end()):
            piece = text[start:end]
            if stripped := piece.strip():
                start += len(piece) - len(piece.lstrip())
                yield Sentence(index, stripped, start, start + len(stripped))
                index += 1


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _END.finditer(text, start, end):
        if _ends_sentence(text, match, start, end):
            yield from _cut(text, start, match.end())
            start = match.end()
    yield from _cut(text, start, end)


def _ends_sentence(text: str, match: re.Match[str], start: int, end: int) -> bool:
    before = text[max(start, match.start() - 12) : match.start() + 1].split()
    last = before[-1].lower().lstrip('"“‘([') if before else ""
    if last == "no." and not _DIGITS.match(text[match.end() : match.end() + 4]):
        return True
    if last in _ABBREVIATIONS or (len(last) == 2 and last[0].isalpha()):
        return False
    return _OPENING.match(text[match.end() : min(end, match.end() + 40)]) is not None


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        blank = text.rfind(" ", start, start + LONGEST)
        middle = blank if blank > start else start + LONGEST
        yield start, middle
        start = middle
    if start < end:
        yield start, end
