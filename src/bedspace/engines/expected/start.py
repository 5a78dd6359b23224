"""The midnight of the start: the people held, by stay component, and what fiscal year 2024 holds fixed.

Axes: n draws, c classes, j stay components.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.expected import arrests as arresting
from bedspace.engines.expected import outline as outlined
from bedspace.engines.expected.by_rate import ByRate
from bedspace.engines.expected.custody import Custody
from bedspace.engines.expected.state import Baseline, DayParameters, State
from bedspace.engines.law import Law
from bedspace.engines.plan import ICE, IS_RELEASE, Plan
from bedspace.model import account, custody, leads, targets
from bedspace.model.courts import LONG_STAY_DAYS
from bedspace.model.docket import Docket

if TYPE_CHECKING:
    from bedspace.engines.expected.proceedings.custody import Proceedings

Array = NDArray[np.float64]
D = TypeVar("D", Docket, "_Stays")

_LEAST_AT_LARGE, _LEAST_ROOM, _LEAST_LISTED = 0.05, 1.25, 0.1
"""The least shares: of arrests that are at large; of capacity over them; of what lists may give, that they give."""
_FEW = 0.001
"""Odds of slow stays in a stock that make no difference to it."""
_MOST_KEPT = 2
_kept: dict[bytes, tuple[Docket, _Stays, Array]] = {}
"""Starts of proceedings fitted lately, by the numbers that they start from: the runs of a question start alike."""


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
    if plan.through_proceedings:
        proceedings, stays = _in_proceedings(plan)
        return Start(_state(plan, today, proceedings), _baseline(plan, today, stays), proceedings)
    slow = _slow_stock(plan, today, plan.estimates.over_180_share)
    stays = _stays(today, today["stay_slow_share"], slow)
    by_rate = ByRate(plan, _by_component(plan, slow), stays.relative, stays.entrants)
    return Start(_state(plan, today, by_rate), _baseline(plan, today, stays), None)


def _baseline(plan: Plan, first: DayParameters, stays: _Stays) -> Baseline:
    today = DayParameters(plan, 0, plan.before)
    level, (stopped, in_rates) = _level(plan, today), _stopped(plan, first)
    supply = account.supply_of(level.listed, level.at_large)
    in_jails, share = level.custodial, today["pressure_from_gap"]
    target = targets.asked(today["arrest_target"], today["office_target"], today["field_offices"])
    before = account.before_target(level.sought, in_jails, target, share)
    usual, others = in_jails + level.listed, level.at_large - level.listed
    with_one = account.convicted(usual, others, today["convicted_base"], today["convicted_extra"])
    return Baseline(
        sought=level.sought,
        before=before,
        gap=outlined.gap(today, in_jails, before),
        use=level.sought / (level.sought + level.capacity),
        supply=supply,
        jails=level.jails,
        room=level.room,
        effort_then=arresting.effort_then(today),
        found=_found(first, level, supply),
        partners=outlined.partners(today),
        stopped=stopped,
        in_rates=in_rates,
        anchor=account.over(plan.estimates.class_shares[0, 0] * (usual + others), with_one),
        officers=today["officers"],
        relative=stays.relative,
        entrants=stays.entrants,
        inflow=float(plan.estimates.book_ins.sum()),
        releases=_releases(plan),
    )


def _found(today: DayParameters, level: _Level, supply: Array) -> Array:
    """Leads found a day: as many as a list of the prepared length loses."""
    prepared = today["leads_high_risk"]
    listed = account.listed(level.at_large, supply * prepared / today["leads_before"])
    used = leads.used(listed, today["lead_success"], prepared)
    return used + (prepared - used) * today["lead_ageing"]


@dataclass(frozen=True)
class _Level:
    """Arrests a day at the start by part, and what gives them; shape (n,)."""

    custodial: Array
    at_large: Array
    listed: Array
    sought: Array
    capacity: Array
    jails: Array
    room: Array


def _level(plan: Plan, today: DayParameters) -> _Level:
    """The newest window of ICE book-ins, as arrests: what jails do not bring is arrested at large.

    Capacity in use is set here, too: where a draw gives the officers of the start hardly more than they make, the
    draw is wrong of them, and they could make a little more.
    """
    total = plan.newest.ice_level / today["book_ins_per_arrest"]
    by_detainers, _ = outlined.custodial(today, outlined.partners(today))
    at_large = np.maximum(total - by_detainers, _LEAST_AT_LARGE * total)
    in_jails = total - at_large
    effort = arresting.effort_of(today, arresting.heads(today, today["officers"], plan.stock.sum(1)))
    by_officers = arresting.capacity(today, effort, arresting.effort_then(today))
    capacity = np.maximum(by_officers, _LEAST_ROOM * at_large)
    shares = (today["convicted_base"], today["convicted_extra"])
    found = account.listed_at_start(plan.estimates.class_shares[0, 0] * total, in_jails, at_large, shares)
    most = today["listed_most"] * at_large
    listed = np.clip(found, _LEAST_LISTED * most, most)
    sought, scales = (
        account.sought_for(at_large, capacity),
        (account.over(in_jails, by_detainers), capacity / by_officers),
    )
    return _Level(in_jails, at_large, listed, sought, capacity, *scales)


def _stopped(plan: Plan, today: DayParameters) -> tuple[Array, Array]:
    """How far events before the start still stop release at discretion, and what of it the rates hold; shape (n,)."""

    def left(ago: int) -> Array:
        found = [size * np.exp(-(day - ago) / today["release_return"]) for day, size in plan.newest.stops if day >= ago]
        return np.max(found, axis=0) if found else np.zeros(plan.settings.draws)

    first, last = plan.newest.measured
    strength = today["pressure_on_release"]
    in_rates = np.mean([np.exp(-strength * left(ago)) for ago in range(last, first + 1)], axis=0)
    return left(0), np.asarray(in_rates)


def _releases(plan: Plan) -> Array:
    return np.asarray((plan.rates[:, ICE] * IS_RELEASE * plan.stock[:, ICE, None]).sum((1, 2)))


def _state(plan: Plan, today: DayParameters, people: Custody[Any]) -> State:
    estimates, n = plan.estimates, plan.settings.draws
    zero, classes = np.zeros(n), np.zeros((n, len(estimates.stock)), order="F")
    before = DayParameters(plan, 0, plan.before)
    level = _level(plan, before)
    week = np.zeros((arresting.WEEK + plan.days, n))
    week[: arresting.WEEK] = level.custodial + level.at_large
    return State(
        custody=people,
        held=plan.stock.sum(1),
        over=people.over,
        petitioned=zero,
        waiting=classes,
        waiting_ages=classes,
        high_risk=today["leads_high_risk"],
        sought=level.sought,
        made=level.at_large,
        surge=zero,
        rises=zero,
        listed_share=level.listed / level.at_large,
        crowded=zero,
        pressure=zero,
        arrests=week,
        released=_releases(plan),
        inflow=zero + float(estimates.book_ins.sum()),
    )


def _stays(today: DayParameters, share: Array, slow: Array) -> _Stays:
    relative = custody.relative_hazards(slow, today["stay_slow_ratio"])
    return _Stays(relative, np.stack([1 - share, share], -1))


def _in_proceedings(plan: Plan) -> tuple[Proceedings, _Stays]:
    """Proceedings at the start, found once for all draws that start alike, as those of plans side by side do."""
    from bedspace.engines.expected.proceedings.custody import (  # loads a compiler, which most runs do without
        STARTS_FROM,
        Proceedings,
    )

    first, alike, numbers = _distinct(plan, (*STARTS_FROM, "stay_slow_share", "stay_slow_ratio"))
    of_start, stays, slow = found = _kept.get(numbers) or _fitted(plan.of_draws(first))
    _kept[numbers] = found
    for oldest in [*_kept][:-_MOST_KEPT]:
        _kept.pop(oldest, None)
    of_start, stays = _of_draws(of_start, alike), _of_draws(stays, alike)
    return Proceedings(plan, of_start, _by_component(plan, slow[alike]), stays.relative, stays.entrants), stays


def _fitted(plan: Plan) -> tuple[Docket, _Stays, Array]:
    """Paces, stay components and the slow share of the stock that together give the published share over 180 days.

    Proceedings make some stays long by themselves, so slow ones are as many fewer: two rounds correct them. The slow
    are scaled alike among those booked in and those held, which keeps the stock as far from a steady one as it was.
    """
    from bedspace.engines.expected.proceedings.custody import Proceedings, docket_of

    today, of_start, published = DayParameters(plan, 0), docket_of(plan), plan.estimates.over_180_share
    slow = counted = _slow_stock(plan, today, published)
    wanted: Array | float | None = published
    for rounds_left in (2, 1, 0):
        # both with a little more: where counted slow stays are none, none of them cannot be scaled
        change = (custody.odds(slow) + _FEW) / (custody.odds(counted) + _FEW)
        stays = _stays(today, custody.with_odds(change * custody.odds(today["stay_slow_share"])), slow)
        if published is None or wanted is None or not rounds_left:
            break
        people = Proceedings(plan, of_start, _by_component(plan, slow), stays.relative, stays.entrants)
        wanted = np.maximum(wanted + published - people.over / plan.stock.sum(1), 0.001)
        slow = _slow_stock(plan, today, wanted)
    return of_start, stays, slow


def _distinct(plan: Plan, names: Sequence[str]) -> tuple[list[int], NDArray[np.int64], bytes]:
    """The first of all draws that start alike, which of these each draw is like, and all numbers they start from.

    Parameters
    ----------
    plan : Plan
    names : sequence of str
        Parameters by which draws may differ on the day of the start.
    """
    of_start = [plan.settings.at(name, 0) for name in names]
    told_apart = np.column_stack([plan.rates.reshape(plan.settings.draws, -1), plan.start_factor, *of_start])
    _, first, alike = np.unique(told_apart, axis=0, return_index=True, return_inverse=True)
    if len(first) == 1:  # NumPy adds one alone in another order
        first = alike = np.arange(plan.settings.draws)
    of_all = plan.estimates.stock.tobytes() + str(plan.estimates.over_180_share).encode()
    return first.tolist(), alike.reshape(-1), told_apart[first].tobytes() + of_all


def _of_draws(values: D, chosen: NDArray[np.int64]) -> D:
    """Arrays by draw, for these draws."""
    return replace(values, **{each.name: getattr(values, each.name)[chosen] for each in fields(values)})


def _slow_stock(plan: Plan, today: DayParameters, over_share: Array | float | None) -> Array:
    """Share of slow stays in the stock that gives the published share held over 180 days."""
    stock = plan.estimates.stock
    shares = (today["stay_slow_share"], today["stay_slow_ratio"])
    return custody.raked_slow_stock(plan.rates.sum(-1), stock / stock.sum(), *shares, over_share, LONG_STAY_DAYS)


def _by_component(plan: Plan, slow: Array) -> Array:
    """The stock by class and stay component, shape (n, c, j)."""
    return np.asarray(plan.stock[:, :, None] * np.stack([1 - slow, slow], -1)[:, None, :])
