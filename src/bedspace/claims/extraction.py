"""Reading the quantity claims of a text.

Every number is a claim, or masked as a date, a law and the like, or left over. A sentence with a left-over
number is listed as unread together with the reason: nothing is dropped silently.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from bedspace.claims import details, topic
from bedspace.claims.frames import Reading, readings
from bedspace.claims.lexicon import lexicon
from bedspace.claims.masks import Mask, masks
from bedspace.claims.metrics import metrics
from bedspace.claims.numbers import quantities
from bedspace.claims.quantity import Kind, Quantity
from bedspace.claims.sentences import Sentence, sentences
from bedspace.claims.surroundings import Surroundings

ACCEPT = 1.25
ACCEPT_SPELLED = 2.0
ACCEPT_VAGUE = 1.9
DOUBTFUL = 0.5
_REPEATED = 0.9
_SURE = 1.75
_SURE_LEVEL = 2.3
_MOST_NUMBERS = 60
_INHERIT_WITHIN = 3
_INHERIT_FACTOR = 4.0
_INHERIT_FACTOR_PRONOUN = 10.0
_INHERIT_FACTOR_LEVEL = 20.0
_PEOPLE = {"criminality_count", "criminality_share", "population_share", "detained_population", "arrests_cumulative"}
_PEOPLE |= {"operation_arrests", "detained_subgroup", "bookins_count", "removals_count"}
_UNCOUNTED = {"uncounted", "border_traffic"}
_HEIRS = {"arrests_daily_peak": "arrests_daily_actual"}


@dataclass(frozen=True)
class Claim:
    """One quantity claim as it stands in a text.

    Attributes
    ----------
    doc : str
    start, end : int
        Offsets of `text_span` in the text.
    sentence_index : int
    text_span : str
    metric, family : str
    low, high : float or None
        None for vague plurals ("hundreds").
    comparator, unit, period, status : str
    of, direction : str or None
        For changes: the metric that changed, and ``up`` or ``down``.
    score : float
        From 0 to 1; below one half a person should look.
    vague : bool
    time_text, time_start, time_end : str or None
    geography : str
    attributed_to : str or None
    """

    doc: str
    start: int
    end: int
    sentence_index: int
    text_span: str
    metric: str
    family: str
    low: float | None
    high: float | None
    comparator: str
    unit: str
    period: str
    status: str
    score: float
    of: str | None = None
    direction: str | None = None
    vague: bool = False
    time_text: str | None = None
    time_start: str | None = None
    time_end: str | None = None
    geography: str = "US"
    attributed_to: str | None = None

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at this reading."""
        return self.score < DOUBTFUL


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


@dataclass
class _Memory:
    """The claims and concepts of the sentences just read, from which later numbers may inherit."""

    claims: deque[tuple[Sentence, Quantity, Claim, frozenset[str]]] = field(default_factory=lambda: deque(maxlen=4))
    concepts: deque[frozenset[str]] = field(default_factory=lambda: deque(maxlen=2))
    so_far: set[str] = field(default_factory=set)
    values: dict[tuple[Kind, float, float], str] = field(default_factory=dict)

    def earlier(self) -> tuple[frozenset[str], ...]:
        """Concepts of the last sentence, of the one before, and of all."""
        recent = (*self.concepts, frozenset(), frozenset())[:2]
        return (*recent, frozenset(self.so_far))


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
    memory = _Memory()
    clock = details.Clock(said)
    for sentence in found:
        new, unread = _read_sentence(sentence, text, doc, memory, clock)
        claims += new
        left += [unread] if unread else []
    return Extract(doc, tuple(claims), tuple(left))


def _numbers(sentence: Sentence) -> list[Quantity]:
    return quantities(sentence.words) if topic.may_hold_numbers(sentence.text) else []


