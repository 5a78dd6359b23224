"""What a run asks of any way of leaving custody: at counted rates (`by_rate`), or through `proceedings`.

Each step returns what it did, and the run hands it to the next one. Axes: n draws, c classes, j stay components, f exit
forms.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.law import Response

Array = NDArray[np.float64]
M = TypeVar("M")


@dataclass(frozen=True)
class Gone(Generic[M]):
    """Who left the stock on a day.

    Attributes
    ----------
    people : array, shape (n, c, f)
        By form; those under removal fell due and now wait for a seat.
    days_due : array, shape (n, c)
        Time in custody of those who fell due, in person-days.
    days : array, shape (n,)
        That of all others.
    moved
        How they moved, for the end of the day.
    outputs : mapping of str to array
        What of the day only this way of leaving has: flows, shape (n,), or the hazards in force, shape (n, c, f).
    """

    people: Array
    days_due: Array
    days: Array
    moved: M
    outputs: Mapping[str, Array]


@dataclass(frozen=True)
class Evening(Generic[M]):
    """What the steps of a day did to custody.

    Attributes
    ----------
    moved
        Of `Gone`.
    boarded : array, shape (n, c)
        Share of those waiting for a seat who boarded.
    placed : array, shape (n, c, j)
        Book-ins of the day.
    kept : array, shape (n,)
        Share of all held, those placed included, who were not released for want of a bed.
    """

    moved: M
    boarded: Array
    placed: Array
    kept: Array


class Custody(Protocol[M]):
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
    def outputs(self) -> Mapping[str, Array]:
        """Stocks that only this way of leaving has, each of shape (n,)."""

    def leave(self, row: int, response: Response) -> Gone[M]:
        """The exits of a day."""

    def admit(self, people: Array) -> Array:
        """Book in people by class, shape (n, c); returns them by stay component, shape (n, c, j)."""

    def release(self, share: Array) -> tuple[Array, Array]:
        """Release a share of everyone, shape (n,); returns people by class and their time in custody."""

    def close(self, row: int, day: Evening[M], counted: bool) -> None:
        """End a day; without a count of those held over 180 days where nobody asks for it."""
