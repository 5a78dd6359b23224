"""Cells of the official tables in the order of the model's axes, with the figures that they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bedspace.figure import Figure
from bedspace.figures.series import Vintage, is_whole_month
from bedspace.fiscal import period_bounds
from bedspace.model.custody import AGENCIES, CRIMINALITIES

Array = NDArray[np.float64]

WINDOW = 3
"""Months whose exits and person-days are pooled."""


@dataclass(frozen=True)
class Cells:
    """Numbers of a table.

    Attributes
    ----------
    values : array
    figures : tuple of Figure
        What they were read from.
    """

    values: Array
    figures: tuple[Figure, ...]


def by_class(vintage: Vintage, quantity: str, period: str) -> Cells:
    """A quantity by agency and criminality, shape (2, 3)."""
    found = [vintage.figure(quantity, period, agency=a, criminality=c) for a in AGENCIES for c in CRIMINALITIES]
    return Cells(np.array([figure.value for figure in found]).reshape(len(AGENCIES), -1), tuple(found))


def stacked(cells: Sequence[Cells]) -> Cells:
    """Cells of several months, along a new first axis."""
    return Cells(np.stack([each.values for each in cells]), tuple(f for each in cells for f in each.figures))


def whole_months(vintage: Vintage, quantity: str, day: date) -> list[str]:
    """Months that had ended by a day and that the data of a national quantity reach to their end, in order."""
    return [
        period
        for period in vintage.periods(quantity)
        if len(period) == 7 and period_bounds(period)[1] <= day and is_whole_month(vintage.figure(quantity, period))
    ]


def adjoining(months: Sequence[str], most: int = WINDOW) -> list[str]:
    """The last of some months as far back as no month is missing between them."""
    breaks = [n for n, (one, next_) in enumerate(pairwise(months), 1) if not _adjoin(one, next_)]
    return list(months[max([0, *breaks, len(months) - most]) :])


def _adjoin(one: str, next_: str) -> bool:
    return (period_bounds(next_)[0] - period_bounds(one)[1]).days == 1


def length(month: str) -> int:
    """Days of a month."""
    begin, end = period_bounds(month)
    return (end - begin).days + 1


def book_ins_a_day(vintage: Vintage, month: str, agency: str) -> float:
    """Initial book-ins of a calendar month over its days, to the data date where the month is not over."""
    return a_day(vintage.figure("book_ins", month, agency=agency))


def a_day(figure: Figure) -> float:
    """A flow of a month over its days, to the data date where the month is not over."""
    begin, end = period_bounds(figure.period)
    return figure.value / ((min(end, figure.data_date) - begin).days + 1)


def exit_rate(vintage: Vintage, month: str) -> float:
    """National exit rate of a month: book-outs over person-days of the same midnights."""
    return vintage.value("book_outs", month) / (vintage.value("adp", month) * length(month))
