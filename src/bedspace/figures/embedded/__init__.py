"""The reference figures that come with the software, so that every question has an answer offline.

Text tables in this folder, one a quantity, written by ``python -m bedspace.data.store.embed``: the national tables of
the detention statistics as last published, the release of 16 January 2025 (without the parole decisions and the
single facilities), sums by area, and the daily midnight count. The same month stands here twice where the release of
January 2025 and a later one both print it; `published` tells them apart.
"""

from __future__ import annotations

import csv
import hashlib
from datetime import date
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from bedspace.figure import Figure, Origin
from bedspace.units import Unit


@cache
def figures() -> tuple[Figure, ...]:
    """All embedded figures, by quantity, day of publication, period and key."""
    return tuple(figure for table in _tables() for figure in _read(table))


@cache
def fingerprint() -> str:
    """First twelve digits of the SHA-256 of the embedded tables."""
    digest = hashlib.sha256()
    for table in _tables():
        digest.update(table.name.encode())
        digest.update(table.read_bytes())
    return digest.hexdigest()[:12]


def _tables() -> list[Traversable]:
    here = resources.files(__name__).iterdir()
    return sorted((table for table in here if table.name.endswith(".csv")), key=lambda table: table.name)


def _read(table: Traversable) -> list[Figure]:
    rows = csv.reader(table.read_text(encoding="utf-8").splitlines())
    next(rows)
    return [_figure(row) for row in rows]


def _figure(row: list[str]) -> Figure:
    quantity, key, period, data_date, published, value, unit, file, sheet, cell = row
    return Figure(
        quantity,
        key,
        period,
        float(value),
        _unit(unit),
        _day(data_date),
        _day(published),
        Origin(file, sheet, cell),
    )


@cache
def _unit(text: str) -> Unit:
    return Unit(text)


@cache
def _day(text: str) -> date:
    return date.fromisoformat(text)
