"""The reference kernel against an oracle that shares its keys, and what holds of every run, over random tables."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from benchmarks.outcome_kernel import simulate, size_of
from benchmarks.table import CustodyTable, compile_table
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from tests.engines.custody_oracle import equals_oracle, random_table

from bedspace.engines.persons.arrays import CHUNK, Censuses, Workspace
from bedspace.engines.persons.replications import empty_censuses, workspace
from bedspace.engines.streams import replication_keys
from bedspace.errors import UsageError

FEW, MANY = 40, 2000
seeds = st.integers(0, 2**32 - 1)


def kernel(table: CustodyTable, seed: int) -> tuple[Censuses, Workspace]:
    """Censuses and the memory they leave behind."""
    tables = compile_table(table)
    work = workspace(size_of(tables))
    out = Censuses(*(series[0] for series in empty_censuses(tables.system, 1)))
    with np.errstate(over="ignore"):
        simulate(*tables, replication_keys(seed, 0, 1)[0], work, out)
    return out, work


def agrees_with_oracle(table: CustodyTable, seed: int) -> None:
    """Every census is the oracle's."""
    equals_oracle(compile_table(table), replication_keys(seed, 0, 1)[0])


def holds_invariants(seed: int) -> None:
    """Conservation, capacity, one place for each person, stay clocks."""
    table = random_table(np.random.default_rng(seed))
    out, work = kernel(table, seed)
    exits = out.leavers.reshape(table.days, len(table.classes), len(table.exits))
    released = exits[:, :, -1].sum(axis=1)
    population = np.vstack([table.stock, out.population])
    held = np.concatenate([[0], out.hold])

    # conservation, of all in custody and of the hold room
    inside = population.sum(axis=1) + held
    np.testing.assert_array_equal(np.diff(inside), out.book_ins.sum(axis=1) - exits.sum(axis=(1, 2)))
    placed = np.diff(population.sum(axis=1)) + exits[:, :, :-1].sum(axis=(1, 2))
    np.testing.assert_array_equal(np.diff(held), out.book_ins.sum(axis=1) - placed - released)

    # capacity: an office over its beds has taken nobody in
    over = out.population > table.beds[1:]
    assert np.all(out.population[over] <= population[:-1][over])
    assert np.all(exits[:, :, :-1][:, :, table.needs_seat].sum(axis=(1, 2)) <= table.seats)
    assert np.all(out.queue <= out.population.sum(axis=1))
    assert np.all(out.away <= placed)
    assert min(series.min() for series in out) >= 0

    # nobody waits in the hold room while a bed is free
    free = np.maximum(table.beds[1:] - out.population, 0).sum(axis=1)
    assert np.all((free == 0) | ((out.hold == 0) & (released == 0)))

    # nobody twice: the calendar's future lists hold those in bed who do not queue, each once
    records = planned_later(work, table.days)
    assert len(records) == out.population[-1].sum() - out.queue[-1]
    assert np.all(np.bincount(records >> 8 & 0xFF, minlength=len(table.offices)) <= out.population[-1])
    assert not work.at_level.any()
    assert not work.gone.any()

    # stay clocks: the nights of leavers and of those still held are the nights counted at midnight
    if not held.any() and not out.queue[-1]:
        nights = np.sum(table.days + 1 - (records >> 16).astype(int))
        assert inside.sum() == out.stay_days.sum() + nights


def planned_later(work: Workspace, days: int) -> NDArray[np.uint32]:
    """Records of the persons whose planned day comes after the run."""
    link = CHUNK - 1
    parts = [np.zeros(0, dtype=np.uint32)]
    for a_list in np.flatnonzero(work.chunks):
        at, end = int(work.head[a_list]), int(work.cursor[a_list])
        while a_list >= 2 * days:
            last = at | link == end | link
            parts.append(work.calendar[at : end if last else at | link])
            if last:
                break
            at = int(work.calendar[at | link])
    return np.concatenate(parts)


@settings(max_examples=FEW, deadline=None)
@given(seeds)
def test_equals_oracle(seed: int) -> None:
    agrees_with_oracle(random_table(np.random.default_rng(seed)), seed)


@settings(max_examples=FEW, deadline=None)
@given(seeds)
def test_invariants(seed: int) -> None:
    holds_invariants(seed)


@pytest.mark.slow
@settings(max_examples=MANY, deadline=None)
@given(seeds)
def test_equals_oracle_on_many_tables(seed: int) -> None:
    agrees_with_oracle(random_table(np.random.default_rng(seed)), seed)


@pytest.mark.slow
@settings(max_examples=MANY, deadline=None)
@given(seeds)
def test_invariants_of_many_tables(seed: int) -> None:
    holds_invariants(seed)


BOUNDS = """
from tests.engines.custody_oracle import equals_oracle, random_table
from tests.engines.test_reference_kernel import agrees_with_oracle
from tests.engines.test_persons_stays import random_tables
import numpy as np
for seed in range(150):
    agrees_with_oracle(random_table(np.random.default_rng(seed)), seed)
    equals_oracle(*random_tables(seed))
"""


@pytest.mark.slow
def test_nothing_is_read_or_written_out_of_bounds(tmp_path: Path) -> None:
    """Every kind of the kernel, compiled anew with bounds checked, which no other test does."""
    bounded = {
        **os.environ,
        "NUMBA_BOUNDSCHECK": "1",
        "XDG_CACHE_HOME": str(tmp_path),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    subprocess.run([sys.executable, "-c", BOUNDS], env=bounded, check=True)


def test_stock_beyond_beds_stays_and_blocks() -> None:
    """More stock than beds: nobody is put out, nobody comes in until there is room."""
    table = random_table(np.random.default_rng(1))
    days, offices = table.days, len(table.offices)
    crowded = replace(
        table,
        stock=np.full(offices, 9),
        beds=np.full((days + 1, offices), 3),
        tries=np.ones(days, dtype=int),
        needs_seat=np.ones(len(table.exits) - 1, dtype=bool),
        seats=np.zeros(days, dtype=int),
    )
    out, _ = kernel(crowded, 1)
    assert np.all(out.population == 9)
    assert out.leavers.reshape(days, -1, len(table.exits))[:, :, -1].sum() == out.book_ins.sum() > 0


def test_calendar_memory_is_used_again() -> None:
    """More than twice as many persons pass through as the calendar has room for."""
    table = random_table(np.random.default_rng(1))
    busy = replace(
        table, rates=table.rates + 40.0, beds=np.full_like(table.beds, 150), seats=np.full_like(table.seats, 600)
    )
    out, work = kernel(busy, 1)
    assert out.leavers.sum() > 2 * len(work.calendar)
    agrees_with_oracle(busy, 1)


def test_all_faults_of_a_table_are_reported() -> None:
    table = random_table(np.random.default_rng(3))
    wrong = replace(table, seats=-1 - table.seats, stays=0.5 * table.stays, pattern=table.pattern + 9)
    with pytest.raises(UsageError) as error:
        compile_table(wrong)
    assert {fault.where for fault in error.value.faults} == {"seats", "stays", "pattern"}
    with pytest.raises(UsageError, match="shape"):
        compile_table(replace(table, seats=table.seats[:-1]))
    further = [(0, 0), (0, 0), (0, 2048)]
    longer = replace(
        table, stays=np.pad(table.stays, further), stock_stays=np.pad(table.stock_stays, [(0, 0), *further])
    )
    with pytest.raises(UsageError, match="at most 2047"):
        compile_table(longer)
