"""What the steps of a day hand to each other: the baseline, the state at midnight, the outputs, the day's parameters.

Axes: n draws, c classes, j stay components. In memory draws lie side by side (Fortran order) wherever something follows
them: sums over a few classes or forms are then several times faster.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.expected.custody import Custody
from bedspace.engines.plan import Plan
from bedspace.parameters.settings import Settings

Array = NDArray[np.float64]

_ROOM = 1 << 22
"""Numbers for which room is taken at once: 32 megabytes, which no system fills before they are written."""


@dataclass(frozen=True)
class Baseline:
    """The start, which holds levels, and the stay mixture; shape (n,) or (n, j).

    Attributes
    ----------
    sought : array
        Arrests sought at large.
    before : array
        Those that would be sought without the target of the start.
    gap : array
        What that target leaves uncovered.
    use : array
        Share of sought and possible arrests together that is sought.
    supply : array
        Arrests a day that the lists of the start could give.
    jails, room : array
        Custodial arrests and capacity of the start over what detainers and officers give.
    effort_then : array
        Officers and what each brings, on the day of reference of capacity.
    found : array
        Leads found a day.
    partners : array
        Agreements that act.
    stopped, in_rates : array
        How far release at discretion is stopped; share of it that was left while the rates were measured.
    anchor : array
        Counted share convicted over the one that the parts give.
    officers : array
    relative, entrants : array
    inflow : float
    releases : array
    """

    sought: Array
    before: Array
    gap: Array
    use: Array
    supply: Array
    jails: Array
    room: Array
    effort_then: Array
    found: Array
    partners: Array
    stopped: Array
    in_rates: Array
    anchor: Array
    officers: Array
    relative: Array
    entrants: Array
    inflow: float
    releases: Array


@dataclass
class State:
    """The system at midnight."""

    custody: Custody[Any]  # those who do not wait for a seat
    held: Array  # (n,): people held at the last midnight
    over: Array  # (n,): of these, longer than the threshold of long stays
    petitioned: Array  # (n,): hazard a day of release by court order that petitions bring
    waiting: Array  # (n, c): removal due, no seat yet
    waiting_ages: Array  # (n, c)
    high_risk: Array  # (n,) and so on below
    sought: Array  # at large
    made: Array  # arrests at large on a mean day, without the surge
    surge: Array
    rises: Array  # of all days so far
    listed_share: Array  # of the arrests at large
    crowded: Array  # how far list work is crowded out
    pressure: Array
    arrests: Array  # (7 + d, n): of every day so far, the week before the first day included
    released: Array  # releases on the day of people arrested by ICE; neither removals nor transfers
    inflow: Array  # book-ins a day, averaged

    @property
    def population(self) -> Array:
        """People held, waiting for a seat included, shape (n, c)."""
        return np.asarray(self.custody.people + self.waiting)


Parameters = Mapping[str, Array]
"""Of one day, or of all."""


class OutputWriter:
    """Series filled row by row; a draw's values of a row lie side by side, as those who read the result want them.

    Room is taken for many series at once: one large piece of memory comes far faster than many small ones.

    Parameters
    ----------
    rows : int
    keeps : callable
        Whether a series is kept, by its name; the others have no rows.
    """

    def __init__(self, rows: int, keeps: Callable[[str], bool] = lambda _: True):
        self._rows, self._keeps, self._room = rows, keeps, np.zeros(0)
        self.series: dict[str, Array] = {}

    def _empty(self, name: str, shape: tuple[int, ...]) -> Array:
        rows = self._rows if self._keeps(name) else 0
        size = rows * math.prod(shape)
        if size > len(self._room):
            self._room = np.zeros(max(size, _ROOM))
        taken, self._room = self._room[:size], self._room[size:]
        return taken.reshape(rows, *shape)

    def put(self, row: int, **values: Array) -> None:
        """Write values of one row; a series starts at zero when it is first named."""
        series = self.series
        for name, value in values.items():
            if name not in series:
                series[name] = self._empty(name, value.shape)
            if len(kept := series[name]):
                kept[row] = value

    def put_days(self, **values: Array) -> None:
        """Write values of all days after the start, shape (d, n)."""
        for name, value in values.items():
            self.series[name] = self._empty(name, value.shape[1:])
            self.series[name][1:] = value

    def add(self, row: int, **values: Array) -> None:
        """Add to what one row says already."""
        for name, value in values.items():
            if len(kept := self.series[name]):
                kept[row] += value


class DayParameters(dict[str, Array]):
    """Parameters of one row, or of other settings than those of the run: steady ones, and others when asked for."""

    def __init__(self, plan: Plan, row: int, settings: Settings | None = None):
        self._settings, self._row = settings or plan.settings, row
        super().__init__(self._settings.steady)

    def __missing__(self, name: str) -> Array:
        return self._settings.at(name, self._row)


class DaysParameters(dict[str, Array]):
    """Parameters of all days of a run at once, each of shape (d, n), or (1, n) where it does not change."""

    def __init__(self, plan: Plan):
        super().__init__()
        self._settings, self.days = plan.settings, plan.days

    def __missing__(self, name: str) -> Array:
        self[name] = _after_the_start(self._settings.over_the_run(name))
        return self[name]

    def lagged(self, name: str) -> Array:
        """Values that act of a parameter that acts later than its date, of the same shape."""
        return _after_the_start(self._settings.lagged(name))


def _after_the_start(over_the_run: Array) -> Array:
    return over_the_run if len(over_the_run) == 1 else over_the_run[1:]
