"""Numbers that are a part of the number before: of the people held, of the arrested, of the petitions of a court."""

from __future__ import annotations

from bedspace.claims.read import weights
from bedspace.claims.read.amounts import low_at
from bedspace.claims.read.phrases import Head
from bedspace.claims.read.quantity import Kind, Quantity
from bedspace.claims.read.scores import Carried, Evidence
from bedspace.claims.read.sentences import word_set
from bedspace.claims.read.surroundings import Surroundings

_SPANS = word_set("since day week month year yesterday during january february march april june july august september")
_SPANS |= word_set("october november december daily weekly monthly")
_ACCOUNTS = word_set("account accounts accounted make made makes")
_TAKEN = word_set("taken occupied filled used")
_ARE = word_set("were are was is")
_MAKES = word_set("made make makes were are accounted")
_PARTS = frozenset({"bare", "person"})
_STANDINGS = word_set("order orders ordered reentered entered overstayed")
_BEHIND_ARREST = ("decide", "remove", "crime", "judge")
_REACH = 6
_GONE = frozenset({"remove", "self_depart"})
_OF_ASYLUM = frozenset({"asylum", "seek_asylum"})
_OF_COURT = frozenset({"petition", "ruling"})


def add_parts(
    found: Evidence, around: Surroundings, quantity: Quantity, head: Head, carried: Carried, *, is_pronoun: bool
) -> None:
    """What a number takes over as a part of the one before.

    Parameters
    ----------
    found : Evidence
        What speaks for it so far; added to.
    around : Surroundings
    quantity : Quantity
    head : Head
    carried : Carried
        What was said before.
    is_pronoun : bool
        Whether it counts some "of them".
    """
    before = {(fact, value) for fact, value, _ in carried.previous}
    if is_pronoun:
        _add_held_of(found, around, quantity)
        if ("process", "hold") in before and low_at(around.words, quantity.first - 2) in _ACCOUNTS:
            found.add("process", "hold", found.of("process", "arrest") + weights.HELD_OF)
        if ("scope", "facility") in before:  # "60 of them" are there too
            found.add("scope", "facility", found.of("scope", "group") + weights.HELD_OF)
    elif _opens_with_whole(around, quantity) or (
        (("process", "hold") in before or _is_of_detainees(around, quantity, head))
        and _is_part_of_held(around, quantity)
    ):
        found.add("process", "hold", found.of("process", "arrest") + weights.HELD_OF)
        found.add("scope", "group", weights.GROUP)
    if quantity.kind is Kind.COUNT and any(fact == "process" and value in _OF_COURT for fact, value in before):
        _add_of_petitions(found, around, head)
    if found.of("process", "crime") and ("process", "crime") not in found.words and _is_of_group(around, quantity):
        found.add("process", "hold", found.of("process", "crime") + weights.HELD_OF)
        found.weaken("process", "crime", weights.OF_ANOTHER)
    if head.process == "bed" and not around.is_whole(quantity) and _are_taken(around, head):
        found.add("process", "hold", weights.HEAD + weights.HELD_OF)
    if head.kind in _PARTS and found.here("release") >= weights.NAMED and (quantity.high or 0.0) < carried.arrested:
        found.add("process", "arrest", weights.BESIDE_EVENT)  # "eleven were let go" of those arrested
    elif head.kind in _PARTS and (quantity.high or 0.0) < carried.arrested and _tells_of_standing(around, quantity):
        _add_arrested(found)
    if is_pronoun and head.process == "case" and found.most_of(_OF_ASYLUM) >= weights.HARDLY:
        found.add("process", "asylum", weights.PART_OF)
    if head.kind in _PARTS and carried.is_sum:
        found.add("process", "depart", found.most_of(_GONE) + weights.HELD_OF)


def _tells_of_standing(around: Surroundings, quantity: Quantity) -> bool:
    """Whether what follows only says why people were taken: "29 had final orders of removal, 11 had reentered"."""
    end = min((other.first for other in around.quantities if other.first >= quantity.last), default=len(around.words))
    return any(word.low in _STANDINGS for word in around.words[quantity.last : min(end, quantity.last + _REACH)])


