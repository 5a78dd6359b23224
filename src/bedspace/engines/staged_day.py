"""A day of proceedings in kernels: hazards of the stages, decisions within the hearings there are, who moves where.

A draw's numbers lie side by side here, and everything that a day does to a draw is done before the next one.

Axes: n draws, c classes, j stay components, s stages, m moves (the forms of exit, then the decision), f forms,
g country groups.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.compiled import compiled
from bedspace.engines.plan import COURT_ORDER, FORMS, REMOVAL
from bedspace.engines.stock import Response
from bedspace.model.courts import LONG_STAY_DAYS
from bedspace.model.custody import AGENCIES, CRIMINALITIES
from bedspace.model.docket import ADMINISTRATIVE, AGEING, BEYOND, COURT, ORDERED, REFUSED, STAGES

Array = NDArray[np.float64]

RELIEF, SUPERVISION, DECISION = FORMS.index("relief"), FORMS.index("supervision"), len(FORMS)
NOBODY = 1e-15
"""Share kept a day at least, so that its logarithm exists."""
_SURELY = -math.log(NOBODY)
_ROUNDS = 8
"""Rounds in which decisions come within one in a million of the hearings."""
_STAGES, _MOVES, _FORMS = len(STAGES), len(FORMS) + 1, len(FORMS)
_ORDERED, _AGEING, _OVERDUE = ORDERED.start, AGEING.start, BEYOND.start
_AGENCIES, _CRIMINALITIES = len(AGENCIES), len(CRIMINALITIES)


class DayOfLaw(NamedTuple):
    """What moves the stages on a day.

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


class Moves(NamedTuple):
    """What a day did to the people held.

    Attributes
    ----------
    people, hazards : array, shape (f, c, n)
        Who left custody or fell due for removal, and as a share of the people held.
    days_due : array, shape (c, n)
        Time in custody of those who fell due.
    days : array, shape (n,)
        That of all others who left.
    departures : array, shape (n,)
        Decisions of judges that departure follows.
    left : array, shape (n, c, j, s)
        Share that left its stage.
    due : array, shape (n, c, s)
        Share of those who fell due for removal.
    decided : array, shape (n, c, 2)
        Share of those, by kind of case, whose departure was decided.
    orders, order_days : array, shape (n, c, j, 2)
        New orders that can become overdue, and the time in custody of their people.
    lost : array, shape (n, c, j, 2)
        Hazards of leaving such an order, added up since the start.
    """

    people: Array
    hazards: Array
    days_due: Array
    days: Array
    departures: Array
    left: Array
    due: Array
    decided: Array
    orders: Array
    order_days: Array
    lost: Array


@compiled
def stage_hazards(rates: Array, day: DayOfLaw) -> Array:
    """Hazards of a day, shape (n, c, s, m): the paces at the start under all that moves them."""
    hazards = np.empty(rates.shape)
    for i in range(rates.shape[0]):
        for c in range(rates.shape[1]):
            _fill_hazards(rates[i, c], day, i, c, hazards[i, c])
    return hazards


@compiled
def _fill_hazards(rates: Array, day: DayOfLaw, i: int, c: int, hazards: Array) -> None:
    """Hazards of one class in one draw, shape (s, m).

    Policy on discretion does not reach releases after 180 days, which rest on a court's ruling.
    """
    pace = day.response.pace[i, c]
    petitioned = day.response.petitioned[i]
    for s in range(_STAGES):
        for f in range(_FORMS):
            hazards[s, f] = rates[s, f] * (pace * day.response.by_form[i, f])
        hazards[s, DECISION] = rates[s, DECISION] * (pace * day.response.by_form[i, REMOVAL])
        hazards[s, COURT_ORDER] += petitioned
    hazards[COURT, DECISION] *= day.heard[i, c]
    hazards[COURT, RELIEF] *= day.heard[i, c]
    hazards[_ORDERED, REMOVAL] *= day.paper[i, 0]
    for s in (_AGEING, _OVERDUE):
        hazards[s, REMOVAL] *= day.paper[i, 1]
    for s in range(_OVERDUE, _STAGES):
        hazards[s, SUPERVISION] = rates[s, SUPERVISION] * (pace * day.overdue[i])
    for s in REFUSED:
        hazards[s, REMOVAL] += day.elsewhere[i]


