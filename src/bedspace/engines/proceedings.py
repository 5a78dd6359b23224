"""Custody left through proceedings: a case, an order, a document, then the wait for a seat.

The stock is kept by class, stay component and stage of `bedspace.model.docket.STAGES`; a component is a pace, at which
its people pass through every stage. Time since the order is followed exactly for orders that can become overdue, by
the day of the order.

Axes: n draws, t rows, c classes, j stay components, s stages, m moves (the forms of exit, then the decision).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.plan import COURT_ORDER, FORMS, REMOVAL, Plan
from bedspace.engines.staged_stays import StagedStays
from bedspace.engines.stock import Gone, Response
from bedspace.model import courts, docket, documents
from bedspace.model.courts import LONG_STAY_DAYS
from bedspace.model.custody import over_forms
from bedspace.model.docket import AGEING, BEYOND, COURT, IN_CASE, ORDERED, REFUSED, Docket

Array = NDArray[np.float64]

RELIEF, SUPERVISION, DECISION = FORMS.index("relief"), FORMS.index("supervision"), len(FORMS)
_NAMES = (*courts.PARAMETERS, *documents.PARAMETERS)
NOBODY = 1e-15
"""Share kept a day at least, so that its logarithm exists."""
_LONGEST_WAIT = 2 * LONG_STAY_DAYS
"""Mean days beyond the 180 at most, for the stock at the start: few orders are older than that."""
_ROUNDS = 8
"""Rounds in which decisions come within one in a million of the hearings."""


@dataclass(frozen=True)
class DayOfLaw:
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


@dataclass(frozen=True)
class Law:
    """The proceedings of a run: enough to follow any cohort through it.

    Attributes
    ----------
    docket : Docket
    days : dict of int to DayOfLaw
        By row, from 1.
    ordered_before : array, shape (n, c, j, 2)
        Orders a day before the start, to the groups that can become overdue.
    kept_before : array, shape (n, c, j, 2)
        Share of them kept a day.
    """

    docket: Docket
    ordered_before: Array
    kept_before: Array
    days: dict[int, DayOfLaw] = field(default_factory=dict)

    def hazards(self, row: int) -> Array:
        """Hazards of a day by class, stage and move, shape (n, c, s, m)."""
        return stage_hazards(self.docket.rates, self.days[row])


def stage_hazards(rates: Array, day: DayOfLaw) -> Array:
    """Hazards of a day, shape (n, c, s, m): the paces at the start under all that moves them.

    Policy on discretion does not reach releases after 180 days, which rest on a court's ruling.
    """
    by_form = day.response.by_form
    moves = np.concatenate([by_form, by_form[:, [REMOVAL]]], -1)
    hazards: Array = rates * (day.response.pace[..., None] * moves[:, None, :])[:, :, None, :]
    hazards[..., COURT, DECISION] *= day.heard
    hazards[..., COURT, RELIEF] *= day.heard
    hazards[..., ORDERED.start, REMOVAL] *= day.paper[:, None, 0]
    for stage in (AGEING.start, BEYOND.start):
        hazards[..., stage, REMOVAL] *= day.paper[:, None, 1]
    hazards[..., BEYOND, SUPERVISION] = (
        rates[..., BEYOND, SUPERVISION] * (day.response.pace * day.overdue[:, None])[..., None]
    )
    for stage in REFUSED:
        hazards[..., stage, REMOVAL] += day.elsewhere[:, None]
    hazards[..., COURT_ORDER] += day.response.petitioned[:, None, None]
    return hazards


@dataclass(frozen=True)
class Moved:
    """Shares of the stages that move on a day; the axes before c may be any.

    Attributes
    ----------
    left : array, shape (..., c, j, s)
        Share that leaves its stage.
    of_left : array, shape (..., c, s, m)
        Moves of those who leave it; they sum to 1.
    """

    left: Array
    of_left: Array

    def by_form(self, people: Array) -> Array:
        """People who leave custody by form, shape (..., c, f), of those at midnight, shape (..., c, j, s)."""
        by_stage = np.einsum("...js,...js->...s", people, self.left)
        return np.asarray(np.einsum("...s,...sm->...m", by_stage, self.of_left[..., : len(FORMS)]))

    def decided(self, people: Array) -> Array:
        """People whose departure is decided, by kind of case, shape (..., c, j, 2)."""
        return np.asarray((people * self.left)[..., IN_CASE] * self.of_left[..., None, IN_CASE, DECISION])


def moved(hazards: Array, relative: Array) -> Moved:
    """Competing moves of a day: `1 - exp(-h)` leave a stage, in proportion to their hazards.

    Parameters
    ----------
    hazards : array, shape (n, c, s, m)
    relative : array, shape (n, j)
    """
    total = over_forms(hazards)
    left = -np.expm1(-total[:, :, None, :] * relative[:, None, :, None])
    return Moved(left, hazards / np.maximum(total, 1e-300)[..., None])


def docket_of(plan: Plan) -> Docket:
    """Paces and shares of the stages at the start of a plan."""
    over_share = plan.estimates.over_180_share
    return docket.docket(plan.rates, FORMS, _prior(plan, 0), over_share if over_share >= 0 else 1)


def _prior(plan: Plan, row: int) -> dict[str, Array]:
    return {name: plan.settings.at(name, row) for name in _NAMES}


class Proceedings:
    """Custody left through proceedings; see `bedspace.engines.stock.Custody` for what it answers.

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
        self._plan, self._relative, self._entrants = plan, relative, entrants
        self._first = _prior(plan, 0)
        self._held = held[..., None] * start.shares[:, :, None, :]
        steady = moved(start.rates, relative)
        groups = docket.country_groups(self._first, start.cut)
        mean_age, at_order = _steady_ages(steady, self._held, groups)
        self._ages = self._held * mean_age
        kept, before = _orders_before(self._held, steady.left)
        self._at_order = at_order
        self.law = Law(start, before, kept)
        relief, decided = steady.by_form(self._held)[..., RELIEF], steady.decided(self._held)[..., COURT]
        self._hearings = relief.sum(-1) + decided.sum((1, 2))
        self._lost = {0: np.zeros_like(before)}  # hazards of leaving an order, added up since the start
        self._ordered: dict[int, tuple[Array, Array]] = {}
        self._long = StagedStays(self._held, start.placed(held), steady.left, steady.of_left, groups)
        self._flows = self._decided(0, *np.zeros((3, len(held))))

    @property
    def people(self) -> Array:
        """See `Custody`."""
        return over_forms(self._held.reshape(*self._held.shape[:2], -1))

    @property
    def days(self) -> Array:
        """See `Custody`."""
        return over_forms(self._ages.reshape(len(self._ages), -1))

    @property
    def over(self) -> Array:
        """See `Custody`."""
        return self._long.count

    @property
    def stages(self) -> dict[str, Array]:
        """See `Custody`."""
        held = np.einsum("ncjs->ns", self._held)
        return {
            "awaiting_decision": held[:, COURT],
            "awaiting_document": held[:, ORDERED].sum(-1) + held[:, BEYOND].sum(-1),
            "overdue_orders": held[:, BEYOND].sum(-1),
            **self._flows,
        }

    def leave(self, row: int, response: Response) -> Gone:
        """See `Custody`."""
        day, hearings = self._day(row, response)
        self.law.days[row] = day
        self._moved = moved(self.law.hazards(row), self._relative)
        older = self._ages + self._held
        people, days = self._moved.by_form(self._held), self._moved.by_form(older)
        decided, decided_days = self._moved.decided(self._held), self._moved.decided(older)
        before = self.people
        kept = 1 - self._moved.left
        self._held, self._ages = self._held * kept, older * kept
        self._order(row, decided @ day.groups[:, None], decided_days @ day.groups[:, None])
        self._flows = self._decided(row, decided[..., COURT].sum((1, 2)), people[..., RELIEF].sum(-1), hearings)
        return Gone(
            people=people,
            days_due=days[..., REMOVAL],
            days=days.sum((1, 2)) - days[..., REMOVAL].sum(-1),
            hazards=people / np.maximum(before, 1e-300)[..., None],
        )

    def _day(self, row: int, response: Response) -> tuple[DayOfLaw, Array]:
        """What moves the stages today, and the decisions that judges can give."""
        now, first = _prior(self._plan, row), self._first
        refused = np.einsum("ncjs,nj->n", self._held[..., REFUSED], self._relative)
        names = ("document_days_cooperative", "document_days_slow")
        day = DayOfLaw(
            response=response,
            heard=(first["court_days"] / now["court_days"])[:, None] * np.ones(self._held.shape[1]),
            paper=np.stack([first[name] / now[name] for name in names], -1),
            overdue=now["overdue_release_ratio"] / first["overdue_release_ratio"],
            elsewhere=documents.taken_elsewhere(now["third_country_places"], refused),
            groups=docket.country_groups(now, self.law.docket.cut),
        )
        hearings = self._hearings * now["hearing_capacity"] * now["judges"] / np.maximum(first["judges"], 1)
        in_court = stage_hazards(self.law.docket.rates, day)[..., [COURT], :]
        heard = self._heard(in_court, hearings, now["hearing_priority"])
        return replace(day, heard=day.heard * heard), hearings

    def _heard(self, hazards: Array, hearings: Array, priority: Array) -> Array:
        """Share of the hazards of decisions that hearings allow, shape (n, c); who is not heard may be tomorrow."""
        share = np.ones(hazards.shape[:2])
        for _ in range(_ROUNDS):
            allowed = courts.heard_in_order(self._asked(hazards), hearings, priority)
            if (allowed == 1).all():
                break
            share = share * allowed
            hazards[..., [RELIEF, DECISION]] *= allowed[:, :, None, None]
        return share

    def _asked(self, hazards: Array) -> Array:
        """Decisions that judges give on a day with these hazards of cases in court, shape (n, c)."""
        free = moved(hazards, self._relative)
        given = free.of_left[..., 0, [RELIEF, DECISION]].sum(-1)
        return np.asarray((self._held[..., COURT] * free.left[..., 0]).sum(-1) * given)

    def _order(self, row: int, people: Array, days: Array) -> None:
        """Add the day's orders, and move on those whose order is 180 days old."""
        self._held[..., ORDERED] += people
        self._ages[..., ORDERED] += days
        self._ordered[row] = people[..., 1:], days[..., 1:]
        self._lost[row] = self._lost[row - 1] + hazard_of(self._moved.left[..., AGEING])
        since = row - LONG_STAY_DAYS
        if since < 1:
            overdue = self.law.ordered_before * self.law.kept_before**-since * np.exp(-self._lost[row])
            days = overdue * (self._at_order + LONG_STAY_DAYS)
        else:
            ordered, days = self._ordered.pop(since)
            share = np.exp(self._lost.pop(since) - self._lost[row])
            overdue, days = ordered * share, (days + LONG_STAY_DAYS * ordered) * share
        overdue = np.minimum(overdue, self._held[..., AGEING])  # more only by rounding
        for of in (AGEING, BEYOND):
            sign = 1 if of is BEYOND else -1
            self._held[..., of] += sign * overdue
            self._ages[..., of] += sign * days
        self._overdue = overdue

    def _decided(self, row: int, departures: Array, relief: Array, hearings: Array) -> dict[str, Array]:
        """Flows of the day: decisions of judges for departure and for relief, and those they could give."""
        return {
            "decisions": departures + relief,
            "voluntary_departures": departures * self._plan.settings.at("voluntary_departure_share", row),
            "hearings_free": np.maximum(hearings - departures - relief, 0),
        }

    def admit(self, people: Array) -> None:
        """See `Custody`."""
        self._placed = self.law.docket.placed(people[:, :, None] * self._entrants[:, None, :])
        self._held = self._held + self._placed

    def release(self, share: Array) -> tuple[Array, Array]:
        """See `Custody`."""
        people, days = self.people * share[:, None], self.days * share
        self._share_kept = 1 - share
        kept = self._share_kept[:, None, None, None]
        self._held, self._ages = self._held * kept, self._ages * kept
        return people, days

    def close(self, row: int, boarded: Array) -> None:
        """See `Custody`."""
        kept = self._share_kept[:, None, None, None]
        self._lost[row] = self._lost[row] + hazard_of(1 - kept)
        self._ordered[row] = self._ordered[row][0] * kept, self._ordered[row][1] * kept
        self._long.advance(
            self._placed, self._moved.left, self._moved.of_left, self.law.days[row].groups,
            self._overdue, boarded, self._share_kept,
        )  # fmt: skip


def hazard_of(left: Array) -> Array:
    """Hazard at which this share leaves, finite even where all do; unlike products of shares, its sums stay exact."""
    return np.asarray(-np.log(np.maximum(1 - left, NOBODY)))


def _steady_ages(steady: Moved, held: Array, groups: Array) -> tuple[Array, Array]:
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
