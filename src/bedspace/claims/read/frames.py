"""Which metric a quantity measures: cue frames, read from ``cues.toml``, compared with its surroundings.

A frame is written in one line::

    "arrest|person|bare : daily_rate! target arrest~ -each_office +0.2"

Before the colon stand the nouns that may be counted (``bare`` is none); after it the concepts that have to
be near. ``!`` means in the same clause, ``!!`` within a few words, ``!!!`` right beside, ``<`` before the number
and ``>`` after it, ``~`` also in an earlier sentence, ``?`` welcome but not needed, ``-`` a veto in the same
clause, ``--`` a veto anywhere in the sentence (``--whole``: not the second number of "45 of 181"), and a number
is added to the score. The nearer the concepts, the higher the score; the best frame names the metric, and below
a threshold none does. A value far outside the usual range of a metric costs score, so that 170 billion is not
taken for a bonus.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files

from bedspace.claims.read.lexicon import lexicon
from bedspace.claims.read.quantity import Kind, Quantity
from bedspace.claims.read.surroundings import Surroundings
from bedspace.errors import Fault, UsageError

_NEAR = 0.45
_TIGHT = 0.7
_ADJACENT = 0.99
_OUT_OF_RANGE = 0.9


@dataclass(frozen=True)
class Slot:
    """One concept (or one of several) that a frame looks for."""

    concepts: tuple[str, ...]
    least: float = 0.0
    side: str = ""
    earlier: bool = False
    optional: bool = False


@dataclass(frozen=True)
class Frame:
    """One way of saying a metric."""

    metric: str
    nouns: frozenset[str]
    slots: tuple[Slot, ...]
    vetoes: tuple[Slot, ...] = ()
    absent: tuple[str, ...] = ()
    bonus: float = 0.0

    @cached_property
    def needed(self) -> tuple[tuple[str, ...], ...]:
        """Concepts without which the sentence cannot fit, one of each group."""
        return tuple(slot.concepts for slot in self.slots if not slot.optional and not slot.earlier)


@dataclass(frozen=True)
class Reading:
    """A metric with the score of its best frame."""

    metric: str
    score: float


def readings(around: Surroundings, quantity: Quantity) -> list[Reading]:
    """Every metric with a fitting frame, best first."""
    head = around.head(quantity)
    best: dict[str, float] = {}
    lacks = around.by_concept.keys().isdisjoint
    for frame, start in _candidates(quantity.kind, head):
        for concepts in frame.needed:
            if lacks(concepts):
                break
        else:
            score = _score(frame, around, quantity, start)
            if score > best.get(frame.metric, 0.0):
                best[frame.metric] = score
    return [Reading(m, s) for m, s in sorted(best.items(), key=lambda item: -item[1])]


@lru_cache(maxsize=2000)
def _candidates(kind: Kind, head: frozenset[str]) -> tuple[tuple[Frame, float], ...]:
    """Frames that may count such a noun, with the score of that."""
    scored = ((frame, _head_score(frame, head)) for frame in frames()[kind])
    return tuple((frame, score) for frame, score in scored if score is not None)


def _score(frame: Frame, around: Surroundings, quantity: Quantity, total: float) -> float:
    for slot in frame.slots:
        found = _slot(slot, around, quantity)
        if not found and not slot.optional:
            return 0.0
        total += found * (0.5 if slot.optional else 1.0)
    if _vetoed(frame, around, quantity):
        return 0.0
    return total + frame.bonus - (0.0 if _in_range(frame.metric, quantity) else _OUT_OF_RANGE)


def _head_score(frame: Frame, head: frozenset[str]) -> float | None:
    if "any" in frame.nouns:
        return 0.6
    if frame.nouns & (head - {"bare", "unknown"}):
        return 1.0
    if "bare" in frame.nouns:
        return 0.5 if "bare" in head else 0.2 if "unknown" in head else None
    return None


def _vetoed(frame: Frame, around: Surroundings, quantity: Quantity) -> bool:
    if any(concept in around.by_concept for concept in frame.absent):
        return True
    if "whole" in frame.absent and around.is_whole(quantity):
        return True
    return any(_slot(veto, around, quantity) > 0.0 for veto in frame.vetoes)


def _slot(slot: Slot, around: Surroundings, quantity: Quantity) -> float:
    """How strongly the text fills a slot; 0 if it does not."""
    found = 0.0
    for concept in slot.concepts:
        if concept in around.by_concept:
            found = max(found, around.closeness(quantity, concept, slot.side))
    if found and found >= slot.least:
        return found
    if not found and slot.earlier:
        return max(around.since_earlier(concept) for concept in slot.concepts)
    return 0.0


def _in_range(metric: str, quantity: Quantity) -> bool:
    bounds = ranges().get(metric)
    if bounds is None or quantity.low is None or quantity.high is None:
        return True
    return bounds[0] <= quantity.low and quantity.high <= bounds[1]


# reading the cues ------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def frames() -> Mapping[Kind, tuple[Frame, ...]]:
    """The frames that are shipped, by kind of quantity."""
    table = tomllib.loads(files("bedspace.claims").joinpath("rules", "cues.toml").read_text(encoding="utf-8"))
    return {kind: tuple(_frames_of(table.get(kind.value, {}))) for kind in Kind}


@lru_cache(maxsize=1)
def ranges() -> Mapping[str, tuple[float, float]]:
    """Usual range of the values of a metric, far wider than any value seen."""
    table = tomllib.loads(files("bedspace.claims").joinpath("rules", "cues.toml").read_text(encoding="utf-8"))
    return {metric: (float(low), float(high)) for metric, (low, high) in table["ranges"].items()}


def _frames_of(section: Mapping[str, list[str]]) -> list[Frame]:
    return [parse_frame(metric, line) for metric, lines in section.items() for line in lines]


def parse_frame(metric: str, line: str) -> Frame:
    """Read one frame line.

    >>> parse_frame("detained_adp", "person|bare : adp! -site +0.5").bonus
    0.5
    """
    nouns, _, rest = line.partition(":")
    parts = rest.split()
    slots = tuple(_parse_slot(metric, part) for part in parts if part[0] not in "+-")
    absent = tuple(part[2:] for part in parts if part.startswith("--"))
    vetoes = tuple(_parse_slot(metric, part[1:], _NEAR) for part in parts if _is_veto(part))
    if unknown := set(absent) - lexicon().concepts - {"whole"}:
        raise UsageError(Fault(f"cues.toml, {metric}", f"unknown concepts {sorted(unknown)}"))
    bonus = sum(float(part) for part in parts if _is_number(part))
    return Frame(metric, frozenset(nouns.strip().split("|")), slots, vetoes, absent, bonus)


def _is_number(part: str) -> bool:
    return re.fullmatch(r"[+-]\d*\.?\d+", part) is not None


def _is_veto(part: str) -> bool:
    return part[0] == "-" and part[1] != "-" and not _is_number(part)


def _parse_slot(metric: str, part: str, least: float = 0.0) -> Slot:
    concepts = tuple(part.rstrip("!~?<>").split("|"))
    if unknown := set(concepts) - lexicon().concepts:
        raise UsageError(Fault(f"cues.toml, {metric}", f"unknown concepts {sorted(unknown)}"))
    marks = part[len("|".join(concepts)) :]
    near = (least, _NEAR, _TIGHT, _ADJACENT)[marks.count("!")]
    side = "<" if "<" in marks else ">" if ">" in marks else ""
    return Slot(concepts, near, side, "~" in marks, "?" in marks)
