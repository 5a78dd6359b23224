"""From six facts to the metric: every row of the table is scored by what speaks for its facts, and the best wins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log10

from bedspace.claims.metrics import Metric, Row, table
from bedspace.claims.read import weights
from bedspace.claims.read.cues import things
from bedspace.claims.read.evidence import Evidence
from bedspace.claims.read.quantity import Kind, Quantity

_LOCAL = frozenset({"operation", "place"})
_IS_CHANGE = ("measure", frozenset({"change"}))
_SMALLEST = 0.1
_FREE = ("measure", "status", "scope")
_KINDS = {"percent": Kind.PERCENT, "USD": Kind.MONEY, "ratio": Kind.MULTIPLE, "days": Kind.DAYS}


@dataclass(frozen=True)
class Reading:
    """A metric, the row that it was read from, how strongly all facts speak for it, and the process and value alone."""

    metric: Metric
    row: Row
    score: float
    process: float


@lru_cache(maxsize=1)
def _by_kind() -> Mapping[Kind, Sequence[tuple[Metric, Row]]]:
    found: dict[Kind, list[tuple[Metric, Row]]] = {kind: [] for kind in Kind}
    for metric in table().values():
        kind = _KINDS.get(metric.unit.split("/")[0], Kind.COUNT)
        found[kind] += [(metric, row) for row in metric.rows]
    return found


@lru_cache(maxsize=len(Kind))
def _by_process(kind: Kind) -> Mapping[str, Sequence[int]]:
    """The places of the rows of a kind that ask for each process."""
    found: dict[str, list[int]] = {}
    for place, (_, row) in enumerate(_by_kind()[kind]):
        for process in row.process:
            found.setdefault(process, []).append(place)
    return found


def _candidates(kind: Kind, found: Evidence) -> Iterator[tuple[Metric, Row]]:
    """The rows whose process is named at all, in the order of the table."""
    rows = _by_process(kind)
    places = {place for fact, value in found.scores if fact == "process" for place in rows.get(value, ())}
    return (_by_kind()[kind][place] for place in sorted(places))


def readings(quantity: Quantity, found: Evidence) -> list[Reading]:
    """The readings of a number whose process is named at all, the best first."""
    most = {fact: found.most(fact) for fact in _FREE} | {"comparison": found.of("comparison", "")}
    scored = [
        Reading(metric, row, process + _facts(row, found, most) - outside, process - outside)
        for metric, row in _candidates(quantity.kind, found)
        if (process := _process(row, found)) > 0
        for outside in (_outside(metric, quantity),)
    ]
    return sorted(scored, key=lambda reading: -reading.score)


def _process(row: Row, found: Evidence) -> float:
    """How strongly the process of a row is spoken for, with what has to be named beside it; 0 for not at all."""
    if _IS_CHANGE in row.others and not found.of("measure", "change"):
        return 0.0
    if not row.beside:
        return max(found.of("process", value) for value in row.process) * (weights.BASE if row.is_base else 1.0)
    process = max(found.here(value) for value in row.process)
    beside = found.of("process", row.beside)
    if not process or not beside:
        return 0.0
    is_thing = row.beside in things()
    return process + (
        beside - weights.BESIDE_THING if is_thing else min(beside, weights.BESIDE_EVENT) - weights.BESIDE_COSTS
    )


def _facts(row: Row, found: Evidence, most: dict[str, float]) -> float:
    """How strongly the other facts of a row are spoken for; a fact that it does not ask for fits at its best."""
    asked = {fact: _any_of(found, fact, values) for fact, values in row.others}
    return sum((most | asked).values())


def _any_of(found: Evidence, fact: str, values: frozenset[str]) -> float:
    """How much speaks for any of some values: the most; for an operation in a place also a part of the other."""
    scores = [found.of(fact, value) for value in values]
    most = max(scores)
    also = weights.ALSO * min(scores) if values == _LOCAL else 0.0
    return most + also if most else -weights.UNSAID


def _outside(metric: Metric, quantity: Quantity) -> float:
    """How much speaks against a value that the metric never had, the more the further out it lies."""
    if quantity.low is None or quantity.high is None:
        return 0.0
    least, most = metric.usual
    if least <= quantity.high and quantity.low <= most:
        return 0.0
    times = least / max(quantity.high, _SMALLEST) if quantity.high < least else quantity.low / most
    return weights.OUT_OF_RANGE * (1 + weights.FAR_OUT * log10(times))
