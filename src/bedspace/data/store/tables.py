"""The tables that can be asked for by name, and what changed in them between releases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from bedspace.errors import UsageError, unknown
from bedspace.figure import Figure

# a name that stands for several quantities
GROUPS: Mapping[str, tuple[str, ...]] = {
    "facilities": ("facility_adp", "facility_alos", "guaranteed_minimum"),
    "midnight_population": ("detained_by_criminality",),
}
# the same people counted by another rule from some day on: a series stops there
BREAKS: tuple[tuple[str, str, str], ...] = (
    (
        "releases",
        "2023-10",
        "until September 2023 releases only; from October 2023 all exits are counted (table book_outs)",
    ),
    (
        "book_outs",
        "2023-10",
        "from October 2023 all exits, with removals and transfers; before, releases only (table releases)",
    ),
    (
        "book_ins",
        "2019-10",
        "until September 2019 more people were booked in than ever reached the midnight count; from then the two agree",
    ),
    ("adp", "2019-10", "two criminality classes until September 2019, three from October 2019"),
)


@dataclass(frozen=True)
class Revision:
    """A figure that a later release printed differently.

    `partial_before` marks those that had to change: the period was not over when the earlier data end.
    """

    key: str
    period: str
    published_before: date
    before: float
    published: date
    after: float
    figure: Figure

    partial_before: bool

    @property
    def change(self) -> float:
        """After less before."""
        return self.after - self.before


def members(name: str, known: Sequence[str]) -> tuple[str, ...]:
    """Quantities behind the name of a table.

    Raises
    ------
    UsageError
        If there is no such table.
    """
    wanted = GROUPS.get(name, (name,))
    if not set(wanted) & set(known):
        names = sorted({*known, *(group for group, parts in GROUPS.items() if set(parts) & set(known))})
        shown = f"There are: {', '.join(names)}."
        raise UsageError(unknown("NAME", name, names, f"no table '{name}' in these data", shown))
    return wanted


def narrow(name: str, figures: Iterable[Figure]) -> list[Figure]:
    """The figures that belong to a table: of the snapshots, the midnight population takes the totals."""
    return [figure for figure in figures if name != "midnight_population" or not figure.key]


def last_known(figures: Iterable[Figure], as_of: date | None = None) -> list[Figure]:
    """Each figure in its newest printing of those published by a day; never one published later."""
    best: dict[tuple[str, str, str], Figure] = {}
    for figure in figures:
        place = figure.quantity, figure.key, figure.period
        if as_of is not None and figure.published > as_of:
            continue
        if place not in best or best[place].rank < figure.rank:
            best[place] = figure
    return sorted(best.values(), key=lambda figure: (figure.quantity, figure.period, figure.key))


def changes(figures: Iterable[Figure]) -> list[Figure]:
    """The printings of which each says something new, by quantity, key, period and rank.

    A figure that the release before printed the same is left out, unless its period was not over then: how far the
    data reach is news. So on every day the newest printing kept has the value of the newest printing of all.
    """
    ordered = sorted(figures, key=lambda figure: (figure.quantity, figure.key, figure.period, figure.rank))
    kept: list[Figure] = []
    for figure in ordered:
        if not (kept and _says_it_already(kept[-1], figure)):
            kept.append(figure)
    return kept


def _says_it_already(before: Figure, figure: Figure) -> bool:
    same = (before.quantity, before.key, before.period, before.value) == (
        figure.quantity,
        figure.key,
        figure.period,
        figure.value,
    )
    return same and before.is_whole and before.published <= figure.published


def revisions(figures: Iterable[Figure]) -> list[Revision]:
    """Figures that changed between one printing and the next."""
    ordered = sorted(figures, key=lambda f: (f.quantity, f.key, f.period, f.rank))
    changed = []
    for _, printings in groupby(ordered, key=lambda f: (f.quantity, f.key, f.period)):
        for old, new in pairwise(printings):
            if new.value != old.value:
                changed.append(_revision(old, new))
    return changed


def _revision(old: Figure, new: Figure) -> Revision:
    return Revision(new.key, new.period, old.published, old.value, new.published, new.value, new, not old.is_whole)


def break_at(figure: Figure) -> str:
    """What a reader must know before joining this figure with those across a change of definition."""
    for quantity, month, text in BREAKS:
        if figure.quantity == quantity and figure.period[:7] == month:
            return text
    return ""
