"""Officers who were there before others were hired, and how many it then were."""

from __future__ import annotations

from bedspace.claims.read import weights
from bedspace.claims.read.amounts import low_at
from bedspace.claims.read.grammar import is_level
from bedspace.claims.read.phrases import Head
from bedspace.claims.read.quantity import Kind, Quantity
from bedspace.claims.read.scores import Evidence
from bedspace.claims.read.sentences import word_set
from bedspace.claims.read.surroundings import Surroundings

_ADDED_TO = ("on", "top", "of")
_JOINED = word_set("join joins joined joining besides beyond alongside")
_OPENING = word_set("the its their our about roughly nearly some")
_REACH = 6
_NEW = word_set("new more additional extra")


def add_force(found: Evidence, around: Surroundings, quantity: Quantity, head: Head) -> None:
    """What a number says of a force: "9,000 new agents on top of the 7,000 it had", "hires lifted it to 16,000"."""
    hired = found.of("process", "hire")
    if quantity.kind is not Kind.COUNT or not hired or _is_of_new(around, head):
        return
    named = max(found.of("process", "officer"), found.of("process", "staff"))
    if _is_there_before(around, quantity) or (named >= weights.SCOPE_SPEAKS and _is_reached(around, quantity)):
        found.add("process", "officer", max(hired, found.of("process", "hold")))
        found.add("status", "actual", weights.STRENGTH)
        found.weaken("process", "hire", weights.NOT_HIRED)


def _is_of_new(around: Surroundings, head: Head) -> bool:
    """Whether the noun itself tells of new ones: "to 10,000 new officers"."""
    return any(word.low in _NEW for word in around.words[head.first : head.last])


def _is_there_before(around: Surroundings, quantity: Quantity) -> bool:
    """Whether others come on top of them: "on top of the 7,000", "they join the 7,000"."""
    place = quantity.first - 1
    while low_at(around.words, place) in _OPENING:
        place -= 1
    opening = tuple(low_at(around.words, place - back) for back in (2, 1, 0))
    return opening == _ADDED_TO or opening[-1] in _JOINED


def _is_reached(around: Surroundings, quantity: Quantity) -> bool:
    """Whether a force came to a number: "which lifted its force to 16,000 agents"."""
    staff = (cue for cue in around.cues if (cue.fact, cue.value) == ("process", "staff"))
    near = any(quantity.first - _REACH <= cue.first < quantity.first for cue in staff)
    return near and is_level(around, quantity)
