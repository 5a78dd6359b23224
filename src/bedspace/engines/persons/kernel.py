"""The individual engine's kernel: one replication of synthetic persons, a day at a time.

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

How it is kept
--------------
A person in a bed is one 32-bit record ``booking day + 1 (16 bits) | office (8) | exit code (8)``, where the exit code
is ``class * exits + exit``. Records lie in the *calendar*, two lists a planned day: ``2 * day`` for those who then
leave and ``2 * day + 1`` for those who then need a seat. A list is a chain of chunks: 63 records and where the next
chunk begins. Its cursor points behind the last record and reads 63 (modulo 64) when the chunk is full; chunk 0 is never
used, so an empty list has cursor 63. The seat queue is no structure of its own: it is the odd lists from the oldest not
yet emptied up to today's.

A *party* is what is left to place of one cell, the persons booked in on one day, of one class, in one office. The
hold room is the parties that were left over, in order; today's cells are written behind them and all are placed by
the same lines. Nobody who comes after the last free bed is taken gets one, so those placed are the first of those who
try. A *run* is those among them, one after the other, who draw their stays from the same row.

A draw is keyed by (replication, day, class, office, ordinal): a cell has a hash, which gives the number of persons;
from it follows each person's own, which gives exit and stay. Nothing else is random.

Exit and stay are drawn in one of three ways. By *outcome tables*, where stays of any law are known as tables. By
*hazards*, where hazards a day are known and the same for all ages, up to a person's own factor: then a person's hash
gives one exponential number, the person leaves on the day on which the cumulative hazard has grown by so much since
the placement, and an outcome table of that day gives the exit. No table depends on the day of entry, and a hazard
changed from some day on moves nobody who leaves before. By *stages*, where the outcome may also be to go on to another
row of hazards, or time in a row is limited: a person's first hash says where and how fast, each hash of the one before
says how one stage ends, and those who go on are drawn again until nobody does.

Written for the machine where it matters, as measured: no helper takes an array (Numba would count references inside
the loops); keys, hashes and stays are made in loops of their own without a branch, so that the processor works on four
persons at a time; a party takes its home beds at once; the office with most free beds is found in a bit mask of the
offices for each number of free beds; chunks are long, because the end of one is a branch that cannot be foretold;
indices are unsigned, so that Numba does not look for negative ones. The named constants are 64-bit because Numba adds a
plain integer to an unsigned one as floats.
"""

from __future__ import annotations

import math

import numpy as np

from bedspace.engines.compiled import compiled
from bedspace.engines.persons.alias import picked
from bedspace.engines.persons.arrays import CHUNK, Censuses, Counts, Hazards, Stages, System, Workspace
from bedspace.engines.persons.mixing import exponential, mixed

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_STOCK_CELL = np.uint64(1 << 40)
_0 = np.uint64(0)
_1 = np.uint64(1)
_2 = np.uint64(2)
_8 = np.uint64(8)
_9 = np.uint64(9)
_15 = np.uint64(15)
_16 = np.uint64(16)
_24 = np.uint64(24)
_26 = np.uint64(26)
_31 = np.uint64(31)
_32 = np.uint64(32)
_40 = np.uint64(40)
_LAST = np.uint64(CHUNK - 1)
_BYTE = np.uint64(0xFF)
_OFFICE_AND_CODE = np.uint64(0xFFFF)
_BOOKING_AND_OFFICE = np.uint64(0xFFFFFF00)
_RECORD = np.uint64(0xFFFFFFFF)
_HIGHEST_LEVEL = np.uint64(0xFFFFFFFE)
_COIN = np.uint64(0xFFFFFF)
_PACE = np.uint64(0xFFFF)
_ROW = np.uint64(0xFFFF)
_DAY = np.uint64(0x7FFF)
_WHO_AND_PACE = np.uint64(0xFFFFFF0080000000)
_UNIT = 2.0**-24

# The number of the only bit set in x is _BIT_NUMBER[x * _DE_BRUIJN >> 58] (Leiserson, Prokop and Randall 1998).
_DE_BRUIJN = np.uint64(0x03F79D71B4CB0A89)
_58 = np.uint64(58)
_BIT_NUMBER = np.argsort([(int(_DE_BRUIJN) << bit & 0xFFFFFFFFFFFFFFFF) >> 58 for bit in range(64)]).astype(np.uint8)


