"""Arrests by kind - at large, collateral, custodial - and the step from arrest to book-in."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bedspace.model.network import State, Transition

Array = NDArray[np.float64]

PART = "arrests"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PARAMETERS = (
    "detainers",
    "arrests_per_detainer",
    "custodial_growth",
    "collateral_share",
    "collateral_then",
    "scope",
    "convicted_base",
    "convicted_extra",
    "day_shock",
    "level_walk",
    "book_ins_per_arrest",
    "book_in_lag",
    "ice_book_ins",
    "cbp_book_ins",
    "handover_drift",
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
    Transition("community", "arrested", "inflow", "arrests_per_detainer", PART),
    Transition("arrested", "not_booked", "share", "book_ins_per_arrest", PART),
    Transition("arrested", "held", "share", "book_ins_per_arrest", PART),
    Transition("border", "held", "inflow", "cbp_book_ins", PART),
)


def day_factor(weekday: Array, normal: Array, spread: Array) -> Array:
    """Factor of a day on all arrests: weekday times a lognormal shock of mean one."""
    return weekday * np.exp(spread * normal - spread**2 / 2)
