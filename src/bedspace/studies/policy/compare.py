"""What one scenario changes against another: paired differences, run by run.

Every scenario gets the same keys, so the same run of two scenarios differs by the scenario alone. Quantiles are taken
of these differences; quantiles are never subtracted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from bedspace.errors import Fault, UsageError, unknown
from bedspace.fiscal import fiscal_year, period_bounds
from bedspace.model.outputs import OUTPUTS, Output
from bedspace.parameters.scenario import scenario
from bedspace.studies.money.budget import Budget
from bedspace.studies.run.runs import Answer, Request, run
from bedspace.studies.run.together import rerun
from bedspace.tabled import Tabled
from bedspace.units import RestsOn, Unit, weakest

Array = NDArray[np.float64]
By = Literal["date", "month", "fiscal-year"]
_OF_THE_PERIOD = {"average_daily_population": "midnight_population"}
"""An average since the start of the run, and what its mean over a month or a year is taken of."""
COST = Output(
    "cost",
    "Cost, all accounts",
    Unit.USD_PER_DAY,
    "logistics",
    "Dollars of the budget of the run.",
    RestsOn.ASSUMED,
    True,
)
"""The row of cost, which stands with every comparison that the prices reach."""


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
    def of(self) -> Output:
        """The output as it is defined."""
        return OUTPUTS.get(self.output, COST)

    @property
    def summed(self) -> bool:
        """Whether it is a flow summed over a period."""
        return self.of.sums and not _is_day(self.period)

    @property
    def unit(self) -> str:
        """Unit of the values: a flow summed over a period is no longer one a day."""
        unit = str(self.of.unit)
        return unit.removesuffix("/day") if self.summed else unit

    @property
    def per_cent(self) -> float | None:
        """The mean difference against the mean of the base, in per cent; none where the base has nothing."""
        base = float(self.values.mean())
        return 100 * float(self.difference.mean()) / base if base else None

    @property
    def ends(self) -> tuple[float | None, float | None]:
        """What 9 of 10 differences lie between; none for a single run of both."""
        if len(self.difference) == 1:
            return None, None
        low, high = (float(q) for q in np.quantile(self.difference, (0.05, 0.95)))
        return low, high

    def row(self) -> dict[str, Any]:
        """The row of the contract: means, which subtract to the mean difference, and its interval."""
        q05, q95 = self.ends
        return {
            "base": self.base,
            "other": self.other,
            "output": self.output,
            "label": self.of.label,
            "unit": self.unit,
            "period": self.period,
            "part": self.part,
            "days": self.days,
            "mean_base": float(self.values.mean()),
            "mean_other": float((self.values + self.difference).mean()),
            "difference": float(self.difference.mean()),
            "q05": q05,
            "q95": q95,
            "per_cent": self.per_cent,
            "statistic": "mean of paired differences, with their quantiles",
            "share_higher": float((self.difference > 0).mean()),
            "rests_on": str(self.rests_on),
        }


@dataclass(frozen=True, repr=False)
class Comparison(Tabled):
    """A base, the other scenarios, and their differences from it."""

    base: Answer
    others: tuple[Answer, ...]
    differences: tuple[Difference, ...]

    def of(self, other: Answer) -> list[Difference]:
        """The differences of one of the others."""
        return [each for each in self.differences if each.other == other.scenario.name]

    def table(self) -> list[dict[str, Any]]:
        """Rows of the contract."""
        return [difference.row() for difference in self.differences]

    @property
    def record(self) -> dict[str, Any]:
        """The record of the base, and the names of the others."""
        return {**self.base.record, "compared_with": [other.scenario.name for other in self.others]}


@dataclass(frozen=True)
class _Run:
    """A run and its dollars."""

    answer: Answer

    @cached_property
    def dollars(self) -> Array | None:
        """Dollars of each day, shape (t, n), the start left out; none where the price index does not reach."""
        try:
            return np.asarray(Budget(self.answer).by_draw.total)
        except UsageError:
            return None


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
        ``date`` gives every day, ``month`` and ``fiscal-year`` sums of flows and means of stocks. The average daily
        population of a period is the mean of its own midnights.

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
    answers = tuple(_beside(base, replace(same, scenario=name)) for name in names)
    common = [name for name in OUTPUTS if all(name in each.result.outputs for each in (base, *answers))]
    if missing := [name for name in outputs if name not in common]:
        what = "not every scenario has this output"
        raise UsageError([unknown(f"--outputs {name}", name, common, what) for name in missing])
    runs = [_Run(each) for each in (base, *answers)]
    priced = all(each.dollars is not None for each in runs)
    chosen = (*(tuple(outputs) or tuple(common)), *((COST.name,) if priced else ()))
    periods = _periods(base, by)
    found = (_difference(runs[0], other, name, periods) for other in runs[1:] for name in chosen)
    return Comparison(base, answers, tuple(each for of_output in found for each in of_output))


def _beside(base: Answer, request: Request) -> Answer:
    """The run of a request, made from that of the base where they differ in policies only."""
    question, asked = (each.scenario.split("+")[0] for each in (base.request, request))
    return rerun(base, request) if question == asked else run(request)


def differences(base: Answer, other: Answer, outputs: Sequence[str], by: By = "fiscal-year") -> list[Difference]:
    """Other less base in some outputs that both have; both with the same start, days, draws and seed."""
    periods, one, two = _periods(base, by), _Run(base), _Run(other)
    return [each for name in outputs for each in _difference(one, two, name, periods)]


def _fixed_start(names: Sequence[str]) -> date | None:
    """The start of the first scenario whose question fixes one."""
    return next((start for name in names if (start := scenario(name).start)), None)


def _periods(answer: Answer, by: By) -> Mapping[str, list[int]]:
    """Rows of each period, the start left out."""
    rows: dict[str, list[int]] = {}
    for row in range(1, answer.plan.days + 1):
        day = answer.start + timedelta(days=row)
        rows.setdefault(_NAMED[by](day), []).append(row)
    return rows


_NAMED: Mapping[By, Callable[[date], str]] = {
    "date": lambda day: day.isoformat(),
    "month": lambda day: f"{day:%Y-%m}",
    "fiscal-year": lambda day: f"FY{fiscal_year(day)}",
}


def _is_day(period: str) -> bool:
    return len(period) == len("2025-01-20")


def _difference(of: _Run, against: _Run, output: str, periods: Mapping[str, list[int]]) -> Iterator[Difference]:
    base, other = of.answer, against.answer
    mark = RestsOn.ASSUMED if output == COST.name else weakest(base.rests_on(output), other.rests_on(output))
    for period, rows in periods.items():
        source = output if _is_day(period) else _OF_THE_PERIOD.get(output, output)
        values = _over(of, source, rows)
        difference = _over(against, source, rows) - values
        part = _part(period, base.day(rows[0]), base.day(rows[-1]))
        names = (base.scenario.name, other.scenario.name)
        yield Difference(*names, output, period, part, len(rows), values, difference, mark)


def _part(period: str, first: date, last: date) -> str:
    """Which days of a month or fiscal year a run covers, where these are not all."""
    begin, end = period_bounds(period)
    if (first, last) == (begin, end):
        return ""
    return " ".join([*([f"from {first}"] if first > begin else []), *([f"to {last}"] if last < end else [])])


def _over(of: _Run, output: str, rows: list[int]) -> Array:
    """Sum of a flow over some rows, mean of anything else, shape (n,)."""
    if output == COST.name and of.dollars is not None:
        return np.asarray(of.dollars[rows[0] - 1 : rows[-1]].sum(0))
    values = of.answer.result.outputs[output][rows[0] : rows[-1] + 1]
    return np.asarray(values.sum(0) if OUTPUTS[output].sums else values.mean(0))
