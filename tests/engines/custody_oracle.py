"""The day of `bedspace.engines.persons.kernel`, written again for objects instead of bits, and tables to try it on.

It serves both kernels: the product's, which draws stays by hazard, and that of the benchmarks, which draws them from
outcome tables. The oracle shares with the kernels only the keys and the packed tables. It uses one object a person and
Python's own lists and integers, and follows the seven steps of the day as they are worded.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from benchmarks import outcome_kernel
from benchmarks.table import CustodyTable
from numpy.typing import NDArray

from bedspace.engines.persons.arrays import Censuses, Hazards, Tables
from bedspace.engines.persons.mixing import exponential
from bedspace.engines.persons.replications import run_block
from bedspace.engines.streams import mix

Either = Tables | outcome_kernel.Tables

_MASK = (1 << 64) - 1
_GOLDEN = 0x9E3779B97F4A7C15
_STOCK_CELL = 1 << 40


def hashed(key: int) -> int:
    """`mix` of a Python integer."""
    return int(mix(np.array([key & _MASK], dtype=np.uint64))[0])


def picked(column: int, below: int) -> int:
    """The outcome of an alias column for a number of 24 bits."""
    return column % (1 << 20) if below < column >> 40 else (column >> 20) % (1 << 20)


@dataclass
class Person:
    """Somebody in custody."""

    booked: int
    home: int
    row: int
    number: int
    host: int = -1
    code: int = -1
    planned: int = -1
    seated: bool = False


@dataclass
class Oracle:
    """One replication."""

    tables: Either
    root: int
    held: list[Person] = field(default_factory=list)
    queue: list[Person] = field(default_factory=list)
    hold: list[Person] = field(default_factory=list)
    gone: list[Person] = field(default_factory=list)

    @property
    def hazards(self) -> Hazards:
        """Those there are."""
        assert isinstance(self.tables, Tables)
        return self.tables.hazards

    def run(self) -> Censuses:
        """All days; every person is in exactly one of the lists at every midnight."""
        tables = self.tables
        days, classes = tables.system.stay_rows.shape
        offices, codes = len(tables.system.stock), classes * tables.system.exits
        out = Censuses(
            *(
                np.zeros(shape, dtype=int)
                for shape in (
                    (days, offices),
                    (days, codes),
                    days,
                    days,
                    (days, classes),
                    *[days] * 3,
                )
            )
        )
        self.offices, self.classes = offices, classes
        self.place_stock()
        for day in range(days):
            come = [self.cell(day, a_class, home) for a_class in range(classes) for home in self.order(day)]
            booked = [person for cell in come for person in cell]
            out.book_ins[day] = np.bincount([person.row for person in booked], minlength=classes)
            self.exits_and_seats(day, out)
            self.place(day, booked, out)
            self.census(day, out)
        return out

    def order(self, day: int) -> list[int]:
        """Offices in the order in which they place on a day."""
        return [(day + step) % self.offices for step in range(self.offices)]

    def cell(self, day: int, a_class: int, home: int) -> list[Person]:
        """The persons booked in on a day, of a class, in an office."""
        key = hashed(self.root + _GOLDEN * (1 + (day * self.classes + a_class) * self.offices + home))
        count = self.count(key, day, a_class, home)
        return [Person(day, home, a_class, hashed(key + _GOLDEN * (i + 1))) for i in range(count)]

    def count(self, key: int, day: int, a_class: int, home: int) -> int:
        """How many there are: drawn before, or by a count table."""
        if isinstance(self.tables, Tables):
            return int(self.tables.booked[day, a_class, home])
        counts = self.tables.counts
        cell = int(self.tables.count_rows[day, a_class]) * self.offices + home
        start, stop = counts.first[cell : cell + 2].tolist()
        above = sum(int(threshold) <= key >> 32 for threshold in counts.thresholds[start : stop - 1])
        return int(counts.least[cell]) + above

    def place_stock(self) -> None:
        """Who is there at the first midnight."""
        for cell, count in enumerate(self.tables.system.stock.ravel().tolist()):
            office, kind = divmod(cell, self.tables.system.stock.shape[1])
            key = hashed(self.root + _GOLDEN * (_STOCK_CELL + cell))
            for i in range(count):
                person = Person(-1, office, kind, hashed(key + _GOLDEN * (i + 1)), host=office)
                self.draw(person, int(self.tables.system.stock_rows[office, kind]), -1)

    def draw(self, person: Person, row: int, day: int) -> None:
        """Exit and stay of somebody placed today."""
        tables = self.tables
        if isinstance(tables, Tables):
            slow = person.number >> 24 & 0xFFFF < int(self.hazards.slow[min(day + 1, 1)])
            person.planned = self.day_of(person.number, row, slow, day + 1)
            width = self.hazards.outcomes.shape[2]
            place, below = divmod((person.number & 0xFFFFFF) * width, 1 << 24)
            outcome = picked(int(self.hazards.outcomes[row, person.planned, place]), below)
        else:
            first, width = int(tables.outcomes.first[row]), int(tables.outcomes.width[row])
            column = tables.outcomes.columns[first + ((person.number >> 32) * width >> 32)]
            outcome = picked(int(column), person.number % (1 << 24))
            person.planned = day + (outcome >> 9)
        person.code = outcome % 256
        person.seated = bool(outcome >> 8 & 1)
        self.held.append(person)

    def day_of(self, number: int, row: int, slow: bool, since: int) -> int:
        """Day on which somebody leaves who was placed on the day before `since`."""
        past = self.hazards.cumulative[row]
        used_up = float(exponential(np.uint64(number >> 40))) * self.hazards.stretch[int(slow)]
        return int(np.flatnonzero(past >= past[since] + used_up)[0]) - 1

    def exits_and_seats(self, day: int, out: Censuses) -> None:
        """Steps 2 and 3."""
        due = [person for person in self.held if person.planned == day]
        self.held = [person for person in self.held if person.planned != day]
        self.queue += [person for person in due if person.seated]
        seats = int(self.tables.system.seats[day])
        boarding, self.queue = self.queue[:seats], self.queue[seats:]
        out.wait_days[day] = sum(day - person.planned for person in boarding)
        for person in [person for person in due if not person.seated] + boarding:
            self.leave(day, person, person.code, out)

    def leave(self, day: int, person: Person, code: int, out: Censuses) -> None:
        """Count somebody out."""
        out.leavers[day, code] += 1
        out.stay_days[day] += day - person.booked
        self.gone.append(person)

    def free_beds(self, day: int) -> list[int]:
        """Free beds by office, negative where there are more persons than beds."""
        hosts = [person.host for person in self.held + self.queue]
        return [int(beds) - hosts.count(office) for office, beds in enumerate(self.tables.system.beds[day + 1])]

    def place(self, day: int, booked: list[Person], out: Censuses) -> None:
        """Steps 4 to 6."""
        free = self.free_beds(day)
        trying, self.hold = self.hold + booked, []
        for person in trying:
            host = person.home if free[person.home] > 0 else free.index(max(free))
            if free[host] > 0:
                free[host] -= 1
                person.host = host
                out.away[day] += host != person.home
                self.draw(person, int(self.tables.system.stay_rows[day, person.row]), day)
            elif day - person.booked + 1 < self.tables.system.tries[day]:
                self.hold.append(person)
            else:
                self.leave(day, person, (person.row + 1) * self.tables.system.exits - 1, out)

    def census(self, day: int, out: Censuses) -> None:
        """Step 7."""
        in_bed = self.held + self.queue
        everybody = [id(person) for person in in_bed + self.hold + self.gone]
        assert len(everybody) == len(set(everybody)), "somebody is in two states"
        out.population[day] = np.bincount([person.host for person in in_bed], minlength=self.offices)
        out.queue[day], out.hold[day] = len(self.queue), len(self.hold)


def equals_oracle(tables: Either, root: np.uint64) -> None:
    """Check that every census of a replication is the oracle's."""
    expected = Oracle(tables, int(root)).run()
    block = run_block if isinstance(tables, Tables) else outcome_kernel.run_block
    for name, series in block(tables, np.array([root]))._asdict().items():  # type: ignore[arg-type]
        np.testing.assert_array_equal(series[0], getattr(expected, name), err_msg=name)


