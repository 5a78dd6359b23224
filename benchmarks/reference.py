"""The reference model for comparing engines: invented numbers, congested on purpose, the same for every engine.

Its sets, order of a day and outputs are those of `bedspace.engines.persons.kernel`; nothing here is fitted to
anything. A year at scale 1 has about 405,000 persons. Every engine that is compared reads this module and has no
parameters of its own.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from benchmarks.table import CustodyTable

OFFICES = tuple(f"office {number}" for number in range(25))
CLASSES = ("ICE convicted", "ICE pending", "ICE none", "CBP convicted", "CBP pending", "CBP none")
EXITS = ("removal", "bond", "other release", "transfer out", "no space")
DAYS = 365
LONGEST = 730
TRIES = 3
MEAN_STAY = 44.0

BOOK_INS_A_DAY = 1000.0
BEDS = 44_000
SEATS = 1100
STOCK = 40_000
WEEKDAY_FACTOR, WEEKEND_FACTOR = 1.15, 0.625
CLASS_MIX = np.array([0.22, 0.20, 0.23, 0.03, 0.02, 0.30])
CBP = slice(3, 6)
STAY_FACTOR = np.array([1.2, 1.0, 0.85, 1.3, 1.1, 0.9])
ROUTE_MIX = np.array(  # by class; in all about 75.0, 6.0, 12.1 and 6.9 %
    [
        [0.84, 0.03, 0.06, 0.07],
        [0.72, 0.10, 0.11, 0.07],
        [0.70, 0.10, 0.13, 0.07],
        [0.86, 0.02, 0.05, 0.07],
        [0.76, 0.06, 0.11, 0.07],
        [0.732, 0.031, 0.171, 0.066],
    ]
)


def reference_table(scale: float = 1.0, *, days: int = DAYS) -> CustodyTable:
    """The reference model at `scale` times national size; day 0 is a Monday."""
    rates = book_in_rates()
    joint = stays(rates.sum(axis=1))
    share = office_share()
    beds = np.rint(scale * beds_by_office(share)).astype(np.int64)
    weekend = np.arange(days) % 7 >= 5
    every_day = np.zeros((days, len(CLASSES)), dtype=np.int64)
    return CustodyTable(
        offices=OFFICES,
        classes=CLASSES,
        exits=EXITS,
        needs_seat=np.array([True, False, False, False]),
        rates=scale * rates * np.array([WEEKDAY_FACTOR, WEEKEND_FACTOR])[:, None, None],
        pattern=every_day + weekend[:, None],
        stays=joint,
        stay=every_day + np.arange(len(CLASSES)),
        stock=np.rint(beds * (STOCK / BEDS)).astype(np.int64),
        stock_stays=residual_stays(rates.sum(axis=1), joint)[None],
        stock_stay=np.zeros(len(OFFICES), dtype=np.int64),
        beds=np.tile(beds, (days + 1, 1)),
        seats=np.where(weekend, 0, round(scale * SEATS)),
        tries=np.full(days, TRIES),
    )


def office_share() -> NDArray[np.float64]:
    """Share of each office in the book-ins, shape (offices,)."""
    share = 1.0 / (3.0 + 0.35 * np.arange(len(OFFICES)))
    return np.asarray(share / share.sum())


def beds_by_office(share: NDArray[np.float64]) -> NDArray[np.float64]:
    """Beds of each office at scale 1, not rounded: about a third of the offices are short."""
    weight = share * (1.0 + 0.25 * np.cos(2.0 * np.pi * np.arange(len(share)) / 7.0))
    return np.asarray(BEDS * weight / weight.sum())


def book_in_rates() -> NDArray[np.float64]:
    """Expected book-ins on an average day, shape (classes, offices): more by CBP in some offices."""
    number = np.arange(len(OFFICES))
    mix = np.tile(CLASS_MIX[:, None], len(OFFICES))
    mix[CBP] *= np.where(number % 5 == 0, 2.0, np.where(number % 5 == 3, 0.5, 1.0))
    return np.asarray(BOOK_INS_A_DAY * office_share() * mix / mix.sum(axis=0))


def stays(class_rates: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probability of route and days until ready, shape (classes, routes, LONGEST).

    One factor common to all classes and routes but transfers makes the national mean `MEAN_STAY` days.
    """
    weights = class_rates / class_rates.sum()

    def excess(factor: float) -> float:
        return float(weights @ mean_stays(_all_stays(factor))) - MEAN_STAY

    before, factor = 0.9, 1.1
    excess_before, excess_now = excess(before), excess(factor)
    while abs(excess_now) > 1e-10:  # secant steps: the mean is nearly linear in the factor
        step = excess_now * (factor - before) / (excess_now - excess_before)
        before, excess_before = factor, excess_now
        factor -= step
        excess_now = excess(factor)
    return _all_stays(factor)


def mean_stays(joint: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean days until ready by class, shape (classes,)."""
    return np.asarray(joint.sum(axis=1) @ np.arange(1, joint.shape[-1] + 1))


def residual_stays(class_rates: NDArray[np.float64], joint: NDArray[np.float64]) -> NDArray[np.float64]:
    """Equilibrium stock by class, route and remaining days, shape (classes, routes, LONGEST), summing to 1."""
    at_least = joint[..., ::-1].cumsum(axis=-1)[..., ::-1]
    stock = class_rates[:, None, None] * at_least
    return np.asarray(stock / stock.sum())


def _all_stays(factor: float) -> NDArray[np.float64]:
    """`stays` for a given common factor."""
    return np.stack([_class_stays(factor * own, mix) for own, mix in zip(STAY_FACTOR, ROUTE_MIX, strict=True)])


def _class_stays(factor: float, routes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Route and days of one class, shape (routes, LONGEST)."""
    days = np.arange(LONGEST + 1.0)
    by_route = (
        0.65 * gamma_cdf(days, 1.6, 25.0 * factor) + 0.35 * gamma_cdf(days, 1.3, 90.0 * factor),
        gamma_cdf(days, 2.0, 40.0 * factor),
        0.5 * gamma_cdf(days, 1.2, 12.0 * factor) + 0.5 * gamma_cdf(days, 1.5, 90.0 * factor),
        1.0 - (1.0 - 1.0 / 8.0) ** days,
    )
    cumulative = np.stack(by_route)
    cumulative[:, -1] = 1.0
    by_day = np.maximum(np.diff(cumulative, axis=1), 0.0)
    return np.asarray(routes[:, None] * by_day / by_day.sum(axis=1, keepdims=True))


def gamma_cdf(x: NDArray[np.float64], shape: float, mean: float) -> NDArray[np.float64]:
    """Distribution function of the gamma distribution, by its power series (all terms positive)."""
    z = x * (shape / mean)
    term = np.exp(-z) * z**shape / math.gamma(shape + 1.0)
    total = term.copy()
    n = 0
    while term.max() > 1e-17:
        n += 1
        term = term * z / (shape + n)
        total += term
    return np.minimum(total, 1.0)
