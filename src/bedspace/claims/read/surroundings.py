"""What stands around a number: how near a concept is, and which noun is counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from bedspace.claims.read.lexicon import Occurrence
from bedspace.claims.read.quantity import Kind, Quantity
from bedspace.claims.read.sentences import Word, word_set

NOUNS = word_set(
    "person arrest bookin bed facility officer judge lawyer case flight country partner petition ruling "
    "application death office official remove release them uncounted border_traffic"
)
_EARLIER = (0.3, 0.25, 0.15)
_BREAKS = {",": 0.5, ";": 1.2, ":": 0.45, "(": 0.8, ")": 0.8, "—": 1.0, "–": 0.7, "but": 0.7, "while": 0.8, "and": 0.25}
_BREAKS |= {"whereas": 1.0, "although": 0.8, "though": 0.8, "because": 0.5, "which": 0.3, "“": 0.3, "”": 0.3}
_HEAD_STOPS = word_set(
    "held hold holds holding said "
    "was were is are be been being had has have did do does in on at to by for from with and or but than "
    "that who whom which when while as a an per if since during before after under between within into it "
    "he she they we its , ; : . ( ) ? ! would could will can may might this last next each every through "
    "until out not about — – | / “ ”"
) | {'"'}
_HEAD_REACH = 7
_PRONOUNS = {("it", "was"), ("it", "is"), ("the", "number"), ("the", "figure"), ("the", "total"), ("the", "count")}
_PRONOUNS |= {("there", "were"), ("that", "was"), ("it", "stood"), ("it", "had")}
_DETERMINERS = word_set("the its their those these agency department")
_INSERTION = word_set("— – - ( ) ,")


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
            return self.noun_end(quantity) if quantity.vague else quantity.last
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
        pairs = pairwise(self.words)
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
        head = self._head(quantity, 2) | ({"whole"} if self.is_whole(quantity) else set())
        return head | {"person", "bare"} if "them" in head else head

    def _head(self, quantity: Quantity, depth: int) -> frozenset[str]:
        following = self._neighbour(quantity, 1)
        if depth and following is not None and self._is_part_of(quantity, following):
            return self._head(following, depth - 1)
        stop = self._phrase_end(quantity)
        nouns = [o for o in self._nouns if quantity.last <= o.first < stop]
        nouns = [o for o in nouns if not self.words[o.last - 1].low.endswith("ed")] or nouns
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
        if between[:1] == ["out"]:
            between = between[1:]
        if between[:1] != ["of"] or len(between) > 3:
            return False
        return all(low in _DETERMINERS or low.endswith("'s") for low in between[1:])

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
        limit = min(len(self.words), quantity.last + _HEAD_REACH * (1 + quantity.vague))
        nouns = self._noun_starts
        named = False
        for place in range(quantity.last, limit):
            low, before = self.words[place].low, self.words[place - 1].low
            if low in _HEAD_STOPS and not (self._inside_name(place) or (quantity.vague and low in {",", "and"})):
                return place
            if (
                place in self._order
                or self.words[place].is_digits
                or (named and low == "of")
                or (low in {"the", "these"} and before != "of")
            ):
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
