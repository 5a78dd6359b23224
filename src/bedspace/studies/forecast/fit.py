"""What the balance of stock and book-ins says of the system now: levels and rates that the forecast starts from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bedspace.studies.forecast.balance import balance
from bedspace.studies.forecast.paths import levels
from bedspace.studies.forecast.settings import ensemble
from bedspace.studies.forecast.weekly import Weekly


@dataclass(frozen=True)
class Estimate:
    """One estimate over the settings of the forecast.

    Attributes
    ----------
    name, unit : str
    low, median, high : float
        Least, middle and most over the members: how far the settings differ, not how sure the data are.
    """

    name: str
    unit: str
    low: float
    median: float
    high: float


def estimates(series: Weekly) -> list[Estimate]:
    """Levels on the day of the last count."""
    members = ensemble()
    solved = balance(series, members.stays)
    known = levels(series, solved, members, 1)
    inflow = np.exp(known.inflow[:, 0])
    multiplier = np.exp(known.exits + members.elasticity * known.inflow[:, 0])
    inside, rate = solved.inside[members.shape], 1 / members.stays[members.shape][..., 1]
    hazard = multiplier * (inside * rate).sum(-1) / inside.sum(-1)
    return [
        _estimate("book-ins", "persons/day", inflow),
        _estimate("exits", "per 1,000 held a day", 1000 * hazard),
        _estimate("people held where both would balance", "persons", inflow / hazard),
    ]


def _estimate(name: str, unit: str, values: np.typing.NDArray[np.float64]) -> Estimate:
    return Estimate(name, unit, *(float(value) for value in np.quantile(values, [0, 0.5, 1])))
