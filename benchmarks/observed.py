"""What every engine compared returns, and what the Python engines share: random draws made in bulk by NumPy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.table import CustodyTable


@dataclass(frozen=True)
class Observed:
    """One replication of a custody table.

    Attributes
    ----------
    population : array, shape (days, offices)
        Persons in a bed at the end of the day.
    exits : array, shape (days, exits)
        Leavers.
    queue, hold : array, shape (days,)
        Persons waiting for a seat, and in the hold room, at the end of the day.
    persons : int
        Stock and book-ins.
    """

    population: NDArray[np.int64]
    exits: NDArray[np.int64]
    queue: NDArray[np.int64]
    hold: NDArray[np.int64]
    persons: int


class Draws:
    """Random numbers of one replication for engines written in Python, as cheap as NumPy makes them.

    Drawing in bulk is in favour of the engines compared with the kernel: one generator call a person costs more.
    """

    def __init__(self, table: CustodyTable, seed: int):
        self._random = np.random.default_rng(seed)
        self._stay = table.stay
        self._longest = table.stays.shape[-1]
        self._cumulative = table.stays.reshape(len(table.stays), -1).cumsum(axis=1)
        self._stock = table.stock_stays.reshape(len(table.stock_stays), -1).cumsum(axis=1)
        self._planned = len(table.exits) - 1
        classes = np.arange(len(table.classes))
        self.counts = self._random.poisson(table.rates[table.pattern, classes])
        self.persons = int(table.stock.sum() + self.counts.sum())

    def stays(self, day: int, classes: list[int]) -> tuple[list[int], list[int]]:
        """Exit and days until it of persons of these classes, placed on `day` in this order."""
        order = np.asarray(classes, dtype=int)
        cell = np.empty(len(order), dtype=int)
        for a_class in np.unique(order):
            same = order == a_class
            cell[same] = self._pick(self._cumulative[self._stay[day, a_class]], np.count_nonzero(same))
        return (cell // self._longest).tolist(), (cell % self._longest + 1).tolist()

    def stock(self, shape: int, count: int) -> tuple[list[int], list[int]]:
        """Exit and remaining days of `count` persons of the stock that follow a stock shape."""
        cell = self._pick(self._stock[shape], count)
        return (cell // self._longest % self._planned).tolist(), (cell % self._longest + 1).tolist()

    def _pick(self, cumulative: NDArray[np.float64], count: int) -> NDArray[np.int64]:
        return np.searchsorted(cumulative, self._random.random(count) * cumulative[-1], side="right")
