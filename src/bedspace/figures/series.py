"""Figures as they were known: one reading of the releases for one day.

``as_of`` keeps what had been published by a day. ``data_through`` keeps periods that had ended by a day, read
from any later release, and is labelled pseudo-real-time for that reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from bedspace.errors import Fault, UsageError
from bedspace.figure import Figure, join_key
from bedspace.figures.embedded import figures
from bedspace.fiscal import period_bounds

Index = dict[tuple[str, str, str], Figure]


@dataclass(frozen=True)
class Vintage:
    """All figures known in one sense on one day, each in its latest allowed release.

    Attributes
    ----------
    day : date
    revised : bool
        True where later revisions are used (pseudo-real-time).
    index : dict
        Figures by (quantity, key, period).
    """

    day: date
    revised: bool
    index: Index

    @property
    def label(self) -> str:
        """How the data were known, in words."""
        if self.revised:
            return f"data up to {self.day}, as revised later (pseudo-real-time)"
        return f"as published by {self.day}"

    def find(self, quantity: str, period: str, **dimensions: str) -> Figure | None:
        """A figure, or None."""
        return self.index.get((quantity, join_key(**dimensions), period))

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
        return sorted(period for name, of, period in self.index if name == quantity and of == key)

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


def as_of(day: date, among: Iterable[Figure] | None = None) -> Vintage:
    """What had been published by the end of `day`; of the embedded figures unless others are given."""
    return _embedded_as_of(day) if among is None else _as_of(day, among)


def data_through(day: date, among: Iterable[Figure] | None = None) -> Vintage:
    """Months and days that had begun by the end of `day`, as the last release has them.

    Fiscal years count only once they have ended or where their data stop by `day`.
    """
    return _embedded_data_through(day) if among is None else _data_through(day, among)


def _as_of(day: date, among: Iterable[Figure]) -> Vintage:
    return Vintage(day, False, _latest_release(figure for figure in among if figure.published <= day))


def _data_through(day: date, among: Iterable[Figure]) -> Vintage:
    return Vintage(day, True, _latest_release(figure for figure in among if _reached(figure, day)))


@cache
def _embedded_as_of(day: date) -> Vintage:
    return _as_of(day, figures())


@cache
def _embedded_data_through(day: date) -> Vintage:
    return _data_through(day, figures())


def _reached(figure: Figure, day: date) -> bool:
    begun, ended = period_bounds(figure.period)
    if figure.period.startswith("FY"):
        return min(ended, figure.data_date) <= day
    return begun <= day


def _latest_release(kept: Iterable[Figure]) -> Index:
    index: Index = {}
    for figure in kept:
        name = (figure.quantity, figure.key, figure.period)
        if name not in index or index[name].published <= figure.published:
            index[name] = figure
    return index


def is_whole_month(figure: Figure) -> bool:
    """Whether the data of a monthly figure reach the end of its month."""
    return figure.data_date >= period_bounds(figure.period)[1]
