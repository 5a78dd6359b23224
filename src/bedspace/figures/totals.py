"""Totals of fiscal years, and counts of a day, that no embedded release prints: cited figures, one row each.

The releases begin in fiscal year 2019, and some years end in them before 30 September. The totals that the agency gave
for whole years, and counts of arrests, stand in ``public/totals.csv`` with unit, source, day of publication and kind.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from bedspace.figure import UNSTATED, Figure, Origin
from bedspace.fiscal import period_bounds
from bedspace.units import Evidence, Unit


@dataclass(frozen=True)
class Total:
    """One cited figure.

    Attributes
    ----------
    figure : Figure
        Its data reach the end of the period; `published` is `UNSTATED` where no whole day is known.
    fact, kind, address, published, note : str
        `published` is as precise as it is known.
    """

    figure: Figure
    fact: str
    kind: str
    address: str
    published: str
    note: str


@cache
def totals() -> tuple[Total, ...]:
    """All rows, in the order of the table."""
    text = files("bedspace.figures.public").joinpath("totals.csv").read_text(encoding="utf-8")
    return tuple(map(_total, csv.DictReader(text.splitlines())))


def totals_of(quantity: str) -> tuple[Figure, ...]:
    """Cited figures of one quantity."""
    return tuple(total.figure for total in totals() if total.figure.quantity == quantity)


def known_by(figure: Figure) -> date:
    """The last day on which a cited figure can have been published; the end of its period where no day is known."""
    text = next((total.published for total in totals() if total.figure == figure), "")
    if len(text) == 7:
        return period_bounds(text)[1]
    return date.fromisoformat(text) if text else figure.data_date


def address_of_total(figure: Figure) -> str:
    """Address of the page where a cited figure stands; empty where none is known."""
    return next((total.address for total in totals() if total.figure == figure), "")


def where_read(figure: Figure) -> str:
    """Where a cited figure was read, if not on the page that is cited; empty where it was read there."""
    note = next((total.note for total in totals() if total.figure == figure), "")
    _, read, where = note.partition(_READ)
    return f"{read[0].lower()}{read[1:]}{where}" if read else ""


_READ = "Read not on that page but in an article"


def _total(row: dict[str, str]) -> Total:
    day = date.fromisoformat(row["published"]) if len(row["published"]) == 10 else UNSTATED
    cited = ", ".join(text for text in (f"{row['publisher']}: {row['title']}", row["published"]) if text)
    figure = Figure(
        row["quantity"], row["key"], row["period"], float(row["value"]), Unit(row["unit"]),
        period_bounds(row["period"])[1], day, Origin(cited), Evidence(row["evidence"]),
    )  # fmt: skip
    return Total(figure, row["fact"], row["kind"], row["address"], row["published"], row["note"])
