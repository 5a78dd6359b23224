"""The evidence for the facts about one number: for every value of every fact, how strongly the words speak for it.

Each fact is read by itself. The nearer a cue stands, and the fewer clauses and numbers lie in between, the more it
says; the noun that is counted says most, and what was said before says less. Nothing is ruled out.
"""

from __future__ import annotations

from dataclasses import replace

from bedspace.claims.read import weights
from bedspace.claims.read.amounts import DASHES, low_at
from bedspace.claims.read.continuing import continues, states_goal
from bedspace.claims.read.cues import Cue, contexts, things
from bedspace.claims.read.forces import add_force
from bedspace.claims.read.grammar import before, is_level, of_grammar
from bedspace.claims.read.parts import add_parts
from bedspace.claims.read.phrases import Head
from bedspace.claims.read.quantity import Kind, Quantity
from bedspace.claims.read.scores import Carried, Evidence
from bedspace.claims.read.sentences import word_set
from bedspace.claims.read.surroundings import Surroundings
from bedspace.claims.read.unnamed import add_unnamed
from bedspace.claims.read.voices import aside, voice

_NO_HEIRS = frozenset({Kind.MONEY, Kind.DAYS})
_WANTED = frozenset({"target", "plan"})
_POINTS = frozenset({("that", "is"), ("you", "get"), ("which", "is"), ("that", "makes"), ("that", "means")})
_SUMS = word_set("comes come came amounts adds up equal equivalent works")
_BROADER = {"border_release": "release"}  # a release counted right after those at the border is one of them
_AGAIN = word_set("another further")
_HAS = word_set("has have had now numbered employs")


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
    is_pronoun = head.kind == "pronoun"
    head = _resolved(head, carried)
    for cue in around.cues:
        if not (quantity.first <= cue.first < quantity.last or _is_of_span(around, cue)):  # its own comparator
            is_base = is_pronoun and cue.fact == "process" and _is_base(around, quantity, cue)
            score = voice(around, quantity, head, cue) * (weights.BASE_OF_PART if is_base else 1.0)
            found.add(cue.fact, cue.value, score, cue)
    event = found.event()
    unsaid = max(1.0 - event, 0.0) if event >= weights.NAMED else 1.0
    _add_carried(found, head, carried, unsaid)
    if is_pronoun and head.kind == "thing":
        found.add("process", head.process, weights.PRONOUN)
        _add_kind(found, head, carried, unsaid)
    elif (
        is_level(around, quantity)
        or _goes_on_in_days(around, quantity)
        or (head.kind in weights.HEIRS and (carried.near or not carried.far or quantity.kind not in _NO_HEIRS))
    ):
        _add_previous(found, around, quantity, head, carried, unsaid)
    _add_parallel(found, around, quantity, head, carried)
    for fact, value, score in of_grammar(around, quantity):
        found.add(fact, value, score)
    add_parts(found, around, quantity, head, carried, is_pronoun=is_pronoun)
    _add_bound(found)
    if ("scope", "facility") in found.words and found.of("scope", "facility") >= weights.NAMED:
        found.add("scope", "facility", found.of("scope", "place") + weights.HELD_OF)  # a site in a town
    if quantity.kind is Kind.DAYS and _is_mean_stay(found):
        found.add("process", "stay", weights.MEAN_STAY)
    add_unnamed(found, around, quantity, head)
    add_force(found, around, quantity, head)
    return found


def _is_of_span(around: Surroundings, cue: Cue) -> bool:
    """Whether a day is one of a span: "in a four-day sweep" is no rate; "on two days there were 900" may be."""
    if (cue.fact, cue.value) != ("measure", "rate") or low_at(around.words, cue.first - 1) not in DASHES:
        return False
    spans = (other for other in around.quantities if other.kind is Kind.DAYS and (other.high or 0.0) > 1)
    return any(other.first <= cue.first and cue.last <= other.last for other in spans)


def _goes_on_in_days(around: Surroundings, quantity: Quantity) -> bool:
    """ "For those from Cuba it was 118 days", whatever the number of days before."""
    return quantity.kind is Kind.DAYS and continues(around.words, quantity)


def _is_base(around: Surroundings, quantity: Quantity, cue: Cue) -> bool:
    """Whether a cue says which whole it is: "500 of those arrested", else what stands before "16 of whom"."""
    first = quantity.last + 2
    if around.describes(first):
        return first <= cue.first <= first + 1
    return cue.last <= quantity.first


def _is_mean_stay(found: Evidence) -> bool:
    """Whether a mean of days is one of stays, and not of waits."""
    stay = found.of("process", "stay")
    return found.of("process", "wait") <= stay and min(found.of("measure", "mean"), stay) >= weights.HARDLY


def _add_bound(found: Evidence) -> None:
    """What was never above a number was at most it, unless that was only wanted."""
    above = min(found.of("comparison", "more"), 2 * found.of("polarity", "denied"))
    if found.of("status", "target") <= found.of("status", "actual"):
        found.add("comparison", "highest", above)


def _resolved(head: Head, carried: Carried) -> Head:
    """ "Of them" stands for the thing that the number before counts."""
    if head.kind != "pronoun":
        return head
    thing = next((value for fact, value, _ in carried.previous if fact == "process" and value in things()), "")
    return replace(head, kind="thing" if thing else "person", process=thing)


