"""Custody left through proceedings: a case, an order, a document, then the wait for a seat.

The stock is kept by class, stay component and stage of `bedspace.model.docket.STAGES`; a component is a pace, at which
its people pass through every stage. Time since the order is followed exactly for orders that can become overdue, by
the day of the order.

Axes: n draws, t rows, c classes, j stay components, s stages, m moves (the forms of exit, then the decision).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.expected.custody import Evening, Gone
from bedspace.engines.expected.proceedings.kernels import (
    DECISION,
    RELIEF,
    become_overdue,
    hear,
    leave_stages,
    stage_hazards,
)
from bedspace.engines.expected.proceedings.moves import Moves, hazard_of, moves
from bedspace.engines.expected.proceedings.weeks import StaysInProceedings
from bedspace.engines.law import DayOfLaw, Law, Response
from bedspace.engines.plan import FORMS, REMOVAL, Plan
from bedspace.model import courts, docket, documents
from bedspace.model.courts import LONG_STAY_DAYS
from bedspace.model.docket import AGEING, BEYOND, COURT, IN_CASE, ORDERED, REFUSED, Docket

Array = NDArray[np.float64]

STARTS_FROM = (*courts.PARAMETERS, *documents.PARAMETERS)
"""Parameters that the paces and shares of the stages are set from."""
_LONGEST_WAIT = 2 * LONG_STAY_DAYS
"""Mean days beyond the 180 at most, for the stock at the start: few orders are older than that."""


def docket_of(plan: Plan) -> Docket:
    """Paces and shares of the stages at the start of a plan."""
    over_share = plan.estimates.over_180_share
    return docket.docket(plan.rates, FORMS, _prior(plan, 0), 1 if over_share is None else over_share)


def _prior(plan: Plan, row: int) -> dict[str, Array]:
    return {name: plan.settings.at(name, row) for name in STARTS_FROM}


@dataclass(frozen=True)
class Moved:
    """How people moved through the stages on a day.

    Attributes
    ----------
    moves : Moves
    overdue : array, shape (n, c, j, 2)
        People whose order became 180 days old.
    """

    moves: Moves
    overdue: Array


@dataclass(frozen=True)
class _Orders:
    """Orders of a day that can become overdue, shape (n, c, j, 2).

    Attributes
    ----------
    people, days : array
        Those ordered and still held in the evening, and the time that they had been in custody.
    lost : array
        Hazards of leaving such an order, added up from the start to that evening.
    """

    people: Array
    days: Array
    lost: Array

    def released(self, kept: Array) -> _Orders:
        """The same orders after a release for want of beds that keeps these shares, shape (n, 1, 1, 1)."""
        return _Orders(self.people * kept, self.days * kept, self.lost + hazard_of(1 - kept))


class Proceedings:
    """Custody left through proceedings; as `Custody` asks.

    Parameters
    ----------
    plan : Plan
    start : Docket
    held : array, shape (n, c, j)
        People at the start.
    relative, entrants : array, shape (n, j)
        Paces of the stay components; their shares of book-ins.
    """

    def __init__(self, plan: Plan, start: Docket, held: Array, relative: Array, entrants: Array):
        start = Docket(*(np.asfortranarray(getattr(start, each.name)) for each in fields(start)))
        held = np.asfortranarray(held)
        self._plan, self._relative = plan, np.asfortranarray(relative)
        self._entrants = np.asfortranarray(entrants)
        self._first = self._now = _prior(plan, 0)
        self._held = np.asfortranarray(held[..., None] * start.shares[:, :, None, :])
        steady = moves(start.rates, self._relative)
        groups = np.asfortranarray(docket.country_groups(self._first, start.cut))
        mean_age, at_order = _steady_ages(steady, self._held, groups)
        self._ages = np.asfortranarray(self._held * mean_age)
        kept, before = _orders_before(self._held, steady.left)
        self._at_order = np.asfortranarray(at_order)
        self._docket, self._days = start, dict[int, DayOfLaw]()
        self._ordered_before, self._kept_before = np.asfortranarray(before), np.asfortranarray(kept)
        relief, decided = steady.by_form(self._held)[..., RELIEF], steady.decided(self._held)[..., COURT]
        self._hearings = relief.sum(-1) + decided.sum((1, 2))
        self._orders = {0: _Orders(*(np.zeros_like(self._ordered_before) for _ in range(3)))}
        self._long = StaysInProceedings(self._held, start.placed(held), steady.left, steady.share(DECISION), groups)
        self._ample = self._law_of_now()

    @property
    def law(self) -> Law:
        """The proceedings of the days so far."""
        return Law(self._docket, self._ordered_before, self._kept_before, self._days)

    @property
    def people(self) -> Array:
        """See `Custody`."""
        return np.asarray(self._held.sum((2, 3)))

    @property
    def days(self) -> Array:
        """See `Custody`."""
        return np.asarray(self._ages.sum((1, 2, 3)))

    @property
    def over(self) -> Array:
        """See `Custody`."""
        return self._long.count

    @property
    def outputs(self) -> Mapping[str, Array]:
        """See `Custody`."""
        held = self._held.sum((1, 2))
        overdue = held[:, BEYOND].sum(-1)
        return {
            "awaiting_decision": held[:, COURT],
            "awaiting_document": held[:, ORDERED].sum(-1) + overdue,
            "overdue_orders": overdue,
        }

    def leave(self, row: int, response: Response) -> Gone[Moved]:
        """See `Custody`."""
        hazards, hearings = self._hazards(row, response)
        today = moves(hazards, self._relative)
        gone = leave_stages(self._held, self._ages, today.left, today.hazards, today.total, self._ample.groups)
        lost = self._orders[row - 1].lost + hazard_of(today.left[..., AGEING])
        self._orders[row] = _Orders(gone.orders[..., 1:], gone.order_days[..., 1:], lost)
        due = gone.days_by_form[..., REMOVAL]
        return Gone(
            people=gone.by_form,
            days_due=due,
            days=gone.days_by_form.sum((1, 2)) - due.sum(-1),
            moved=Moved(today, self._become_overdue(row)),
            outputs=self._decided(row, gone.by_judges, gone.by_form[..., RELIEF].sum(-1), hearings),
        )

    def _hazards(self, row: int, response: Response) -> tuple[Array, Array]:
        """Hazards of the day within the hearings there are, and the decisions that judges can give."""
        if not self._plan.settings.unchanged(STARTS_FROM, row):
            self._now = _prior(self._plan, row)
            self._ample = self._law_of_now()
        now, first, rates = self._now, self._first, self._docket.rates
        refused = (self._held[..., REFUSED].sum((1, 3)) * self._relative).sum(-1)
        elsewhere = documents.taken_elsewhere(now["third_country_places"], refused)
        day = self._ample._replace(response=response, elsewhere=elsewhere)
        hazards = stage_hazards(rates, day)
        hearings = self._hearings * now["hearing_capacity"] * now["judges"] / np.maximum(first["judges"], 1)
        heard = hear(hazards, self._held, self._relative, hearings, now["hearing_priority"])
        self._days[row] = day._replace(heard=day.heard * heard)
        return hazards, hearings

    def _law_of_now(self) -> DayOfLaw:
        """What the dated parameters alone make of a day: ample hearings, no response, no places in third countries."""
        now, first = self._now, self._first
        names = ("document_days_cooperative", "document_days_slow")
        nothing = np.zeros_like(self._hearings)
        return DayOfLaw(
            response=Response(nothing[:, None], nothing[:, None], nothing[:, None]),
            heard=np.outer(np.ones(self._held.shape[1]), first["court_days"] / now["court_days"]).T,
            paper=np.stack([first[name] / now[name] for name in names]).T,
            overdue=now["overdue_release_ratio"] / first["overdue_release_ratio"],
            elsewhere=nothing,
            groups=np.asfortranarray(docket.country_groups(now, self._docket.cut)),
        )

    def _become_overdue(self, row: int) -> Array:
        """Move on those whose order is 180 days old today; returns how many, shape (n, c, j, 2)."""
        since = row - LONG_STAY_DAYS
        if since < 1:
            people = self._ordered_before * self._kept_before**-since
            then = _Orders(people, people * self._at_order, self._orders[0].lost)
        else:
            then = self._orders.pop(since)
        share = np.exp(then.lost - self._orders[row].lost)
        people = then.people * share
        days = then.days * share + LONG_STAY_DAYS * people
        return become_overdue(self._held, self._ages, people, days)

    def _decided(self, row: int, departures: Array, relief: Array, hearings: Array) -> dict[str, Array]:
        """Flows of the day: decisions of judges for departure and for relief, and those they could give."""
        return {
            "decisions": departures + relief,
            "voluntary_departures": departures * self._plan.settings.at("voluntary_departure_share", row),
            "hearings_free": np.maximum(hearings - departures - relief, 0),
        }

    def admit(self, people: Array) -> Array:
        """See `Custody`."""
        placed = people[:, :, None] * self._entrants[:, None, :]
        for case, by_case in enumerate(self._docket.cases(placed)):
            self._held[..., case] += by_case
        return np.asarray(placed)

    def release(self, share: Array) -> tuple[Array, Array]:
        """See `Custody`."""
        people, days = self.people * share[:, None], self.days * share
        if share.any():
            kept = (1 - share)[:, None, None, None]
            self._held *= kept
            self._ages *= kept
        return people, days

    def close(self, row: int, day: Evening[Moved], counted: bool) -> None:
        """See `Custody`."""
        if (day.kept < 1).any():
            self._orders[row] = self._orders[row].released(day.kept[:, None, None, None])
        if not counted:
            return
        today = day.moved.moves
        due, decided = today.share(REMOVAL), today.share(DECISION)
        placed, groups = self._docket.cases(day.placed), self._ample.groups
        self._long.advance(placed, today.left, due, decided, groups, day.moved.overdue, day.boarded, day.kept)


def _steady_ages(steady: Moves, held: Array, groups: Array) -> tuple[Array, Array]:
    """Mean time in custody by stage, shape (n, c, j, s), and at the order, shape (n, c, j, 2), in a steady stock.

    Holding times are geometric, so who is in a stage has been there as long as people stay in it, less a day; those
    ordered waited for a decision before. The two kinds of case count by their orders.
    """
    stay = 1 / np.maximum(steady.left, 1e-12)
    decided = steady.decided(held)[..., None] * groups[:, None, None]  # (n, c, j, 2, g)
    of_case = decided / np.maximum(decided.sum(-2, keepdims=True), 1e-300)
    at_order = (of_case * stay[..., IN_CASE, None]).sum(-2)
    ages = stay - 1
    ages[..., ORDERED] = at_order + np.minimum(ages[..., ORDERED], LONG_STAY_DAYS / 2)
    ages[..., BEYOND] = at_order[..., 1:] + LONG_STAY_DAYS + np.minimum(ages[..., BEYOND], _LONGEST_WAIT)
    return ages, at_order[..., 1:]


def _orders_before(held: Array, left: Array) -> tuple[Array, Array]:
    """Share kept a day of orders that can become overdue, and such orders a day before the start."""
    kept = 1 - np.maximum(left[..., AGEING], 1e-9)
    return kept, held[..., AGEING] * (1 - kept) / (1 - kept**LONG_STAY_DAYS)
