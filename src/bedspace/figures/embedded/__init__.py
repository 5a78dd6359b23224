"""The reference figures that come with the software, so that every question has an answer offline.

Packed text tables in this folder, one a quantity, written by ``python -m bedspace.data.store.embed``: the national
tables of every release of the detention statistics, averages of every facility list and their sums by area, and the
daily midnight count.
Of a figure that several releases print, each printing that says something new stands here; `published` tells them
apart. A table is read when it is first asked for.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
from datetime import date
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from bedspace.figure import Figure, Origin
from bedspace.units import Unit

SUFFIX = ".csv.gz"


@cache
def quantities() -> tuple[str, ...]:
    """Names of the embedded tables, in alphabetical order."""
    return tuple(table.name.removesuffix(SUFFIX) for table in _tables())


@cache
def of(quantity: str) -> tuple[Figure, ...]:
    """Figures of one table, by key, period and rank; none for an unknown name."""
    if quantity not in quantities():
        return ()
    content = resources.files(__name__).joinpath(quantity + SUFFIX).read_bytes()
    rows = csv.reader(gzip.decompress(content).decode().splitlines())
    next(rows)
    return tuple(
        Figure(name, key, period, float(value), _unit(unit), _day(data), _day(out), Origin(file, sheet, cell))
        for name, key, period, data, out, value, unit, file, sheet, cell in rows
    )


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
    return sorted((table for table in here if table.name.endswith(SUFFIX)), key=lambda table: table.name)


@cache
def _unit(text: str) -> Unit:
    return Unit(text)


@cache
def _day(text: str) -> date:
    return date.fromisoformat(text)
