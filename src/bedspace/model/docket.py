"""The docket: paces of decisions, documents and supervised release that give the removals counted at the start.

Removal by proceedings replaces the counted removal rate by a chain: case, order, document, seat. Its paces are not
published. They are set so that in a steady stock every form of exit keeps the flow per person held that the official
tables show; mean stay is then the same as well, since it is people held over people leaving. What is free within
that - the share of cases in court, days to a document, country groups - is drawn from priors, cut where they leave no
room for the removals counted.

Flows are written as chances a day within a stage, whose holding times are geometric, and turned into hazards at the
end. Axes: n draws, c classes, s stages, m moves (the forms of exit, then the decision), g country groups.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bedspace.model.courts import CASES, HEARINGS, LONG_STAY_DAYS
from bedspace.model.documents import GROUPS, OVERDUE, PAPERS

Array = NDArray[np.float64]

_STAGED = ("removal", "relief", "supervision")
STAGES = (*CASES, *(f"ordered_{group}" for group in GROUPS), *(f"overdue_{group}" for group in OVERDUE))
ADMINISTRATIVE, COURT = 0, 1
IN_CASE = slice(0, 2)
ORDERED = slice(2, 5)
AGEING = slice(3, 5)
"""Stages of an order that can become overdue."""
BEYOND = slice(5, 7)
"""Overdue stages, in the order of `AGEING`."""
REFUSED = (4, 6)
"""Stages of orders to countries that refuse."""

OF_PROCEEDINGS = (*HEARINGS, *PAPERS)
"""Parameters that nothing reads while removal is at the counted rate."""

BEFORE_DECISION = ("bond", "recognizance", "parole")
_SUPERVISED = np.array([0.0, 1.0, 1.0])
"""Country groups whose people are released under supervision: nobody with a document on the way is."""
_COUNTRIES = ("slow_country_share", "refusing_country_share")
_LEAST_SHARE = 0.05
"""Share held that waits for an officer's decision at least; priors are cut until so much is left."""
_MOST_COURT = 0.8
"""Share at most: of orders that judges give, of people whose case is in court, of decisions that are relief."""
_LEAST_DAYS = 1.5
"""Days to a document at least: a chance a day that leaves room for the exits that compete with it."""
_LEAST_CHANCE = 1e-6
"""Chance a day of leaving a stage at least; who could never leave would have no steady stock."""
_ROUNDS = 60
_ALL = slice(None)


@dataclass(frozen=True)
class Docket:
    """Paces and shares of the stages at the start.

    Attributes
    ----------
    rates : array, shape (n, c, s, m)
        Hazards a day; the move ``removal`` is the document in hand, the last move the decision that departure follows.
    shares : array, shape (n, c, s)
        Shares of the people held; they sum to 1.
    to_court : array, shape (n, c)
        Share of book-ins whose case goes to court.
    cut : array, shape (n, 2)
        What was taken off the shares of slow and of refusing countries to make the stages fit.
    """

    rates: Array
    shares: Array
    to_court: Array
    cut: Array

    def cases(self, people: Array, classes: slice = _ALL) -> tuple[Array, Array]:
        """People booked in, shape (..., n, c, j), whose case an officer and whose case a judge decides, shapes alike.

        Parameters
        ----------
        people : array, shape (..., n, c, j)
        classes : slice
            Which classes they are of.
        """
        by_judge = people * self.to_court[:, classes, None]
        return people - by_judge, by_judge

    def placed(self, people: Array, classes: slice = _ALL) -> Array:
        """The same people in the stages where their cases begin, shape (..., n, c, j, s)."""
        result = np.zeros((*people.shape, len(STAGES)))
        result[..., ADMINISTRATIVE], result[..., COURT] = self.cases(people, classes)
        return result


@dataclass(frozen=True)
class _Waits:
    """What becomes of one order, shape (n, c, ...): days up to 180, days beyond, by group; chances a day."""

    within: Array
    beyond: Array
    paper: Array
    young: Array
    old: Array

    @property
    def removed(self) -> Array:
        """Expected removals of one order, by group."""
        return self.paper * (self.within + self.beyond)

    @property
    def supervised(self) -> Array:
        """Expected releases under supervision of one order, by group."""
        return self.young * self.within + self.old * self.beyond

    @property
    def days(self) -> Array:
        """Expected days held after one order, by group."""
        return self.within + self.beyond


