"""Removal: people whose removal is due wait, in their beds, for a seat by air or by land."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bedspace.model.network import ESTIMATED, Resource, State, Transition

Array = NDArray[np.float64]

PART = "removal"
PARAMETERS = (
    "removal_effort",
    "removal_flights",
    "flight_load",
    "air_share",
    "direct_removal_share",
    "seats_growth",
    "weekend_seats",
)
STATES = (
    State("awaiting_seat", "Held, removal due, waiting for a seat", PART),
    State("exit_removal", "Removed", PART, absorbing=True),
)
TRANSITIONS = (
    Transition("held", "awaiting_seat", "hazard", ESTIMATED, PART, policy="removal_effort"),
    Transition("awaiting_seat", "exit_removal", "queue", "seats_growth", PART, resource="seats"),
)
RESOURCES = (Resource("seats", "Seats", "seats_growth", "first come, first served, pro rata by class", PART),)


def seats(
    flights: Array, load: Array, air_share: Array, direct_share: Array, growth: Array, by_air_before: Array
) -> Array:
    """Seats a day for people held: all seats by air and by land, less those of direct removals.

    Parameters
    ----------
    flights, load, air_share, direct_share, growth : array, shape (...)
        Of the day; growth is that of both kinds of seats.
    by_air_before : array, shape (...)
        People a day on flights at the start: places by land are in proportion to them and do not follow flights.
    """
    by_land = by_air_before * (1 / air_share - 1)
    return (flights * load + by_land) * (1 - direct_share) * growth


def flying(weekday: NDArray[np.int64] | int, weekend: Array) -> Array:
    """Factor on the seats of a day whose mean over a week is one.

    Parameters
    ----------
    weekday : int, or array of int that broadcasts
        0 is Monday.
    weekend : array, shape (...)
        Seats on Saturday and on Sunday against a mean day.
    """
    return np.where(np.asarray(weekday) >= 5, weekend, (7 - 2 * weekend) / 5)


def boarding(waiting: Array, available: Array) -> Array:
    """People who board in a day, shape (draws, classes): all, or the seats shared out pro rata."""
    queue = waiting.sum(-1)
    return np.asarray(waiting * np.minimum(1, available / np.maximum(queue, 1e-300))[:, None])