def _add_carried(found: Evidence, head: Head, carried: Carried, unsaid: float) -> None:
    """What heading and sentences before say; the less of what is done, the more the own sentence says of it."""
    for cue, weight in carried.cues:
        if not found.of(cue.fact, cue.value) and weight < weights.AS_IF_HERE:
            found.before.add((cue.fact, cue.value))
        less = 1.0
        if cue.fact == "process":
            asked = weight > weights.AS_IF_HERE and head.kind == "bare"
            less = weights.CARRIED_TO_THING if head.kind == "thing" else max(unsaid, asked * weights.STILL_ASKED)
        elif cue.fact == "status" and head.process in things():  # offices are no goal, whatever was wanted of them
            less = weights.CARRIED_TO_THING
        elif (cue.fact, cue.value) == ("scope", "facility"):
            less = weights.SITE_BEFORE
        found.add(cue.fact, cue.value, less * weight * cue.weight * aside(cue, head))


def _add_previous(
    found: Evidence, around: Surroundings, quantity: Quantity, head: Head, carried: Carried, unsaid: float
) -> None:
    """What a number without a noun, or a level, takes over from the numbers before."""
    goes_on = continues(around.words, quantity)
    again = quantity.kind is Kind.COUNT and before(around, quantity) in _AGAIN
    level = is_level(around, quantity) or goes_on or again
    unsaid = unsaid if carried.far else _unsaid_since(found, around, quantity)
    weight = (weights.LEVEL if level else weights.HEIRS[head.kind]) * unsaid
    left_out = carried.event if (level and not again) or before(around, quantity) in _HAS else ""
    for fact, value, score in carried.previous:
        is_other = fact == "process" and head.kind == "person" and value in things()
        is_other |= value == "crime" and _names_a_group(found, around)
        if value == "adp" and head.kind == "person":  # people who were counted at a site after its average
            value = "hold"
        if head.kind == "bare" and found.here(_BROADER.get(value, "")):  # "ZERO were let in; a year ago it let in 900"
            found.add(fact, value, score + found.of("process", _BROADER[value]))
        elif value != left_out and not is_other:
            counted = fact == "process" and head.kind == "bare" and value in things()  # "it dismissed a hundred"
            found.before.discard((fact, value))
            found.add(fact, value, score * (weights.HEIRS["bare"] if counted else weight))
    if head.kind == "bare":
        if before(around, quantity) in _HAS and any(value == "officer" for _, value, _ in carried.previous):
            found.add("process", "staff", weights.LEVEL)  # "it now has 22,600"
        found.add("measure", "rate", max(carried.rate, carried.rate and found.of("measure", "mean")))
    if goes_on and states_goal(around.words, quantity):
        found.add("status", "target", weights.STRENGTH)
    elif goes_on and carried.last_status:
        found.add("status", carried.last_status, weights.PARALLEL_STATUS)


def _add_kind(found: Evidence, head: Head, carried: Carried, unsaid: float) -> None:
    """What kind of thing "of them" are: of removal flights "51 of them" are removal flights."""
    found.before.discard(("process", head.process))
    for fact, value, score in carried.previous:
        if fact == "process" and value != head.process:
            found.add(fact, value, weights.LEVEL * score * unsaid)


def _names_a_group(found: Evidence, around: Surroundings) -> bool:
    """Whether a group is named beside the number, and not only "of those": then the share is one of that group."""
    cue = found.words.get(("scope", "group"))
    named = cue is not None and low_at(around.words, cue.first) != "of"
    return named and found.of("scope", "group") >= weights.SCOPE_SPEAKS


def _unsaid_since(found: Evidence, around: Surroundings, quantity: Quantity) -> float:
    """What an event named since the number before leaves to it: "arrests rose to 1,080, removals rose to 1,150"."""
    last = max((other.last for other in around.quantities if other.last <= quantity.first), default=0)
    since = [
        found.of("process", cue.value)
        for (fact, value), cue in found.words.items()
        if fact == "process" and last <= cue.first < quantity.first and value not in things() | contexts()
        if low_at(around.words, cue.first - 1) != "those"  # "35 percent of those booked in" is no new event
    ]
    event = max(since, default=0.0)
    return max(1.0 - event, 0.0) if event >= weights.SAID_SINCE else 1.0


def _add_parallel(found: Evidence, around: Surroundings, quantity: Quantity, head: Head, carried: Carried) -> None:
    """What numbers of one sentence share: where it was, and whether it is wanted."""
    for value in carried.local:
        if value != "place" or not found.of("scope", "facility"):  # a site says more of where than its town
            found.add("scope", value, weights.LOCAL)
    sums = low_at(around.words, quantity.first - 2) in _SUMS
    opening = tuple(low_at(around.words, quantity.first - back) for back in (2, 1))
    if carried.last_status in _WANTED and opening in _POINTS:
        found.add("status", carried.last_status, weights.PARALLEL_STATUS)  # "that is 1.1 million arrests a year"
    aimed = head.kind == "bare" and before(around, quantity) == "to"  # "would double capacity, to 100,000"
    if carried.status and around.is_parallel(quantity) and (sums or aimed or not is_level(around, quantity)):
        found.add("status", carried.status, weights.PARALLEL_STATUS)
