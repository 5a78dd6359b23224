"""Arrests by kind - at large, collateral, custodial - and the step from arrest to book-in."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bedspace.model.network import State, Transition

Array = NDArray[np.float64]

PART = "arrests"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PARAMETERS = (
    "at_large_base",
    "custodial_base",
    "custodial_growth",
    "collateral_before",
    "collateral_share",
    "day_shock",
    "book_in_share",
    "ice_book_ins",
    "cbp_book_ins",
    *WEEKDAYS,
)
STATES = (
    State("community", "People in the community or in jails", PART),
    State("arrested", "Arrested by ICE on the day", PART),
    State("not_booked", "Arrested, not booked in", PART, absorbing=True),
    State("border", "In the hands of CBP", PART),
)
TRANSITIONS = (
    Transition("leads_high_risk", "arrested", "stock", "lead_success", PART, resource="officer_hours"),
    Transition("leads_wider", "arrested", "stock", "lead_success", PART, resource="officer_hours"),
    Transition("community", "arrested", "inflow", "custodial_growth", PART),
    Transition("arrested", "not_booked", "share", "book_in_share", PART),
    Transition("arrested", "held", "share", "book_in_share", PART),
    Transition("border", "held", "inflow", "cbp_book_ins", PART),
)


def attempts_before(at_large: Array, success: Array, collateral: Array) -> Array:
    """Attempts a day in fiscal year 2024 that give the at-large arrests counted then."""
    return at_large / (success * (1 + collateral))


def day_factor(weekday: Array, normal: Array, spread: Array) -> Array:
    """Factor of a day on all arrests: weekday times a lognormal shock of mean one."""
    return weekday * np.exp(spread * normal - spread**2 / 2)
