"""What one cue says about a number, by where it stands: in its noun, as its label, before or behind it."""

from __future__ import annotations

from bedspace.claims.read import weights
from bedspace.claims.read.amounts import DASHES, low_at
from bedspace.claims.read.cues import Cue, things
from bedspace.claims.read.phrases import Head
from bedspace.claims.read.quantity import Kind, Quantity
from bedspace.claims.read.sentences import word_set
from bedspace.claims.read.surroundings import Surroundings

_LABELS = word_set("of : at")
_AHEAD = frozenset({"added", "plan", "target", "projected", "required"})
_PARTS = word_set("and but , ;")
_NEW = word_set("a an another new")


def voice(around: Surroundings, quantity: Quantity, head: Head, cue: Cue) -> float:
    """What one cue says."""
    if cue.fact == "process" and head.first <= cue.first and cue.last <= head.last:
        return cue.weight * _in_noun(head, cue, quantity) * _whole_of(around, quantity, cue, head)
    closeness = around.closeness(quantity, cue)
    if cue.fact == "scope" and cue.last <= quantity.first:
        closeness **= weights.SCOPE_REACHES
    score = cue.weight * closeness
    if cue.fact != "process":
        return score * _strength(around, quantity, cue, head)
    if cue.last == quantity.first - 1 and low_at(around.words, cue.last) in _LABELS:
        score *= weights.LABEL
    if head.kind == "bare" and cue.last <= quantity.first and around.is_counted(cue):
        return max(score, cue.weight * weights.NUMBER_OF)
    if cue.first >= head.last:
        score *= weights.OF_WHOLE if around.is_whole(quantity) and not _says_which(around, cue, head) else 1.0
        score *= weights.PREDICATE if around.is_predicate(cue) else 1.0
        score *= weights.REDUCED if around.is_reduced(cue) else 1.0
    if cue.value in things() and around.words[cue.last - 1].low.endswith("'s"):
        return score * weights.THING_ASIDE  # "the center's population" counts no centers
    if quantity.kind is Kind.PERCENT and head.kind == "thing":
        return score
    return score * aside(cue, head, follows=cue.first >= head.last)


def _says_which(around: Surroundings, cue: Cue, head: Head) -> bool:
    """Whether a cue right behind a noun says which ones: "40 of the 90 people in custody had a conviction"."""
    if cue.first != head.last:
        return False
    return low_at(around.words, cue.first) == "in" or around.is_reduced(cue)


def _whole_of(around: Surroundings, quantity: Quantity, cue: Cue, head: Head) -> float:
    """How much less a noun says of which the number is only a part: "190 of the detainees were released"."""
    is_part = head.kind == "person" and low_at(around.words, quantity.last) == "of"
    return weights.PART_OF if is_part and cue.fact == "process" else 1.0


def _strength(around: Surroundings, quantity: Quantity, cue: Cue, head: Head) -> float:
    """What a cue for another fact than the process says beside the number."""
    if cue.value == "actual":
        return weights.ACTUAL
    if cue.value == "group":
        return weights.GROUP_COUNTED if head.first <= cue.first and cue.last == head.last else weights.GROUP
    if cue.value == "facility" and cue.fact == "scope":
        return weights.SITE
    if (cue.fact == "status" or cue.value == "added") and _labels_another(around, quantity, cue):
        return weights.STRENGTH * weights.OF_ANOTHER
    if cue.fact == "status" and low_at(around.words, quantity.last) in DASHES:
        if low_at(around.words, quantity.first - 1) in _NEW:  # "into a 300-bed prison", which is not there yet
            return weights.STRENGTH
        return weights.STRENGTH * weights.ATTRIBUTE
    if cue.fact == "measure" and quantity.vague:
        return weights.STRENGTH * weights.VAGUE_RATE
    return weights.STRENGTH if cue.fact in {"measure", "scope", "status"} else 1.0


def _labels_another(around: Surroundings, quantity: Quantity, cue: Cue) -> bool:
    """Whether a cue is said of another number: "11,800 were hired against a goal of 10,000"."""
    if cue.value in _AHEAD and cue.first >= quantity.last and _opens_next_clause(around, quantity, cue):
        return True
    if low_at(around.words, cue.last) not in _LABELS:
        return False
    return cue.last + 1 in around.starts and quantity.first != cue.last + 1


def _opens_next_clause(around: Surroundings, quantity: Quantity, cue: Cue) -> bool:
    """Whether a plan is that of the next clause and its number: "900 beds, and is meant to grow to 2,000"."""
    later = [other.first for other in around.quantities if other.first >= cue.last]
    parted = any(low_at(around.words, place) in _PARTS for place in range(quantity.last, cue.first))
    return parted and bool(later) and not any(low_at(around.words, at) in _PARTS for at in range(cue.last, later[0]))


def _in_noun(head: Head, cue: Cue, quantity: Quantity) -> float:
    if head.kind != "thing" or quantity.kind is Kind.PERCENT:
        return weights.MODIFIER
    return weights.HEAD if cue.last == head.last or cue.value == head.process else weights.MODIFIER_OF_THING


def aside(cue: Cue, head: Head, *, follows: bool = False) -> float:
    """How much a cue outside of the noun phrase says: a thing before a number without noun may be what it counts."""
    if cue.fact != "process":
        return 1.0
    if cue.value in things():
        return weights.THING_OF_BARE if head.kind == "bare" and not follows else weights.THING_ASIDE
    return {"thing": weights.EVENT_OF_THING, "unknown": weights.EVENT_OF_UNKNOWN}.get(head.kind, 1.0)