def random_table(random: np.random.Generator) -> CustodyTable:
    """A small table in which anything may bind: beds, seats, tries, more stock than beds, beds that come and go."""
    days, offices, classes, planned, longest = random.integers(1, (26, 7, 4, 4, 21))
    patterns, shapes, stock_shapes = random.integers(1, 4, 3)
    beds = random.integers(0, 16, offices) + random.integers(0, 2) * random.integers(-4, 5, (days + 1, offices))
    return CustodyTable(
        offices=tuple(f"office {number}" for number in range(offices)),
        classes=tuple(f"class {number}" for number in range(classes)),
        exits=(*(f"exit {number}" for number in range(planned)), "no space"),
        needs_seat=random.random(planned) < 0.5,
        rates=random.exponential(1.5, (patterns, classes, offices)) * (random.random(offices) < 0.8),
        pattern=random.integers(0, patterns, (days, classes)),
        stays=_shares(random, shapes, (planned, longest)),
        stay=random.integers(0, shapes, (days, classes)),
        stock=random.integers(0, 20, offices) * random.integers(0, 2),
        stock_stays=_shares(random, stock_shapes, (classes, planned, longest)),
        stock_stay=random.integers(0, stock_shapes, offices),
        beds=np.maximum(np.broadcast_to(beds, (days + 1, offices)), 0),
        seats=random.integers(0, 8, days) * random.integers(0, 2, days),
        tries=random.integers(1, 5, days) if random.random() < 0.5 else np.full(days, random.integers(1, 5)),
    )


def _shares(random: np.random.Generator, count: int, shape: tuple[int, ...]) -> NDArray[np.float64]:
    """Random distributions, a third of their probabilities zero."""
    weights = random.exponential(1.0, (count, *shape)) * (random.random((count, *shape)) < 0.67)
    flat = weights.reshape(count, -1)
    flat[:, 0] += 1e-3
    return weights / flat.sum(axis=1).reshape(-1, *[1] * len(shape))
