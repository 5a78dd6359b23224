"""Stays by hazard: equal to an oracle bit by bit, to the law of competing exits, and to count tables."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.polynomial import Chebyshev
from numpy.typing import NDArray
from scipy import stats
from tests.engines.custody_oracle import equals_oracle

from bedspace.engines.persons.arrays import System, Tables
from bedspace.engines.persons.mixing import exponential
from bedspace.engines.persons.replications import empty_censuses, run_block, run_each
from bedspace.engines.persons.stays import book_ins, cumulated, dealing, guided, stay_tables
from bedspace.engines.streams import replication_keys

ROOT = replication_keys(1, 0, 1)[0]
FAMILY = 4.5
"""Greatest |z| of a family of a few dozen comparisons; exceeded about once in 5,000."""


def tables_of(
    hazards: NDArray[np.float64],
    root: np.uint64 = ROOT,
    *,
    rates: float = 0.0,
    stock: NDArray[np.int64] | None = None,
    beds: NDArray[np.int64] | None = None,
    seats: int = 10_000,
    tries: int = 1,
    needs_seat: NDArray[np.bool_] | None = None,
    relative: tuple[float, float] = (1.0, 0.5),
    slow: tuple[float, float] = (0.0, 0.0),
    shares: tuple[float, ...] = (1.0,),
) -> Tables:
    """Tables for hazards of shape (days, classes, exits); ample beds and seats unless said."""
    days, classes, exits = hazards.shape
    seated = np.zeros(exits, dtype=bool) if needs_seat is None else needs_seat
    rows = np.arange(classes, dtype=np.uint32)
    system = System(
        exits=exits + 1,
        beds=np.full((days + 1, len(shares)), 100_000) if beds is None else beds,
        seats=np.full(days, seats),
        tries=np.full(days, tries),
        stock=np.zeros((len(shares), classes), dtype=np.int64) if stock is None else stock,
        stock_rows=np.tile(rows, (len(shares), 1)),
        stay_rows=np.tile(rows, (days, 1)),
    )
    by_class = stay_tables(hazards, seated, np.array(relative), np.array(slow))
    return Tables(system, by_class, book_ins(np.full((days, classes), rates), dealing(np.array(shares)), root))


def random_tables(seed: int) -> tuple[Tables, np.uint64]:
    """A small system in which anything may bind, with days on which nobody leaves."""
    random = np.random.default_rng(seed)
    days, offices, classes, exits = random.integers(1, (26, 7, 4, 4))
    hazards = random.exponential(0.1, (days, classes, exits)) * (random.random((days, classes, exits)) < 0.7)
    root = replication_keys(seed, 0, 1)[0]
    stock = random.integers(0, 9, (offices, classes)) * random.integers(0, 2)
    tables = tables_of(
        hazards,
        root,
        rates=random.exponential(4.0),
        stock=stock,
        beds=np.maximum(random.integers(0, 30, offices) + random.integers(-4, 5, (days + 1, offices)), 0),
        seats=int(random.integers(0, 8)),
        tries=int(random.integers(1, 5)),
        needs_seat=np.append(random.random(exits - 1) < 0.5, False),
        relative=(float(random.uniform(0.5, 2.0)), float(random.uniform(0.1, 0.5))),
        slow=(float(random.random()), float(random.random())),
        shares=tuple(random.dirichlet(np.ones(offices)).tolist()),
    )
    return tables, root


def test_replications_of_any_size_share_a_workspace() -> None:
    """Small after large and large after small: each is what it is alone."""
    hazards, many = np.full((5, 2, 1), 0.2), np.array([[300, 200]])
    tables = [tables_of(hazards, stock=stock, rates=rate) for stock, rate in ((None, 3.0), (many, 90.0), (many, 4.0))]
    out = empty_censuses(tables[0].system, len(tables))
    run_each(tables, np.repeat(ROOT, len(tables)), out)
    for number, one in enumerate(tables):
        for found, alone in zip(out, run_block(one, np.array([ROOT])), strict=True):
            np.testing.assert_array_equal(found[number], alone[0])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_equals_oracle(seed: int) -> None:
    equals_oracle(*random_tables(seed))


@pytest.mark.slow
@settings(max_examples=2000, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_equals_oracle_on_many_systems(seed: int) -> None:
    equals_oracle(*random_tables(seed))


def test_exits_follow_the_law_of_competing_hazards() -> None:
    """Each exit on each day, expected numbers by the plain product of survival, for stock and later book-ins."""
    random = np.random.default_rng(3)
    hazards = random.uniform(0.005, 0.2, (12, 2, 3))
    relative, slow = (1.1, 0.3), (0.4, 0.1)
    stock = np.array([[30_000, 20_000]])
    out = run_block(tables_of(hazards, stock=stock, relative=relative, slow=slow), np.array([ROOT]))
    found = out.leavers[0].reshape(12, 2, 4)[..., :3]
    total = hazards.sum(-1)
    held = stock[0, :, None] * np.array([1 - slow[0], slow[0]])
    for day in range(12):
        left = held * -np.expm1(-total[day, :, None] * np.array(relative))
        law = left.sum(-1)[:, None] * hazards[day] / total[day, :, None]
        assert np.abs((found[day] - law) / np.sqrt(law)).max() < FAMILY
        held = held - left


def test_those_placed_on_a_day_stay_the_night() -> None:
    """At a hazard that nobody survives, everybody leaves on the day after the placement."""
    out = run_block(tables_of(np.full((6, 1, 1), 60.0), rates=50.0), np.array([ROOT]))
    np.testing.assert_array_equal(out.population[0, :, 0], out.book_ins[0, :, 0])
    np.testing.assert_array_equal(out.leavers[0, 1:, 0], out.book_ins[0, :-1, 0])


def test_a_later_change_of_hazards_moves_nobody_before() -> None:
    hazards = np.random.default_rng(4).uniform(0.01, 0.1, (20, 2, 2))
    changed = hazards.copy()
    changed[12:] *= 3.0
    first, second = (run_block(tables_of(h, rates=300.0), np.array([ROOT])) for h in (hazards, changed))
    np.testing.assert_array_equal(first.leavers[0, :12], second.leavers[0, :12])
    assert second.leavers[0, 12:].sum() > first.leavers[0, 12:].sum()


def test_guide_never_points_beyond_the_day() -> None:
    """The guide's day is at or before the one that a search finds, for levels all over the range."""
    cumulative = cumulated(np.random.default_rng(5).exponential(0.03, (200, 3)))
    guide, short_of, marks = guided(cumulative)
    for a_class in range(3):
        levels = np.linspace(0.0, cumulative[a_class, -2] * 0.9999, 5000)[1:]
        searched = np.searchsorted(cumulative[a_class], levels, side="left") - 1
        at = guide[a_class, (levels * marks[a_class]).astype(int)]
        assert (at <= searched).all()
        assert (searched - at).mean() < 0.2
        assert 0 < (searched - at).max() <= short_of[a_class]


