"""Waits from counts against a queue of persons, each followed by itself."""

from __future__ import annotations

from collections import deque

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bedspace.engines.persons.waits import hold_flows, nights_waited, waiting_longer

DAYS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 8)), min_size=1, max_size=20)


@given(DAYS, st.integers(1, 6))
def test_equal_a_queue_of_persons(days: list[tuple[int, int]], longest: int) -> None:
    queue: deque[int] = deque()
    entries, departures, waited, older = [], [], [], []
    for day, (come, places) in enumerate(days):
        queue.extend([day] * come)
        leaving = [queue.popleft() for _ in range(min(places, len(queue)))]
        entries.append(come)
        departures.append(len(leaving))
        waited.append(np.bincount([min(day - since, longest) for since in leaving], minlength=longest + 1))
        older.append(sum(day - since + 1 > longest for since in queue))
    flows = np.array(entries), np.array(departures)
    np.testing.assert_array_equal(nights_waited(*flows, longest), waited)
    np.testing.assert_array_equal(waiting_longer(*flows, longest), older)


def test_nobody_has_waited_more_nights_than_there_were() -> None:
    entries, none = np.array([[5, 0, 0]]), np.zeros((1, 3), dtype=int)
    np.testing.assert_array_equal(waiting_longer(entries, none, 0), [[5, 5, 5]])
    np.testing.assert_array_equal(waiting_longer(entries, none, 2), [[0, 0, 5]])
    np.testing.assert_array_equal(waiting_longer(entries, none, 9), [[0, 0, 0]])


def test_those_of_earlier_days_are_placed_first() -> None:
    """Day 0: ten come, four get beds. Day 1: two come, seven get beds, one is released."""
    entries, departures = hold_flows(np.array([10, 2]), np.array([4, 7]), np.array([0, 1]), np.array([6, 0]))
    np.testing.assert_array_equal(entries, [6, 1])
    np.testing.assert_array_equal(departures, [0, 7])
