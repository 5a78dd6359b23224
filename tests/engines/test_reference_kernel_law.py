"""The reference kernel against the discrete-time law of the same system, computed independently, and against SimPy.

Means over replications must lie within `ERRORS` standard errors of the law. Whole families of comparisons use the
greatest |z| with the threshold that a normal family of that size exceeds once in 10,000.
"""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks import heapq_peer, numpy_peer, simpy_peer
from benchmarks.agreement import greatest_z, metrics_of_kernel, metrics_of_peer
from benchmarks.outcome_kernel import run
from benchmarks.table import CustodyTable, compile_table
from numpy.typing import NDArray
from scipy import stats

ERRORS = 4.0
REPLICATIONS = 400


def threshold(comparisons: int) -> float:
    """Greatest |z| that so many normal comparisons exceed once in 10,000."""
    return float(stats.norm.isf(0.5 * (1.0 - (1.0 - 1e-4) ** (1.0 / comparisons))))


def table(
    *,
    days: int,
    rates: NDArray[np.float64],
    stays: NDArray[np.float64],
    beds: int,
    seats: int = 0,
    needs_seat: bool = False,
    tries: int = 1,
    stock: int = 0,
) -> CustodyTable:
    """Offices alike but for their rates, shape (C, O); one planned exit; `stays` of shape (C, L)."""
    classes, offices = rates.shape
    weights = np.broadcast_to(stays[:, None, :], (classes, 1, stays.shape[-1]))
    return CustodyTable(
        offices=tuple(f"office {number}" for number in range(offices)),
        classes=tuple(f"class {number}" for number in range(classes)),
        exits=("planned", "no space"),
        needs_seat=np.array([needs_seat]),
        rates=rates[None],
        pattern=np.zeros((days, classes), dtype=int),
        stays=weights,
        stay=np.tile(np.arange(classes), (days, 1)),
        stock=np.full(offices, stock),
        stock_stays=weights[None] / classes,
        stock_stay=np.zeros(offices, dtype=int),
        beds=np.full((days + 1, offices), beds),
        seats=np.full(days, seats),
        tries=np.full(days, tries),
    )


def z_scores(samples: NDArray[np.int32], law: NDArray[np.float64]) -> NDArray[np.float64]:
    """Deviation of the mean over replications (first axis) in standard errors."""
    error = samples.std(axis=0, ddof=1) / np.sqrt(len(samples))
    return np.asarray((samples.mean(axis=0) - law) / error)


def geometric(chance: float, longest: int) -> NDArray[np.float64]:
    """Days until an exit with this chance a day, cut at `longest` where nothing is left."""
    weights = chance * (1.0 - chance) ** np.arange(longest)
    return weights / weights.sum()


def test_without_limits_the_population_is_the_sum_of_survivors() -> None:
    random = np.random.default_rng(1)
    rates = random.uniform(1.0, 8.0, (2, 3))
    stays = random.dirichlet(np.full(40, 0.4), 2)
    days, stock = 30, 50
    out = run(compile_table(table(days=days, rates=rates, stays=stays, beds=10_000, stock=stock)), 11, REPLICATIONS)
    survivors = 1.0 - np.hstack([np.zeros((2, 1)), stays.cumsum(axis=1)])  # after 0, 1, ... days
    booked = np.stack([rates.T @ survivors[:, : day + 1].sum(axis=1) for day in range(days)])
    law = booked + stock * survivors.mean(axis=0)[1 : days + 1, None]
    assert np.abs(z_scores(out.population, law)).max() < threshold(law.size)
    assert out.hold.max() == out.queue.max() == out.away.max() == 0


def batch_loss_law(rate: float, leave: float, beds: int, days: int) -> NDArray[np.float64]:
    """Distribution of persons in an office after each day, shape (days, beds + 1): exits, then a Poisson batch."""
    persons = np.arange(beds + 1)
    staying = stats.binom.pmf(persons[None, :], persons[:, None], 1.0 - leave)
    arriving = stats.poisson.pmf(persons[None, :] - persons[:, None], rate)
    arriving[:, -1] = stats.poisson.sf(beds - persons - 1, rate)
    law = np.zeros((days + 1, beds + 1))
    law[0, 0] = 1.0
    for day in range(days):
        law[day + 1] = law[day] @ staying @ arriving
    return law[1:]


