"""What growth came from: more people booked in, or fewer leaving.

Four runs - book-ins held or as counted, exit rates frozen or as counted - give the growth that each change
explains. Taken one after the other the split depends on the order, so both orders are shown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bedspace.studies.run.runs import Request, run

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Attribution:
    """Growth from the start to a day and what explains it.

    Attributes
    ----------
    day : date
    growth : float
        Growth against a run with held book-ins and frozen exit rates, persons.
    exits_first, exits_last : float
        Share of it that falls to exits when they change first, and when they change last.
    """

    day: date
    growth: float
    exits_first: float
    exits_last: float

    @property
    def inflow_first(self) -> float:
        """Share that falls to book-ins when they change first."""
        return 1 - self.exits_last

    @property
    def inflow_last(self) -> float:
        """Share that falls to book-ins when they change last."""
        return 1 - self.exits_first


def attribute(start: date, *days: date, home: Path | None = None) -> list[Attribution]:
    """Attribute the growth from `start` to each of some days, on revised data and with exponential stays.

    Parameters
    ----------
    start : date
    days : date
        One or more; all are read off the same four runs.
    home : Path, optional
        Folder of a warehouse to read besides the embedded figures.
    """
    last = max(days)
    base = Request("arithmetic", start=start, days=(last - start).days, data_through=last, draws=1, home=home)

    def path(observed_inflow: bool, observed_exits: bool) -> Array:
        inflow = "observed" if observed_inflow else "held"
        answer = run(replace(base, inflow=inflow, observed_exits=observed_exits))
        return np.asarray(answer.result.outputs["midnight_population"][:, 0])

    paths = path(False, False), path(True, False), path(False, True), path(True, True)
    return [_split(day, *(float(values[(day - start).days]) for values in paths)) for day in days]


def _split(day: date, neither: float, only_inflow: float, only_exits: float, both: float) -> Attribution:
    growth = both - neither
    return Attribution(day, growth, (only_exits - neither) / growth, (both - only_inflow) / growth)
