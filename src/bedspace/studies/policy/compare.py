"""What one scenario changes against another: paired differences, run by run.

Every scenario gets the same keys, so the same run of two scenarios differs by the scenario alone. Quantiles are taken
of these differences; quantiles are never subtracted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from bedspace.errors import Fault, UsageError, unknown
from bedspace.fiscal import fiscal_year, period_bounds
from bedspace.model.outputs import OUTPUTS
from bedspace.parameters.scenario import scenario
from bedspace.studies.run.runs import Answer, Request, run
from bedspace.units import RestsOn, weakest

Array = NDArray[np.float64]
By = Literal["date", "fiscal-year"]
_OF_THE_YEAR = {"average_daily_population": "midnight_population"}
"""An average since the start of the run, and what its mean over a fiscal year is taken of."""


@dataclass(frozen=True)
class Difference:
    """One output over one day or fiscal year, in a scenario and against the base.

    Attributes
    ----------
    base, other : str
        Names of the scenarios.
    output, period : str
    part : str
        The days of a fiscal year that the run covers, in words, where it does not cover it whole.
    days : int
        Days of the run that lie in the period.
    values, difference : array, shape (n,)
        The base in each draw, and other less base in the same draw.
    rests_on : RestsOn
    """

    base: str
    other: str
    output: str
    period: str
    part: str
    days: int
    values: Array
    difference: Array
    rests_on: RestsOn

    @property
    def unit(self) -> str:
        """Unit of the values: a flow summed over a year is no longer one a day."""
        unit = str(OUTPUTS[self.output].unit)
        summed = OUTPUTS[self.output].sums and self.period.startswith("FY")
        return unit.removesuffix("/day") if summed else unit

    def row(self) -> dict[str, Any]:
        """The row of the contract; a single run of both has no quantiles."""
        alone = len(self.difference) == 1
        q05, q50, q95 = (None if alone else float(q) for q in np.quantile(self.difference, (0.05, 0.5, 0.95)))
        return {
            "base": self.base,
            "other": self.other,
            "output": self.output,
            "unit": self.unit,
            "period": self.period,
            "part": self.part,
            "days": self.days,
            "mean_base": float(self.values.mean()),
            "mean_other": float((self.values + self.difference).mean()),
            "difference": float(self.difference.mean()),
            "q05": q05,
            "q50": q50,
            "q95": q95,
            "share_higher": float((self.difference > 0).mean()),
            "rests_on": str(self.rests_on),
        }


@dataclass(frozen=True)
class Comparison:
    """A base, the other scenarios, and their differences from it."""

    base: Answer
    others: tuple[Answer, ...]
    differences: tuple[Difference, ...]

    def table(self) -> list[dict[str, Any]]:
        """Rows of the contract."""
        return [difference.row() for difference in self.differences]

    @property
    def record(self) -> dict[str, Any]:
        """The record of the base, and the names of the others."""
        return {**self.base.record, "compared_with": [other.scenario.name for other in self.others]}


def compare(request: Request, others: Sequence[str], outputs: Sequence[str] = (), by: By = "fiscal-year") -> Comparison:
    """Run a base and other scenarios with the same keys over the same days.

    Parameters
    ----------
    request : Request
        The base; its start, days, draws, seed and data hold for the others too. Where it fixes no start, that of the
        first of the others that does.
    others : sequence of str
        Scenarios; one that begins with ``+`` is the base with those policies on top.
    outputs : sequence of str
        Names of outputs; all of them if empty.
    by : str
        ``date`` gives every day, ``fiscal-year`` sums of flows and means of stocks. The average daily population of a
        fiscal year is the mean of its own midnights.

    Raises
    ------
    UsageError
        For no other scenario, unknown ones, policies that cannot hold together, and outputs that not all have.
    """
    if not others:
        raise UsageError(Fault("compare", "no scenario to compare with the base", "one or more scenarios, or +POLICY"))
    names = [f"{request.scenario}{name}" if name.startswith("+") else name for name in others]
    base = run(replace(request, start=request.start or _fixed_start([request.scenario, *names])))
    known = None if base.vintage.revised else base.vintage.day
    same = replace(request, start=base.start, days=base.plan.days, as_of=known)
    base = replace(base, request=same)
    answers = tuple(run(replace(same, scenario=name)) for name in names)
    common = [name for name in OUTPUTS if all(name in each.result.outputs for each in (base, *answers))]
    if missing := [name for name in outputs if name not in common]:
        what = "not every scenario has this output"
        raise UsageError([unknown(f"--outputs {name}", name, common, what) for name in missing])
    found = (differences(base, other, tuple(outputs) or tuple(common), by) for other in answers)
    return Comparison(base, answers, tuple(each for of_other in found for each in of_other))


def differences(base: Answer, other: Answer, outputs: Sequence[str], by: By = "fiscal-year") -> list[Difference]:
    """Other less base in some outputs that both have; both with the same start, days, draws and seed."""
    periods = _periods(base, by)
    return [each for name in outputs for each in _difference(base, other, name, periods)]


def _fixed_start(names: Sequence[str]) -> date | None:
    """The start of the first scenario whose question fixes one."""
    return next((start for name in names if (start := scenario(name).start)), None)


def _periods(answer: Answer, by: By) -> Mapping[str, list[int]]:
    """Rows of each period, the start left out."""
    rows: dict[str, list[int]] = {}
    for row in range(1, answer.plan.days + 1):
        day = answer.start + timedelta(days=row)
        rows.setdefault(day.isoformat() if by == "date" else f"FY{fiscal_year(day)}", []).append(row)
    return rows


def _difference(base: Answer, other: Answer, output: str, periods: Mapping[str, list[int]]) -> Iterator[Difference]:
    mark = weakest(base.rests_on(output), other.rests_on(output))
    for period, rows in periods.items():
        source = _OF_THE_YEAR.get(output, output) if period.startswith("FY") else output
        values = _over(base, source, rows)
        difference = _over(other, source, rows) - values
        part = _part(period, base.day(rows[0]), base.day(rows[-1]))
        names = (base.scenario.name, other.scenario.name)
        yield Difference(*names, output, period, part, len(rows), values, difference, mark)


def _part(period: str, first: date, last: date) -> str:
    """Which days of a fiscal year a run covers, where these are not all."""
    begin, end = period_bounds(period)
    if (first, last) == (begin, end):
        return ""
    return " ".join([*([f"from {first}"] if first > begin else []), *([f"to {last}"] if last < end else [])])


def _over(answer: Answer, output: str, rows: list[int]) -> Array:
    """Sum of a flow over some rows, mean of anything else, shape (n,)."""
    values = answer.result.outputs[output][rows[0] : rows[-1] + 1]
    return np.asarray(values.sum(0) if OUTPUTS[output].sums else values.mean(0))
