"""Exits by balance: those that the tables miss, and all of them before October 2023, when few were published.

Book-ins less the growth of the stock are the exits of a span. How they fall on classes and forms is a prior: the
shares of fiscal year 2024, the first of which all exits are known, with the spread of the months since as its range.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.plan import FORMS
from bedspace.figure import Figure
from bedspace.figures.series import Vintage, data_through
from bedspace.fiscal import period_bounds
from bedspace.model.custody import MISSED
from bedspace.parameters.catalogue import Catalogue, catalogue
from bedspace.studies.estimate.cells import adjoining, by_class, length, stacked, whole_months
from bedspace.studies.estimate.exits import Exits, counted_exits, previous_midnight
from bedspace.studies.estimate.held import beside, counts_around, held_on

Array = NDArray[np.float64]

PRIOR_YEAR = ("2023-10", "2024-09")
"""First and last month of the prior."""
YEAR = 12
"""Months over which the exits that the tables miss are taken together."""
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
    pooled = _all_exits(known, [month for month in months if PRIOR_YEAR[0] <= month <= PRIOR_YEAR[1]])
    single = [_all_exits(known, [month]) for month in months]
    forms = np.stack([each.counts.sum(0) / each.counts.sum() for each in single])
    present = forms.mean(0) > 0
    spread = forms.std(0, ddof=1) / np.where(present, forms.mean(0), 1.0)
    return Prior(
        paces=_paces(pooled),
        pace_errors=np.stack([_paces(each) for each in single]).std(0, ddof=1) / _paces(pooled),
        forms=pooled.counts / pooled.counts.sum(-1, keepdims=True),
        form_errors=np.minimum(spread, 1.0),
    )


def _all_exits(vintage: Vintage, months: Sequence[str]) -> Exits:
    return with_missed(counted_exits(vintage, months), vintage, months, catalogue())


def _paces(exits: Exits) -> Array:
    national = -np.log1p(-exits.counts.sum() / exits.person_days.sum())
    return np.asarray(exits.totals / national)


def with_missed(exits: Exits, vintage: Vintage, months: Sequence[str], known: Catalogue) -> Exits:
    """Counted exits, and those that the tables miss, in the same proportion to each class.

    Their number is a share of book-outs: what a parameter states, or what the balance of a year leaves.
    """
    share, figures = known["outs_missing"].stated(period_bounds(months[-1])[1]), exits.figures
    if share is None:
        share, read = _missed(vintage, period_bounds(months[-1])[1], known)
        figures = (*figures, *read)
    counts = exits.counts.copy()
    counts[:, FORMS.index(MISSED)] = share * counts.sum(-1)
    return replace(exits, counts=counts, monthly=(1 + share) * exits.monthly, figures=figures)


def _missed(vintage: Vintage, day: date, known: Catalogue) -> tuple[float, tuple[Figure, ...]]:
    """Exits that the tables miss over book-outs, in the months up to a year that adjoin before a day; none negative.

    In three months the counts of the stock alone move the share by a point or two.
    """
    months = adjoining(whole_months(vintage, "book_outs", day), YEAR)
    into, outs = ([vintage.figure(name, month) for month in months] for name in ("book_ins", "book_outs"))
    ends = (period_bounds(months[0])[0] - timedelta(days=1), period_bounds(months[-1])[1])
    first, last = (beside(counts_around(vintage, end, end), end) for end in ends)
    grown = held_on(last, known, [ends[1]])[0] - held_on(first, known, [ends[0]])[0]
    read = [count.figure for count in (*first, *last)]
    left = sum(figure.value for figure in into) - grown
    share = float(np.clip(left / sum(figure.value for figure in outs) - 1, *known["outs_missing"].range))
    return share, (*into, *outs, *read)


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
