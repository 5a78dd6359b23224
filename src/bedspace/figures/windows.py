"""Official flows in the windows between two releases: differences of sums since the first of October.

The monthly tables are added up by release, for each day that their data reach; of several releases of one such day the
last published counts. A window ends on 30 September, where the sums begin anew. What a release changed in months that
were over before is part of its window, and stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from math import fsum

from bedspace.figure import Figure
from bedspace.figures.series import Vintage
from bedspace.fiscal import fiscal_end, fiscal_start, fiscal_year, period_bounds

# name of a flow -> table, and the keys whose sum it is
FLOWS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "ice_book_ins": ("book_ins", ("agency=ice",)),
    "cbp_book_ins": ("book_ins", ("agency=cbp",)),
    "book_outs": ("book_outs", ("",)),
    "removals_from_custody": ("book_outs", ("reason=release_to_remove",)),
    "discretionary_releases": (
        "book_outs",
        ("reason=order_of_recognizance", "reason=order_of_supervision", "reason=paroled"),
    ),
    "bonded_out": ("book_outs", ("reason=bonded_out",)),
    "court_ordered": ("book_outs", ("reason=court_ordered",)),
    "relief_or_terminated": ("book_outs", ("reason=relief_granted", "reason=proceedings_terminated")),
    "transfer_usms_other": ("book_outs", ("reason=transfer_usms_other",)),
    "transferred_or_other": ("book_outs", ("reason=transferred", "reason=other")),
}
KEPT = 0.0005
"""The most that three decimals can have moved a cell; a cell of whole people is exact."""


@dataclass(frozen=True)
class Flow:
    """People counted in a window.

    Attributes
    ----------
    count : float
        Later sum less earlier sum.
    revision : float
        Part of it that is change in months over before the window.
    error : float
        The most that rounding of the printed cells can have moved the count.
    """

    count: float
    revision: float
    error: float


@dataclass(frozen=True)
class Window:
    """The days after one release up to the day that the next one reaches.

    Attributes
    ----------
    after, through : date
        The day before the first day, and the last day.
    flows : mapping of str to Flow
        By name, a key of `FLOWS`; only those that both releases print. Empty where no release covers the days.
    earlier, later : Figure or None
        A cell of each release, for its file and its publication; `earlier` is None where the sums begin.
    """

    after: date
    through: date
    flows: Mapping[str, Flow]
    earlier: Figure | None = None
    later: Figure | None = None

    @property
    def first(self) -> date:
        """First day."""
        return self.after + timedelta(days=1)

    @property
    def days(self) -> int:
        """Length in days."""
        return (self.through - self.after).days

    def a_day(self, name: str) -> float | None:
        """People a day; None where they are not counted."""
        return self.flows[name].count / self.days if name in self.flows else None


@dataclass(frozen=True)
class _Sums:
    """The monthly cells of a table as the last release has them whose data reach one day."""

    day: date
    cells: Mapping[tuple[str, str], Figure]
    newest: Figure


def between(found: Iterable[Window], first: date = date.min, last: date = date.max) -> tuple[Window, ...]:
    """The windows whose days all lie between two days, both included."""
    return tuple(window for window in found if window.first >= first and window.through <= last)


@lru_cache(maxsize=16)
def windows(known: Vintage) -> tuple[Window, ...]:
    """Windows between all releases of a vintage, in order; days that no release covers are a window without flows.

    Parameters
    ----------
    known : Vintage
        With later revisions allowed, only windows that end by its day.
    """
    found = [window for year, tables in sorted(_by_year(known).items()) for window in _of_year(year, tables)]
    last = max((window.through for window in found if window.flows), default=date.min)
    return tuple(window for window in found if window.through <= (min(last, known.day) if known.revised else last))


def cells(known: Vintage) -> Iterator[Figure]:
    """Every printing of the monthly cells that flows are sums of: by table, fiscal year and rank."""
    for table in dict.fromkeys(table for table, _ in FLOWS.values()):
        keys = {key for of, names in FLOWS.values() for key in names if of == table}
        printed = (figure for key in sorted(keys) for figure in known.printings(table, key))
        monthly = (figure for figure in printed if len(figure.period) == 7)
        yield from sorted(monthly, key=lambda figure: (_year(figure), figure.rank))


def _by_year(known: Vintage) -> dict[int, dict[str, list[_Sums]]]:
    """Sums by fiscal year and table."""
    years: dict[int, dict[str, list[_Sums]]] = {}
    for (table, year), figures in groupby(cells(known), key=lambda figure: (figure.quantity, _year(figure))):
        years.setdefault(year, {})[table] = list(_sums(figures))
    return years


def _year(figure: Figure) -> int:
    return fiscal_year(period_bounds(figure.period)[0])


def _sums(figures: Iterable[Figure]) -> Iterator[_Sums]:
    """The cells of a fiscal year as they stood on each day that data reach, in order."""
    cells: dict[tuple[str, str], Figure] = {}
    for day, printings in groupby(figures, key=lambda figure: figure.data_date):
        printed = list(printings)
        cells = {**cells, **{(figure.key, figure.period): figure for figure in printed}}
        yield _Sums(day, cells, printed[-1])


def _of_year(year: int, tables: Mapping[str, list[_Sums]]) -> Iterator[Window]:
    """Windows of a fiscal year: those between the releases of its book-ins, and what is left of it."""
    releases = tables.get("book_ins", [])
    after, earlier = fiscal_start(year) - timedelta(days=1), None
    for sums in releases:
        yield Window(after, sums.day, _flows(tables, after, sums.day), earlier, sums.newest)
        after, earlier = sums.day, sums.newest
    if releases and after < fiscal_end(year):
        yield Window(after, fiscal_end(year), {})


def _flows(tables: Mapping[str, list[_Sums]], after: date, through: date) -> dict[str, Flow]:
    """Every flow that the releases at both ends of a window print."""
    found = {}
    for name, (table, keys) in FLOWS.items():
        by_day = {sums.day: sums.cells for sums in tables.get(table, [])}
        earlier = {} if after == _sums_begin(through) else _of_keys(by_day.get(after, {}), keys)
        later = _of_keys(by_day.get(through, {}), keys)
        if later and (earlier or after == _sums_begin(through)):
            found[name] = _difference(earlier, later, after)
    return found


def _sums_begin(day: date) -> date:
    return fiscal_start(fiscal_year(day)) - timedelta(days=1)


def _of_keys(cells: Mapping[tuple[str, str], Figure], keys: tuple[str, ...]) -> dict[tuple[str, str], Figure]:
    return {place: figure for place, figure in cells.items() if place[0] in keys}


def _difference(
    earlier: Mapping[tuple[str, str], Figure], later: Mapping[tuple[str, str], Figure], after: date
) -> Flow:
    """Later cells less earlier ones, and how much of it lies in months that were over by the first of the days."""
    count = _total(later.values()) - _total(earlier.values())
    settled = [place for place in {*earlier, *later} if period_bounds(place[1])[1] <= after]
    revision = _total(later[place] for place in settled if place in later) - _total(
        earlier[place] for place in settled if place in earlier
    )
    broken = sum(not figure.value.is_integer() for figure in (*earlier.values(), *later.values()))
    return Flow(count, revision, KEPT * broken)


def _total(figures: Iterable[Figure]) -> float:
    return fsum(figure.value for figure in figures)