@compiled
def move(
    held: Array,
    ages: Array,
    lost: Array,
    rates: Array,
    relative: Array,
    day: DayOfLaw,
    hearings: Array,
    priority: Array,
) -> Moves:
    """A day of the people held, who are moved in place; `day.heard` is brought within the hearings.

    Parameters
    ----------
    held, ages : array, shape (n, c, j, s)
        People, and the sum of their time in custody.
    lost : array, shape (n, c, j, 2)
        As in `Moves`, the day before.
    rates : array, shape (n, c, s, m)
    relative : array, shape (n, j)
    day : DayOfLaw
    hearings, priority : array, shape (n,)
        Decisions that judges can give; one where they hear people with convictions first.
    """
    draws, classes, components = held.shape[:3]
    result = Moves(
        np.zeros((_FORMS, classes, draws)),
        np.zeros((_FORMS, classes, draws)),
        np.zeros((classes, draws)),
        np.zeros(draws),
        np.zeros(draws),
        np.empty(held.shape),
        np.empty((draws, classes, _STAGES)),
        np.empty((draws, classes, 2)),
        np.empty(lost.shape),
        np.empty(lost.shape),
        np.empty(lost.shape),
    )
    hazards = np.empty((classes, _STAGES, _MOVES))
    total = np.empty(_STAGES)
    gone = np.empty(_STAGES)
    gone_days = np.empty(_STAGES)
    for i in range(draws):
        for c in range(classes):
            _fill_hazards(rates[i, c], day, i, c, hazards[c])
        _hear(hazards, held[i], relative[i], hearings[i], priority[i], day.heard[i])
        for c in range(classes):
            before = held[i, c].sum()
            for s in range(_STAGES):
                total[s] = max(hazards[c, s].sum(), 1e-300)
                result.due[i, c, s] = hazards[c, s, REMOVAL] / total[s]
                gone[s] = 0.0
                gone_days[s] = 0.0
            for kind in range(2):
                result.decided[i, c, kind] = hazards[c, kind, DECISION] / total[kind]
            for j in range(components):
                for g in range(2):
                    result.lost[i, c, j, g] = lost[i, c, j, g] + min(total[_AGEING + g] * relative[i, j], _SURELY)
                _leave_stages(i, c, j, held, ages, total, relative[i, j], day.groups[i], result, gone, gone_days)
            _leave_custody(i, c, hazards[c], total, gone, gone_days, before, result)
    return result


@compiled
def _leave_stages(
    i: int,
    c: int,
    j: int,
    held: Array,
    ages: Array,
    total: Array,
    relative: float,
    groups: Array,
    result: Moves,
    gone: Array,
    gone_days: Array,
) -> None:
    """Take a share out of every stage, add it to `gone`, and put those whose departure is decided under an order."""
    decided = np.empty(2)
    decided_days = np.empty(2)
    for s in range(_STAGES):
        left = -math.expm1(-total[s] * relative)
        older = ages[i, c, j, s] + held[i, c, j, s]  # everybody present has aged by a day
        leaving = held[i, c, j, s] * left
        leaving_days = older * left
        result.left[i, c, j, s] = left
        held[i, c, j, s] *= 1.0 - left
        ages[i, c, j, s] = older * (1.0 - left)
        gone[s] += leaving
        gone_days[s] += leaving_days
        if s < _ORDERED:
            decided[s] = leaving * result.decided[i, c, s]
            decided_days[s] = leaving_days * result.decided[i, c, s]
    for g in range(groups.shape[1]):
        orders = decided[ADMINISTRATIVE] * groups[ADMINISTRATIVE, g] + decided[COURT] * groups[COURT, g]
        days = decided_days[ADMINISTRATIVE] * groups[ADMINISTRATIVE, g] + decided_days[COURT] * groups[COURT, g]
        held[i, c, j, _ORDERED + g] += orders
        ages[i, c, j, _ORDERED + g] += days
        if g > 0:
            result.orders[i, c, j, g - 1] = orders
            result.order_days[i, c, j, g - 1] = days
    result.departures[i] += decided[COURT]


