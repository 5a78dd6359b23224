"""Whether a sentence is about the system, by its own words and, less, by those of the sentences around it."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from bedspace.claims.read.amounts import IDIOMS, SMALL
from bedspace.claims.read.cues import Cue, cue_book
from bedspace.claims.read.named import named, outside_sites
from bedspace.claims.read.numbers import VAGUE
from bedspace.claims.read.ratios import FRACTIONS, MULTIPLES
from bedspace.claims.read.sentences import Sentence

FADES = 0.9
FADES_OFF = 0.65  # what is about something else seldom goes on for long
OVER_BREAK = 0.3
AHEAD = 20
OWN = 1.5
LEAST, MOST_AROUND = -2.5, 3.0
MOST = 3
OWN_OFF = 2.0
_HINTS = {*SMALL, *FRACTIONS, *MULTIPLES, *VAGUE, *(w for phrase in IDIOMS for w in phrase)} - {"a", "of", "and"}
_DIGIT = re.compile(r"\d")
_TOKEN = re.compile(r"\w+")
_FOLD = re.compile(r"\b\w{2,12}fold\b")


@dataclass(frozen=True)
class Marked:
    """A sentence with its cues, and how much its own words (`own`) and all around speak for the system (`topic`)."""

    sentence: Sentence
    cues: tuple[Cue, ...]
    own: float
    topic: float = 0.0


def may_hold_numbers(text: str) -> bool:
    """Cheap test before the grammar is tried."""
    if _DIGIT.search(text):
        return True
    low = text.lower()  # a set of words is many times faster than one expression of them all
    return not _HINTS.isdisjoint(_TOKEN.findall(low)) or ("fold" in low and _FOLD.search(low) is not None)


def marked(found: Iterable[Sentence]) -> Iterator[Marked]:
    """Sentences with their cues and topic; only a few are held at a time."""
    ahead: deque[Marked] = deque()
    behind = _Around()
    for sentence in found:
        ahead.append(unplaced(sentence))
        if len(ahead) > AHEAD:
            yield _with_topic(ahead, behind)
            behind = _passed(ahead, behind)
    while ahead:
        yield _with_topic(ahead, behind)
        behind = _passed(ahead, behind)


def unplaced(sentence: Sentence) -> Marked:
    """A sentence with its cues, before the sentences around it are known."""
    cues = cue_book().read(sentence.words)
    kept = (*(cue for cue in cues if cue.fact != "topic"), *named(sentence.words, cues))
    return Marked(sentence, tuple(outside_sites(kept)), _weight(cues, "on") - OWN_OFF * _weight(cues, "off"))


def _weight(cues: Iterable[Cue], side: str) -> float:
    named = {(cue.first, cue.last): cue.weight for cue in cues if (cue.fact, cue.value) == ("topic", side)}
    return min(sum(named.values()), MOST)


class _Around(NamedTuple):
    """What the sentences on one side say, the less the further away they stand."""

    on: float = 0.0
    off: float = 0.0

    def past(self, own: float, *, breaks: bool = False) -> _Around:
        """After one more sentence, and perhaps the end of a paragraph."""
        if not (own or self.on or self.off):
            return self
        off = self.off + min(own, 0.0)
        return _Around(FADES * (self.on + max(own, 0.0)), FADES_OFF * off * (OVER_BREAK if breaks else 1.0))


def _breaks(one: Marked, other: Marked) -> bool:
    """Whether an empty line parts two sentences."""
    return other.sentence.start - one.sentence.end > 1


def _passed(ahead: deque[Marked], behind: _Around) -> _Around:
    first = ahead.popleft()
    return behind.past(first.own, breaks=bool(ahead) and _breaks(first, ahead[0]))


def _with_topic(ahead: deque[Marked], behind: _Around) -> Marked:
    first, after = ahead[0], _Around()
    telling = [place for place, one in enumerate(ahead) if one.own and place]
    for place in range(telling[-1] if telling else 0, 0, -1):
        after = after.past(ahead[place].own, breaks=_breaks(ahead[place - 1], ahead[place]))
    around = min(max(behind.on + after.on + behind.off + after.off, LEAST), MOST_AROUND)
    return Marked(first.sentence, first.cues, first.own, OWN * first.own + around)
