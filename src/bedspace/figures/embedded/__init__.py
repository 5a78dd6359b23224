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
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, lru_cache
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
    return tuple(_figures(_lines(quantity)))


@cache
def of_key(quantity: str, key: str, period: str | None = None) -> tuple[Figure, ...]:
    """Figures of one key of a table, or of one period of it, by period and rank; no others are made."""
    lines, sought = _lines(quantity), [key] if period is None else [key, period]

    def place(line: str) -> list[str]:
        cells = next(csv.reader([line])) if '"' in line else line.split(",", 3)
        return cells[1 : 1 + len(sought)]

    first = bisect_left(lines, sought, key=place)
    return tuple(_figures(lines[first : bisect_right(lines, sought, first, key=place)]))


@lru_cache(maxsize=16)
def _lines(quantity: str) -> list[str]:
    """The lines of a table, by key, period and rank."""
    if quantity not in quantities():
        return []
    content = resources.files(__name__).joinpath(quantity + SUFFIX).read_bytes()
    return gzip.decompress(content).decode().splitlines()[1:]


def _figures(lines: Iterable[str]) -> Iterator[Figure]:
    for name, key, period, data, out, value, unit, file, sheet, cell in csv.reader(lines):
        origin = Origin(file, sheet, cell)
        yield Figure(name, key, period, float(value), _unit(unit), _day(data), _day(out), origin)


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
