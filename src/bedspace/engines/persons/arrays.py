"""What the kernel of `bedspace.engines.persons.kernel` reads, writes and works in: arrays, each said by name."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

CHUNK = 64
"""Words of a chunk of the calendar: one less than records, and where the next one is."""
MOST_OFFICES = 64
MOST_CODES = 256
MOST_DAYS = 0xFFFE


class System(NamedTuple):
    """Beds, seats, stock; D days, C classes, O offices, E exits.

    The last exit is the release for want of space. A row is what persons draw their stays from.

    Attributes
    ----------
    exits : int
        E.
    beds : array, shape (D + 1, O)
        Beds at the first midnight and on each day.
    seats, tries : array, shape (D,)
        Seats; days, the first included, on which a person may try for a bed.
    stock : array, shape (O, kinds)
        Persons in a bed at the first midnight.
    stock_rows : array, shape (O, kinds)
        Rows that they draw from.
    stay_rows : array, shape (D, C)
        Rows that those placed on a day draw from.
    """

    exits: int
    beds: NDArray[np.int64]
    seats: NDArray[np.int64]
    tries: NDArray[np.int64]
    stock: NDArray[np.int64]
    stock_rows: NDArray[np.uint32]
    stay_rows: NDArray[np.uint32]


def planned_exits(classes: int, needs_seat: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Outcomes of the exits that are planned, shape (C, E - 1).

    Parameters
    ----------
    classes : int
        C.
    needs_seat : array of bool, shape (E - 1,)
    """
    codes = np.arange(classes)[:, None] * (len(needs_seat) + 1) + np.arange(len(needs_seat))
    return (needs_seat.astype(np.int64) << 8 | codes).astype(np.uint64)


class Hazards(NamedTuple):
    """Hazards a day of R rows, the same for all ages (`bedspace.engines.persons.stays`).

    Attributes
    ----------
    cumulative : array, shape (R, D + 2)
        Hazard to the end of each day, 0 before the first, infinite after the last.
    guide : array, shape (R, marks)
        First day by whose end the cumulative hazard reaches the mark; marks are evenly spaced from 0.
    short_of : array, shape (R,)
        The most days between two marks, and from the last one to the day after the run: the days that a search may have
        to go on from the guide. One as a rule; many cost time where hazards pause for long.
    marks : array, shape (R,)
        Marks per unit of hazard.
    stretch : array, shape (2,)
        Mean against individual hazard of ordinary and of slow stays.
    slow : array, shape (2,)
        Share of slow stays in the stock and in those placed later, times 2**16.
    outcomes : array, shape (R, D + 1, E - 1)
        Outcome tables (`persons.alias`), one for every row and day, the last of them after the run.
    """

    cumulative: NDArray[np.float64]
    guide: NDArray[np.uint16]
    short_of: NDArray[np.int64]
    marks: NDArray[np.float64]
    stretch: NDArray[np.float64]
    slow: NDArray[np.uint64]
    outcomes: NDArray[np.uint64]


class Tables(NamedTuple):
    """What the kernel reads.

    Attributes
    ----------
    system : System
    hazards : Hazards
    booked : array, shape (D, C, O)
        Book-ins, drawn before.
    """

    system: System
    hazards: Hazards
    booked: NDArray[np.uint32]


class Censuses(NamedTuple):
    """What the kernel writes for one replication: integers, a row a day.

    Attributes
    ----------
    population : array, shape (D, O)
        Persons in a bed at midnight.
    leavers : array, shape (D, C * E)
        Exits by exit code.
    queue, hold : array, shape (D,)
        Persons waiting for a seat (in a bed) and in the hold room (in none) at midnight.
    book_ins : array, shape (D, C)
        Persons booked in.
    away : array, shape (D,)
        Persons placed in another office than their own.
    stay_days : array, shape (D,)
        Nights in custody of the day's leavers, since their booking or the first midnight.
    wait_days : array, shape (D,)
        Nights waited for a seat by those who got one.
    """

    population: NDArray[np.int32]
    leavers: NDArray[np.int32]
    queue: NDArray[np.int32]
    hold: NDArray[np.int32]
    book_ins: NDArray[np.int32]
    away: NDArray[np.int32]
    stay_days: NDArray[np.int64]
    wait_days: NDArray[np.int64]


class Workspace(NamedTuple):
    """Memory of one thread; nothing in it survives a replication.

    Attributes
    ----------
    calendar : array
        Chunks of records, the first on a boundary of its size.
    head, cursor, chunks : array, shape (lists,)
        Where a list begins, where it ends, how many chunks it has had.
    free : array, shape (O,)
        Free beds, negative where an office holds more persons than beds.
    at_level : array, shape (most beds of an office + 1,)
        Bit mask of the offices with so many free beds; all zero between days.
    gone : array, shape (O * 256,)
        The day's leavers by office and exit code; all zero between days.
    hashes, persons : array
        Of those who try today: their key, and of those placed the hash, then the entry; the record without exit.
    party_key, party_size, party_person : array
        Of each party: the key before that of its first person, how many persons, and what they have in common.
    run_row, run_end : array
        Of each run: the row, and where it ends.
    reached, leaving : array
        Of those placed today: the cumulative hazard at which they leave, and the day.
    """

    calendar: NDArray[np.uint32]
    head: NDArray[np.uint32]
    cursor: NDArray[np.uint32]
    chunks: NDArray[np.uint32]
    free: NDArray[np.int64]
    at_level: NDArray[np.uint64]
    gone: NDArray[np.int32]
    hashes: NDArray[np.uint64]
    persons: NDArray[np.uint32]
    party_key: NDArray[np.uint64]
    party_size: NDArray[np.uint32]
    party_person: NDArray[np.uint32]
    run_row: NDArray[np.uint32]
    run_end: NDArray[np.uint32]
    reached: NDArray[np.float64]
    leaving: NDArray[np.uint32]
