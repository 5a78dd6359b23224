"""Which metric a quantity measures: cue frames, read from ``cues.toml``, compared with its surroundings.

A frame is written in one line::

    "arrest|person|bare : daily_rate! target arrest~ -each_office +0.2"

Before the colon stand the nouns that may be counted (``bare`` is none); after it the concepts that have to
be near. ``!`` means in the same clause, ``!!`` within a few words, ``!!!`` right beside,
``<`` before the number and ``>`` after it,
``~`` also in an earlier sentence, ``?`` welcome but not needed, ``-`` a veto in the same clause, ``--`` a veto
anywhere in the sentence (``--whole``: not the second number of "45 of 181"), and a number is added to the score. The nearer the concepts, the higher the score;
the best frame names the metric, and below a threshold none does. A value far outside the usual range of a
metric costs score, so that 170 billion is not taken for a bonus.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.resources import files

from bedspace.claims.lexicon import Occurrence, lexicon
from bedspace.claims.numbers import Kind, Quantity
from bedspace.claims.sentences import Word
from bedspace.errors import Fault, UsageError

NOUNS = frozenset(
    [
        "person",
        "arrest",
        "bookin",
        "bed",
        "facility",
        "officer",
        "judge",
        "lawyer",
        "case",
        "flight",
        "country",
        "partner",
        "petition",
        "ruling",
        "application",
        "death",
        "office",
        "official",
        "remove",
        "release",
        "uncounted",
        "border_traffic",
    ]
)
_NEAR = 0.45
_TIGHT = 0.7
_ADJACENT = 0.99
_EARLIER = (0.3, 0.25, 0.15)
_OUT_OF_RANGE = 0.9
_BREAKS = {",": 0.5, ";": 1.2, ":": 0.6, "(": 0.8, ")": 0.8, "—": 1.0, "–": 0.7, "but": 0.7, "while": 0.8, "and": 0.25}
_BREAKS |= {"whereas": 1.0, "although": 0.8, "though": 0.8, "because": 0.5, "which": 0.3, "“": 0.3, "”": 0.3, ".": 1.0}
_HEAD_STOPS = frozenset(
    [
        "was",
        "were",
        "is",
        "are",
        "be",
        "been",
        "being",
        "had",
        "has",
        "have",
        "did",
        "do",
        "does",
        "in",
        "on",
        "at",
        "to",
        "by",
        "for",
        "from",
        "with",
        "and",
        "or",
        "but",
        "than",
        "that",
        "who",
        "whom",
        "which",
        "when",
        "while",
        "as",
        "a",
        "an",
        "per",
        "if",
        "since",
        "during",
        "before",
        "after",
        "under",
        "between",
        "within",
        "into",
        "it",
        "he",
        "she",
        "they",
        "we",
        "its",
        ",",
        ";",
        ":",
        ".",
        "(",
        ")",
        "?",
        "!",
        "would",
        "could",
        "will",
        "can",
        "may",
        "might",
        "this",
        "last",
        "next",
        "each",
        "every",
        "through",
        "until",
        "out",
        "not",
        "about",
        "—",
        "–",
        "|",
        "/",
        "“",
        "”",
        '"',
    ]
)
_HEAD_REACH = 7
_PRONOUNS = {("it", "was"), ("it", "is"), ("the", "number"), ("the", "figure"), ("the", "total"), ("the", "count")}
_PRONOUNS |= {("there", "were"), ("that", "was"), ("it", "stood"), ("it", "had")}
_INSERTION = frozenset(["—", "–", "-", "(", ")", ","])


@dataclass(frozen=True)
class Slot:
    """One concept (or one of several) that a frame looks for."""

    concepts: tuple[str, ...]
    least: float = 0.0
    side: str = ""
    earlier: bool = False
    optional: bool = False


@dataclass(frozen=True)
class Frame:
    """One way of saying a metric."""

    metric: str
    nouns: frozenset[str]
    slots: tuple[Slot, ...]
    vetoes: tuple[Slot, ...] = ()
    absent: tuple[str, ...] = ()
    bonus: float = 0.0


@dataclass(frozen=True)
class Surroundings:
    """A sentence with its quantities and concepts, and the concepts of the sentences before it."""

    words: Sequence[Word]
    quantities: Sequence[Quantity]
    occurrences: Sequence[Occurrence]
    earlier: Sequence[frozenset[str]] = field(default=())

    @cached_property
    def by_concept(self) -> Mapping[str, list[Occurrence]]:
        """Occurrences grouped by concept."""
        grouped: dict[str, list[Occurrence]] = {}
        for occurrence in self.occurrences:
            grouped.setdefault(occurrence.concept, []).append(occurrence)
        return grouped

    @cached_property
    def _breaks(self) -> list[float]:
        total, sums = 0.0, [0.0]
        for word in self.words:
            total += _BREAKS.get(word.low, 0.0)
            sums.append(total)
        return sums

    @cached_property
    def _numbers(self) -> list[int]:
        cores = {q.core for q in self.quantities if q.low != 1 and q.kind not in {Kind.DAYS, Kind.MULTIPLE}}
        total, sums = 0, [0]
        for place in range(len(self.words)):
            total += place in cores
            sums.append(total)
        return sums

    def closeness(self, quantity: Quantity, concept: str, side: str = "") -> float:
        """From 1 (beside the number) towards 0 of the nearest occurrence of a concept on one side or both."""
        found = self.by_concept.get(concept)
        if not found:
            return 0.0
        key = (quantity.first, quantity.last, concept, side)
        if key not in self._known:
            self._known[key] = max(self._closeness(quantity, occurrence, side) for occurrence in found)
        return self._known[key]

    @cached_property
    def _known(self) -> dict[tuple[int, int, str, str], float]:
        return {}

    def _closeness(self, quantity: Quantity, occurrence: Occurrence, side: str) -> float:
        after = self._whole_end(quantity)
        if occurrence.first < quantity.first and side != ">":
            start, stop = min(occurrence.last, quantity.first), quantity.first
        elif occurrence.first >= quantity.last and side != "<":
            start, stop = min(after, occurrence.first), occurrence.first
        else:
            return 0.0
        breaks = self._breaks[stop] - self._breaks[start]
        numbers = self._numbers[stop] - self._numbers[start]
        return 1.0 / (1.0 + (stop - start) / 9 + breaks + 0.7 * numbers)

    def _whole_end(self, quantity: Quantity) -> int:
        """End of the quantity; of "16 of 614", and of a number put in behind it ("half - 47% - have")."""
        following = self._neighbour(quantity, 1)
        if following is None:
            return quantity.last
        if self._is_part_of(quantity, following):
            return following.last
        end = self.inserted_end(quantity, following)
        return end if end is not None else quantity.last

    def inserted_end(self, quantity: Quantity, following: Quantity) -> int | None:
        """Place after the closing sign if `following` is put in behind `quantity` between dashes or brackets."""
        opening = following.first - 1
        while opening > quantity.last and self.words[opening].low in {"or", "about"}:
            opening -= 1
        if opening - quantity.last > 6 or self.words[opening].low not in _INSERTION:
            return None
        closing = self.noun_end(following)
        if closing < len(self.words) and self.words[closing].low in _INSERTION:
            return closing + 1
        return None

    def since_earlier(self, concept: str) -> float:
        """Weight of a concept that only an earlier sentence names."""
        weights = zip(_EARLIER, self.earlier, strict=False)
        return max((weight for weight, concepts in weights if concept in concepts), default=0.0)

    @cached_property
    def speaks_of_it(self) -> bool:
        """Whether the sentence takes up its subject with a pronoun: "it was 135"."""
        pairs = zip(self.words, self.words[1:], strict=False)
        return any((first.low, second.low) in _PRONOUNS for first, second in pairs)

    @cached_property
    def _order(self) -> dict[int, int]:
        return {quantity.core: place for place, quantity in enumerate(self.quantities)}

    def _neighbour(self, quantity: Quantity, step: int) -> Quantity | None:
        place = self._order.get(quantity.core, -2) + step
        return self.quantities[place] if 0 <= place < len(self.quantities) else None

    def head(self, quantity: Quantity) -> frozenset[str]:
        """Concepts of the noun that is counted; ``bare`` for none, ``unknown`` for a noun of no concept.

        ``whole`` is added for the second number of "45 of 181 facilities".
        """
        return self._head(quantity, 2) | ({"whole"} if self.is_whole(quantity) else set())

    def _head(self, quantity: Quantity, depth: int) -> frozenset[str]:
        following = self._neighbour(quantity, 1)
        if depth and following is not None and self._is_part_of(quantity, following):
            return self._head(following, depth - 1)
        stop = self._phrase_end(quantity)
        nouns = [o for o in self._nouns if quantity.last <= o.first < stop]
        if nouns:
            last = max(o.last for o in nouns)
            return frozenset(o.concept for o in nouns if o.last == last)
        return frozenset({"unknown" if self._has_unknown_noun(quantity.last, stop) else "bare"})

    def noun_end(self, quantity: Quantity) -> int:
        """Word place after the noun that is counted, or after the quantity where none follows."""
        stop = self._phrase_end(quantity)
        ends = [o.last for o in self._nouns if quantity.last <= o.first < stop]
        return max(ends, default=quantity.last)

    def _is_part_of(self, part: Quantity, whole: Quantity) -> bool:
        """ "45 out of 181 facilities": the first number counts the noun of the second."""
        between = [word.low for word in self.words[part.last : whole.first]]
        return between in (["out", "of"], ["of"], ["of", "the"], ["of", "its"], ["out", "of", "the"], ["of", "those"])

    def is_whole(self, quantity: Quantity) -> bool:
        """Whether this is the second number of "45 of 181"."""
        before = self._neighbour(quantity, -1)
        return before is not None and self._is_part_of(before, quantity)

    @cached_property
    def _noun_starts(self) -> frozenset[int]:
        return frozenset(o.first for o in self.occurrences if o.concept in NOUNS)

    @cached_property
    def _nouns(self) -> tuple[Occurrence, ...]:
        return tuple(o for o in self.occurrences if o.concept in NOUNS)

    def _phrase_end(self, quantity: Quantity) -> int:
        limit = min(len(self.words), quantity.last + _HEAD_REACH)
        nouns = self._noun_starts
        named = False
        for place in range(quantity.last, limit):
            low, before = self.words[place].low, self.words[place - 1].low
            if low in _HEAD_STOPS and not self._inside_name(place):
                return place
            if self.words[place].is_digits or (named and low == "of") or (low in {"the", "these"} and before != "of"):
                return place
            named = named or place in nouns
        return limit

    def _inside_name(self, place: int) -> bool:
        """ "Immigration and Customs Enforcement": the "and" of a name ends no phrase."""
        if self.words[place].low != "and" or place + 1 >= len(self.words):
            return False
        return self.words[place - 1].text[0].isupper() and self.words[place + 1].text[0].isupper()

    def _has_unknown_noun(self, start: int, stop: int) -> bool:
        named = {place for o in self.occurrences for place in range(o.first, o.last)}
        return any(
            place not in named and self.words[place].low.endswith("s") and len(self.words[place].low) > 3
            for place in range(start, min(stop, start + 3))
        )


@dataclass(frozen=True)
class Reading:
    """A metric with the score of its best frame."""

    metric: str
    score: float


def readings(around: Surroundings, quantity: Quantity) -> list[Reading]:
    """Every metric with a fitting frame, best first."""
    head = around.head(quantity)
    best: dict[str, float] = {}
    for frame, start in _candidates(quantity.kind, head):
        score = _score(frame, around, quantity, start)
        if score > best.get(frame.metric, 0.0):
            best[frame.metric] = score
    return [Reading(m, s) for m, s in sorted(best.items(), key=lambda item: -item[1])]


@lru_cache(maxsize=2000)
def _candidates(kind: Kind, head: frozenset[str]) -> tuple[tuple[Frame, float], ...]:
    """Frames that may count such a noun, with the score of that."""
    scored = ((frame, _head_score(frame, head)) for frame in frames()[kind])
    return tuple((frame, score) for frame, score in scored if score is not None)


def _score(frame: Frame, around: Surroundings, quantity: Quantity, total: float) -> float:
    for slot in frame.slots:
        found = _slot(slot, around, quantity)
        if not found and not slot.optional:
            return 0.0
        total += found * (0.5 if slot.optional else 1.0)
    if _vetoed(frame, around, quantity):
        return 0.0
    return total + frame.bonus - (0.0 if _in_range(frame.metric, quantity) else _OUT_OF_RANGE)


def _head_score(frame: Frame, head: frozenset[str]) -> float | None:
    if "any" in frame.nouns:
        return 0.6
    if frame.nouns & (head - {"bare", "unknown"}):
        return 1.0
    if "bare" in frame.nouns:
        return 0.5 if "bare" in head else 0.2 if "unknown" in head else None
    return None


def _vetoed(frame: Frame, around: Surroundings, quantity: Quantity) -> bool:
    if any(concept in around.by_concept for concept in frame.absent):
        return True
    if "whole" in frame.absent and around.is_whole(quantity):
        return True
    return any(_slot(veto, around, quantity) > 0.0 for veto in frame.vetoes)


def _slot(slot: Slot, around: Surroundings, quantity: Quantity) -> float:
    """How strongly the text fills a slot; 0 if it does not."""
    found = 0.0
    for concept in slot.concepts:
        if concept in around.by_concept:
            found = max(found, around.closeness(quantity, concept, slot.side))
    if found and found >= slot.least:
        return found
    if not found and slot.earlier:
        return max(around.since_earlier(concept) for concept in slot.concepts)
    return 0.0


def _in_range(metric: str, quantity: Quantity) -> bool:
    bounds = ranges().get(metric)
    if bounds is None or quantity.low is None or quantity.high is None:
        return True
    return bounds[0] <= quantity.low and quantity.high <= bounds[1]


# reading the cues ------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def frames() -> Mapping[Kind, tuple[Frame, ...]]:
    """The frames that are shipped, by kind of quantity."""
    table = tomllib.loads(files("bedspace.claims").joinpath("cues.toml").read_text(encoding="utf-8"))
    return {kind: tuple(_frames_of(table.get(kind.value, {}))) for kind in Kind}


@lru_cache(maxsize=1)
def ranges() -> Mapping[str, tuple[float, float]]:
    """Usual range of the values of a metric, far wider than any value seen."""
    table = tomllib.loads(files("bedspace.claims").joinpath("cues.toml").read_text(encoding="utf-8"))
    return {metric: (float(low), float(high)) for metric, (low, high) in table["ranges"].items()}


def _frames_of(section: Mapping[str, list[str]]) -> list[Frame]:
    return [parse_frame(metric, line) for metric, lines in section.items() for line in lines]


def parse_frame(metric: str, line: str) -> Frame:
    """Read one frame line.

    >>> parse_frame("detained_adp", "person|bare : adp! -site +0.5").bonus
    0.5
    """
    nouns, _, rest = line.partition(":")
    parts = rest.split()
    slots = tuple(_parse_slot(metric, part) for part in parts if part[0] not in "+-")
    absent = tuple(part[2:] for part in parts if part.startswith("--"))
    vetoes = tuple(_parse_slot(metric, part[1:], _NEAR) for part in parts if _is_veto(part))
    if unknown := set(absent) - lexicon().concepts - {"whole"}:
        raise UsageError(Fault(f"cues.toml, {metric}", f"unknown concepts {sorted(unknown)}"))
    bonus = sum(float(part) for part in parts if _is_number(part))
    return Frame(metric, frozenset(nouns.strip().split("|")), slots, vetoes, absent, bonus)


def _is_number(part: str) -> bool:
    return re.fullmatch(r"[+-]\d*\.?\d+", part) is not None


def _is_veto(part: str) -> bool:
    return part[0] == "-" and part[1] != "-" and not _is_number(part)


def _parse_slot(metric: str, part: str, least: float = 0.0) -> Slot:
    concepts = tuple(part.rstrip("!~?<>").split("|"))
    if unknown := set(concepts) - lexicon().concepts:
        raise UsageError(Fault(f"cues.toml, {metric}", f"unknown concepts {sorted(unknown)}"))
    marks = part[len("|".join(concepts)) :]
    near = (least, _NEAR, _TIGHT, _ADJACENT)[marks.count("!")]
    side = "<" if "<" in marks else ">" if ">" in marks else ""
    return Slot(concepts, near, side, "~" in marks, "?" in marks)
