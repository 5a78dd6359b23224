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


@dataclass(frozen=True)
class Booked:
    """Book-ins of people arrested by ICE and arrests by ICE over the same days, counted by two publishers."""

    book_ins: float
    arrests: float

    @property
    def ratio(self) -> float:
        """Book-ins per arrest."""
        return self.book_ins / self.arrests


def booked(first: date, last: date) -> tuple[Booked, ...]:
    """Book-ins and arrests between two releases, for all releases that meet a span; empty where none is counted.

    Weeks begin on Monday and the days between releases on Sunday: the weeks are taken one day later, since a book-in
    follows the arrest by up to two days.
    """
    weeks = {week.first: week.total for week in counted_series("arrests_week")}
    found = []
    for count in (c for c in counted_series("book_ins_ice") if c.first <= last and first <= c.last):
        days = [count.first + timedelta(days=1 + 7 * k) for k in range(count.days // 7)]
        if all(day in weeks for day in days):
            found.append(Booked(count.total, sum(weeks[day] for day in days)))
    return tuple(found)


def never_booked(first: date, last: date) -> float | None:
    """Largest share of the arrested that the counts leave room for without a book-in; None where nothing is counted."""
    found = booked(first, last)
    arrests = sum(each.arrests for each in found)
    return max(1 - sum(each.book_ins for each in found) / arrests, 0.0) if found else None


def _count(row: dict[str, str]) -> Count:
    return Count(
        series=row["series"],
        first=date.fromisoformat(row["first"]),
        last=date.fromisoformat(row["last"]),
        value=float(row["value"]),
        unit=Unit(row["unit"]),
        publisher=row["publisher"],
        title=row["title"],
        data_date=date.fromisoformat(row["data_date"]),
        published=row["published"],
        evidence=Evidence(row["evidence"]),
    )
