"""A public claim put as a question to a run: what is asked, how many model runs reach it, how to run them again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from bedspace.claims.check.findings import Finding, Step, Verdict
from bedspace.claims.claim import Claim
from bedspace.claims.intervals import Interval, apply, exactly
from bedspace.figures.series import Vintage, data_through
from bedspace.fiscal import period_bounds
from bedspace.parameters.catalogue import sources
from bedspace.studies.cohort.steady import KNOWN
from bedspace.studies.run.runs import Answer
from bedspace.units import RestsOn

Array = NDArray[np.float64]

MONTH = 30
"""Days in a row that stand for "any month"."""
_ANNOUNCED = frozenset({"target", "plan", "required", "projected", "law"})
_BELOW = frozenset({"less_than", "up_to"})


@dataclass(frozen=True)
class ClaimQuestion:
    """A claim as a question to a run.

    Attributes
    ----------
    claim : Claim
    level : Interval
        What its words leave open, in the unit of the question.
    said : date or None
    answer : Answer
        The run that is asked.
    """

    claim: Claim
    level: Interval
    said: date | None
    answer: Answer

    @property
    def announced(self) -> bool:
        """Whether the number is a target, plan or the like and no count."""
        return self.claim.status in _ANNOUNCED

    @property
    def below(self) -> bool:
        """Whether the claim says "at most"."""
        return self.claim.comparator in _BELOW

    @property
    def first(self) -> date:
        """First day after the start of the run."""
        return self.answer.day(1)

    @property
    def last(self) -> date:
        """Last day of the run."""
        return self.answer.day(self.answer.plan.days)

    @property
    def too_late(self) -> bool:
        """Whether the claim was made after the run, and so perhaps with other means in view."""
        return self.said is not None and self.said > self.last

    def scaled(self, factor: float) -> ClaimQuestion:
        """The same question with the level multiplied, as by the number of offices or the days of a year."""
        return replace(self, level=apply("*", self.level, exactly(factor)))

    def rows(self) -> tuple[int, int] | None:
        """Rows of the days that a counted number names; None where it names none inside the run."""
        if self.announced or not self.claim.time_start or not self.claim.time_end:
            return None
        start, end = (date.fromisoformat(text) for text in (self.claim.time_start, self.claim.time_end))
        inside = self.first <= start <= end <= self.last
        return (self.answer.row(start), self.answer.row(end)) if inside else None

    def known_by(self) -> int:
        """Last row that a count said on that day can speak of."""
        if self.said is None or self.announced:
            return self.answer.plan.days
        return self.answer.row(min(max(self.said, self.first), self.last))

    def reached(self, values: Array) -> Interval:
        """How many runs reach the lower end of the level, or stay under its upper end for "at most"."""
        return exactly(float(np.sum(values <= self.level.high if self.below else values >= self.level.low)))

    def setting(self, name: str) -> Array:
        """Value of a parameter on the last day in each run, shape (n,)."""
        return self.answer.plan.settings.at(name, self.answer.plan.days)

    def replay(self, *outputs: str) -> str:
        """The command that does the runs again."""
        record = self.answer.asked
        sets = "".join(f" --set {name}={value}" for name, value in record["set"].items())
        off = "".join(f" --off '{name}'" for name in record["off"])
        asked = f"--days {record['days']} --draws {record['draws']} --seed {record['seed']}"
        return f"bedspace run {record['scenario']} {asked}{sets}{off} --outputs {','.join(outputs)}"


def named(period: str) -> str:
    """A period in words.

    >>> named("2025-06"), named("FY2024")
    ('June 2025', 'fiscal year 2024')
    """
    return f"fiscal year {period[2:]}" if period.startswith("FY") else f"{period_bounds(period)[0]:%B %Y}"


def best_month(values: Array) -> Array:
    """Highest mean over 30 days in a row, shape (n,), of values by day, shape (t, n); row 0 is the start."""
    total = np.concatenate([np.zeros((1, values.shape[1])), np.cumsum(values[1:], axis=0)])
    return np.asarray(((total[MONTH:] - total[:-MONTH]) / MONTH).max(axis=0))


def runs_step(asked: ClaimQuestion, values: Array, where: str, *outputs: str) -> Step:
    """The step that says which share of runs reaches the level."""
    number, all_runs = asked.reached(values), exactly(float(len(values)))
    share = apply("/", number, all_runs)
    says = f"at most {three(asked.level.high)}" if asked.below else f"{three(asked.level.low)} or more"
    meaning = f"share of model runs with {says} {where}, by `{asked.replay(*outputs)}`"
    return Step(meaning, "/", (number, all_runs), share)


def finding(
    asked: ClaimQuestion, rule: str, says: Iterable[str], steps: Iterable[Step], named: Iterable[str]
) -> Finding:
    """The answer as a finding without a verdict: a model shows what would have to hold, and judges no statement.

    A run that ends before the statement was made says nothing of it: its answer has no steps, and is not printed.
    """
    parts = [part for part in says if part]
    if asked.too_late:
        parts.append(
            f"the model run ends on {asked.last}, before the statement was made, without what later laws pay for;"
            " it says nothing about this statement"
        )
    data = f"bedspace, scenario {asked.answer.scenario.name}, data {asked.answer.vintage.label}"
    return Finding(
        "feasibility",
        rule,
        Verdict.UNCHECKABLE,
        "; ".join(parts),
        () if asked.too_late else tuple(steps),
        (asked.claim,),
        (*dict.fromkeys(named), data),
        str(RestsOn.ASSUMED),
    )


def sources_of(asked: ClaimQuestion, *names: str) -> list[str]:
    """Publications behind the values of parameters on the last day of the run."""
    keys = [key for name in names for key in asked.answer.catalogue[name].entry(asked.last).source.split()]
    return [str(sources()[key]) for key in dict.fromkeys(keys) if key in sources()]


def later() -> Vintage:
    """What has been counted since, as revised."""
    return data_through(KNOWN)


def whole_months(asked: ClaimQuestion) -> list[str]:
    """Calendar months that the run covers from end to end."""
    days = [asked.first + timedelta(days=k) for k in range(asked.answer.plan.days)]
    starts = [day for day in days if day.day == 1]
    following = [(day + timedelta(days=31)).replace(day=1) for day in starts]
    return [f"{day:%Y-%m}" for day, after in zip(starts, following, strict=True) if after - asked.last <= timedelta(1)]


def band(values: Array) -> Interval:
    """The interval of 9 in 10 runs."""
    low, high = np.quantile(values, (0.05, 0.95))
    return Interval(float(low), float(high))


def told(values: Array, unit: str = "") -> str:
    """Median and interval of 9 in 10 runs, three digits each."""
    within = band(values)
    return f"the middle run has {three(float(np.median(values)))}{unit}, and 9 in 10 have {_between(within)}"


def _between(within: Interval) -> str:
    return f"{three(within.low)} to {three(within.high)}"


def reaching(count: float, values: Array) -> str:
    """How many of the runs do something.

    >>> reaching(0, np.zeros(200)), reaching(12, np.zeros(200))
    ('of 200 runs none', 'of 200 runs 12')
    """
    return f"of {len(values)} runs {f'{count:.0f}' if count else 'none'}"


def three(value: float) -> str:
    """Three significant digits at most.

    >>> three(41234.5), three(2739.73), three(0.0171234)
    ('41,200', '2,740', '0.0171')
    """
    return f"{float(f'{value:.3g}'):,.10g}"


def chain(start: Interval, *links: tuple[str, str, float]) -> tuple[list[Step], Interval]:
    """Arithmetic step by step.

    Parameters
    ----------
    start : Interval
    *links : tuples of meaning, operation and number
        Each takes the result so far as its first input.
    """
    steps, result = [], start
    for meaning, operation, number in links:
        inputs = (result, exactly(number))
        result = apply(operation, *inputs)
        steps.append(Step(meaning, operation, inputs, result))
    return steps, result
