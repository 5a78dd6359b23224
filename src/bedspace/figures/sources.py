"""Where figures come from: the embedded tables, the user's warehouse, or both; read table by table.

One door for every verb: what answers a question about figures takes a `Source`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from bedspace.data.store import warehouse
from bedspace.figure import Figure
from bedspace.figures import embedded


@dataclass(frozen=True)
class Source:
    """Tables of figures.

    Attributes
    ----------
    quantities : tuple of str
        Names of the tables.
    of : callable
        Figures of a table by key, period and rank; none for an unknown name.
    fingerprint : str
    of_key : callable, optional
        Figures of one key of a table, and of one period if that is named, where they are read sooner than the table.
    """

    quantities: tuple[str, ...]
    of: Callable[[str], tuple[Figure, ...]] = field(repr=False)
    fingerprint: str = field(default="", repr=False)
    of_key: Callable[[str, str, str | None], tuple[Figure, ...]] | None = field(default=None, repr=False)

    def of_all(self, quantities: Iterable[str]) -> list[Figure]:
        """Figures of several tables, table by table."""
        return [figure for quantity in quantities for figure in self.of(quantity)]


EMBEDDED = Source(embedded.quantities(), embedded.of, embedded.fingerprint(), embedded.of_key)


def source_of(figures: Source | Iterable[Figure]) -> Source:
    """Figures in any order as a source; a source as it is."""
    if isinstance(figures, Source):
        return figures
    tables: dict[str, list[Figure]] = {}
    for figure in figures:
        tables.setdefault(figure.quantity, []).append(figure)
    ordered = {quantity: _ordered(table) for quantity, table in tables.items()}
    return Source(tuple(sorted(ordered)), lambda quantity: ordered.get(quantity, ()))


def known_to(home: Path | None = None) -> Source:
    """The embedded figures and those of a user's warehouse: of the folder named, or of the default one if it is there.

    Raises
    ------
    UsageError
        If the folder named has no warehouse.
    """
    if home is None and not warehouse.exists(warehouse.default_home()):
        return EMBEDDED
    home = home or warehouse.default_home()
    return _both(home, warehouse.fingerprint(home))


@lru_cache(maxsize=4)
def _both(home: Path, fingerprint: str) -> Source:
    """Both sources as one, for as long as the warehouse has that fingerprint."""

    @cache
    def of(quantity: str) -> tuple[Figure, ...]:
        return _ordered([*embedded.of(quantity), *warehouse.vintages(home, quantity)])

    names = {*embedded.quantities(), *warehouse.quantities(home)}
    return Source(tuple(sorted(names)), of, f"{EMBEDDED.fingerprint}+{fingerprint}")


def _ordered(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """By key, period and rank; a printing that stands twice counts once."""
    once = {(figure.key, figure.period, figure.rank): figure for figure in figures}
    return tuple(once[place] for place in sorted(once))
