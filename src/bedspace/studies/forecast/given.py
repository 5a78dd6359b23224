"""People held if book-ins go as they went: what is left to miss is exits.

Uses the members that scenarios run with, without residuals.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bedspace.studies.forecast.balance import WEEK, after_week, balance
from bedspace.studies.forecast.paths import levels
from bedspace.studies.forecast.settings import Ensemble, ensemble
from bedspace.studies.forecast.weekly import Weekly

Array = NDArray[np.float64]


def expected(series: Weekly, log_inflow: Array, members: Ensemble) -> Array:
    """Mean over the members of the logarithm of people held; shape (weeks + 1,).

    Parameters
    ----------
    series : Weekly
    log_inflow : array, shape (members or 1, weeks)
        Logarithm of book-ins a day in each week after the last count.
    members : Ensemble
    """
    solved = balance(series, members.stays)
    known = levels(series, solved, members, 1)
    share, rate = members.stays[members.shape][..., 0], 1 / members.stays[members.shape][..., 1]
    inside, held = solved.inside[members.shape], [np.log(series.held[-1])]
    for booked in log_inflow.T:
        multiplier = np.exp(known.exits + members.elasticity * booked)
        inside = after_week(inside, share * np.exp(booked)[:, None], rate, multiplier[:, None])
        held.append(np.log(inside.sum(-1)).mean())
    return np.array(held)


def given_inflow(series: Weekly, later: Weekly, leads: Sequence[float]) -> Array:
    """People held at each lead with the book-ins that a later series has; shape (leads,)."""
    members, weeks = ensemble("runs"), int(np.ceil(max(leads) / WEEK))
    ends = series.end + WEEK * np.arange(1, weeks + 1)
    booked = np.interp(ends, later.days, np.log(later.booked_in))
    held = expected(series, booked[None, :], members)
    return np.exp(np.interp(leads, WEEK * np.arange(weeks + 1), held))


def frozen_exits(series: Weekly, later: Weekly, leads: Sequence[float]) -> Array:
    """The same with the exit rate of the last three months held fast."""
    weeks = int(np.ceil(max(leads) / WEEK))
    ends = series.end + WEEK * np.arange(1, weeks + 1)
    booked, recent = np.interp(ends, later.days, later.booked_in), slice(-13, None)
    grown = (series.held[-1] - series.held[-14]) / WEEK
    rate = (series.booked_in[recent].sum() - grown) / series.held[recent].sum()
    held = [series.held[-1]]
    for each in booked:
        held.append(float(after_week(np.array(held[-1]), np.array(each), np.array(rate), np.array(1.0))))
    return np.asarray(np.exp(np.interp(leads, WEEK * np.arange(weeks + 1), np.log(held))))
