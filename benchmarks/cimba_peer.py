"""The reference model in cimba, a discrete-event engine in C whose models are compiled by Numba.

Only events are used, no processes: one for each step of a day, and one small model a person whose only event is the
planned day. Its outputs are single numbers, so the metrics of `benchmarks.agreement` are summed up inside the model.
Time is in hundredths of a day, so that it is exact.
"""

# No postponed annotations here: cimba reads them as classes.
import cimba as cb
import numpy as np

from benchmarks.agreement import LAST_DAYS, OFFICES, metric_names
from benchmarks.table import CustodyTable

TICKS, TRANSPORT, RETRIES, BOOK_INS, CENSUS = 100.0, 20.0, 40.0, 50.0, 90.0
NOWHERE = -1


class System(cb.Model):
    """All offices, the queue for seats, the hold room and the steps of a day."""

    days: int = 0
    offices: int = 0
    classes: int = 0
    longest: int = 0
    planned: int = 0
    last_days: int = 0
    day: int = 0
    queue_first: int = 0
    queue_size: int = 0
    hold_first: int = 0
    hold_size: int = 0

    rates: cb.Array[float]
    pattern: cb.Array[int]
    cumulative: cb.Array[float]
    stay: cb.Array[int]
    stock: cb.Array[int]
    stock_cumulative: cb.Array[float]
    stock_stay: cb.Array[int]
    beds: cb.Array[int]
    seats: cb.Array[int]
    tries: cb.Array[int]
    needs_seat: cb.Array[bool]

    free: cb.Array[int]
    exits: cb.Array[int]
    queue_office: cb.Array[int]
    queue_route: cb.Array[int]
    hold_day: cb.Array[int]
    hold_class: cb.Array[int]
    hold_home: cb.Array[int]
    held_by_office: cb.Array[int]

    sum_population: int = 0
    sum_last: int = 0
    sum_queue: int = 0
    sum_hold: int = 0
    mean_population: cb.Output[float] = 0.0
    mean_last: cb.Output[float] = 0.0
    mean_queue: cb.Output[float] = 0.0
    mean_hold: cb.Output[float] = 0.0
    exits_0: cb.Output[float] = 0.0
    exits_1: cb.Output[float] = 0.0
    exits_2: cb.Output[float] = 0.0
    exits_3: cb.Output[float] = 0.0
    exits_4: cb.Output[float] = 0.0
    office_0: cb.Output[float] = 0.0
    office_1: cb.Output[float] = 0.0
    office_2: cb.Output[float] = 0.0
    office_3: cb.Output[float] = 0.0
    office_4: cb.Output[float] = 0.0

    @cb.function
    def place(self, home: int) -> int:
        """Take a bed at home, else where most are free, else nowhere."""
        host = home
        if self.free[home] <= 0:
            host = 0
            for office in range(self.offices):
                if self.free[office] > self.free[host]:
                    host = office
            if self.free[host] <= 0:
                return NOWHERE
        self.free[host] -= 1
        return host

    @cb.function
    def settle(self, office: int, row: int) -> None:
        """Draw exit and stay of somebody placed today."""
        width = self.planned * self.longest
        low = row * width
        high = low + width - 1
        draw = cb.random.uniform()
        while low < high:
            middle = (low + high) // 2
            if self.cumulative[middle] <= draw:
                low = middle + 1
            else:
                high = middle
        cell = low - row * width
        planned_day = float(self.day + cell % self.longest + 1)
        cb.spawn(Person, system=self, office=office, route=cell // self.longest, delay=planned_day * TICKS - cb.now())

    @cb.function
    def leave(self, office: int, route: int) -> None:
        """Free a bed."""
        self.free[office] += 1
        self.exits[route] += 1

    @cb.function
    def wait_or_leave(self, booked: int, a_class: int, home: int) -> None:
        """Go to the hold room, or leave after the last try."""
        if self.day - booked + 1 < self.tries[self.day]:
            last = (self.hold_first + self.hold_size) % len(self.hold_day)
            self.hold_day[last] = booked
            self.hold_class[last] = a_class
            self.hold_home[last] = home
            self.hold_size += 1
        else:
            self.exits[self.planned] += 1

    @cb.on_start
    def begin(self):
        """Place the stock."""
        width = self.classes * self.planned * self.longest
        for office in range(self.offices):
            for _ in range(self.stock[office]):
                low = self.stock_stay[office] * width
                high = low + width - 1
                draw = cb.random.uniform()
                while low < high:
                    middle = (low + high) // 2
                    if self.stock_cumulative[middle] <= draw:
                        low = middle + 1
                    else:
                        high = middle
                cell = low - self.stock_stay[office] * width
                route = cell // self.longest % self.planned
                cb.spawn(Person, system=self, office=office, route=route, delay=float(cell % self.longest) * TICKS)
            self.free[office] = self.beds[office] - self.stock[office]
        cb.schedule(self.transport, TRANSPORT)

    @cb.event
    def transport(self):
        """Beds of the day, then seats; the day's exits came before."""
        for office in range(self.offices):
            here = self.day * self.offices + office
            self.free[office] += self.beds[here + self.offices] - self.beds[here]
        for _ in range(min(self.seats[self.day], self.queue_size)):
            self.leave(self.queue_office[self.queue_first], self.queue_route[self.queue_first])
            self.queue_first = (self.queue_first + 1) % len(self.queue_office)
            self.queue_size -= 1
        cb.schedule(self.retry, RETRIES - TRANSPORT)

    @cb.event
    def retry(self):
        """Try again to place those in the hold room."""
        for _ in range(self.hold_size):
            at = self.hold_first
            self.hold_first = (at + 1) % len(self.hold_day)
            self.hold_size -= 1
            booked = self.hold_day[at]
            a_class = self.hold_class[at]
            home = self.hold_home[at]
            host = self.place(home)
            if host == NOWHERE:
                self.wait_or_leave(booked, a_class, home)
            else:
                self.settle(host, self.stay[self.day * self.classes + a_class])
        cb.schedule(self.book_in, BOOK_INS - RETRIES)

    @cb.event
    def book_in(self):
        """Place the day's persons."""
        for a_class in range(self.classes):
            row = self.stay[self.day * self.classes + a_class]
            cells = (self.pattern[self.day * self.classes + a_class] * self.classes + a_class) * self.offices
            for step in range(self.offices):
                home = (self.day + step) % self.offices
                rate = self.rates[cells + home]
                count = cb.random.poisson(rate) if rate > 0.0 else 0
                for _ in range(count):
                    host = self.place(home)
                    if host == NOWHERE:
                        self.wait_or_leave(self.day, a_class, home)
                    else:
                        self.settle(host, row)
        cb.schedule(self.census, CENSUS - BOOK_INS)

    @cb.event
    def census(self):
        """Sum up the day; after the last one end the trial, or events would go on firing."""
        population = 0
        for office in range(self.offices):
            held = self.beds[(self.day + 1) * self.offices + office] - self.free[office]
            population += held
            self.held_by_office[office] += held
        self.sum_population += population
        if self.day >= self.days - self.last_days:
            self.sum_last += population
        self.sum_queue += self.queue_size
        self.sum_hold += self.hold_size
        self.day += 1
        if self.day < self.days:
            cb.schedule(self.transport, TICKS - CENSUS + TRANSPORT)
        else:
            cb.end_trial()

    @cb.on_end
    def report(self):
        """The metrics, in the order of `metric_names`."""
        self.mean_population = self.sum_population / self.days
        self.mean_last = self.sum_last / self.last_days
        self.mean_queue = self.sum_queue / self.days
        self.mean_hold = self.sum_hold / self.days
        self.exits_0 = float(self.exits[0])
        self.exits_1 = float(self.exits[1])
        self.exits_2 = float(self.exits[2])
        self.exits_3 = float(self.exits[3])
        self.exits_4 = float(self.exits[4])
        self.office_0 = self.held_by_office[0] / self.days
        self.office_1 = self.held_by_office[4] / self.days
        self.office_2 = self.held_by_office[8] / self.days
        self.office_3 = self.held_by_office[12] / self.days
        self.office_4 = self.held_by_office[24] / self.days


class Person(cb.Model):
    """Somebody in a bed."""

    system: cb.Ref[System]
    office: int = 0
    route: int = 0
    delay: float = 0.0

    @cb.on_start
    def plan(self):
        """Come up on the planned day."""
        cb.schedule(self.come_up, self.delay)

    @cb.event
    def come_up(self):
        """Leave, or join the queue for a seat."""
        if self.system.needs_seat[self.route]:
            last = (self.system.queue_first + self.system.queue_size) % len(self.system.queue_office)
            self.system.queue_office[last] = self.office
            self.system.queue_route[last] = self.route
            self.system.queue_size += 1
        else:
            self.system.leave(self.office, self.route)
        cb.release(self)


OUTPUTS = (
    *("mean_population", "mean_last", "mean_queue", "mean_hold"),
    *(f"exits_{route}" for route in range(5)),
    *(f"office_{number}" for number in range(len(OFFICES))),
)


def simulate(table: CustodyTable, seed: int) -> dict[str, float]:
    """Run one replication of a table with the reference model's offices and exits; returns its metrics."""
    system = _system(table)
    result = cb.Experiment(system, replications=1, seed=seed).run(workers=1)[system]
    found = [float(getattr(result, name)[0][0]) for name in OUTPUTS]
    return dict(zip(metric_names(len(table.exits), len(table.offices)), found, strict=True))


def _system(table: CustodyTable) -> System:
    """The model filled with a table."""
    system = System()
    system.days, system.offices, system.classes = table.days, len(table.offices), len(table.classes)
    system.planned, system.longest, system.last_days = *table.stays.shape[1:], LAST_DAYS
    in_beds = int(np.maximum(table.stock, table.beds.max(axis=0)).sum())
    in_hold = int(10 * table.rates.max(axis=0).sum() * table.tries.max()) + 100
    filled = {
        "rates": table.rates,
        "pattern": table.pattern,
        "cumulative": table.stays.reshape(len(table.stays), -1).cumsum(axis=1),
        "stay": table.stay,
        "stock": table.stock,
        "stock_cumulative": table.stock_stays.reshape(len(table.stock_stays), -1).cumsum(axis=1),
        "stock_stay": table.stock_stay,
        "beds": table.beds,
        "seats": table.seats,
        "tries": table.tries,
        "needs_seat": table.needs_seat,
    }
    for name, values in filled.items():
        setattr(system, name, cb.Array(values.ravel().tolist()))
    for name in ("free", "held_by_office"):
        setattr(system, name, cb.Array(len(table.offices)))
    system.exits = cb.Array(len(table.exits))
    for name in ("queue_office", "queue_route"):
        setattr(system, name, cb.Array(in_beds))
    for name in ("hold_day", "hold_class", "hold_home"):
        setattr(system, name, cb.Array(in_hold))
    return system
