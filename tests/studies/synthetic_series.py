"""Synthetic series of a known law: book-ins and exits walk on logs, stock by the account of cohorts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bedspace.studies.forecast.balance import after_week
from bedspace.studies.forecast.known import Flow, Points
from bedspace.studies.forecast.weekly import Weekly, on_grid

STAY = np.array([[0.92, 48.0], [0.08, 151.0]])
RELEASES_APART = 2


def world(seed: int, weeks: int, noise: float = 0.03) -> Weekly:
    """The truth by week: levels walk, and book-ins and exits of a week scatter about them."""
    random = np.random.default_rng(seed)
    level, free = np.log(700) + walk(random, weeks, 0.04), walk(random, weeks, 0.03)
    booked = np.exp(level + random.normal(0, noise, weeks))
    multiplier = np.exp(free + random.normal(0, noise, weeks))
    share, rate = STAY[:, 0], 1 / STAY[:, 1]
    inside = share / rate * booked[0] / multiplier[0]
    held = []
    for week in range(weeks):
        inside = after_week(inside, share * booked[week], rate, multiplier[week])
        held.append(inside.sum())
    return Weekly(737000.0 + 7 * np.arange(weeks), np.array(held), booked)


def walk(random: np.random.Generator, weeks: int, step: float) -> NDArray[np.float64]:
    """A walk that is drawn back to nought by 1 % a week."""
    moves = random.normal(0, step, weeks)
    return np.array([sum(moves[: week + 1] * 0.99 ** np.arange(week, -1, -1)) for week in range(weeks)])


def as_released(truth: Weekly, last: int) -> Weekly:
    """What releases every two weeks tell up to a week: a count, and the sum of book-ins between two of them."""
    kept = slice(last % RELEASES_APART, last + 1, RELEASES_APART)
    days, sums = truth.days[kept], np.cumsum(7 * truth.booked_in)[kept]
    flow = Flow(days, np.diff(sums) / np.diff(days))
    return on_grid(Points(days, truth.held[kept]), flow, float(days[-1]))
