"""Levels of book-ins and of exits, the past paths by which they missed, and where those paths lead from here.

A member of the ensemble knows two levels: of the logarithm of book-ins, and of the exit rate that book-ins do not
explain. From every past week the same levels were carried forward; how book-ins and exits then went, both together, is
a residual path. Each is laid on today's levels with both signs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bedspace.studies.forecast.balance import WEEK, Balance
from bedspace.studies.forecast.settings import Ensemble, table
from bedspace.studies.forecast.threads import each
from bedspace.studies.forecast.weekly import Weekly

Array = NDArray[np.float64]
_YEAR = 365.25


@dataclass(frozen=True)
class Levels:
    """What each member has learned by the last week, and its misses before.

    Attributes
    ----------
    inflow : array, shape (members, weeks)
        Logarithm of book-ins a day in the weeks ahead, without a residual.
    exits : array, shape (members,)
        Logarithm of the exit multiplier less what the elasticity makes of book-ins.
    inflow_misses, exit_misses : array, shape (members, past, weeks)
        Residual paths from each past week; zero where the path runs past the last week.
    ages : array, shape (past,)
        Weeks from the start of each path to the last week.
    """

    inflow: Array
    exits: Array
    inflow_misses: Array
    exit_misses: Array
    ages: NDArray[np.int64]


def levels(series: Weekly, solved: Balance, members: Ensemble, weeks: int) -> Levels:
    """Levels and residual paths of all members."""
    booked, exits = np.log(series.booked_in), np.log(solved.multiplier)
    free = exits[members.shape] - members.elasticity[:, None] * booked
    booked_level = _smoothed(np.broadcast_to(booked, free.shape), members.inflow_smoothing)
    free_level = _smoothed(free, members.exit_smoothing)
    mean = booked.mean()
    left = (1 - members.reversion[:, None]) ** np.arange(1, weeks + 1)
    expected = mean + (booked_level - mean)[..., None] * left[:, None, :]
    ages = np.arange(len(booked) - 1, 0, -1)
    inflow_misses = _ahead(booked[None], weeks) - expected[:, :-1]
    inflow_misses *= _known(ages, weeks)
    exit_misses = _ahead(free, weeks)
    exit_misses -= free_level[:, :-1, None]
    exit_misses *= _known(ages, weeks)
    return Levels(expected[:, -1], free_level[:, -1], inflow_misses, exit_misses, ages)


def _smoothed(values: Array, smoothing: Array) -> Array:
    """Exponentially smoothed rows: the last value has the weight `smoothing`."""
    levels = np.empty(values.shape)
    levels[:, 0] = values[:, 0]
    for week in range(1, values.shape[1]):
        levels[:, week] = levels[:, week - 1] + smoothing * (values[:, week] - levels[:, week - 1])
    return levels


def _ahead(values: Array, weeks: int) -> Array:
    """Values 1 to `weeks` weeks after each week but the last, the last value where there is none."""
    index = np.arange(values.shape[1] - 1)[:, None] + np.arange(1, weeks + 1)
    return np.asarray(values[:, np.minimum(index, values.shape[1] - 1)])


def _known(ages: NDArray[np.int64], weeks: int) -> NDArray[np.bool_]:
    return np.asarray(np.arange(1, weeks + 1) <= ages[:, None])


def path_weights(ages: NDArray[np.int64], weeks: int) -> Array:
    """Weight of each residual path that is known for so many weeks, by age; shape (past,)."""
    half_life = table()["residuals"]["half_life_years"] * _YEAR / WEEK
    return np.where(ages >= weeks, 0.5 ** (ages / half_life), 0.0)


def carried(known: Levels, solved: Balance, members: Ensemble) -> Array:
    """Logarithm of people held along every residual path, with its sign and then with the other one.

    Returns
    -------
    array, shape (weeks + 1, members, 2 past)
    """
    past, weeks = len(known.ages), known.inflow.shape[1]
    held = np.empty((weeks + 1, len(members.shape), 2 * past))
    parts = ((held[..., :past], 1), (held[..., past:], -1))
    each(lambda part: _carry(*part, known, solved, members), parts)
    return held


def _carry(held: Array, sign: int, known: Levels, solved: Balance, members: Ensemble) -> None:
    """Fill in the logarithm along every residual path with one sign, shape (weeks + 1, members, past)."""
    rate, share = 1 / members.stays[members.shape][..., 1], members.stays[members.shape][..., 0]
    inside = [np.repeat(solved.inside[members.shape, part, None], len(known.ages), 1) for part in (0, 1)]
    held[0] = inside[0] + inside[1]
    for week in range(len(held) - 1):
        inflow = known.inflow[:, week, None] + sign * known.inflow_misses[:, :, week]
        exits = known.exits[:, None] + sign * known.exit_misses[:, :, week] + members.elasticity[:, None] * inflow
        entering, pace = WEEK * np.exp(inflow), -WEEK / 2 * np.exp(exits)
        for part in (0, 1):
            staying = np.exp(pace * rate[:, part, None])
            inside[part] = (inside[part] * staying + share[:, part, None] * entering) * staying
        held[week + 1] = inside[0] + inside[1]
    np.log(held, out=held)
