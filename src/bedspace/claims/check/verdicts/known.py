"""What the record says of one question: figures as printed, and the limits that they set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bedspace.claims.intervals import Interval
from bedspace.figure import UNSTATED, Figure, join_key
from bedspace.figures.totals import address_of_total, where_read

ICE_PAGE = "https://www.ice.gov/detain/detention-management"

POST = "posted_arrests"
"""The quantity of a figure that is a post of ICE."""
LAST_SNAPSHOT = "in its last snapshot"
"""What the values are where a longer time is named: those of the last day that was counted in it."""
COUNTED_TO = "counted to"
"""How the words begin where a figure ends before its period: on the last day of its data."""
ADDED_UP = ".."
"""What parts the days of a figure that was added up from several."""
BY_TOTALS = "estimated from running totals of the releases before and after"
"""How a count of days is known that no release has as a period of its own."""
TOP = "the highest snapshot"
"""What the value is where a level is said to have been reached at some time, or never."""
Printed = tuple[float, Figure]


@dataclass(frozen=True)
class Known:
    """What the record says of one question.

    Attributes
    ----------
    printed : sequence of (float, Figure)
        Values that stand in a release or a report, the one known when it was said first.
    limits : Interval or None
        What the true value lies within; None where nothing bounds it.
    about : str
        What the values are: "so far", "up to ... only".
    key : str
        Key of the part that the values are of.
    beside : sequence of Figure
        Figures that only set the limits.
    first : date or None
        First day that is counted, where it is not that of the period: a sum that is named by the days of two releases
        begins on the day after the first.
    """

    printed: Sequence[Printed]
    limits: Interval | None
    about: str = ""
    key: str = ""
    beside: Sequence[Figure] = ()
    first: date | None = None

    def divided(self, divisor: float) -> Known:
        """The same a day, or a share of something."""
        limits = self.limits and Interval(self.limits.low / divisor, self.limits.high / divisor)
        return Known([(value / divisor, figure) for value, figure in self.printed], limits, self.about, self.key)


def source_of(figure: Figure) -> str:
    """File, sheet and cell with what stands there, day of publication and the publisher's address."""
    cited, cell = address_of_total(figure), place_of(figure)
    if cited or ":" in figure.origin.file:
        read = where_read(figure)
        return f"{cell}, {cited}".rstrip(", ") + f" ({read})" * bool(read)
    published = "" if figure.published == UNSTATED else f", published {figure.published}"
    return f"ICE, {cell}{published}, {ICE_PAGE}"


def place_of(figure: Figure) -> str:
    """File, sheet and cell, with what stands there unless it was added up; of a document without cells the year too."""
    if ADDED_UP in figure.period:
        return str(figure.origin)
    year = "" if figure.origin.cell or not figure.period.startswith("FY") else f"{figure.period}: "
    return f"{figure.origin} ({year}{_printed(figure.value)})"


def _printed(value: float) -> str:
    """What stands in a cell, two decimals at most.

    >>> _printed(271484.0), _printed(46.512)
    ('271,484', '46.51')
    """
    return f"{round(value, 2):,}".removesuffix(".0")


def sources_of(known: Known) -> tuple[str, ...]:
    """Where what is known of a question stands."""
    figures = [*(figure for _, figure in known.printed), *known.beside]
    return tuple(dict.fromkeys(source_of(figure) for figure in figures))


def keys_of(parts: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Keys of a table that are added up for some parts."""
    keys: list[dict[str, str]] = [{}]
    for dimension, values in parts.items():
        keys = [{**key, dimension: value} for key in keys for value in values]
    return [join_key(**key) for key in keys]


def key_text(keys: Sequence[str]) -> str:
    """Keys that are added up, in one text."""
    return " + ".join(keys)


def once(found: Iterable[Printed]) -> list[Printed]:
    """Each value of each day once, in order, as it was first printed."""
    first: dict[tuple[float, date], Printed] = {}
    for value, figure in found:
        first.setdefault((value, figure.data_date), (value, figure))
    return list(first.values())