@compiled
def simulate(
    system: System,
    counts: Counts | None,
    hazards: Hazards | None,
    stages: Stages | None,
    root: np.uint64,
    work: Workspace,
    out: Censuses,
) -> None:
    """Run the replication with root key `root` and write its censuses into `out`.

    Numba compiles one kernel for each choice of parts that are None, without the lines that read them.
    """
    (
        exits, beds, seats, tries, stock, stock_rows, stay_rows, outcome_first, outcome_width, outcomes,
        count_rows, count_least,
    ) = system  # fmt: skip
    if counts is not None:
        count_first, count_guide, thresholds = counts
    if hazards is not None:
        cumulative, guide, short_of, marks, stretch, slow = hazards
        last_mark = np.float64(guide.shape[1] - 1)
        of_ordinary, of_slow = stretch[0], stretch[1]
    if stages is not None:
        entries, limits, turns, ageing = stages
        of_class = np.uint64(len(limits) // count_rows.shape[1])
        most_short = 0
        for i in range(len(short_of)):
            most_short = max(most_short, short_of[i])
    (
        calendar, head, cursor, chunks, free, at_level, gone, hashes, persons,
        party_key, party_size, party_person, run_row, run_end, reached, leaving, keys, states, drawn,
    ) = work  # fmt: skip
    population, leavers, queue, hold, book_ins, away, stay_days, wait_days = out
    days, classes = count_rows.shape
    offices = np.uint64(len(stock))

    # An empty calendar, all its chunks in one chain of spare ones.
    head[:] = 0
    cursor[:] = CHUNK - 1
    chunks[:] = 0
    for i in range(1, len(calendar) // CHUNK):
        calendar[i * CHUNK + CHUNK - 1] = (i + 1) * CHUNK
    spare = np.uint64(CHUNK)
    leavers[:] = 0

    waiting = _0  # persons in the seat queue
    queue_list = _1  # the oldest list of the queue
    queue_at = _0  # its next record; 0 before the list is opened
    held = _0  # parties in the hold room

    # Day -1 only places the stock, an office at a time.
    for step in range(-len(stock), days):
        day = max(step, -1)
        today = np.uint64(day + 1)
        placed = _0
        runs = _0  # of persons who draw from the same row

        if day < 0:
            office = len(stock) + step
            free[office] = beds[0, office]
            for kind in range(stock.shape[1]):
                key = mixed(root + _GOLDEN * (_STOCK_CELL + np.uint64(office * stock.shape[1] + kind)))
                for _ in range(np.uint64(stock[office, kind])):
                    key += _GOLDEN
                    hashes[placed] = key
                    persons[placed] = np.uint64(office) << _8
                    placed += _1
                free[office] -= stock[office, kind]
                run_row[runs] = kind if hazards is not None else stock_rows[office]
                run_end[runs] = placed
                runs += _1
        else:
            # 1. Beds.
            for office in range(offices):
                free[office] += beds[day + 1, office] - beds[day, office]

            # 2. Exits, the whole of today's first list; then 3. Seats, the head of the queue. A read chunk is spare.
            nights = _0
            waited = _0
            for seated in range(2):
                a_list = np.uint64(2 * day + seated)
                going = np.uint64(chunks[a_list]) * _LAST + (np.uint64(cursor[a_list]) & _LAST) - _LAST
                at = _0
                if seated:
                    waiting += going
                    going = min(waiting, np.uint64(seats[day]))
                    waiting -= going
                    a_list = queue_list
                    at = queue_at
                while going > _0:
                    if at == _0:
                        at = np.uint64(head[a_list])
                        if at == _0:
                            a_list += _2
                            continue
                    end = np.uint64(cursor[a_list])
                    stop = end if (at | _LAST) == (end | _LAST) else at | _LAST
                    stop = min(stop, at + going)
                    for i in range(at, stop):
                        record = np.uint64(calendar[i])
                        gone[record & _OFFICE_AND_CODE] += 1
                        nights += today - (record >> _16)
                    going -= stop - at
                    waited += (stop - at) * (today - _1 - (a_list >> _1))
                    at = stop
                    if stop == end or (stop & _LAST) == _LAST:
                        link = (stop - _1) | _LAST
                        at = np.uint64(calendar[link])
                        calendar[link] = spare
                        spare = link - _LAST
                        if stop == end:
                            a_list += _2
                            at = _0
                if seated:
                    queue_list = a_list
                    queue_at = at
            stay_days[day] = nights
            wait_days[day] = waited

            # Their beds; then the offices by number of free beds, `level` being the largest number.
            level = _0
            room = _0
            for office in range(offices):
                freed = 0
                first_code = np.uint64(office) << _8
                for code in range(classes * exits):
                    n = gone[first_code + np.uint64(code)]
                    gone[first_code + np.uint64(code)] = 0
                    leavers[day, code] += n
                    freed += n
                free[office] += freed
                vacant = np.uint64(max(free[office], 0))
                at_level[vacant] |= _1 << np.uint64(office)
                level = max(level, vacant)
                room += vacant

            # Those in the hold room, and today's cells behind them: who tries for a bed.
            trying = _0
            for j in range(held):
                its_class = np.uint64(party_person[j]) & _BYTE
                row = its_class if hazards is not None else np.uint64(stay_rows[day, its_class])
                if trying == _0 or row != np.uint64(run_row[runs - _1]):
                    run_row[runs] = row
                    runs += _1
                trying += np.uint64(party_size[j])
                run_end[runs - _1] = trying
            parties = held
            first_home = np.uint64(day) % offices
            for a_class in range(classes):
                key = root + _GOLDEN * (np.uint64(day * classes + a_class) * offices + _1)
                cells = np.uint64(count_rows[day, a_class]) * offices
                for turn in range(offices):
                    home = first_home + turn
                    home -= offices if home >= offices else _0
                    party_key[parties + turn] = mixed(key + _GOLDEN * home)
                    party_person[parties + turn] = today << _16 | home << _8 | np.uint64(a_class)
                before = trying
                for j in range(parties, parties + offices):
                    cell = cells + (np.uint64(party_person[j]) >> _8 & _BYTE)
                    count = np.uint64(count_least[cell])
                    if counts is not None:
                        draw = min(party_key[j] >> _32, _HIGHEST_LEVEL)
                        first = np.uint64(count_first[cell])
                        above = first + np.uint64(count_guide[cell, draw >> _26])
                        above += np.uint64(thresholds[above] <= draw)  # enough as a rule, and needs no branch
                        while thresholds[above] <= draw:
                            above += _1
                        count += above - first
                    party_size[j] = count
                    trying += count
                parties += offices
                book_ins[day, a_class] = trying - before
                run_row[runs] = a_class if hazards is not None else stay_rows[day, a_class]
                run_end[runs] = trying
                runs += _1

            # Their keys and records, sixteen at a time, beyond the end of a party, because that needs no branch.
            at = _0
            for j in range(parties):
                if at >= room:
                    break
                key = party_key[j] + _GOLDEN
                person = party_person[j] & _BOOKING_AND_OFFICE
                size = np.uint64(party_size[j])
                written = (size + _15) & ~_15
                for i in range(written):
                    hashes[at + i] = key + _GOLDEN * i
                for i in range(written):
                    persons[at + i] = person
                at += size

            # 4. Hold room and 5. Book-ins, as long as there is a free bed.
            elsewhere = _0
            tried = _0
            while tried < parties and level > _0:
                person = np.uint64(party_person[tried])
                home = person >> _8 & _BYTE
                left = np.uint64(party_size[tried])
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
                    most_free = at_level[level]
                    lowered = _0
                    while left > _0 and most_free > _0:
                        bit = most_free & (~most_free + _1)
                        most_free ^= bit
                        lowered |= bit
                        host = np.uint64(_BIT_NUMBER[bit * _DE_BRUIJN >> _58])
                        free[host] -= 1
                        persons[placed] = person & ~_OFFICE_AND_CODE | host << _8
                        placed += _1
                        left -= _1
                    at_level[level] = most_free
                    at_level[level - _1] |= lowered
                    if most_free == _0:
                        level -= _1
                if left > _0:
                    party_key[tried] += _GOLDEN * (np.uint64(party_size[tried]) - left)
                    party_size[tried] = left
                    elsewhere -= left
                else:
                    tried += _1
            # Those left over wait or leave; `held` follows behind `j`.
            held = _0
            in_hold = _0
            for j in range(tried, parties):
                left = np.uint64(party_size[j])
                person = np.uint64(party_person[j])
                nights = today - (person >> _16)
                if nights + _1 < np.uint64(tries[day]):
                    party_key[held] = party_key[j]
                    party_size[held] = left
                    party_person[held] = person
                    held += np.uint64(left > _0)
                    in_hold += left
                else:
                    leavers[day, (person & _BYTE) * np.uint64(exits) + np.uint64(exits - 1)] += np.int64(left)
                    stay_days[day] += np.int64(left * nights)
            for office in range(offices):
                at_level[max(free[office], 0)] = 0
            hold[day] = in_hold
            away[day] = elsewhere

        # 6. Stays: each person's hash, then the list and the record it gives, then the calendar.
        for j in range(placed):
            hashes[j] = mixed(hashes[j])
        if hazards is not None:
            slow_share = slow[min(today, _1)]
        start = _0
        for run in range(runs):
            end = min(np.uint64(run_end[run]), placed)
            row = np.uint64(run_row[run])
            if stages is not None:
                # Where their proceedings stand; of the stock in a stage with a limit also since when.
                first = (np.uint64(day < 0) * np.uint64(classes) + row) * of_class
                for j in range(start, end):
                    draw = hashes[j]
                    place = (draw & _COIN) * of_class
                    column = entries[first + (place >> _24)]
                    stage = picked(column, place & _COIN)
                    is_slow = np.uint64((draw >> _24 & _PACE) < slow_share)
                    keys[j] = draw
                    states[j] = j << _40 | is_slow << _31 | today << _16 | row * of_class + stage
                if day < 0:
                    for j in range(start, end):
                        stage_row = states[j] & _ROW
                        fall = ageing[stage_row, states[j] >> _31 & _1]
                        if fall < 0.0:
                            share = (np.float64(keys[j] >> _40) + 0.5) * _UNIT
                            spent = math.log1p(share * math.expm1(fall * limits[stage_row])) / fall
                            states[j] |= np.uint64(spent) << _32
            elif hazards is not None:
                first = np.uint64(outcome_first[row])
                width = np.uint64(outcome_width[row])
                so_far = cumulative[row, today]
                # The hazard used up at the exit and a day not after it; that day; the exit.
                for j in range(start, end):
                    draw = hashes[j]
                    factor = of_slow if (draw >> _24 & _PACE) < slow_share else of_ordinary
                    reached[j] = so_far + factor * exponential(draw >> _40)
                    leaving[j] = guide[row, np.uint64(min(reached[j] * marks[row], last_mark))]
                for _ in range(short_of[row]):
                    for j in range(start, end):
                        leaving[j] += cumulative[row, np.uint64(leaving[j]) + _1] < reached[j]
                for j in range(start, end):
                    leaves = np.uint64(leaving[j])
                    place = (hashes[j] & _COIN) * width
                    column = outcomes[first + leaves * width + (place >> _24)]
                    outcome = picked(column, place & _COIN)
                    a_list = _2 * leaves + (outcome >> _8)
                    hashes[j] = a_list << _32 | np.uint64(persons[j]) | outcome & _BYTE
            else:
                first = np.uint64(outcome_first[row])
                width = np.uint64(outcome_width[row])
                for j in range(start, end):
                    draw = hashes[j]
                    column = outcomes[first + ((draw >> _32) * width >> _32)]
                    outcome = picked(column, draw & _COIN)
                    a_list = _2 * today + (outcome >> _8) - _2
                    hashes[j] = a_list << _32 | np.uint64(persons[j]) | outcome & _BYTE
            start = end
        # Stage by stage, for those still going.
        if stages is not None:
            going = placed
            while going > _0:
                # The hazard used up in the stage; the hazard at its end and a day not after it; that day.
                for k in range(going):
                    keys[k] = mixed(keys[k] + _GOLDEN)
                for k in range(going):
                    factor = of_slow if states[k] >> _31 & _1 else of_ordinary
                    reached[k] = factor * exponential(keys[k] >> _40)
                for k in range(going):
                    row = states[k] & _ROW
                    reached[k] += cumulative[row, states[k] >> _16 & _DAY]
                    leaving[k] = guide[row, np.uint64(min(reached[k] * marks[row], last_mark))]
                for _ in range(most_short):
                    for k in range(going):
                        leaving[k] += cumulative[states[k] & _ROW, np.uint64(leaving[k]) + _1] < reached[k]
                # What comes then.
                for k in range(going):
                    row = states[k] & _ROW
                    width = np.uint64(outcome_width[row])
                    place = (keys[k] & _COIN) * width
                    column = outcomes[np.uint64(outcome_first[row]) + leaving[k] * width + (place >> _24)]
                    drawn[k] = picked(column, place & _COIN)
                # Or the limit came before. List and exit code; the next stage.
                for k in range(going):
                    state = states[k]
                    row = state & _ROW
                    leaves = np.uint64(leaving[k])
                    limit = (state >> _16 & _DAY) + np.uint64(limits[row]) - (state >> _32 & _BYTE)
                    outcome = np.uint64(turns[row]) if leaves >= limit else drawn[k]
                    leaves = min(leaves, limit - _1)
                    drawn[k] = (_2 * leaves + (outcome >> _8 & _1)) << _32 | outcome & _BYTE
                    states[k] = state & _WHO_AND_PACE | (leaves + _1) << _16 | (outcome >> _9) - _1 & _ROW
                for k in range(going):
                    who = states[k] >> _40
                    hashes[who] = drawn[k] | np.uint64(persons[who])
                # Who goes on moves up; who does not is overwritten.
                still = _0
                for k in range(going):
                    state = states[k]
                    keys[still] = keys[k]
                    states[still] = state
                    still += np.uint64(state & _ROW != _ROW)
                going = still
        for j in range(placed):
            a_list = hashes[j] >> _32
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
            calendar[at] = hashes[j] & _RECORD
            cursor[a_list] = at + _1

        # 7. Census.
        if day >= 0:
            for office in range(offices):
                population[day, office] = beds[day + 1, office] - free[office]
            queue[day] = waiting
