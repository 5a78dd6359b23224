"""What a run takes from the forecast: its paths on the scale of the run, and the exit rates that lead along them.

Exit rates are found in a run without change: what a scenario changes then moves people off the forecast, and nothing
else does.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.drawn import Keyed
from bedspace.engines.expected.course import exit_level
from bedspace.engines.plan import Plan
from bedspace.figures.series import Vintage
from bedspace.figures.sources import Source
from bedspace.parameters.catalogue import Catalogue, catalogue
from bedspace.parameters.scenario import Dated, scenario
from bedspace.studies.forecast.outlook import Outlook, origin_day, outlook

Array = NDArray[np.float64]

CLOSED = 30
"""Days over which the distance between the count of the start and the forecast of that day closes."""
OF_THE_RATES = (
    "pooled_exit_rate",
    "rate_error",
    "exit_drift",
    "exit_drift_correlation",
    "exit_elasticity",
    "stay_slow_share",
    "stay_slow_ratio",
)
"""How rates are estimated and shared out: a run without change has these as the run that is asked for."""


def ahead(chosen: Dated, known: Catalogue, vintage: Vintage, draws: int, keyed: Keyed, among: Source) -> Outlook:
    """The forecast from the start of a run, with people held on the scale of the official average.

    The bridges are those of the start: what they become later is not known then.
    """
    day = origin_day(chosen.start, vintage)
    found = outlook(day, chosen.start, chosen.days, draws, keyed, among)
    return replace(found, held=found.held * bridge(known, chosen))


def bridge(known: Catalogue, chosen: Dated) -> float:
    """The official average over a snapshot, as known at the start of a run."""
    return known["ddp_bridge"].at(chosen.start) / known["snapshot_bridge"].at(chosen.start)


def without_change(asked: Catalogue) -> Catalogue:
    """Parameters of no change, with the rates estimated and shared out as in the run that is asked for."""
    plain = scenario("no-change").applied(catalogue())
    return {**plain, **{name: asked[name] for name in OF_THE_RATES}}


def leading_along(plan: Plan, found: Outlook) -> Array:
    """Level of exits with which a run without change keeps to the forecast, shape (t, n).

    Row 0 is the count of the start. From there people close in on the forecast.
    """
    apart = np.log(plan.stock.sum(1) / found.held[0])
    left = np.maximum(1 - np.arange(plan.days + 1) / CLOSED, 0.0)
    return exit_level(plan, found.held * np.exp(left[:, None] * apart))
