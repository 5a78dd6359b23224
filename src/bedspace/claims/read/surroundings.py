"""How near a cue stands to a number: by words, by cuts between clauses, by other numbers in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, islice, pairwise
from math import exp, sqrt

from bedspace.claims.read import weights
from bedspace.claims.read.amounts import DASHES, low_at
from bedspace.claims.read.cues import Cue
from bedspace.claims.read.quantity import Kind, Quantity
from bedspace.claims.read.sentences import Word, word_set

_STOPS = word_set(
    "the a these was were is are be been being had has have did do does in on at to by for from with and or but "
    "than that who whom whose which when while as a an per if since during before after under between within into "
    "it he she they we its , ; : . ( ) [ ] ? ! would could will can may might must shall should last next each "
    "every through until out not about against across around over near inside outside nationwide so only now just "
    "where there more fewer less higher lower compared said say says told annually daily weekly monthly yearly "
    "overall total altogether / | “ ” • …"
) | {'"'}
_INSERTION = DASHES | word_set(", ( ) or — [ ]")
_OWNED = word_set("the those these its their this that ice's our his her all")
_PRONOUNS = word_set("them whom which those these")
_LISTED = frozenset({",", "and"})
_NEGATIONS = word_set("no not never any a")
_AUXILIARIES = word_set("be is are was were been being have has had 's not never")
_OPENING = 9
_OPENERS = word_set("on in as since by at during after last this under over from until for between within before")
_JOINTS = frozenset({"and", "or"})
_REACH = 7
_SUFFIXES = ("ers", "ors", "ists", "ees", "ians", "ans", "men", "folks")
_PARTICIPLE = word_set("held sent taken booked let left freed kept made caught lost put given brought flown seen found")


@dataclass(frozen=True)
class Head:
    """The noun that a number counts: words up to `last`, and what sort of noun it is.

    Attributes
    ----------
    kind : str
        ``thing`` (a cue is the noun), ``person``, ``unknown`` or ``bare`` (no noun stands behind the number).
    process : str
        Process of the noun, for a thing.
    first, last : int
        Places of the phrase behind the number.
    """

    kind: str
    process: str
    first: int
    last: int


@dataclass(frozen=True)
class Surroundings:
    """A sentence with its numbers and cues."""

    words: Sequence[Word]
    quantities: Sequence[Quantity]
    cues: Sequence[Cue]

    @cached_property
    def _cuts(self) -> list[float]:
        """Sums of what parts the clauses; the words that open a sentence, and a label, belong to what follows."""
        costs = [weights.CUTS.get(word.low, 0.0) for word in self.words]
        for first in self._starts:
            if low_at(self.words, first - 1) == ":":  # "Removals, year to date: 289,000"
                costs[:first] = [min(cost, weights.AFTER_LABEL) for cost in costs[:first]]
        if self.words and self.words[0].low in _OPENERS:
            commas = (place for place, word in enumerate(self.words[:_OPENING]) if word.low == ",")
            for comma in islice(commas, 1):
                costs[comma] = weights.AFTER_OPENING
        return [0.0, *accumulate(costs)]

    def is_predicate(self, cue: Cue) -> bool:
        """Whether an auxiliary stands before it: "had been let out", not "migrants arrested"."""
        before = low_at(self.words, cue.first - 1)
        return low_at(self.words, cue.first - 1 - (before.endswith("ly") or before in _NEGATIONS)) in _AUXILIARIES

    def is_reduced(self, cue: Cue) -> bool:
        """Whether it only describes the noun before a predicate: "people arrested in June had been let go"."""
        if self.is_predicate(cue) or not _is_participle(self.words[cue.first].low):
            return False
        later = (other for other in self.cues if other.fact == "process" and other.first >= cue.last)
        return any(self.is_predicate(other) and self._cuts[other.first] == self._cuts[cue.last] for other in later)

    @cached_property
    def _starts(self) -> frozenset[int]:
        return frozenset(quantity.first for quantity in self.quantities)

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
            if self._whole(one) is other:
                found[one] = one.first, found[other][1]
            elif {one.kind, other.kind} == {Kind.COUNT, Kind.PERCENT} and self._is_inserted(one.last, other.first):
                last = other.last + (low_at(self.words, other.last) in _INSERTION)
                found[one] = found[other] = one.first, last
        return found

    def _is_inserted(self, first: int, last: int) -> bool:
        return 0 < last - first <= 3 and all(low_at(self.words, place) in _INSERTION for place in range(first, last))

    def is_whole(self, quantity: Quantity) -> bool:
        """Whether another number is a part of this one, so that what follows is said of the part."""
        return any(self._whole(other) is quantity for other in self.quantities)

    @cached_property
    def _nearest(self) -> dict[Cue, float]:
        """Closeness of each cue to the number that it stands nearest to."""
        return {
            cue: max((self._near(q, cue) for q in self.quantities if not _within(cue, q)), default=1.0)
            for cue in self.cues
        }

    @cached_property
    def _numbers(self) -> list[float]:
        costs = {
            q.core: weights.JOINED_NUMBER if low_at(self.words, q.first - 1) in _JOINTS else weights.NUMBER
            for q in self.quantities
            if q.kind not in {Kind.DAYS, Kind.MULTIPLE}
        }
        return [0.0, *accumulate(costs.get(place, 0.0) for place in range(len(self.words)))]

    def closeness(self, quantity: Quantity, cue: Cue) -> float:
        """From 1, beside the number, towards 0; less for a cue that stands nearer to another number."""
        near = self._near(quantity, cue)
        return near * sqrt(min(near / self._nearest[cue], 1.0))

    def _near(self, quantity: Quantity, cue: Cue) -> float:
        first, last = self._bounds[quantity]
        if cue.last <= first:
            left, right = cue.last, first
        elif cue.first >= last:
            left, right = last, cue.first
        else:
            return 1.0
        between = self._cuts[right] - self._cuts[left] + self._numbers[right] - self._numbers[left]
        between += weights.BRACKET * abs(self._depths[right] - self._depths[left])
        return exp(-between - weights.WORD * (right - left))

    def head(self, quantity: Quantity) -> Head:
        """The noun phrase behind a number, and what it counts; in "45 out of 181 sites" both count the same."""
        if (whole := self._whole(quantity)) is not None:
            return self.head(whole)
        if low_at(self.words, quantity.last) == "of" and low_at(self.words, quantity.last + 1) in _PRONOUNS:
            return Head("bare", "", quantity.last, quantity.last)
        first = self._noun_start(quantity)
        last = self._noun_end(first, over=_LISTED if quantity.vague else frozenset())
        nouns = [cue for cue in self.cues if cue.fact in {"process", "person"} and first <= cue.first < last]
        if nouns:
            noun = max(nouns, key=lambda cue: (cue.last, cue.fact == "person", -cue.first))
            return Head("person" if noun.fact == "person" else "thing", noun.value, first, max(last, noun.last))
        return Head(self._sort(first, last), "", first, last)

    def _whole(self, quantity: Quantity) -> Quantity | None:
        """The number of which this one is a part: "45 of 181", "45 out of the 181"."""
        place = quantity.last + (low_at(self.words, quantity.last) == "out")
        if low_at(self.words, place) != "of":
            return None
        firsts = range(place + 1, place + 4) if low_at(self.words, place + 1) in _OWNED else {place + 1}
        return next((other for other in self.quantities if other.first in firsts), None)

    def _noun_start(self, quantity: Quantity) -> int:
        """Behind the number, over "of the" ("two of the facilities")."""
        words, last = self.words, quantity.last
        if low_at(words, last) != "of":
            return last + (low_at(words, last) in DASHES)
        if quantity.vague:
            return last + 1
        return last + 2 if low_at(words, last + 1) in _OWNED - {"those"} else last

    def _noun_end(self, first: int, over: frozenset[str]) -> int:
        """Where the phrase ends; that of a vague number may be long: "hundreds of violent, dangerous people"."""
        last = first
        if 0 < first < len(self.words) and self.words[first - 1].low in DASHES:
            return first + 1
        limit = min(len(self.words), first + _REACH * (2 if over else 1))
        while last < limit and (self.words[last].low in over or not self._stops(last, first)):
            last += 1
        return last

    def _stops(self, place: int, first: int) -> bool:
        word = self.words[place]
        if place in self._starts:
            return True
        if word.is_digits or word.low in {"$", "%"} or (word.low in _STOPS and not self._inside_name(place)):
            return True
        return place > first and _is_participle(word.low) and self.words[place - 1].low.endswith(("s", "n", "e"))

    def _inside_name(self, place: int) -> bool:
        """ "Immigration and Customs Enforcement": the "and" of a name ends no phrase."""
        if self.words[place].low != "and" or not 0 < place < len(self.words) - 1:
            return False
        return self.words[place - 1].text[0].isupper() and self.words[place + 1].text[0].isupper()

    def _sort(self, first: int, last: int) -> str:
        phrase = [word for word in self.words[first:last] if word.text[0].isalpha()]
        if not phrase or phrase[0].low in {"of", "percent"}:
            return "bare"
        noun = phrase[-1]
        if not noun.low.endswith("s") or noun.low.endswith("'s") or len(noun.low) < 4 or noun.text.isupper():
            return "bare"
        return "person" if noun.low.endswith(_SUFFIXES) else "unknown"


def _within(cue: Cue, quantity: Quantity) -> bool:
    return cue.first < quantity.last and quantity.first < cue.last


def _is_participle(low: str) -> bool:
    return (low.endswith("ed") and len(low) > 4) or low in _PARTICIPLE
