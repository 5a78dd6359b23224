"""A series from a file of the user, to be forecast and scored like the releases.

Two forms of CSV: ``date, midnight_pop[, book_in, book_out]``, or ``date, measure, group, value``, of which one measure
is taken. Days may be missing and cells empty. Without book-ins these follow from the stock: as many as would make its
changes if people left at one rate throughout; the balance then moves what is left.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bedspace.errors import Fault, InputRefused
from bedspace.studies.forecast.known import Flow, Points
from bedspace.studies.forecast.rolling import Origin
from bedspace.studies.forecast.weekly import Weekly, at, on_grid

Array = NDArray[np.float64]

MEAN_STAY = 57.0
"""Days; only its order of size acts."""
LEAST_SHARE = 0.05
"""Book-ins of a week are taken to be at least this share of those that would hold the stock: logs need some."""
LONG_ENOUGH = 3 * 365
"""Days of data before the first origin."""
FLOWS_LONG_ENOUGH = 2 * 365
"""Days of book-ins from which on they are used."""
GROUP = "all"


@dataclass(frozen=True)
class Given:
    """A series of the user.

    Attributes
    ----------
    held : Points
    booked_in : Flow or None
        None where the file has the stock only.
    """

    held: Points
    booked_in: Flow | None

    def until(self, end: float) -> Weekly:
        """The weekly grid up to a day; of the stock alone while book-ins are known for too short."""
        kept = self.held.days <= end
        held = Points(self.held.days[kept], self.held.values[kept])
        if self.booked_in is None or end - self.booked_in.knots[0] < FLOWS_LONG_ENOUGH:
            return _of_stock(held)
        last = int(np.searchsorted(self.booked_in.knots, end, "right"))
        booked = Flow(self.booked_in.knots[:last], self.booked_in.rates[: last - 1])
        series = on_grid(held, booked, float(held.days[-1]))
        return replace(series, booked_in=np.maximum(series.booked_in, LEAST_SHARE * series.held / MEAN_STAY))

    @property
    def truth(self) -> tuple[Callable[[Array], Array], float]:
        """People held at any day, and the last day that is known."""
        return at(self.held), float(self.held.days[-1])


def _of_stock(held: Points) -> Weekly:
    days = held.days[-1] - 7.0 * np.arange(int((held.days[-1] - held.days[0]) // 7), -1, -1)
    people = at(held)(days)
    leaving = (people[1:] + people[:-1]) / 2 / MEAN_STAY
    entering = np.maximum(leaving + np.diff(people) / 7, LEAST_SHARE * leaving)
    return Weekly(days, people, np.concatenate([entering[:1], entering]))


def read(path: Path, measure: str = "detained", breaks: Mapping[date, float] | None = None) -> Given:
    """Read a file.

    Parameters
    ----------
    path : Path
    measure : str
        Of the long form.
    breaks : mapping of date to float, optional
        From each day on the series counts so many times as much as before for another reason than people: what
        stands before is multiplied by it.

    Raises
    ------
    InputRefused
        Telling all faults of the file.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputRefused(Fault(str(path), f"cannot be read: {error}", "a CSV file")) from None
    rows = list(csv.DictReader(text.splitlines()))
    faults: list[Fault] = []
    people, booked = _columns(path, rows, measure, faults)
    if not faults and len(people) < 2:
        faults.append(Fault(str(path), f"{len(people)} days have a count", "at least two"))
    if faults:
        raise InputRefused(faults[:20])
    return Given(_scaled(people, breaks or {}), _flow(booked))


def _columns(
    path: Path, rows: list[dict[str, str]], measure: str, faults: list[Fault]
) -> tuple[dict[float, float], dict[float, float]]:
    names = set(rows[0]) if rows else set()
    if {"date", "midnight_pop"} <= names:
        return dict(_cells(path, rows, "midnight_pop", faults)), dict(_cells(path, rows, "book_in", faults))
    if {"date", "measure", "value"} <= names:
        kept = [row for row in rows if row["measure"] == measure and row.get("group", GROUP) == GROUP]
        if not kept:
            found = sorted({row["measure"] for row in rows})
            faults.append(Fault(str(path), f"no row of measure {measure}, group {GROUP}", f"one of {', '.join(found)}"))
        return dict(_cells(path, kept, "value", faults)), {}
    expected = "columns date, midnight_pop[, book_in] or date, measure, group, value"
    faults.append(Fault(str(path), f"columns {', '.join(sorted(map(str, names))) or 'none'}", expected))
    return {}, {}


def _cells(path: Path, rows: list[dict[str, str]], column: str, faults: list[Fault]) -> Iterator[tuple[float, float]]:
    """Days and values of the cells that are filled; what is no day or no count is a fault."""
    seen = set()
    for line, row in enumerate(rows, 2):
        text = (row.get(column) or "").strip()
        if not text:
            continue
        try:
            day, value = float(date.fromisoformat(row["date"]).toordinal()), float(text)
        except ValueError:
            faults.append(Fault(f"{path} row {line}", f"{row['date']}, {text}", "a day YYYY-MM-DD and a number"))
            continue
        if day in seen or not math.isfinite(value) or value < (column != "book_in"):
            faults.append(Fault(f"{path} row {line} {column}", f"{row['date']}, {text}", "each day once, with people"))
        seen.add(day)
        yield day, value


def _scaled(people: Mapping[float, float], breaks: Mapping[date, float]) -> Points:
    days = np.array(sorted(people))
    values = np.array([people[day] for day in days])
    for day, factor in breaks.items():
        values = np.where(days < day.toordinal(), values * factor, values)
    return Points(days, values)


def _flow(booked: Mapping[float, float]) -> Flow | None:
    """Daily book-ins as a flow: those of a day lead to its midnight, at the end of the day."""
    if not booked:
        return None
    days = np.array(sorted(booked))
    knots = np.arange(days[0] - 1, days[-1] + 1)
    rates = np.full(len(knots) - 1, np.nan)
    rates[(days - days[0]).astype(int)] = [booked[day] for day in days]
    return Flow(knots, rates)


def origins(given: Given, first: date, last: date, lag: int) -> list[Origin]:
    """The first day of each month, with what lay `lag` days back, from three years of data on."""
    begin = max(first.toordinal(), given.held.days[0] + LONG_ENOUGH)
    end = min(last.toordinal(), given.held.days[-1])
    days = [date.fromordinal(day) for day in range(int(begin), int(end) + 1)]
    return [Origin(float(d.toordinal()), given.until(d.toordinal() - lag)) for d in days if d.day == 1]
