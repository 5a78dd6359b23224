"""The midnight of the start: the people held, by stay component, and what fiscal year 2024 holds fixed.

Axes: n draws, c classes, j stay components.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.expected.by_rate import ByRate
from bedspace.engines.expected.custody import Custody
from bedspace.engines.expected.state import Baseline, DayParameters, State
from bedspace.engines.law import Law
from bedspace.engines.plan import ICE, IS_RELEASE, Plan
from bedspace.model import arrests, custody, officers
from bedspace.model.courts import LONG_STAY_DAYS

if TYPE_CHECKING:
    from bedspace.engines.expected.proceedings.custody import Proceedings

Array = NDArray[np.float64]

_WEEK = 7
_FEW = 0.001
"""Odds of slow stays in a stock that make no difference to it."""


@dataclass(frozen=True)
class Start:
    """The system before the first day.

    Attributes
    ----------
    state : State
    baseline : Baseline
    proceedings : Proceedings, optional
        The custody of `state`, where removal goes through them.
    """

    state: State
    baseline: Baseline
    proceedings: Proceedings | None

    @property
    def law(self) -> Law | None:
        """The proceedings of the days run so far."""
        return self.proceedings.law if self.proceedings else None


@dataclass(frozen=True)
class _Stays:
    """Hazards of the stay components against those of a class, and their shares of book-ins, shape (n, j)."""

    relative: Array
    entrants: Array


def start(plan: Plan) -> Start:
    """The state at the midnight of the start."""
    today = DayParameters(plan, 0)
    slow = _slow_stock(plan, today, plan.estimates.over_180_share)
    if plan.through_proceedings:
        proceedings, stays = _in_proceedings(plan, today, slow)
        return Start(_state(plan, today, proceedings), _baseline(plan, today, stays), proceedings)
    stays = _stays(today, today["stay_slow_share"], slow)
    by_rate = ByRate(plan, _by_component(plan, slow), stays.relative, stays.entrants)
    return Start(_state(plan, today, by_rate), _baseline(plan, today, stays), None)


def _baseline(plan: Plan, today: DayParameters, stays: _Stays) -> Baseline:
    estimates = plan.estimates
    attempts = arrests.attempts_before(today["at_large_base"], today["lead_success"], today["collateral_before"])
    free = officers.free_for_arrests(
        today["officers"], plan.stock.sum(1), today["custody_officers_per_held"], today["officers_at_large_before"]
    )
    return Baseline(
        attempts=attempts,
        officers=today["officers"],
        hours_per_attempt=free * today["officer_week"] / 7 / attempts,
        relative=stays.relative,
        entrants=stays.entrants,
        inflow=float(estimates.book_ins.sum()),
        releases=_releases(plan),
    )


def _releases(plan: Plan) -> Array:
    return np.asarray((plan.rates[:, ICE] * IS_RELEASE * plan.stock[:, ICE, None]).sum((1, 2)))


def _state(plan: Plan, today: DayParameters, people: Custody[Any]) -> State:
    estimates, n = plan.estimates, plan.settings.draws
    zero, classes = np.zeros(n), np.zeros((n, len(estimates.stock)), order="F")
    before = today["at_large_base"] + today["custodial_base"]
    return State(
        custody=people,
        held=zero,
        staff=today["officers"],
        petitioned=zero,
        waiting=classes,
        waiting_ages=classes,
        high_risk=today["leads_high_risk"],
        wider=today["leads_wider"],
        pressure=zero,
        fatigue=zero,
        week=np.tile(before, (_WEEK, 1)),
        released=_releases(plan),
        inflow=zero + float(estimates.book_ins.sum()),
    )


def _stays(today: DayParameters, share: Array, slow: Array) -> _Stays:
    relative = custody.relative_hazards(slow, today["stay_slow_ratio"])
    return _Stays(relative, np.stack([1 - share, share], -1))


def _in_proceedings(plan: Plan, today: DayParameters, counted: Array) -> tuple[Proceedings, _Stays]:
    """Proceedings make some stays long by themselves, so slow ones are as many fewer.

    Two rounds of correction give the published share held over 180 days. The slow are scaled alike among those
    booked in and those held, which keeps the stock as far from a steady one as it was.
    """
    from bedspace.engines.expected.proceedings.custody import (  # loads a compiler, which most runs do without
        Proceedings,
        docket_of,
    )

    of_start = docket_of(plan)
    published, slow = plan.estimates.over_180_share, counted
    wanted: Array | float | None = published
    for _ in range(1 if published is None else 3):
        # both with a little more: where counted slow stays are none, none of them cannot be scaled
        change = (custody.odds(slow) + _FEW) / (custody.odds(counted) + _FEW)
        stays = _stays(today, custody.with_odds(change * custody.odds(today["stay_slow_share"])), slow)
        people = Proceedings(plan, of_start, _by_component(plan, slow), stays.relative, stays.entrants)
        if published is not None and wanted is not None:
            wanted = np.maximum(wanted + published - people.over / plan.stock.sum(1), 0.001)
            slow = _slow_stock(plan, today, wanted)
    return people, stays


def _slow_stock(plan: Plan, today: DayParameters, over_share: Array | float | None) -> Array:
    """Share of slow stays in the stock that gives the published share held over 180 days."""
    stock = plan.estimates.stock
    shares = (today["stay_slow_share"], today["stay_slow_ratio"])
    return custody.raked_slow_stock(plan.rates.sum(-1), stock / stock.sum(), *shares, over_share, LONG_STAY_DAYS)


def _by_component(plan: Plan, slow: Array) -> Array:
    """The stock by class and stay component, shape (n, c, j)."""
    return np.asarray(plan.stock[:, :, None] * np.stack([1 - slow, slow], -1)[:, None, :])
