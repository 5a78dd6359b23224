"""From six facts to the metric: every row of the table is scored by what speaks for its facts, and the best wins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bedspace.claims.metrics import Metric, Row, table
from bedspace.claims.read.cues import things
from bedspace.claims.read.evidence import Evidence
from bedspace.claims.read.quantity import Kind, Quantity

BESIDE_THING = 0.2
BESIDE_COSTS = 0.36
UNSAID = 0.5
BESIDE_EVENT = 0.6
ALSO = 0.25
_LOCAL = {"operation", "place"}
BASE = 0.5
OUT_OF_RANGE = 0.6
_KINDS = {"percent": Kind.PERCENT, "USD": Kind.MONEY, "ratio": Kind.MULTIPLE, "days": Kind.DAYS}


@dataclass(frozen=True)
class Reading:
    """A metric, the row that it was read from, how strongly all facts speak for it, and the process alone."""

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


def readings(quantity: Quantity, found: Evidence) -> list[Reading]:
    """The readings of a number whose process is named at all, the best first."""
    scored = (_reading(metric, row, quantity, found) for metric, row in _by_kind()[quantity.kind])
    return sorted((reading for reading in scored if reading.process > 0), key=lambda reading: -reading.score)


def _reading(metric: Metric, row: Row, quantity: Quantity, found: Evidence) -> Reading:
    process = max(found.of("process", value) for value in row.process) * (BASE if row.is_base else 1.0)
    if row.beside:
        beside = found.of("process", row.beside)
        process = max(found.here(value) for value in row.process)
        is_thing = row.beside in things()
        beside = beside - BESIDE_THING if is_thing else min(beside, BESIDE_EVENT) - BESIDE_COSTS
        process = process + beside if process else 0.0
    facts = sum(_any_of(found, fact, values) for fact, values in row.others)
    if any(values == {"change"} and not found.of(fact, "change") for fact, values in row.others):
        process = 0.0
    asked = {fact for fact, _ in row.others}
    free = sum(_most(found, fact) for fact in ("measure", "status", "scope") if fact not in asked)
    free += 0.0 if "comparison" in asked else found.of("comparison", "")
    return Reading(metric, row, process + facts + free - _outside(metric, quantity), process)


def _any_of(found: Evidence, fact: str, values: Iterable[str]) -> float:
    """How much speaks for any of some values: the most, and a part of the second."""
    most, *others = sorted((found.of(fact, value) for value in values), reverse=True)
    also = ALSO * others[0] if set(values) == _LOCAL else 0.0
    return most + also if most else -UNSAID


def _most(found: Evidence, fact: str) -> float:
    return found.of(fact, found.best(fact))


def _outside(metric: Metric, quantity: Quantity) -> float:
    if quantity.low is None or quantity.high is None:
        return 0.0
    least, most = metric.usual
    return OUT_OF_RANGE if quantity.high < least or quantity.low > most else 0.0
