"""The forecast as paths by day, draw by draw, for runs of scenarios: people held and book-ins.

Each draw is one residual path of one member of the ensemble. Its book-ins are those of the path. Its people held have
the rank of the path among those of the member, and the value that the forecast gives this rank. What the few paths of a
run miss of the median is made up for by a factor alike in all draws. A single draw takes the medians.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bedspace.errors import Fault, UsageError
from bedspace.figures.series import Vintage
from bedspace.figures.sources import EMBEDDED, Source
from bedspace.fiscal import period_bounds
from bedspace.studies.forecast.balance import WEEK, Balance, balance
from bedspace.studies.forecast.baselines import naive
from bedspace.studies.forecast.ensemble import weighted_quantiles
from bedspace.studies.forecast.forecast import LONGEST, longest, refuse_old
from bedspace.studies.forecast.known import SNAPSHOT
from bedspace.studies.forecast.past import kept
from bedspace.studies.forecast.paths import Levels, carried, levels, path_weights
from bedspace.studies.forecast.rolling import finished
from bedspace.studies.forecast.settings import LEVELS, MEDIAN, ensemble
from bedspace.studies.forecast.threads import each
from bedspace.studies.forecast.vintages import origin as origin_of

Array = NDArray[np.float64]
Keyed = Callable[[str, int], Array]
Places = NDArray[np.int64]

_EVERY_WEEK, _THEN_EVERY = 9, 2
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
    booked_in : array, shape (t, n)
        People a day; row 0 repeats row 1.
    """

    origin: date
    last: date
    held: Array
    booked_in: Array

    def of_draws(self, chosen: slice) -> Outlook:
        """The paths of some of the draws."""
        return replace(self, held=self.held[:, chosen], booked_in=self.booked_in[:, chosen])


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
    leads = np.clip(first + np.arange(days + 1), 0, reach)
    paths = _paths(day, int(-(-leads[-1] // WEEK)), among)
    member, path = _chosen(paths, draws, keyed)
    held = _held(paths, leads / WEEK, member, path)
    weeks = np.maximum(np.ceil(leads / WEEK).astype(int) - 1, 0)
    weeks[0] = weeks[1]
    booked = np.exp(_inflow(paths, member, path))[weeks]
    last = start + timedelta(days=min(days, int(reach - first)))
    return Outlook(day, last, np.exp(held), booked)


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
    held = carried(known, solved, members)
    knots = sorted({*range(1, min(_EVERY_WEEK, weeks) + 1), *range(_EVERY_WEEK, weeks, _THEN_EVERY), weeks})
    plain = np.array(each(lambda week: _quantiles(held[week], np.tile(path_weights(known.ages, week), 2)), knots))
    leads = [WEEK * week for week in knots]
    horizons = [max(int(lead - origin.age), 1) for lead in leads]
    found = np.log(finished(origin, kept().past, horizons, plain, naive(origin.series, leads)))
    counted = np.full((1, len(LEVELS)), np.log(origin.series.held[-1]))
    places = np.interp(np.arange(weeks + 1), [0, *knots], np.arange(len(knots) + 1))
    quantiles = _between(np.concatenate([counted, found]), places)
    return _Paths(held, np.tile(path_weights(known.ages, weeks), 2), known, quantiles)


def _quantiles(held: Array, weights: Array) -> Array:
    return np.asarray(weighted_quantiles(held[:, weights > 0], weights[weights > 0]).mean(0))


def _between(values: Array, places: Array) -> Array:
    """Rows at places between rows, on a line."""
    below = np.minimum(places.astype(int), len(values) - 2)
    share = (places - below)[:, None]
    return np.asarray((1 - share) * values[below] + share * values[below + 1])


def _chosen(paths: _Paths, draws: int, keyed: Keyed) -> tuple[Places, Places]:
    """Member and path of each draw; none of a single draw."""
    if draws == 1:
        return np.zeros(0, int), np.zeros(0, int)
    reached = np.cumsum(paths.weights) / paths.weights.sum()
    member = (keyed("forecast member", draws) * paths.held.shape[1]).astype(int)
    return member, np.asarray(np.searchsorted(reached, keyed("forecast path", draws)))


def _held(paths: _Paths, weeks: Array, member: Places, path: Places) -> Array:
    """Logarithm of people after some weeks in each draw."""
    quantiles = _between(paths.quantiles, weeks)
    if not len(member):
        return quantiles[:, [MEDIAN]]
    ranks = _between(_ranks(paths, member, path), weeks)
    held = np.array([np.interp(rank, LEVELS, row) for rank, row in zip(ranks, quantiles, strict=True)])
    missed: Array = quantiles[:, MEDIAN] - np.median(held, 1)
    return np.asarray(held + missed[:, None])


def _ranks(paths: _Paths, member: Places, path: Places) -> Array:
    """Share of the member's paths that lie below that of a draw, by week, shape (weeks + 1, n)."""

    def after(week: int) -> Array:
        weights = np.tile(path_weights(paths.known.ages, week), 2)
        of_draws = paths.held[week, member, path]
        below = (paths.held[week, member] < of_draws[:, None]) @ weights
        return np.asarray((below + weights[path] / 2) / weights.sum())

    found = each(after, range(1, len(paths.held)))
    return np.array([found[0], *found])


def _inflow(paths: _Paths, member: Places, path: Places) -> Array:
    """Logarithm of book-ins a day in the weeks ahead in each draw."""
    if not len(member):
        return np.asarray(paths.known.inflow.mean(0)[:, None])
    past = len(paths.known.ages)
    missed = np.where(path < past, 1, -1) * paths.known.inflow_misses[member, path % past].T
    return np.asarray(paths.known.inflow[member].T + missed)
