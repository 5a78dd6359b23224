"""Reading the quantity claims of a text.

Every number is a claim, or masked as a date, a law and the like, or left over. A sentence with a left-over
number is listed as unread together with the reason: nothing is dropped silently.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bedspace.claims.claim import Claim
from bedspace.claims.metrics import metrics
from bedspace.claims.read import details, topic
from bedspace.claims.read.context import Memory, inherited, is_level, with_repeats
from bedspace.claims.read.frames import readings
from bedspace.claims.read.lexicon import lexicon
from bedspace.claims.read.masks import Mask, masks
from bedspace.claims.read.numbers import quantities
from bedspace.claims.read.pairs import with_pairs
from bedspace.claims.read.quantity import Kind, Quantity
from bedspace.claims.read.sentences import Sentence, sentences
from bedspace.claims.read.surroundings import Surroundings

ACCEPT = 1.25
ACCEPT_SPELLED = 2.0
ACCEPT_VAGUE = 1.9
_SURE = 1.75
_SURE_LEVEL = 2.3
_MOST_NUMBERS = 60
_UNCOUNTED = {"uncounted", "border_traffic"}


@dataclass(frozen=True)
class Unread:
    """A sentence with numbers that are no claim, with the reason for each number."""

    doc: str
    start: int
    end: int
    text: str
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Extract:
    """What was read in one text."""

    doc: str
    claims: tuple[Claim, ...]
    unread: tuple[Unread, ...]
    on_topic: bool = True


def read(text: str, doc: str = "-", said: date | None = None, *, given_topic: bool = False) -> Extract:
    """Read the claims of a text.

    Parameters
    ----------
    text : str
    doc : str
        Name of the text, repeated in every claim.
    said : date, optional
        Day of publication; without it relative dates ("last weekend") stay unresolved.
    given_topic : bool
        Whether the text is known to be about the system. Otherwise a text about something else (hospital
        beds, ice hockey, another country) yields no claims.

    >>> [c.metric for c in read("ICE held 42,000 people in detention.", given_topic=True).claims]
    ['detained_population']
    """
    found = list(sentences(text))
    if not given_topic and not topic.is_on_topic(found):
        listed = (_unread(doc, s, _numbers(s), "the text is about something else") for s in found)
        return Extract(doc, (), tuple(unread for unread in listed if unread), on_topic=False)
    claims: list[Claim] = []
    left: list[Unread] = []
    memory = Memory()
    clock = details.Clock(said)
    for sentence in found:
        new, unread = _read_sentence(sentence, text, doc, memory, clock)
        claims += new
        left += [unread] if unread else []
    return Extract(doc, tuple(claims), tuple(left))


def _numbers(sentence: Sentence) -> list[Quantity]:
    return quantities(sentence.words) if topic.may_hold_numbers(sentence.text) else []


def _read_sentence(
    sentence: Sentence, text: str, doc: str, memory: Memory, clock: details.Clock
) -> tuple[list[Claim], Unread | None]:
    numbers = _numbers(sentence)
    occurrences = lexicon().read(sentence.words)
    hidden = masks(sentence.text, sentence.start) if numbers else []
    open_numbers = [q for q in numbers if _mask_of(sentence, q, hidden) is None]
    around = Surroundings(sentence.words, open_numbers, occurrences, memory.earlier())
    claims: list[Claim] = []
    reasons: list[tuple[Quantity, str]] = []
    if len(numbers) > _MOST_NUMBERS:
        return [], _unread(doc, sentence, numbers[:1], "a table, not a sentence")
    for quantity in numbers:  # left to right, so that a number can inherit from the one before
        reason = _mask_of(sentence, quantity, hidden)
        claim = None if reason else _claim(sentence, text, doc, around, quantity, memory, clock)
        if claim is None:
            reasons.append((quantity, reason or "no metric fits"))
        else:
            claims.append(claim)
            memory.claims.append((sentence, quantity, claim, around.head(quantity)))
            if quantity.low and quantity.high:
                memory.values[quantity.kind, quantity.low, quantity.high] = claim.metric
    claims = with_pairs(claims, around)
    memory.concepts.appendleft(frozenset(o.concept for o in occurrences))
    memory.so_far |= memory.concepts[0]
    return claims, _left_over(doc, sentence, reasons)


def _mask_of(sentence: Sentence, quantity: Quantity, hidden: Sequence[Mask]) -> str | None:
    if quantity.kind is Kind.MULTIPLE and quantity.low == 2:
        return None
    place = sentence.words[quantity.core].start
    return next((mask.reason for mask in hidden if mask.start <= place < mask.end), None)


def _claim(
    sentence: Sentence,
    text: str,
    doc: str,
    around: Surroundings,
    quantity: Quantity,
    memory: Memory,
    clock: details.Clock,
) -> Claim | None:
    metric, score = _metric(sentence, around, quantity, memory)
    if metric is None:
        return None
    start, end = _span(sentence, around, quantity)
    described = metrics()[metric]
    bare = Claim(
        doc, start, end, sentence.index, text[start:end], metric, described.family, quantity.low, quantity.high,
        quantity.comparator, described.unit, described.period, described.status, round(score / (score + 1.5), 3),
        vague=quantity.vague,
    )  # fmt: skip
    return replace(bare, **details.of(bare.metric, sentence, around, quantity, clock))


def _metric(sentence: Sentence, around: Surroundings, quantity: Quantity, memory: Memory) -> tuple[str | None, float]:
    head = around.head(quantity)
    if quantity.kind is Kind.COUNT and (head & _UNCOUNTED or _counts_sources(around, quantity, head)):
        return None, 0.0
    if quantity.kind is Kind.PERCENT and "poll" in around.by_concept:
        return None, 0.0
    found = with_repeats(readings(around, quantity), quantity, memory)
    best = found[0] if found else None
    taken_over, back = next(inherited(sentence, around, quantity, head, memory), (None, 0))
    least = _threshold(quantity, head)
    if taken_over and back <= 1:
        least = max(least, _SURE_LEVEL if back == 0 and is_level(around, quantity) else _SURE)
    weak = best is None or best.score < least
    if best is not None and not weak:
        return best.metric, best.score
    return (taken_over, 1.0) if taken_over else (None, 0.0)


def _counts_sources(around: Surroundings, quantity: Quantity, head: frozenset[str]) -> bool:
    """ "three officials told", "according to two people familiar with": who speaks, not what is said."""
    if not quantity.spelled or not head & {"official", "officer", "person", "lawyer", "unknown"}:
        return False
    return around.closeness(quantity, "speaking", ">") >= 0.7 or around.closeness(quantity, "crediting", "<") >= 0.8


def _threshold(quantity: Quantity, head: frozenset[str]) -> float:
    if quantity.vague:
        return ACCEPT_VAGUE
    if quantity.kind is Kind.COUNT and quantity.spelled:
        return ACCEPT_SPELLED + 0.5 * bool(head & {"bare", "unknown"})
    if quantity.kind is Kind.DAYS and quantity.spelled and quantity.low in {1.0, 7.0, 30.0, 365.0}:
        return ACCEPT_SPELLED + 0.5
    return ACCEPT


def _span(sentence: Sentence, around: Surroundings, quantity: Quantity) -> tuple[int, int]:
    """From the comparator to the end of the quantity and of the noun right behind it."""
    last = around.noun_end(quantity)
    return sentence.words[quantity.first].start, sentence.words[last - 1].end


def _left_over(doc: str, sentence: Sentence, reasons: Sequence[tuple[Quantity, str]]) -> Unread | None:
    if not reasons:
        return None
    named = tuple((_words(sentence, quantity), reason) for quantity, reason in reasons)
    return Unread(doc, sentence.start, sentence.end, sentence.text, named)


def _unread(doc: str, sentence: Sentence, numbers: Sequence[Quantity], reason: str) -> Unread | None:
    return _left_over(doc, sentence, [(quantity, reason) for quantity in numbers])


def _words(sentence: Sentence, quantity: Quantity) -> str:
    start, end = sentence.words[quantity.first].start, sentence.words[quantity.last - 1].end
    return sentence.text[start - sentence.start : end - sentence.start]
