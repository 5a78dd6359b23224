"""Average populations of one place over releases, and of the days between two of them.

A release prints the average of each facility since the first of October. Times the days it is a sum of person-days, so
two releases of a fiscal year give the average of the days between them. What a release changed in earlier days falls
into that difference: where it cannot be a number of people, it is told and left as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import groupby
from math import fsum
from types import MappingProxyType

from bedspace.data.store.intervals import Between, average_between
from bedspace.figure import Figure, Origin
from bedspace.figures.facilities.places import place_of
from bedspace.figures.series import Vintage
from bedspace.fiscal import fiscal_start, fiscal_year

TABLE = "facility_adp"
LEVELS = 4
"""Classification levels whose averages a release prints; their sum is the average of the facility."""
KEPT = 0.0005
"""The most that three decimals can have moved an average."""
WHOLE = 0.5
"""The most that rounding to whole persons can have moved a level."""
LEAP = 3.0
"""An average of the days between that is more than so many times those before and after is told, if it is also ..."""
CROWD = 100
"""... more than so many people above both."""
_PLACE = {"area", "city", "facility", "state", "occurrence"}


@dataclass(frozen=True)
class Printing:
    """What one release prints of a place.

    Attributes
    ----------
    names : tuple of str
        The names that it prints.
    city, state, area : str
    average : Figure
        Average population since the first of October, over all rows of the place; its cell names the rows.
    rounding : float
        The most that rounding can have moved it.
    between : Between
        Average over the days since the release before of the same fiscal year, or since the first of October.
    earlier : Figure or None
        The average of the release before; None where the year begins.
    told : str
        Why the average of the days between is not to be taken as a number of people; empty where it is.
    """

    names: tuple[str, ...]
    city: str
    state: str
    area: str
    average: Figure
    rounding: float
    between: Between
    earlier: Figure | None
    told: str = ""


@lru_cache(maxsize=4)
def by_place(known: Vintage) -> Mapping[str, Sequence[Figure]]:
    """The averages of all levels together that a vintage knows, by place."""
    places: dict[str, list[Figure]] = {}
    for figure in known.printings(TABLE):
        if figure.dimensions.keys() <= _PLACE:
            places.setdefault(place_of(figure), []).append(figure)
    return MappingProxyType(places)


def rounded_releases(known: Vintage) -> frozenset[tuple[date, str]]:
    """Data date and file of the releases that print whole persons."""
    found = set()
    ordered = sorted((figure for figure in known.printings(TABLE) if figure.value > 0), key=_release)
    for release, figures in groupby(ordered, key=_release):
        values = [figure.value for figure in figures]
        if sum(value.is_integer() for value in values) > len(values) / 2:
            found.add(release)
    return frozenset(found)


def _release(figure: Figure) -> tuple[date, str]:
    return figure.data_date, figure.origin.file


def over_releases(figures: Iterable[Figure], rounded: frozenset[tuple[date, str]]) -> tuple[Printing, ...]:
    """What each release prints of a place, by the day that its data reach; of several of one day the last published.

    Parameters
    ----------
    figures : iterable of Figure
        Of one place, as in `by_place`.
    rounded : frozenset
        See `rounded_releases`.
    """
    ordered = sorted(figures, key=lambda figure: figure.rank)
    last = {day: list(rows)[-1].rank for day, rows in groupby(ordered, key=lambda figure: figure.data_date)}
    releases = [[figure for figure in ordered if figure.rank == rank] for rank in last.values()]
    found = list(_printings(releases, rounded))
    return tuple(replace(printing, told=_told(found, place)) for place, printing in enumerate(found))


def _printings(releases: Sequence[Sequence[Figure]], rounded: frozenset[tuple[date, str]]) -> Iterator[Printing]:
    earlier: Figure | None = None
    before = 0.0
    for rows in releases:
        average = _sum(rows)
        rounding = len(rows) * (LEVELS * WHOLE if _release(rows[0]) in rounded else KEPT)
        if earlier is None or earlier.period != average.period:
            earlier, before = None, 0.0
        between = _between(earlier, average, rounding, before)
        names = tuple(dict.fromkeys(row.dimensions["facility"] for row in rows))
        city, state, area = (rows[-1].dimensions.get(name, "") for name in ("city", "state", "area"))
        yield Printing(names, city, state, area, average, rounding, between, earlier)
        earlier, before = average, rounding


def _sum(rows: Sequence[Figure]) -> Figure:
    """All rows of a place in one release as one figure."""
    first = rows[0]
    origin = Origin(first.origin.file, first.origin.sheet, ",".join(row.origin.cell for row in rows))
    key = f"place={place_of(first)}"
    value = fsum(row.value for row in rows)
    return Figure(TABLE, key, first.period, value, first.unit, first.data_date, first.published, origin)


def _between(earlier: Figure | None, later: Figure, rounding: float, before: float) -> Between:
    if earlier is not None:
        return average_between(earlier, later, rounding, before)
    return Between(fiscal_start(fiscal_year(later.data_date)), later.data_date, later.value, rounding)


def _told(found: Sequence[Printing], place: int) -> str:
    """What is wrong with the average of the days between; empty where nothing is."""
    this, after = found[place].between, found[place + 1 : place + 2]
    if this.value < -this.error:
        return "below nought: the release has fewer person-days than the one before"
    if after and after[0].earlier and after[0].between.value < -after[0].between.error:
        return "the next release has fewer person-days: some of these are none"
    if not _is_whole(found[place]):
        return "person-days since the first of October are not whole: rounded otherwise, or of another day or place"
    beside = [found[near].between.value for near in (place - 1, place + 1) if 0 <= near < len(found)]
    most = max(0.0, *beside) if beside else 0.0
    if found[place].earlier and this.value - this.error > max(LEAP * most, most + CROWD):
        return f"more than {LEAP:g} times the days before and after"
    return ""


def _is_whole(printing: Printing) -> bool:
    """Whether the average times its days is a whole number, as far as rounding lets one see."""
    figure = printing.average
    days = (figure.data_date - fiscal_start(fiscal_year(figure.data_date))).days + 1
    return abs(figure.value * days - round(figure.value * days)) <= printing.rounding * days
