"""What the steps of a day hand to each other: the baseline, the state at midnight, the outputs, the day's parameters.

Axes: n draws, c classes, j stay components. In memory draws lie side by side (Fortran order) wherever something follows
them: sums over a few classes or forms are then several times faster.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.expected.custody import Custody
from bedspace.engines.plan import Plan

Array = NDArray[np.float64]

_ROOM = 1 << 22
"""Numbers for which room is taken at once: 32 megabytes, which no system fills before they are written."""


@dataclass(frozen=True)
class Baseline:
    """Fiscal year 2024, which holds productivity, and the stay mixture; shape (n,) or (n, j)."""

    attempts: Array
    officers: Array
    hours_per_attempt: Array
    relative: Array
    entrants: Array
    inflow: float
    releases: Array


@dataclass
class State:
    """The system at midnight."""

    custody: Custody[Any]  # those who do not wait for a seat
    held: Array  # (n,): people held at the last midnight
    staff: Array  # (n,): officers of the day, trained hires included
    petitioned: Array  # (n,): hazard a day of release by court order that petitions bring
    waiting: Array  # (n, c): removal due, no seat yet
    waiting_ages: Array  # (n, c)
    high_risk: Array  # (n,) and so on below
    wider: Array
    pressure: Array
    fatigue: Array
    week: Array  # (7, n): arrests of the last days
    released: Array  # releases on the day of people arrested by ICE; neither removals nor transfers
    inflow: Array  # book-ins a day, averaged

    @property
    def population(self) -> Array:
        """People held, waiting for a seat included, shape (n, c)."""
        return np.asarray(self.custody.people + self.waiting)


class OutputWriter:
    """Series filled row by row; a draw's values of a row lie side by side, as those who read the result want them.

    Room is taken for many series at once: one large piece of memory comes far faster than many small ones.
    """

    def __init__(self, rows: int, left_out: tuple[str, ...] = ()):
        self._rows, self._left_out, self._room = rows, left_out, np.zeros(0)
        self.series: dict[str, Array] = {}

    def _empty(self, shape: tuple[int, ...]) -> Array:
        size = self._rows * math.prod(shape)
        if size > len(self._room):
            self._room = np.zeros(max(size, _ROOM))
        taken, self._room = self._room[:size], self._room[size:]
        return taken.reshape(self._rows, *shape)

    def put(self, row: int, **values: Array) -> None:
        """Write values of one row; a series starts at zero when it is first named."""
        for name, value in values.items():
            if name not in self.series:
                if name in self._left_out:
                    continue
                self.series[name] = self._empty(value.shape)
            self.series[name][row] = value

    def add(self, row: int, **values: Array) -> None:
        """Add to what one row says already."""
        for name, value in values.items():
            self.series[name][row] += value


class DayParameters(dict[str, Array]):
    """Parameters of one row: those that do not change, and the others when they are asked for."""

    def __init__(self, plan: Plan, row: int):
        super().__init__(plan.settings.steady)
        self._settings, self._row = plan.settings, row

    def __missing__(self, name: str) -> Array:
        return self._settings.at(name, self._row)

    def lagged(self, name: str) -> Array:
        """Value that acts today of a parameter that acts later than its date."""
        return self._settings.lagged(name, self._row)