def docket(rates: Array, forms: Sequence[str], prior: Mapping[str, Array], most_overdue: float = 1) -> Docket:
    """Set the paces of the stages so that exits by form stay those counted.

    Parameters
    ----------
    rates : array, shape (n, c, f)
        Counted exit rates a day by form.
    forms : sequence of str
    prior : mapping of str to array, shape (n,)
        Values of the parameters of `bedspace.model.courts` and `bedspace.model.documents`.
    most_overdue : float
        Share of the people held of a class whose order may be overdue at the start.

    Notes
    -----
    With y the chance of exits that are open in every stage and s, s' those of release under supervision before and
    after 180 days, an order to group g spends geometric time in its stage with chance y + d_g + s of leaving, then
    y + d_g + s'. s is the root at which supervised releases over removals are as counted; those that orders cannot
    give come before a decision. The shares of slow and refusing countries and the days to documents shrink together,
    draw by draw, until the stages fit into the stock.
    """
    total = rates.sum(-1, keepdims=True)
    chance = -np.expm1(-total) * rates / np.maximum(total, 1e-300)
    by_form = dict(zip(forms, np.moveaxis(chance, -1, 0), strict=True))
    decided = np.maximum(1 / prior["court_days"][:, None], by_form["relief"] / _MOST_COURT)
    in_dispute = np.minimum(prior["court_share"], _MOST_COURT)[:, None] * decided - by_form["relief"]
    of_court = np.clip(in_dispute / np.maximum(by_form["removal"], 1e-300), 0, _MOST_COURT)
    room = np.ones(chance.shape[:2])
    for _ in range(_ROUNDS):
        cut = (1 - room.min(1))[:, None] * np.stack([prior[name] for name in _COUNTRIES], -1)
        weights = _of_orders(country_groups(prior, cut), of_court)
        waits, orders = _orders(by_form, prior, weights, room)
        ordered = orders[..., None] * weights
        in_order = (ordered * waits.days).sum(-1)
        in_court = (of_court * orders + by_form["relief"]) / decided
        overdue = (ordered * waits.beyond)[..., 1:].sum(-1)
        full = (in_order + in_court > 1 - _LEAST_SHARE) | (overdue > most_overdue)
        if not full.any():
            break
        room = np.where(full, room * 0.8, room)
    shares = _shares(ordered, waits, in_court, in_order)
    moves = _moves(chance, forms, shares, waits, orders, of_court, decided)
    to_court = shares[..., COURT] * moves[..., COURT, :].sum(-1) / np.maximum(chance.sum(-1), 1e-300)
    return Docket(_hazards(moves), shares, to_court, cut)


def country_groups(prior: Mapping[str, Array], cut: Array) -> Array:
    """Country groups of those ordered by an officer and by a judge, shape (n, 2, g).

    Parameters
    ----------
    prior : mapping of str to array, shape (n,)
    cut : array, shape (n, 2)
        See `Docket`; a later change of the shares acts in full.

    Notes
    -----
    Voluntary departures count as cooperative: who agrees to leave has the papers.
    """
    slow, refused = (np.maximum(prior[name] - cut[:, k], 0) for k, name in enumerate(_COUNTRIES))
    plain = np.stack([np.maximum(1 - slow - refused, 0), slow, refused], -1) / np.maximum(1, slow + refused)[:, None]
    agreed = prior["voluntary_departure_share"][:, None]
    return np.stack([plain, agreed * np.array([1.0, 0.0, 0.0]) + (1 - agreed) * plain], 1)


