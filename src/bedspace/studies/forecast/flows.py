"""Forecasts of flows: mean people a day over some weeks ahead, from the flow's own past; with their own naive forecast.

A simpler recipe than that of people held: levels of logs with several smoothings, some drawn back to the mean, and how
they missed from every past week, with both signs. No bar was set for them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from bedspace.figures.series import Vintage
from bedspace.figures.windows import FLOWS
from bedspace.studies.forecast.ensemble import weighted_quantiles
from bedspace.studies.forecast.known import Flow, flow, yearly_flow
from bedspace.studies.forecast.paths import path_weights
from bedspace.studies.forecast.settings import LEVELS, table
from bedspace.studies.forecast.weekly import mean_of_weeks

Array = NDArray[np.float64]
Span = tuple[int, int]

LEAST = 1.0
"""People a day below which a flow is not told apart from none."""
ENOUGH_WEEKS = 26
TARGETS: Mapping[str, tuple[str, ...]] = {
    "ice_book_ins": ("ice_book_ins",),
    "cbp_book_ins": ("cbp_book_ins",),
    "removals_from_custody": ("removals_from_custody",),
    "releases_from_custody": ("discretionary_releases", "bonded_out"),
}
"""Flows that are forecast by fortnight, as sums of flows of `figures.windows`."""


@dataclass(frozen=True)
class FlowWeekly:
    """A flow on a weekly grid that ends where the data end.

    Attributes
    ----------
    days : array, shape (n,)
    a_day : array, shape (n,)
        People a day in the week that ends at the day.
    """

    days: Array
    a_day: Array


def known_flow(known: Vintage, target: str) -> FlowWeekly | None:
    """A target of `TARGETS`; None where too little is known."""
    parts = [FLOWS[name] for name in TARGETS[target]]
    return on_grid(flow(known, parts[0][0], *(key for _, keys in parts for key in keys)))


def known_removals(known: Vintage) -> FlowWeekly | None:
    """Removals by ICE from sums of the fiscal year; None where too little is known."""
    return on_grid(yearly_flow(known, "removals"))


def on_grid(given: Flow) -> FlowWeekly | None:
    """Weeks that end where the flow ends; None where there are too few."""
    weeks = int((given.knots[-1] - given.knots[0]) // 7)
    if weeks < ENOUGH_WEEKS:
        return None
    days = given.knots[-1] - 7.0 * np.arange(weeks - 1, -1, -1)
    return FlowWeekly(days, np.maximum(mean_of_weeks(given, days), LEAST))


def log_quantiles(series: FlowWeekly, spans: Sequence[Span]) -> Array:
    """Quantiles of the logarithm of the mean flow over spans of weeks.

    Parameters
    ----------
    series : FlowWeekly
    spans : sequence of (int, int)
        First and last week ahead; the week after the last one known is 1.

    Returns
    -------
    array, shape (spans, 23)
    """
    weights = table()["weights"]
    members = [
        _member(series, spans, smoothing, reversion)
        for smoothing, reversion in product(weights["inflow_smoothing"], weights["reversion"])
    ]
    return np.asarray(np.mean(members, 0))


def _member(series: FlowWeekly, spans: Sequence[Span], smoothing: float, reversion: float) -> Array:
    logs = np.log(series.a_day)
    level, levels = logs[0], []
    for value in logs:
        level += smoothing * (value - level)
        levels.append(level)
    mean = logs.mean()
    rows = []
    for first, last in spans:
        left = (1 - reversion) ** np.arange(first, last + 1)
        expected = np.log(np.exp(mean + (np.array(levels)[:, None] - mean) * left).mean(1))
        rows.append(expected[-1] + _spread(expected[:-last], series, (first, last)))
    return np.array(rows)


def _spread(expected: Array, series: FlowWeekly, span: Span) -> Array:
    """Quantiles of past misses with both signs; none known, none shown: not a number."""
    if not len(expected):
        return np.full(len(LEVELS), np.nan)
    misses = np.log(means(series.a_day, span)) - expected
    weights = path_weights(np.arange(len(misses) + span[1] - 1, span[1] - 1, -1), span[1])
    return weighted_quantiles(np.concatenate([misses, -misses])[None, :], np.tile(weights, 2))[0]


def means(a_day: Array, span: Span) -> Array:
    """Mean flow over a span after each week that has it whole.

    >>> means(np.array([1.0, 2.0, 3.0, 4.0]), (1, 2))
    array([2.5, 3.5])
    """
    first, last = span
    sums = np.concatenate([[0.0], np.cumsum(a_day)])
    return np.asarray((sums[last + 1 :] - sums[first : first - last - 1 or None][: len(a_day) - last]) / (last - first + 1))


def naive(series: FlowWeekly, spans: Sequence[Span]) -> Array:
    """The last fortnight, moved as far as the flow moved before, both ways; shape (spans, 23), logs."""
    now = means(series.a_day, (0, 1)) if len(series.a_day) > 1 else series.a_day
    rows = []
    for span in spans:
        changes = np.log(means(series.a_day, span)[1:]) - np.log(now[: len(series.a_day) - span[1] - 1])
        both = np.concatenate([changes, -changes])
        rows.append(np.log(now[-1]) + (np.quantile(both, LEVELS) if len(both) else np.full(len(LEVELS), np.nan)))
    return np.array(rows)


def fortnight(number: int) -> Span:
    """Weeks of a fortnight ahead; the one that begins where the data end is 1."""
    return 2 * number - 1, 2 * number
