"""One published figure: the value that every room passes on.

A figure is keyed by what it measures, for whom, for which period, and by the two dates of its release:
the day its data reach and the day it was published. Two releases of the same month are two figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from bedspace.fiscal import period_bounds
from bedspace.units import Evidence, Unit

UNSTATED = date.max
"""Day of publication of a figure whose publisher states none: it is known on no earlier day."""


@dataclass(frozen=True, order=True)
class Origin:
    """Where a figure is printed.

    Attributes
    ----------
    file, sheet, cell : str
        For spreadsheets the three together; for a document, `file` is publisher, title and date.
    """

    file: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return " / ".join(part for part in (self.file, self.sheet.strip(), self.cell) if part)


@dataclass(frozen=True)
class Figure:
    """One number outside the software, with all that is needed to find it again.

    Attributes
    ----------
    quantity : str
        Name of the table or concept, for instance ``book_ins`` or ``adp``.
    key : str
        Dimensions as ``name=value`` joined by ``;`` in alphabetical order of the names; totals leave a
        dimension out, so the national total has the empty key.
    period : str
        ``YYYY-MM``, ``YYYY-MM-DD`` or ``FYYYYY`` (see `bedspace.fiscal`).
    value : float
    unit : Unit
    data_date : date
        Last day that the data cover, by the table's own footnote.
    published : date
        `UNSTATED` if not known.
    origin : Origin
    evidence : Evidence
    """

    quantity: str
    key: str
    period: str
    value: float
    unit: Unit
    data_date: date
    published: date
    origin: Origin
    evidence: Evidence = Evidence.OFFICIAL

    @property
    def rank(self) -> tuple[date, date, str]:
        """What tells the newest of several printings of one figure: how far its data reach, then its publication."""
        return self.data_date, self.published, self.origin.file

    @property
    def published_on(self) -> date | None:
        """Day of publication; None if the publisher states none."""
        return None if self.published == UNSTATED else self.published

    @property
    def is_whole(self) -> bool:
        """True if the data reach the end of the period."""
        return self.data_date >= period_bounds(self.period)[1]

    @property
    def dimensions(self) -> Mapping[str, str]:
        """The key as a mapping."""
        return split_key(self.key)


def join_key(**dimensions: str) -> str:
    """Text of a key.

    >>> join_key(criminality="convicted", agency="ice")
    'agency=ice;criminality=convicted'
    """
    return ";".join([f"{name}={dimensions[name]}" for name in sorted(dimensions)])


@lru_cache(maxsize=1 << 14)
def split_key(key: str) -> Mapping[str, str]:
    """Dimensions of a key text; the inverse of `join_key`. A key stands on many figures, so it is kept."""
    return MappingProxyType(dict(part.split("=", 1) for part in key.split(";")) if key else {})
