"""Everything that the page tells, gathered once: the run, further runs, the runs on counted data, the checks.

The headline run has the draws asked for. Further runs take fewer draws, under the same keys, so that the page is
written in seconds. A run on counted data that has one draw takes the middle of every prior.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.result import QUANTILES
from bedspace.errors import Fault, UsageError
from bedspace.figures.series import Vintage
from bedspace.fiscal import previous_month
from bedspace.model.custody import CAPACITY
from bedspace.parameters.scenario import scenario
from bedspace.studies.cohort.fate import Fate, fate
from bedspace.studies.estimate.cells import book_ins_a_day
from bedspace.studies.estimate.past_errors import Miss, misses
from bedspace.studies.policy.attribution import Attribution, attribute
from bedspace.studies.run.checks import Check, checks
from bedspace.studies.run.request import vintage_of
from bedspace.studies.run.runs import Answer, Request, run
from bedspace.units import RestsOn

if TYPE_CHECKING:
    from bedspace.claims.check.ledger_review import Reviewed

Array = NDArray[np.float64]
Cohort = Mapping[int, Mapping[str, Array]]
Marks = Mapping[str, RestsOn]
T = TypeVar("T")

START, END = date(2025, 1, 19), date(2025, 7, 18)
"""First midnight, and the last one that the page follows."""
COHORT = 8_000
COHORT_DAYS = date(2025, 1, 20), date(2025, 2, 3)
ATTRIBUTED = date(2025, 4, 15), date(2025, 7, 15)
ELASTICITIES = (0.0, 0.45)
LINES = ("frozen-2025", "release-policy-2025", "policy-2025")
VARIANT_DRAWS = 200
"""Draws of the variants: medians within 2 per cent of those of 1,000 draws, ends of the bands within 4."""


@dataclass(frozen=True)
class Variant:
    """A further run, shown with the headline.

    Attributes
    ----------
    name : str
    draws : int
    mark : RestsOn
        What its population rests on.
    population : array, shape (5, t)
        Quantiles of the midnight population.
    """

    name: str
    draws: int
    mark: RestsOn
    population: Array


@dataclass(frozen=True)
class Findings:
    """What is under way for a page. A further run that is not finished is waited for when it is first read.

    Sections do not take it: they take the answers and runs that they show.

    Attributes
    ----------
    answer : Answer
        The headline run.
    handovers : tuple of float
        Hand-overs a day in the last full month and in the month then running.
    misses : list of Miss
        As known at the start.
    checks : list of Check
    plain : Future or None
        Outputs of the same runs without the policies that the question asks about; None where it asks about none.
    further : _Further or None
        The further runs of the full page, under way.
    """

    answer: Answer
    handovers: tuple[float, float]
    misses: list[Miss]
    checks: list[Check]
    plain: Future[Mapping[str, Array]] | None
    further: _Further | None

    @property
    def without(self) -> Mapping[str, Array] | None:
        """Outputs of the same runs without the policies that the question asks about."""
        return self.plain.result() if self.plain else None

    @cached_property
    def reviewed(self) -> list[Reviewed]:
        """The numbers of the reports with what arithmetic and official figures find; the model is not asked."""
        from bedspace.claims.check.ledger_review import review  # reads all rules; a chart needs none
        from bedspace.studies.claims.feasibility import factors

        return review(None, factors())

    @property
    def ends(self) -> tuple[Variant, ...]:
        """The run with either end of the elasticity of exits."""
        return tuple(future.result() for future in self._full.ends)

    @property
    def held(self) -> tuple[Variant, Variant]:
        """Flows held at the last full month, and the same with the hand-overs of the month running at the start."""
        return self._full.no_change.result(), self._full.fewer_handovers.result()

    @property
    def cohort(self) -> Cohort:
        """Outcomes of the arrested by horizon and form."""
        return self._full.cohort.result()[0]

    @property
    def cohort_marks(self) -> Marks:
        """What the outcomes rest on, by form."""
        return self._full.cohort.result()[1]

    @property
    def _full(self) -> _Further:
        assert self.further is not None, "these runs belong to the full page"
        return self.further

    @cached_property
    def lines(self) -> tuple[Variant, ...]:
        """True book-ins with exit rates frozen, release policy as dated, all policy as dated; run here and now."""
        return tuple(line(name, self.answer.request) for name in LINES)

    @cached_property
    def attributions(self) -> tuple[Attribution, ...]:
        """Growth by what explains it, to each day of `ATTRIBUTED`; run here and now."""
        return tuple(attribute(START, *ATTRIBUTED, home=self.answer.request.home))


@dataclass(frozen=True)
class _Further:
    """The further runs."""

    ends: Sequence[Future[Variant]]
    no_change: Future[Variant]
    fewer_handovers: Future[Variant]
    cohort: Future[tuple[Cohort, Mapping[str, RestsOn]]]


class Inline(Executor):
    """An executor that runs everything at once, in this process."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Run now; the future is done when it is returned."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def covers_reports(answer: Answer) -> bool:
    """Whether a run begins when the reports do, and reaches the last day that its page follows."""
    return answer.start == START and answer.last >= END


