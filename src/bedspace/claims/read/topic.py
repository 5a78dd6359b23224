"""Whether a sentence is about the system, by its own words and, less, by those of the sentences around it."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from bedspace.claims.read.amounts import IDIOMS, SMALL
from bedspace.claims.read.cues import Cue, cue_book
from bedspace.claims.read.named import named, outside_sites
from bedspace.claims.read.numbers import VAGUE
from bedspace.claims.read.ratios import FRACTIONS, MULTIPLES
from bedspace.claims.read.sentences import Sentence, Word

FADES = 0.9
FADES_OFF = 0.65  # what is about something else seldom goes on for long
OVER_BREAK = 0.3
AHEAD = 20
OWN = 1.5
LEAST, MOST_AROUND = -2.5, 3.0
MOST = 3
OWN_OFF = 2.0
_HINTS = {*SMALL, *FRACTIONS, *MULTIPLES, *VAGUE, *(w for phrase in IDIOMS for w in phrase)} - {"a", "of", "and"}
_LONGEST_LABEL = 14
_ROLES = frozenset({"official", "officer", "judge"})
_DIGIT = re.compile(r"\d")
_TOKEN = re.compile(r"\w+")
_FOLD = re.compile(r"\b\w{2,12}fold\b")


@dataclass(frozen=True)
class Marked:
    """A sentence with its cues and topic.

    Attributes
    ----------
    sentence : Sentence
    cues : tuple of Cue
    own, topic : float
        How much its own words, and all around, speak for the system.
    parted : bool
        Whether an empty line stands before it.
    """

    sentence: Sentence
    cues: tuple[Cue, ...]
    own: float
    topic: float = 0.0
    parted: bool = False


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
        ahead.append(unplaced(sentence, parted=bool(ahead) and sentence.start - ahead[-1].sentence.end > 1))
        if len(ahead) > AHEAD:
            yield _with_topic(ahead, behind)
            behind = _passed(ahead, behind)
    while ahead:
        yield _with_topic(ahead, behind)
        behind = _passed(ahead, behind)


def unplaced(sentence: Sentence, *, parted: bool = False) -> Marked:
    """A sentence with its cues, before the sentences around it are known."""
    cues = cue_book().read(sentence.words)
    spoken = _label_end(sentence.words) if ":" in sentence.text else 0
    said = (cue for cue in cues if cue.fact != "topic" and not (cue.last <= spoken and cue.value in _ROLES))
    kept = (*said, *named(sentence.words, cues))
    own = _weight(cues, "on") - OWN_OFF * _weight(cues, "off")
    return Marked(sentence, tuple(outside_sites(kept)), own, parted=parted)


def _label_end(words: Sequence[Word]) -> int:
    """Where the label of a speaker in capitals ends: "ANA RUIZ, FORMER FIELD DIRECTOR: No."; 0 where there is none."""
    colon = next((place for place, word in enumerate(words[:_LONGEST_LABEL]) if word.low == ":"), 0)
    return colon if colon > 1 and all(word.text.isupper() or not word.text.isalpha() for word in words[:colon]) else 0


def _weight(cues: Iterable[Cue], side: str) -> float:
    named = {(cue.first, cue.last): cue.weight for cue in cues if (cue.fact, cue.value) == ("topic", side)}
    return min(sum(named.values()), MOST)


class _Around(NamedTuple):
    """What the sentences on one side say, the less the further away they stand."""

    on: float = 0.0
    off: float = 0.0

    def past(self, found: Iterable[tuple[float, bool]]) -> _Around:
        """After some more sentences: what each says itself, and whether an empty line follows it."""
        on, off = self
        for own, parted in found:
            if own > 0.0:  # told apart by hand: a call of max costs as much as all the rest here
                on += own
            elif own < 0.0:
                off += own
            on *= FADES
            off *= FADES_OFF * (OVER_BREAK if parted else 1.0)
        return _Around(on, off)


def _passed(ahead: deque[Marked], behind: _Around) -> _Around:
    first = ahead.popleft()
    return behind.past([(first.own, bool(ahead) and ahead[0].parted)])


def _with_topic(ahead: deque[Marked], behind: _Around) -> Marked:
    first = ahead[0]
    after = _Around().past((other.own, other.parted) for other in islice(reversed(ahead), len(ahead) - 1))
    around = min(max(behind.on + after.on + behind.off + after.off, LEAST), MOST_AROUND)
    return Marked(first.sentence, first.cues, first.own, OWN * first.own + around, first.parted)
