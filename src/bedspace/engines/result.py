"""What a run returns: outputs over draws and days, with the flows that the checks need."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.law import Law

Array = NDArray[np.float64]

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True)
class Result:
    """Outputs of a run.

    Attributes
    ----------
    outputs : mapping of str to array, shape (t, n)
        By name of `bedspace.model.outputs`; row 0 is the start, where flows are zero.
    held : array, shape (t, n, c)
        Midnight population by class, people waiting for a seat included.
    leavers : array, shape (t, n, c)
        All who left, for want of a bed included, and those who were not placed.
    book_ins : array, shape (t, n, c)
    due : array, shape (t, n, c)
        People whose removal fell due.
    released_above : array, shape (t, n)
        Share of those held who were released for want of a bed.
    local_share : array, shape (t, n)
        Share of book-ins of the day released for want of a local bed.
    boarding_share : array, shape (t, n)
        Share of those waiting for a seat who boarded.
    hazards : array, shape (t, n, c, f)
        Cause-specific hazards in force, before the split by stay component.
    leads : mapping of str to array, shape (t, n)
        Flows of leads: found, used, stale.
    leaver_days : array, shape (t, n)
        Stays of the day's leavers, in person-days.
    age_days : array, shape (t, n)
        Sum of time in custody of those held at midnight.
    relative : array, shape (n, j)
        Hazard of a stay component against the mean of its class.
    entrants : array, shape (n, j)
        Share of book-ins in each component.
    law : Law or None
        The proceedings, where removal goes through them; it says more than `hazards`, which have no rows then.

    Notes
    -----
    What a run was not to tell by day has no rows.
    """

    outputs: Mapping[str, Array]
    held: Array
    leavers: Array
    book_ins: Array
    due: Array
    released_above: Array
    local_share: Array
    boarding_share: Array
    hazards: Array
    leads: Mapping[str, Array]
    leaver_days: Array
    age_days: Array
    relative: Array
    entrants: Array
    law: Law | None = None

    def quantiles(self, output: str, row: int) -> Array:
        """The quantiles of an output on a row, shape (5,)."""
        return np.asarray(np.quantile(self.outputs[output][row], QUANTILES))

    def mean(self, output: str, row: int) -> float:
        """Mean over draws of an output on a row."""
        return float(self.outputs[output][row].mean())

    def first_draw(self) -> Result:
        """The first draw alone."""
        law = self.law.of_draws(slice(1)) if self.law else None
        return replace(self.of_draws(slice(1)), law=law)

    def with_outputs(self, names: Collection[str]) -> Result:
        """Some outputs alone: no law, and no rows of what else is told by day."""
        kept = {name: self.outputs[name] for name in names if name in self.outputs}
        by_day = {name: getattr(self, name)[:0] for name in _BY_DAY}
        leads = {name: value[:0] for name, value in self.leads.items()}
        return replace(self, outputs=kept, leads=leads, law=None, **by_day)

    def of_draws(self, chosen: slice) -> Result:
        """Some draws in a row, without their law."""

        def some(name: str) -> Any:
            value = getattr(self, name)
            if name in ("outputs", "leads"):
                return {key: series[:, chosen] for key, series in value.items()}
            return value[(slice(None),) * _axis_of_draws(name) + (chosen,)]

        return Result(**{field.name: some(field.name) for field in fields(Result) if field.name != "law"})

    def with_draws(self, chosen: NDArray[np.int64], other: Result) -> Result:
        """The result with those of another in the place of some draws, without a law."""

        def put(name: str, mine: Any, new: Any) -> Any:
            if name in ("outputs", "leads"):
                return {key: put("", series, new[key]) for key, series in mine.items()}
            if name == "law":
                return None
            values = mine.copy(order="K")
            values[(slice(None),) * _axis_of_draws(name) + (chosen,)] = new
            return values

        found = {each.name: (getattr(self, each.name), getattr(other, each.name)) for each in fields(Result)}
        return Result(**{name: put(name, *both) for name, both in found.items()})


_BY_DAY = (
    "held",
    "leavers",
    "book_ins",
    "due",
    "released_above",
    "local_share",
    "boarding_share",
    "leaver_days",
    "age_days",
    "hazards",
)
"""What is told by day, besides outputs and leads."""
_NONE: dict[str, Any] = dict.fromkeys((*_BY_DAY, "relative", "entrants"), np.zeros((0, 0)))
NOT_YET = Result(outputs={}, leads={}, **_NONE)
"""What a run tells before it is made."""


def joined(results: Sequence[Result]) -> Result:
    """Results of consecutive draws put together, without their law."""

    def together(name: str) -> Any:
        found = [getattr(one, name) for one in results]
        if name in ("outputs", "leads"):
            return {key: np.concatenate([one[key] for one in found], axis=1) for key in found[0]}
        return np.concatenate(found, axis=_axis_of_draws(name))

    kept = (field.name for field in fields(Result) if field.name != "law")
    return Result(**{name: together(name) for name in kept})


def _axis_of_draws(name: str) -> int:
    return 0 if name in ("relative", "entrants") else 1
