"""People in custody whose exits follow counted rates: one stock by class and stay component.

What the engine asks of any way of leaving custody is written in `Custody`; the other way is
`bedspace.engines.expected.proceedings.custody`. Axes: n draws, c classes, j stay components, f exit forms.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.expected.long_stays import Leaving, LongStays
from bedspace.engines.plan import COURT_ORDER, REMOVAL, Plan
from bedspace.model import custody
from bedspace.model.courts import LONG_STAY_DAYS

if TYPE_CHECKING:
    from bedspace.engines.expected.proceedings.custody import Law

Array = NDArray[np.float64]


class Response(NamedTuple):
    """How the exit rates of a day answer to policy, inflow and drift.

    Attributes
    ----------
    pace : array, shape (n, c)
        Drift and the level of exits, alike for every form.
    by_form : array, shape (n, f)
        Policy, pressure and elasticity.
    petitioned : array, shape (n,)
        Hazard a day of release by court order that petitions add.
    """

    pace: Array
    by_form: Array
    petitioned: Array


@dataclass(frozen=True)
class Gone:
    """Who left the stock on a day.

    Attributes
    ----------
    people : array, shape (n, c, f)
        By form; those under removal fell due and now wait for a seat.
    days_due : array, shape (n, c)
        Time in custody of those who fell due, in person-days.
    days : array, shape (n,)
        That of all others.
    hazards : array, shape (n, c, f)
        Hazards in force by class.
    """

    people: Array
    days_due: Array
    days: Array
    hazards: Array


class Custody(Protocol):
    """People held who do not wait for a seat, and how they leave."""

    @property
    def people(self) -> Array:
        """People by class, shape (n, c)."""

    @property
    def days(self) -> Array:
        """Sum of their time in custody, shape (n,)."""

    @property
    def over(self) -> Array:
        """People held over 180 days, those waiting for a seat included, shape (n,)."""

    @property
    def stages(self) -> dict[str, Array]:
        """Outputs of the day that only this way of leaving has, each of shape (n,)."""

    @property
    def law(self) -> Law | None:
        """The proceedings that people leave through, if they do."""

    def leave(self, row: int, response: Response) -> Gone:
        """The exits of a day."""

    def admit(self, people: Array) -> None:
        """Book in people by class, shape (n, c)."""

    def release(self, share: Array) -> tuple[Array, Array]:
        """Release a share of everyone, shape (n,); returns people by class and their time in custody."""

    def close(self, row: int, boarded: Array) -> None:
        """End a day on which a share of those waiting for a seat boarded, shape (n, c)."""


class ByRate:
    """Custody left at counted rates; within a component hazards do not depend on age.

    Parameters
    ----------
    plan : Plan
    held : array, shape (n, c, j)
        People at the start.
    relative, entrants : array, shape (n, j)
        Hazards of the stay components against those of a class; their shares of book-ins.
    """

    stages: ClassVar[dict[str, Array]] = {}
    law = None

    def __init__(self, plan: Plan, held: Array, relative: Array, entrants: Array):
        self._rates, held = np.asfortranarray(plan.rates), np.asfortranarray(held)
        self._relative, self._entrants = np.asfortranarray(relative), np.asfortranarray(entrants)
        start = self._rates.sum(-1)[..., None] * self._relative[:, None, :]
        leaving = -np.expm1(-start)
        self._held, self._ages = held, held * (1 - leaving) / leaving
        self._long = LongStays(held, start, plan.days, LONG_STAY_DAYS)

    @property
    def people(self) -> Array:
        """See `Custody`."""
        return np.asarray(self._held.sum(-1))

    @property
    def days(self) -> Array:
        """See `Custody`."""
        return np.asarray(self._ages.sum((1, 2)))

    @property
    def over(self) -> Array:
        """See `Custody`."""
        return self._long.count

    def leave(self, row: int, response: Response) -> Gone:  # noqa: ARG002
        """See `Custody`."""
        hazards = self._rates * response.pace[:, :, None] * response.by_form[:, None, :]
        hazards[..., COURT_ORDER] += response.petitioned[:, None]
        people, self._left = custody.leaving(self._held, hazards, self._relative)
        older = self._ages + self._held  # everybody present has aged by a day
        stays = (older * self._left).sum(-1)
        self._due = hazards[..., REMOVAL] / np.maximum(hazards.sum(-1), 1e-300)
        self._held, self._ages = self._held * (1 - self._left), older * (1 - self._left)
        return Gone(people, stays * self._due, (stays * (1 - self._due)).sum(-1), hazards)

    def admit(self, people: Array) -> None:
        """See `Custody`."""
        self._placed = people[:, :, None] * self._entrants[:, None, :]
        self._held = self._held + self._placed

    def release(self, share: Array) -> tuple[Array, Array]:
        """See `Custody`."""
        people, days = self._held.sum(-1) * share[:, None], self._ages.sum((1, 2)) * share
        self._kept = 1 - share[:, None, None]
        self._held, self._ages = self._held * self._kept, self._ages * self._kept
        return people, days

    def close(self, row: int, boarded: Array) -> None:
        """See `Custody`."""
        self._long.advance(row, self._placed * self._kept, Leaving(self._left, self._due, boarded), self._kept)
