"""How near a cue stands to a number: by words, by cuts between clauses, by other numbers in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, islice, pairwise
from math import exp, sqrt

from bedspace.claims.read import weights
from bedspace.claims.read.amounts import DASHES, low_at
from bedspace.claims.read.cues import Cue
from bedspace.claims.read.phrases import OWNED, PAST, Phrases, is_participle
from bedspace.claims.read.quantity import Kind, Quantity
from bedspace.claims.read.sentences import word_set

_INSERTION = DASHES | word_set(", ( ) or — [ ]")
_INSERTED = word_set(
    "which who if when where whose according including in at by as after before since during under with for like the a"
)
_LONGEST_INSERTION = 12
_LONGEST_LABEL = 9
_NEGATIONS = word_set("no not never any a")
_AUXILIARIES = word_set("remain remains remained be is are was were been being have has had 's not never")
_OPENING = 9
_OPENING_NOUN = 3
_OPENERS = word_set("if on in as since by at during after last this under over from until for between within before")
_COUNTS = word_set("number roster ranks corps force count total")
_RELATIVES = word_set("who that which whose")
_JOINTS = frozenset({"and", "or"})


@dataclass(frozen=True)
class Surroundings(Phrases):
    """A sentence, and how near its cues stand to its numbers."""

    @cached_property
    def _cuts(self) -> list[float]:
        """Sums of what parts the clauses; the words that open a sentence, and a label, belong to what follows."""
        costs = [weights.CUTS.get(word.low, 0.0) for word in self.words]
        for first in self.starts:
            if low_at(self.words, first - 1) == ":":  # "Removals, year to date: 289,000"
                costs[:first] = [min(cost, weights.AFTER_LABEL) for cost in costs[:first]]
        for first, last in self._insertions():
            costs[first] = costs[last] = weights.AFTER_OPENING
        if self.words and self.words[0].low in _OPENERS:
            commas = (place for place, word in enumerate(self.words[:_OPENING]) if word.low == ",")
            for comma in islice(commas, 1):
                costs[comma] = weights.AFTER_OPENING
        return [0.0, *accumulate(costs)]

    def _insertions(self) -> Iterator[tuple[int, int]]:
        """Pairs of commas around words that part nothing: "the camp, which may hold 3,000, had 900 people"."""
        commas = [place for place, word in enumerate(self.words) if word.low == ","]
        for first, last in pairwise(commas):
            if last - first <= _LONGEST_INSERTION and low_at(self.words, first + 1) in _INSERTED:
                yield first, last

    def is_predicate(self, cue: Cue) -> bool:
        """Whether an auxiliary stands before it: "had been let out", not "migrants arrested"."""
        before = low_at(self.words, cue.first - 1)
        return low_at(self.words, cue.first - 1 - (before.endswith("ly") or before in _NEGATIONS)) in _AUXILIARIES

    def is_counted(self, cue: Cue) -> bool:
        """Whether "number of" or "roster of the" stands before it."""
        before = tuple(low_at(self.words, cue.first - back) for back in (3, 2, 1))
        noun = before[0] if before[2] in OWNED else before[1]
        return noun in _COUNTS and "of" in before

    def is_reduced(self, cue: Cue) -> bool:
        """Whether it only describes the noun before a predicate: "people in custody have died"."""
        opening = self.words[cue.first].low
        if self.is_predicate(cue) or not (is_participle(opening) or opening == "in"):
            return False
        later = (other for other in self.cues if other.fact == "process" and other.first >= cue.last)
        return any(self.is_predicate(other) and self._cuts[other.first] == self._cuts[cue.last] for other in later)

    def is_parallel(self, quantity: Quantity) -> bool:
        """Whether only a comma or less parts a number from the clause of the one before it."""
        before = [other for other in self.quantities if other.last <= quantity.first]
        return bool(before) and self._cuts[quantity.first] - self._cuts[before[-1].last] <= weights.PARALLEL

    @cached_property
    def _depths(self) -> list[int]:
        """How many brackets are open before each word."""
        steps = {"(": 1, "[": 1, ")": -1, "]": -1}
        return [0, *accumulate(steps.get(word.low, 0) for word in self.words)]

    @cached_property
    def _bounds(self) -> dict[Quantity, tuple[int, int]]:
        """Where a number begins and ends for the words around it.

        A part ends with its whole ("45 of 181 sites"); a count and its share are one ("50,235, or 73.4%, had").
        """
        found = {q: (q.first, max(q.last, self.head(q).last)) for q in self.quantities}
        for one, other in reversed([*pairwise(self.quantities)]):
            if self.whole(one) is other:
                found[one] = one.first, found[other][1]
            elif {one.kind, other.kind} == {Kind.COUNT, Kind.PERCENT} and self._is_inserted(
                self.behind(one), other.first
            ):
                last = other.last + (low_at(self.words, other.last) in _INSERTION)
                found[one] = found[other] = one.first, last
        return found

    def _is_inserted(self, first: int, last: int) -> bool:
        return 0 < last - first <= 3 and all(low_at(self.words, place) in _INSERTION for place in range(first, last))

    def is_whole(self, quantity: Quantity) -> bool:
        """Whether another number is a part of this one, so that what follows is said of the part; not of one of all."""
        return any(self.whole(other) is quantity and other.low != 1 for other in self.quantities)

    @cached_property
    def _nearest(self) -> dict[Cue, float]:
        """Closeness of each cue to the number that it stands nearest to."""
        return {
            cue: max((self._near(q, cue) for q in self.quantities if not _within(cue, q)), default=1.0)
            for cue in self.cues
        }

    @cached_property
    def _numbers(self) -> list[float]:
        ends = {q.last for q in self.quantities}
        costs = {
            q.core: weights.JOINED_NUMBER if low_at(self.words, q.first - 1) in _JOINTS else weights.NUMBER
            for q in self.quantities
            if q.kind not in {Kind.DAYS, Kind.MULTIPLE} and q.first not in ends  # columns of a table are one
        }
        return [0.0, *accumulate(costs.get(place, 0.0) for place in range(len(self.words)))]

    @cached_property
    def _label(self) -> int:
        """Where the label that opens the sentence ends: "Removals, year to date: 289,000"."""
        ends = (place for place, word in enumerate(self.words[:_LONGEST_LABEL]) if word.low == ":")
        return next(ends, 0)

    @cached_property
    def _record_day(self) -> int:
        """Where a best day that opens the sentence stands: what it had is said of that day, however far behind."""
        found = [cue for cue in self.cues if cue.first < _OPENING_NOUN and cue.value == "highest"]
        days = {cue.first for cue in self.cues if cue.value == "rate"}
        return next((cue.first for cue in found if days & set(range(cue.first, cue.last + 1))), -1)

    def closeness(self, quantity: Quantity, cue: Cue) -> float:
        """From 1, beside the number, towards 0; less for a cue that stands nearer to another number."""
        if cue.last <= self._label < quantity.first:
            return max(self._shared_closeness(quantity, cue), weights.IN_LABEL)
        if cue.first <= self._record_day and quantity is self.quantities[0]:
            return max(self._shared_closeness(quantity, cue), weights.OF_RECORD_DAY)
        return self._shared_closeness(quantity, cue)

    def _shared_closeness(self, quantity: Quantity, cue: Cue) -> float:
        near = self._near(quantity, cue)
        if len(self.quantities) == 1:
            return near
        return near * sqrt(min(near / self._nearest[cue], 1.0))

    def _near(self, quantity: Quantity, cue: Cue) -> float:
        first, last = self._bounds[quantity]
        if cue.last <= first:
            left, right = cue.last, first
        elif cue.first >= last:
            left, right = last, cue.first
        else:
            return 1.0
        between = self._cuts[right] - self._cuts[left]
        if not self._says_of(quantity, cue, last):
            between += self._numbers[right] - self._numbers[left]
        between += weights.BRACKET * abs(self._depths[right] - self._depths[left])
        return exp(-between - weights.WORD * (right - left))

    def _says_of(self, quantity: Quantity, cue: Cue, last: int) -> bool:
        """Whether it is the predicate of the number: "225 judges in 35 states have ruled so"."""
        if cue.fact != "process" or cue.first < last:
            return False
        later = [other for other in self.quantities if quantity.last <= other.first < cue.first]
        is_verb = low_at(self.words, cue.first) in PAST and any(self.head(other).last == cue.first for other in later)
        if not (is_verb or self.is_predicate(cue)):
            return False
        opening = self._bounds[quantity][1]
        firsts = [other.first for other in later]
        return all(low_at(self.words, at - 1) in _OPENERS or self._is_relative(opening, at) for at in firsts)

    def _is_relative(self, first: int, last: int) -> bool:
        """Whether a clause about the noun begins between two places: "the directors who run 25 offices"."""
        return any(low_at(self.words, place) in _RELATIVES for place in range(first, min(last, first + _OPENING_NOUN)))


def _within(cue: Cue, quantity: Quantity) -> bool:
    return cue.first < quantity.last and quantity.first < cue.last
