"""What a midnight shows (step 10): a few numbers are taken every day, and the rest follows for all days at once."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.expected.state import OutputWriter, State
from bedspace.engines.plan import Plan
from bedspace.model import money

Array = NDArray[np.float64]

BEDS = ("funded", "operational", "contracted", "usable")
DERIVED = (
    "average_daily_population",
    "ddp_midnight_population",
    *(f"occupancy_{beds}" for beds in BEDS),
    "mean_time_in_custody",
    "person_days",
    "share_without_conviction",
    "share_without_charge",
    "custody_cost",
)
"""Outputs that follow from others, for all days at once."""


def take(writer: OutputWriter, state: State, row: int) -> None:
    """Take the midnight census of a day."""
    by_class = state.population
    state.held, state.over = total, over = by_class.sum(-1), state.custody.over
    writer.put(
        row,
        held=by_class,
        age_days=state.custody.days + state.waiting_ages.sum(-1),
        midnight_population=total,
        awaiting_seat=state.waiting.sum(-1),
        leads_high_risk=state.high_risk,
        over_180_days=over,
        **state.custody.outputs,
    )


def derived(plan: Plan, series: Mapping[str, Array]) -> dict[str, Array]:
    """Outputs that follow from people held on each day, each of shape (t, n)."""
    held, total = series["held"], series["midnight_population"]
    of = plan.settings.over_the_run
    pending, other = (held[..., one] + held[..., one + 3] for one in (1, 2))  # of both agencies
    counted = np.arange(len(total))[:, None]
    average = np.concatenate([total[:1], np.cumsum(total[1:], axis=0) / counted[1:]])
    cost = money.custody_cost(
        total, of("beds_funded"), of("beds_guaranteed"), of("bed_day_cost"), of("marginal_bed_day_cost")
    )
    return {
        "average_daily_population": average,
        "ddp_midnight_population": total / of("ddp_bridge"),
        **{f"occupancy_{beds}": total / of(f"beds_{beds}") for beds in BEDS},
        "mean_time_in_custody": series["age_days"] / total,
        "person_days": total * (counted > 0),
        "share_without_conviction": (pending + other) / total,
        "share_without_charge": other / total,
        "custody_cost": cost * (counted > 0),
    }