def test_loss_system_has_the_exact_distribution() -> None:
    """One office, geometric stays, one try: a Markov chain, compared by chi-square on the last day and by means."""
    rate, leave, beds, days = 3.0, 0.25, 12, 40
    law = batch_loss_law(rate, leave, beds, days)
    stays = geometric(leave, 200)[None]
    out = run(compile_table(table(days=days, rates=np.array([[rate]]), stays=stays, beds=beds)), 5, 10 * REPLICATIONS)
    counts = np.bincount(out.population[:, -1, 0], minlength=beds + 1)
    assert stats.chisquare(counts[3:], law[-1, 3:] / law[-1, 3:].sum() * counts[3:].sum()).pvalue > 1e-4
    means = law @ np.arange(beds + 1)
    assert np.abs(z_scores(out.population[:, :, 0], means)).max() < threshold(days)
    expected_lost = rate * days - (means[-1] + leave * means[:-1].sum())
    assert abs(z_scores(out.leavers[:, :, -1].sum(axis=1), expected_lost)) < ERRORS


def test_loss_law_approaches_erlang_at_first_order() -> None:
    """Halving the day halves the gap between the discrete-time law and Erlang's continuous formula."""
    beds, load = 12, 12.0
    erlang = stats.poisson.pmf(beds, load) / stats.poisson.cdf(beds, load)
    gaps = []
    for step in (1.0, 0.5, 0.25, 0.125):
        leave = 1.0 - np.exp(-0.25 * step)
        law = batch_loss_law(0.25 * load * step, leave, beds, round(200 / step))[-1]
        gaps.append(law @ np.arange(beds + 1) - load * (1.0 - erlang))
    ratios = np.array(gaps[:-1]) / gaps[1:]
    assert np.all(np.diff(np.abs(ratios - 2.0)) < 0)
    assert ratios[-1] == pytest.approx(2.0, rel=0.1)


def test_seat_queue_follows_lindley() -> None:
    """Everybody needs a seat after one day: tomorrow's queue is what is left of today's and today's book-ins."""
    rate, seats, days, most = 4.0, 5, 30, 400
    law = np.zeros(most)
    law[0] = 1.0
    batch = stats.poisson.pmf(np.arange(most), rate)
    means = [0.0]
    for _ in range(1, days):
        grown = np.convolve(law, batch)[:most]
        law = np.concatenate([[grown[: seats + 1].sum()], grown[seats + 1 :], np.zeros(seats)])
        means.append(law @ np.arange(most))
    system = table(
        days=days, rates=np.array([[rate]]), stays=np.ones((1, 1)), beds=10_000, seats=seats, needs_seat=True
    )
    out = run(compile_table(system), 7, 4 * REPLICATIONS)
    queue = out.queue[:, 1:]
    assert np.abs(z_scores(queue, np.array(means[1:]))).max() < threshold(days - 1)
    served = out.leavers[:, :, 0].sum(axis=1)
    np.testing.assert_array_equal(served + out.population[:, -1, 0], out.book_ins[:, :, 0].sum(axis=1))


@pytest.mark.parametrize(
    "peer", [simpy_peer.simulate_bare, simpy_peer.simulate, heapq_peer.simulate, numpy_peer.simulate]
)
def test_small_network_equals_peer(peer) -> None:  # type: ignore[no-untyped-def]
    """A congested network of five offices in an engine written independently, with its own random numbers."""
    random = np.random.default_rng(2)
    stays = np.stack([geometric(0.2, 60), geometric(0.08, 60)])
    system = table(
        days=40,
        rates=random.uniform(0.3, 1.5, (2, 5)),
        stays=stays,
        beds=12,
        seats=7,
        needs_seat=True,
        tries=3,
        stock=9,
    )
    ours = metrics_of_kernel(run(compile_table(system), 3, REPLICATIONS), system)
    theirs = metrics_of_peer([peer(system, seed) for seed in range(150)])
    assert greatest_z(ours, theirs) < threshold(len(ours))
