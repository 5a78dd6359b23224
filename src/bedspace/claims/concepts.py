"""What a claim measures, and the guard that keeps different measures apart.

Each metric is bound to a concept of the definition guard and, where one exists, to an official series of the
same concept; a series of another concept may only be shown beside it, with its name.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from bedspace.claims.intervals import Interval, apply, exactly
from bedspace.claims.metrics import metrics


@dataclass(frozen=True)
class Series:
    """An official series: its subject and key, what it measures, and how it is read for a claim."""

    subject: str
    key: str
    concept: str
    read: str


@dataclass(frozen=True)
class Binding:
    """Concept of a metric, the series of that concept, and the nearest series of another one."""

    concept: str
    series: Series | None = None
    nearest: Series | None = None


@dataclass(frozen=True)
class ConceptBridge:
    """Words for what leads from one concept to another, and where they are from."""

    concepts: tuple[str, ...]
    words: str
    source: str


@dataclass(frozen=True)
class Capacity:
    """One notion of the number of beds, with the days for which it was used."""

    name: str
    beds: float
    first: date
    last: date
    source: str
    fact: str
    said_only: bool = False
    by_congress: bool = False
    past: bool = False

    def of(self, day: date | None) -> bool:
        """Whether it is in use on a day; where no day is known, whether it is none of earlier years."""
        return not self.past if day is None else self.first <= day <= self.last


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    return tomllib.loads(files("bedspace.claims").joinpath("rules", "bindings.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _bindings() -> Mapping[str, Binding]:
    found = {metric: Binding(metrics()[metric].family) for metric in metrics()}
    for row in _table()["binding"]:
        bound = Binding(row["concept"], _series(row.get("series")), _series(row.get("nearest")))
        found |= dict.fromkeys(row["metrics"], bound)
    return found


def _series(row: Mapping[str, Any] | None) -> Series | None:
    return Series(**row) if row else None


def binding(metric: str) -> Binding:
    """What a metric measures."""
    return _bindings()[metric]


Factor = Callable[[date], float]
"""Factor of a bridge between two scales on a day; the numbers stand with the parameters, above this room."""


def bridge_between(first: str, second: str) -> ConceptBridge:
    """What leads from one concept to another, in either direction."""
    found = (bridge for bridge in _between() if set(bridge.concepts) == {first, second})
    return next(found, ConceptBridge((first, second), "none is known", ""))


@lru_cache(maxsize=1)
def _between() -> tuple[ConceptBridge, ...]:
    return tuple(ConceptBridge(tuple(row["concepts"]), row["bridge"], row["source"]) for row in _table()["between"])


@lru_cache(maxsize=1)
def capacities() -> tuple[Capacity, ...]:
    """The notions of beds that are kept."""
    table = tomllib.loads(files("bedspace.claims").joinpath("rules", "capacities.toml").read_text(encoding="utf-8"))
    return tuple(
        Capacity(
            r["name"],
            float(r["beds"]),
            r["from"],
            r["until"],
            r["source"],
            r["fact"],
            r.get("said_only", False),
            r.get("by_congress", False),
            r.get("past", False),
        )
        for r in table["capacity"]
    )


def utilisation(held: Interval, day: date | None = None) -> list[tuple[Capacity, Interval]]:
    """People held as a per cent of each notion of beds in use on a day.

    >>> [round(share.low) for _, share in utilisation(exactly(42_000), date(2025, 2, 5))]
    [105, 101, 109, 67]
    """
    used = [c for c in capacities() if c.of(day)]
    return [(c, apply("/", apply("*", exactly(100), held), exactly(c.beds))) for c in used]


_SUBCONCEPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("arrest_at_large", re.compile(r"\bat[- ]large\b|\bcommunity arrests\b|\bstreet arrests\b", re.IGNORECASE)),
    (
        "arrest_dhs",
        re.compile(r"\bDHS[- ]wide\b|\bdepartment[- ]wide\b|\bacross (?:DHS|the department)\b|\ball agencies\b"),
    ),
    ("arrest_post", re.compile(r"\bposted on (?:X|social media)\b|\bposts? on X\b")),
    ("book_in", re.compile(r"\bbook(?:ed|[- ]ins?|ings?)\b", re.IGNORECASE)),
)
_DEPARTMENT = re.compile(r"\b(?:DHS|Homeland Security|the department)\b")
_ICE_ALONE = re.compile(r"\bICE(?:['’]s)?\b(?! agents said)|\bImmigration and Customs Enforcement\b")


def concept_in(metric: str, words: str) -> str:
    """What a number measures by the words around it, which may be narrower than its metric.

    >>> concept_in("arrests_cumulative", "33,242 at-large arrests"), concept_in("arrests_cumulative", "9,000 arrests")
    ('arrest_at_large', 'arrest_all')
    """
    family = metrics()[metric].family
    if family == "arrests":
        found = next((name for name, pattern in _SUBCONCEPTS if pattern.search(words)), None)
        return found or ("arrest_all" if not metric.startswith("bookins") else "book_in")
    if metric in {"removals_count", "departures_total", "removals_projection"}:
        department, ice = _DEPARTMENT.search(words), _ICE_ALONE.search(words)
        return "repatriation_dhs" if department and not ice else "removal_ice"
    return binding(metric).concept