def _orders(
    by_form: Mapping[str, Array], prior: Mapping[str, Array], weights: Array, room: Array
) -> tuple[_Waits, Array]:
    """What becomes of an order, and orders a day for each person held."""
    days = np.stack([prior["document_days_cooperative"], prior["document_days_slow"]], -1)
    paper = np.zeros((*room.shape, len(GROUPS)))
    paper[..., :2] = 1 / np.maximum(1 + (days - 1)[:, None, :] * room[..., None], _LEAST_DAYS)
    always = sum(chance for form, chance in by_form.items() if form not in (*BEFORE_DECISION, *_STAGED))
    wanted = by_form["supervision"] / np.maximum(by_form["removal"], 1e-300)
    low, high = np.zeros(room.shape), np.full(room.shape, 0.2)
    for _ in range(40):
        middle = (low + high) / 2
        waits = _waits(middle, prior["overdue_release_ratio"], always, paper)
        too_few = (weights * waits.supervised).sum(-1) < wanted * (weights * waits.removed).sum(-1)
        low, high = np.where(too_few, middle, low), np.where(too_few, high, middle)
    waits = _waits((low + high) / 2, prior["overdue_release_ratio"], always, paper)
    return waits, by_form["removal"] / np.maximum((weights * waits.removed).sum(-1), 1e-300)


def _waits(supervised: Array, ratio: Array, always: Array | float, paper: Array) -> _Waits:
    young = supervised[..., None] * _SUPERVISED
    old = np.minimum(young * ratio[:, None, None], 0.5)
    leaving = np.maximum(np.asarray(always)[..., None] + young + paper, _LEAST_CHANCE)
    later = np.maximum(np.asarray(always)[..., None] + old + paper, _LEAST_CHANCE)
    still = (1 - leaving) ** LONG_STAY_DAYS
    return _Waits((1 - still) / leaving, still / later, paper, young, old)


def _of_orders(groups: Array, of_court: Array) -> Array:
    """Country groups of all orders, shape (n, c, g)."""
    return np.asarray((1 - of_court)[..., None] * groups[:, None, 0] + of_court[..., None] * groups[:, None, 1])


def _shares(ordered: Array, waits: _Waits, in_court: Array, in_order: Array) -> Array:
    within, beyond = ordered * waits.within, ordered * waits.beyond
    # the cooperative group has no overdue stage: its few stay where they are
    within[..., 0] += beyond[..., 0]
    administrative = 1 - in_court - in_order
    return np.concatenate([administrative[..., None], in_court[..., None], within, beyond[..., 1:]], -1)


def _moves(
    chance: Array,
    forms: Sequence[str],
    shares: Array,
    waits: _Waits,
    orders: Array,
    of_court: Array,
    decided: Array,
) -> Array:
    """Chances a day by stage and move, shape (n, c, s, m)."""
    moves = np.zeros((*shares.shape, len(forms) + 1))
    in_case = shares[..., IN_CASE].sum(-1)
    for f, form in enumerate(forms):
        if form in BEFORE_DECISION:
            moves[..., IN_CASE, f] = (chance[..., f] / in_case)[..., None]
        elif form not in _STAGED:
            moves[..., f] = chance[..., f, None]
    relief, paper, supervised = (forms.index(form) for form in ("relief", "removal", "supervision"))
    moves[..., ADMINISTRATIVE, -1] = (1 - of_court) * orders / shares[..., ADMINISTRATIVE]
    moves[..., COURT, relief] = chance[..., relief] / np.maximum(shares[..., COURT], 1e-300)
    moves[..., COURT, -1] = np.maximum(decided - moves[..., COURT, relief], 0)
    moves[..., ORDERED, paper], moves[..., BEYOND, paper] = waits.paper, waits.paper[..., 1:]
    moves[..., ORDERED, supervised], moves[..., BEYOND, supervised] = waits.young, waits.old[..., 1:]
    of_orders = (shares * moves[..., supervised]).sum(-1)
    moves[..., IN_CASE, supervised] = (np.maximum(chance[..., supervised] - of_orders, 0) / in_case)[..., None]
    return moves


def _hazards(moves: Array) -> Array:
    """Hazards whose competing chances a day are these."""
    total = np.minimum(moves.sum(-1, keepdims=True), 0.999)
    return np.asarray(-np.log1p(-total) * moves / np.maximum(total, 1e-300))
