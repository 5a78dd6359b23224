"""Rival accounts of the same weeks: what each would show, what was counted, and which the counts can tell apart.

An account is consistent with a count that lies in its 90 % band. A count could tell two accounts apart where 19 of 20
pairs of their draws fall in the same order.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from bedspace.parameters.accounts import DEFAULT, RIVALS, numbers
from bedspace.studies.accounts.fit import DRAWS, SEED, Fitted, fit_abreast
from bedspace.studies.accounts.observables import Observable, observables

Array = NDArray[np.float64]

ACCOUNTS = (DEFAULT, *RIVALS)
_BAND = (0.05, 0.5, 0.95)
_SURE = 0.95
_ALL_OF_IT = 0.999


@dataclass(frozen=True)
class Words:
    """What is said of an account: its cause, who names it, what it would show, and what nobody counts."""

    cause: str
    named: str
    would_show: str
    uncounted: str


@dataclass(frozen=True)
class Row:
    """An account on one observable.

    Attributes
    ----------
    account, observable : str
    of : Observable
    low, expected, high : float
        Quantiles of the draws: .05, .5, .95.
    counted : float
    consistent : bool
        The count lies between `low` and `high`.
    tells_apart : tuple of str
        Accounts that this observable could tell from this one.
    """

    account: str
    observable: str
    of: Observable
    low: float
    expected: float
    high: float
    counted: float
    consistent: bool
    tells_apart: tuple[str, ...]


@dataclass(frozen=True)
class Pair:
    """Two accounts, and the counted observable that separates them best.

    Attributes
    ----------
    one, other : str
    observable : str
    order : float
        Share of pairs of draws in the commoner order, .5 to 1.
    apart : bool
    uncounted : tuple of str
        What nobody counts and would separate them.
    """

    one: str
    other: str
    observable: str
    order: float
    apart: bool
    uncounted: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """All accounts on all observables.

    Attributes
    ----------
    fitted : mapping of str to Fitted
    draws : mapping of str to mapping of str to array
        By account and observable, shape (n,).
    """

    fitted: Mapping[str, Fitted]
    draws: Mapping[str, Mapping[str, Array]]

    def rows(self) -> list[Row]:
        """One for each account and observable."""
        return [self._row(account, name) for account in self.fitted for name in observables()]

    def pairs(self) -> list[Pair]:
        """One for each two accounts."""
        return [self._pair(one, other) for one, other in combinations(self.fitted, 2)]

    def out_of_reach(self, account: str) -> float:
        """Share of the draws in which even the whole gap gives fewer arrests than were counted."""
        return float((self.fitted[account].share > _ALL_OF_IT).mean())

    def _row(self, account: str, name: str) -> Row:
        of = observables()[name]
        low, middle, high = (float(q) for q in np.quantile(self.draws[account][name], _BAND))
        counted = of.counted()
        others = (other for other in self.fitted if other != account)
        apart = tuple(other for other in others if self._order(account, other, name) >= _SURE)
        return Row(account, name, of, low, middle, high, counted, low <= counted <= high, apart)

    def _pair(self, one: str, other: str) -> Pair:
        orders = {name: self._order(one, other, name) for name in observables()}
        best = max(orders, key=lambda name: orders[name])
        said = (words()[account].uncounted for account in (one, other) if account != DEFAULT)
        return Pair(one, other, best, orders[best], orders[best] >= _SURE, tuple(dict.fromkeys(said)))

    def _order(self, one: str, other: str, name: str) -> float:
        return order(self.draws[one][name], self.draws[other][name])


def compare(draws: int = DRAWS, seed: int = SEED) -> Comparison:
    """Fit every account to the same weeks, and take every observable."""
    found = fit_abreast([numbers(account) for account in ACCOUNTS], draws, seed)
    fitted = dict(zip(ACCOUNTS, found, strict=True))
    taken = {
        account: {name: each.expected(found) for name, each in observables().items()}
        for account, found in fitted.items()
    }
    return Comparison(fitted, taken)


def order(one: Array, other: Array) -> float:
    """Share of pairs, a draw of each, that fall in the commoner order; ties count half. Between .5 and 1."""
    ordered = np.sort(other)
    below = (np.searchsorted(ordered, one, "left") + np.searchsorted(ordered, one, "right")) / 2
    share = float(below.mean() / len(other))
    return max(share, 1 - share)


@cache
def words() -> Mapping[str, Words]:
    """What is said of each account."""
    text = files(__package__).joinpath("rivals.toml").read_text(encoding="utf-8")
    return {name: Words(**entry) for name, entry in tomllib.loads(text).items()}
