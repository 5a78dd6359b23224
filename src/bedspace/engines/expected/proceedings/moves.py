"""How people move between the stages of proceedings on a day, as shares.

Axes: ``...`` any, n draws, c classes, j stay components, s stages, m moves (the forms of exit, then the decision).
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.expected.leaving import Leaving, left_at
from bedspace.engines.expected.proceedings.kernels import DECISION
from bedspace.engines.plan import FORMS
from bedspace.model.docket import IN_CASE

Array = NDArray[np.float64]

NOBODY = 1e-15
"""Share kept a day at least, so that its logarithm exists."""


class Moves(Leaving):
    """Who leaves a stage: `left` has shape (..., c, j, s), `hazards` (..., c, s, m) and `total` (..., c, s)."""

    @cached_property
    def of_left(self) -> Array:
        """Moves of those who leave a stage, shape (..., c, s, m); they sum to 1."""
        return np.asarray(self.hazards / self.total[..., None])

    def by_form(self, people: Array) -> Array:
        """People who leave custody by form, shape (..., c, f), of those at midnight, shape (..., c, j, s)."""
        by_stage = np.einsum("...js,...js->...s", people, self.left)
        return np.asarray(np.einsum("...s,...sm->...m", by_stage, self.of_left[..., : len(FORMS)]))

    def decided(self, people: Array) -> Array:
        """People whose departure is decided, by kind of case, shape (..., c, j, 2)."""
        return np.asarray((people * self.left)[..., IN_CASE] * self.share(DECISION)[..., None, IN_CASE])


def moves(hazards: Array, relative: Array) -> Moves:
    """Competing moves of a day.

    Parameters
    ----------
    hazards : array, shape (n, c, s, m)
    relative : array, shape (n, j)
    """
    total = hazards.sum(-1)
    left = left_at(total[:, :, None, :], relative[:, None, :, None])
    return Moves(left, hazards, np.maximum(total, 1e-300))


def hazard_of(left: Array) -> Array:
    """Hazard at which this share leaves, finite even where all do; unlike products of shares, its sums stay exact."""
    return np.asarray(-np.log(np.maximum(1 - left, NOBODY)))
