"""What moves people on a day, and through proceedings: values only, which both engines and the result may hold.

Axes: n draws, c classes, j stay components, f exit forms, g country groups.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bedspace.model.docket import Docket

Array = NDArray[np.float64]


class Response(NamedTuple):
    """How the exit rates of a day answer to policy, inflow and drift.

    Attributes
    ----------
    pace : array, shape (n, c)
        Drift and the level of exits, alike for every form.
    by_form : array, shape (n, f)
        Policy, pressure and elasticity.
    added : array, shape (n, f)
        Hazards a day that no estimate gives: exits whose rate is a parameter, and court orders that petitions bring.
    """

    pace: Array
    by_form: Array
    added: Array


class DayOfLaw(NamedTuple):
    """What moves people through the stages of proceedings on a day.

    Attributes
    ----------
    response : Response
    heard : array, shape (n, c)
        Share of the decisions asked for that hearings allow, times the change of their pace.
    paper : array, shape (n, 2)
        Pace of documents of cooperative and of slow countries against the start.
    overdue : array, shape (n,)
        Pace of release after 180 days against the start.
    elsewhere : array, shape (n,)
        Hazard of going to a third country, of those whose own refuses.
    groups : array, shape (n, 2, g)
        Country groups of the day's orders.
    """

    response: Response
    heard: Array
    paper: Array
    overdue: Array
    elsewhere: Array
    groups: Array


@dataclass(frozen=True)
class Law:
    """The proceedings of a run: enough to follow any cohort through it.

    Attributes
    ----------
    docket : Docket
    ordered_before : array, shape (n, c, j, 2)
        Orders a day before the start, to the groups that can become overdue.
    kept_before : array, shape (n, c, j, 2)
        Share of them kept a day.
    days : mapping of int to DayOfLaw
        By row, from 1.
    """

    docket: Docket
    ordered_before: Array
    kept_before: Array
    days: Mapping[int, DayOfLaw]

    def of_draws(self, draws: slice) -> Law:
        """The law of some draws alone."""
        of_docket = Docket(*(_of_draws(getattr(self.docket, each.name), draws) for each in fields(Docket)))
        days = {row: _of_draws(day, draws) for row, day in self.days.items()}
        return Law(of_docket, _of_draws(self.ordered_before, draws), _of_draws(self.kept_before, draws), days)


def _of_draws(value: Any, draws: slice) -> Any:
    """Some draws of an array, or of every array of a tuple."""
    if isinstance(value, tuple):
        return type(value)(*(_of_draws(part, draws) for part in value))
    return np.asfortranarray(value[draws])
