"""The evidence for the facts about one number: for every value of every fact, how strongly the words speak for it.

Each fact is read by itself. The nearer a cue stands, and the fewer clauses and numbers lie in between, the more it
says; the noun that is counted says most, and what was said before says less. Nothing is ruled out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bedspace.claims.read.amounts import DASHES, low_at
from bedspace.claims.read.cues import Cue, contexts, things
from bedspace.claims.read.quantity import Kind, Quantity
from bedspace.claims.read.sentences import Word, word_set
from bedspace.claims.read.surroundings import Head, Surroundings

# Weights set by hand; those marked * were fitted on the five reports and half of the twelve reworded ones.
HEAD = 2.0
MODIFIER = 1.4
PREDICATE = 1.25
ATTRIBUTE = 0.65
VAGUE_RATE = 0.4
GROUP = 0.75
MODIFIER_OF_THING = 0.5
EVENT_OF_THING = 0.6
THING_ASIDE = 0.3
THING_OF_BARE = 0.85
OF_WHOLE = 0.4
CARRIED_TO_THING = 0.3
MONEY_ALONE = 0.4
CHANGE = 1.6
LOCAL = 0.75
PARALLEL_STATUS = 0.65
LEVEL = 1.5
NAMED = 0.45
LESS_IF_NAMED = 0.6
INHERITS = {"bare": 1.0, "person": 0.9}
LEVEL_WORDS = word_set("from to than against at versus")
SUMS = word_set("comes come came amounts adds up equal equivalent works")
HAS = word_set("has have had now numbered employs")
OVER_LEVEL = word_set("a an the average of about total record high low peak its previous former")
PRIORS = {
    ("measure", "count"): 0.5, ("measure", "stock"): 0.5, ("measure", "share"): 0.5,
    ("status", "actual"): 0.6, ("scope", "nation"): 0.65,
    ("comparison", ""): 0.45,
}  # fmt: skip
STRENGTH = {"measure": 1.2, "scope": 1.2, "status": 1.2}
ACTUAL = 0.75
_OF_UNITS = {Kind.MONEY: "money", Kind.DAYS: "duration", Kind.MULTIPLE: "change"}


@dataclass
class Evidence:
    """Scores of the values of the facts, the words of the strongest cue of each, and what only was said before."""

    scores: dict[tuple[str, str], float] = field(default_factory=lambda: dict(PRIORS))
    words: dict[tuple[str, str], Cue] = field(default_factory=dict)
    before: set[tuple[str, str]] = field(default_factory=set)

    def add(self, fact: str, value: str, score: float, cue: Cue | None = None) -> None:
        """Keep the strongest voice for a value; the others add a quarter of what they say."""
        key = fact, value
        before = self.scores.get(key, 0.0)
        most, least = max(before, score), min(before, score)
        self.scores[key] = most + (0.25 * least if fact == "process" and before else 0.0)
        if cue is not None and score >= before:
            self.words[key] = cue
            self.before.discard(key)

    def of(self, fact: str, value: str) -> float:
        """Score of a value; 0 where nothing speaks for it."""
        return self.scores.get((fact, value), 0.0)

    def here(self, process: str) -> float:
        """Score of a process; 0 where it was only named before."""
        return 0.0 if ("process", process) in self.before else self.of("process", process)

    def best(self, fact: str, values: Sequence[str] = ()) -> str:
        """The value of a fact that most speaks for, of some or of all; empty where nothing speaks for any."""
        found = sorted(values) if values else [value for name, value in self.scores if name == fact]
        return max(found, key=lambda value: self.of(fact, value), default="")


@dataclass(frozen=True)
class Carried:
    """What was said before, with the weight that it still has.

    Attributes
    ----------
    cues : tuple of (Cue, float)
        Cues of heading and sentences.
    previous : tuple of (str, str, float)
        Facts of the numbers before.
    event : str
        What was done with the things that the number before counts; a level of them is not part of it.
    far : bool
        Whether the number before stands in another sentence.
    local : tuple of str
        Scope below the nation of the number before in the same sentence.
    status : str
        Status of the number before in the same sentence.
    """

    cues: tuple[tuple[Cue, float], ...] = ()
    previous: tuple[tuple[str, str, float], ...] = ()
    event: str = ""
    far: bool = False
    local: tuple[str, ...] = ()
    status: str = ""


def evidence(around: Surroundings, quantity: Quantity, head: Head, carried: Carried) -> Evidence:
    """What speaks for each value of each fact about one number.

    Parameters
    ----------
    around : Surroundings
        The sentence.
    quantity : Quantity
    head : Head
        The noun that the number counts.
    carried : Carried
        What heading, sentences and numbers before say.
    """
    found = Evidence()
    for cue in around.cues:
        if quantity.first <= cue.first < quantity.last and cue.fact not in {"comparison", "polarity"}:
            continue
        found.add(cue.fact, cue.value, _voice(around, quantity, head, cue), cue)
    named = _named(found)
    for cue, weight in carried.cues:
        less = CARRIED_TO_THING if head.kind == "thing" and cue.fact == "process" else 1.0
        if not found.of(cue.fact, cue.value):
            found.before.add((cue.fact, cue.value))
        found.add(cue.fact, cue.value, less * weight * cue.weight * _aside(cue, head))
    if is_level(around, quantity) or (head.kind in INHERITS and quantity.kind not in {Kind.MONEY, Kind.DAYS}):
        weight = LEVEL if is_level(around, quantity) else INHERITS[head.kind]
        if carried.far and not is_level(around, quantity) and named >= NAMED:
            weight *= LESS_IF_NAMED
        for fact, value, score in carried.previous:
            if value == carried.event and (is_level(around, quantity) or _before(around, quantity) in HAS):
                continue
            found.before.discard((fact, value))
            found.add(fact, value, score * weight)
    for value in carried.local:
        found.add("scope", value, LOCAL)
    sums = low_at(around.words, quantity.first - 2) in SUMS
    if carried.status and around.is_parallel(quantity) and (sums or not is_level(around, quantity)):
        found.add("status", carried.status, PARALLEL_STATUS)
    for fact, value, score in _of_grammar(around, quantity):
        found.add(fact, value, score)
    return found


def _named(found: Evidence) -> float:
    """How strongly an event is named that a count may be read from."""
    aside = things() | contexts()
    return max((s for (f, v), s in found.scores.items() if f == "process" and v not in aside), default=0.0)


def _voice(around: Surroundings, quantity: Quantity, head: Head, cue: Cue) -> float:
    score = cue.weight * around.closeness(quantity, cue)
    if cue.fact != "process":
        less = ATTRIBUTE if cue.fact == "status" and low_at(around.words, quantity.last) in DASHES else 1.0
        less *= VAGUE_RATE if cue.fact == "measure" and quantity.vague else 1.0
        less *= GROUP if cue.value == "group" else 1.0
        return score * less * (ACTUAL if cue.value == "actual" else STRENGTH.get(cue.fact, 1.0))
    if head.first <= cue.first and cue.last <= head.last:
        return cue.weight * _in_noun(head, cue, quantity)
    if cue.first >= head.last:
        score *= (OF_WHOLE if around.is_whole(quantity) else 1.0) * (PREDICATE if around.is_predicate(cue) else 1.0)
    return score * (1.0 if quantity.kind is Kind.PERCENT and head.kind == "thing" else _aside(cue, head))


def _in_noun(head: Head, cue: Cue, quantity: Quantity) -> float:
    if head.kind != "thing" or quantity.kind is Kind.PERCENT:
        return MODIFIER
    return HEAD if cue.last == head.last or cue.value == head.process else MODIFIER_OF_THING


def _aside(cue: Cue, head: Head) -> float:
    """How much a cue outside of the noun phrase says: a thing says what is counted only of a number without noun."""
    if cue.fact != "process":
        return 1.0
    if cue.value in things():
        return THING_OF_BARE if head.kind == "bare" else THING_ASIDE
    return EVENT_OF_THING if head.kind == "thing" else 0.2 if head.kind == "unknown" else 1.0


def is_level(around: Surroundings, quantity: Quantity) -> bool:
    """ "from 94%", "to 182,799", "against 57,861", "from an average of 312": a level of what was spoken of before."""
    return _before(around, quantity) in LEVEL_WORDS


def _before(around: Surroundings, quantity: Quantity) -> str:
    """The word before a number, over "an average of" and the like."""
    place = quantity.first - 1
    while low_at(around.words, place) in OVER_LEVEL:
        place -= 1
    return low_at(around.words, place)


_UP_DOWN = word_set("up down by")
_THAN = word_set("more fewer higher lower less larger smaller greater above below over under")
_LEVELS = word_set("from to at")
_MADE = word_set("make makes made making")
_JOINTS = word_set("of a an about another some")


def _of_grammar(around: Surroundings, quantity: Quantity) -> Iterator[tuple[str, str, float]]:
    """What the kind of number and the words right beside it say about the measure."""
    if quantity.kind is Kind.MONEY:
        yield "process", "fund", MONEY_ALONE
    if quantity.kind in _OF_UNITS:
        yield "measure", _OF_UNITS[quantity.kind], 0.5
    if quantity.kind in {Kind.COUNT, Kind.PERCENT}:
        yield "measure", "change", _change(around, quantity)
    if quantity.comparator == "up_to":
        yield "comparison", "highest", 0.5


def _change(around: Surroundings, quantity: Quantity) -> float:
    """How much the words right beside a number say that it is the amount of a change."""
    words, first, last = around.words, quantity.first, quantity.last
    before = low_at(words, first - 1)
    if before in _LEVELS:
        return 0.0
    if before in {"or", "and"} and (other := next((q for q in around.quantities if q.last == first - 1), None)):
        return _change(around, other)
    if before in _UP_DOWN and low_at(words, first - 2) not in _MADE and not any(cue.fact == "process" and cue.last == first for cue in around.cues):
        return CHANGE
    ends = {cue.last for cue in around.cues if cue.fact == "change"}
    starts = {cue.first for cue in around.cues if cue.fact == "change"}
    if first in ends or (before in _JOINTS and first - 1 in ends):
        return CHANGE if quantity.kind is Kind.PERCENT or before == "of" else 0.7 * CHANGE
    if quantity.kind is Kind.PERCENT and (low_at(words, last) in _THAN or {last, last + 1} & starts):
        return CHANGE
    return CHANGE if _more_than(words, last) else 0.0


def _more_than(words: Sequence[Word], last: int) -> bool:
    """ "5,000 more people than", "5,000 below"."""
    if low_at(words, last) not in _THAN:
        return False
    return low_at(words, last) in {"above", "below"} or any(low_at(words, last + s) == "than" for s in (1, 2, 3))
