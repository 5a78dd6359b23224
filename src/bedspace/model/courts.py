"""Courts: decisions in detained cases within the hearings there are, and releases that petitions bring with a delay.

Where removal goes through proceedings, people wait in their beds for a decision: of a judge, or of an officer where
the law asks for no judge (expedited removal, reinstatement, an older order). Judges hear detained cases of people
with convictions first if a switch says so, else all alike; a decision ends in relief, in voluntary departure or in an
order. Mandatory detention and petitions act in both forms of removal.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bedspace.model.network import Resource, State, Transition

Array = NDArray[np.float64]

PART = "courts"
FORMS = ("relief", "court_order")
LONG_STAY_DAYS = 180
"""Days in custody beyond which people are counted in the block on law, and after which an order is overdue."""
HEARINGS = (
    "court_share",
    "court_days",
    "hearing_capacity",
    "judges",
    "hearing_priority",
    "voluntary_departure_share",
)
"""Parameters that act where removal goes through proceedings."""
PARAMETERS = (*HEARINGS, "mandatory_detention", "habeas_rate", "habeas_delay")
CASES = ("administrative", "court")
STATES = (
    State("case_administrative", "Held, waiting for an officer's decision", PART),
    State("case_court", "Held, waiting for a judge's decision", PART),
    State("ordered", "Held, departure ordered or agreed", PART),
)
TRANSITIONS = (
    Transition("held", "case_administrative", "stage", "court_share", PART),
    Transition("held", "case_court", "stage", "court_share", PART),
    Transition("case_administrative", "ordered", "stage", "removal", PART, "removal_effort"),
    Transition("case_court", "ordered", "stage", "court_days", PART, "removal_effort", resource="hearings"),
    Transition("case_court", "exit_relief", "stage", "court_days", PART, resource="hearings"),
)
RESOURCES = (Resource("hearings", "Decisions of judges", "hearing_capacity", "convictions first, or all alike", PART),)


def petitions(granted: Array, asked: Array, delay: Array) -> Array:
    """Releases that petitions bring a day later: they follow those asked for with a time constant of `delay`."""
    return granted + (asked - granted) * -np.expm1(-1 / delay)


def releasable(mandatory: Array, before: Array) -> Array:
    """Factor on releases by bond and discretion when the share held without a right to release changes."""
    return (1 - mandatory) / (1 - before)
