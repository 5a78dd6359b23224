"""The reference kernel: the day of `bedspace.engines.persons.kernel` with stays of any law, known as tables.

It shares all parts of the product's kernel but two: book-ins are drawn from count tables while it runs, and exit and
stay of a person jointly from one outcome table. An outcome is ``(2 * stay + needs a seat) << 8 | exit code``.
"""

from __future__ import annotations

from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.compiled import compiled, part
from bedspace.engines.persons.alias import OUTCOME_MASK, picked
from bedspace.engines.persons.arrays import Censuses, System, Workspace
from bedspace.engines.persons.calendar import empty_calendar, length_of, put_in, take_out
from bedspace.engines.persons.drawing import hash_all
from bedspace.engines.persons.packing import ONE, TWO, ZERO, coin_of, entry_of, office_of, upper_of
from bedspace.engines.persons.placement import (
    census,
    free_beds,
    leave_over,
    name_cells,
    name_persons,
    place,
    place_stock,
    try_again,
)
from bedspace.engines.persons.replications import Size, empty_censuses, workspace
from bedspace.engines.streams import replication_keys
from benchmarks.counts import Counts

_BLOCKS_A_WORKER = 4
_26 = np.uint64(26)
_HIGHEST_LEVEL = np.uint64(0xFFFFFFFE)


class Outcomes(NamedTuple):
    """Outcome tables, one behind the other.

    Attributes
    ----------
    first, width : array, shape (rows,)
        Where each begins and how wide it is.
    columns : array
    """

    first: NDArray[np.uint32]
    width: NDArray[np.uint32]
    columns: NDArray[np.uint64]


class Tables(NamedTuple):
    """What the reference kernel reads.

    Attributes
    ----------
    system : System
    outcomes : Outcomes
    count_rows : array, shape (D, C)
        Blocks of O cells of `counts`.
    counts : Counts
    """

    system: System
    outcomes: Outcomes
    count_rows: NDArray[np.uint32]
    counts: Counts


@part
def by_table(
    start: np.uint64,
    end: np.uint64,
    row: np.uint64,
    today: np.uint64,
    outcome_first: NDArray[np.uint32],
    outcome_width: NDArray[np.uint32],
    columns: NDArray[np.uint64],
    hashes: NDArray[np.uint64],
    persons: NDArray[np.uint32],
) -> None:
    """Entries of the persons of a run, in place of their hashes."""
    first = np.uint64(outcome_first[row])
    width = np.uint64(outcome_width[row])
    for j in range(start, end):
        draw = hashes[j]
        outcome = picked(columns[first + upper_of(upper_of(draw) * width)], coin_of(draw))
        hashes[j] = entry_of(today - ONE, outcome, np.uint64(persons[j]))


