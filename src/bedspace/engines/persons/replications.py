"""Many replications of one custody table, on one thread or on any executor of threads or processes.

A replication depends on its seed and number only. How replications are dealt out to workers, how many workers there
are and whether they are threads or processes changes no bit, and the first k of n are the same for every n.
"""

from __future__ import annotations

from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.persons.alias import OUTCOME_MASK
from bedspace.engines.persons.arrays import (
    CHUNK,
    MOST_CODES,
    MOST_DAYS,
    MOST_LIMIT,
    MOST_PLACED,
    MOST_ROWS,
    MOST_STAGED_DAYS,
    Censuses,
    Tables,
    Workspace,
)
from bedspace.engines.persons.kernel import simulate
from bedspace.engines.persons.table import CustodyTable, compile_table
from bedspace.engines.streams import replication_keys
from bedspace.errors import Fault, UsageError

Kind = Literal["threads", "processes"]

_BLOCKS_A_WORKER = 4
_FILL = 16  # the kernel writes parties sixteen persons at a time


def run(
    table: CustodyTable | Tables, seed: int, replications: int, *, executor: Executor | None = None, blocks: int = 1
) -> Censuses:
    """Run replications 0 ... `replications` - 1.

    Parameters
    ----------
    table : CustodyTable or Tables
        What to run; compiled here unless it is compiled already.
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
    tables = table if isinstance(table, Tables) else compile_table(table)
    parts = [part for part in np.array_split(replication_keys(seed, 0, replications), blocks) if len(part)]
    if executor is None:
        done = [run_block(tables, part) for part in parts]
    else:
        done = list(executor.map(run_block, [tables] * len(parts), parts))
    return done[0] if len(done) == 1 else Censuses(*map(np.concatenate, zip(*done, strict=True)))


def run_on(workers: int, kind: Kind, table: CustodyTable | Tables, seed: int, replications: int) -> Censuses:
    """`run` on a pool made for it, with `workers` threads or processes of this machine."""
    with pool_of(kind, workers) as pool:
        return run(table, seed, replications, executor=pool, blocks=workers * _BLOCKS_A_WORKER)


def pool_of(kind: Kind, workers: int) -> Executor:
    """A pool of so many threads or processes of this machine."""
    if kind == "threads":
        return ThreadPoolExecutor(workers)
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))


def run_block(tables: Tables, roots: NDArray[np.uint64]) -> Censuses:
    """Run the replications with these root keys, one after the other in one workspace.

    Returns
    -------
    Censuses
        With a first axis like `roots`.
    """
    work = workspace(tables)
    out = empty_censuses(tables, len(roots))
    with np.errstate(over="ignore"):  # hashes wrap around; this speaks to plain Python only
        for replication, root in enumerate(roots):
            simulate(*tables, root, work, Censuses(*[series[replication] for series in out]))
    return out


def empty_censuses(tables: Tables, replications: int) -> Censuses:
    """Room for the censuses of some replications."""
    system = tables.system
    days, classes = system.count_rows.shape
    daily = (replications, days)
    return Censuses(
        population=np.zeros((*daily, len(system.stock)), dtype=np.int32),
        leavers=np.zeros((*daily, classes * system.exits), dtype=np.int32),
        queue=np.zeros(daily, dtype=np.int32),
        hold=np.zeros(daily, dtype=np.int32),
        book_ins=np.zeros((*daily, classes), dtype=np.int32),
        away=np.zeros(daily, dtype=np.int32),
        stay_days=np.zeros(daily, dtype=np.int64),
        wait_days=np.zeros(daily, dtype=np.int64),
    )


def workspace(tables: Tables) -> Workspace:
    """Memory for one thread, enough for whatever the tables can give.

    Persons in beds are never more than the greater of stock and most beds, office by office; each list of the calendar
    wastes at most one chunk; the stock is placed an office at a time; a day's book-ins are at most what the count
    tables can give, and the hold room has those of as many days as there are tries after the first.
    """
    system = tables.system
    days, classes = system.count_rows.shape
    offices = len(system.stock)
    tries = int(system.tries.max())
    longest_stay = 0 if tables.hazards else int((system.outcomes & OUTCOME_MASK).max()) >> 9
    lists = 2 * (days + longest_stay + 1)
    in_beds = int(np.maximum(system.stock.sum(axis=1), system.beds.max(axis=0)).sum())
    most_placed = max(int(system.stock.sum(axis=1).max()), most_book_ins(tables) * tries) + _FILL
    _fits(tables, most_placed)
    by_hazard = most_placed if tables.hazards else 0
    in_stages = most_placed if tables.stages else 0
    most_parties = classes * offices * tries
    most_runs = max(system.stock.shape[1], most_parties)
    return Workspace(
        calendar=_on_boundary((in_beds // (CHUNK - 1) + lists + 3) * CHUNK),
        head=np.empty(lists, dtype=np.uint32),
        cursor=np.empty(lists, dtype=np.uint32),
        chunks=np.empty(lists, dtype=np.uint32),
        free=np.empty(offices, dtype=np.int64),
        at_level=np.zeros(int(system.beds.max()) + 1, dtype=np.uint64),
        gone=np.zeros(offices * MOST_CODES, dtype=np.int32),
        hashes=np.empty(most_placed, dtype=np.uint64),
        persons=np.empty(most_placed, dtype=np.uint32),
        party_key=np.empty(most_parties, dtype=np.uint64),
        party_size=np.empty(most_parties, dtype=np.uint32),
        party_person=np.empty(most_parties, dtype=np.uint32),
        run_row=np.empty(most_runs, dtype=np.uint32),
        run_end=np.empty(most_runs, dtype=np.uint32),
        reached=np.empty(by_hazard, dtype=np.float64),
        leaving=np.empty(by_hazard, dtype=np.uint32),
        keys=np.empty(in_stages, dtype=np.uint64),
        states=np.empty(in_stages, dtype=np.uint64),
        drawn=np.empty(in_stages, dtype=np.uint64),
    )


def _fits(tables: Tables, most_placed: int) -> None:
    """Refuse what the words of the kernel cannot hold."""
    days, stages = len(tables.system.seats), tables.stages
    found = {"days": (days, MOST_DAYS if stages is None else MOST_STAGED_DAYS)}
    if stages:
        found |= {
            "stages of all classes": (len(stages.limits), MOST_ROWS),
            "days to the limit of a stage": (int(stages.limits[stages.turns > 0].max(initial=0)), MOST_LIMIT),
            "people placed at once": (most_placed, MOST_PLACED),
        }
    faults = [Fault(what, f"{size:,}", f"at most {most:,}") for what, (size, most) in found.items() if size > most]
    if faults:
        raise UsageError(faults)


def most_book_ins(tables: Tables) -> int:
    """The most persons the count tables can book in on one day."""
    system = tables.system
    most = system.count_least + (np.diff(tables.counts.first) if tables.counts else 0)
    by_block = most.reshape(-1, len(system.stock)).sum(axis=1, dtype=np.int64)
    return int(by_block[system.count_rows].sum(axis=1).max())


def _on_boundary(words: int) -> NDArray[np.uint32]:
    """Words of 32 bits, the first of them on a boundary of a chunk."""
    padded = np.empty(words + CHUNK, dtype=np.uint32)
    skip = -padded.ctypes.data % (4 * CHUNK) // padded.itemsize
    return padded[skip : skip + words]
