"""Baselines of the library statsforecast: exponential smoothing, ARIMA and Theta, chosen by the library, on logs.

They are fitted on fortnights, about the pace of the releases; points that stand closer are interpolated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedspace.errors import Fault, UsageError
from bedspace.studies.forecast.baselines import Baseline, log_held
from bedspace.studies.forecast.settings import LEVELS
from bedspace.studies.forecast.weekly import Weekly

Array = NDArray[np.float64]

_APART = 14.0
_NAMES = {"ETS": "AutoETS", "ARIMA": "AutoARIMA", "Theta": "AutoTheta"}


def installed() -> bool:
    """Whether the extra is there."""
    return find_spec("statsforecast") is not None


def require() -> None:
    """Refuse in one line where the extra is not installed.

    Raises
    ------
    UsageError
    """
    if not installed():
        remedy = "Install it with: pip install 'bedspace[backtest]'"
        raise UsageError(Fault("backtest --library", "statsforecast not installed", "the extra [backtest]", remedy))


def library_baselines() -> Mapping[str, Baseline]:
    """The three baselines by name; see `require`."""
    require()
    return {name: partial(_forecast, library) for name, library in _NAMES.items()}


def _forecast(library: str, series: Weekly, leads: Sequence[float]) -> Array:
    """Quantiles of a model of the library, between its fortnights; shape (leads, 23)."""
    from statsforecast import models

    points = np.arange(series.end, series.days[0] - 1e-9, -_APART)[::-1]
    model = getattr(models, library)(season_length=1)
    steps = int(np.ceil(max(leads) / _APART))
    found = model.forecast(y=log_held(series)(points), h=steps, level=[*_widths()])
    table = np.sort(np.stack([_level(found, level) for level in LEVELS], -1))  # the mean need not be the median
    start = np.full((1, len(LEVELS)), np.log(series.held[-1]))
    grid = _APART * np.arange(steps + 1)
    return np.stack([np.interp(leads, grid, column) for column in np.concatenate([start, table]).T], -1)


def _widths() -> Array:
    """Per cent between the lower and the upper quantile of each pair."""
    return np.round((1 - 2 * LEVELS[:11]) * 100, 6)


def _level(found: Mapping[str, Any], level: float) -> Array:
    if abs(level - 0.5) < 1e-9:
        return np.asarray(found["mean"])
    side, wide = ("lo", 1 - 2 * level) if level < 0.5 else ("hi", 2 * level - 1)
    return np.asarray(found[f"{side}-{round(wide * 100, 6)}"])
