"""The kernel of persons one by one: one replication, a day at a time.

Order of a day (tests refer to these numbers)

1. *Beds.* The day's beds are set. An office may then hold more persons than it has beds: nobody is put out for that.
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

The parts: `calendar` keeps those in beds (2, 3 and the end of 6), `placement` gives beds (4, 5), `drawing` draws stays
(6), `packing` names the bits. Parts are put into the kernel as they stand when Numba compiles it, because a helper that
takes an array would count references inside the loops. Keys, hashes and stays are made in loops of their own without a
branch, so that the processor works on several persons at a time.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.compiled import compiled
from bedspace.engines.persons.arrays import Censuses, Hazards, System, Workspace
from bedspace.engines.persons.calendar import empty_calendar, length_of, put_in, take_out
from bedspace.engines.persons.drawing import by_hazard, hash_all
from bedspace.engines.persons.packing import ONE, TWO, ZERO, office_of
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


@compiled
def simulate(
    system: System,
    hazards: Hazards,
    booked: NDArray[np.uint32],
    root: np.uint64,
    work: Workspace,
    out: Censuses,
) -> None:
    """Run the replication with root key `root` and write its censuses into `out`.

    `booked` holds the book-ins, shape (D, C, O), drawn before.
    """
    exits, beds, seats, tries, stock, stock_rows, stay_rows = system
    cumulative, guide, short_of, marks, stretch, slow, outcomes = hazards
    (
        calendar, head, cursor, chunks, free, at_level, gone, hashes, persons,
        party_key, party_size, party_person, run_row, run_end, reached, leaving,
    ) = work  # fmt: skip
    population, leavers, queue, hold, book_ins, away, stay_days, wait_days = out
    days, classes = stay_rows.shape
    offices = np.uint64(len(stock))
    spare = empty_calendar(calendar, head, cursor, chunks)
    leavers[:] = 0
    waiting = ZERO  # persons in the seat queue
    queue_list = ONE  # the oldest list of the queue
    queue_at = ZERO  # its next record; 0 before the list is opened
    held = ZERO  # parties in the hold room

    # Day -1 only places the stock, an office at a time.
    for step in range(-len(stock), days):
        day = max(step, -1)
        today = np.uint64(day + 1)
        placed = ZERO
        runs = ZERO  # of persons who draw from the same row
        if day < 0:
            office = len(stock) + step
            placed, runs = place_stock(office, root, beds, stock, stock_rows, free, hashes, persons, run_row, run_end)
        else:
            # 1. Beds.
            for office in range(offices):
                free[office] += beds[day + 1, office] - beds[day, office]

            # 2. Exits, the whole of today's first list; then 3. Seats, the head of the queue.
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

            # 4. Hold room and 5. Book-ins, as long as there is a free bed.
            trying, runs = try_again(day, held, stay_rows, party_person, party_size, run_row, run_end)
            parties = held
            for a_class in range(classes):
                name_cells(day, a_class, classes, offices, parties, root, party_key, party_person)
                before = trying
                for j in range(parties, parties + offices):
                    count = np.uint64(booked[day, a_class, office_of(np.uint64(party_person[j]))])
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

        # 6. Stays: each person's hash, then the list and the record it gives, then the calendar.
        hash_all(placed, hashes)
        slow_share = slow[min(today, ONE)]
        start = ZERO
        for run in range(runs):
            end = min(np.uint64(run_end[run]), placed)
            by_hazard(
                start, end, np.uint64(run_row[run]), today, slow_share,
                cumulative, guide, short_of, marks, stretch, outcomes, hashes, persons, reached, leaving,
            )  # fmt: skip
            start = end
        spare = put_in(placed, spare, hashes, calendar, head, cursor, chunks)

        # 7. Census.
        if day >= 0:
            census(day, offices, beds, free, at_level, population)
            queue[day] = waiting
