"""The calendar of those in beds: two lists a planned day, in chunks; parts of the kernel.

List ``2 * day`` is for those who then leave, ``2 * day + 1`` for those who then need a seat. A list is a chain of
chunks: 63 records and where the next chunk begins. Its cursor points behind the last record and reads 63 (modulo 64)
when the chunk is full; chunk 0 is never used, so an empty list has cursor 63. Chunks not in use are one chain. The seat
queue is no structure of its own: it is the odd lists from the oldest not yet emptied up to today's. Chunks are long,
because the end of one is a branch that cannot be foretold.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.compiled import part
from bedspace.engines.persons.arrays import CHUNK
from bedspace.engines.persons.packing import (
    ONE,
    TWO,
    ZERO,
    booked_of,
    list_of,
    office_and_code,
    record_of,
)

Words = NDArray[np.uint32]
_LAST = np.uint64(CHUNK - 1)


@part
def empty_calendar(calendar: Words, head: Words, cursor: Words, chunks: Words) -> np.uint64:
    """Empty all lists; returns the first of the spare chunks."""
    head[:] = 0
    cursor[:] = CHUNK - 1
    chunks[:] = 0
    for i in range(1, len(calendar) // CHUNK):
        calendar[i * CHUNK + CHUNK - 1] = (i + 1) * CHUNK
    return np.uint64(CHUNK)


@part
def length_of(a_list: np.uint64, cursor: Words, chunks: Words) -> np.uint64:
    """Persons in a list from which nobody was taken."""
    return np.uint64(chunks[a_list]) * _LAST + (np.uint64(cursor[a_list]) & _LAST) - _LAST


@part
def take_out(
    a_list: np.uint64,
    at: np.uint64,
    going: np.uint64,
    today: np.uint64,
    spare: np.uint64,
    calendar: Words,
    head: Words,
    cursor: Words,
    gone: NDArray[np.int32],
) -> tuple[np.uint64, np.uint64, np.uint64, np.uint64, np.uint64]:
    """Take so many persons from a list, and from every second list after it, into `gone`; a read chunk is spare.

    Parameters
    ----------
    a_list, at : uint64
        The first list, and its next record; 0 before the list is opened.
    going, today, spare : uint64
        How many persons; the day plus 1; the first spare chunk.

    Returns
    -------
    a_list, at, spare : uint64
        As they are now.
    nights, waited : uint64
        Nights in custody of those taken, and nights after their planned day.
    """
    nights = ZERO
    waited = ZERO
    while going > ZERO:
        if at == ZERO:
            at = np.uint64(head[a_list])
            if at == ZERO:
                a_list += TWO
                continue
        end = np.uint64(cursor[a_list])
        stop = end if (at | _LAST) == (end | _LAST) else at | _LAST
        stop = min(stop, at + going)
        for i in range(at, stop):
            record = np.uint64(calendar[i])
            gone[office_and_code(record)] += 1
            nights += today - booked_of(record)
        going -= stop - at
        waited += (stop - at) * (today - ONE - (a_list >> ONE))
        at = stop
        if stop == end or (stop & _LAST) == _LAST:
            link = (stop - ONE) | _LAST
            at = np.uint64(calendar[link])
            calendar[link] = spare
            spare = link - _LAST
            if stop == end:
                a_list += TWO
                at = ZERO
    return a_list, at, spare, nights, waited


@part
def put_in(
    placed: np.uint64,
    spare: np.uint64,
    entries: NDArray[np.uint64],
    calendar: Words,
    head: Words,
    cursor: Words,
    chunks: Words,
) -> np.uint64:
    """Write those placed into their lists; returns the first spare chunk."""
    for j in range(placed):
        a_list = list_of(entries[j])
        at = np.uint64(cursor[a_list])
        if at & _LAST == _LAST:
            fresh = spare
            spare = np.uint64(calendar[fresh | _LAST])
            if chunks[a_list] == 0:
                head[a_list] = fresh
            else:
                calendar[at] = fresh
            chunks[a_list] += 1
            at = fresh
        calendar[at] = record_of(entries[j])
        cursor[a_list] = at + ONE
    return spare
