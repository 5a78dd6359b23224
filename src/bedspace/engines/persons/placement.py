"""Who tries for a bed, and who gets one: parts of the kernel.

A *party* is what is left to place of one cell, the persons booked in on one day, of one class, in one office. The
hold room is the parties that were left over, in order; today's cells are written behind them and all are placed by
the same lines. Nobody who comes after the last free bed is taken gets one, so those placed are the first of those who
try. A *run* is those among them, one after the other, who draw their stays from the same row.

A party takes its home beds at once; the office with most free beds is found in a bit mask of the offices for each
number of free beds.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.compiled import part
from bedspace.engines.persons.mixing import mixed
from bedspace.engines.persons.packing import (
    GOLDEN,
    ONE,
    STOCK_CELL,
    ZERO,
    booked_of,
    class_of,
    first_code_of,
    office_of,
    person_of,
    placed_at,
    placed_at_home,
)

Words = NDArray[np.uint32]
Keys = NDArray[np.uint64]
Integers = NDArray[np.int64]

FILL = 16
"""Persons of a party are written so many at a time, beyond its end, because that needs no branch."""
_15 = np.uint64(FILL - 1)

# The number of the only bit set in x is _BIT_NUMBER[x * _DE_BRUIJN >> 58] (Leiserson, Prokop and Randall 1998).
_DE_BRUIJN = np.uint64(0x03F79D71B4CB0A89)
_58 = np.uint64(58)
_BIT_NUMBER = np.argsort([(int(_DE_BRUIJN) << bit & 0xFFFFFFFFFFFFFFFF) >> 58 for bit in range(64)]).astype(np.uint8)


@part
def place_stock(
    office: int,
    root: np.uint64,
    beds: Integers,
    stock: Integers,
    stock_rows: Words,
    free: Integers,
    hashes: Keys,
    persons: Words,
    run_row: Words,
    run_end: Words,
) -> tuple[np.uint64, np.uint64]:
    """The persons in an office's beds at the first midnight; returns how many, and how many runs."""
    placed = ZERO
    runs = ZERO
    free[office] = beds[0, office]
    for kind in range(stock.shape[1]):
        key = mixed(root + GOLDEN * (STOCK_CELL + np.uint64(office * stock.shape[1] + kind)))
        for _ in range(np.uint64(stock[office, kind])):
            key += GOLDEN
            hashes[placed] = key
            persons[placed] = placed_at(ZERO, np.uint64(office))
            placed += ONE
        free[office] -= stock[office, kind]
        run_row[runs] = stock_rows[office, kind]
        run_end[runs] = placed
        runs += ONE
    return placed, runs


@part
def free_beds(
    day: int,
    codes: int,
    offices: np.uint64,
    free: Integers,
    gone: NDArray[np.int32],
    leavers: NDArray[np.int32],
    at_level: Keys,
) -> tuple[np.uint64, np.uint64]:
    """Count the day's leavers and free their beds; returns the most free beds of an office, and those of all."""
    level = ZERO
    room = ZERO
    for office in range(offices):
        freed = 0
        first_code = first_code_of(np.uint64(office))
        for code in range(codes):
            n = gone[first_code + np.uint64(code)]
            gone[first_code + np.uint64(code)] = 0
            leavers[day, code] += n
            freed += n
        free[office] += freed
        vacant = np.uint64(max(free[office], 0))
        at_level[vacant] |= ONE << np.uint64(office)
        level = max(level, vacant)
        room += vacant
    return level, room


@part
def try_again(
    day: int,
    held: np.uint64,
    stay_rows: Words,
    party_person: Words,
    party_size: Words,
    run_row: Words,
    run_end: Words,
) -> tuple[np.uint64, np.uint64]:
    """The parties in the hold room, in runs; returns how many persons try, and how many runs."""
    trying = ZERO
    runs = ZERO
    for j in range(held):
        row = np.uint64(stay_rows[day, class_of(np.uint64(party_person[j]))])
        if trying == ZERO or row != np.uint64(run_row[runs - ONE]):
            run_row[runs] = row
            runs += ONE
        trying += np.uint64(party_size[j])
        run_end[runs - ONE] = trying
    return trying, runs


