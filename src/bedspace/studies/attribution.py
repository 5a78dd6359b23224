"""What growth came from: more people booked in, or fewer leaving.

Four runs - book-ins held or as counted, exit rates frozen or as counted - give the growth that each change
explains. Taken one after the other the split depends on the order, so both orders are shown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bedspace.studies.runs import Request, run


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


def attribute(start: date, day: date) -> Attribution:
    """Attribute the growth between two days, on revised data and with exponential stays.

    Parameters
    ----------
    start, day : date
        First and last midnight.
    """
    base = Request("arithmetic", start=start, days=(day - start).days, data_through=day, draws=1)

    def population(observed_inflow: bool, observed_exits: bool) -> float:
        inflow = "observed" if observed_inflow else "held"
        answer = run(replace(base, inflow=inflow, observed_exits=observed_exits))
        return answer.result.mean("midnight_population", answer.plan.days)

    neither, both = population(False, False), population(True, True)
    only_exits, only_inflow = population(False, True), population(True, False)
    growth = both - neither
    return Attribution(day, growth, (only_exits - neither) / growth, (both - only_inflow) / growth)
