"""Printings of a table by key and period, as they were known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from bedspace.claims.check.verdicts.known import Printed
from bedspace.claims.concepts import Factor
from bedspace.figure import Figure


@dataclass(frozen=True)
class Series:
    """Figures to compare with, and the day when a statement was made.

    Attributes
    ----------
    of : callable
        Figures of a table by name.
    said : date or None
    factors : mapping of str to Factor
        Bridges between scales.
    """

    of: Callable[[str], Sequence[Figure]]
    said: date | None
    factors: Mapping[str, Factor] = field(default_factory=dict)

    def series(self, table: str, keys: Sequence[str], period: str) -> list[Printed]:
        """Printings of a sum of keys for a period, in the order of the days that their data reach."""
        by_release: dict[tuple[date, date], dict[str, Figure]] = {}
        for figure in self.of_period(table).get(period, ()):
            if figure.key in keys:
                by_release.setdefault((figure.data_date, figure.published), {})[figure.key] = figure
        if len(keys) == 1:
            whole = [found[keys[0]] for found in by_release.values() if keys[0] in found]
            return [(figure.value, figure) for figure in sorted(whole, key=lambda f: f.rank)]
        return self._sums(table, keys, period)

    def _sums(self, table: str, keys: Sequence[str], period: str) -> list[Printed]:
        figures = [f for f in self.of_period(table).get(period, ()) if f.key in keys]
        out = []
        for day in sorted({f.data_date for f in figures}):
            newest = {f.key: f for f in sorted(figures, key=lambda f: f.rank) if f.data_date == day}
            earlier = {f.key: f for f in sorted(figures, key=lambda f: f.rank) if f.data_date < day}
            both = {**earlier, **newest}
            if len(both) == len(keys):
                out.append((sum(f.value for f in both.values()), _together([*both.values()])))
        return out

    def of_period(self, table: str) -> Mapping[str, list[Figure]]:
        """Figures of a table by period."""
        if table not in self._grouped:
            self._grouped[table] = _by_period(self.of(table))
        return self._grouped[table]

    @cached_property
    def _grouped(self) -> dict[str, Mapping[str, list[Figure]]]:
        return {}

    def heard(self, printed: Sequence[Printed], strict: bool = False) -> list[Printed]:
        """The printings that were out when it was said."""
        if self.said is None:
            return list(printed)
        out = [(value, figure) for value, figure in printed if figure.published <= self.said]
        return out if strict or out else list(printed)


def _by_period(figures: Iterable[Figure]) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        found.setdefault(figure.period, []).append(figure)
    return found


def _together(figures: Sequence[Figure]) -> Figure:
    """Figures that are added up, as one: of one sheet with all of their cells, else the first of the newest."""
    newest = max(figures, key=lambda figure: figure.rank)
    if len({(figure.origin.file, figure.origin.sheet) for figure in figures}) > 1:
        return newest
    cells = " + ".join(sorted(figure.origin.cell for figure in figures))
    return replace(newest, value=sum(figure.value for figure in figures), origin=replace(newest.origin, cell=cells))
