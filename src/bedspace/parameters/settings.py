"""Settings: every parameter's value on every day of a run, in every draw."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bedspace.parameters.catalogue import Catalogue
from bedspace.parameters.distributions import FAMILIES
from bedspace.parameters.parameter import Parameter

Array = NDArray[np.float64]
Keyed = Callable[[str, int], Array]

LAGGED = {"hired_officers": "training_days"}
"""Parameters that act later than their date, and the one that says how many days later."""


@dataclass(frozen=True)
class Setting:
    """One parameter over a run.

    Attributes
    ----------
    path : array, shape (days + 1,) or (days + 1, draws)
        Dated value, for all draws or for each; row 0 is the day of the start.
    spread : array, shape (draws,)
        Factor on the path in each draw.
    bounds : tuple of float
        Values are kept inside.
    earlier : array, shape (any,)
        Dated value on the days before the start, the last one the day before; only where a lag looks back.
    """

    path: Array
    spread: Array
    bounds: tuple[float, float]
    earlier: Array = field(default_factory=lambda: np.zeros(0))

    def at(self, row: int) -> Array:
        """Value on the day of `row` in each draw, shape (draws,)."""
        return self.steady if self.steady is not None else self._values[row]

    def before(self, lag: Array) -> Array:
        """Value that held `lag` days before each day, in whole days, shape as `over_the_run`; `lag` has that shape."""
        if self.steady is not None and (self.earlier[:, None] == self.path[0]).all():
            return self.steady[None]
        days = len(self.earlier) + np.arange(len(self.path))[:, None] - np.rint(lag).astype(int)
        each = np.arange(len(self.spread)) if self.path.ndim > 1 else 0
        return self._kept(self._from_before_the_start[np.maximum(days, 0), each] * self.spread)

    @cached_property
    def _from_before_the_start(self) -> Array:
        earlier = np.broadcast_to(self.earlier[:, None], (len(self.earlier), *self._by_draw.shape[1:]))
        return np.concatenate([earlier, self._by_draw])

    @cached_property
    def _values(self) -> Array:
        return self._kept(self._by_draw * self.spread)

    @property
    def _by_draw(self) -> Array:
        """The path with an axis of draws, of one for all or of each."""
        return self.path if self.path.ndim > 1 else self.path[:, None]

    def of_draws(self, chosen: slice | list[int]) -> Setting:
        """The setting of some of the draws."""
        path = self.path[:, chosen] if self.path.ndim > 1 else self.path
        return replace(self, path=path, spread=self.spread[chosen])

    @cached_property
    def steady(self) -> Array | None:
        """The one value of a parameter that does not change over the run; most do not."""
        return self._kept(self.path[0] * self.spread) if (self.path == self.path[0]).all() else None

    @property
    def over_the_run(self) -> Array:
        """Values of all days, shape (days + 1, draws), or of one that stands for all, shape (1, draws)."""
        return self._values if self.steady is None else self.steady[None]

    def _kept(self, values: Array) -> Array:
        return np.asarray(np.clip(values, *self.bounds))


@dataclass(frozen=True)
class Settings:
    """All parameters over a run: the values that plan and engines read."""

    by_name: Mapping[str, Setting]
    draws: int

    @cached_property
    def steady(self) -> Mapping[str, Array]:
        """Values of those parameters that do not change over the run, which are most, each of shape (draws,)."""
        known = {name: setting.steady for name, setting in self.by_name.items()}
        return {name: value for name, value in known.items() if value is not None}

    def at(self, name: str, row: int) -> Array:
        """Value of a parameter on the day of `row`, shape (draws,)."""
        return self.by_name[name].at(row)

    def of_draws(self, chosen: slice | list[int]) -> Settings:
        """The settings of some of the draws."""
        by_name = {name: one.of_draws(chosen) for name, one in self.by_name.items()}
        return Settings(by_name, len(np.arange(self.draws)[chosen]))

    def over_the_run(self, name: str) -> Array:
        """Values of a parameter on all days, shape (days + 1, draws), or (1, draws) where it does not change."""
        return self.by_name[name].over_the_run

    def unchanged(self, names: Iterable[str], row: int) -> bool:
        """Whether these parameters are on the day of `row` what they were the day before."""
        paths = (self.by_name[name].path for name in names if name not in self.steady)
        return all((path[row] == path[row - 1]).all() for path in paths)

    def lagged(self, name: str) -> Array:
        """Values of a parameter of `LAGGED` that act, those a lag ago, shape as `over_the_run`."""
        return self.by_name[name].before(self.over_the_run(LAGGED[name]))


def side_by_side(many: Sequence[Settings]) -> Settings:
    """Settings of several runs over the same days as those of one, with the draws of one run after the other's."""
    found = {name: _beside([each.by_name[name] for each in many]) for name in many[0].by_name}
    return Settings(found, sum(each.draws for each in many))


def _beside(many: Sequence[Setting]) -> Setting:
    if any(each.bounds != many[0].bounds for each in many):
        many = [_kept_inside(each) for each in many]
    first, spread = many[0], np.concatenate([each.spread for each in many])
    if all(np.array_equal(each.path, first.path, equal_nan=True) for each in many):
        return replace(first, spread=spread)
    paths = [np.broadcast_to(each._by_draw, (len(each.path), len(each.spread))) for each in many]
    return replace(first, path=np.concatenate(paths, axis=1), spread=spread)


def _kept_inside(one: Setting) -> Setting:
    """The same values by day and draw, without the bounds that they are kept inside."""
    path = np.broadcast_to(one.over_the_run, (len(one.path), len(one.spread)))
    return replace(one, path=path, spread=np.ones_like(one.spread), bounds=(-np.inf, np.inf))


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
    for name, lag in LAGGED.items():
        if name in catalogue and lag in catalogue:
            drawn[name] = replace(drawn[name], earlier=_earlier(catalogue[name], start, catalogue[lag]))
    return Settings(drawn, draws)


def _earlier(parameter: Parameter, start: date, lag: Parameter) -> Array:
    """Dated value on as many days before the start as the longest lag reaches back."""
    return _path(parameter, [start - timedelta(days=back) for back in range(math.ceil(lag.range[1]), 0, -1)])


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
    """Dated value on every day, NaN where the figures of a run give it; most parameters have only one."""
    if len(parameter.values) == 1 and not parameter.adjustments:
        return np.full(len(calendar), parameter.values[0].value, dtype=np.float64)
    return np.array([parameter.stated(day) for day in calendar], dtype=np.float64)
