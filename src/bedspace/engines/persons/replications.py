"""Replications on one thread: the memory that the kernel works in, and blocks of replications run in it.

A replication depends on its tables and its root key only. How replications are dealt out to workers, how many workers
there are and whether they are threads or processes changes no bit, and the first k of n are the same for every n.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.persons.arrays import CHUNK, MOST_CODES, MOST_DAYS, Censuses, System, Tables, Workspace
from bedspace.engines.persons.kernel import simulate
from bedspace.engines.persons.placement import FILL
from bedspace.errors import Fault, UsageError


@dataclass(frozen=True)
class Size:
    """How much memory the kernel needs.

    Attributes
    ----------
    system : System
    most_book_ins : int
        The most persons that can be booked in on one day.
    longest_stay : int
        Days after the run on which a person may still be planned to leave; 0 where all later days are one.
    by_hazard : bool
        Whether stays are drawn by hazard.
    """

    system: System
    most_book_ins: int
    longest_stay: int = 0
    by_hazard: bool = True


def size_of(tables: Tables) -> Size:
    """The size of what the product runs."""
    return Size(tables.system, int(tables.booked.sum(axis=(1, 2), dtype=np.int64).max()))


def run_block(tables: Tables, roots: NDArray[np.uint64]) -> Censuses:
    """Run the replications with these root keys, one after the other in one workspace.

    Returns
    -------
    Censuses
        With a first axis like `roots`.
    """
    return in_block(lambda root, work, out: simulate(*tables, root, work, out), size_of(tables), roots)


def in_block(one: Callable[[np.uint64, Workspace, Censuses], None], size: Size, roots: NDArray[np.uint64]) -> Censuses:
    """As `run_block`, with any kernel of this size: `one` runs one replication."""
    work = workspace(size)
    out = empty_censuses(size.system, len(roots))
    with np.errstate(over="ignore"):  # hashes wrap around; this speaks to plain Python only
        for replication, root in enumerate(roots):
            one(root, work, Censuses(*[series[replication] for series in out]))
    return out


def empty_censuses(system: System, replications: int) -> Censuses:
    """Room for the censuses of some replications."""
    days, classes = system.stay_rows.shape
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


def workspace(size: Size) -> Workspace:
    """Memory for one thread, enough for whatever the tables can give.

    Persons in beds are never more than the greater of stock and most beds, office by office; each list of the calendar
    wastes at most one chunk; the stock is placed an office at a time; the hold room has the book-ins of as many days as
    there are tries after the first.

    Raises
    ------
    UsageError
        If a run is longer than the words of the kernel can hold.
    """
    system = size.system
    days, classes = system.stay_rows.shape
    if days > MOST_DAYS:
        raise UsageError(Fault("days", f"{days:,}", f"at most {MOST_DAYS:,}"))
    offices = len(system.stock)
    tries = int(system.tries.max())
    lists = 2 * (days + size.longest_stay + 1)
    in_beds = int(np.maximum(system.stock.sum(axis=1), system.beds.max(axis=0)).sum())
    most_placed = max(int(system.stock.sum(axis=1).max()), size.most_book_ins * tries) + FILL
    by_hazard = most_placed if size.by_hazard else 0
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
    )


def _on_boundary(words: int) -> NDArray[np.uint32]:
    """Words of 32 bits, the first of them on a boundary of a chunk."""
    padded = np.empty(words + CHUNK, dtype=np.uint32)
    skip = -padded.ctypes.data % (4 * CHUNK) // padded.itemsize
    return padded[skip : skip + words]
