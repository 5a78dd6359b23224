"""What the counts before a run say of its settings: the answer to a target, and what counted levels answered to."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bedspace.parameters.accounts import numbers
from bedspace.parameters.catalogue import Catalogue, catalogue
from bedspace.parameters.settings import Settings, settings
from bedspace.studies.accounts.counted import FIRST, fitted_weeks, row
from bedspace.studies.accounts.fit import fitted_share

Array = NDArray[np.float64]
Keyed = Callable[[str, int], Array]

FITTED = "pressure_from_gap"
"""The parameter that is fitted."""
CEILING = ("beds_usable", "beds_surge")
"""The parameters whose product is the most people that beds can hold."""


def fits(known: Catalogue) -> bool:
    """Whether a run with these parameters fits the share, since neither a user nor a scenario says another."""
    return known[FITTED] == catalogue()[FITTED]


def answered(drawn: Settings, known: Catalogue, keyed: Keyed) -> Settings:
    """Settings with the fitted share, unless a user or a scenario says another.

    Parameters
    ----------
    drawn : Settings
        Of a run.
    known : Catalogue
        Its parameters.
    keyed : callable
        The keys that it was drawn with, so that a draw meets its own numbers.
    """
    if not fits(known):
        return drawn
    setting = drawn.by_name[FITTED]
    fitted = replace(setting, path=np.ones_like(setting.path), spread=_fitted(drawn.draws, keyed))
    return Settings({**drawn.by_name, FITTED: fitted}, drawn.draws)


@lru_cache(maxsize=8)
def _fitted(draws: int, keyed: Keyed) -> Array:
    """The fitted share of each draw, shape (n,), the same in every run with these keys."""
    weeks = fitted_weeks()
    return fitted_share(settings(numbers(), FIRST, row(weeks[-1].last), draws, keyed), weeks)


def beds_lost(known: Catalogue, start: date, days: int) -> Array:
    """People who could have been held in beds that a scenario takes away, day by day, shape (t, 1).

    Counted rates hold the limits that stood, so these bind only so far as they are lowered.
    """
    return np.maximum(_ceiling_stated(start, days) - _ceiling(known, start, days), 0.0)[:, None]


@lru_cache(maxsize=16)
def _ceiling_stated(start: date, days: int) -> Array:
    return _ceiling(catalogue(), start, days)


def _ceiling(known: Catalogue, start: date, days: int) -> Array:
    """The most people that beds can hold, shape (t,)."""
    calendar = [start + timedelta(days=row) for row in range(days + 1)]
    return np.array([math.prod(known[name].at(day) for name in CEILING) for day in calendar])


def before_start(drawn: Settings, base: Catalogue, start: date, keyed: Keyed) -> Settings:
    """Settings of the day before the start: what policies move has the value of the scenario without the user's own.

    So a number that a user or a policy sets from the first day on acts on the level that was counted before.

    Parameters
    ----------
    drawn : Settings
        Of the run.
    base : Catalogue
        Parameters of the scenario, without what the user sets.
    start : date
    keyed : callable
    """
    moved = {name: parameter for name, parameter in base.items() if parameter.reaches}
    earlier = settings(moved, start - timedelta(days=1), 0, drawn.draws, keyed)
    fitted = {name: drawn.by_name[name] for name in (FITTED,)}
    return Settings({**drawn.by_name, **earlier.by_name, **fitted}, drawn.draws)
