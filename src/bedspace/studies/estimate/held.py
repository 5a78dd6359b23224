"""People held, as counted: every national count, the midnight that it stands for, and its value on the official scale.

Three tables count people held: ICE's snapshot of those currently detained, the daily count of the Deportation Data
Project, and the average population of a month. A snapshot dated D is the midnight of the day before; an average
stands for the middle of its month.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bedspace.figure import Figure
from bedspace.figures.scales import Bridge, Measure, convert
from bedspace.figures.series import Vintage, is_whole_month
from bedspace.fiscal import period_bounds
from bedspace.parameters.catalogue import Catalogue

Array = NDArray[np.float64]

SNAPSHOTS = ("detained_by_criminality", "detained_by_disposition")
DAILY, AVERAGE = "ddp_midnight_population", "adp"
NEAR = 9
"""Days from a midnight count within which a month's average adds nothing."""
REACH = timedelta(days=45)
"""How far outside a span a count may lie and still bear on its ends."""


@dataclass(frozen=True)
class Held:
    """One national count.

    Attributes
    ----------
    midnight : date
        Day whose midnight was counted; the middle of the month for an average.
    figure : Figure
    """

    midnight: date
    figure: Figure

    @property
    def bridges(self) -> tuple[str, ...]:
        """Names of the bridges from its own scale to that of the official average."""
        of = {AVERAGE: (), DAILY: ("ddp_bridge",)}
        return of.get(self.figure.quantity, ("snapshot_bridge", "ddp_bridge"))

    def official(self, known: Catalogue) -> float:
        """Its value on the scale of the official average, by the dated bridges."""
        if self.figure.quantity == AVERAGE:
            return self.figure.value
        return official_scale(self._on_the_daily_scale(known), known, self.midnight)

    def _on_the_daily_scale(self, known: Catalogue) -> float:
        daily = Measure("midnight", "ddp")
        if self.figure.quantity == DAILY:
            return self.figure.value
        snapshot = Measure("midnight", "snapshot")
        bridge = Bridge("snapshot_bridge", snapshot, daily, 1 / known["snapshot_bridge"].at(self.midnight))
        return convert(self.figure.value, snapshot, daily, bridge)


def official_scale(counted: float, known: Catalogue, day: date) -> float:
    """A count of the Deportation Data Project on the official scale, by the dated bridge."""
    daily, official = Measure("midnight", "ddp"), Measure("midnight", "official")
    return convert(counted, daily, official, Bridge("ddp_bridge", daily, official, known["ddp_bridge"].at(day)))


@lru_cache(maxsize=8)
def counts_held(vintage: Vintage) -> tuple[Held, ...]:
    """Every national count that a vintage knows; of one midnight the daily count comes first."""
    return tuple(_counts_held(vintage))


def _counts_held(vintage: Vintage) -> Iterator[Held]:
    for quantity in (DAILY, *SNAPSHOTS, AVERAGE):
        for period in vintage.periods(quantity):
            figure = vintage.figure(quantity, period)
            begin, end = period_bounds(period)
            if quantity == DAILY:
                yield Held(begin, figure)
            elif quantity in SNAPSHOTS:
                yield Held(begin - timedelta(days=1), figure)
            elif len(period) == 7 and is_whole_month(figure):
                yield Held(begin + (end - begin) // 2, figure)


def counts_around(vintage: Vintage, first: date, last: date) -> tuple[Held, ...]:
    """Counts that bear on the midnights of a span, in order: one a midnight, averages only where no other is near."""
    near = [held for held in counts_held(vintage) if first - REACH <= held.midnight <= last + REACH]
    midnights = {held.midnight: held for held in reversed(near) if held.figure.quantity != AVERAGE}
    averages = [held for held in near if held.figure.quantity == AVERAGE]
    around = [timedelta(days=days) for days in range(-NEAR, NEAR + 1)]
    lonely = {each.midnight: each for each in averages if not any(each.midnight + days in midnights for days in around)}
    return tuple(held for _, held in sorted({**lonely, **midnights}.items()))


def beside(counts: tuple[Held, ...], day: date) -> tuple[Held, ...]:
    """The counts that people held on a day follow from: that of its midnight, or the one before and the one after."""
    before, after = ([each for each in counts if (each.midnight <= day) is early] for early in (True, False))
    return (*before[-1:], *(() if before and before[-1].midnight == day else after[:1]))


def held_on(counts: tuple[Held, ...], known: Catalogue, days: list[date]) -> Array:
    """People held at the midnights of some days on the official scale, between counts on a straight line of logs."""
    knots = [held.midnight.toordinal() for held in counts]
    logs = [np.log(held.official(known)) for held in counts]
    return np.asarray(np.exp(np.interp([day.toordinal() for day in days], knots, logs)))
