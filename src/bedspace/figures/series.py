"""Figures as they were known: one reading of the releases for one day.

``as_of`` keeps what had been published by a day. ``data_through`` keeps periods that had begun by a day, read
from any later release, and is labelled pseudo-real-time for that reason. Of several printings of a figure the one
whose data reach furthest counts, and of those the last published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from bedspace.errors import Fault, UsageError
from bedspace.figure import Figure, join_key
from bedspace.figures.sources import EMBEDDED, Source, source_of
from bedspace.fiscal import period_bounds

Table = Mapping[tuple[str, str], Figure]


class Tables(dict[str, Table]):
    """Tables of a source cut to one day: figures by key and period, read when a table is first asked for.

    Two of them are the same only where they are one, so that answers can be kept by vintage.
    """

    def __init__(self, source: Source, kept: Callable[[Figure], bool]) -> None:
        super().__init__()
        self.source, self.kept = source, kept
        self.printings = cache(self._printings)
        self._periods: dict[tuple[str, str], Mapping[str, Figure]] = {}

    def __hash__(self) -> int:  # type: ignore[override]
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    def __missing__(self, quantity: str) -> Table:
        self[quantity] = self.table(quantity)
        return self[quantity]

    def table(self, quantity: str) -> Table:
        """The newest printing of each figure."""
        return {(figure.key, figure.period): figure for figure in self.printings(quantity)}

    def find(self, quantity: str, key: str, period: str) -> Figure | None:
        """The newest printing of one figure; only its own are read where the source can."""
        if quantity in self or self.source.of_key is None:
            return self[quantity].get((key, period))
        if (quantity, key) in self._periods:
            return self._periods[quantity, key].get(period)
        printed = self.printings(quantity, key, period)
        return printed[-1] if printed else None

    def periods(self, quantity: str, key: str) -> Mapping[str, Figure]:
        """The newest printing of each figure of a key, by period."""
        if (quantity, key) not in self._periods:
            self._periods[quantity, key] = {figure.period: figure for figure in self.printings(quantity, key)}
        return self._periods[quantity, key]

    def _printings(self, quantity: str, key: str | None = None, period: str | None = None) -> tuple[Figure, ...]:
        """Every printing of a table, of a key or of one figure that may be known, the newest of each figure last."""
        of, of_key = self.source.of, self.source.of_key
        every = of(quantity) if key is None or of_key is None else of_key(quantity, key, period)
        return tuple(figure for figure in every if key in {None, figure.key} and self.kept(figure))


@dataclass(frozen=True)
class Vintage:
    """All figures known in one sense on one day, each in its newest printing allowed.

    Attributes
    ----------
    day : date
    revised : bool
        True where later revisions are used (pseudo-real-time).
    tables : dict
        By quantity: figures by (key, period).
    """

    day: date
    revised: bool
    tables: Tables

    @property
    def label(self) -> str:
        """How the data were known, in words."""
        if self.revised:
            return f"data up to {self.day}, as revised later (pseudo-real-time)"
        return f"as published by {self.day}"

    def find(self, quantity: str, period: str, **dimensions: str) -> Figure | None:
        """A figure, or None."""
        return self.tables.find(quantity, join_key(**dimensions), period)

    def figure(self, quantity: str, period: str, **dimensions: str) -> Figure:
        """A figure.

        Raises
        ------
        UsageError
            If no release of this vintage has it.
        """
        found = self.find(quantity, period, **dimensions)
        if found is None:
            key = join_key(**dimensions) or "national total"
            raise UsageError(
                Fault(
                    f"{quantity} of {period}, {key}",
                    f"not known {self.label}",
                    "a period that a release held by then covers",
                    "Choose a later --as-of, or --data-through to use later revisions.",
                )
            )
        return found

    def value(self, quantity: str, period: str, **dimensions: str) -> float:
        """Value of a figure; see `figure`."""
        return self.figure(quantity, period, **dimensions).value

    def periods(self, quantity: str, key: str = "") -> list[str]:
        """Periods for which a quantity is known, in order."""
        return sorted(self.tables.periods(quantity, key))

    def figures(self, quantity: str) -> list[Figure]:
        """All figures of a table."""
        return list(self.tables[quantity].values())

    def printings(self, quantity: str, key: str | None = None) -> tuple[Figure, ...]:
        """Every printing of the figures of a table, or of one key of it, that may be known, the newest of each last."""
        return self.tables.printings(quantity, key)

    def latest(self, quantity: str, on_or_before: date) -> str:
        """The latest period of a national quantity that had ended by a day.

        Raises
        ------
        UsageError
            If there is none.
        """
        ended = [p for p in self.periods(quantity) if period_bounds(p)[1] <= on_or_before]
        if not ended:
            raise UsageError(Fault(quantity, f"no period known {self.label} had ended by {on_or_before}"))
        return max(ended, key=lambda period: period_bounds(period)[1])


def as_of(day: date, among: Source | Iterable[Figure] = EMBEDDED) -> Vintage:
    """What had been published by the end of `day`; of the embedded figures unless others are given."""
    return _as_of(day, source_of(among))


def data_through(day: date, among: Source | Iterable[Figure] = EMBEDDED) -> Vintage:
    """Months and days that had begun by the end of `day`, as the last release has them.

    Fiscal years count only once they have ended or where their data stop by `day`.
    """
    return _data_through(day, source_of(among))


@lru_cache(maxsize=256)
def _as_of(day: date, source: Source) -> Vintage:
    return Vintage(day, False, Tables(source, lambda figure: figure.published <= day))


@lru_cache(maxsize=256)
def _data_through(day: date, source: Source) -> Vintage:
    return Vintage(day, True, Tables(source, lambda figure: _reached(figure, day)))


def _reached(figure: Figure, day: date) -> bool:
    begun, ended = period_bounds(figure.period)
    if figure.period.startswith("FY"):
        return min(ended, figure.data_date) <= day
    return begun <= day


def is_whole_month(figure: Figure) -> bool:
    """Whether the data of a monthly figure reach the end of its month."""
    return figure.is_whole