def _read_sentence(
    sentence: Sentence, text: str, doc: str, memory: _Memory, clock: details.Clock
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
    claims = _with_pairs(claims, around)
    memory.concepts.appendleft(frozenset(o.concept for o in occurrences))
    memory.so_far |= memory.concepts[0]
    return claims, _left_over(doc, sentence, reasons)


def _with_pairs(claims: list[Claim], around: Surroundings) -> list[Claim]:
    """ "22,797 - or 52.1% - have no record": a count and its share are about the same people."""
    places = {around.words[q.first].start: q for q in around.quantities}
    for place, (left, right) in enumerate(pairwise(claims)):
        first, second = places.get(left.start), places.get(right.start)
        if first is None or second is None or around.inserted_end(first, second) is None:
            continue
        if pair := _crime_pair(first, second, left, right):
            claims[place] = _renamed(left, pair[0])
            claims[place + 1] = _renamed(right, pair[1])
    return claims


def _crime_pair(first: Quantity, second: Quantity, left: Claim, right: Claim) -> tuple[str, str] | None:
    names = {Kind.COUNT: "criminality_count", Kind.PERCENT: "criminality_share"}
    about_crime = {left.metric, right.metric} & set(names.values())
    if about_crime and {left.metric, right.metric} <= _PEOPLE and {first.kind, second.kind} <= set(names):
        return names[first.kind], names[second.kind]
    return None


def _renamed(claim: Claim, metric: str) -> Claim:
    described = metrics()[metric]
    return replace(
        claim,
        metric=metric,
        family=described.family,
        unit=described.unit,
        period=described.period if claim.metric != metric else claim.period,
    )


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
    memory: _Memory,
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


def _metric(sentence: Sentence, around: Surroundings, quantity: Quantity, memory: _Memory) -> tuple[str | None, float]:
    head = around.head(quantity)
    if quantity.kind is Kind.COUNT and (head & _UNCOUNTED or _counts_sources(around, quantity, head)):
        return None, 0.0
    found = _with_repeats(readings(around, quantity), quantity, memory)
    best = found[0] if found else None
    inherited, back = next(_inherited(sentence, around, quantity, head, memory), (None, 0))
    least = _threshold(quantity, head)
    if inherited and back <= 1:
        least = max(least, _SURE_LEVEL if back == 0 and _is_level(around, quantity) else _SURE)
    weak = best is None or best.score < least
    if best is not None and not weak:
        return best.metric, best.score
    return (inherited, 1.0) if inherited else (None, 0.0)


def _counts_sources(around: Surroundings, quantity: Quantity, head: frozenset[str]) -> bool:
    """ "three officials told", "according to two people familiar with": who speaks, not what is said."""
    if not quantity.spelled or not head & {"official", "officer", "person", "lawyer", "unknown"}:
        return False
    return around.closeness(quantity, "speaking", ">") >= 0.7 or around.closeness(quantity, "crediting", "<") >= 0.8


def _with_repeats(found: list[Reading], quantity: Quantity, memory: _Memory) -> list[Reading]:
    """The same number said again mostly means the same thing."""
    known = memory.values.get((quantity.kind, quantity.low or 0.0, quantity.high or 0.0))
    if known is None or quantity.spelled:
        return found
    before = next((reading.score for reading in found if reading.metric == known), 1.2)
    rest = [reading for reading in found if reading.metric != known]
    return sorted([Reading(known, before + _REPEATED), *rest], key=lambda reading: -reading.score)


def _threshold(quantity: Quantity, head: frozenset[str]) -> float:
    if quantity.vague:
        return ACCEPT_VAGUE
    if quantity.kind is Kind.COUNT and quantity.spelled:
        return ACCEPT_SPELLED + 0.5 * bool(head & {"bare", "unknown"})
    if quantity.kind is Kind.DAYS and quantity.spelled and quantity.low in {1.0, 7.0, 30.0, 365.0}:
        return ACCEPT_SPELLED + 0.5
    return ACCEPT


def _inherited(
    sentence: Sentence, around: Surroundings, quantity: Quantity, head: frozenset[str], memory: _Memory
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
        if (same_noun or bare) and max(quantity.low / number.low, number.low / quantity.low) <= factor:
            if claim.metric != "change_count" or not around.closeness(quantity, "level", "<") > 0.5:
                yield _HEIRS.get(claim.metric, claim.metric), back


def _factor(around: Surroundings, quantity: Quantity) -> float:
    """How far in size a number may be from the one it inherits from."""
    if _is_level(around, quantity):
        return _INHERIT_FACTOR_LEVEL
    return _INHERIT_FACTOR_PRONOUN if around.speaks_of_it else _INHERIT_FACTOR


def _is_level(around: Surroundings, quantity: Quantity) -> bool:
    """ "up from 135", "to 182,799": the level of what was spoken of."""
    return around.closeness(quantity, "level", "<") >= 0.75


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
