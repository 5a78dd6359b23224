"""Flows counted between two releases of the detention statistics, and arrests counted by week, of early 2025.

For the first lines of the report and the picture of the README: the windows and weeks of the reports' time, from the
embedded figures. Each has its publisher and its dates.
Series: ``book_ins_ice``, ``book_ins_cbp``, ``removed``, ``at_discretion`` (recognizance, supervision, parole) and
``bond``, a day over the days between two releases; ``arrests_week``, arrests in a week from Monday to Sunday.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from bedspace.figure import Figure
from bedspace.figures.series import as_of
from bedspace.figures.windows import Window, between, windows
from bedspace.fiscal import period_bounds
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


FIRST, LAST = date(2024, 12, 29), date(2025, 7, 26)
"""Days that are told of: from the last weeks before the reports to the summer after them."""
OPEN = timedelta(days=14)
"""The last weeks of a series may be incomplete."""
PUBLISHED = date(2025, 12, 31)
"""Only what had been published by this day is told."""
_FLOWS = {
    "book_ins_ice": "ice_book_ins",
    "book_ins_cbp": "cbp_book_ins",
    "removed": "removals_from_custody",
    "at_discretion": "discretionary_releases",
    "bond": "bonded_out",
}


@cache
def counts() -> tuple[Count, ...]:
    """All of them, series by series in order of time."""
    known = as_of(PUBLISHED)
    between_releases = between(windows(known), FIRST, LAST)
    flows = [_of_window(series, window) for series in _FLOWS for window in between_releases]
    weeks = sorted(map(_of_week, known.figures("weekly_arrests")), key=lambda week: week.first)
    return (*flows, *(week for week in weeks if week.first >= FIRST and week.last <= min(LAST, week.data_date - OPEN)))


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


def _of_window(series: str, window: Window) -> Count:
    assert window.earlier is not None
    assert window.later is not None
    published = window.later.published
    title = f"Detention statistics, release of {_day(published)} less that of {_day(window.earlier.published)}"
    return Count(
        series, window.first, window.through, window.a_day(_FLOWS[series]) or 0.0, Unit.PERSONS_PER_DAY,
        "U.S. Immigration and Customs Enforcement", title, window.through, published.isoformat(), Evidence.OFFICIAL,
    )  # fmt: skip


def _of_week(figure: Figure) -> Count:
    publisher, title = figure.origin.file.split(": ", 1)
    first, last = period_bounds(figure.period)
    return Count(
        "arrests_week", first, last, figure.value, figure.unit, publisher, title, figure.data_date,
        f"{figure.published:%Y-%m}", figure.evidence,
    )  # fmt: skip


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