def _add_arrested(found: Evidence) -> None:
    """Who was ordered to leave, or came back after a removal, and is a part of the arrested: an arrest."""
    found.add("process", "arrest", found.event() + weights.HELD_OF)
    found.add("scope", "operation", weights.LOCAL)
    found.add("status", "actual", found.most("status") + weights.HELD_OF)  # "ordered" is no goal of arrests
    for process in _BEHIND_ARREST:
        found.weaken("process", process, weights.OF_ANOTHER)


def _are_taken(around: Surroundings, head: Head) -> bool:
    """Whether beds "are taken": so many people are held."""
    return low_at(around.words, head.last) in _ARE and low_at(around.words, head.last + 1) in _TAKEN


def _add_held_of(found: Evidence, around: Surroundings, quantity: Quantity) -> None:
    """ "Agents had arrested 4,000 of those in custody": those are a part of the people held."""
    first = quantity.last + 2
    bases = [cue for cue in around.cues if (cue.fact, cue.value) == ("process", "hold")]
    if around.describes(first) and any(first <= cue.first <= first + 1 for cue in bases):
        found.add("process", "hold", found.of("process", "arrest") + weights.HELD_OF)


def _opens_with_whole(around: Surroundings, quantity: Quantity) -> bool:
    """ "Of the 62,000 people in detention, 47,000 were arrested by ICE": a part of the people held."""
    if low_at(around.words, 0) != "of" or low_at(around.words, quantity.first - 1) != ",":
        return False
    held = [cue for cue in around.cues if (cue.fact, cue.value) == ("process", "hold") and cue.last < quantity.first]
    return bool(held) and not any(low_at(around.words, place) == "," for place in range(quantity.first - 1))


def _is_of_detainees(around: Surroundings, quantity: Quantity, head: Head) -> bool:
    """ "47,000 of the detainees": the noun itself names the people held."""
    held = {cue.first for cue in around.cues if (cue.fact, cue.value) == ("process", "hold")}
    return low_at(around.words, quantity.last) == "of" and bool(held & set(range(head.first, head.last)))


def _is_part_of_held(around: Surroundings, quantity: Quantity) -> bool:
    """ "66,000 are in detention; 52,000 were arrested by ICE itself": a part of them, unless a time says when."""
    if quantity.kind is not Kind.COUNT:
        return False
    takers = [cue for cue in around.cues if (cue.fact, cue.value) == ("scope", "group")]
    arrests = {cue.first for cue in around.cues if (cue.fact, cue.value) == ("process", "arrest")}
    by_whom = any(cue.first in arrests and cue.last - cue.first > 1 for cue in takers)
    return by_whom and not any(word.low in _SPANS or word.text == "May" for word in around.words)


def _add_of_petitions(found: Evidence, around: Surroundings, head: Head) -> None:
    """ "41 petitions: 30 granted, seven denied, four pending"."""
    if found.here("decide") >= weights.NAMED:
        found.add("process", "ruling", found.of("process", "decide") + weights.HELD_OF)
    if any(word.low == "pending" for word in around.words[head.first : head.last]):
        found.add("process", "petition", weights.HEAD + weights.HELD_OF)


def _is_of_group(around: Surroundings, quantity: Quantity) -> bool:
    """Whether a group is all that a share says: "11 percent were women", "women made up 11 percent"."""
    groups = [cue for cue in around.cues if (cue.fact, cue.value) == ("scope", "group")]
    behind = quantity.last + 2 * (low_at(around.words, quantity.last) == "of")
    behind += low_at(around.words, behind) in _ARE
    made = [at for at in (quantity.first - 2, quantity.first - 1) if low_at(around.words, at) in _MAKES]
    return any(cue.first == behind or (made and cue.last == made[0]) for cue in groups)
