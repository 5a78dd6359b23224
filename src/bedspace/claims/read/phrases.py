"""The noun that a number counts: the phrase behind it, and what sort of noun it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bedspace.claims.read.amounts import DASHES, low_at
from bedspace.claims.read.cues import Cue, things
from bedspace.claims.read.quantity import Kind, Quantity
from bedspace.claims.read.sentences import Word, word_set

_STOPS = word_set(
    "the a these was were is are be been being had has have did do does in on at to by for from with and or but "
    "than that who whom whose which when while as a an per if since during before after under between within into "
    "it he she they we its , ; : . ( ) [ ] ? ! would could will can may might must shall should last next each "
    "every through until out not about against across around over near inside outside off nationwide so only now just "
    "where there more fewer less higher lower compared said say says told annually daily weekly monthly yearly "
    "overall total altogether times time / | “ ” • …"
) | {'"'}
OWNED = word_set("the those these its their your this that ice's our his her all")
_PRONOUNS = word_set("them whom which those these")
_MORE = word_set("more fewer further")
_PLURALS = ("s", "men", "people")
_LISTED = frozenset({",", "and"})
_REACH = 7
_NEXT_OF_LIST = 4
_SUFFIXES = ("ers", "ors", "ists", "ees", "ians", "ans", "men", "folks")
_PARTICIPLE = word_set(
    "held sent set taken booked let left freed kept made caught lost put given brought flown seen found"
)
PAST = word_set("took went came made ran saw got flew rose fell grew stood began became told gave met led won did")
_NOW = word_set("hold holds house houses exceed exceeds sit sits sleep")  # verbs that end a noun: "its 190 sites hold"
_ARE = word_set("were are was")
_AGAIN = word_set("another further")
_CARRIED = word_set("moved shuttled carried ferried flew took brought hauled transported transferred went left")


@dataclass(frozen=True)
class Head:
    """The noun that a number counts: words up to `last`, and what sort of noun it is.

    Attributes
    ----------
    kind : str
        ``thing`` (a cue is the noun), ``person``, ``unknown``, ``pronoun`` ("of them") or ``bare`` (no noun stands
        behind the number).
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
class Phrases:
    """A sentence with its numbers and cues, and the nouns that the numbers count."""

    words: Sequence[Word]
    quantities: Sequence[Quantity]
    cues: Sequence[Cue]

    @cached_property
    def starts(self) -> frozenset[int]:
        """Places where numbers begin."""
        return frozenset(quantity.first for quantity in self.quantities)

    @cached_property
    def _heads(self) -> dict[Quantity, Head]:
        """The heads that were found so far."""
        return {}

    def head(self, quantity: Quantity) -> Head:
        """The noun phrase behind a number, and what it counts; in "45 out of 181 sites" both count the same."""
        if (known := self._heads.get(quantity)) is None:
            known = self._heads[quantity] = self._head(quantity)
        return known

    def _head(self, quantity: Quantity) -> Head:
        if (whole := self.whole(quantity)) is not None:
            return self.head(whole)
        if (noun := self._predicate_noun(quantity)) is not None:
            return Head("thing", noun.value, noun.first, noun.last)
        if self._is_pronoun(quantity.last) or self._follows_pronoun(quantity.first):
            return Head("pronoun", "", quantity.last, quantity.last)
        first = self._noun_start(quantity)
        if low_at(self.words, first) in _CARRIED and low_at(self.words, quantity.first - 1) in _AGAIN:
            return Head("bare", "", first, first)  # "another 140 moved detainees" counts flights, no detainees
        last = self._noun_end(first, over=_LISTED if quantity.vague else frozenset())
        nouns = [cue for cue in self.cues if cue.fact in {"process", "person"} and first <= cue.first < last]
        if quantity.kind is Kind.DAYS:
            return Head("bare", "", first, last)
        if not nouns and (end := self._end_of_rise(quantity)) is not None:
            return self.head(end)
        if nouns:
            noun = max(nouns, key=lambda cue: (cue.last, cue.fact == "person", -cue.first))
            kind = "person" if noun.fact == "person" else "thing"
            return Head(kind, noun.value, first, self._list_end(noun, max(last, noun.last)))
        if (thing := self._thing_before_one_of(quantity)) is not None:
            return Head("thing", thing.value, thing.first, thing.last)
        return Head(self._sort(first, last), "", first, last)

    def _end_of_rise(self, quantity: Quantity) -> Quantity | None:
        """The number that names what both count: "from 400 to 650 officers"."""
        if (low_at(self.words, quantity.first - 1), low_at(self.words, quantity.last)) != ("from", "to"):
            return None
        same = (other for other in self.quantities if other.kind is quantity.kind)
        return next((other for other in same if other.first == quantity.last + 1), None)

    def _predicate_noun(self, quantity: Quantity) -> Cue | None:
        """What "214 were removal flights" and "90 of those are judges" count."""
        place = self.behind(quantity)
        if low_at(self.words, place) not in _ARE:
            return None
        first = place + 1
        last = self._noun_end(first, frozenset())
        nouns = (cue for cue in self.cues if cue.fact == "process" and first <= cue.first and cue.last == last)
        return next((cue for cue in nouns if cue.value in things()), None)

    def _thing_before_one_of(self, quantity: Quantity) -> Cue | None:
        """What "the Atlanta field office, one of 25" counts."""
        opening = tuple(low_at(self.words, quantity.first - back) for back in (3, 2, 1))
        if opening != (",", "one", "of"):
            return None
        nouns = (cue for cue in self.cues if cue.fact == "process" and cue.last == quantity.first - 3)
        return max(nouns, key=lambda cue: cue.value in things(), default=None)

    def _list_end(self, noun: Cue, last: int) -> int:
        """Behind a list of nouns of one sort: "130 special agents, deportation officers and deputy marshals"."""
        while low_at(self.words, last) in _LISTED:
            reach = range(last + 1, last + _NEXT_OF_LIST)
            same = [c for c in self.cues if (c.fact, c.value) == (noun.fact, noun.value) and c.first in reach]
            if not same or any(place in self.starts for place in reach):
                break
            last = max(cue.last for cue in same)
        return last

    def describes(self, place: int) -> bool:
        """Whether a word behind "those" says which ones: "those arrested", "those in custody"."""
        low = low_at(self.words, place)
        return low in {"in", "who", "whom", "already", "still"} or is_participle(low)

    def behind(self, quantity: Quantity) -> int:
        """The place behind a number and its "of them"."""
        return quantity.last + 2 * self._is_pronoun(quantity.last)

    def _is_pronoun(self, place: int) -> bool:
        """ "of them", "of those were", not "of those men"."""
        if low_at(self.words, place) != "of" or low_at(self.words, place + 1) not in _PRONOUNS:
            return False
        return low_at(self.words, place + 1) not in OWNED or not low_at(self.words, place + 2).endswith(_PLURALS)

    def _follows_pronoun(self, place: int) -> bool:
        """ "of which 215 went abroad"."""
        return low_at(self.words, place - 2) == "of" and low_at(self.words, place - 1) in {"which", "whom"}

    def whole(self, quantity: Quantity) -> Quantity | None:
        """The number of which this one is a part: "45 of 181", "45 out of the 181"."""
        place = quantity.last + (low_at(self.words, quantity.last) == "out")
        if low_at(self.words, place) != "of":
            return None
        firsts = range(place + 1, place + 4) if low_at(self.words, place + 1) in OWNED else {place + 1}
        return next((other for other in self.quantities if other.first in firsts), None)

    def _noun_start(self, quantity: Quantity) -> int:
        """Behind the number, over "of the" ("two of the facilities")."""
        words, last = self.words, quantity.last
        if low_at(words, last) != "of":
            return last + (low_at(words, last) in DASHES or self._is_more(last))
        if quantity.vague:
            return last + 1
        return last + 2 if low_at(words, last + 1) in OWNED - {"those"} else last

    def _is_more(self, place: int) -> bool:
        """ "80,000 more beds", not "80,000 more than"."""
        return (
            low_at(self.words, place) in _MORE
            and low_at(self.words, place + 1)[:1].isalpha()
            and (low_at(self.words, place + 1) not in _STOPS)
        )

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
        if place in self.starts:
            return True
        if word.is_digits or word.low in {"$", "%"} or (word.low in _STOPS and not self._inside_name(place)):
            return True
        ends = place > first and (is_participle(word.low) or word.low in PAST | _NOW)
        return ends and self.words[place - 1].low.endswith(("s", "n", "e"))

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


def is_participle(low: str) -> bool:
    """Whether a word in lower case is a participle by its form."""
    return (low.endswith("ed") and len(low) > 4) or low in _PARTICIPLE
