"""The scoreboard: every model at every horizon, over all origins, by era and by age of the data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bedspace.studies.forecast import scores
from bedspace.studies.forecast.given import frozen_exits, given_inflow
from bedspace.studies.forecast.rolling import OURS, Rolled
from bedspace.studies.forecast.settings import HORIZONS, MEDIAN
from bedspace.studies.forecast.weekly import Weekly

Array = NDArray[np.float64]
Picked = NDArray[np.bool_]

ALL = "all"
ERAS = {"before 2021": (1, 2020), "2021-23": (2021, 2023), "2024-25": (2024, 2025)}
AGES = {"data up to 5 days old": (0, 5), "data 6 to 20 days old": (6, 20), "data over 20 days old": (21, 9999)}
FEWEST = 2


@dataclass(frozen=True)
class Row:
    """Scores of one model at one horizon over some origins.

    Attributes
    ----------
    group, model : str
    horizon, n : int
    wis : float
        People.
    relative_wis : float
        Over that of the naive forecast on the same origins.
    ours_over_it : float
        WIS of ours over that of this model; in our own rows over that of the naive forecast.
    low, high : float
        Where 9 of 10 such ratios lie when half-years are drawn again.
    mae, error_share : float
        Mean absolute error of the median: people, and mean absolute error of its logarithm.
    coverage_50, coverage_90, width_90 : float
        Share of outcomes inside the bands, and mean width of the wider one in people.
    pit_1, pit_2, pit_3, pit_4, pit_5 : float
        Shares of outcomes in each fifth of the forecast, from low to high; a fifth each if it is well placed.
    """

    group: str
    model: str
    horizon: int
    n: int
    wis: float
    relative_wis: float
    ours_over_it: float
    low: float
    high: float
    mae: float
    error_share: float
    coverage_50: float
    coverage_90: float
    width_90: float
    pit_1: float
    pit_2: float
    pit_3: float
    pit_4: float
    pit_5: float


def table(rolled: Rolled) -> list[Row]:
    """Scores of all models, by group of origins; groups of fewer than two outcomes are left out."""
    return [row for name, picked in groups(rolled).items() for row in _rows(rolled, name, picked)]


def groups(rolled: Rolled) -> dict[str, Picked]:
    """Origins of each group: all of them, by era, by age of the data."""
    years = np.array([date.fromordinal(int(origin.day)).year for origin in rolled.origins])
    ages = np.array([origin.age for origin in rolled.origins])
    eras = {name: (first <= years) & (years <= last) for name, (first, last) in ERAS.items()}
    by_age = {name: (first <= ages) & (ages <= last) for name, (first, last) in AGES.items()}
    parts = {name: picked for name, picked in (eras | by_age).items() if 0 < picked.sum() < len(picked)}
    return {ALL: np.ones(len(years), bool), **parts}


def _rows(rolled: Rolled, name: str, picked: Picked) -> Iterator[Row]:
    blocks = np.array([half_year(origin.day) for origin in rolled.origins])
    for place, horizon in enumerate(HORIZONS):
        used = picked & ~np.isnan(rolled.outcomes[:, place])
        if used.sum() < FEWEST:
            continue
        outcome = rolled.outcomes[used, place]
        by_model = {model: scores.wis(each[used, place], outcome) for model, each in rolled.forecasts.items()}
        for model, each in rolled.forecasts.items():
            beside = by_model["naive" if model == OURS else model]
            low, high = scores.ratio_interval(by_model[OURS], beside, blocks[used])
            yield Row(
                *(name, model, horizon, int(used.sum()), float(by_model[model].mean())),
                float(by_model[model].mean() / by_model["naive"].mean()),
                float(by_model[OURS].mean() / beside.mean()),
                *(low, high, *plain_scores(each[used, place], outcome)),
            )


def half_year(day: float) -> int:
    """Number of the half-year of a day."""
    of = date.fromordinal(int(day))
    return of.year * 2 + (of.month > 6)


def plain_scores(quantiles: Array, outcome: Array) -> tuple[float, ...]:
    """Error of the median, its logarithm, coverage of both bands, width of the wider, shares in each fifth."""
    median = quantiles[:, MEDIAN]
    each = (
        np.abs(median - outcome),
        np.abs(np.log(median / outcome)),
        scores.covered(quantiles, outcome, 50),
        scores.covered(quantiles, outcome, 90),
        scores.width(quantiles, 90),
    )
    return (*(float(values.mean()) for values in each), *scores.fifths(quantiles, outcome))


@dataclass(frozen=True)
class Given:
    """Errors of the number held when the true book-ins are given.

    Attributes
    ----------
    group : str
    horizon, n : int
    ours, bias : float
        Mean absolute and mean error of the logarithm.
    frozen, naive : float
        Mean absolute errors with exit rates held fast, and of the last count.
    """

    group: str
    horizon: int
    n: int
    ours: float
    bias: float
    frozen: float
    naive: float


def given_table(rolled: Rolled, later: Weekly) -> list[Given]:
    """Errors given the book-ins that a later series has, by era."""
    errors = np.array([_errors_given(rolled, place, later) for place in range(len(rolled.origins))])
    found = []
    for name, picked in groups(rolled).items():
        for place, horizon in enumerate(HORIZONS):
            used = errors[picked & ~np.isnan(rolled.outcomes[:, place]), :, place]
            if name in (ALL, *ERAS) and len(used) >= FEWEST:
                ours, frozen, naive = np.abs(used).mean(0)
                found.append(Given(name, horizon, len(used), ours, float(used[:, 0].mean()), frozen, naive))
    return found


def _errors_given(rolled: Rolled, place: int, later: Weekly) -> Array:
    """Errors of logarithms of one origin: ours, frozen exits, the last count; shape (3, horizons)."""
    origin, outcome = rolled.origins[place], rolled.outcomes[place]
    leads = origin.leads(HORIZONS)
    each = (
        given_inflow(origin.series, later, leads),
        frozen_exits(origin.series, later, leads),
        np.full(len(HORIZONS), origin.series.held[-1]),
    )
    return np.asarray(np.log(np.array(each) / outcome))
