"""The individual engine on the national system: one draw of a plan compiled to the kernel's table of custody.

Book-ins and hazards of the draw are those of the fluid engine, so both engines run the same system. What becomes
individual is what the fluid form cannot give: whole persons, beds by area, the day's failures to place, the queue
for seats in order of arrival. Hazards known in advance are folded into tables of stay and exit, one for each
week of entry and class; release for want of a bed stays an event.

Axes: t rows, o areas, c classes, j stay components, f exit forms, l days of stay.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bedspace.engines import fluid
from bedspace.engines.custody_table import CustodyTable, compile_table
from bedspace.engines.discrete_event import Censuses
from bedspace.engines.ensemble import run_block
from bedspace.engines.plan import FORMS, Plan
from bedspace.engines.result import Result
from bedspace.engines.streams import replication_keys
from bedspace.model.custody import CAPACITY, CLASSES
from bedspace.model.removal import seats

Array = NDArray[np.float64]

_WEEK = 7
_EXITS = (*FORMS, CAPACITY)


@dataclass(frozen=True)
class Areas:
    """Where people are held.

    Attributes
    ----------
    names : tuple of str
    shares : array, shape (o,)
        Share of book-ins and of the initial stock.
    fixed_beds : array, shape (o,)
        Beds an area has whatever the national total is: its guaranteed minimum.
    """

    names: tuple[str, ...]
    shares: Array
    fixed_beds: Array

    def beds(self, total: Array) -> NDArray[np.int64]:
        """Beds by area, shape (t, o): the guaranteed ones, the rest by share; scaled down where they exceed the total.

        Parameters
        ----------
        total : array, shape (t,)
            Beds of the nation.
        """
        fixed: Array = self.fixed_beds * np.minimum(1, total[:, None] / max(self.fixed_beds.sum(), 1))
        rest = (total - fixed.sum(-1))[:, None] * self.shares
        return np.asarray(np.rint(fixed + rest), dtype=np.int64)


@dataclass(frozen=True)
class Individuals:
    """Censuses of some draws, one replication each; shapes begin with (n, t), row 0 being the start.

    Attributes
    ----------
    areas : Areas
    expected : Result
        The fluid run of the same draws.
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
        Persons placed outside their area on the day.
    seat_waits : array, shape (n, t)
        Nights waited by those who boarded on the day.
    """

    areas: Areas
    expected: Result
    population: NDArray[np.int64]
    beds: NDArray[np.int64]
    exits: NDArray[np.int64]
    book_ins: NDArray[np.int64]
    waiting: NDArray[np.int64]
    unplaced: NDArray[np.int64]
    elsewhere: NDArray[np.int64]
    seat_waits: NDArray[np.int64]

    @property
    def held(self) -> NDArray[np.int64]:
        """Persons in beds nationally, shape (n, t)."""
        return np.asarray(self.population.sum(-1))


def run(plan: Plan, areas: Areas, seed: int) -> Individuals:
    """Run every draw of a plan person by person.

    Parameters
    ----------
    plan : Plan
    areas : Areas
    seed : int
        Key of the replications; draw i is replication i.
    """
    expected = fluid.run(plan)
    keys = replication_keys(seed, 0, plan.settings.draws)
    tables = [table_of(plan, expected, areas, draw) for draw in range(plan.settings.draws)]
    done = [run_block(compile_table(table), keys[draw : draw + 1]) for draw, table in enumerate(tables)]
    return _gathered(areas, expected, tables, done)


def table_of(plan: Plan, expected: Result, areas: Areas, draw: int) -> CustodyTable:
    """The custody table of one draw."""
    days, offices = plan.days, len(areas.names)
    weeks = np.arange(days) // _WEEK
    hazards = _padded(expected.hazards[:, draw])
    components = expected.relative[draw], expected.entrants[draw]
    starts = np.minimum(np.arange(weeks[-1] + 1) * _WEEK + _WEEK // 2, days - 1) + 1
    stays = np.stack([_stays(hazards[start:, c], *components, days) for start in starts for c in range(len(CLASSES))])
    stock = np.rint(plan.estimates.stock.sum() * areas.shares).astype(np.int64)
    at = {name: np.array([plan.settings.at(name, row)[draw] for row in range(days + 1)]) for name in _NATIONAL}
    return CustodyTable(
        offices=areas.names,
        classes=CLASSES,
        exits=_EXITS,
        needs_seat=np.array([form == "removal" for form in FORMS]),
        rates=expected.book_ins[1:, draw, :, None] * areas.shares,
        pattern=np.repeat(np.arange(days)[:, None], len(CLASSES), 1),
        stays=stays,
        stay=weeks[:, None] * len(CLASSES) + np.arange(len(CLASSES)),
        stock=stock,
        stock_stays=_stock_stays(plan, hazards, expected, draw)[None],
        stock_stay=np.zeros(offices, dtype=np.int64),
        beds=np.maximum(
            areas.beds(at["beds_usable"] * at["beds_surge"]), np.where(np.arange(days + 1)[:, None] == 0, stock, 0)
        ),
        seats=np.rint(_seats(at)[1:]).astype(np.int64),
        tries=np.maximum(np.rint(at["hold_room_days"][1:]), 1).astype(np.int64),
    )


_NATIONAL = (
    "beds_usable",
    "beds_surge",
    "hold_room_days",
    "removal_flights",
    "flight_load",
    "air_share",
    "direct_removal_share",
    "seats_growth",
)


def _seats(at: dict[str, Array]) -> Array:
    return seats(*(at[name] for name in _NATIONAL[3:]))


def _padded(hazards: Array) -> Array:
    """Hazards with the last day repeated for a week, for those who entered before the middle of theirs."""
    return np.concatenate([hazards[:1] * 0, hazards[1:], np.repeat(hazards[-1:], _WEEK, 0)])


def _stays(hazards: Array, relative: Array, entrants: Array, days: int) -> Array:
    """Probability of exit form and days of stay, shape (f, l), for those who enter at row 0 of `hazards`.

    Parameters
    ----------
    hazards : array, shape (rows, f)
        Row 0 is the day of entry, on which nobody leaves yet.
    relative, entrants : array, shape (j,)
        Hazard of a component against the mean, and its share of those who enter.
    days : int
        Stays beyond it end after the run; they stand in one last column.
    """
    ahead = hazards[1 : days + 1]
    total = ahead.sum(-1)
    survival = np.exp(-relative[:, None] * np.concatenate([[0.0], np.cumsum(total)]))  # (j, rows)
    leaving = (entrants[:, None] * -np.diff(survival, axis=1)).sum(0)
    stays = np.zeros((hazards.shape[-1], days + 1))
    stays[:, : len(ahead)] = (leaving[:, None] * ahead / np.maximum(total, 1e-300)[:, None]).T
    stays[-1, -1] += 1 - stays.sum()
    return stays


def _stock_stays(plan: Plan, hazards: Array, expected: Result, draw: int) -> Array:
    """Probability of class, exit form and remaining days of the initial stock, shape (c, f, l)."""
    relative = expected.relative[draw]
    fast, slow = relative
    share_slow = (1 - fast) / (slow - fast) if fast != slow else 0.0  # the stock-weighted mean of `relative` is one
    components = np.array([1 - share_slow, share_slow])
    shares = plan.estimates.stock / plan.estimates.stock.sum()
    by_class = [_stays(hazards[:, c], relative, components, plan.days) for c in range(len(CLASSES))]
    weighted = shares[:, None, None] * np.stack(by_class)
    return np.asarray(weighted / weighted.sum())


def _gathered(areas: Areas, expected: Result, tables: list[CustodyTable], done: list[Censuses]) -> Individuals:
    def series(name: str) -> NDArray[np.int64]:
        values = np.concatenate([getattr(census, name) for census in done]).astype(np.int64)
        return np.concatenate([np.zeros_like(values[:, :1]), values], 1)

    population = series("population")
    population[:, 0] = np.stack([table.stock for table in tables])
    exits = series("leavers")
    return Individuals(
        areas=areas,
        expected=expected,
        population=population,
        beds=np.stack([table.beds for table in tables]),
        exits=exits.reshape(*exits.shape[:2], len(CLASSES), len(_EXITS)),
        book_ins=series("book_ins"),
        waiting=series("queue"),
        unplaced=series("hold"),
        elsewhere=series("away"),
        seat_waits=series("wait_days"),
    )
