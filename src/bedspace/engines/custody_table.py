"""A custody system as a table of numbers, and its compilation to what the individual kernel reads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.alias import count_table, pack_outcomes
from bedspace.engines.discrete_event import CHUNK, MAX_OFFICES, Censuses, Tables, Workspace
from bedspace.errors import Fault, UsageError

LONGEST_STAY = 2047


@dataclass(frozen=True)
class CustodyTable:
    """Offices, classes and exits with everything that differs between them, for D days.

    The last exit is the release for want of space; nobody plans it.

    Attributes
    ----------
    offices, classes, exits : tuple of str
        Names; O, C and E of them.
    needs_seat : array of bool, shape (E - 1,)
        Whether a planned exit waits for a seat.
    rates : array, shape (patterns, C, O)
        Expected book-ins a day.
    pattern : array of int, shape (D, C)
        Which row of `rates` holds.
    stays : array, shape (shapes, E - 1, L)
        Probability of exit and days until ready (1 ... L), summing to 1.
    stay : array of int, shape (D, C)
        Which shape those placed on a day follow.
    stock : array of int, shape (O,)
        Persons in a bed at the midnight before the first day.
    stock_stays : array, shape (stock shapes, C, E - 1, L)
        Probability of class, exit and remaining days of the stock, summing to 1.
    stock_stay : array of int, shape (O,)
        Which of them an office follows.
    beds : array of int, shape (D + 1, O)
        Beds at that midnight and on each day.
    seats : array of int, shape (D,)
        Seats a day, nationwide.
    tries : array of int, shape (D,)
        How many days, the first included, a person may try for a bed.
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
    counts = count_table(table.rates.reshape(-1))
    codes = np.arange(len(table.classes) * len(table.exits)).reshape(len(table.classes), -1)[:, :-1]
    days = np.arange(1, table.stays.shape[-1] + 1)
    outcome = ((2 * days + table.needs_seat[:, None]) << 8 | codes[:, :, None]).astype(np.uint64)
    packed = []
    C = len(table.classes)
    for c in range(C):
        for t in range(len(table.stays)):
            packed.append(pack_outcomes(table.stays[t].ravel(), outcome[c].ravel()))
    for t in range(len(table.stock_stays)):
        packed.append(pack_outcomes(table.stock_stays[t].ravel(), outcome.ravel()))
    first = np.cumsum([0] + [len(p) for p in packed]).astype(np.uint32)
    T = len(table.stays)
    return Tables(
        len(table.exits), table.beds, table.seats, table.tries, table.stock,
        (C * T + table.stock_stay).astype(np.uint32),
        (np.arange(C) * T + table.stay).astype(np.uint32),
        first, np.concatenate(packed),
        (table.pattern * C + np.arange(C)).astype(np.uint32),
        counts.first, counts.least, counts.thresholds,
    )


def workspace(t: Tables) -> Workspace:
    D, C = t.count_rows.shape
    O = len(t.stock)
    most = (t.count_least.astype(np.int64) + np.diff(t.count_first.astype(np.int64))).reshape(-1, O).sum(1)
    arrivals = int(most[t.count_rows].sum(1).max())
    parties = C*O*int(t.tries.max())
    people = int(np.maximum(t.stock, t.beds.max(0)).sum())
    lists = 2 * (D + LONGEST_STAY//2 + 1)
    chunks = people // 15 + lists + 4
    raw = np.zeros(chunks * CHUNK + 16, np.uint32)
    off = (-raw.ctypes.data % 64) // 4
    cal = raw[off:off + chunks * CHUNK]
    buf = max(int(t.stock.sum()), arrivals*int(t.tries.max())) + 16
    return Workspace(cal, np.zeros(lists, np.uint32), np.zeros(lists, np.uint32), np.zeros(lists, np.uint32),
        np.zeros(O, np.int64), np.zeros(int(t.beds.max()) + 1, np.uint64), np.zeros(buf, np.uint64), np.zeros(buf, np.uint32), np.zeros(parties, np.uint64), np.zeros(parties, np.uint32), np.zeros(parties, np.uint32),
        np.zeros(256, np.uint64), np.zeros(256, np.uint64), np.zeros(256*O,np.int32))


def censuses(t: Tables) -> Censuses:
    D, C = t.count_rows.shape
    O = len(t.stock)
    z = lambda *s: np.zeros(s, np.int32)
    return Censuses(z(D, O), z(D, C * t.exits), z(D), z(D), z(D), z(D), np.zeros(D, np.int64), np.zeros(D, np.int64))
