"""The reference model in plain Python: one heap of planned days, lists and integers for everything else."""

from __future__ import annotations

from collections import deque
from heapq import heappop, heappush

import numpy as np

from benchmarks.observed import Draws, Observed
from benchmarks.offices import NOWHERE, Offices
from benchmarks.table import CustodyTable

Person = tuple[int, int, int, int]  # planned day, number, office, exit


class System:
    """One replication."""

    def __init__(self, table: CustodyTable, seed: int):
        self.table = table
        self.draws = Draws(table, seed)
        self.offices = Offices((table.beds[0] - table.stock).tolist())
        self.heap: list[Person] = []
        self.queue: deque[tuple[int, int]] = deque()
        self.hold: deque[tuple[int, int, int]] = deque()
        self.placed = 0

    def run(self) -> Observed:
        """Run all days."""
        table = self.table
        days, offices = table.days, len(table.offices)
        population = np.zeros((days, offices), int)
        exits = np.zeros((days, len(table.exits)), int)
        queue, hold = np.zeros(days, int), np.zeros(days, int)
        self.place_stock()
        for day in range(days):
            self.offices.free = [
                free + int(change)
                for free, change in zip(self.offices.free, table.beds[day + 1] - table.beds[day], strict=True)
            ]
            left = self.let_go(day)
            self.retry(day, left)
            for a_class in range(len(table.classes)):
                self.book_in(day, a_class, left)
            population[day] = table.beds[day + 1] - self.offices.free
            exits[day] = left
            queue[day], hold[day] = len(self.queue), len(self.hold)
        return Observed(population, exits, queue, hold, self.draws.persons)

    def place_stock(self) -> None:
        """Plan the exits of those held at the first midnight."""
        for office, (shape, count) in enumerate(zip(self.table.stock_stay, self.table.stock, strict=True)):
            routes, stays = self.draws.stock(shape, count)
            self.settle(-1, [office] * len(routes), routes, stays)

    def let_go(self, day: int) -> list[int]:
        """Exits of the day and then seats; returns leavers by exit."""
        left = [0] * len(self.table.exits)
        needs_seat, free, heap, queue = self.table.needs_seat.tolist(), self.offices.free, self.heap, self.queue
        while heap and heap[0][0] == day:
            _, _, office, route = heappop(heap)
            if needs_seat[route]:
                queue.append((office, route))
            else:
                free[office] += 1
                left[route] += 1
        for _ in range(min(int(self.table.seats[day]), len(queue))):
            office, route = queue.popleft()
            free[office] += 1
            left[route] += 1
        return left

    def retry(self, day: int, left: list[int]) -> None:
        """Try again to place those in the hold room."""
        classes, hosts = [], []
        for _ in range(len(self.hold)):
            booked, a_class, home = self.hold.popleft()
            host = self.offices.place(home)
            if host != NOWHERE:
                classes.append(a_class)
                hosts.append(host)
            else:
                self.wait_or_leave(day, booked, a_class, home, left)
        self.settle(day, hosts, *self.draws.stays(day, classes))

    def book_in(self, day: int, a_class: int, left: list[int]) -> None:
        """Place the day's persons of a class."""
        counts = self.draws.counts[day, a_class].tolist()
        hosts = []
        for step in range(len(counts)):
            home = (day + step) % len(counts)
            for _ in range(counts[home]):
                host = self.offices.place(home)
                if host != NOWHERE:
                    hosts.append(host)
                else:
                    self.wait_or_leave(day, day, a_class, home, left)
        self.settle(day, hosts, *self.draws.stays(day, [a_class] * len(hosts)))

    def wait_or_leave(self, day: int, booked: int, a_class: int, home: int, left: list[int]) -> None:
        """Go to the hold room, or leave after the last try."""
        if day - booked + 1 < self.table.tries[day]:
            self.hold.append((booked, a_class, home))
        else:
            left[-1] += 1

    def settle(self, day: int, hosts: list[int], routes: list[int], stays: list[int]) -> None:
        """Put those placed on the heap, in order."""
        for host, route, stay in zip(hosts, routes, stays, strict=True):
            self.placed += 1
            heappush(self.heap, (day + stay, self.placed, host, route))


def simulate(table: CustodyTable, seed: int) -> Observed:
    """Run one replication."""
    return System(table, seed).run()
