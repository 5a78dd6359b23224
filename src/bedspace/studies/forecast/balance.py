"""The exit rate that closes the account: solved each week so that those in custody meet the count.

Counted book-outs fall 2 to 3 % short of what the counts of people held need, and a forecast on them drifts upwards.
The balance of stock and book-ins holds what they lack.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bedspace.studies.forecast.weekly import Weekly

Array = NDArray[np.float64]

WEEK = 7.0
SLOWEST, FASTEST = 0.02, 30.0
"""Bounds of the exit multiplier; where even the slowest cannot meet the count, the count still holds."""


@dataclass(frozen=True)
class Balance:
    """Exits of each shape of stay.

    Attributes
    ----------
    multiplier : array, shape (shapes, n)
        On the exit rates of the shape, in the week that ends at each day; the first repeats the second.
    inside : array, shape (shapes, 2)
        People held on the last day, by part of the mixture.
    """

    multiplier: Array
    inside: Array


def balance(series: Weekly, stays: Array) -> Balance:
    """Solve every week in turn.

    Parameters
    ----------
    series : Weekly
    stays : array, shape (shapes, 2, 2)
        Share and mean days of the parts of each shape.
    """
    share, rate = stays[..., 0], 1 / stays[..., 1]
    inside = series.held[0] * (share / rate) / (share / rate).sum(-1, keepdims=True)
    multiplier = np.ones((len(stays), len(series.days)))
    for week in range(1, len(series.days)):
        found = _solved(inside, share * series.booked_in[week], rate, series.held[week], multiplier[:, week - 1])
        inside = after_week(inside, share * series.booked_in[week], rate, found[:, None])
        inside *= series.held[week] / inside.sum(-1, keepdims=True)
        multiplier[:, week] = found
    multiplier[:, :1] = multiplier[:, 1:2]
    return Balance(multiplier, inside)


def after_week(inside: Array, entering: Array, rate: Array, multiplier: Array) -> Array:
    """People of each part a week later; those who enter have half a week to leave.

    >>> after_week(np.array([100.0]), np.array([0.0]), np.array([0.1]), np.array([1.0])).round(2)
    array([49.66])
    """
    staying = np.exp(-WEEK / 2 * rate * multiplier)
    return np.asarray((inside * staying + WEEK * entering) * staying)


def _solved(inside: Array, entering: Array, rate: Array, held: float, guess: Array) -> Array:
    """The multiplier of each shape after which `held` people are inside, by Newton's method on its logarithm."""
    log = np.log(guess)
    for _ in range(30):
        step = WEEK / 2 * rate * np.exp(log)[:, None]
        staying = np.exp(-step)
        first, second = inside * staying**2, WEEK * entering * staying
        miss = (first + second).sum(-1) - held
        slope = -(step * (2 * first + second)).sum(-1)
        moved = np.clip(log - np.clip(miss / slope, -1.0, 1.0), np.log(SLOWEST), np.log(FASTEST))
        done = np.abs(moved - log).max() < 1e-9
        log = moved
        if done:
            break
    return np.exp(log)
