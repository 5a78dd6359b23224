"""The price index: consumer prices by fiscal year, to carry dollars from one year to another.

Means of October to September of the CPI-U, US city average, all items, not seasonally adjusted, 1982-84 = 100. Years
after the table rise by an assumed rate; years before it are refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from csv import DictReader
from functools import cache
from importlib.resources import files
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bedspace.errors import Fault, UsageError

_Rise = TypeVar("_Rise", float, NDArray[np.float64])

BASE_YEAR = 2025
"""Fiscal year of constant dollars."""


@cache
def price_index() -> Mapping[int, float]:
    """The index by fiscal year, as printed."""
    text = files("bedspace.parameters").joinpath("price_index.csv").read_text(encoding="utf-8")
    return {int(row["fiscal_year"]): float(row["value"]) for row in DictReader(text.splitlines())}


def price_level(year: int, rise: _Rise) -> _Rise:
    """Prices of a fiscal year against those of the base year.

    Parameters
    ----------
    year : int
        Fiscal year.
    rise : float or array
        Yearly rise after the last year of the table, a share.

    Raises
    ------
    UsageError
        For a year before the table.

    >>> price_level(2025, 0.025), round(price_level(2016, 0.025), 3), round(price_level(2027, 0.025), 6)
    (1.0, 0.747, 1.050625)
    """
    index = price_index()
    first, last = min(index), max(index)
    if year < first:
        raise UsageError(Fault(f"fiscal year {year}", "is before the price index", f"fiscal year {first} or later"))
    printed = index[min(year, last)]
    return (1 + rise) ** max(year - last, 0) * (printed / index[BASE_YEAR])
