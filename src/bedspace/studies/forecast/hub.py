"""Forecasts in the columns of the hubverse: one row a quantile or a draw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedspace.studies.forecast.rolling import Rolled
from bedspace.studies.forecast.settings import HORIZONS, LEVELS

Array = NDArray[np.float64]
COLUMNS = ("origin_date", "target", "horizon", "target_end_date", "output_type", "output_type_id", "value")
POPULATION = "midnight_population"
_DIGITS = 2


def quantile_rows(day: date, target: str, end: date, quantiles: Array) -> Iterator[dict[str, Any]]:
    """A row for each of the 23 levels; the horizon is in days."""
    for level, value in zip(LEVELS, quantiles.round(_DIGITS).tolist(), strict=True):
        yield _row(day, target, end, "quantile", round(float(level), 3), value)


def sample_rows(day: date, target: str, ends: Sequence[date], draws: Array) -> Iterator[dict[str, Any]]:
    """A row for each draw and day; `draws` has the shape (draws, days), and draws are numbered from 1."""
    for number, values in enumerate(draws.round(_DIGITS).tolist(), 1):
        for end, value in zip(ends, values, strict=True):
            yield _row(day, target, end, "sample", number, value)


def _row(day: date, target: str, end: date, kind: str, name: float, value: float) -> dict[str, Any]:
    return dict(zip(COLUMNS, (day, target, (end - day).days, end, kind, name, value), strict=True))


def rolled_rows(given: Rolled, model: str) -> Iterator[dict[str, Any]]:
    """Forecasts of one model of a backtest, at every origin."""
    for origin, quantiles in zip(given.origins, given.forecasts[model], strict=True):
        day = date.fromordinal(int(origin.day))
        for horizon, values in zip(HORIZONS, quantiles, strict=True):
            yield from quantile_rows(day, POPULATION, day + timedelta(days=horizon), values)
