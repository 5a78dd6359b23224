"""The forecast as paths by day, draw by draw, for runs of scenarios: people held, and book-ins by agency.

Each draw is one residual path of one member of the ensemble. Its book-ins are those of the path. Its people held have
the rank of the path among all draws, and the value that the forecast gives this rank, so that the draws together have
the quantiles of the forecast on every day. A single draw takes the medians.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bedspace.errors import Fault, UsageError
from bedspace.figures.series import Vintage, as_of
from bedspace.figures.sources import EMBEDDED, Source
from bedspace.fiscal import period_bounds
from bedspace.studies.forecast import flows
from bedspace.studies.forecast.balance import WEEK, Balance, balance
from bedspace.studies.forecast.baselines import naive
from bedspace.studies.forecast.ensemble import weighted_quantiles
from bedspace.studies.forecast.forecast import LONGEST, longest, refuse_old
from bedspace.studies.forecast.known import SNAPSHOT
from bedspace.studies.forecast.past import kept
from bedspace.studies.forecast.paths import Levels, carried, levels, path_weights
from bedspace.studies.forecast.rolling import Origin, finished
from bedspace.studies.forecast.settings import LEVELS, MEDIAN, ensemble
from bedspace.studies.forecast.vintages import origin as origin_of

Array = NDArray[np.float64]
Keyed = Callable[[str, int], Array]

AGENCIES = ("ice_book_ins", "cbp_book_ins")
_EVERY_WEEK, _THEN_EVERY = 5, 4
"""Weeks for which quantiles are taken: each of the first, then one in so many; between them they lie on a line."""


@dataclass(frozen=True)
class Outlook:
    """Paths of the draws.

    Attributes
    ----------
    origin : date
        Day whose knowledge the forecast has.
    last : date
        Last day that it reaches; the days after repeat it.
    held : array, shape (t, n)
        People at midnight, on the scale of a snapshot; row 0 is the midnight of the start.
    booked_in : array, shape (t, 2, n)
        People a day by agency, ICE and CBP; row 0 repeats row 1.
    """

    origin: date
    last: date
    held: Array
    booked_in: Array


def origin_day(start: date, known: Vintage) -> date:
    """Day whose knowledge a run from a start has: that of the start, or of the publication of its own count.

    Parameters
    ----------
    start : date
    known : Vintage
        What the run may use: a later day than it knows is never taken.
    """
    counts = [f for f in known.printings(SNAPSHOT) if f.key == "" and period_bounds(f.period)[0] <= _dated(start)]
    newest = max((f.period for f in counts), default="")
    published = min((f.published for f in counts if f.period == newest), default=start)
    return min(known.day, max(start, published))


def _dated(midnight: date) -> date:
    """The date beside a snapshot of a midnight: that of the day after."""
    return midnight + timedelta(days=1)


def outlook(day: date, start: date, days: int, draws: int, keyed: Keyed, among: Source = EMBEDDED) -> Outlook:
    """Paths from a start on, as known on a day.

    Parameters
    ----------
    day : date
        The origin.
    start : date
        Day of row 0.
    days, draws : int
    keyed : callable
        Uniform numbers by purpose and count.
    among : Source

    Raises
    ------
    UsageError
        If the newest count is too old, or the history too short.
    """
    origin = origin_of(day, among)
    refuse_old(origin)
    first = _dated(start).toordinal() - origin.series.end
    reach = int(min(longest(origin), LONGEST) + origin.age)
    if first >= reach:
        what = f"its history reaches {reach} days beyond its newest count, the run starts {first:.0f} days after it"
        raise UsageError(Fault("--inflow forecast", what, "an earlier start", "Use --inflow held."))
    leads = np.minimum(first + np.arange(days + 1), reach)
    paths = _paths(day, int(-(-leads[-1] // WEEK)), among)
    chosen = _Chosen.of(paths, draws, keyed)
    by_lead = np.maximum(leads, 0)
    held = np.exp(_between(chosen.held, by_lead / WEEK))
    weeks = np.maximum(np.ceil(by_lead / WEEK).astype(int) - 1, 0)
    weeks[0] = weeks[1]
    booked = np.exp(chosen.inflow)[weeks][:, None, :] * _shares(day, among)[:, None]
    last = start + timedelta(days=int((leads < reach).sum()))
    return Outlook(day, min(last, start + timedelta(days=days)), held, booked)


@dataclass(frozen=True)
class _Paths:
    """All paths of an origin, by week from the newest count.

    Attributes
    ----------
    held : array, shape (weeks + 1, members, paths)
        Logarithm of people, before any factor on the width.
    weights : array, shape (paths,)
    known : Levels
    quantiles : array, shape (weeks + 1, 23)
        Logarithm of people as forecast.
    """

    held: Array
    weights: Array
    known: Levels
    quantiles: Array


@lru_cache(maxsize=2)
def _paths(day: date, weeks: int, among: Source) -> _Paths:
    origin, members = origin_of(day, among), ensemble()
    solved: Balance = balance(origin.series, members.stays)
    known = levels(origin.series, solved, members, weeks)
    held = np.concatenate([carried(known, solved, members, sign) for sign in (1, -1)], -1)
    knots = sorted({*range(1, min(_EVERY_WEEK, weeks) + 1), *range(_EVERY_WEEK, weeks, _THEN_EVERY), weeks})
    plain = np.array([_quantiles(held[week], np.tile(path_weights(known.ages, week), 2)) for week in knots])
    leads = [WEEK * week for week in knots]
    horizons = [max(int(lead - origin.age), 1) for lead in leads]
    found = np.log(finished(origin, kept().past, horizons, plain, naive(origin.series, leads)))
    counted = np.full((1, len(LEVELS)), np.log(origin.series.held[-1]))
    quantiles = _between(np.concatenate([counted, found]), np.interp(np.arange(weeks + 1), [0, *knots], range(len(knots) + 1)))
    return _Paths(held, np.tile(path_weights(known.ages, weeks), 2), known, quantiles)


def _quantiles(held: Array, weights: Array) -> Array:
    return np.asarray(weighted_quantiles(held[:, weights > 0], weights[weights > 0]).mean(0))


def _between(values: Array, places: Array) -> Array:
    """Rows at places between rows, on a line."""
    below = np.minimum(places.astype(int), len(values) - 2)
    share = (places - below)[:, None]
    return np.asarray((1 - share) * values[below] + share * values[below + 1])


@dataclass(frozen=True)
class _Chosen:
    """The paths of the draws: logarithms by week of people held, shape (weeks + 1, n), and of book-ins, (weeks, n)."""

    held: Array
    inflow: Array

    @classmethod
    def of(cls, paths: _Paths, draws: int, keyed: Keyed) -> _Chosen:
        if draws == 1:
            return cls(paths.quantiles[:, [MEDIAN]], paths.known.inflow.mean(0)[:, None])
        member = (keyed("forecast member", draws) * paths.held.shape[1]).astype(int)
        reached = np.cumsum(paths.weights) / paths.weights.sum()
        path = np.searchsorted(reached, keyed("forecast path", draws))
        ranks = (paths.held[:, member, path].argsort(-1).argsort(-1) + 0.5) / draws
        held = np.array([np.interp(*row) for row in zip(ranks, np.tile(LEVELS, (len(ranks), 1)), paths.quantiles, strict=True)])
        backwards, back = path >= len(paths.known.ages), path % len(paths.known.ages)
        missed = np.where(backwards, -1, 1) * paths.known.inflow_misses[member, back].T
        return cls(held, paths.known.inflow[member].T + missed)


def _shares(day: date, among: Source) -> Array:
    """Share of each agency in the newest month of book-ins."""
    known = as_of(day, among)
    newest = [flows.known_flow(known, name) for name in AGENCIES]
    recent = np.array([0.0 if series is None else series.a_day[-4:].mean() for series in newest])
    return np.asarray(recent / recent.sum())
