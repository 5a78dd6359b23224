"""Counts that the reports page tells of and no other table of the page has: where each is printed, and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bedspace.figure import Figure
from bedspace.figures import embedded
from bedspace.report import flows
from bedspace.report.addresses import place, source_of
from bedspace.report.findings import COHORT_DAYS
from bedspace.report.numbers import Shown, counted, whole
from bedspace.report.parts import Cell, Table

REPORTED = date(2025, 2, 9)
"""Day of the release nearest to the reports."""
YEARS = "FY2024", "FY2025"
MONTHS = "2024-12", "2025-02"
"""The last whole month of the administration before, and the month of the reports."""
_YEAR = timedelta(weeks=52)
_LONG = ("band=181_365", "band=366_730", "band=over_730")
_NO_CONVICTION = "conviction=no_criminal_conviction"


def table() -> Table:
    """Each count with its source."""
    rows: list[list[Cell]] = [[_named(figure), whole(figure.value), source_of(figure)] for figure in _figures()]
    columns = ("Count", "Number", "Source")
    anchors = [place(figure) for figure in _figures()]
    return Table("Where these counts are printed", columns, rows, frozenset({0, 2}), anchors, folded=True)


def removals(year: str) -> Figure:
    """Removals by ICE in a fiscal year."""
    return _figure("removals", "", year)


def encounters(month: str) -> Figure:
    """Encounters of the Border Patrol in a month."""
    return _figure("border_encounters", "", month)


def convictions() -> list[Figure]:
    """People arrested by ICE in the busiest early week: all, and those without a conviction."""
    week = flows.busiest_early_week()
    period = f"{week.first}..{week.last}"
    return [_figure("weekly_arrests_by_conviction", key, period) for key in ("", _NO_CONVICTION)]


def long_stays() -> list[Figure]:
    """People held over 180 days, by time in custody, on the last day counted before the reports."""
    last = max(f.period for f in embedded.of("time_in_custody") if f.period <= REPORTED.isoformat())
    return [_figure("time_in_custody", band, last) for band in _LONG]


def year_before() -> list[Figure]:
    """Arrests by ICE in the weeks of the reports one year before."""
    first, last = (day - _YEAR for day in COHORT_DAYS)
    weeks = [first + timedelta(weeks=k) for k in range((last - first).days // 7)]
    return [_figure("weekly_arrests", "", f"{week}..{week + timedelta(days=6)}") for week in weeks]


def shown(figure: Figure) -> Shown:
    """A figure as it is printed."""
    return counted(whole(figure.value), place(figure))


def _figure(quantity: str, key: str, period: str) -> Figure:
    """The newest printing of a figure."""
    found = [f for f in embedded.of(quantity) if (f.key, f.period) == (key, period)]
    return max(found, key=lambda figure: figure.published)


def _figures() -> Iterator[Figure]:
    yield from (removals(year) for year in YEARS)
    yield from convictions()
    yield from (encounters(month) for month in MONTHS)
    yield from long_stays()
    yield from year_before()


def _named(figure: Figure) -> str:
    key = figure.key.partition("=")[2].replace("_", " ")
    return " ".join(filter(None, (figure.quantity.replace("_", " "), key, figure.period.replace("..", " to "))))
