"""Forecasts in the columns of the hubverse: one row a quantile or a draw."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedspace.studies.forecast.forecast import POPULATION, Forecast
from bedspace.studies.forecast.rolling import Rolled
from bedspace.studies.forecast.settings import HORIZONS, LEVELS

Array = NDArray[np.float64]
COLUMNS = ("origin_date", "target", "horizon", "target_end_date", "output_type", "output_type_id", "value")


def rows(given: Forecast) -> list[dict[str, Any]]:
    """A row for each target, day and level."""
    return [row for target in given.targets for row in _rows(given.day, target.name, target.end, target.quantiles)]


def rolled_rows(given: Rolled, model: str) -> list[dict[str, Any]]:
    """Forecasts of one model of a backtest, at every origin."""
    found: list[dict[str, Any]] = []
    for origin, quantiles in zip(given.origins, given.forecasts[model], strict=True):
        day = date.fromordinal(int(origin.day))
        for horizon, values in zip(HORIZONS, quantiles, strict=True):
            found += _rows(day, POPULATION, day + timedelta(days=horizon), values)
    return found


def _rows(day: date, target: str, end: date, quantiles: Array) -> Iterator[dict[str, Any]]:
    for level, value in zip(LEVELS, quantiles, strict=True):
        cells = (day, target, (end - day).days, end, "quantile", round(float(level), 3), round(float(value), 2))
        yield dict(zip(COLUMNS, cells, strict=True))


def draw_rows(given: Forecast, draws: Array) -> list[dict[str, Any]]:
    """A row for each draw of the number held on each day; `draws` has the shape (draws, days)."""
    found = []
    for number, values in enumerate(draws.round(2).tolist(), 1):
        for target, value in zip(given.of(POPULATION), values, strict=True):
            cells = (given.day, POPULATION, (target.end - given.day).days, target.end, "sample", number, value)
            found.append(dict(zip(COLUMNS, cells, strict=True)))
    return found
