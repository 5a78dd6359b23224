"""Exits by balance, for the years before all exits were published (October 2023).

Book-ins less the growth of the stock are the exits of a span. How they fall on classes and forms is a prior: the
shares of fiscal year 2024, the first of which all exits are known, with the spread of the months since as its range.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np
from numpy.typing import NDArray

from bedspace.figure import Figure
from bedspace.figures.series import Vintage, data_through
from bedspace.fiscal import period_bounds
from bedspace.parameters.catalogue import Catalogue
from bedspace.studies.estimate.cells import by_class, length, stacked, whole_months
from bedspace.studies.estimate.exits import Exits, counted_exits, previous_midnight
from bedspace.studies.estimate.held import counts_around, held_on

Array = NDArray[np.float64]

PRIOR_YEAR = ("2023-10", "2024-09")
"""First and last month of the prior."""
PRIOR_SPREAD_TO = date(2025, 8, 31)
"""Last day of the months whose spread is the range of the prior."""


@dataclass(frozen=True)
class Prior:
    """How exits fall on classes and forms where only their number is known.

    Attributes
    ----------
    paces : array, shape (c,)
        Exit rate of a class over the national one.
    pace_errors : array, shape (c,)
        Relative standard deviation over the months.
    forms : array, shape (c, f)
        Shares of forms in the exits of a class.
    form_errors : array, shape (f,)
        Relative standard deviation of the national shares over the months, one at most.
    """

    paces: Array
    pace_errors: Array
    forms: Array
    form_errors: Array


@cache
def prior() -> Prior:
    """The prior, from the embedded figures as revised later."""
    known = data_through(PRIOR_SPREAD_TO)
    months = whole_months(known, "book_outs", PRIOR_SPREAD_TO)
    pooled = counted_exits(known, [month for month in months if PRIOR_YEAR[0] <= month <= PRIOR_YEAR[1]])
    single = [counted_exits(known, [month]) for month in months]
    forms = np.stack([each.counts.sum(0) / each.counts.sum() for each in single])
    present = forms.mean(0) > 0
    spread = forms.std(0, ddof=1) / np.where(present, forms.mean(0), 1.0)
    return Prior(
        paces=_paces(pooled),
        pace_errors=np.stack([_paces(each) for each in single]).std(0, ddof=1) / _paces(pooled),
        forms=pooled.counts / pooled.counts.sum(-1, keepdims=True),
        form_errors=np.minimum(spread, 1.0),
    )


def _paces(exits: Exits) -> Array:
    national = -np.log1p(-exits.counts.sum() / exits.person_days.sum())
    return np.asarray(exits.totals / national)


def balanced_exits(vintage: Vintage, months: Sequence[str], known: Catalogue) -> Exits:
    """Exits of some adjoining months: their number by balance, their classes and forms by the prior.

    Parameters
    ----------
    vintage : Vintage
    months : sequence of str
    known : Catalogue
        With the bridges between the counts of people held.

    Raises
    ------
    UsageError
        If book-ins or average populations of one of the months are not known.
    """
    held = stacked([by_class(vintage, "adp", month) for month in months])  # (m, 2, 3)
    into = tuple(vintage.figure("book_ins", month) for month in months)
    days = np.array([length(month) for month in months])
    stock, read = _at_the_ends(vintage, months, known)
    number = np.array([figure.value for figure in into]) - np.diff(stock)  # (m,)
    person_days = held.values * days[:, None, None] * previous_midnight(held.values, days, stock[-1] - stock[0])
    exposure = person_days.sum(0).reshape(-1)
    leaving = _by_class(exposure, float(number.sum()))
    by_agency = leaving.reshape(2, -1)
    return Exits(
        counts=leaving[:, None] * prior().forms,
        person_days=exposure,
        monthly=np.tile((number / person_days.sum((1, 2)))[:, None], len(exposure)),
        class_shares=by_agency / by_agency.sum(-1, keepdims=True),
        figures=(*held.figures, *into, *read),
        flags=(_said(months),),
    )


def _at_the_ends(vintage: Vintage, months: Sequence[str], known: Catalogue) -> tuple[Array, tuple[Figure, ...]]:
    """People held at the midnights between the months, shape (m + 1,), and the counts that say so."""
    ends = [period_bounds(months[0])[0] - timedelta(days=1), *(period_bounds(month)[1] for month in months)]
    counts = counts_around(vintage, ends[0], ends[-1])
    return held_on(counts, known, ends), tuple(count.figure for count in counts)


def _by_class(person_days: Array, number: float) -> Array:
    """A number of exits by class, shape (c,): in proportion to person-days and paces."""
    weights = person_days * prior().paces
    return np.asarray(number * weights / weights.sum())


def _said(months: Sequence[str]) -> str:
    return (
        f"all exits are published from October 2023 on: those of {', '.join(months)} are book-ins less the growth of "
        "the stock, and their classes and forms are those of fiscal year 2024, with the spread of the months to "
        f"{PRIOR_SPREAD_TO:%B %Y} as their range (look-ahead)"
    )
