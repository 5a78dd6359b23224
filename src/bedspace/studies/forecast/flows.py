"""Forecasts of flows: the last fortnight, moved as far as the flow moved before, both ways.

A recipe of smoothed levels was tried and scored: it was worse than this for ICE book-ins and removals, and about as
good for the rest (docs/forecasts.md). So flows are forecast by the naive method, and said to be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bedspace.figures.series import Vintage
from bedspace.figures.windows import FLOWS
from bedspace.studies.forecast.known import Flow, flow, yearly_flow
from bedspace.studies.forecast.settings import LEVELS
from bedspace.studies.forecast.weekly import mean_of_weeks

Array = NDArray[np.float64]
Span = tuple[int, int]

FIRST = float(date(2021, 1, 31).toordinal())
"""Sums are known by the fortnight from here on, before that by the month, and months move less than fortnights."""
LEAST = 1.0
"""People a day below which a flow is not told apart from none."""
ENOUGH_WEEKS = 26
WEEKS_BEHIND = 13
"""Weeks of history that must be left behind a span."""
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
        The day after each week.
    a_day : array, shape (n,)
        People a day in the week.
    """

    days: Array
    a_day: Array

    def reaches(self, span: Span) -> bool:
        """Whether the history is long enough for a span ahead."""
        return len(self.a_day) - WEEKS_BEHIND >= span[1]


def flow_of(known: Vintage, target: str) -> Flow:
    """A target of `TARGETS` between the sums that are known."""
    parts = [FLOWS[name] for name in TARGETS[target]]
    return flow(known, parts[0][0], *(key for _, keys in parts for key in keys))


def known_flow(known: Vintage, target: str) -> FlowWeekly | None:
    """A target of `TARGETS` by week; None where too little is known."""
    return on_grid(flow_of(known, target))


def known_removals(known: Vintage) -> FlowWeekly | None:
    """Removals by ICE from sums of the fiscal year, by week; None where too little is known."""
    return on_grid(yearly_flow(known, "removals"))


def on_grid(given: Flow) -> FlowWeekly | None:
    """Weeks that end where the flow ends; None where there are too few."""
    weeks = int((given.knots[-1] - max(given.knots[0], FIRST)) // 7)
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
    now = np.log(means(series.a_day, (0, 1)))
    rows = []
    for span in spans:
        changes = np.log(means(series.a_day, span)[1:]) - now[: len(series.a_day) - span[1] - 1]
        rows.append(now[-1] + np.quantile(np.concatenate([changes, -changes]), LEVELS))
    return np.array(rows)


def means(a_day: Array, span: Span) -> Array:
    """Mean over a span after each week that has it whole.

    >>> means(np.array([1.0, 2.0, 3.0, 4.0]), (1, 2))
    array([2.5, 3.5])
    """
    first, last = span
    windows = np.lib.stride_tricks.sliding_window_view(a_day[first:], last - first + 1)
    return np.asarray(windows.mean(-1))


def fortnight(number: int) -> Span:
    """Weeks of a fortnight ahead; the one that begins where the data end is 1."""
    return 2 * number - 1, 2 * number


def spans(series: FlowWeekly, most: int) -> Iterator[Span]:
    """Fortnights ahead, in order, as far as the history reaches."""
    for number in range(1, most + 1):
        if series.reaches(fortnight(number)):
            yield fortnight(number)
