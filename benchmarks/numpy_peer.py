"""The reference model as a NumPy day loop: arrays of persons in the order of placement, compressed every day.

A person is one integer, ``planned day << 16 | office << 8 | exit``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmarks.observed import Draws, Observed
from benchmarks.table import CustodyTable

Integers = NDArray[np.int64]


class System:
    """One replication."""

    def __init__(self, table: CustodyTable, seed: int):
        self.table = table
        self.draws = Draws(table, seed)
        self.free = table.beds[0] - table.stock
        self.held = np.zeros(0, dtype=np.int32)
        self.queue = np.zeros(0, dtype=np.int32)
        self.hold: list[tuple[int, int, int, int]] = []  # booking day, class, home, persons

    def run(self) -> Observed:
        """Run all days."""
        table = self.table
        days, offices, exits = table.days, len(table.offices), len(table.exits)
        observed = Observed(
            np.zeros((days, offices), int),
            np.zeros((days, exits), int),
            np.zeros(days, int),
            np.zeros(days, int),
            self.draws.persons,
        )
        for office, (shape, count) in enumerate(zip(table.stock_stay, table.stock, strict=True)):
            self.settle(-1, np.full(count, office), *self.draws.stock(shape, count))
        for day in range(days):
            self.free = self.free + table.beds[day + 1] - table.beds[day]
            left = self.let_go(day)
            left[-1] += self.book_in(day)
            observed.population[day] = table.beds[day + 1] - self.free
            observed.exits[day] = left
            observed.queue[day], observed.hold[day] = len(self.queue), sum(cell[-1] for cell in self.hold)
        return observed

    def let_go(self, day: int) -> Integers:
        """Exits of the day and then seats; returns leavers by exit."""
        due = self.held >> 16 == day
        coming_up = self.held[due]
        self.held = self.held[~due]
        seated = self.table.needs_seat[coming_up & 0xFF]
        self.queue = np.concatenate([self.queue, coming_up[seated]])
        boarding = self.table.seats[day]
        leaving = np.concatenate([coming_up[~seated], self.queue[:boarding]])
        self.queue = self.queue[boarding:]
        self.free = self.free + np.bincount(leaving >> 8 & 0xFF, minlength=len(self.free))
        return np.bincount(leaving & 0xFF, minlength=len(self.table.exits))

    def book_in(self, day: int) -> int:
        """Place the hold room and then the day's persons, cell by cell; returns how many leave for want of space."""
        counts = self.draws.counts[day].tolist()
        offices = len(self.free)
        cells = self.hold + [
            (day, a_class, home, count)
            for a_class, by_office in enumerate(counts)
            for step in range(offices)
            if (count := by_office[home := (day + step) % offices])
        ]
        self.hold = []
        released = 0
        free = self.free.tolist()
        beds_left = sum(max(beds, 0) for beds in free)
        classes: list[int] = []
        hosts: list[int] = []
        for booked, a_class, home, count in cells:
            placed = min(count, beds_left)
            beds_left -= placed
            at_home = min(placed, max(free[home], 0))
            free[home] -= at_home
            hosts += [home] * at_home
            for _ in range(placed - at_home):
                host = free.index(max(free))
                free[host] -= 1
                hosts.append(host)
            classes += [a_class] * placed
            if placed < count and day - booked + 1 < self.table.tries[day]:
                self.hold.append((booked, a_class, home, count - placed))
            else:
                released += count - placed
        self.free = np.array(free)
        self.settle(day, np.array(hosts, int), *self.draws.stays(day, classes))
        return released

    def settle(self, day: int, hosts: Integers, routes: list[int], stays: list[int]) -> None:
        """Hold those placed, in order."""
        new = (day + np.asarray(stays, np.int32)) << 16 | hosts << 8 | np.asarray(routes, np.int32)
        self.held = np.concatenate([self.held, new.astype(np.int32)])


def simulate(table: CustodyTable, seed: int) -> Observed:
    """Run one replication."""
    return System(table, seed).run()