def test_book_ins_are_poisson_and_dealt_by_share() -> None:
    shares = np.array([0.5, 0.3, 0.2])
    rates = np.tile([0.4, 30.0, 800.0], (2000, 1))
    counts = book_ins(rates, dealing(shares), ROOT)
    totals = counts.sum(-1)
    for a_class, rate in enumerate(rates[0]):
        assert abs(totals[:, a_class].mean() - rate) < 4 * np.sqrt(rate / 2000)
        spread = stats.chi2.ppf([1e-5, 1 - 1e-5], 1999) / 1999
        assert spread[0] < totals[:, a_class].var(ddof=1) / rate < spread[1]
    assert stats.chisquare(counts.sum((0, 1)), shares * counts.sum()).pvalue > 1e-4


def test_more_book_ins_keep_those_there_were() -> None:
    """Common keys: at a higher rate no office has fewer."""
    rates = np.full((100, 2), 40.0)
    shares = np.full(5, 0.2)
    fewer, more = (book_ins(r, dealing(shares), ROOT).astype(int) for r in (rates, 1.1 * rates))
    assert (more >= fewer).all()
    assert more.sum() > fewer.sum()


def test_exponential_numbers_follow_the_logarithm() -> None:
    """Everywhere, and above 0 at the end, where a polynomial could fall below."""
    numbers = np.concatenate([np.arange(0, 1 << 24, 1001), np.arange(1000), (1 << 24) - 1 - np.arange(20_000)])
    drawn = np.array([exponential(number) for number in numbers.astype(np.uint64)])
    assert np.abs(drawn + np.log((numbers + 0.5) * 2.0**-24)).max() < 2e-6
    assert drawn.min() > 0.0


def test_exponential_is_the_polynomial_through_the_chebyshev_points() -> None:
    fitted = Chebyshev.interpolate(np.log, 6, [1.0, 2.0])
    numbers = (1 << 23) + np.arange(0, 1 << 23, 9973)
    drawn = np.array([exponential(number) for number in numbers.astype(np.uint64)])
    np.testing.assert_allclose(drawn, np.log(2.0) - fitted((numbers + 0.5) * 2.0**-23), atol=1e-10)
