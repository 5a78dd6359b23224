"""The flows that resources serve, read off a run by day and draw."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bedspace.model.outputs import OF_ARRESTS, OUTPUTS
from bedspace.parameters.catalogue import catalogue
from bedspace.studies.cohort.steady import DAYS_A_YEAR
from bedspace.studies.money.budget import Budget
from bedspace.studies.money.items import RELEASED
from bedspace.studies.run.runs import Answer

Array = NDArray[np.float64]

A_MILLION = 1e6
READ = (
    *("book_ins_ice", "midnight_population", "removals", "decisions", "voluntary_departures", *RELEASED),
    *("awaiting_decision", "awaiting_seat"),
)
"""Outputs that flows, dollars and waits are read off."""
TOLD = tuple(name for name in OUTPUTS if name not in OF_ARRESTS)
"""Outputs that mean something where book-ins are given."""


def book_ins_per_arrest(day: date) -> float:
    """Official book-ins over arrests, as counted: arrest and book-in are not one count."""
    return catalogue()["book_ins_per_arrest"].at(day)


def flows_of(answer: Answer) -> Mapping[str, Array]:
    """Flows and stocks of each day in each draw, shape (t, n), the start left out."""
    outputs = {name: values[1:] for name, values in answer.result.outputs.items()}
    days = range(1, answer.plan.days + 1)
    direct = np.stack([answer.plan.settings.at("direct_removal_share", row) for row in days])
    found = {
        "arrests": outputs["book_ins_ice"] / book_ins_per_arrest(answer.start),
        "held": outputs["midnight_population"],
        "removals": outputs["removals"] / (1 - direct),
    }
    if "decisions" in outputs:
        found["decisions"] = outputs["decisions"]
        found["documents"] = np.maximum(outputs["removals"] - outputs["voluntary_departures"], 0)
    return found


def custody_dollars(answer: Answer) -> Array:
    """Millions of dollars of custody at each day's pace for a year, shape (t, n)."""
    return Budget(answer).by_draw.account("custody") * DAYS_A_YEAR / A_MILLION
