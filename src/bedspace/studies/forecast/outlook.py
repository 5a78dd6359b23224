"""The forecast as paths by day, for runs of scenarios: book-ins by agency, and the exit rate that meets the medians.

A run that takes both keeps to the medians of the forecast, since its people held follow from them by the same account.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bedspace.figures.series import as_of
from bedspace.figures.sources import EMBEDDED, Source
from bedspace.studies.forecast import flows
from bedspace.studies.forecast.balance import balance
from bedspace.studies.forecast.baselines import naive
from bedspace.studies.forecast.ensemble import log_quantiles
from bedspace.studies.forecast.past import kept
from bedspace.studies.forecast.paths import levels
from bedspace.studies.forecast.rolling import Origin, finished
from bedspace.studies.forecast.settings import MEDIAN, ensemble
from bedspace.studies.forecast.vintages import origin as origin_of

Array = NDArray[np.float64]
AGENCIES = ("ice_book_ins", "cbp_book_ins")


@dataclass(frozen=True)
class Outlook:
    """Median paths.

    Attributes
    ----------
    start : date
        Day of the newest count, row 0 of `held`.
    held : array, shape (days + 1,)
        People at midnight.
    booked_in : array, shape (days, 2)
        People a day by agency, ICE and CBP, in the days after the start.
    exit_rate : array, shape (days,)
        Exits of a day over the people of the midnight before it.
    """

    start: date
    held: Array
    booked_in: Array
    exit_rate: Array


def outlook(day: date, days: int, among: Source = EMBEDDED) -> Outlook:
    """Median paths as known on a day, from its newest count on.

    Parameters
    ----------
    day : date
        The origin.
    days : int
        Length after the newest count.
    among : Source
    """
    origin = origin_of(day, among)
    held = _held(origin, days)
    total = _booked_in(origin, days)
    shares = _shares(day, among)
    exits = held[:-1] + total - held[1:]
    return Outlook(date.fromordinal(int(origin.series.end)), held, total[:, None] * shares, exits / held[:-1])


def _held(origin: Origin, days: int) -> Array:
    """Median number held on each day, between weeks on logs."""
    leads = [*range(7, days + 7, 7)]
    horizons = [max(int(lead - origin.age), 1) for lead in leads]
    plain, beside = log_quantiles(origin.series, leads), naive(origin.series, leads)
    medians = np.log(finished(origin, kept().past, horizons, plain, beside)[:, MEDIAN])
    start = np.log(origin.series.held[-1])
    return np.asarray(np.exp(np.interp(np.arange(days + 1), [0, *leads], [start, *medians])))


def _booked_in(origin: Origin, days: int) -> Array:
    """Median of book-ins a day: the mean over the members of what each expects."""
    members, weeks = ensemble(), -(-days // 7)
    known = levels(origin.series, balance(origin.series, members.stays), members, weeks)
    return np.repeat(np.exp(known.inflow.mean(0)), 7)[:days]


def _shares(day: date, among: Source) -> Array:
    """Share of each agency in the newest month of book-ins."""
    known = as_of(day, among)
    newest = [flows.known_flow(known, name) for name in AGENCIES]
    recent = np.array([0.0 if series is None else series.a_day[-4:].mean() for series in newest])
    return np.asarray(recent / recent.sum())
