"""How good the forecasts of flows were: fortnights by distance, removals of a fiscal year by what was left of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bedspace.figures.series import Vintage
from bedspace.fiscal import fiscal_start, fiscal_year
from bedspace.studies.forecast import flows
from bedspace.studies.forecast.backtest import FEWEST, plain_scores
from bedspace.studies.forecast.flows import FlowWeekly
from bedspace.studies.forecast.forecast import FISCAL_YEAR, fiscal_year_removals
from bedspace.studies.forecast.known import Flow, yearly_flow
from bedspace.studies.forecast.weekly import mean_of_weeks, people_between

Array = NDArray[np.float64]
_HALF_YEAR = 183


@dataclass(frozen=True)
class FlowRow:
    """Scores of the forecasts of one flow.

    Attributes
    ----------
    target : str
    ahead : str
        Which fortnight, or how much of the fiscal year was left.
    n : int
    mae, error_share : float
        Mean absolute error of the median: people or people a day, and of its logarithm.
    coverage_50, coverage_90 : float
    """

    target: str
    ahead: str
    n: int
    mae: float
    error_share: float
    coverage_50: float
    coverage_90: float


FORTNIGHTS = (1, 3, 6, 13)
LEFT = ("over half a year left", "up to half a year left")


def flow_table(vintages: Sequence[Vintage], known: Vintage) -> list[FlowRow]:
    """Forecasts of flows at every origin beside what came; removals of fiscal years by the part of the year left."""
    found = []
    for target in flows.TARGETS:
        later = flows.flow_of(known, target)
        series = [each for each in (flows.known_flow(vintage, target) for vintage in vintages) if each is not None]
        for number in FORTNIGHTS:
            pairs = [pair for each in series if (pair := _flow_pair(each, later, flows.fortnight(number))) is not None]
            found.append(_flow_row(target, f"fortnight {number}", pairs))
    return [row for row in [*found, *_fiscal_years(vintages, known)] if row is not None]


def _flow_pair(series: FlowWeekly, later: Flow, span: tuple[int, int]) -> tuple[Array, float] | None:
    """Quantiles and outcome of a span; None where one of them is not known."""
    ends = series.days[-1] + 7.0 * np.arange(span[0], span[1] + 1)
    if not series.reaches(span) or ends[-1] > later.knots[-1]:
        return None
    return np.exp(flows.log_quantiles(series, [span])[0]), float(mean_of_weeks(later, ends).mean())


def _fiscal_years(vintages: Sequence[Vintage], known: Vintage) -> Iterator[FlowRow | None]:
    """Fiscal years that are over; the days after the last sum of a year at the pace around them."""
    later = yearly_flow(known, "removals")
    halves: dict[str, list[tuple[Array, float]]] = {name: [] for name in LEFT}
    for vintage in vintages:
        for target in fiscal_year_removals(vintage, vintage.day):
            end = float(target.end.toordinal() + 1)
            if end <= later.knots[-1]:
                begin = float(fiscal_start(fiscal_year(target.end)).toordinal())
                left = LEFT[(target.end - vintage.day).days <= _HALF_YEAR]
                halves[left].append((target.quantiles, people_between(later, begin, end)))
    for left, pairs in halves.items():
        yield _flow_row(FISCAL_YEAR, left, pairs)


def _flow_row(target: str, ahead: str, pairs: Sequence[tuple[Array, float]]) -> FlowRow | None:
    if len(pairs) < FEWEST:
        return None
    quantiles, outcomes = np.array([pair[0] for pair in pairs]), np.array([pair[1] for pair in pairs])
    mae, share, half, most, *_ = plain_scores(quantiles, outcomes)
    return FlowRow(target, ahead, len(pairs), mae, share, half, most)
