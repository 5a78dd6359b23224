"""Waits in first-come queues, from what comes and goes a day.

Who waits need not be followed: in a queue served in order of arrival the k-th to come is the k-th to go, so the
cumulative counts of both say how long everybody waited. Knows numbers only.

Axes: ``...`` any, t days; midnight 0 is before day 0. A night waited is a midnight in the queue.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]


def nights_waited(entries: Counts, departures: Counts, longest: int) -> Counts:
    """How many left on each day after so many nights, shape (..., t, longest + 1); the last is that many or more.

    Parameters
    ----------
    entries, departures : array of int, shape (..., t)
        The queue is empty at first; nobody leaves before coming, but may leave on the same day.
    longest : int
    """
    gone = np.cumsum(departures, axis=-1)
    gone_before = gone - departures
    at_least = [np.maximum(np.minimum(gone, came) - gone_before, 0) for came in _came(entries, longest)]
    exactly = [at_least[k] - at_least[k + 1] for k in range(longest)]
    return np.stack([*exactly, at_least[longest]], axis=-1)


def waiting_longer(entries: Counts, departures: Counts, nights: int) -> Counts:
    """How many in the queue at midnight have been there for more than so many nights, shape (..., t)."""
    *_, came = _came(entries, nights)
    return np.maximum(came - np.cumsum(departures, axis=-1), 0)


def _came(entries: Counts, longest: int) -> list[Counts]:
    """Those who had come by each day, and by 1, 2 ... `longest` days before."""
    total = np.cumsum(entries, axis=-1)
    days = total.shape[-1]
    none = np.zeros_like(total)
    return [np.concatenate([none[..., :k], total[..., : days - k]], axis=-1)[..., :days] for k in range(longest + 1)]


def hold_flows(
    book_ins: Counts, placed: Counts, released: Counts, hold: NDArray[np.signedinteger[Any]]
) -> tuple[Counts, Counts]:
    """Entries to and departures from hold rooms, where those of earlier days are placed first; shape (..., t).

    Parameters
    ----------
    book_ins, placed, released : array of int, shape (..., t)
        Persons who came, who got a bed, and who were released for want of one on the day.
    hold : array of int, shape (..., t)
        Persons in hold rooms at midnight.
    """
    before = np.concatenate([np.zeros_like(hold[..., :1]), hold[..., :-1]], axis=-1)
    from_hold = np.minimum(before, placed)
    return book_ins - (placed - from_hold), from_hold + released
