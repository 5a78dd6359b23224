"""What a forecast says in words: the number, its band, and how far such forecasts missed before."""

from __future__ import annotations

import numpy as np

from bedspace.figures.sources import Source
from bedspace.studies.forecast import vintages
from bedspace.studies.forecast.forecast import Forecast, Target
from bedspace.studies.forecast.hub import POPULATION
from bedspace.studies.forecast.past import Measured
from bedspace.studies.forecast.scores import INTERVALS, level_of
from bedspace.studies.forecast.settings import MEDIAN, table

OLDER = "They began from fresher counts than this one: expect larger misses."
POLICY = "No model of the past sees a change of policy coming."


def sentence(given: Forecast) -> str:
    """The forecast at the horizon nearest to 90 days, with the measured errors beside it."""
    target = min(given.of(POPULATION), key=lambda each: abs((each.end - given.day).days - 90))
    days = (target.end - given.day).days
    error = given.errors.get(days)
    older = [OLDER] if error and given.age > table()["old_data"]["days"] else []
    return " ".join([_counted(given), _ahead(target, days), _measured(error, days), *older, POLICY])


def _counted(given: Forecast) -> str:
    old = f"{given.age} days old" if given.age != 1 else "one day old"
    return f"{given.held:,.0f} people were held on {given.counted}, the newest count, {old} on {given.day}."


def _ahead(target: Target, days: int) -> str:
    low, high = (round_three(target.quantiles[place]) for place in INTERVALS[90])
    middle = round_three(target.quantiles[MEDIAN])
    return f"In {days} days, on {target.end}, about {middle} if policy stays; a 90 % band from {low} to {high}."


def _measured(error: Measured | None, days: int) -> str:
    if error is None:
        return f"How far forecasts of {days} days missed before has not been measured."
    return (
        f"{error.count} past forecasts of {days} days missed by {_per_cent(error.ours_share)} on average, "
        f"the last count carried forward by {_per_cent(error.naive_share)}; "
        f"{error.inside} of their 90 % bands held what came."
    )


def came(given: Forecast, among: Source) -> list[str]:
    """What came on each day that releases reach by now, and where it lies among the quantiles."""
    lines = []
    for target in given.of(POPULATION):
        counted = vintages.came(target.end, among)
        if counted is not None:
            level = float(level_of(target.quantiles[None], np.array([counted]))[0])
            where = f"at quantile {level:.2f} of the forecast"
            lines.append(f"Counted later, {target.end}: {round_three(counted)}, {where}.")
    return lines


def _per_cent(share: float) -> str:
    return f"{100 * share:.1f} %"


def round_three(value: float) -> str:
    """A number of people with three significant digits.

    >>> round_three(66037.2)
    '66,000'
    """
    return f"{float(f'{value:.3g}'):,.0f}"
