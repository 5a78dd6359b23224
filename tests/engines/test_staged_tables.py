"""Stages one by one: equal to an oracle bit by bit, and to the law of a chain followed day by day."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from tests.engines.custody_oracle import equals_oracle

from bedspace.engines.expected.proceedings.kernels import DECISION
from bedspace.engines.persons.arrays import System, Tables
from bedspace.engines.persons.replications import run_block
from bedspace.engines.persons.staged_tables import staged_tables
from bedspace.engines.persons.stays import count_fields
from bedspace.engines.plan import FORMS, REMOVAL
from bedspace.engines.streams import replication_keys
from bedspace.errors import UsageError
from bedspace.model.courts import LONG_STAY_DAYS
from bedspace.model.docket import AGEING, BEYOND, COURT, IN_CASE, ORDERED, STAGES

Array = NDArray[np.float64]
SEATED = np.array([form == "removal" for form in FORMS])
FAMILY = 4.5
"""Greatest |z| of a family of some hundred comparisons."""


def random_law(random: np.random.Generator, days: int, classes: int, scale: float) -> tuple[Any, Array, Array]:
    """What `staged_tables` reads of a law, daily hazards and country groups."""
    shape = (days, classes, len(STAGES), len(FORMS) + 1)
    hazards = random.exponential(scale, shape) * (random.random(shape[1:]) < 0.5)
    hazards[:, :, IN_CASE.stop :, DECISION] = 0.0
    hazards = hazards.astype(np.float32)
    docket = SimpleNamespace(to_court=random.random(classes), shares=random.dirichlet(np.ones(len(STAGES)), classes))
    kept = random.uniform(0.95, 1.0 - 1e-9, (1, classes, 2, 2))
    docket.to_court, docket.shares = docket.to_court[None], docket.shares[None]
    return SimpleNamespace(docket=docket, kept_before=kept), hazards, random.dirichlet(np.ones(3), (days, 2))


def tables_of(
    law: Any,
    hazards: Array,
    groups: Array,
    root: np.uint64,
    *,
    rates: float = 0.0,
    stock: NDArray[np.int64],
    beds: NDArray[np.int64] | int = 10**6,
    seats: int = 10**6,
    relative: tuple[float, float] = (1.0, 0.4),
    slow: tuple[float, float] = (0.3, 0.1),
) -> Tables:
    """Tables of a law; ample beds and seats unless said."""
    days, classes = hazards.shape[:2]
    offices = len(stock)
    outcomes, by_row, stages = staged_tables(law, 0, hazards, groups, SEATED, np.array(relative), np.array(slow))
    system = System(
        exits=len(FORMS) + 1,
        beds=np.broadcast_to(beds, (days + 1, offices)).astype(np.int64),
        seats=np.full(days, seats),
        tries=np.full(days, 2),
        stock=stock,
        stock_rows=np.zeros(offices, dtype=np.uint32),
        stay_rows=np.zeros((days, classes), dtype=np.uint32),
        **outcomes,
        **count_fields(np.full((days, classes), rates), np.full(offices, 1 / offices), root),
    )
    return Tables(system, hazards=by_row, stages=stages)


def random_staged_tables(seed: int) -> tuple[Tables, np.uint64]:
    """A small system in which anything may bind; most runs are longer than an order may age."""
    random = np.random.default_rng(seed)
    days, classes, offices = int(random.integers(1, 230)), int(random.integers(1, 4)), int(random.integers(1, 5))
    law, hazards, groups = random_law(random, days, classes, float(random.choice([0.001, 0.01, 0.1])))
    root = replication_keys(seed, 0, 1)[0]
    tables = tables_of(
        law, hazards, groups, root,
        rates=float(random.exponential(0.4)), stock=random.integers(0, 12, (offices, classes)),
        beds=random.integers(0, 40, offices), seats=int(random.integers(0, 5)),
    )  # fmt: skip
    return tables, root


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_equals_oracle(seed: int) -> None:
    equals_oracle(*random_staged_tables(seed))


@pytest.mark.slow
@settings(max_examples=2000, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_equals_oracle_on_many_systems(seed: int) -> None:
    equals_oracle(*random_staged_tables(seed))


def chain(hazards: Array, groups: Array, relative: float, now: Array, orders: Array, booked: Array) -> Array:
    """Expected exits by day and form of one class and pace, stage by stage and orders by their age.

    `now` has the people of each stage but those that age, `orders` those by group and age; `booked` a day.
    """
    exits = np.zeros((len(hazards), len(FORMS)))
    for day, today in enumerate(hazards[:, 0]):
        total = today.sum(-1)
        left = -np.expm1(-total * relative)
        moves = today / np.maximum(total, 1e-300)[:, None]
        held = now.copy()
        held[AGEING] = orders.sum(-1)
        gone = held * left
        exits[day] = gone @ moves[:, :DECISION]
        ordered = (gone[IN_CASE] * moves[IN_CASE, DECISION]) @ groups[day]
        now = now * (1 - left)
        orders = orders * (1 - left[AGEING])[:, None]
        now[BEYOND] += orders[:, -1]
        orders = np.concatenate([ordered[1:, None], orders[:, :-1]], 1)
        now[ORDERED.start] += ordered[0]
        now[IN_CASE] += booked
    return exits


def test_exits_follow_the_chain() -> None:
    """Each form by 25 days, for stock and book-ins of both paces, over more than the 180 days of an order."""
    random = np.random.default_rng(8)
    days, relative, slow = 200, (1.2, 0.3), (0.3, 0.1)
    law, hazards, _ = random_law(random, days, 1, 0.004)
    # what makes groups, ages and turns matter: orders in both kinds of case, and stages that differ
    hazards[:, :, IN_CASE, DECISION] = 0.02
    hazards[:, :, ORDERED.start, REMOVAL] = 0.1
    hazards[:, :, AGEING] *= 0.2
    hazards[:, :, BEYOND, FORMS.index("supervision")] = 0.3
    law.docket.to_court[:] = 0.5
    law.kept_before = np.array([[[[0.95, 0.97], [0.999, 0.995]]]])  # orders of ordinary stays are younger
    groups = np.tile([[0.7, 0.2, 0.1], [0.1, 0.3, 0.6]], (days, 1, 1))  # officers and judges differ
    root = replication_keys(3, 0, 1)[0]
    tables = tables_of(
        law, hazards, groups, root, stock=np.array([[60_000]]), rates=300.0, relative=relative, slow=slow
    )
    found = run_block(tables, np.array([root])).leavers[0][:, : len(FORMS)]
    court, shares = law.docket.to_court[0, 0], law.docket.shares[0, 0]
    expected = np.zeros((days, len(FORMS)))
    for j, (of_stock, of_booked) in enumerate(((1 - slow[0], 1 - slow[1]), (slow[0], slow[1]))):
        kept = law.kept_before[0, 0, j][:, None] ** np.arange(LONG_STAY_DAYS)
        now = 60_000 * of_stock * shares
        orders = now[AGEING][:, None] * kept / kept.sum(-1, keepdims=True)
        now[AGEING] = 0.0
        booked = 300.0 * of_booked * np.array([1 - court, court])
        expected += chain(hazards, groups, relative[j], now, orders, booked)
    found, expected = (flows.reshape(-1, 25, len(FORMS)).sum(1) for flows in (found, expected))
    assert np.abs((found - expected) / np.sqrt(np.maximum(expected, 1.0))).max() < FAMILY


def test_an_order_turns_after_180_days_and_no_sooner() -> None:
    """Nobody leaves an ageing order by itself; whoever is overdue leaves at once."""
    hazards = np.zeros((LONG_STAY_DAYS + 5, 1, len(STAGES), len(FORMS) + 1))
    hazards[:, :, BEYOND, REMOVAL] = 60.0
    shares = np.zeros((1, 1, len(STAGES)))
    shares[..., AGEING.start] = 1.0
    kept = np.full((1, 1, 2, 2), 1.0 - 1e-9)
    law = SimpleNamespace(docket=SimpleNamespace(to_court=np.zeros((1, 1)), shares=shares), kept_before=kept)
    root = replication_keys(1, 0, 1)[0]
    tables = tables_of(law, hazards, np.full((len(hazards), 2, 3), 1 / 3), root, stock=np.array([[18_000]]))
    removed = run_block(tables, np.array([root])).leavers[0][:, REMOVAL]
    assert removed[0] == 0
    assert removed.sum() == 18_000
    ages = removed[1 : LONG_STAY_DAYS + 1]
    assert ages.sum() == 18_000
    assert np.abs(ages - 100.0).max() < FAMILY * 10.0


def test_what_does_not_fit_is_refused() -> None:
    law, hazards, groups = random_law(np.random.default_rng(2), 3, 2, 0.1)
    tables = tables_of(law, hazards, groups, np.uint64(1), stock=np.zeros((1, 2), dtype=int))
    assert tables.stages
    longer = tables.stages._replace(limits=np.where(tables.stages.turns > 0, 256, tables.stages.limits))
    with pytest.raises(UsageError, match="256"):
        run_block(tables._replace(stages=longer), np.array([np.uint64(1)]))
    crowd = tables.system._replace(stock=np.full((1, 2), 1 << 23))
    with pytest.raises(UsageError, match="placed at once"):
        run_block(tables._replace(system=crowd), np.array([np.uint64(1)]))


def test_a_stage_that_nobody_leaves_keeps_everybody() -> None:
    """No hazard in any stage: the search for the day is not needed, and none leaves within the run."""
    law, hazards, groups = random_law(np.random.default_rng(2), 400, 1, 0.1)
    root = replication_keys(1, 0, 1)[0]
    tables = tables_of(law, 0.0 * hazards, groups, root, stock=np.array([[500]]))
    assert tables.hazards
    assert not tables.hazards.short_of.any()
    assert run_block(tables, np.array([root])).population[0, -1, 0] == 500


def test_court_is_where_its_share_begins() -> None:
    hazards = np.zeros((2, 1, len(STAGES), len(FORMS) + 1))
    hazards[:, :, COURT, FORMS.index("relief")] = 60.0
    law, _, groups = random_law(np.random.default_rng(2), 2, 1, 0.1)
    law.docket.to_court = np.array([[0.3]])
    root = replication_keys(1, 0, 1)[0]
    out = run_block(
        tables_of(law, hazards, groups, root, stock=np.zeros((1, 1), dtype=int), rates=30_000.0), np.array([root])
    )
    share = out.leavers[0][1].sum() / out.book_ins[0, 0, 0]
    assert abs(share - 0.3) < FAMILY * np.sqrt(0.21 / 30_000)
