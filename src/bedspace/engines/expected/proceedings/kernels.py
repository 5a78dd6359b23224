"""A day of proceedings in kernels: hazards of the stages, decisions within the hearings there are, who moves where.

Draws lie side by side in memory (Fortran order), so that the innermost loops, over them, are long and plain.

Axes: n draws, c classes, j stay components, s stages, m moves (the forms of exit, then the decision), f forms,
g country groups.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.compiled import compiled
from bedspace.engines.law import DayOfLaw
from bedspace.engines.plan import FORMS, REMOVAL
from bedspace.model.custody import AGENCIES, CRIMINALITIES
from bedspace.model.docket import AGEING, BEYOND, COURT, ORDERED, REFUSED

Array = NDArray[np.float64]

RELIEF, SUPERVISION, DECISION = FORMS.index("relief"), FORMS.index("supervision"), len(FORMS)
_ROUNDS = 8
"""Rounds in which decisions come within one in a million of the hearings."""
_FORMS = len(FORMS)
_ORDERED, _AGEING, _OVERDUE = ORDERED.start, AGEING.start, BEYOND.start
_AGENCIES, _CRIMINALITIES = len(AGENCIES), len(CRIMINALITIES)


class StagesLeft(NamedTuple):
    """Who left a stage on a day; every array is once for people, once for the sum of their time in custody.

    Attributes
    ----------
    by_form, days_by_form : array, shape (n, c, f)
        Who left custody or fell due for removal.
    orders, order_days : array, shape (n, c, j, g)
        Those whose departure was decided.
    by_judges : array, shape (n,)
        Of them, people whose case was in court.
    """

    by_form: Array
    days_by_form: Array
    orders: Array
    order_days: Array
    by_judges: Array


@compiled
def stage_hazards(rates: Array, day: DayOfLaw) -> Array:
    """Hazards of a day, shape (n, c, s, m): the paces at the start under all that moves them.

    Policy on discretion does not reach releases after 180 days, which rest on a court's ruling.
    """
    draws, classes, stages, moves = rates.shape
    response, hazards = day.response, np.empty((moves, stages, classes, draws)).T
    for c in range(classes):
        for s in range(stages):
            for m in range(moves):
                form = REMOVAL if m == DECISION else m
                for i in range(draws):
                    hazards[i, c, s, m] = rates[i, c, s, m] * (response.pace[i, c] * response.by_form[i, form])
            for f in range(_FORMS):
                for i in range(draws):
                    hazards[i, c, s, f] += response.added[i, f]
        for i in range(draws):
            hazards[i, c, COURT, DECISION] *= day.heard[i, c]
            hazards[i, c, COURT, RELIEF] *= day.heard[i, c]
            hazards[i, c, _ORDERED, REMOVAL] *= day.paper[i, 0]
            hazards[i, c, _AGEING, REMOVAL] *= day.paper[i, 1]
            hazards[i, c, _OVERDUE, REMOVAL] *= day.paper[i, 1]
            for s in range(_OVERDUE, stages):
                hazards[i, c, s, SUPERVISION] = rates[i, c, s, SUPERVISION] * (response.pace[i, c] * day.overdue[i])
            for s in REFUSED:
                hazards[i, c, s, REMOVAL] += day.elsewhere[i]
    return hazards


@compiled
def leave_stages(held: Array, ages: Array, left: Array, hazards: Array, total: Array, groups: Array) -> StagesLeft:
    """A day of the people held, who are moved in place, but for orders that become overdue.

    Parameters
    ----------
    held, ages : array, shape (n, c, j, s)
        People, and the sum of their time in custody.
    left, hazards, total : array, shape (n, c, j, s), (n, c, s, m) and (n, c, s)
        See `bedspace.engines.expected.proceedings.moves.Moves`.
    groups : array, shape (n, 2, g)
        Country groups of orders, by kind of case.
    """
    draws, classes, components, stages = held.shape
    by_form, days_by_form = np.zeros((_FORMS, classes, draws)).T, np.zeros((_FORMS, classes, draws)).T
    orders = np.zeros((groups.shape[2], components, classes, draws)).T
    order_days, by_judges = np.zeros_like(orders), np.zeros(draws)
    leaving, days = np.empty((components, draws)).T, np.empty((components, draws)).T
    gone, gone_days, decided = np.empty((3, draws))
    for c in range(classes):
        for s in range(stages - 1, -1, -1):  # backwards: who gets an order today does not leave it today
            gone[:], gone_days[:] = 0.0, 0.0
            for j in range(components):
                for i in range(draws):
                    older = ages[i, c, j, s] + held[i, c, j, s]  # everybody present has aged by a day
                    leaving[i, j], days[i, j] = held[i, c, j, s] * left[i, c, j, s], older * left[i, c, j, s]
                    held[i, c, j, s] *= 1.0 - left[i, c, j, s]
                    ages[i, c, j, s] = older * (1.0 - left[i, c, j, s])
                for i in range(draws):
                    gone[i] += leaving[i, j]
                    gone_days[i] += days[i, j]
            for i in range(draws):
                gone[i] /= total[i, c, s]
                gone_days[i] /= total[i, c, s]
            for f in range(_FORMS):
                for i in range(draws):
                    by_form[i, c, f] += gone[i] * hazards[i, c, s, f]
                    days_by_form[i, c, f] += gone_days[i] * hazards[i, c, s, f]
            if s < _ORDERED:
                for i in range(draws):
                    decided[i] = hazards[i, c, s, DECISION] / total[i, c, s]
                _order(c, s, leaving, decided, groups, held, orders)
                _order(c, s, days, decided, groups, ages, order_days)
            if s == COURT:
                for i in range(draws):
                    by_judges[i] += gone[i] * hazards[i, c, COURT, DECISION]
    return StagesLeft(by_form, days_by_form, orders, order_days, by_judges)


@compiled
def _order(c: int, case: int, leaving: Array, decided: Array, groups: Array, stock: Array, orders: Array) -> None:
    """Put those who leave a kind of case, shape (n, j), under an order, as far as departure is decided, shape (n,)."""
    for j in range(leaving.shape[1]):
        for g in range(groups.shape[2]):
            for i in range(len(leaving)):
                ordered = leaving[i, j] * decided[i] * groups[i, case, g]
                stock[i, c, j, _ORDERED + g] += ordered
                orders[i, c, j, g] += ordered


@compiled
def hear(hazards: Array, held: Array, relative: Array, hearings: Array, priority: Array) -> Array:
    """Bring the hazards of decisions within the hearings, in place; who is not heard may be tomorrow.

    Parameters
    ----------
    hazards : array, shape (n, c, s, m)
    held : array, shape (n, c, j, s)
    relative : array, shape (n, j)
    hearings, priority : array, shape (n,)
        Decisions that can be given; one where judges hear people with convictions first.

    Returns
    -------
    array, shape (n, c)
        Share of the decisions asked for that hearings allow.
    """
    draws, classes, _, moves = hazards.shape
    heard = np.ones((classes, draws)).T
    judged, others, asked, allowed = np.empty((4, classes))
    for i in range(draws):
        for c in range(classes):
            judged[c] = hazards[i, c, COURT, RELIEF] + hazards[i, c, COURT, DECISION]
            others[c] = 0.0
            for m in range(moves):
                if m not in (RELIEF, DECISION):
                    others[c] += hazards[i, c, COURT, m]
        for _ in range(_ROUNDS):
            for c in range(classes):
                asked[c] = _decided(i, c, judged[c], others[c], held, relative)
            if hear_in_order(asked, hearings[i], priority[i], allowed):
                break
            for c in range(classes):
                heard[i, c] *= allowed[c]
                judged[c] *= allowed[c]
        for c in range(classes):
            hazards[i, c, COURT, RELIEF] *= heard[i, c]
            hazards[i, c, COURT, DECISION] *= heard[i, c]
    return heard


@compiled
def _decided(i: int, c: int, judged: float, others: float, held: Array, relative: Array) -> float:
    """Decisions that judges give on a day with these hazards of a decision and of other exits from court."""
    leaving = 0.0
    for j in range(relative.shape[1]):
        leaving -= held[i, c, j, COURT] * math.expm1(-(judged + others) * relative[i, j])
    return leaving * judged / max(judged + others, 1e-300)


@compiled
def hear_in_order(asked: Array, hearings: float, priority: float, allowed: Array) -> bool:
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

    Returns
    -------
    bool
        Whether all can be given.
    """
    total = 0.0
    for c in range(len(asked)):
        total += asked[c]
    alike = min(1.0, hearings / max(total, 1e-300))
    before = 0.0
    everybody = True
    for k in range(_CRIMINALITIES):
        group = 0.0
        for agency in range(_AGENCIES):
            group += asked[agency * _CRIMINALITIES + k]
        in_order = min(max((hearings - before) / max(group, 1e-300), 0.0), 1.0)
        before += group
        share = priority * in_order + (1.0 - priority) * alike
        everybody = everybody and share == 1.0
        for agency in range(_AGENCIES):
            allowed[agency * _CRIMINALITIES + k] = share
    return everybody


@compiled
def become_overdue(held: Array, ages: Array, people: Array, days: Array) -> Array:
    """Move on, in place, those whose order is 180 days old; returns how many, shape (n, c, j, 2).

    Parameters
    ----------
    held, ages : array, shape (n, c, j, s)
    people, days : array, shape (n, c, j, 2)
        They, and the sum of their time in custody.
    """
    draws, classes, components, groups = people.shape
    overdue = np.empty((groups, components, classes, draws)).T
    for g in range(groups):
        young, old = _AGEING + g, _OVERDUE + g
        for j in range(components):
            for c in range(classes):
                for i in range(draws):
                    overdue[i, c, j, g] = min(people[i, c, j, g], held[i, c, j, young])  # more only by rounding
                    held[i, c, j, young] -= overdue[i, c, j, g]
                    held[i, c, j, old] += overdue[i, c, j, g]
                    ages[i, c, j, young] -= days[i, c, j, g]
                    ages[i, c, j, old] += days[i, c, j, g]
    return overdue
