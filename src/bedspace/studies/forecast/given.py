"""People held if book-ins go as they went: what is left to miss is exits.

Uses the members that scenarios run with, without residuals.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bedspace.studies.forecast.balance import WEEK, Balance, after_week, balance
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


def exits_beside(series: Weekly, later: Weekly, solved: Balance, lead: float) -> float:
    """How far exit rates ran ahead of those expected up to a lead, given the book-ins: mean of the logarithm.

    With book-ins and these exits the account of people closes, so they are all that is left to miss.

    Parameters
    ----------
    series, later : Weekly
        As known at the origin, and as a later series has it.
    solved : Balance
        Of the later series, for the stays of the members.
    lead : float
        Days after the last count of the origin.
    """
    members = ensemble("runs")
    known = levels(series, balance(series, members.stays), members, 1)
    ends = series.end + WEEK * np.arange(1, max(round(lead / WEEK), 1) + 1)
    booked = np.interp(ends, later.days, np.log(later.booked_in))
    came = np.stack([np.interp(ends, later.days, np.log(each)) for each in solved.multiplier])
    expected_then = known.exits[:, None] + members.elasticity[:, None] * booked
    return float((came[members.shape] - expected_then).mean())


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
