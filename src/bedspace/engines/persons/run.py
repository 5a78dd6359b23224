"""Persons one by one on the national system: one draw of a plan compiled to what the kernel reads.

Book-ins and hazards of a draw are the expected numbers, so both engines run the same system. What becomes
individual is what expected numbers cannot give: whole persons, beds by area, the day's failures to place, the queue
for seats in order of arrival. A draw is one replication: it depends on the plan and on its own key, so neither the
number of draws nor the workers they are dealt to change a bit.

Axes: n draws, t rows (row 0 is the start), o areas, c classes, f exit forms.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.expected import run as expected_numbers
from bedspace.engines.persons.arrays import Censuses, System, Tables
from bedspace.engines.persons.replications import room_for, run_each
from bedspace.engines.persons.stays import book_ins, dealing, stay_tables
from bedspace.engines.persons.waits import hold_flows, waiting_longer
from bedspace.engines.plan import FORMS, REMOVAL, Plan
from bedspace.engines.result import Result, joined
from bedspace.engines.streams import replication_keys
from bedspace.errors import Fault, UsageError
from bedspace.model.areas import Areas, whole
from bedspace.model.custody import CAPACITY, CLASSES
from bedspace.model.removal import flying, seats

Array = NDArray[np.float64]
Counts = NDArray[np.int64]
Censused = NDArray[np.int32]

EXITS = (*FORMS, CAPACITY)
BLOCK = 512
"""Most draws taken at once: enough for expected numbers to work on many together."""
_EXPECTED_ONLY = (
    "removal at the counted rate, since proceedings are followed in expected numbers only",
    "Use --engine expected.",
)
_ROUNDING = 1e-3
"""People held over beds that rounding to whole beds may make."""
_NEEDS_SEAT = np.array([form == "removal" for form in FORMS])
_SEATS = ("removal_flights", "flight_load", "air_share", "direct_removal_share", "seats_growth")


@dataclass(frozen=True)
class Persons:
    """Censuses of some draws, one replication each; shapes begin with (n, t), row 0 being the start.

    Attributes
    ----------
    areas : Areas
    expected : Result
        The run on expected numbers of the same draws.
    population, beds : array of int, shape (n, t, o)
        Persons in a bed at midnight, and beds.
    exits : array of int, shape (n, t, c, f + 1)
        The last form is release for want of a bed.
    book_ins : array of int, shape (n, t, c)
    waiting : array of int, shape (n, t)
        Persons in the queue for a seat, in their beds.
    unplaced : array of int, shape (n, t)
        Persons in hold rooms at midnight.
    elsewhere : array of int, shape (n, t)
        Persons placed on the day outside the area meant for them.
    seat_waits : array of int, shape (n, t)
        Nights waited by those who boarded on the day.
    hold_limit : array of int, shape (n, t)
        Nights allowed in a hold room.
    """

    areas: Areas
    expected: Result
    population: Censused
    beds: Censused
    exits: Censused
    book_ins: Censused
    waiting: Censused
    unplaced: Censused
    elsewhere: Censused
    seat_waits: Counts
    hold_limit: Counts

    @property
    def held(self) -> Counts:
        """Persons in beds nationally, shape (n, t)."""
        return np.asarray(self.population.sum(-1))

    @property
    def seat_flows(self) -> tuple[Counts, Counts]:
        """Entries to the queue for a seat and boardings, each of shape (n, t)."""
        boarded = self.exits[..., REMOVAL].sum(-1)
        return np.diff(self.waiting, axis=1, prepend=0) + boarded, boarded

    @property
    def hold_flows(self) -> tuple[Counts, Counts]:
        """Entries to hold rooms, those who leave on the same day included, and departures, each of shape (n, t)."""
        released = self.exits[..., -1].sum(-1)
        left_beds = self.exits[..., :-1].sum((-1, -2))
        placed = np.diff(self.held, axis=1, prepend=self.held[:, :1]) + left_beds
        return hold_flows(self.book_ins.sum(-1), placed, released, self.unplaced)

    @property
    def over_hold_limit(self) -> Counts:
        """Persons at midnight in a hold room for more nights than the limit allows, shape (n, t)."""
        if not self.unplaced.any():
            return np.zeros_like(self.unplaced)
        flows = self.hold_flows
        return sum(
            (
                np.where(self.hold_limit == nights, waiting_longer(*flows, int(nights)), 0)
                for nights in np.unique(self.hold_limit)
            ),
            np.zeros_like(self.unplaced),
        )

    @property
    def full(self) -> NDArray[np.bool_]:
        """Areas that hold as many as they have beds, or more, shape (n, t, o)."""
        return self.population >= self.beds


def run(plan: Plan, areas: Areas, seed: int) -> Persons:
    """Run every draw of a plan person by person, in this thread.

    Parameters
    ----------
    plan : Plan
    areas : Areas
    seed : int
        Key of the replications; draw i is replication i.
    """
    keys = replication_keys(seed, 0, plan.settings.draws)
    parts = [slice(first, first + BLOCK) for first in range(0, len(keys), BLOCK)]
    return _joined([run_part(plan.of_draws(part), areas, keys[part]) for part in parts])


def run_part(plan: Plan, areas: Areas, roots: NDArray[np.uint64]) -> Persons:
    """Run the draws of a plan whose replications have these root keys.

    Raises
    ------
    UsageError
        If removal goes through proceedings, which are followed in expected numbers only.
    """
    if plan.through_proceedings:
        raise UsageError(Fault("--engine persons", "removal goes through proceedings", *_EXPECTED_ONLY))
    expected = expected_numbers.run(plan)
    national = national_of(plan, areas, expected)
    tables = (tables_of(plan, expected, national, draw, root) for draw, root in enumerate(roots))
    censuses = room_for((len(roots), 1 + plan.days), len(areas.names), len(CLASSES), len(EXITS))
    run_each(tables, roots, Censuses._make(series[:, 1:] for series in censuses))
    return _gathered(areas, expected, national, censuses)


@dataclass(frozen=True)
class National:
    """Capacities and stock of some draws, and how book-ins are dealt to areas.

    Attributes
    ----------
    beds : array of int, shape (n, t, o)
    seats, tries : array of int, shape (n, t)
        Seats a day; days, the first included, on which a person may try for a bed.
    hold_limit : array of int, shape (n, t)
        Nights allowed in a hold room.
    stock : array of int, shape (n, o, c)
        Persons held at the start.
    dealing : array, shape (o,)
        Table by which persons booked in are dealt to areas.
    """

    beds: Counts
    seats: Counts
    tries: Counts
    hold_limit: Counts
    stock: Counts
    dealing: NDArray[np.uint64]


def national_of(plan: Plan, areas: Areas, expected: Result) -> National:
    """Capacities and stock of the draws of a plan.

    Counted rates hold the limits that stood, so there are beds for as many as expected numbers hold.
    """

    def paths(name: str) -> Array:
        setting = plan.settings.by_name[name]
        return np.asarray(np.clip(np.multiply.outer(setting.spread, setting.path), *setting.bounds))

    flights, load, by_air, direct, growth = map(paths, _SEATS)
    places = seats(flights, load, by_air, direct, growth, (flights * load)[:, :1])
    return National(
        beds=_for_those_held(_beds(areas, paths("beds_usable"), paths("beds_surge")), _held(expected)),
        seats=_integers(places * flying(plan.weekdays, paths("weekend_seats"))),
        tries=np.maximum(_integers(paths("hold_room_days")), 1),
        hold_limit=_integers(paths("hold_limit_nights")),
        stock=np.stack([whole(areas.shares[:, None] * held) for held in plan.stock]),
        dealing=dealing(areas.shares),
    )


def _beds(areas: Areas, usable: Array, surge: Array) -> Counts:
    """Beds by day and area, shape (n, t, o), shared out anew only on the few days on which a number changes."""
    changes = np.ones(usable.shape[1], dtype=bool)
    changes[1:] = (np.diff(usable) != 0).any(0) | (np.diff(surge) != 0).any(0)
    shared_out = _integers(areas.beds_by_kind(usable[:, changes], surge[:, changes]).sum(-2))
    return np.asarray(shared_out[:, np.cumsum(changes) - 1])


def _held(expected: Result) -> Array:
    """People that expected numbers hold, shape (n, t)."""
    return np.asarray(expected.outputs["midnight_population"].T)


def _for_those_held(beds: Counts, held: Array) -> Counts:
    """Beds, more of each where all of them are fewer than the people held."""
    share = held / np.maximum(beds.sum(-1), 1)
    short = share > 1 + _ROUNDING
    beds[short] = _integers(beds[short] * share[short][:, None])
    return beds


def _integers(values: Array) -> Counts:
    return np.rint(values).astype(np.int64)


def tables_of(plan: Plan, expected: Result, national: National, draw: int, root: np.uint64) -> Tables:
    """What the kernel reads for one draw and its replication.

    The initial stock keeps its beds even where an area has fewer: nobody is put out for that.
    """
    beds = national.beds[draw].copy()
    stock = national.stock[draw]
    beds[0] = np.maximum(beds[0], stock.sum(1))
    relative = expected.relative[draw]
    slow = np.array([_slow_stock(relative), expected.entrants[draw, 1]])
    assert len(expected.hazards), "persons are moved by the hazards of their expected numbers"
    in_force = np.ascontiguousarray(expected.hazards[1:, draw])
    rows = np.arange(len(CLASSES), dtype=np.uint32)
    system = System(
        exits=len(EXITS),
        beds=beds,
        seats=national.seats[draw, 1:],
        tries=national.tries[draw, 1:],
        stock=stock,
        stock_rows=np.tile(rows, (len(stock), 1)),
        stay_rows=np.tile(rows, (plan.days, 1)),
    )
    hazards = stay_tables(in_force, _NEEDS_SEAT, relative, slow)
    return Tables(system, hazards, book_ins(expected.book_ins[1:, draw], national.dealing, root))


def _slow_stock(relative: Array) -> float:
    """Share of slow stays in the stock: the stock-weighted mean of the relative hazards is one."""
    fast, slow = relative
    return float((1 - fast) / (slow - fast)) if fast != slow else 0.0


def _gathered(areas: Areas, expected: Result, national: National, censuses: Censuses) -> Persons:
    """Censuses, whose row 0 is empty, with the stock in it and what they stand beside."""
    censuses.population[:, 0] = national.stock.sum(-1)
    return Persons(
        areas=areas,
        expected=expected,
        population=censuses.population,
        beds=national.beds.astype(np.int32),
        exits=censuses.leavers.reshape(*censuses.queue.shape, len(CLASSES), len(EXITS)),
        book_ins=censuses.book_ins,
        waiting=censuses.queue,
        unplaced=censuses.hold,
        elsewhere=censuses.away,
        seat_waits=censuses.wait_days,
        hold_limit=national.hold_limit,
    )


def _joined(parts: list[Persons]) -> Persons:
    """Parts of a run put together in order."""
    if len(parts) == 1:
        return parts[0]
    names = [field.name for field in fields(Persons) if field.name not in ("areas", "expected")]
    return Persons(
        areas=parts[0].areas,
        expected=joined([part.expected for part in parts]),
        **{name: np.concatenate([getattr(part, name) for part in parts]) for name in names},
    )