@compiled
def simulate(
    system: System,
    outcomes: Outcomes,
    count_rows: NDArray[np.uint32],
    counts: Counts,
    root: np.uint64,
    work: Workspace,
    out: Censuses,
) -> None:
    """Run the replication with root key `root` and write its censuses into `out`."""
    exits, beds, seats, tries, stock, stock_rows, stay_rows = system
    outcome_first, outcome_width, columns = outcomes
    count_least, count_first, count_guide, thresholds = counts
    (
        calendar, head, cursor, chunks, free, at_level, gone, hashes, persons,
        party_key, party_size, party_person, run_row, run_end, _, _,
    ) = work  # fmt: skip
    population, leavers, queue, hold, book_ins, away, stay_days, wait_days = out
    days, classes = stay_rows.shape
    offices = np.uint64(len(stock))
    spare = empty_calendar(calendar, head, cursor, chunks)
    leavers[:] = 0
    waiting = ZERO
    queue_list = ONE
    queue_at = ZERO
    held = ZERO
    for step in range(-len(stock), days):
        day = max(step, -1)
        today = np.uint64(day + 1)
        placed = ZERO
        runs = ZERO
        if day < 0:
            office = len(stock) + step
            placed, runs = place_stock(office, root, beds, stock, stock_rows, free, hashes, persons, run_row, run_end)
        else:
            for office in range(offices):
                free[office] += beds[day + 1, office] - beds[day, office]
            a_list = TWO * np.uint64(day)
            leaves = length_of(a_list, cursor, chunks)
            _, _, spare, nights, _ = take_out(a_list, ZERO, leaves, today, spare, calendar, head, cursor, gone)
            waiting += length_of(a_list + ONE, cursor, chunks)
            boards = min(waiting, np.uint64(seats[day]))
            waiting -= boards
            queue_list, queue_at, spare, boarded_nights, waited = take_out(
                queue_list, queue_at, boards, today, spare, calendar, head, cursor, gone
            )
            stay_days[day] = nights + boarded_nights
            wait_days[day] = waited
            level, room = free_beds(day, classes * exits, offices, free, gone, leavers, at_level)
            trying, runs = try_again(day, held, stay_rows, party_person, party_size, run_row, run_end)
            parties = held
            for a_class in range(classes):
                name_cells(day, a_class, classes, offices, parties, root, party_key, party_person)
                cells = np.uint64(count_rows[day, a_class]) * offices
                before = trying
                for j in range(parties, parties + offices):
                    cell = cells + office_of(np.uint64(party_person[j]))
                    draw = min(upper_of(party_key[j]), _HIGHEST_LEVEL)
                    first = np.uint64(count_first[cell])
                    above = first + np.uint64(count_guide[cell, draw >> _26])
                    above += np.uint64(thresholds[above] <= draw)  # enough as a rule, and needs no branch
                    while thresholds[above] <= draw:
                        above += ONE
                    count = np.uint64(count_least[cell]) + above - first
                    party_size[j] = count
                    trying += count
                parties += offices
                book_ins[day, a_class] = trying - before
                run_row[runs] = stay_rows[day, a_class]
                run_end[runs] = trying
                runs += ONE
            name_persons(parties, room, party_key, party_size, party_person, hashes, persons)
            placed, tried, elsewhere = place(
                parties, level, free, at_level, party_key, party_size, party_person, persons
            )
            held, in_hold = leave_over(
                day, tried, parties, exits, np.uint64(tries[day]), party_key, party_size, party_person, leavers,
                stay_days,
            )  # fmt: skip
            hold[day] = in_hold
            away[day] = elsewhere
        hash_all(placed, hashes)
        start = ZERO
        for run in range(runs):
            end = min(np.uint64(run_end[run]), placed)
            by_table(start, end, np.uint64(run_row[run]), today, outcome_first, outcome_width, columns, hashes, persons)
            start = end
        spare = put_in(placed, spare, hashes, calendar, head, cursor, chunks)
        if day >= 0:
            census(day, offices, beds, free, at_level, population)
            queue[day] = waiting


def size_of(tables: Tables) -> Size:
    """The size of tables: the most book-ins that the count tables can give, the longest stay of any outcome."""
    most = tables.counts.least + np.diff(tables.counts.first)
    by_block = most.reshape(-1, len(tables.system.stock)).sum(axis=1, dtype=np.int64)
    return Size(
        system=tables.system,
        most_book_ins=int(by_block[tables.count_rows].sum(axis=1).max()),
        longest_stay=int((tables.outcomes.columns & OUTCOME_MASK).max()) >> 9,
        by_hazard=False,
    )


def run_block(tables: Tables, roots: NDArray[np.uint64]) -> Censuses:
    """Run the replications with these root keys, one after the other in one workspace."""
    work, out = workspace(size_of(tables)), empty_censuses(tables.system, len(roots))
    with np.errstate(over="ignore"):  # hashes wrap around; this speaks to plain Python only
        for replication, root in enumerate(roots):
            simulate(*tables, root, work, Censuses(*[series[replication] for series in out]))
    return out


def run(tables: Tables, seed: int, replications: int, *, executor: Executor | None = None, blocks: int = 1) -> Censuses:
    """Run replications 0 ... `replications` - 1.

    Parameters
    ----------
    tables : Tables
    seed : int
    replications : int
    executor : Executor, optional
        Where to run; without one, in this thread.
    blocks : int
        Into how many parts the work is dealt; of no influence on the result.

    Returns
    -------
    Censuses
        The kernel's arrays with an axis of replications before the others.
    """
    parts = [part for part in np.array_split(replication_keys(seed, 0, replications), blocks) if len(part)]
    if executor is None:
        done = [run_block(tables, part) for part in parts]
    else:
        done = list(executor.map(run_block, [tables] * len(parts), parts))
    return done[0] if len(done) == 1 else Censuses(*map(np.concatenate, zip(*done, strict=True)))


def run_on(workers: int, kind: str, tables: Tables, seed: int, replications: int) -> Censuses:
    """`run` on a pool made for it, with `workers` threads or processes of this machine."""
    threads = kind == "threads"
    made = ThreadPoolExecutor(workers) if threads else ProcessPoolExecutor(workers, get_context("spawn"))
    with made as pool:
        return run(tables, seed, replications, executor=pool, blocks=workers * _BLOCKS_A_WORKER)
