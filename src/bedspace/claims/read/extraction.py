"""Reading the quantity claims of a text.

Every number is a claim, or masked as a date, a law and the like, or left over. A sentence with a left-over
number is listed as unread together with the reason: nothing is dropped silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bedspace.claims.claim import Claim, Comparison, Facts, Measure, Polarity, Process, Scope, Status
from bedspace.claims.metrics import NONE
from bedspace.claims.read import details, grammar, topic
from bedspace.claims.read.choice import Reading, readings
from bedspace.claims.read.continuing import going_on
from bedspace.claims.read.evidence import evidence
from bedspace.claims.read.masks import Mask, masks
from bedspace.claims.read.memory import Memory
from bedspace.claims.read.numbers import quantities
from bedspace.claims.read.phrases import Head
from bedspace.claims.read.quantity import Kind, Quantity
from bedspace.claims.read.scores import Evidence
from bedspace.claims.read.sentences import Sentence, sentences
from bedspace.claims.read.surroundings import Surroundings
from bedspace.claims.read.tables import Cell, cells

ACCEPT = {Kind.COUNT: 0.3, Kind.PERCENT: 0.2, Kind.MONEY: 0.35, Kind.MULTIPLE: 0.25, Kind.DAYS: 0.48}
ACCEPT_SPELLED = {"thing": 0.75, "person": 0.75, "pronoun": 0.6, "bare": 0.6, "unknown": 2.5}
ACCEPT_ONE = {"thing": 2.3, "person": 0.75, "pronoun": 0.75, "bare": 9.0, "unknown": 9.0}
ACCEPT_VAGUE = 0.7
ACCEPT_UNKNOWN = 1.0
DENIED = 0.45
COMPARED = 0.5
_MOST_NUMBERS = 60
_ITEM = re.compile(r"[-–—•*·▪‣]\s|\(?[a-z0-9]{1,2}\)\s")
_GIVEN = 0.5


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
    """What was read in one text; `on_topic` says whether any sentence is about the system."""

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
        Whether the text is known to be about the system. Otherwise a sentence about something else (hospital
        beds, ice hockey, another country) yields no claims.

    >>> [c.metric for c in read("ICE held 42,000 people in detention.").claims]
    ['detained_population']
    """
    claims: list[Claim] = []
    left: list[Unread] = []
    reader = _Reader(text, doc, Memory(), details.Clock(said))
    on_topic = False
    tables = _Tables(cells(text))
    for marked in topic.marked(sentences(text)):
        is_ours = marked.topic + given_topic * _GIVEN > 0
        on_topic |= is_ours
        row = tables.within(marked.sentence)
        new, unread = reader.row(marked, row) if row and is_ours else reader.sentence(marked, is_ours)
        claims += new
        left += [unread] if unread else []
    return Extract(doc, tuple(claims), tuple(left), on_topic)


class _Tables:
    """The cells of the tables of a text, taken as its sentences are read."""

    def __init__(self, found: Iterator[Cell]):
        self._found = found
        self._next = next(found, None)

    def within(self, sentence: Sentence) -> list[Cell]:
        """The cells that stand in a sentence."""
        inside = []
        while self._next is not None and self._next.start < sentence.end:
            inside.append(self._next)
            self._next = next(self._found, None)
        return inside


