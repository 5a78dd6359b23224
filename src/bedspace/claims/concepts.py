"""What a claim measures, and the guard that keeps different measures apart.

Each metric is bound to a concept of the definition guard and, where one exists, to an official series of the
same concept; a series of another concept may only be shown beside it, with its name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from bedspace.claims.intervals import Interval, apply, exactly
from bedspace.claims.metrics import metrics
from bedspace.errors import Fault, ScaleMismatch


@dataclass(frozen=True)
class Series:
    """An official series: its table and key, what it measures, and how it is read for a claim."""

    quantity: str
    key: str
    concept: str
    read: str
    label: str


@dataclass(frozen=True)
class Binding:
    """Concept of a metric, the series of that concept, and the nearest series of another one."""

    concept: str
    series: Series | None = None
    nearest: Series | None = None


@dataclass(frozen=True)
class Capacity:
    """One notion of the number of beds, with the days for which it was used."""

    name: str
    beds: float
    first: date
    last: date
    source: str
    fact: str


@lru_cache(maxsize=1)
def _bindings() -> Mapping[str, Binding]:
    table = tomllib.loads(files("bedspace.claims").joinpath("bindings.toml").read_text(encoding="utf-8"))
    found = {metric: Binding(metrics()[metric].family) for metric in metrics()}
    for row in table.values():
        bound = Binding(row["concept"], _series(row.get("series")), _series(row.get("nearest")))
        found |= dict.fromkeys(row["metrics"], bound)
    return found


def _series(row: Mapping[str, Any] | None) -> Series | None:
    return Series(**row) if row else None


def binding(metric: str) -> Binding:
    """What a metric measures."""
    return _bindings()[metric]


@lru_cache(maxsize=1)
def capacities() -> tuple[Capacity, ...]:
    """The notions of beds that are kept."""
    table = tomllib.loads(files("bedspace.claims").joinpath("capacities.toml").read_text(encoding="utf-8"))
    return tuple(
        Capacity(r["name"], float(r["beds"]), r["from"], r["until"], r["source"], r["fact"]) for r in table["capacity"]
    )


def utilisation(held: Interval, day: date | None = None) -> list[tuple[Capacity, Interval]]:
    """People held as a per cent of each notion of beds in use on a day.

    >>> [round(share.low) for _, share in utilisation(exactly(42_000), date(2025, 2, 5))]
    [105, 101, 109, 67]
    """
    used = [c for c in capacities() if day is None or c.first <= day <= c.last]
    return [(c, apply("/", apply("*", exactly(100), held), exactly(c.beds))) for c in used]


def comparable(have: str, want: str, bridge: str = "") -> None:
    """Refuse to compare two concepts without a named bridge.

    Raises
    ------
    ScaleMismatch
        With both concepts and, where one is known, the bridge that would be needed.
    """
    if have == want or bridge:
        return
    known = BRIDGES.get((have, want), "none is known")
    raise ScaleMismatch(Fault(f"{have} against {want}", "the two do not measure the same", f"a named bridge: {known}"))


BRIDGES: Mapping[tuple[str, str], str] = {
    ("arrest_press", "book_in"): "the share of arrests that is booked in; not every arrest is, and some book-ins are CBP's",
    ("midnight", "average"): "the midnight count averaged over the month",
    ("repatriation_dhs", "removal_ice"): "none: the department also counts returns at the border",
    ("arrest_dhs", "arrest_ero"): "none: the department counts arrests by all its agencies",
    ("arrest_all", "arrest_at_large"): "the at-large share, 29.3 % of ERO arrests in fiscal year 2024",
}
