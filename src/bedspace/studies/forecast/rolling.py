"""Forecasts made again at each past origin, from what was known there, with what came.

An origin is a day and the series as known on it. The factor on the width of a forecast is learned from the forecasts of
earlier origins whose outcome was known by then; data that were old are answered as the settings say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bedspace.studies.forecast import width
from bedspace.studies.forecast.baselines import Baseline, log_held, naive
from bedspace.studies.forecast.ensemble import log_quantiles
from bedspace.studies.forecast.settings import HORIZONS, table
from bedspace.studies.forecast.weekly import Weekly

Array = NDArray[np.float64]
OURS = "bedspace"


@dataclass(frozen=True)
class Origin:
    """A day, and the series as known on it.

    Attributes
    ----------
    day : float
        Ordinal.
    series : Weekly
    """

    day: float
    series: Weekly

    @property
    def age(self) -> float:
        """Days from the last count to the origin."""
        return self.day - self.series.end

    def leads(self, horizons: Sequence[int]) -> list[float]:
        """Days from the last count to each horizon."""
        return [self.age + horizon for horizon in horizons]


@dataclass(frozen=True)
class Past:
    """Forecasts of earlier origins, before any factor on their width.

    Attributes
    ----------
    days : array, shape (origins,)
    plain, naive : array, shape (origins, horizons, 23)
        Logarithms of people held: of the ensemble, and of the naive forecast.
    """

    days: Array
    plain: Array
    naive: Array

    def of(self, origins: Sequence[Origin]) -> Past | None:
        """The forecasts of just these origins, if they are the first ones here; else None."""
        days = np.array([origin.day for origin in origins])
        if not np.array_equal(self.days[: len(days)], days):
            return None
        return Past(days, self.plain[: len(days)], self.naive[: len(days)])

    def before(self, origin: Origin) -> dict[int, tuple[Array, Array, Array]]:
        """By horizon: plain quantiles, outcomes as known at the origin, and ages of all whose outcome was known."""
        held = log_held(origin.series)
        found = {}
        for place, horizon in enumerate(HORIZONS):
            known = (self.days < origin.day) & (self.days + horizon <= origin.series.end)
            days = self.days[known]
            found[horizon] = (self.plain[known, place], held(days + horizon), origin.day - days)
        return found


def past_of(origins: Sequence[Origin], workers: int = 1) -> Past:
    """Plain and naive forecasts at every origin."""
    with ThreadPoolExecutor(workers) as pool:
        plain = list(pool.map(lambda origin: log_quantiles(origin.series, origin.leads(HORIZONS)), origins))
    days = np.array([origin.day for origin in origins])
    return Past(days, np.array(plain), by_all(naive, origins))


def by_all(baseline: Baseline, origins: Sequence[Origin]) -> Array:
    """A baseline at every origin; shape (origins, horizons, 23)."""
    return np.array([baseline(origin.series, origin.leads(HORIZONS)) for origin in origins])


def finished(origin: Origin, past: Past, horizons: Sequence[int], plain: Array, beside: Array) -> Array:
    """The forecast of an origin from its plain quantiles: width by past forecasts, old data mixed with the naive one.

    Parameters
    ----------
    origin : Origin
    past : Past
    horizons : sequence of int
        Days after the origin.
    plain, beside : array, shape (horizons, 23)
        Logarithms: of the ensemble, and of the naive forecast.

    Returns
    -------
    array, shape (horizons, 23)
        People.
    """
    from_days = table()["width"]["full_from_days"]
    factors = {h: width.factor(*known) for h, known in past.before(origin).items() if h >= from_days}
    scaled = [width.widened(row, width.at_horizon(factors, h)) for h, row in zip(horizons, plain, strict=True)]
    old = table()["old_data"]
    share = old["share"] if origin.age > old["days"] else 0.0
    return np.asarray(np.exp((1 - share) * np.array(scaled) + share * beside))


@dataclass(frozen=True)
class Rolled:
    """Forecasts of several models at every origin, and what came.

    Attributes
    ----------
    origins : tuple of Origin
    outcomes : array, shape (origins, horizons)
        People; not a number where it is not known yet.
    forecasts : mapping of str to array, shape (origins, horizons, 23)
        People, by model.
    past : Past
    """

    origins: tuple[Origin, ...]
    outcomes: Array
    forecasts: Mapping[str, Array]
    past: Past

    def since(self, day: float) -> Rolled:
        """Only the origins from a day on; their widths stay learned from all before."""
        kept = np.array([origin.day >= day for origin in self.origins])
        origins = tuple(origin for origin in self.origins if origin.day >= day)
        forecasts = {model: each[kept] for model, each in self.forecasts.items()}
        return Rolled(origins, self.outcomes[kept], forecasts, self.past)


def roll(
    origins: Sequence[Origin],
    truth: Callable[[Array], Array],
    last: float,
    baselines: Mapping[str, Baseline],
    workers: int = 1,
    past: Past | None = None,
) -> Rolled:
    """Forecast at every origin with every model.

    Parameters
    ----------
    origins : sequence of Origin
        In order of time.
    truth : callable
        People held at given days.
    last : float
        The last day that the truth is known for.
    baselines : mapping of str to Baseline
    workers : int
        Threads.
    past : Past, optional
        Plain and naive forecasts of just these origins, where they have been made before.
    """
    past = past or past_of(origins, workers)
    ours = [
        finished(origin, past, HORIZONS, past.plain[place], past.naive[place]) for place, origin in enumerate(origins)
    ]
    ends = past.days[:, None] + np.array(HORIZONS)
    outcomes = np.where(ends <= last, truth(ends), np.nan)
    others = {name: np.exp(past.naive if each is naive else by_all(each, origins)) for name, each in baselines.items()}
    return Rolled(tuple(origins), outcomes, {OURS: np.array(ours), **others}, past)
