"""Everything that the page tells, gathered once: the run, its variants, the look back, the checks.

The headline run has the draws asked for. Variants that are only compared with it take fewer draws, under the same
keys, so that the page is written in seconds; where the look back uses one draw, it takes the middle of every prior.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.result import QUANTILES
from bedspace.errors import Fault, UsageError
from bedspace.figures.series import Vintage, data_through
from bedspace.studies.attribution import Attribution, attribute
from bedspace.studies.checks import Check, checks
from bedspace.studies.estimate import book_ins_a_day
from bedspace.studies.fate import fate
from bedspace.studies.hindsight import Miss, misses
from bedspace.studies.runs import Answer, Request, run

Array = NDArray[np.float64]
T = TypeVar("T")

START, END = date(2025, 1, 19), date(2025, 7, 18)
"""First midnight, and the last one that the page follows."""
COHORT = 8_000
COHORT_DAYS = date(2025, 1, 20), date(2025, 2, 3)
ATTRIBUTED = date(2025, 4, 15), date(2025, 7, 15)
ELASTICITIES = (0.0, 0.45)
LINES = ("frozen-2025", "release-policy-2025", "policy-2025")
VARIANT_DRAWS = 200
"""Draws of the variants: their medians move by under 2 per cent against 1,000 draws."""


@dataclass(frozen=True)
class Variant:
    """A run shown beside the headline.

    Attributes
    ----------
    name : str
    draws : int
    population : array, shape (5, t)
        Quantiles of the midnight population.
    """

    name: str
    draws: int
    population: Array


@dataclass(frozen=True)
class Findings:
    """What the page is written from.

    Attributes
    ----------
    answer : Answer
        The headline run.
    ends : tuple of Variant
        The run with either end of the elasticity of exits.
    no_change, fewer_handovers : Variant
        Flows held at the last full month; the same with the hand-overs of the month then running.
    handovers : tuple of float
        Hand-overs a day in the last full month and in the month then running.
    cohort : mapping of int to mapping of str to array, shape (n,)
        Outcomes of the arrested by horizon and form.
    lines : tuple of Variant
        True book-ins with exit rates frozen, release policy as dated, all policy as dated.
    attributions : tuple of Attribution
    misses : list of Miss
        As known at the start.
    checks : list of Check
    later : Vintage
        What became known after the start.
    """

    answer: Answer
    ends: tuple[Variant, ...]
    no_change: Variant
    fewer_handovers: Variant
    handovers: tuple[float, float]
    cohort: Mapping[int, Mapping[str, Array]]
    lines: tuple[Variant, ...]
    attributions: tuple[Attribution, ...]
    misses: list[Miss]
    checks: list[Check]
    later: Vintage


Tell = Callable[[str], None]


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


def gather(request: Request, pool: Executor | None = None, tell: Tell = lambda _: None) -> Findings:
    """Run all that the page needs.

    Parameters
    ----------
    request : Request
        The headline run.
    pool : Executor, optional
        Where the variants run beside the headline; by default in this process.
    tell : callable
        Told what has just been finished.

    Raises
    ------
    UsageError
        If the run does not cover the days that the page compares with.
    """
    side = _Side(pool or Inline(), request)
    answer = run(request)
    _require_days(answer)
    tell("model runs")
    handovers = tuple(
        book_ins_a_day(answer.vintage, month, "cbp") for month in (answer.estimate.months[-1], _running(answer))
    )
    fewer = side.variant("fewer hand-overs", scenario="no-change", sets={"cbp_book_ins": str(handovers[1])})
    found = Findings(
        answer=answer,
        ends=tuple(future.result() for future in side.ends),
        no_change=side.no_change.result(),
        fewer_handovers=fewer.result(),
        handovers=(handovers[0], handovers[1]),
        cohort=side.cohort.result(),
        lines=tuple(future.result() for future in side.lines),
        attributions=tuple(future.result() for future in side.attributions),
        misses=misses(answer.vintage.day),
        checks=checks(answer),
        later=data_through(END),
    )
    tell("runs beside it")
    return found


class _Side:
    """The runs beside the headline, under way."""

    def __init__(self, pool: Executor, request: Request) -> None:
        self.pool = pool
        self.request = replace(request, draws=min(request.draws, VARIANT_DRAWS))
        self.cohort = pool.submit(cohort, self.request)
        self.ends = [
            self.variant(f"elasticity {end:g}", sets={**request.sets, "exit_elasticity": str(end)})
            for end in ELASTICITIES
        ]
        self.no_change = self.variant("no change", scenario="no-change")
        self.lines = [pool.submit(line, name, request.seed) for name in LINES]
        self.attributions = [pool.submit(attribute, START, day) for day in ATTRIBUTED]

    def variant(self, name: str, **changes: Any) -> Future[Variant]:
        return self.pool.submit(variant, name, replace(self.request, **changes))


def variant(name: str, request: Request) -> Variant:
    """Run a variant and keep the fan of its population."""
    population = run(request).result.outputs["midnight_population"]
    return Variant(name, request.draws, np.quantile(population, QUANTILES, axis=1))


def line(name: str, seed: int) -> Variant:
    """One of the look-back scenarios, on revised data, with the middle of every prior."""
    return variant(name, Request(name, data_through=END, draws=1, seed=seed))


def cohort(request: Request) -> Mapping[int, Mapping[str, Array]]:
    """Outcomes of the arrested of the first two weeks, by horizon and form."""
    return fate(COHORT, *COHORT_DAYS, request).outcomes


def _running(answer: Answer) -> str:
    """The month in which the run starts."""
    return f"{answer.start:%Y-%m}"


def _require_days(answer: Answer) -> None:
    if answer.start != START or answer.day(answer.plan.days) < END:
        held = f"{answer.start} to {answer.day(answer.plan.days)}"
        fault = Fault("report", f"the run covers {held}", f"{START} to {END} or later, which the page compares with")
        raise UsageError(fault)
