"""What was just read, and what a later number takes over from it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from bedspace.claims.claim import Claim
from bedspace.claims.read.frames import Reading
from bedspace.claims.read.quantity import Kind, Quantity
from bedspace.claims.read.sentences import Sentence
from bedspace.claims.read.surroundings import Surroundings

_REPEATED = 0.9
_INHERIT_WITHIN = 3
_INHERIT_FACTOR = 4.0
_INHERIT_FACTOR_SAME = 8.0
_INHERIT_FACTOR_PRONOUN = 10.0
_INHERIT_FACTOR_LEVEL = 20.0
_HEIRS = {"arrests_daily_peak": "arrests_daily_actual"}


@dataclass
class Memory:
    """The claims and concepts of the sentences just read, from which later numbers may inherit."""

    claims: deque[tuple[Sentence, Quantity, Claim, frozenset[str]]] = field(default_factory=lambda: deque(maxlen=4))
    concepts: deque[frozenset[str]] = field(default_factory=lambda: deque(maxlen=2))
    so_far: set[str] = field(default_factory=set)
    values: dict[tuple[Kind, float, float], str] = field(default_factory=dict)

    def earlier(self) -> tuple[frozenset[str], ...]:
        """Concepts of the last sentence, of the one before, and of all."""
        recent = (*self.concepts, frozenset(), frozenset())[:2]
        return (*recent, frozenset(self.so_far))


def with_repeats(found: list[Reading], quantity: Quantity, memory: Memory) -> list[Reading]:
    """The same number said again mostly means the same thing."""
    known = memory.values.get((quantity.kind, quantity.low or 0.0, quantity.high or 0.0))
    if known is None or quantity.spelled:
        return found
    before = next((reading.score for reading in found if reading.metric == known), 1.2)
    rest = [reading for reading in found if reading.metric != known]
    return sorted([Reading(known, before + _REPEATED), *rest], key=lambda reading: -reading.score)


def inherited(
    sentence: Sentence, around: Surroundings, quantity: Quantity, head: frozenset[str], memory: Memory
) -> Iterator[tuple[str, int]]:
    """Metrics that a number may take over from recent ones of its kind and size, with the distance."""
    if quantity.vague or not quantity.low or quantity.kind not in {Kind.COUNT, Kind.PERCENT}:
        return
    factor = _factor(around, quantity)
    for earlier, number, claim, noun in reversed(memory.claims):
        back = sentence.index - earlier.index
        if back > _INHERIT_WITHIN or number.kind is not quantity.kind or not number.low:
            continue
        same_noun = back == 0 and bool(noun & head - {"bare", "unknown"})
        bare = not quantity.spelled and (quantity.kind is Kind.PERCENT or "bare" in head)
        passes_over = claim.metric == "change_count" and around.closeness(quantity, "level", "<") > 0.5
        if (
            (same_noun or bare)
            and not passes_over
            and max(quantity.low / number.low, number.low / quantity.low) <= factor
        ):
            yield _HEIRS.get(claim.metric, claim.metric), back


def _factor(around: Surroundings, quantity: Quantity) -> float:
    """How far in size a number may be from the one it inherits from."""
    if is_level(around, quantity):
        return _INHERIT_FACTOR_LEVEL
    return _INHERIT_FACTOR_PRONOUN if around.speaks_of_it else _INHERIT_FACTOR


def is_level(around: Surroundings, quantity: Quantity) -> bool:
    """ "up from 135", "to 182,799": the level of what was spoken of."""
    return around.closeness(quantity, "level", "<") >= 0.75