def asks_reports(answer: Answer) -> bool:
    """Whether a run models what the reports speak of: arrests in their weeks, with a target."""
    target = answer.catalogue["arrest_target"].at(answer.last)
    return covers_reports(answer) and answer.plan.from_arrests and target > 0


def gather(request: Request, pool: Executor | None = None, full: bool = False) -> Findings:
    """Run the headline, and start what else the page needs.

    Parameters
    ----------
    request : Request
        The headline run.
    pool : Executor, optional
        Where the other runs take place; by default in this process.
    full : bool
        Whether the further runs of the full page are started too.

    Raises
    ------
    UsageError
        If the full page is asked for and the run does not cover the days that it compares with.
    """
    pool = pool or Inline()
    plain = without_policies(request)
    without = pool.submit(outputs_of, plain) if plain else None
    further = _further(pool, request) if full else None
    answer = run(request)
    source = answer.vintage.tables.source
    handovers = _handovers(answer.vintage, answer.start)
    return Findings(answer, handovers, misses(answer.vintage.day, source), checks(answer), without, further)


def without_policies(request: Request) -> Request | None:
    """The request without the policies that its question asks about; None where it asks about none."""
    against = base_of(request.scenario)
    return replace(request, scenario=against) if against else None


def base_of(name: str) -> str:
    """The scenario that a scenario differs from by policy: the one that policies are added to, or the one it names.

    >>> base_of("no-change+guantanamo-200-used"), base_of("policy-2025"), base_of("no-change")
    ('no-change', 'frozen-2025', '')
    """
    added = "+" in name and not Path(name).is_file()
    return name.split("+")[0] if added else scenario(name).against


def outputs_of(request: Request) -> Mapping[str, Array]:
    """Run, and keep the outputs."""
    return run(request).result.outputs


def _start(pool: Executor, request: Request, handovers: tuple[float, float]) -> _Further:
    few = replace(request, draws=min(request.draws, VARIANT_DRAWS))
    held = replace(few, scenario="no-change", inflow="held")
    fewer = {**request.sets, "cbp_book_ins": str(handovers[1])}
    ends = [replace(few, sets={**request.sets, "exit_elasticity": str(end)}) for end in ELASTICITIES]
    return _Further(
        ends=[pool.submit(variant, f"elasticity {e.sets['exit_elasticity']}", e) for e in ends],
        no_change=pool.submit(variant, "no change", held),
        fewer_handovers=pool.submit(variant, "fewer hand-overs", replace(held, sets=fewer)),
        cohort=pool.submit(cohort, request),
    )


def _further(pool: Executor, request: Request) -> _Further:
    """Start the runs of the full page, once it is sure that the scenario covers its days."""
    chosen = scenario(request.scenario)
    start = chosen.start or START
    last = start + timedelta(days=chosen.days)
    if start != START or last < END:
        fault = Fault(
            f"report {request.scenario} --full",
            f"the scenario covers {start} to {last}",
            f"{START} to {END} or later: the full page compares with what was said and counted then",
            "`bedspace report` without --full answers for other days.",
        )
        raise UsageError(fault)
    dated = replace(request, start=START)
    return _start(pool, dated, _handovers(vintage_of(dated, START), START))


def _handovers(vintage: Vintage, start: date) -> tuple[float, float]:
    """Hand-overs by CBP a day: last full month, and the month of the start as far as it was known."""
    if start != START:
        return (0.0, 0.0)
    running = f"{START:%Y-%m}"
    whole, begun = (book_ins_a_day(vintage, month, "cbp") for month in (previous_month(START), running))
    return whole, begun


def variant(name: str, request: Request) -> Variant:
    """Run a variant and keep the fan of its population."""
    answer = run(request)
    population = np.quantile(answer.result.outputs["midnight_population"], QUANTILES, axis=1)
    return Variant(name, request.draws, answer.rests_on("midnight_population"), population)


def line(name: str, asked: Request) -> Variant:
    """A scenario run on revised data, with the middle of every prior."""
    return variant(name, Request(name, data_through=END, draws=1, seed=asked.seed, home=asked.home))


def cohort(request: Request) -> tuple[Cohort, Mapping[str, RestsOn]]:
    """Outcomes of the arrested of the first two weeks by horizon and form, and what each form rests on."""
    return told(fate(COHORT, *COHORT_DAYS, request))


def told(followed: Fate) -> tuple[Cohort, Mapping[str, RestsOn]]:
    """Outcomes by horizon and form as a page tells them, and what each form rests on.

    Releases for want of a bed stand among the other releases: no table counts them.
    """
    outcomes = {
        horizon: {
            form: people + forms[CAPACITY] * (form == "other") for form, people in forms.items() if form != CAPACITY
        }
        for horizon, forms in followed.outcomes.items()
    }
    return outcomes, {row["form"]: RestsOn(row["rests_on"]) for row in followed.table()}
