"""The individual engine's kernel: one replication of synthetic persons, a day at a time.

Order of a day (tests refer to these numbers)

1. *Beds.* The day's beds are set. An office may then hold more persons than it has beds; it is never emptied for it.
2. *Exits.* Everybody whose planned day has come leaves and frees a bed, except those whose exit needs a seat:
   they join the tail of the national seat queue and keep their bed.
3. *Seats.* The head of the queue leaves while the day's seats last.
4. *Hold room.* Those who found no bed on an earlier day try again, first come first served. Who fails on the
   last try allowed leaves at once, for want of space.
5. *Book-ins.* Class by class, inside a class by office from office ``day mod offices`` upwards and round.
   Who finds no bed goes to the hold room, or leaves at once where only one try is allowed.
6. *Stays.* Everybody placed today draws exit and stay together; the planned day is today plus the stay.
7. *Census.*

A person is placed in the home office if it has a free bed, else in the office with most free beds (the first of
equals), else nowhere. Persons with the same planned day leave, or queue, in the order in which they were placed,
the stock of the first midnight before all others.

How it is kept
--------------
A person in a bed is one 32-bit record ``booking day + 1 (16) | office (8) | exit code (8)``, where the exit code is
``class * exits + exit``. Records lie in the *calendar*: two lists a planned day, ``2 * day`` for those who then leave
and ``2 * day + 1`` for those who then need a seat, plus one for all days after the run. A list is a chain of
64-byte chunks: 15 records and the number of the next chunk. A cursor points behind a list's last record, and
reads 15 (modulo 16) when the chunk is full; chunk 0 is never used, so an empty list has cursor 15. The seat queue is
no structure of its own: it is the odd lists from the oldest not yet emptied up to today's.

A draw is keyed by (replication, day, class, office, ordinal): each cell of a day has a hash, which gives the number
of book-ins, and from which each person's hash is derived, which gives exit and stay. Nothing else is random.

Written for the machine in three places, measured on BENCHMARK's reference model: no helper takes an array (Numba
would count references inside the loops), persons of one cell are placed together while beds last, and the office
with most free beds is found in a bit mask an office for each number of free beds.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.compiled import compiled
from bedspace.engines.streams import mixed

CHUNK = 16
MAX_OFFICES = 64
STOCK_CELL = 1 << 40

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_0 = np.uint64(0)
_1 = np.uint64(1)
_2 = np.uint64(2)
_8 = np.uint64(8)
_16 = np.uint64(16)
_20 = np.uint64(20)
_32 = np.uint64(32)
_40 = np.uint64(40)
_58 = np.uint64(58)
_FULL = np.uint64(CHUNK - 1)
_BYTE = np.uint64(0xFF)
_LOW = np.uint64(0xFFFF)
_OUTCOME = np.uint64(0xFFFFF)
_COIN = np.uint64(0xFFFFFF)
_STOCK = np.uint64(STOCK_CELL)
_DE_BRUIJN = np.uint64(0x03F79D71B4CB0A89)
_LOWEST_BIT = np.zeros(64, dtype=np.uint8)
for _bit in range(64):
    _LOWEST_BIT[(0x03F79D71B4CB0A89 << _bit & 0xFFFFFFFFFFFFFFFF) >> 58] = _bit


class Tables(NamedTuple):
    """What the kernel reads; D days, C classes, O offices, E exits (the last is the release for want of space).

    ``beds`` (D + 1, O), the first row at the midnight before the first day; ``seats`` (D,); ``tries`` (D,);
    ``stock`` (O,) persons; ``stock_rows`` (O,) and ``stay_rows`` (D, C) rows of the outcome tables, which begin at
    ``outcome_first`` (rows + 1,) in ``outcomes``, an outcome being ``(2 * stay + needs a seat) << 8 | exit code``;
    ``count_rows`` (D, C) blocks of O cells of the count tables ``count_first``, ``count_least``, ``thresholds``.
    """

    exits: int
    beds: NDArray[np.int64]
    seats: NDArray[np.int64]
    tries: NDArray[np.int64]
    stock: NDArray[np.int64]
    stock_rows: NDArray[np.uint32]
    stay_rows: NDArray[np.uint32]
    outcome_first: NDArray[np.uint32]
    outcomes: NDArray[np.uint64]
    count_rows: NDArray[np.uint32]
    count_first: NDArray[np.uint32]
    count_least: NDArray[np.uint32]
    thresholds: NDArray[np.uint32]


class Censuses(NamedTuple):
    """What the kernel writes for one replication; all integers, a row a day.

    ``population`` (D, O) persons in a bed; ``leavers`` (D, C * E) by exit code; ``queue`` (D,) waiting for a seat;
    ``hold`` (D,) in the hold room; ``book_ins`` (D,) persons booked in; ``away`` (D,) placed outside the home office;
    ``stay_days`` (D,) nights in custody of the day's leavers since booking or the first midnight of the run;
    ``wait_days`` (D,) days waited for a seat by those who got one.
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
    """Memory of one thread, without meaning between replications.

    ``calendar`` chunks; ``head``, ``cursor``, ``chunks`` one a list; ``free`` (O,) free beds, negative if over;
    ``at_level`` bit mask of the offices for each number of free beds; ``cell_hash``, ``cell_count`` (C * O,);
    ``hash``, ``person`` of those placed today; ``hold_hash``, ``hold_person``; ``row_first``, ``row_width`` (256,).
    """

    calendar: NDArray[np.uint32]
    head: NDArray[np.uint32]
    cursor: NDArray[np.uint32]
    chunks: NDArray[np.uint32]
    free: NDArray[np.int64]
    at_level: NDArray[np.uint64]
    hash: NDArray[np.uint64]
    person: NDArray[np.uint32]
    party_key: NDArray[np.uint64]
    party_size: NDArray[np.uint32]
    party_person: NDArray[np.uint32]
    row_first: NDArray[np.uint64]
    row_width: NDArray[np.uint64]
    left_of: NDArray[np.int32]