@dataclass(frozen=True)
class _Reader:
    """Reads the sentences of one text in order."""

    text: str
    doc: str
    memory: Memory
    clock: details.Clock

    def sentence(self, marked: topic.Marked, is_ours: bool) -> tuple[list[Claim], Unread | None]:
        """The claims of a sentence, and what was left over."""
        sentence = marked.sentence
        numbers = quantities(sentence.words, _MOST_NUMBERS + 1) if topic.may_hold_numbers(sentence.text) else []
        numbers = going_on(sentence.words, numbers, self.memory.last_number())
        hidden = masks(sentence.text, sentence.start) if numbers and is_ours else []
        why = "a table, not a sentence" if len(numbers) > _MOST_NUMBERS else "" if is_ours else "about something else"
        reasons = [(quantity, why or _mask_of(sentence, quantity, hidden)) for quantity in numbers]
        around = Surroundings(sentence.words, [q for q, reason in reasons if not reason], marked.cues)
        claims = [claim for q in around.quantities if (claim := self._claim(sentence, around, q))]
        self.memory.close(marked, bool(around.quantities))
        taken = {claim.start for claim in claims}
        left = [
            (q, why or "what it counts is not recognised")
            for q, why in reasons
            if sentence.words[q.first].start not in taken
        ]
        return claims, _left_over(self.doc, sentence, left)

    def row(self, marked: topic.Marked, row: Sequence[Cell]) -> tuple[list[Claim], Unread | None]:
        """The claims of a row of a table, each cell read with its labels, and what was left over."""
        sentence = marked.sentence
        claims = [claim for cell in row for claim in self._cell(sentence.index, cell)]
        taken = {claim.start for claim in claims}
        numbers = quantities(sentence.words)
        left = [(q, "what it counts is not recognised") for q in numbers if sentence.words[q.first].start not in taken]
        return claims, _left_over(self.doc, sentence, left)

    def _cell(self, index: int, cell: Cell) -> Iterator[Claim]:
        """The claims of a cell; a cell takes nothing over from the cell before it."""
        line = Sentence(index, cell.line, 0, len(cell.line))
        alone = replace(self, memory=Memory(heading=self.memory.heading, home=self.memory.home))
        moved = cell.start - cell.at
        for claim in alone.sentence(topic.unplaced(line), is_ours=True)[0]:
            start, end = max(claim.start + moved, cell.start), min(claim.end + moved, cell.end)
            if start < end and cell.at <= claim.start < cell.at + len(cell.line):
                yield replace(claim, start=start, end=end, text_span=self.text[start:end])

    def _opens_paragraph(self, sentence: Sentence) -> bool:
        """Whether it is the first sentence of a line."""
        return self.text[max(sentence.start - 3, 0) : sentence.start].rstrip(" ").endswith("\n")

    def _claim(self, sentence: Sentence, around: Surroundings, quantity: Quantity) -> Claim | None:
        head = around.head(quantity)
        is_item = self.memory.leads and _ITEM.match(sentence.text) is not None
        is_new = self._opens_paragraph(sentence)
        carried = self.memory.carried(sentence.index, quantity, is_new, is_item, is_whole=around.is_whole(quantity))
        found = evidence(around, quantity, head, carried)
        reading = next(iter(readings(quantity, found)), None)
        if reading is not None and reading.metric.family == NONE:
            if head.process == "elsewhere":
                self.memory.note_other(sentence.index)
            return None
        if reading is None or reading.process < _least(quantity, head):
            return None
        facts = _facts(reading, found, around)
        aside = len(around.quantities) > 1 and grammar.stands_aside(around, quantity, head)
        is_part = head.kind == "pronoun" and quantity.kind is Kind.COUNT
        self.memory.note(sentence.index, quantity, facts, reading.row.beside, aside=aside, is_part=is_part)
        start, end = sentence.words[quantity.first].start, sentence.words[max(head.last, quantity.last) - 1].end
        span = sentence.text[start - sentence.start : end - sentence.start]
        metric = reading.metric
        bare = Claim(
            self.doc, start, end, sentence.index, span, metric.name, metric.family, quantity.low,
            quantity.high, quantity.comparator, metric.unit, metric.period, metric.status,
            round(reading.process / (reading.process + 0.7), 3), vague=quantity.vague, facts=facts,
        )  # fmt: skip
        return replace(bare, **details.of(reading, sentence, around, quantity, found, self.clock))


def _mask_of(sentence: Sentence, quantity: Quantity, hidden: Sequence[Mask]) -> str:
    if quantity.kind is Kind.MULTIPLE and quantity.low == 2:
        return ""
    place = sentence.words[quantity.core].start
    return next((mask.reason for mask in hidden if mask.start <= place < mask.end), "")


def _least(quantity: Quantity, head: Head) -> float:
    """How strongly a process has to be named for a number of this sort to be a claim."""
    least = ACCEPT[quantity.kind]
    if quantity.vague:
        least = max(least, ACCEPT_VAGUE)
    if quantity.kind is Kind.COUNT and head.kind == "unknown":
        least = max(least, ACCEPT_UNKNOWN)
    if quantity.kind is Kind.COUNT and (quantity.spelled or quantity.low == 1):
        least = max(least, (ACCEPT_ONE if quantity.low == 1 else ACCEPT_SPELLED)[head.kind])
    return least


def _facts(reading: Reading, found: Evidence, around: Surroundings) -> Facts:
    """The six facts, each the best of the values that the row takes."""
    asked = dict(reading.row.others)
    process = found.best("process", tuple(reading.row.process))
    measure, status, scope = (
        found.best(fact, tuple(asked.get(fact, ()))) or min(asked[fact]) for fact in ("measure", "status", "scope")
    )
    denied = found.of("polarity", "denied") >= DENIED
    compared = found.best("comparison")
    compared = compared if found.of("comparison", compared) >= COMPARED else ""
    chosen = {"process": process, "measure": measure, "status": status, "scope": scope, "comparison": compared}
    chosen |= {"polarity": "denied"} if denied else {}
    cues = tuple(
        (fact, " ".join(word.text for word in around.words[cue.first : cue.last]))
        for fact, value in chosen.items()
        if (cue := found.words.get((fact, value)))
    )
    return Facts(
        Process(process), Measure(measure), Status(status), Scope(scope),
        Polarity.DENIED if denied else Polarity.AFFIRMED, Comparison(compared), cues,
    )  # fmt: skip


def _left_over(doc: str, sentence: Sentence, reasons: Sequence[tuple[Quantity, str]]) -> Unread | None:
    if not reasons:
        return None
    named = tuple((_words(sentence, quantity), reason) for quantity, reason in reasons)
    return Unread(doc, sentence.start, sentence.end, sentence.text, named)


def _words(sentence: Sentence, quantity: Quantity) -> str:
    start, end = sentence.words[quantity.first].start, sentence.words[quantity.last - 1].end
    return sentence.text[start - sentence.start : end - sentence.start]
