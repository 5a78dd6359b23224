"""Origins on real vintages: the days on which a release with a new count was published."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bedspace.figures.series import Vintage, as_of
from bedspace.figures.sources import EMBEDDED, Source
from bedspace.studies.forecast.known import SNAPSHOT, averages, snapshots
from bedspace.studies.forecast.rolling import Origin
from bedspace.studies.forecast.weekly import at, known_weekly, stock

Array = NDArray[np.float64]

FIRST = date(2021, 1, 1)


def publication_days(known: Vintage, first: date = FIRST, last: date = date.max) -> list[date]:
    """Days on which a count of a new day was first published, in order, from the counts of `FIRST` on."""
    days: dict[date, date] = {}
    for figure in known.printings(SNAPSHOT):
        if figure.key == "" and figure.data_date >= FIRST:
            days[figure.data_date] = min(figure.published, days.get(figure.data_date, date.max))
    return sorted({day for day in days.values() if first <= day <= last})


def origin(day: date, among: Source = EMBEDDED) -> Origin:
    """What was known on a day."""
    return Origin(float(day.toordinal()), known_weekly(as_of(day, among)))


def truth(known: Vintage) -> tuple[Callable[[Array], Array], float]:
    """People held at any day, as now known, and the last day that is known."""
    counts = snapshots(known)
    return at(stock(counts, averages(known))), float(counts.days[-1])


def fingerprint(among: Source = EMBEDDED) -> str:
    """First twelve digits of the SHA-256 of all national printings that a forecast of people held reads."""
    digest = hashlib.sha256()
    for quantity in (SNAPSHOT, "adp", "book_ins"):
        for figure in among.of(quantity):
            if figure.key == "":
                printed = (quantity, figure.period, figure.value, figure.data_date, figure.published)
                digest.update(f"{printed}\n".encode())
    return digest.hexdigest()[:12]


def came(day: date, among: Source = EMBEDDED) -> float | None:
    """People held on a day as now known, between snapshots; None where no release reaches it."""
    held, last = truth(as_of(date.max, among))
    return float(held(np.array([float(day.toordinal())]))[0]) if day.toordinal() <= last else None