@compiled
def simulate(tables: Tables, root: np.uint64, work: Workspace, out: Censuses) -> None:
    """Run one replication with root key `root` and write its censuses into `out`."""
    (
        exits, beds, seats, tries, stock, stock_rows, stay_rows, outcome_first, outcomes,
        count_rows, count_first, count_least, thresholds,
    ) = tables  # fmt: skip
    (
        calendar, head, cursor, chunks, free, at_level, hashes, persons,
        party_key, party_size, party_person, row_first, row_width, left_of,
    ) = work  # fmt: skip
    population, leavers, queue, hold, book_ins, away, stay_days, wait_days = out
    days, classes = count_rows.shape
    offices = np.uint64(len(stock))
    codes = classes * exits

    # An empty calendar, all its chunks in one chain of spare ones.
    head[:] = 0
    cursor[:] = CHUNK - 1
    chunks[:] = 0
    for i in range(1, len(calendar) // CHUNK):
        calendar[i * CHUNK + CHUNK - 1] = (i + 1) * CHUNK
    spare = _16
    leavers[:] = 0

    waiting = 0  # persons in the seat queue
    queue_list = _1  # the oldest list of the queue that may hold somebody
    queue_at = _0  # the next record of that list; 0 where it has not been opened
    held = _0  # parties in the hold room

    # Day -1 places the stock; the days of the run follow.
    for day in range(-1, days):
        today = np.uint64(day + 1)
        stamp = today << _16
        placed = _0

        if day < 0:
            for office in range(offices):
                row = stock_rows[office]
                row_first[office] = outcome_first[row]
                row_width[office] = outcome_first[row + 1] - outcome_first[row]
                key = mixed(root + _GOLDEN * (_STOCK + np.uint64(office)))
                person = np.uint64(office) << _8 | np.uint64(office)
                count = stock[office]
                free[office] = beds[0, office] - count
                for i in range(np.uint64(count)):
                    hashes[placed + np.uint64(i)] = key + _GOLDEN * np.uint64(i + _1)
                    persons[placed + np.uint64(i)] = person
                placed += np.uint64(count)
        else:
            # 1. Beds.
            for office in range(offices):
                free[office] += beds[day + 1, office] - beds[day, office]

            # 2. Exits: read today's first list and give its chain back whole.
            nights = 0
            a_list = np.uint64(2 * day)
            at = np.uint64(head[a_list])
            end = np.uint64(cursor[a_list])
            if at != _0:
                spare_before = spare
                spare = at
                while True:
                    stop = end if (at | _FULL) == (end | _FULL) else at | _FULL
                    leaving = stop - at
                    for i in range(at, stop):
                        record = np.uint64(calendar[i])
                        left_of[record & _LOW] += 1
                        nights -= np.int64(record >> _16)
                    nights += np.int64(leaving * today)
                    if stop == end:
                        calendar[at | _FULL] = spare_before
                        break
                    at = np.uint64(calendar[stop])

            # 3. Seats: today's second list is now part of the queue.
            a_list += _1
            if head[a_list] != 0:
                waiting += np.int64((chunks[a_list] - _1) * _FULL + (np.uint64(cursor[a_list]) & _FULL))
            boarding = min(seats[day], waiting)
            waiting -= boarding
            waited = 0
            while boarding > 0:
                if queue_at == _0:
                    queue_at = np.uint64(head[queue_list])
                    if queue_at == _0:
                        queue_list += _2
                        continue
                end = np.uint64(cursor[queue_list])
                stop = end if (queue_at | _FULL) == (end | _FULL) else queue_at | _FULL
                stop = min(stop, queue_at + np.uint64(boarding))
                for i in range(queue_at, stop):
                    record = np.uint64(calendar[i])
                    left_of[record & _LOW] += 1
                    nights -= np.int64(record >> _16)
                leaving = stop - queue_at
                nights += np.int64(leaving * today)
                waited += np.int64(leaving * (today - _1 - (queue_list >> _1)))
                boarding -= np.int64(leaving)
                queue_at = stop
                if stop == end or (stop & _FULL) == _FULL:
                    chunk_end = (stop - _1) | _FULL
                    following = np.uint64(calendar[chunk_end])
                    calendar[chunk_end] = spare
                    spare = chunk_end - _FULL
                    if stop == end:
                        queue_list += _2
                        queue_at = _0
                    else:
                        queue_at = following
            for office in range(offices):
                gone = 0
                for code in range(codes):
                    n = left_of[office * 256 + code]
                    left_of[office * 256 + code] = 0
                    leavers[day, code] += n
                    gone += n
                free[office] += gone
            stay_days[day] = nights
            wait_days[day] = waited

            # The offices by number of free beds; `level` is the largest number.
            level = _0
            for office in range(offices):
                beds_free = np.uint64(max(free[office], 0))
                at_level[beds_free] |= _1 << np.uint64(office)
                level = max(level, beds_free)

            # 5a. Counts: one party a cell, behind those still in the hold room.
            parties = held
            arrived = _0
            first_office = np.uint64(day) % offices
            for a_class in range(classes):
                row = stay_rows[day, a_class]
                row_first[a_class] = outcome_first[row]
                row_width[a_class] = outcome_first[row + 1] - outcome_first[row]
                key = root + _GOLDEN * (np.uint64(day * classes + a_class) * offices + _1)
                first_cell = np.uint64(count_rows[day, a_class]) * offices
                home = first_office
                for _ in range(offices):
                    cell = mixed(key + _GOLDEN * home)
                    start = np.uint64(count_first[first_cell + home])
                    stop = np.uint64(count_first[first_cell + home + _1])
                    count = np.uint64(count_least[first_cell + home])
                    for i in range(start, stop):
                        count += np.uint64(thresholds[i] <= cell >> _32)
                    party_key[parties] = cell
                    party_size[parties] = count
                    party_person[parties] = stamp | home << _8 | np.uint64(a_class)
                    arrived += count
                    parties += _1
                    home += _1
                    if home == offices:
                        home = _0

            # 4 and 5b. Placement.
            elsewhere = _0
            held = _0
            in_hold = _0
            for j in range(parties):
                key = party_key[j]
                person = np.uint64(party_person[j])
                home = person >> _8 & _BYTE
                left = np.uint64(party_size[j])
                for block in range(_0, left, _8):
                    for i in range(_8):
                        hashes[placed + block + i] = key + _GOLDEN * (block + i + _1)
                        persons[placed + block + i] = person
                vacant = np.uint64(max(free[home], 0))
                at_home = min(left, vacant)
                bit = _1 << home
                at_level[vacant] ^= bit
                at_level[vacant - at_home] |= bit
                free[home] -= np.int64(at_home)
                placed += at_home
                left -= at_home
                elsewhere += left
                while left > _0 and level > _0:
                    mask = at_level[level]
                    moved = _0
                    while left > _0 and mask > _0:
                        bit = mask & (~mask + _1)
                        mask ^= bit
                        moved |= bit
                        office = np.uint64(_LOWEST_BIT[bit * _DE_BRUIJN >> _58])
                        free[office] -= 1
                        persons[placed] = person & ~(_BYTE << _8) | office << _8
                        placed += _1
                        left -= _1
                    at_level[level] = mask
                    at_level[level - _1] |= moved
                    if mask == _0:
                        level -= _1
                elsewhere -= left
                if left > _0:
                    if today - (person >> _16) + _1 < np.uint64(tries[day]):
                        party_key[held] = key + _GOLDEN * (np.uint64(party_size[j]) - left)
                        party_size[held] = left
                        party_person[held] = person
                        held += _1
                        in_hold += left
                    else:
                        leavers[day, (person & _BYTE) * np.uint64(exits) + np.uint64(exits - 1)] += left
                        stay_days[day] += np.int64(left * (today - (person >> _16)))
            for office in range(offices):
                at_level[max(free[office], 0)] = _0
            book_ins[day] = arrived
            away[day] = elsewhere
            hold[day] = in_hold

        # 6. Stays.
        for j in range(placed):
            hashes[j] = mixed(hashes[j])
        for j in range(placed):
            draw = hashes[j]
            person = np.uint64(persons[j])
            row = person & _BYTE
            column = outcomes[row_first[row] + ((draw >> _32) * row_width[row] >> _32)]
            own = column & _OUTCOME
            other = column >> _20 & _OUTCOME
            outcome = own if (draw & _COIN) < column >> _40 else other
            a_list = _2 * today + (outcome >> _8) - _2
            at = np.uint64(cursor[a_list])
            if at & _FULL == _FULL:
                fresh = spare
                spare = np.uint64(calendar[fresh | _FULL])
                if head[a_list] == 0:
                    head[a_list] = fresh
                else:
                    calendar[at] = fresh
                chunks[a_list] += 1
                at = fresh
            calendar[at] = person & ~_BYTE | outcome & _BYTE
            cursor[a_list] = at + _1

        # 7. Census.
        if day >= 0:
            for office in range(offices):
                population[day, office] = beds[day + 1, office] - free[office]
            queue[day] = waiting
