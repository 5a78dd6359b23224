"""The outline of a run: what parameters alone say of its days, found once for all of them before the first.

What needs the state of a day stands in `arrests`; both use the formulas of `bedspace.model`. Axes: d days, n draws.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.expected.state import Baseline, DaysParameters, Parameters
from bedspace.engines.plan import Plan
from bedspace.model import account, arrests, leads, operations, targets

Array = NDArray[np.float64]


class Outline(NamedTuple):
    """What parameters alone say: of all days, each of shape (d, n), or of one of them, each of shape (n,).

    Attributes
    ----------
    target : array
        Arrests asked for.
    in_jails, added : array
        Custodial arrests on a mean day, and those of added agreements among them.
    factor : array
        On all arrests: weekday, shock of the day, drift of the level.
    sought : array
        Sought at large in the long run, without what releases and events add.
    by_operation : array
        Sought by operations besides.
    trained, staff : array
        Hired officers whose training is over; all officers.
    reach, traced : array
        Share of arrests within reach; addresses traced.
    nearer, research : array
        Share that is closed in a day of the distance of what is sought, and of the crowding out of list work.
    """

    target: Array
    in_jails: Array
    added: Array
    factor: Array
    sought: Array
    by_operation: Array
    trained: Array
    staff: Array
    reach: Array
    traced: Array
    nearer: Array
    research: Array

    @property
    def days(self) -> Iterator[Outline]:
        """Day by day."""
        return (Outline(*day) for day in zip(*self, strict=True))


def outline(plan: Plan, baseline: Baseline) -> Outline:
    """The outline of a plan."""
    of = DaysParameters(plan)
    in_jails, added = (baseline.jails * each for each in custodial(of, _acting(of, baseline)))
    factor = arrests.day_factor(_weekdays(plan), plan.day_shock[1:], of["day_shock"])
    factor = factor * plan.level[1:]
    more = of["pressure_from_gap"] * (gap(of, in_jails, baseline.before) - baseline.gap)
    trained = of.lagged("hired_officers")
    found = Outline(
        target=targets.asked(of["arrest_target"], of["office_target"], of["field_offices"]),
        in_jails=in_jails,
        added=added,
        factor=factor,
        sought=baseline.sought + more,
        by_operation=operations.expected(of["operation_sought"], of["operation_yield"]),
        trained=trained,
        staff=of["officers"] + trained,
        reach=leads.within_reach(of["sensitive_places_limits"], of["sensitive_places_share"]),
        traced=leads.traced(of["skip_tracing_addresses"], of["skip_tracing_yield"]),
        nearer=account.closed(of["pressure_delay"]),
        research=account.closed(of["research_days"]),
    )
    return Outline(*(np.broadcast_to(each, factor.shape) for each in found))


def custodial(of: Parameters, partners: Array) -> tuple[Array, Array]:
    """Custodial arrests on a mean day, and those of added agreements among them."""
    added = of["arrests_per_agreement"] * partners
    each = of["arrests_per_detainer"] * of["custodial_growth"]
    return account.custodial(of["detainers"], each, partners, of["arrests_per_agreement"]), added


def partners(of: Parameters) -> Array:
    """Agreements above those of the base."""
    return np.maximum(of["agreements_287g"] - of["agreements_before"], 0)


def gap(of: Parameters, in_jails: Array, before: Array) -> Array:
    """What the target leaves uncovered."""
    target = targets.asked(of["arrest_target"], of["office_target"], of["field_offices"])
    return account.beyond(target, in_jails + before, of["target_answered"], of["second_response"])


def _acting(of: DaysParameters, baseline: Baseline) -> Array:
    """Agreements that act, on their way toward those there are, shape (d, n)."""
    toward, share = np.broadcast_arrays(partners(of), account.closed(of["agreement_days"]))
    acting, path = baseline.partners, np.empty((of.days, len(baseline.partners)))
    for day in range(of.days):
        at = min(day, len(toward) - 1)
        acting = path[day] = account.nearer(acting, toward[at], share[at])
    return path


def _weekdays(plan: Plan) -> Array:
    """Factor of the weekday on arrests, shape (d, n): against the mean of its week, whatever the seven values are."""
    week = np.broadcast_arrays(*map(plan.settings.over_the_run, arrests.WEEKDAYS))
    mean, last = np.mean(week, axis=0), len(week[0]) - 1
    days = [(min(row, last), weekday) for row, weekday in enumerate(plan.weekdays)]
    return np.stack([week[weekday][at] / mean[at] for at, weekday in days][1:])
