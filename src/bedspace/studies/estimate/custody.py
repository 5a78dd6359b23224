"""Estimation of custody from the official tables: exit rates by class and form, with standard errors; stock; inflow.

One estimator for every day: exits over person-days of the last months that adjoin. Exits are counted where three
months of all exits are published, with what the balance of a year adds, and follow from the balance before that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.plan import Estimates
from bedspace.errors import Fault, UsageError
from bedspace.figure import Figure
from bedspace.figures.series import Vintage
from bedspace.fiscal import period_bounds
from bedspace.model.custody import AGENCIES
from bedspace.parameters.catalogue import Catalogue, catalogue
from bedspace.studies.estimate.balance import balanced_exits, prior, with_missed
from bedspace.studies.estimate.cells import WINDOW, Cells, a_day, adjoining, by_class, whole_months
from bedspace.studies.estimate.exits import Exits, counted_exits

Array = NDArray[np.float64]

OLDEST_TIMES = 31
"""Days after which the last table of time in custody is called old."""
ESTIMATED_FROM = ("book_outs", "adp", "alos", "book_ins", "detained_by_criminality", "time_in_custody")
"""Official tables that the estimate reads."""
_BANDS = ("0_180", "181_365", "366_730", "over_730")


@dataclass(frozen=True)
class Basis:
    """What estimates rest on.

    Attributes
    ----------
    months : tuple of str
        Months pooled.
    figures : tuple of Figure
        The figures that were read.
    flags : tuple of str
        What the reader should know of the estimates.
    """

    months: tuple[str, ...]
    figures: tuple[Figure, ...]
    flags: tuple[str, ...]


def estimate_custody(vintage: Vintage, day: date, known: Catalogue | None = None) -> tuple[Estimates, Basis]:
    """Estimate exit rates, stock and book-ins for a run that starts on a day, and say what they rest on.

    The stock is that of the last snapshot, or the last full month's average where that is newer, as printed:
    `bedspace.studies.run.starting_count` gives the people of a run.

    Parameters
    ----------
    vintage : Vintage
    day : date
    known : Catalogue, optional
        With the bridges between the counts of people held; that of the software by default.

    Raises
    ------
    UsageError
        If the tables of the last full months are not known.
    """
    outs = whole_months(vintage, "book_outs", day)
    balanced = len(outs) < WINDOW
    ended = whole_months(vintage, "book_ins", day) if balanced else outs
    if not ended:
        what = f"no full month of book-ins is known {vintage.label} for {day}"
        raise UsageError(Fault("estimation of exit rates", what, "one or more", "Choose a later start."))
    months = adjoining(ended)

    def exits_of(some: Sequence[str]) -> Exits:
        if balanced:
            return balanced_exits(vintage, some, known or catalogue())
        return with_missed(counted_exits(vintage, some), vintage, some, known or catalogue())

    exits, spread = exits_of(months), ended[-WINDOW:]
    months_apart = exits.monthly if spread == months else np.concatenate([exits_of([each]).monthly for each in spread])
    into = [vintage.figure("book_ins", months[-1], agency=agency) for agency in AGENCIES]
    stock = _stock(vintage, day, months[-1])
    over_180, times, aged = _over_180_share(vintage, day)
    estimates = Estimates(
        rates=exits.rates,
        rate_errors=_relative_errors(months_apart, len(months)),
        share_errors=(prior().pace_errors, prior().form_errors) if balanced else None,
        exits=exits.counts,
        person_days=exits.person_days,
        stock=stock.values.reshape(-1),
        over_180_share=over_180,
        book_ins=np.array([a_day(figure) for figure in into]),
        class_shares=exits.class_shares,
    )
    read = tuple(dict.fromkeys((*exits.figures, *into, *stock.figures, *times)))
    return estimates, Basis(tuple(months), read, (*exits.flags, *_few(months), *aged))


def _relative_errors(monthly: Array, months: int) -> Array:
    """Relative standard errors of the mean rate of some months, from the spread of months; zero for a single one."""
    if len(monthly) < 2:
        return np.zeros(monthly.shape[1])
    return np.asarray(monthly.std(0, ddof=1) / np.sqrt(months) / monthly.mean(0))


def _few(months: Sequence[str]) -> tuple[str, ...]:
    if len(months) == WINDOW:
        return ()
    return (f"of {WINDOW} months only {', '.join(months)} count: the one before is not known whole",)


def _stock(vintage: Vintage, day: date, month: str) -> Cells:
    """People held by class: the last snapshot, or the last full month where its middle is later."""
    snapshot = vintage.latest("detained_by_criminality", day)
    begin, end = period_bounds(month)
    if begin + (end - begin) // 2 > period_bounds(snapshot)[1]:
        return by_class(vintage, "adp", month)
    return by_class(vintage, "detained_by_criminality", snapshot)


def _over_180_share(vintage: Vintage, day: date) -> tuple[float | None, tuple[Figure, ...], tuple[str, ...]]:
    """Published share held over 180 days, the figures, and a flag where the last table is old."""
    known = [period for period in vintage.periods("time_in_custody") if period_bounds(period)[1] <= day]
    if not known:
        return None, (), ("no table of time in custody is known: the stock is taken as steady",)
    bands = [vintage.find("time_in_custody", known[-1], band=band) for band in _BANDS]
    counts = np.array([band.value if band else 0.0 for band in bands])
    old = (day - period_bounds(known[-1])[1]).days > OLDEST_TIMES
    flags = (f"the last table of time in custody is that of {known[-1]}",) if old else ()
    return float(counts[1:].sum() / counts.sum()), tuple(filter(None, bands)), flags
