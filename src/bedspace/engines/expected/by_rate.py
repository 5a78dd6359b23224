"""People in custody whose exits follow counted rates: one stock by class and stay component.

Axes: n draws, c classes, j stay components, f exit forms.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.expected.custody import Evening, Gone
from bedspace.engines.expected.leaving import Leaving, leaving, left_at, together
from bedspace.engines.expected.long_stays import LongStays
from bedspace.engines.law import Response
from bedspace.engines.plan import REMOVAL, Plan
from bedspace.model.courts import LONG_STAY_DAYS

Array = NDArray[np.float64]

SLOWEST, FASTEST = 0.02, 30.0
"""Bounds of a level of exits that is asked for; where even these miss, the days after catch up."""
_STEPS, _CLOSE = 30, 1e-6
"""Steps of Newton's method, and the last step that is small enough: what is left is its square."""


class ByRate:
    """Custody left at counted rates, as `Custody` asks; within a component hazards do not depend on age.

    Parameters
    ----------
    plan : Plan
    held : array, shape (n, c, j)
        People at the start.
    relative, entrants : array, shape (n, j)
        Hazards of the stay components against those of a class; their shares of book-ins.
    """

    outputs: ClassVar[dict[str, Array]] = {}

    def __init__(self, plan: Plan, held: Array, relative: Array, entrants: Array):
        self._rates, held = np.asfortranarray(plan.rates), np.asfortranarray(held)
        self._relative, self._entrants = np.asfortranarray(relative), np.asfortranarray(entrants)
        start = self._rates.sum(-1)[..., None] * self._relative[:, None, :]
        left = left_at(start, np.ones(1))
        self._held, self._ages = held, held * (1 - left) / left
        self._long = LongStays(held, start, plan.days, LONG_STAY_DAYS)

    @property
    def people(self) -> Array:
        """See `Custody`."""
        return together(self._held)

    @property
    def days(self) -> Array:
        """See `Custody`."""
        return np.asarray(self._ages.sum((1, 2)))

    @property
    def over(self) -> Array:
        """See `Custody`."""
        return self._long.count

    def leave(self, row: int, response: Response) -> Gone[Leaving]:  # noqa: ARG002
        """See `Custody`."""
        hazards = self._rates * response.pace[:, :, None]
        hazards *= response.by_form[:, None, :]
        if response.added.any():
            hazards += response.added[:, None, :]
        day = leaving(hazards, self._relative)
        people, older = day.by_form(self._held), self._ages + self._held  # everybody present has aged by a day
        stays, due = day.leavers(older), day.share(REMOVAL)
        self._held, self._ages = day.kept(self._held), day.kept(older)
        return Gone(people, stays * due, (stays * (1 - due)).sum(-1), day, {"hazards": hazards})

    def thinned_to(self, response: Response, staying: Array, guess: Array) -> Array:
        """Let people leave until so many stay, and return the factor on the pace of the day that does it, shape (n,).

        By Newton's method on the logarithm of the factor, in each draw until it is close enough there, so that no draw
        depends on the others. Only people are followed, not their time in custody.

        Parameters
        ----------
        response : Response
        staying, guess : array, shape (n,)
        """
        paced = (self._rates * response.by_form[:, None, :]).sum(-1) * response.pace
        added, log = response.added.sum(-1)[:, None], np.log(guess)
        found = np.zeros(len(log), dtype=bool)
        for _ in range(_STEPS):
            by_level = paced * np.exp(log)[:, None]
            kept = self._held * (1 - left_at((by_level + added)[..., None], self._relative[:, None, :]))
            slope = -((kept * self._relative[:, None, :]).sum(-1) * by_level).sum(-1)
            step = np.clip((kept.sum((1, 2)) - staying) / np.minimum(slope, -1e-300), -1.0, 1.0)
            moved = np.clip(log - step, np.log(SLOWEST), np.log(FASTEST))
            close, log = np.abs(moved - log) < _CLOSE, np.where(found, log, moved)
            found |= close
            if found.all():
                break
        level = np.exp(log)
        left = left_at((paced * level[:, None] + added)[..., None], self._relative[:, None, :])
        self._held = self._held * (1 - left)
        return np.asarray(level)

    def admit(self, people: Array) -> Array:
        """See `Custody`."""
        placed = people[:, :, None] * self._entrants[:, None, :]
        self._held = self._held + placed
        return np.asarray(placed)

    def release(self, share: Array) -> tuple[Array, Array]:
        """See `Custody`."""
        people, days = together(self._held) * share[:, None], self._ages.sum((1, 2)) * share
        kept = 1 - share[:, None, None]
        self._held, self._ages = self._held * kept, self._ages * kept
        return people, days

    def close(self, row: int, day: Evening[Leaving], counted: bool) -> None:
        """See `Custody`."""
        if counted:
            kept = day.kept[:, None, None]
            self._long.advance(row, day.placed * kept, day.moved, day.boarded, kept)
