"""What was said before a number: heading, sentences and numbers, and what of it a later number takes over."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bedspace.claims.claim import Facts
from bedspace.claims.read import weights
from bedspace.claims.read.continuing import alike, names_goal
from bedspace.claims.read.cues import Cue, contexts, things
from bedspace.claims.read.quantity import Kind, Quantity
from bedspace.claims.read.scores import Carried
from bedspace.claims.read.sentences import Word
from bedspace.claims.read.topic import Marked

_LONGEST_HEADING = 14
_OPENING_SENTENCES = 1
_ASKED = re.compile(r"\bask(?:s|ed|ing)? (?:about|whether|when|how (?:many|much|long))\b")
_BASE_REACH = 4
_ROUNDED = 0.06  # how far a sum may be rounded
_FACTS = ("process", "measure", "scope")
_LOCAL = frozenset({"operation", "place", "facility"})
_CARRIED = frozenset({"process", "scope", "status"})
_OF_HEADING = {"scope": weights.SCOPE_HEADING}
_NEVER = frozenset({"actual", "nation", "group", "source", "elsewhere", "encounter"})


class Known(NamedTuple):
    """A number that was read: its sentence, kind, facts, what it counts, whether it stands aside, or counts a part."""

    sentence: int
    kind: Kind
    facts: Facts
    thing: str
    aside: bool
    quantity: Quantity
    is_part: bool

    def leads(self, index: int) -> bool:
        """Whether a number goes on with it: not from aside, nor in another sentence from "of them"."""
        return not (self.aside or (self.is_part and self.sentence < index))


@dataclass
class Memory:
    """Heading and sentences just read, and the facts of the numbers in them."""

    heading: tuple[Cue, ...] = ()
    leads: bool = False
    other: int = -1
    home: tuple[Cue, ...] = ()
    before: deque[tuple[tuple[Cue, ...], bool]] = field(default_factory=lambda: deque(maxlen=2))
    numbers: deque[Known] = field(default_factory=lambda: deque(maxlen=6))
    values: dict[tuple[Kind, float, float], Facts] = field(default_factory=dict)

    def carried(
        self, index: int, quantity: Quantity, new_paragraph: bool, is_item: bool = False, *, is_whole: bool = False
    ) -> Carried:
        """What a number in a sentence takes over; less of what was said in another paragraph, or item of a list.

        A whole takes over nothing from its part, which stands before it: "15 of the 38 were let go".
        """
        less = weights.NEW_PARAGRAPH if new_paragraph else 1.0
        led = dict.fromkeys(_CARRIED, weights.LEADS if is_item else 1.0)
        led["scope"] *= weights.SCOPE_HEADING / weights.HEADING
        cues = [(cue, led[cue.fact] * weights.HEADING) for cue in self.heading]
        cues += [(cue, weights.HOME) for cue in self.home]
        for back, (sentence, is_question) in enumerate(self.before):
            more = weights.ASKED if is_question else less
            cues += [
                (cue, weights.SCOPE_BEFORE[back] * less if cue.fact == "scope" else weights.BEFORE[back] * more)
                for cue in sentence
            ]
        previous, event = self._previous(index, quantity, self._told(index, is_whole=is_whole))
        last = self.numbers[-1] if self.numbers else None
        if is_item and last is not None and last.sentence < index:
            previous = [(fact, value, score * weights.OTHER_ITEM) for fact, value, score in previous]
        far = last is None or last.sentence != index
        status = "" if far or last is None else last.facts.status.value
        local = () if far or last is None or last.facts.scope not in _LOCAL else (last.facts.scope.value,)
        last_status = last.facts.status.value if last is not None and index - last.sentence <= 1 else ""
        return Carried(
            tuple(cues), (*previous, *self._same(quantity)), event, far, local, status,
            rate=self._rate(index, quantity), last_status=last_status, arrested=self._arrested(index),
            near=self._near(index, quantity), is_sum=self._is_sum(index, quantity),
        )  # fmt: skip

    def _told(self, index: int, *, is_whole: bool) -> list[Known]:
        """The numbers before, the last first; for a whole those before its part."""
        told = [known for known in reversed(self.numbers) if index - known.sentence <= len(weights.LATER)]
        return told[1:] if is_whole and told and told[0].sentence == index else told

    def _previous(
        self, index: int, quantity: Quantity, recent: Sequence[Known]
    ) -> tuple[list[tuple[str, str, float]], str]:
        """Facts of the last number of its kind, the weaker the further back, and what was done with what it counts."""
        alike = [known for known in recent if known.kind is quantity.kind]
        if not recent or self.other == index or (not alike and quantity.kind in {Kind.MONEY, Kind.DAYS}):
            return [], ""
        changed = [known for known in recent if known.sentence == index and known.facts.measure == "change"]
        if any(known.sentence == index for known in alike):
            changed = [known for known in changed if known.kind is not Kind.MULTIPLE]  # "90 flights, twice the 45"
        found_in = changed[:1] or alike or recent  # "removals fell by 40 percent, from 402,000 to 240,000"
        known = next((known for known in found_in if known.leads(index)), found_in[0])
        earlier, kind, facts, thing = known[:4]
        weight = (weights.LATER[index - earlier - 1] if index > earlier else weights.SAME_SENTENCE) * (
            1.0 if kind is quantity.kind else weights.OTHER_KIND
        )
        names = ("process", "scope") if kind is not quantity.kind else _FACTS
        found = [(fact, value, weight) for fact in names if (value := getattr(facts, fact).value) != "change"]
        if thing not in things():
            return [*found, *([("process", thing, weight)] if thing else [])], ""
        return [*found, ("process", thing, weight)], facts.process.value

    def last_number(self) -> Quantity | None:
        """The last number that was read."""
        return self.numbers[-1].quantity if self.numbers else None

    def _near(self, index: int, quantity: Quantity) -> bool:
        """Whether the last number of its kind is of about its size, in this sentence or the one before."""
        last = next((known for known in reversed(self.numbers) if known.kind is quantity.kind), None)
        return last is not None and index - last.sentence <= 1 and alike(last.quantity, quantity)

    def _arrested(self, index: int) -> float:
        """How many arrests of one operation or place were counted just before, if nobody who is held was since."""
        recent = [known for known in reversed(self.numbers) if index - known.sentence <= len(weights.LATER)]
        last = next((known for known in recent if known.facts.process in {"arrest", "hold"}), None)
        if last is None or last.facts.process == "hold" or last.facts.scope not in _LOCAL:
            return 0.0
        return last.quantity.high or 0.0

    def _is_sum(self, index: int, quantity: Quantity) -> bool:
        """Whether the last removals and the last departures by oneself make a number: "2.1 million in all"."""
        recent = [known for known in self.numbers if index - known.sentence <= len(weights.LATER)]
        last = {known.facts.process.value: known.quantity.high or 0.0 for known in recent if known.kind is Kind.COUNT}
        parts = [last.get("remove", 0.0), last.get("self_depart", 0.0)]
        if quantity.kind is not Kind.COUNT or not all(parts):
            return False
        return abs((quantity.high or 0.0) - sum(parts)) <= _ROUNDED * sum(parts)

    def _rate(self, index: int, quantity: Quantity) -> float:
        """How much speaks for a number a day after one of about the same size."""
        last = next((known for known in reversed(self.numbers) if known.kind is quantity.kind), None)
        if last is None or last.facts.measure != "rate" or index - last.sentence > len(weights.LATER):
            return 0.0
        return weights.RATE_GOES_ON if alike(last.quantity, quantity) else 0.0

    def _same(self, quantity: Quantity) -> list[tuple[str, str, float]]:
        """Facts of the same number said before."""
        known = self.values.get((quantity.kind, quantity.low or 0.0, quantity.high or 0.0))
        if known is None or quantity.spelled:
            return []
        return [(fact, getattr(known, fact).value, weights.REPEATED) for fact in (*_FACTS, "status")]

    def note_other(self, index: int) -> None:
        """Keep that the last number of a sentence counted something else."""
        self.other = index

    def note(
        self, index: int, quantity: Quantity, facts: Facts, thing: str, *, aside: bool, is_part: bool = False
    ) -> None:
        """Keep the facts of a number, and the thing that was counted beside its process."""
        self.other = -1
        self.numbers.append(Known(index, quantity.kind, facts, thing, aside, quantity, is_part))
        if quantity.low and quantity.high:
            self.values[quantity.kind, quantity.low, quantity.high] = facts

    def close(self, read: Marked, holds_numbers: bool) -> None:
        """Keep the cues of a sentence that was read, as heading or as the sentence before."""
        kept = tuple(cue for cue in read.cues if cue.fact in _CARRIED and cue.value not in _NEVER)
        if read.sentence.index <= _OPENING_SENTENCES and not any(cue.value == "nation" for cue in read.cues):
            self.home += tuple(cue for cue in kept if cue.fact == "scope" and cue.value in {"operation", "place"})
        if _is_heading(read.sentence.text, holds_numbers):
            self.heading, self.leads = kept, read.sentence.text.endswith(":")
            self.before.clear()
        else:
            asks = is_question(read.sentence.text) or (not holds_numbers and names_goal(read.sentence.words))
            kept += self._meant(kept) if is_question(read.sentence.text) else ()
            self.before.appendleft((_without_base(read.sentence.words, kept) if asks else kept, asks))

    def _meant(self, asked: tuple[Cue, ...]) -> tuple[Cue, ...]:
        """What a question asks of that names nothing itself: "Let us turn to the courts. How many are there?"."""
        if not self.before or any(cue.fact == "process" and cue.value not in contexts() for cue in asked):
            return ()
        return tuple(cue for cue in self.before[0][0] if cue.fact != "status" and cue.value not in contexts())


def _without_base(words: Sequence[Word], cues: tuple[Cue, ...]) -> tuple[Cue, ...]:
    """What is asked of a part, without what its whole is: "how many of the men held had a conviction"."""
    starts = [
        place + 2 for place in range(len(words) - 1) if (words[place].low, words[place + 1].low) == ("many", "of")
    ]
    processes = sorted((cue for cue in cues if cue.fact == "process"), key=lambda cue: cue.first)
    for start in starts:
        said = [cue for cue in processes if cue.first >= start]
        if len(said) > 1 and said[0].first < start + _BASE_REACH:
            return tuple(cue for cue in cues if cue is not said[0])
    return cues


def is_question(text: str) -> bool:
    """Whether a sentence asks, also in another's words: "asked how many had a conviction"."""
    return text.rstrip('"”’)').endswith("?") or _ASKED.search(text) is not None


def _is_heading(text: str, holds_numbers: bool) -> bool:
    """A short line without an end and without a number, or what leads into a list."""
    if text.endswith(":"):
        return True
    short = len(text.split()) <= _LONGEST_HEADING
    return short and not holds_numbers and text[-1].isalnum() and not text.startswith(("-", "•", "*"))
