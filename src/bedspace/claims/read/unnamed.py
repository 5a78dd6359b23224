"""What a number counts where no word names it: people at a site are held, a promise of millions is to deport them."""

from __future__ import annotations

from bedspace.claims.read import weights
from bedspace.claims.read.amounts import low_at
from bedspace.claims.read.grammar import before
from bedspace.claims.read.phrases import Head
from bedspace.claims.read.quantity import Kind, Quantity
from bedspace.claims.read.scores import Evidence
from bedspace.claims.read.sentences import word_set
from bedspace.claims.read.surroundings import Surroundings

_MANY = 3e6
_OF_A_YEAR = 1e5  # what a pace gives of so many, it gives in a year
_PACES = word_set("pace rate clip track course speed tempo")
_PROMISES = word_set("promise promised promises pledge pledged vow vowed stump rally rallies campaign trail candidate")
_HELD_PEOPLE = word_set("men women detainees immigrants migrants inmates")
_SUCH = word_set("this that such current present on")
_PACED = frozenset({"remove", "arrest"})
_TARGETS = frozenset({"targets"})
_HAS = word_set("has have had now numbered employs")


def add_unnamed(found: Evidence, around: Surroundings, quantity: Quantity, head: Head) -> None:
    """What is meant of a number by where it was and how large it is."""
    if head.kind == "person" and _names(around, head, _TARGETS):
        found.add("scope", "operation", weights.LOCAL)
    if _is_wanted_a_day(found):
        found.add("process", "arrest", weights.FROM_SCOPE)
    if head.process == "officer" and found.of("scope", "operation") >= weights.SCOPE_SPEAKS:
        found.add("process", "deploy", weights.FROM_SCOPE)
    if head.process == "official" and low_at(around.words, quantity.first - 1) == "removed":
        found.add("process", "dismiss", weights.PREDICATE)  # "it removed two officials"
    if quantity.kind is Kind.COUNT and (quantity.low or 0.0) >= _OF_A_YEAR and _is_at_a_pace(around, found):
        found.add("measure", "yearly", weights.STRENGTH)
    if _is_promised(around, quantity, found):
        found.add("process", "remove", weights.FROM_SCOPE + weights.HARDLY)
    if head.kind == "person" and (before(around, quantity) not in _HAS or _names(around, head, _HELD_PEOPLE)):
        _add_from_scope(found)


def _names(around: Surroundings, head: Head, known: frozenset[str]) -> bool:
    """Whether the noun that is counted has one of some words: "902 men", not the staff of a site."""
    return any(word.low in known for word in around.words[head.first : head.last])


def _is_at_a_pace(around: Surroundings, found: Evidence) -> bool:
    """ "On that pace ICE would remove 430,000 people": removals or arrests as they are projected."""
    if found.best("process") not in _PACED or found.of("status", "projected") < found.of("status", "actual"):
        return False
    paces = (place for place, word in enumerate(around.words) if word.low in _PACES)
    return any(low_at(around.words, place - 1) in _SUCH for place in paces)


def _is_promised(around: Surroundings, quantity: Quantity, found: Evidence) -> bool:
    """ "Remember the fifteen million he promised": so many were only ever promised to be deported."""
    if quantity.kind is not Kind.COUNT or (quantity.low or 0.0) < _MANY or found.event() >= weights.HARDLY:
        return False
    return any(word.low in _PROMISES for word in around.words)


def _is_wanted_a_day(found: Evidence) -> bool:
    """Whether a number a day is wanted of nothing that is named: of arrests, in this system."""
    rate, wanted = found.of("measure", "rate") >= weights.SCOPE_SPEAKS, found.best("status") == "target"
    return rate and wanted and found.event() < weights.HARDLY


def _add_from_scope(found: Evidence) -> None:
    """People at a site are held, people in an operation arrested, where nothing else is said of them."""
    for scope, process in (("facility", "hold"), ("operation", "arrest")):
        if found.of("scope", scope) >= weights.SCOPE_SPEAKS:
            found.add("process", process, weights.FROM_SCOPE)
