"""Replications on one thread: the memory that the kernel works in, and blocks of replications run in it.

A replication depends on its tables and its root key only. How replications are dealt out to workers, how many workers
there are and whether they are threads or processes changes no bit, and the first k of n are the same for every n.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import repeat

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
    """Run the replications with these root keys of the same tables.

    Returns
    -------
    Censuses
        With a first axis like `roots`.
    """
    out = empty_censuses(tables.system, len(roots))
    run_each(repeat(tables), roots, out)
    return out


def run_each(tables: Iterable[Tables], roots: NDArray[np.uint64], out: Censuses) -> None:
    """Run a replication of each of some tables into `out`, one after the other in one workspace.

    Parameters
    ----------
    tables : iterable of Tables
        Of the same days, areas, classes and exits, one for each root key; each is made when it is needed.
    roots : array of uint64
    out : Censuses
        With a first axis like `roots`.
    """
    work: Workspace | None = None
    with np.errstate(over="ignore"):  # hashes wrap around; this speaks to plain Python only
        for number, (root, one) in enumerate(zip(roots, tables, strict=False)):
            work = _large_enough(work, size_of(one))
            simulate(*one, root, work, Censuses(*[series[number] for series in out]))


def _large_enough(work: Workspace | None, size: Size) -> Workspace:
    """A workspace that suffices: this one, or a new one."""
    needed = _words(size)
    if work is not None and all(len(getattr(work, name)) >= words for name, words in needed.items()):
        return work
    return workspace(size)


def empty_censuses(system: System, replications: int) -> Censuses:
    """Room for the censuses of some replications."""
    days, classes = system.stay_rows.shape
    return room_for((replications, days), len(system.stock), classes, system.exits)


def room_for(daily: tuple[int, ...], offices: int, classes: int, exits: int) -> Censuses:
    """Room for censuses whose axes begin like this, zeros."""
    return Censuses(
        population=np.zeros((*daily, offices), dtype=np.int32),
        leavers=np.zeros((*daily, classes * exits), dtype=np.int32),
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
    words = _words(size)
    return Workspace(
        calendar=_on_boundary(words["calendar"]),
        head=np.empty(words["head"], dtype=np.uint32),
        cursor=np.empty(words["cursor"], dtype=np.uint32),
        chunks=np.empty(words["chunks"], dtype=np.uint32),
        free=np.empty(words["free"], dtype=np.int64),
        at_level=np.zeros(words["at_level"], dtype=np.uint64),
        gone=np.zeros(words["gone"], dtype=np.int32),
        hashes=np.empty(words["hashes"], dtype=np.uint64),
        persons=np.empty(words["persons"], dtype=np.uint32),
        party_key=np.empty(words["party_key"], dtype=np.uint64),
        party_size=np.empty(words["party_size"], dtype=np.uint32),
        party_person=np.empty(words["party_person"], dtype=np.uint32),
        run_row=np.empty(words["run_row"], dtype=np.uint32),
        run_end=np.empty(words["run_end"], dtype=np.uint32),
        reached=np.empty(words["reached"], dtype=np.float64),
        leaving=np.empty(words["leaving"], dtype=np.uint32),
    )


def _words(size: Size) -> dict[str, int]:
    """Length of each array of a workspace."""
    system = size.system
    days, classes = system.stay_rows.shape
    if days > MOST_DAYS:
        raise UsageError(Fault("days", f"{days:,}", f"at most {MOST_DAYS:,}"))
    offices = len(system.stock)
    tries = int(system.tries.max())
    lists = 2 * (days + size.longest_stay + 1)
    in_beds = int(np.maximum(system.stock.sum(axis=1), system.beds.max(axis=0)).sum())
    most_placed = max(int(system.stock.sum(axis=1).max()), size.most_book_ins * tries) + FILL
    most_parties = classes * offices * tries
    most_runs = max(system.stock.shape[1], most_parties)
    return {
        "calendar": (in_beds // (CHUNK - 1) + lists + 3) * CHUNK,
        **dict.fromkeys(("head", "cursor", "chunks"), lists),
        "free": offices,
        "at_level": int(system.beds.max()) + 1,
        "gone": offices * MOST_CODES,
        **dict.fromkeys(("hashes", "persons"), most_placed),
        **dict.fromkeys(("party_key", "party_size", "party_person"), most_parties),
        **dict.fromkeys(("run_row", "run_end"), most_runs),
        **dict.fromkeys(("reached", "leaving"), most_placed if size.by_hazard else 0),
    }


def _on_boundary(words: int) -> NDArray[np.uint32]:
    """Words of 32 bits, the first of them on a boundary of a chunk."""
    padded = np.empty(words + CHUNK, dtype=np.uint32)
    skip = -padded.ctypes.data % (4 * CHUNK) // padded.itemsize
    return padded[skip : skip + words]
