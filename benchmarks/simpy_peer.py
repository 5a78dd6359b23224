"""The reference model in SimPy, three times, with one process for the steps of a day.

Lean is what a careful user writes: a process a person, from the bed to the exit, without resources, requests or
monitoring. Leaner, the process ends when the person comes up for the exit, and those who wait for a seat are entries of
a list. Bare gives up SimPy's processes for persons and puts their planned days on its event list by hand; little of
SimPy is left but that list. Time is in hundredths of a day, so that it is exact.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator
from typing import Any

import numpy as np
import simpy

from benchmarks.observed import Draws, Observed
from benchmarks.offices import NOWHERE, Offices
from benchmarks.table import CustodyTable

TICKS = 100  # a day
TRANSPORT, RETRIES, BOOK_INS, CENSUS = 20, 40, 50, 90


class System:
    """One replication in a SimPy environment, a process a person."""

    def __init__(self, table: CustodyTable, seed: int):
        self.table = table
        self.draws = Draws(table, seed)
        self.env = simpy.Environment()
        self.offices = Offices((table.beds[0] - table.stock).tolist())
        self.queue: deque[Any] = deque()
        self.hold: deque[tuple[int, int, int]] = deque()
        self.needs_seat = table.needs_seat.tolist()
        days, offices, exits = table.days, len(table.offices), len(table.exits)
        self.exits = [[0] * exits for _ in range(days)]
        self.observed = Observed(
            np.zeros((days, offices), int),
            np.zeros((days, exits), int),
            np.zeros(days, int),
            np.zeros(days, int),
            self.draws.persons,
        )

    def run(self) -> Observed:
        """Run all days."""
        self.place_stock()
        self.env.process(self.days())
        self.env.run(until=self.table.days * TICKS)
        self.observed.exits[:] = self.exits
        return self.observed

    def plan(self, office: int, route: int, day: int) -> None:
        """Let a person come up for an exit on a day."""
        self.env.process(self.person(office, route, day * TICKS - self.env.now))

    def person(self, office: int, route: int, delay: int) -> Generator[Any, Any, None]:
        """Be held, wait for a seat where the exit needs one, and leave."""
        yield self.env.timeout(delay)
        if self.needs_seat[route]:
            seat = self.env.event()
            self.queue.append(seat)
            yield seat
        self.leave(office, route)

    def board(self) -> None:
        """Give a seat to the head of the queue."""
        self.queue.popleft().succeed()

    def leave(self, office: int, route: int) -> None:
        """Free a bed."""
        self.offices.free[office] += 1
        self.exits[self.env.now // TICKS][route] += 1

    def place_stock(self) -> None:
        """Plan the exits of those held at the first midnight."""
        for office, (shape, count) in enumerate(zip(self.table.stock_stay, self.table.stock, strict=True)):
            routes, stays = self.draws.stock(shape, count)
            for route, stay in zip(routes, stays, strict=True):
                self.plan(office, route, stay - 1)

    def days(self) -> Generator[Any, Any, None]:
        """The steps of each day."""
        for day in range(self.table.days):
            for office, change in enumerate((self.table.beds[day + 1] - self.table.beds[day]).tolist()):
                self.offices.free[office] += change
            yield self.env.timeout(TRANSPORT)
            for _ in range(min(int(self.table.seats[day]), len(self.queue))):
                self.board()
            yield self.env.timeout(RETRIES - TRANSPORT)
            self.retry(day)
            yield self.env.timeout(BOOK_INS - RETRIES)
            for a_class in range(len(self.table.classes)):
                self.book_in(day, a_class)
                yield self.env.timeout(1)
            yield self.env.timeout(CENSUS - BOOK_INS - len(self.table.classes))
            self.census(day)
            yield self.env.timeout(TICKS - CENSUS)

    def retry(self, day: int) -> None:
        """Try again to place those in the hold room."""
        classes, hosts = [], []
        for _ in range(len(self.hold)):
            booked, a_class, home = self.hold.popleft()
            host = self.offices.place(home)
            if host != NOWHERE:
                classes.append(a_class)
                hosts.append(host)
            else:
                self.wait_or_leave(day, booked, a_class, home)
        self.settle(day, classes, hosts)

    def book_in(self, day: int, a_class: int) -> None:
        """Place the day's persons of a class."""
        counts = self.draws.counts[day, a_class].tolist()
        offices = len(counts)
        hosts = []
        for step in range(offices):
            home = (day + step) % offices
            for _ in range(counts[home]):
                host = self.offices.place(home)
                if host != NOWHERE:
                    hosts.append(host)
                else:
                    self.wait_or_leave(day, day, a_class, home)
        self.settle(day, [a_class] * len(hosts), hosts)

    def wait_or_leave(self, day: int, booked: int, a_class: int, home: int) -> None:
        """Go to the hold room, or leave after the last try."""
        if day - booked + 1 < self.table.tries[day]:
            self.hold.append((booked, a_class, home))
        else:
            self.exits[day][-1] += 1

    def settle(self, day: int, classes: list[int], hosts: list[int]) -> None:
        """Draw exit and stay of those placed, in order."""
        routes, stays = self.draws.stays(day, classes)
        for host, route, stay in zip(hosts, routes, stays, strict=True):
            self.plan(host, route, day + stay)

    def census(self, day: int) -> None:
        """Write down the day."""
        self.observed.population[day] = self.table.beds[day + 1] - self.offices.free
        self.observed.queue[day] = len(self.queue)
        self.observed.hold[day] = len(self.hold)


class LeanerSystem(System):
    """The same with a process that ends when a person comes up for the exit."""

    def person(self, office: int, route: int, delay: int) -> Generator[Any, Any, None]:
        """Be held, then come up."""
        yield self.env.timeout(delay)
        self.come_up(office, route)

    def come_up(self, office: int, route: int) -> None:
        """Leave, or join the queue for a seat."""
        if self.needs_seat[route]:
            self.queue.append((office, route))
        else:
            self.leave(office, route)

    def board(self) -> None:
        """Give a seat to the head of the queue."""
        self.leave(*self.queue.popleft())


class BareSystem(LeanerSystem):
    """The same with a bare event a person."""

    def plan(self, office: int, route: int, day: int) -> None:
        """Put an event that has already succeeded on the list."""
        event = simpy.Event(self.env)
        event._ok = True
        event._value = (office, route)
        event.callbacks.append(lambda done: self.come_up(*done._value))
        self.env.schedule(event, delay=day * TICKS - self.env.now)


def simulate(table: CustodyTable, seed: int) -> Observed:
    """Run one replication, a process a person."""
    return System(table, seed).run()


def simulate_leaner(table: CustodyTable, seed: int) -> Observed:
    """Run one replication, a process a person until the person comes up for the exit."""
    return LeanerSystem(table, seed).run()


def simulate_bare(table: CustodyTable, seed: int) -> Observed:
    """Run one replication, a bare event a person."""
    return BareSystem(table, seed).run()
