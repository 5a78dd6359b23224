"""A custody system as a table of numbers, checked and compiled to what the reference kernel reads.

The table is for people: probabilities, rates, counts, with the meaning of every axis. The kernel reads packed
tables to draw from. Any system of up to 64 offices whose exits are known when a person is placed fits; an
"office" is wherever beds are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.persons.alias import pack_outcomes
from bedspace.engines.persons.arrays import MOST_CODES, MOST_DAYS, MOST_OFFICES, System, planned_exits
from bedspace.errors import Fault, UsageError
from benchmarks.counts import count_tables
from benchmarks.outcome_kernel import Outcomes, Tables

LONGEST_STAY = 2047  # outcomes have 20 bits: 11 for the stay, 1 for the seat, 8 for the exit code
MOST_BOOK_INS = 10_000_000  # counts of a guide have 16 bits, and spread over 16 standard deviations
_TOTAL_TOLERANCE = 1e-9


@dataclass(frozen=True)
class CustodyTable:
    """Offices, classes and exits of a custody system for D days, with all that differs between them.

    The last exit is the release for want of space, which nobody plans.

    Attributes
    ----------
    offices, classes, exits : tuple of str
        Names; O, C and E of them. Classes stand in the order in which they get beds.
    needs_seat : array of bool, shape (E - 1,)
        Whether a planned exit waits for a seat.
    rates : array, shape (patterns, C, O)
        Expected book-ins a day; the number of a day is Poisson.
    pattern : array of int, shape (D, C)
        Which of the patterns holds.
    stays : array, shape (shapes, E - 1, L)
        Probability of an exit and of the days until it, 1 ... L; each shape sums to 1.
    stay : array of int, shape (D, C)
        Which shape those placed on a day follow.
    stock : array of int, shape (O,)
        Persons in a bed at the midnight before the first day.
    stock_stays : array, shape (stock shapes, C, E - 1, L)
        Probability of class, exit and remaining days of the stock, 1 being the first day; each sums to 1.
    stock_stay : array of int, shape (O,)
        Which stock shape an office follows.
    beds : array of int, shape (D + 1, O)
        Beds at that midnight and on each day.
    seats : array of int, shape (D,)
        Seats a day, for all offices together.
    tries : array of int, shape (D,)
        On how many days, the first included, a person may try for a bed.
    """

    offices: tuple[str, ...]
    classes: tuple[str, ...]
    exits: tuple[str, ...]
    needs_seat: NDArray[np.bool_]
    rates: NDArray[np.float64]
    pattern: NDArray[np.int64]
    stays: NDArray[np.float64]
    stay: NDArray[np.int64]
    stock: NDArray[np.int64]
    stock_stays: NDArray[np.float64]
    stock_stay: NDArray[np.int64]
    beds: NDArray[np.int64]
    seats: NDArray[np.int64]
    tries: NDArray[np.int64]

    @property
    def days(self) -> int:
        """Days of a run."""
        return len(self.seats)


def compile_table(table: CustodyTable) -> Tables:
    """Check a table and pack it for the kernel.

    Raises
    ------
    UsageError
        With every fault of the table: shapes, signs, totals, and what the kernel's records cannot hold.
    """
    found = _shape_faults(table) or _value_faults(table) + _limit_faults(table)
    if found:
        raise UsageError(found)
    classes = len(table.classes)
    outcomes = _outcomes(table)
    used, stay_rows = np.unique(table.stay * classes + np.arange(classes), return_inverse=True)
    first, columns = pack_outcomes(
        _flat(table.stays), outcomes.reshape(classes, -1), np.stack(np.divmod(used, classes), axis=1)
    )
    stocks = np.arange(len(table.stock_stays))
    stock_first, stock_columns = pack_outcomes(
        _flat(table.stock_stays), outcomes.reshape(1, -1), np.stack([stocks, 0 * stocks], axis=1)
    )
    system = System(
        exits=len(table.exits),
        beds=_integers(table.beds),
        seats=_integers(table.seats),
        tries=_integers(table.tries),
        stock=_integers(table.stock[:, None]),
        stock_rows=(len(used) + table.stock_stay[:, None]).astype(np.uint32),
        stay_rows=np.ascontiguousarray(stay_rows.reshape(table.stay.shape), dtype=np.uint32),
    )
    drawn = Outcomes(
        first=np.concatenate([first[:-1], first[-1] + stock_first[:-1]]),
        width=np.concatenate([np.diff(first), np.diff(stock_first)]),
        columns=np.concatenate([columns, stock_columns]),
    )
    count_rows = np.ascontiguousarray(table.pattern * classes + np.arange(classes), dtype=np.uint32)
    return Tables(system, drawn, count_rows, count_tables(np.ascontiguousarray(table.rates, dtype=np.float64).ravel()))


def _integers(values: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.ascontiguousarray(values, dtype=np.int64)


def _flat(shapes: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.ascontiguousarray(shapes.reshape(len(shapes), -1), dtype=np.float64)


def _outcomes(table: CustodyTable) -> NDArray[np.uint64]:
    """Packed outcome of every class, planned exit and stay, shape (C, E - 1, L)."""
    days = np.arange(1, table.stays.shape[-1] + 1, dtype=np.uint64)
    return days << np.uint64(9) | planned_exits(len(table.classes), table.needs_seat)[:, :, None]


def _shape_faults(table: CustodyTable) -> list[Fault]:
    days, offices, classes, planned = table.days, len(table.offices), len(table.classes), len(table.exits) - 1
    longest = table.stays.shape[-1:]
    expected: dict[str, tuple[int, ...]] = {
        "needs_seat": (planned,),
        "rates": (*table.rates.shape[:1], classes, offices),
        "pattern": (days, classes),
        "stays": (*table.stays.shape[:1], planned, *longest),
        "stay": (days, classes),
        "stock": (offices,),
        "stock_stays": (*table.stock_stays.shape[:1], classes, planned, *longest),
        "stock_stay": (offices,),
        "beds": (days + 1, offices),
        "tries": (days,),
    }
    found = {name: getattr(table, name).shape for name in expected}
    return [Fault(name, f"shape {found[name]}", f"{shape}") for name, shape in expected.items() if found[name] != shape]


def _value_faults(table: CustodyTable) -> list[Fault]:
    faults = [
        Fault(name, "a negative value or none", "finite values of at least 0")
        for name in ("rates", "stays", "stock", "stock_stays", "beds", "seats")
        if not np.all(np.isfinite(values := getattr(table, name)) & (values >= 0))
    ]
    faults += [
        Fault(name, f"shapes summing to {totals.min():.9g} ... {totals.max():.9g}", "1")
        for name in ("stays", "stock_stays")
        for totals in [getattr(table, name).reshape(len(getattr(table, name)), -1).sum(axis=1)]
        if np.abs(totals - 1.0).max() > _TOTAL_TOLERANCE
    ]
    for name, rows in (("pattern", "rates"), ("stay", "stays"), ("stock_stay", "stock_stays")):
        chosen, count = getattr(table, name), len(getattr(table, rows))
        if chosen.min() < 0 or chosen.max() >= count:
            faults.append(Fault(name, f"rows {chosen.min()} ... {chosen.max()}", f"0 ... {count - 1}, rows of {rows}"))
    if table.tries.min() < 1:
        faults.append(Fault("tries", f"{table.tries.min()}", "at least 1, the day of the book-in"))
    return faults


def _limit_faults(table: CustodyTable) -> list[Fault]:
    limits = {
        "offices": (len(table.offices), MOST_OFFICES),
        "classes x exits": (len(table.classes) * len(table.exits), MOST_CODES),
        "days": (table.days, MOST_DAYS),
        "longest stay": (table.stays.shape[-1], LONGEST_STAY),
        "book-ins of a cell": (math.ceil(table.rates.max()), MOST_BOOK_INS),
    }
    return [Fault(name, f"{size}", f"at most {most}") for name, (size, most) in limits.items() if size > most]
