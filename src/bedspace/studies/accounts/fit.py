"""An account fitted: the one response that the weeks to 5 April 2025 set, anew in each draw.

The other numbers keep their priors, because weeks cannot tell them apart: whatever they are, the share of the gap is
what makes the arrests of 20 January to 30 March 2025 as many as were counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.streams import uniforms
from bedspace.figures.windows import Window
from bedspace.parameters.accounts import numbers as numbers_of
from bedspace.parameters.catalogue import Catalogue
from bedspace.parameters.distributions import lognormal
from bedspace.parameters.settings import Settings, side_by_side
from bedspace.studies.accounts.counted import (
    DAYS,
    KNOWN,
    Week,
    book_ins,
    fitted_weeks,
    given,
    row,
    share_convicted,
    windows_known,
)
from bedspace.studies.accounts.path import Path, arrests, drawn, run

Array = NDArray[np.float64]

DRAWS = 400
SEED = 20250120
_ROUNDS = 3
_GUESSES = (0.2, 0.35)
_QUIET = 7
"""Days before the first week in which nothing is asked yet."""
_MONTH = 365.25 / 12


@dataclass(frozen=True)
class Fitted:
    """An account as it stands after the fit.

    Attributes
    ----------
    numbers : Settings
    share : array, shape (n,)
        Share of the gap sought in the long run.
    path : Path
    noise : array, shape (t, n)
        Factor by which the level drifts after `KNOWN`.
    seed : int
    """

    numbers: Settings
    share: Array
    path: Path
    noise: Array
    seed: int

    def weeks(self, found: tuple[Week, ...]) -> Array:
        """Arrests a day in weeks, shape (weeks, n)."""
        return np.stack([self.path.arrests[row(w.first) : row(w.last) + 1].mean(0) for w in found])

    def book_ins(self, found: tuple[Window, ...], *, noise: bool = True) -> Array:
        """ICE book-ins a day in windows, shape (windows, n), each with its own noise."""
        drifting = self.path.booked * self.noise
        level = np.stack([drifting[row(w.first) : row(w.through) + 1].mean(0) for w in found])
        return np.asarray(level * np.stack([self._of_window(w) for w in found])) if noise else level

    def share_convicted(self, found: tuple[Window, ...], total: Array | None = None) -> Array:
        """Share convicted among book-ins of both agencies, shape (windows, n), on the level counted to `KNOWN`.

        Parameters
        ----------
        found : tuple of Window
        total : array, shape (windows,), optional
            Counted ICE book-ins a day: given, only whom they bring is left to the account.
        """
        anchored = tuple(w for w in windows_known() if w.first.month > 1)
        raw, counted = self._share(anchored, book_ins(anchored)), share_convicted(anchored)
        known = np.isfinite(counted)
        return np.asarray(self._share(found, total) * counted[known].mean() / raw[known].mean(0))

    def _share(self, found: tuple[Window, ...], total: Array | None) -> Array:
        return np.stack([self._share_of(w, None if total is None else total[i]) for i, w in enumerate(found)])

    def _share_of(self, window: Window, total: float | None) -> Array:
        rows = slice(row(window.first), row(window.through) + 1)
        at = self.numbers.at
        usual = (self.path.custodial + self.path.at_large + self.path.surge - self.path.extra)[rows].mean(0)
        arrests = self.path.arrests[rows].mean(0) if total is None else total / at("book_ins_per_arrest", DAYS - 1)
        of_extra = self.path.share_extra[rows].mean(0)
        with_one = at("convicted_base", 0) * usual + of_extra * (arrests - usual)
        handed = _handed_over(window)
        return np.asarray((with_one + at("convicted_of_cbp", 0) * handed) / (arrests + handed))

    def _of_window(self, window: Window) -> Array:
        return self.noisy(f"window {window.through}")

    def noisy(self, purpose: str) -> Array:
        """Factor of the noise of one window or week, shape (n,), of the same keys in every account."""
        return np.asarray(_lognormal(self.seed, purpose, self.numbers.draws) ** self.numbers.at("window_noise", 0))


def fit(catalogue: Catalogue | None = None, draws: int = DRAWS, seed: int = SEED) -> Fitted:
    """Draw an account, and fit it to the weeks that were known."""
    return fit_abreast([numbers_of() if catalogue is None else catalogue], draws, seed)[0]


def fit_abreast(accounts: Sequence[Catalogue], draws: int = DRAWS, seed: int = SEED) -> list[Fitted]:
    """Accounts with numbers of the same names and ranges, each as `fit` gives it, out of one pass over the days."""
    numbers = [drawn(catalogue, draws, seed) for catalogue in accounts]
    together = side_by_side(numbers)
    share = fitted_share(together, fitted_weeks())
    path = run(together, given(), share)
    parts = [slice(draws * number, draws * (number + 1)) for number in range(len(accounts))]
    return [
        Fitted(of, share[part], path.of_draws(part), _walk(of, seed), seed)
        for of, part in zip(numbers, parts, strict=True)
    ]


def fitted_share(numbers: Settings, weeks: tuple[Week, ...]) -> Array:
    """Share of the gap that gives the mean of the weeks, by secants; between none and all of it."""
    counted, days = np.mean([week.a_day for week in weeks]), row(weeks[-1].last) + 1
    first = row(weeks[0].first) - _QUIET

    def missed(share: Array) -> Array:
        found = arrests(numbers, given(), share, range(first, days))
        return np.asarray(found[_QUIET:].mean(0) - counted)

    before, share = (np.full(numbers.draws, guess) for guess in _GUESSES)
    error = missed(before)
    for _ in range(_ROUNDS):
        found = missed(share)
        moved = np.where(found == error, 1, found - error)
        before, share, error = share, np.clip(share - found * (share - before) / moved, 0, 1), found
    return share


def _walk(numbers: Settings, seed: int) -> Array:
    """Factor on the level of each day: a random walk of the logarithm from `KNOWN` on, shape (t, n)."""
    steps = _normal_steps(numbers.draws, seed) * numbers.at("level_walk", 0) / np.sqrt(_MONTH)
    still = np.zeros((DAYS - len(steps), numbers.draws))
    return np.asarray(np.exp(np.concatenate([still, np.cumsum(steps, axis=0)])))


@lru_cache(maxsize=64)
def _lognormal(seed: int, purpose: str, draws: int) -> Array:
    return lognormal(uniforms(seed, purpose, draws), 1.0, 1.0)


@lru_cache(maxsize=2)
def _normal_steps(draws: int, seed: int) -> Array:
    """Standard normal numbers of the days after `KNOWN`, the same for every account, shape (days, n)."""
    after = DAYS - row(KNOWN) - 1
    u = uniforms(seed, "walk", after * draws).reshape(draws, after)
    return np.asarray(np.log(lognormal(u, 1.0, 1.0)).T)


def _handed_over(window: Window) -> float:
    """Hand-overs a day: counted to `KNOWN`, then held at the last window known."""
    known = windows_known()
    used = window if window.through <= KNOWN else known[-1]
    return float(used.a_day("cbp_book_ins") or 0)