@compiled
def _leave_custody(
    i: int, c: int, hazards: Array, total: Array, gone: Array, gone_days: Array, before: float, result: Moves
) -> None:
    """Split those who left their stages by form, in proportion to their hazards."""
    for s in range(_STAGES):
        people = gone[s] / total[s]
        days = gone_days[s] / total[s]
        leaving = 0.0
        for f in range(_FORMS):
            result.people[f, c, i] += people * hazards[s, f]
            leaving += hazards[s, f]
        due = days * hazards[s, REMOVAL]
        result.days_due[c, i] += due
        result.days[i] += days * leaving - due
    for f in range(_FORMS):
        result.hazards[f, c, i] = result.people[f, c, i] / max(before, 1e-300)


@compiled
def _hear(hazards: Array, held: Array, relative: Array, hearings: float, priority: float, heard: Array) -> None:
    """Bring the hazards of decisions within the hearings of a draw; who is not heard may be tomorrow.

    Parameters
    ----------
    hazards : array, shape (c, s, m)
    held : array, shape (c, j, s)
    relative : array, shape (j,)
    hearings, priority : float
    heard : array, shape (c,)
        Multiplied by the share allowed.
    """
    asked = np.empty(len(hazards))
    allowed = np.empty(len(hazards))
    for _ in range(_ROUNDS):
        for c in range(len(hazards)):
            total = max(hazards[c, COURT].sum(), 1e-300)
            leaving = 0.0
            for j in range(len(relative)):
                leaving -= held[c, j, COURT] * math.expm1(-total * relative[j])
            asked[c] = leaving * ((hazards[c, COURT, RELIEF] + hazards[c, COURT, DECISION]) / total)
        hear_in_order(asked, hearings, priority, allowed)
        if allowed.min() == 1.0:
            return
        for c in range(len(hazards)):
            heard[c] *= allowed[c]
            hazards[c, COURT, RELIEF] *= allowed[c]
            hazards[c, COURT, DECISION] *= allowed[c]


@compiled
def hear_in_order(asked: Array, hearings: float, priority: float, allowed: Array) -> None:
    """Fill the share of the decisions asked for that can be given in each class, by priority or to all alike.

    Parameters
    ----------
    asked : array, shape (c,)
        Decisions of a day that would be given if hearings were free. Classes by agency, then conviction, charge,
        neither: the order in which those with priority are heard.
    hearings : float
        Decisions that can be given.
    priority : float
        One where the order holds, zero where everybody waits alike.
    allowed : array, shape (c,)
    """
    alike = min(1.0, hearings / max(asked.sum(), 1e-300))
    before = 0.0
    for k in range(_CRIMINALITIES):
        group = 0.0
        for agency in range(_AGENCIES):
            group += asked[agency * _CRIMINALITIES + k]
        in_order = min(max((hearings - before) / max(group, 1e-300), 0.0), 1.0)
        before += group
        for agency in range(_AGENCIES):
            allowed[agency * _CRIMINALITIES + k] = priority * in_order + (1.0 - priority) * alike


@compiled
def become_overdue(held: Array, ages: Array, orders: Array, days: Array, share: Array) -> Array:
    """Move on, in place, those whose order is 180 days old; returns them, shape (n, c, j, 2).

    Parameters
    ----------
    held, ages : array, shape (n, c, j, s)
    orders, days : array, shape (n, c, j, 2)
        Orders of that day, and the time that their people had then been in custody.
    share : array, shape (n, c, j, 2)
        Share of them still held.
    """
    overdue = np.empty(orders.shape)
    draws, classes, components, groups = orders.shape
    for i in range(draws):
        for c in range(classes):
            for j in range(components):
                for g in range(groups):
                    young, old = _AGEING + g, _OVERDUE + g
                    people = min(orders[i, c, j, g] * share[i, c, j, g], held[i, c, j, young])  # more only by rounding
                    aged = (days[i, c, j, g] + LONG_STAY_DAYS * orders[i, c, j, g]) * share[i, c, j, g]
                    held[i, c, j, young] -= people
                    held[i, c, j, old] += people
                    ages[i, c, j, young] -= aged
                    ages[i, c, j, old] += aged
                    overdue[i, c, j, g] = people
    return overdue
