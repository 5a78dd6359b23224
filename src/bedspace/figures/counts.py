"""Flows counted between two releases of the detention statistics, and arrests counted by week.

A small table for the first lines of the report and the picture of the README. Each row has its publisher and its dates.
Series: ``book_ins_ice``, ``book_ins_cbp``, ``removed``, ``at_discretion`` (recognizance, supervision, parole) and
``bond``, a day over the days between two releases; ``arrests_week``, arrests in a week from Monday to Sunday.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from bedspace.units import Evidence, RestsOn, Unit, mark_of


@dataclass(frozen=True)
class Count:
    """A flow counted over some days.

    Attributes
    ----------
    series : str
    first, last : date
        Days, both included.
    value : float
        A day, or in all for arrests of a week; see `unit`.
    unit : Unit
    publisher, title : str
    data_date : date
    published : str
        The day of publication as precise as it is known.
    evidence : Evidence
    """

    series: str
    first: date
    last: date
    value: float
    unit: Unit
    publisher: str
    title: str
    data_date: date
    published: str
    evidence: Evidence

    @property
    def days(self) -> int:
        """Length of the period."""
        return (self.last - self.first).days + 1

    @property
    def a_day(self) -> float:
        """The flow a day."""
        return self.value / self.days if self.unit == Unit.ARRESTS else self.value

    @property
    def total(self) -> float:
        """The flow over all its days."""
        return self.a_day * self.days

    @property
    def mark(self) -> RestsOn:
        """Mark of the number."""
        return mark_of(self.evidence)

    @property
    def citation(self) -> str:
        """Publisher, title and day."""
        return f"{self.publisher}: {self.title}, {self.published}"


@cache
def counts() -> tuple[Count, ...]:
    """All of them, in the order of the table."""
    text = files("bedspace.figures").joinpath("public", "counts.csv").read_text(encoding="utf-8")
    return tuple(_count(row) for row in csv.DictReader(text.splitlines()))


def counted_series(series: str, first: date = date.min, last: date = date.max) -> tuple[Count, ...]:
    """Counts of one series whose days lie inside a span, in order of time."""
    inside = (c for c in counts() if c.series == series and first <= c.first and c.last <= last)
    return tuple(sorted(inside, key=lambda count: count.first))


@cache
def book_ins_per_arrest(first: date, last: date) -> tuple[float, float]:
    """Lowest and highest ratio of ICE book-ins to arrests between two releases of a span.

    Weeks begin on Monday and releases end on Saturday: the weeks begin one day after the days of the book-ins, since
    a book-in follows the arrest by up to two days and arrests of a Sunday are few.
    """
    weeks = {week.first: week.total for week in counted_series("arrests_week")}
    ratios = []
    for count in counted_series("book_ins_ice", first, last):
        days = [count.first + timedelta(days=1 + 7 * k) for k in range(count.days // 7)]
        if all(day in weeks for day in days):
            ratios.append(count.total / sum(weeks[day] for day in days))
    return min(ratios), max(ratios)


def _count(row: dict[str, str]) -> Count:
    days = {name: date.fromisoformat(row[name]) for name in ("first", "last", "data_date")}
    texts = {name: row[name] for name in ("series", "publisher", "title", "published")}
    return Count(**days, **texts, value=float(row["value"]), unit=Unit(row["unit"]), evidence=Evidence(row["evidence"]))
