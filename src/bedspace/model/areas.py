"""Areas: where people are held, the kinds of beds there, and from which office they come.

Only average populations and guaranteed beds by area are published. All else by area is *allocated*: the national
numbers are shared out by stated rules, and whoever shows them says so.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

KINDS = ("guaranteed", "contracted", "surge")


@dataclass(frozen=True)
class Areas:
    """Areas with beds, and the arresting offices.

    Attributes
    ----------
    names : tuple of str
        Areas with beds; o of them.
    shares : array, shape (o,)
        Share of book-ins and of the initial stock.
    guaranteed : array, shape (o,)
        Beds paid for even if empty, which an area has whatever the nation has.
    offices : tuple of str
        Arresting offices; some have no beds.
    placement : array, shape (offices, o)
        Share of all book-ins that an office arrests and an area holds while beds are free; sums to 1.
    """

    names: tuple[str, ...]
    shares: Array
    guaranteed: Array
    offices: tuple[str, ...]
    placement: Array

    @property
    def out_of_area_share(self) -> float:
        """Share of book-ins held in another area than that of their office even while beds are free."""
        at_home = [self.placement[self.offices.index(name), o] for o, name in enumerate(self.names)]
        return float(1 - sum(at_home))

    def beds_by_kind(self, usable: Array, surge: Array) -> Array:
        """Beds by kind and area, shape (..., kinds, o).

        Parameters
        ----------
        usable : array, shape (...)
            Beds of the nation without surge. The guaranteed ones come first, in full unless they alone exceed the
            number; the other contracted ones follow the share of people held.
        surge : array, shape (...)
            People who can be held per usable bed, alike in all areas.
        """
        usable, surge = np.asarray(usable, dtype=float)[..., None], np.asarray(surge, dtype=float)[..., None]
        guaranteed = self.guaranteed * np.minimum(1, usable / max(self.guaranteed.sum(), 1))
        contracted = (usable - guaranteed.sum(-1, keepdims=True)) * self.shares
        return np.stack([guaranteed, contracted, (guaranteed + contracted) * (surge - 1)], axis=-2)


def placed(arrested: Array, held: Array) -> Array:
    """Shares of book-ins by arresting office and area held: at home as far as possible, the excess by entropy.

    Parameters
    ----------
    arrested, held : array, shape (places,)
        Shares by office and by area, in the same order; each sums to 1.

    Returns
    -------
    array, shape (places, places)
        Its margins are `arrested` and `held`. What an office arrests beyond its area's share goes to the areas with
        room in proportion, which is the matrix of greatest entropy.
    """
    home = np.minimum(arrested, held)
    return np.asarray(np.diag(home) + raked(np.ones((len(held), len(held))), arrested - home, held - home))


def raked(prior: Array, rows: Array, columns: Array, rounds: int = 200) -> Array:
    """The matrix with these margins that is nearest to a prior in relative entropy.

    Parameters
    ----------
    prior : array, shape (i, j)
        Zeros stay zero.
    rows, columns : array, shape (i,) and (j,)
        Margins of equal sum.
    rounds : int
        At most so many; it ends when both margins hold to 1e-12.

    Notes
    -----
    Iterative proportional fitting, or RAS (Deming and Stephan 1940; Bregman 1967 for convergence).
    """
    matrix = prior.astype(float)
    for _ in range(rounds):
        matrix = matrix * _ratio(rows, matrix.sum(1))[:, None]
        matrix = matrix * _ratio(columns, matrix.sum(0))
        if np.abs(matrix.sum(1) - rows).max() < 1e-12:
            break
    return matrix


def _ratio(wanted: Array, found: Array) -> Array:
    return np.divide(wanted, found, out=np.zeros_like(wanted), where=found > 0)


def whole(numbers: Array) -> NDArray[np.int64]:
    """Integers with the rounded sum of `numbers`, each within 1 of its own; the greatest remainders are rounded up."""
    down = np.floor(numbers)
    missing = round(float(numbers.sum() - down.sum()))
    up = np.argsort(-(numbers - down), axis=None, kind="stable")[:missing]
    result = down.astype(np.int64)
    result.ravel()[up] += 1
    return result
