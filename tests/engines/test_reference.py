"""The reference model is the one written down, and common keys make scenarios comparable on it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.outcome_kernel import run
from benchmarks.reference import LONGEST, book_in_rates, gamma_cdf, mean_stays, reference_table, stays
from benchmarks.table import CustodyTable, compile_table
from numpy.typing import NDArray
from scipy import special

from bedspace.engines.persons.arrays import Censuses

PAIRS = 100
LEAST_GAIN = 20.0


def test_totals() -> None:
    table = reference_table()
    week = table.rates[table.pattern[:7, 0]].sum(axis=(1, 2))
    np.testing.assert_allclose(week, [1150.0] * 5 + [625.0] * 2)
    assert abs(table.beds[0].sum() - 44_000) <= 12
    assert abs(table.stock.sum() - 39_998) <= 12
    assert table.seats[:7].tolist() == [1100] * 5 + [0, 0]
    assert (table.days, table.stays.shape[-1]) == (365, 730)
    double = reference_table(2.0)
    np.testing.assert_allclose(double.rates, 2.0 * table.rates)
    assert np.abs(double.beds - 2 * table.beds).max() <= 1


def test_stays_and_routes() -> None:
    by_class = book_in_rates().sum(axis=1)
    joint = stays(by_class)
    np.testing.assert_allclose(joint.sum(axis=(1, 2)), 1.0)
    assert by_class @ mean_stays(joint) / by_class.sum() == pytest.approx(44.0, abs=1e-9)
    routes = by_class @ joint.sum(axis=2) / by_class.sum()
    np.testing.assert_allclose(routes, [0.75, 0.06, 0.121, 0.069], atol=1e-3)
    transfer = joint[:, 3] / joint[:, 3].sum(axis=1, keepdims=True)
    np.testing.assert_allclose(transfer @ np.arange(1, LONGEST + 1), 8.0)


def test_about_a_third_of_the_offices_are_short() -> None:
    table = reference_table()
    need = book_in_rates().T @ mean_stays(table.stays)
    short = np.mean(need > table.beds[0])
    assert 0.25 < short < 0.75
    out = run(compile_table(table), 1, 2)
    share_full = np.mean(out.population == table.beds[1:], axis=(0, 1))
    assert 0.2 < share_full.mean() < 0.95
    assert out.away.sum() > 0


def test_stock_is_in_equilibrium_with_the_book_ins() -> None:
    """With beds and seats for all, the mean population neither grows nor shrinks from a full stock."""
    table = reference_table(days=28)
    by_class = book_in_rates().sum(axis=1)
    need = book_in_rates().T @ mean_stays(table.stays)
    wide = replace(
        table,
        rates=np.broadcast_to(book_in_rates(), table.rates.shape),
        stock=np.rint(need).astype(int),
        beds=table.beds * 10,
        seats=np.full(table.days, 10**6),
    )
    out = run(compile_table(wide), 1, 30)
    expected = by_class @ mean_stays(table.stays)
    assert out.population.sum(axis=2).mean() == pytest.approx(expected, rel=0.005)


@pytest.mark.parametrize(("shape", "mean"), [(1.6, 25.0), (1.2, 12.0), (2.0, 60.0)])
def test_gamma_series(shape: float, mean: float) -> None:
    x = np.arange(731.0)
    np.testing.assert_allclose(gamma_cdf(x, shape, mean), special.gammainc(shape, x * shape / mean), atol=1e-12)


def crowded(*, beds: float = 1.0, seats: float = 1.0) -> CustodyTable:
    """The reference model with a tenth more book-ins, so that beds bind all year, and with more capacity.

    At the model's own load of 1, 1 % more beds ends four fifths of the releases for want of space; what is left of
    the difference is the base's own variance, which no pairing removes.
    """
    table = reference_table()
    return replace(
        table,
        rates=1.1 * table.rates,
        beds=np.rint(beds * table.beds).astype(int),
        seats=np.rint(seats * table.seats).astype(int),
    )


def released(out: Censuses) -> NDArray[np.float64]:
    """Releases for want of space in a year."""
    return np.asarray(out.leavers.reshape(PAIRS, -1, 6, 5)[..., 4].sum(axis=(1, 2)), dtype=float)


def removed(out: Censuses) -> NDArray[np.float64]:
    """Removals in a year."""
    return np.asarray(out.leavers.reshape(PAIRS, -1, 6, 5)[..., 0].sum(axis=(1, 2)), dtype=float)


def queued(out: Censuses) -> NDArray[np.float64]:
    """Mean queue for seats."""
    return np.asarray(out.queue.mean(axis=1))


def in_custody(out: Censuses) -> NDArray[np.float64]:
    """Mean number in bed or hold room."""
    return np.asarray((out.population.sum(axis=2) + out.hold).mean(axis=1))


@pytest.mark.slow
@pytest.mark.parametrize("more", [{"beds": 1.01}, {"seats": 1.01}], ids=["beds", "seats"])
def test_common_keys_reduce_the_variance_of_a_difference(more: dict[str, float]) -> None:
    """At least 20 times; by chance alone a ratio of two variances of 100 pairs is off by a fifth."""
    base = run(compile_table(crowded()), 1, PAIRS)
    paired = run(compile_table(crowded(**more)), 1, PAIRS)
    fresh = run(compile_table(crowded(**more)), 2, PAIRS)
    for value in (released, removed, queued, in_custody):
        gain = np.var(value(fresh) - value(base), ddof=1) / np.var(value(paired) - value(base), ddof=1)
        assert gain > LEAST_GAIN, value.__name__
