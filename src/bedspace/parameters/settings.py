"""Settings: every parameter's value on every day of a run, in every draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bedspace.parameters.catalogue import Catalogue, Parameter
from bedspace.parameters.distributions import FAMILIES

Array = NDArray[np.float64]
Keyed = Callable[[str, int], Array]


@dataclass(frozen=True)
class Setting:
    """One parameter over a run.

    Attributes
    ----------
    path : array, shape (days + 1,)
        Dated value; row 0 is the day of the start.
    spread : array, shape (draws,)
        Factor on the path in each draw.
    bounds : tuple of float
        Values are kept inside.
    """

    path: Array
    spread: Array
    bounds: tuple[float, float]

    def at(self, row: int) -> Array:
        """Value on the day of `row` in each draw, shape (draws,)."""
        return self._steady if self._steady is not None else self._kept(self.path[row] * self.spread)

    @cached_property
    def _steady(self) -> Array | None:
        """The one value of a parameter that does not change over the run; most do not."""
        return self._kept(self.path[0] * self.spread) if (self.path == self.path[0]).all() else None

    def _kept(self, values: Array) -> Array:
        return np.asarray(np.clip(values, *self.bounds))


@dataclass(frozen=True)
class Settings:
    """All parameters over a run: the values that plan and engines read."""

    by_name: Mapping[str, Setting]
    draws: int

    def at(self, name: str, row: int) -> Array:
        """Value of a parameter on the day of `row`, shape (draws,)."""
        return self.by_name[name].at(row)


def settings(catalogue: Catalogue, start: date, days: int, draws: int, keyed: Keyed) -> Settings:
    """Draw all parameters for a run.

    Parameters
    ----------
    catalogue : mapping of str to Parameter
    start : date
        Day of row 0.
    days : int
        Further rows.
    draws : int
    keyed : callable
        Gives uniform numbers for a purpose and a count; see `bedspace.engines.streams.uniforms`.
        A single draw takes the middle of every prior instead.
    """
    calendar = [start + timedelta(days=row) for row in range(days + 1)]
    drawn = {name: _setting(parameter, calendar, draws, keyed) for name, parameter in catalogue.items()}
    return Settings(drawn, draws)


def _setting(parameter: Parameter, calendar: list[date], draws: int, keyed: Keyed) -> Setting:
    u = keyed(f"parameter {parameter.name}", draws) if draws > 1 else np.full(1, 0.5)
    path = _path(parameter, calendar)
    prior = parameter.prior
    if prior.kind == "fixed":
        return Setting(path, np.ones(draws), parameter.range)
    spread = FAMILIES[prior.kind](u, **prior.arguments())
    if not prior.relative:
        path = np.ones_like(path)
    return Setting(path, spread, parameter.range)


def _path(parameter: Parameter, calendar: list[date]) -> Array:
    """Dated value on every day; most parameters have only one."""
    if len(parameter.values) == 1 and not parameter.adjustments:
        return np.full(len(calendar), parameter.values[0].value)
    return np.array([parameter.at(day) for day in calendar])
