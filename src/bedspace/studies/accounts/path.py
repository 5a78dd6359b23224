"""An account run day by day for all draws at once.

Axes: t days from `counted.FIRST`, n draws.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.streams import uniforms
from bedspace.model import account
from bedspace.parameters.catalogue import Catalogue
from bedspace.parameters.settings import Settings, settings
from bedspace.studies.accounts.counted import DAYS, FIRST, Given, row

Array = NDArray[np.float64]

_THEN = row(date(2025, 3, 10))
"""Day of reference of capacity."""


@dataclass(frozen=True)
class Path:
    """What an account says of each day, shape (t, n).

    Attributes
    ----------
    custodial, at_large, surge : array
        Parts of the arrests; `at_large` without the surge.
    extra : array
        Arrests at large beyond the usual ones, the surge among them.
    share_extra : array
        Share convicted among the extra ones.
    booked : array
        Book-ins on the day.
    """

    custodial: Array
    at_large: Array
    surge: Array
    extra: Array
    share_extra: Array
    booked: Array

    @property
    def arrests(self) -> Array:
        """All arrests."""
        return self.custodial + self.at_large + self.surge

    def of_draws(self, chosen: slice) -> Path:
        """The path in some of the draws."""
        return Path(*(getattr(self, each.name)[:, chosen] for each in fields(self)))


def drawn(catalogue: Catalogue, draws: int, seed: int) -> Settings:
    """The numbers of an account on every day, in every draw; keyed by name, so accounts stay paired."""
    return settings(catalogue, FIRST, DAYS - 1, draws, lambda purpose, count: uniforms(seed, purpose, count))


def run(numbers: Settings, given: Given, share: Array, days: int = DAYS, before: Settings | None = None) -> Path:
    """Run an account.

    Parameters
    ----------
    numbers : Settings
    given : Given
    share : array, shape (n,)
        Share of the gap to the target that is sought in the long run.
    days : int
    before : Settings, optional
        The numbers that set capacity, where `numbers` are changed ones.
    """
    rows = _rows(numbers, given, share, range(days), before or numbers)
    custodial, at_large, surge, extra, share_extra = (np.stack(series) for series in zip(*rows, strict=True))
    return Path(custodial, at_large, surge, extra, share_extra, _booked(numbers, custodial + at_large + surge))


def arrests(numbers: Settings, given: Given, share: Array, days: range) -> Array:
    """Only the arrests of some days, shape (t, n); nothing is asked before the first of them."""
    rows = _rows(numbers, given, share, days, numbers)
    return np.stack([custodial + at_large + surge for custodial, at_large, surge, *_ in rows])


def _rows(numbers: Settings, given: Given, share: Array, days: range, before: Settings) -> Iterator[tuple[Array, ...]]:
    days_of = _Days(numbers, given, before)
    state = _start(days_of)
    for day in days:
        state, made = _day(days_of, state, day, share)
        yield made


@dataclass(frozen=True)
class _State:
    """At the end of a day, shape (n,)."""

    before: Array  # sought at large while nothing was asked
    usual: Array  # arrests at large that it brings with the officers of the start
    partners: Array  # agreements that act
    sought: Array
    made: Array  # arrests at large
    surge: Array
    left: Array  # share of the lists
    crowded: Array  # how far list work is crowded out


class _Days:
    """Numbers of a day, and the paths that all accounts are given."""

    def __init__(self, numbers: Settings, given: Given, before: Settings):
        self.numbers, self.given = numbers, given
        self.effort_then = _effort(before, _THEN)

    def __call__(self, name: str, day: int) -> Array:
        return self.numbers.at(name, day)

    def capacity(self, day: int) -> Array:
        """Arrests at large that the officers of a day could make."""
        then = (self.effort_then, self("at_large_then", day))
        return account.capacity(_effort(self.numbers, day), *then, self("room", day))

    def custodial(self, day: int, partners: Array) -> Array:
        """Custodial arrests of a day."""
        detainers = np.full(self.numbers.draws, self.given.detainers[day])
        each = (self("arrests_per_detainer", day), partners, self("arrests_per_agreement", day))
        return account.custodial(detainers, *each)


def _effort(numbers: Settings, day: int) -> Array:
    """Officers for arrests, borrowed ones at their worth, times the arrests that each one sought brings."""
    borrowed = (numbers.at("borrowed_officers", day), numbers.at("borrowed_efficiency", day))
    officers = account.heads(numbers.at("officers", day), np.zeros(numbers.draws), *borrowed)
    return officers * (1 + numbers.at("collateral_share", day))


def _start(days_of: _Days) -> _State:
    zero = np.zeros(days_of.numbers.draws)
    before = row(date(2025, 1, 1))
    in_jails = days_of("arrests_per_detainer", 0) * days_of.given.detainers[:before].mean()
    usual = days_of("arrests_before", 0) - in_jails
    sought = account.sought_for(usual, days_of.capacity(0))
    return _State(sought, usual, zero, sought, usual, zero, zero + 1, zero)


def _day(days_of: _Days, state: _State, day: int, share: Array) -> tuple[_State, tuple[Array, ...]]:
    partners = account.adjusted(state.partners, _signed(days_of, day), days_of("agreement_days", day))
    custodial, capacity = days_of.custodial(day, partners), days_of.capacity(day)
    sought = account.adjusted(
        state.sought, _asked(days_of, state, day, custodial, share), days_of("pressure_delay", day)
    )
    at_large = _made(days_of, state, day, account.met(sought, capacity))
    surge = account.surge(state.surge, at_large - state.made, days_of("fatigue_days", day))
    on_top = days_of("pressure_on_hours", day) * surge
    extra = np.maximum(at_large - state.usual, 0) + on_top
    taken = days_of("list_dependence", day) * extra
    left = account.list_left(state.left, taken, days_of("list_size", day), days_of("list_rebuild_days", day))
    crowded = _crowded(days_of, state, day, sought / (sought + capacity))
    later = _State(state.before, state.usual, partners, sought, at_large, surge, left, crowded)
    return later, (custodial, at_large, on_top, extra, _share_extra(days_of, crowded, day))


def _signed(days_of: _Days, day: int) -> Array:
    return np.full(days_of.numbers.draws, days_of.given.agreements[day])


def _asked(days_of: _Days, state: _State, day: int, custodial: Array, share: Array) -> Array:
    """What is sought in the long run: by the first target, and by what the second adds to it."""
    wide = share * (1 - days_of("scope_narrow", day))
    first, second = (days_of(name, day) for name in ("arrest_target", "second_target"))
    by_first = account.asked(state.before, custodial, first, wide)
    by_both = account.asked(state.before, custodial, np.maximum(first, second), wide)
    return by_first + days_of("second_response", day) * (by_both - by_first)


def _made(days_of: _Days, state: _State, day: int, met: Array) -> Array:
    """Arrests at large, less what used lists and publicity cost; neither costs anything in the default account."""
    listed = account.from_lists(met, state.usual, state.left, days_of("list_dependence", day))
    return listed * (1 - days_of("publicity_loss", day))


def _crowded(days_of: _Days, state: _State, day: int, use: Array) -> Array:
    """How far more of what could be sought is sought than on the day of reference."""
    beyond = np.maximum(use * days_of("room", day) - 1, 0)
    return account.adjusted(state.crowded, beyond, days_of("research_days", day))


def _share_extra(days_of: _Days, crowded: Array, day: int) -> Array:
    narrow = days_of("scope_narrow", day)
    wide = days_of("convicted_extra", day) * np.exp(-days_of("pressure_on_research", day) * crowded)
    return narrow * days_of("scope_first", day) + (1 - narrow) * wide


def _booked(numbers: Settings, arrests: Array) -> Array:
    """Book-ins a lag after the arrests, by the counted ratio, less those who find no bed."""
    lag = int(numbers.at("book_in_lag", 0)[0])
    days = range(len(arrests))
    ratio = np.stack([numbers.at("book_ins_per_arrest", day) * (1 - numbers.at("not_booked", day)) for day in days])
    return np.asarray(ratio * arrests[[max(day - lag, 0) for day in days]])