@part
def name_cells(
    day: int,
    a_class: int,
    classes: int,
    offices: np.uint64,
    parties: np.uint64,
    root: np.uint64,
    party_key: Keys,
    party_person: Words,
) -> None:
    """Write today's cells of a class behind the parties, by office from office ``day mod offices`` on and round."""
    key = root + GOLDEN * (np.uint64(day * classes + a_class) * offices + ONE)
    first_home = np.uint64(day) % offices
    for turn in range(offices):
        home = first_home + turn
        home -= offices if home >= offices else ZERO
        party_key[parties + turn] = mixed(key + GOLDEN * home)
        party_person[parties + turn] = person_of(np.uint64(day + 1), home, np.uint64(a_class))


@part
def name_persons(
    parties: np.uint64,
    room: np.uint64,
    party_key: Keys,
    party_size: Words,
    party_person: Words,
    hashes: Keys,
    persons: Words,
) -> None:
    """Write keys and records of all who may be placed."""
    at = ZERO
    for j in range(parties):
        if at >= room:
            break
        key = party_key[j] + GOLDEN
        person = placed_at_home(np.uint64(party_person[j]))
        size = np.uint64(party_size[j])
        written = (size + _15) & ~_15
        for i in range(written):
            hashes[at + i] = key + GOLDEN * i
        for i in range(written):
            persons[at + i] = person
        at += size


@part
def place(
    parties: np.uint64,
    level: np.uint64,
    free: Integers,
    at_level: Keys,
    party_key: Keys,
    party_size: Words,
    party_person: Words,
    persons: Words,
) -> tuple[np.uint64, np.uint64, np.uint64]:
    """Give beds as long as there are any; returns how many persons and parties got them, and how many far from home."""
    placed = ZERO
    elsewhere = ZERO
    tried = ZERO
    while tried < parties and level > ZERO:
        person = np.uint64(party_person[tried])
        home = office_of(person)
        left = np.uint64(party_size[tried])
        vacant = np.uint64(max(free[home], 0))
        at_home = min(left, vacant)
        bit = ONE << home
        at_level[vacant] ^= bit
        at_level[vacant - at_home] |= bit
        free[home] -= np.int64(at_home)
        placed += at_home
        left -= at_home
        elsewhere += left
        while left > ZERO and level > ZERO:
            most_free = at_level[level]
            lowered = ZERO
            while left > ZERO and most_free > ZERO:
                bit = most_free & (~most_free + ONE)
                most_free ^= bit
                lowered |= bit
                host = np.uint64(_BIT_NUMBER[bit * _DE_BRUIJN >> _58])
                free[host] -= 1
                persons[placed] = placed_at(person, host)
                placed += ONE
                left -= ONE
            at_level[level] = most_free
            at_level[level - ONE] |= lowered
            if most_free == ZERO:
                level -= ONE
        if left > ZERO:
            party_key[tried] += GOLDEN * (np.uint64(party_size[tried]) - left)
            party_size[tried] = left
            elsewhere -= left
        else:
            tried += ONE
    return placed, tried, elsewhere


@part
def leave_over(
    day: int,
    tried: np.uint64,
    parties: np.uint64,
    exits: int,
    most_tries: np.uint64,
    party_key: Keys,
    party_size: Words,
    party_person: Words,
    leavers: NDArray[np.int32],
    stay_days: Integers,
) -> tuple[np.uint64, np.uint64]:
    """Who found no bed waits or leaves; returns the parties in the hold room, and their persons."""
    held = ZERO
    in_hold = ZERO
    for j in range(tried, parties):
        left = np.uint64(party_size[j])
        person = np.uint64(party_person[j])
        nights = np.uint64(day + 1) - booked_of(person)
        if nights + ONE < most_tries:
            party_key[held] = party_key[j]
            party_size[held] = left
            party_person[held] = person
            held += np.uint64(left > ZERO)
            in_hold += left
        else:
            leavers[day, class_of(person) * np.uint64(exits) + np.uint64(exits - 1)] += np.int64(left)
            stay_days[day] += np.int64(left * nights)
    return held, in_hold


@part
def census(
    day: int,
    offices: np.uint64,
    beds: Integers,
    free: Integers,
    at_level: Keys,
    population: NDArray[np.int32],
) -> None:
    """Persons in beds at midnight; the masks of free beds are cleared for the next day."""
    for office in range(offices):
        at_level[max(free[office], 0)] = 0
        population[day, office] = beds[day + 1, office] - free[office]
