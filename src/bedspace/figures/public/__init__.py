"""Numbers said in public about the first weeks of 2025: posts, press, statements, each with its concept.

They are compared with the model and never pooled with each other: a post, a press figure and an official book-in
measure three different things. `used_for` tells whether a number, or a count of the same days, helped to choose a
parameter (``used-for-fit``) or not (``held-out``).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from bedspace.errors import Fault, UsageError
from bedspace.units import Evidence, RestsOn, Unit, mark_of

_READ = {"yes": "", "copy": ", as reported by a copy", "no": ", not read by us"}


@dataclass(frozen=True)
class PublicFigure:
    """One number said in public.

    Attributes
    ----------
    fact : str
        Identifier of the fact.
    series : str
        ``post``, ``press``, ``dip``, ``total``, ``target``, ``office target``, ``later surge`` or ``released``.
    first, last : date
        Period, both included.
    value : float
    low, high : float or None
        Range where one was given.
    unit : Unit
    concept : str
        What was counted: a key of `bedspace.figures.scales.CONCEPTS`, or ``target`` or ``release``.
    publisher, title, published : str
        The day of publication as precise as it is known.
    evidence : Evidence
        A post and a statement of an office are statements; what anybody else published is press.
    verified : str
        ``yes`` if the publisher's page was read, ``copy`` if a copy of it, ``no`` if nothing.
    used_for : str
        ``used-for-fit`` or ``held-out``.
    note : str
    """

    fact: str
    series: str
    first: date
    last: date
    value: float
    low: float | None
    high: float | None
    unit: Unit
    concept: str
    publisher: str
    title: str
    published: str
    evidence: Evidence
    verified: str
    used_for: str
    note: str

    @property
    def days(self) -> int:
        """Length of the period."""
        return (self.last - self.first).days + 1

    @property
    def mark(self) -> RestsOn:
        """Mark of the number; none of these is counted."""
        return mark_of(self.evidence)

    @property
    def citation(self) -> str:
        """Publisher, title, date and what was read of it."""
        return f"{self.publisher}: {self.title}, {self.published}{_READ[self.verified]}"


@cache
def public_figures() -> tuple[PublicFigure, ...]:
    """All of them, in the order of the table."""
    text = files(__name__).joinpath("arrests.csv").read_text(encoding="utf-8")
    return tuple(_figure(row) for row in csv.DictReader(text.splitlines()))


def public_figure(fact: str) -> PublicFigure:
    """A number by the identifier of its fact.

    Raises
    ------
    UsageError
        If there is none.
    """
    for figure in public_figures():
        if figure.fact == fact:
            return figure
    raise UsageError(Fault(f"public figure {fact}", "there is none of this name"))


def of_series(series: str) -> tuple[PublicFigure, ...]:
    """All numbers of one series, in order of time."""
    return tuple(sorted((f for f in public_figures() if f.series == series), key=lambda f: (f.first, f.last)))


def _figure(row: dict[str, str]) -> PublicFigure:
    texts = ("fact", "series", "concept", "publisher", "title", "published", "verified", "used_for", "note")
    return PublicFigure(
        first=date.fromisoformat(row["first"]),
        last=date.fromisoformat(row["last"]),
        value=float(row["value"]),
        low=float(row["low"]) if row["low"] else None,
        high=float(row["high"]) if row["high"] else None,
        unit=Unit(row["unit"]),
        evidence=Evidence(row["evidence"]),
        **{name: row[name] for name in texts},
    )
