"""Running a scenario: from its name to an answer with intervals, marks and a record."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.expected import run as expected_numbers
from bedspace.engines.plan import Plan
from bedspace.engines.result import NOT_YET, QUANTILES, Result
from bedspace.errors import Fault, UsageError, unknown
from bedspace.figures.series import Vintage, as_of, data_through
from bedspace.fiscal import parse_day
from bedspace.model.docket import OF_PROCEEDINGS
from bedspace.model.money import OF_THE_BUDGET
from bedspace.model.outputs import OF_ARRESTS, OUTPUTS
from bedspace.parameters.catalogue import Catalogue, catalogue
from bedspace.parameters.scenario import Dated
from bedspace.studies.estimate.custody import Basis, estimate_custody
from bedspace.studies.estimate.months import holes
from bedspace.studies.forecast.outlook import Outlook
from bedspace.studies.run.compiling import Compiling, Prepared
from bedspace.studies.run.inputs import started
from bedspace.studies.run.newest import HANDED_OVER, handed_over
from bedspace.studies.run.record import RESULT_HASH, asked_of, result_hash
from bedspace.studies.run.request import Request as Request
from bedspace.studies.run.request import refuse_idle, settled, source_of_request, switched_off
from bedspace.studies.run.starting_count import StartingCount, refuse_stale, starting_count
from bedspace.tabled import Tabled
from bedspace.units import RestsOn, weakest
from bedspace.watching import begun

Array = NDArray[np.float64]


@dataclass(frozen=True, repr=False)
class Answer(Tabled):
    """A run with all that its readers need.

    Attributes
    ----------
    request : Request
    scenario : Dated
    catalogue : Catalogue
        Parameters as used.
    vintage : Vintage
    basis : Basis
    count : StartingCount
    plan : Plan
    ahead : Outlook, optional
        The forecast that book-ins are taken from, if they are.
    result : Result
    asked : dict
        Enough to run it again: version, data fingerprint, request, seed.
    """

    request: Request
    scenario: Dated
    catalogue: Catalogue
    vintage: Vintage
    basis: Basis
    count: StartingCount
    plan: Plan
    ahead: Outlook | None
    result: Result
    asked: dict[str, Any]

    @cached_property
    def record(self) -> dict[str, Any]:
        """The record of the run: what was asked, and a hash of every bit of the result."""
        return {**self.asked, RESULT_HASH: self.asked.get(RESULT_HASH) or result_hash(self.result.outputs)}

    @property
    def start(self) -> date:
        """Day of row 0."""
        return self.scenario.start

    @property
    def last(self) -> date:
        """Last day of the run."""
        return self.day(self.plan.days)

    @property
    def later(self) -> Vintage:
        """What became known up to the last day, as revised."""
        return data_through(self.last, self.vintage.tables.source)

    def row(self, day: date | str) -> int:
        """Row of a day, also written YYYY-MM-DD.

        Raises
        ------
        UsageError
            If the run does not cover it.
        """
        day = parse_day(day, "day") if isinstance(day, str) else day
        row = (day - self.start).days
        if not 0 <= row <= self.plan.days:
            raise UsageError(Fault(str(day), "the run does not cover this day", f"{self.start} to {self.last}"))
        return row

    def day(self, row: int) -> date:
        """Day of a row."""
        return self.start + timedelta(days=row)

    def quantiles(self, output: str, day: date | str) -> Array:
        """Quantiles .05, .25, .5, .75 and .95 of an output on a day."""
        self._refuse_unknown([output])
        return self.result.quantiles(output, self.row(day))

    def on(self, output: str, day: date | str) -> dict[str, Any]:
        """The row of an output and a day: its mean and quantiles by name."""
        if output not in self.names:
            raise UsageError(unknown(f"output {output}", output, self.names, "this run does not tell it"))
        row = self.row(day)
        if row == 0 and OUTPUTS[output].sums:
            raise UsageError(Fault(f"{output} on {day}", "a flow begins on the day after the start"))
        return self.table((output,), {row})[0] if row else self.table((output,))[0]

    def _refuse_unknown(self, outputs: Iterable[str]) -> None:
        if missing := [name for name in outputs if name not in self.result.outputs]:
            raise UsageError([unknown(f"output {name}", name, self.names) for name in missing])

    def total(self, output: str, first: date, last: date) -> Array:
        """Sum of a flow from `first` to `last`, both included, in each draw, shape (n,)."""
        return np.asarray(self.result.outputs[output][self.row(first) : self.row(last) + 1].sum(0))

    def rests_on(self, output: str) -> RestsOn:
        """Mark of an output in this run: assumed where assumed mechanisms or a user's values move it.

        Observed book-ins are the counts themselves, and held ones follow from a count, whatever else is assumed.
        """
        own = OUTPUTS[output].rests_on
        if self._given(output):
            observed = RestsOn.ESTIMATED if self.holes else RestsOn.COUNTED
            by_source = {"observed": observed, "forecast": RestsOn.ESTIMATED}
            return by_source.get(self.scenario.inflow, own)
        return weakest(own, RestsOn.ASSUMED) if self._assumed else own

    def _given(self, output: str) -> bool:
        """Whether an output is book-ins as the run's data count them, with no value set in their place."""
        name = {"book_ins_ice": "ice_book_ins", "book_ins_cbp": "cbp_book_ins"}.get(output)
        if name is None or (output == "book_ins_ice" and self.plan.from_arrests):
            return False
        parameter = self.catalogue[name]
        return not parameter.adjustments and all(value.value is None for value in parameter.values)

    @cached_property
    def holes(self) -> list[tuple[date, date]]:
        """Days, first and last of each span, whose observed book-ins no release covers."""
        if self.scenario.inflow != "observed":
            return []
        return holes(self.vintage, self.start, self.day(self.plan.days))

    @cached_property
    def _assumed(self) -> bool:
        """Whether anything assumed moves custody: arrests, pressure on release, want of beds or seats, set values."""
        outputs = self.result.outputs
        pressed = self.stopped.any()
        short = outputs["exits_capacity"].any() or outputs["awaiting_seat"].any()
        asked = self.asked["set"] or self.asked["off"]
        return bool(self.plan.through_proceedings or self.plan.from_arrests or asked or pressed or short)

    @property
    def stopped(self) -> Array:
        """Strength with which an event of these days stops release at discretion, in each draw, shape (n,)."""
        at, days = self.plan.settings.at, range(self.plan.days + 1)
        return np.asarray(at("pressure_on_release", 0) * np.max([at("release_event", row) for row in days], axis=0))

    @property
    def names(self) -> tuple[str, ...]:
        """Outputs that mean something in this run: where book-ins are held or observed, arrests feed nothing."""
        left_out = set() if self.plan.from_arrests else set(OF_ARRESTS)
        return tuple(name for name in OUTPUTS if name in self.result.outputs and name not in left_out)

    @property
    def known_by(self) -> date:
        """The day whose knowledge the run claims."""
        return self.start if self.vintage.revised else min(self.start, self.vintage.day)

    @property
    def look_ahead(self) -> list[str]:
        """Parameters of which a value became known only after that day."""
        return [name for name, parameter in moving(self.catalogue).items() if parameter.looks_ahead(self.known_by)]

    def table(self, outputs: tuple[str, ...] = (), days: Collection[int] = ()) -> list[dict[str, Any]]:
        """Rows of the contract, one for each output, day, area and class: all of them unless some are named.

        Raises
        ------
        UsageError
            For an output that no run has.
        """
        self._refuse_unknown(name for name in outputs if name not in OUTPUTS)
        names = [name for name in outputs or self.names if name in self.names]
        values = self.result.outputs
        rows = (output_rows(name, values[name], self.start, self.rests_on(name), days=days) for name in names)
        return [row for of_output in rows for row in of_output]


def output_rows(
    name: str, values: Array, start: date, mark: RestsOn, area: str = "US", days: Collection[int] = ()
) -> list[dict[str, Any]]:
    """Rows of the contract for one output.

    Parameters
    ----------
    name : str
        Of `bedspace.model.outputs`.
    values : array, shape (t, n)
        Row 0 is the start, which flows leave out. A single draw has no quantiles.
    start : date
    mark : RestsOn
    area : str
    days : collection of int
        Days after the start to tell; all if empty.
    """
    output = OUTPUTS[name]
    alone = values.shape[1] == 1
    told = [day for day in range(1 if output.sums else 0, len(values)) if not days or day in days]
    quantiles = np.quantile(values[told], QUANTILES, axis=1)
    return [
        {
            "output": name,
            "unit": str(output.unit),
            "date": (start + timedelta(days=day)).isoformat(),
            "area": area,
            "class": "all",
            "mean": float(values[day].mean()),
            **{f"q{round(q * 100):02d}": None if alone else float(each[i]) for i, q in enumerate(QUANTILES)},
            "rests_on": str(mark),
        }
        for day, each in zip(told, quantiles.T, strict=True)
    ]


def run(
    request: Request, *, followed: bool = False, first: int | None = None, outputs: Collection[str] | None = None
) -> Answer:
    """Run a scenario in expected numbers.

    Parameters
    ----------
    request : Request
    followed : bool
        Whether the hazards of every day are kept, for those who follow people through the run.
    first : int, optional
        How many of the draws are run, the first ones; all of them by default. They are what they are among all.
    outputs : collection of str, optional
        All that the result tells, without flows and law; everything by default.

    Raises
    ------
    UsageError
        For anything in the request that cannot be understood, and for data that are not known.
    """
    compiling, plan = compiled(request, first)
    if outputs is not None:
        return answer_of(compiling, plan, *expected_numbers.abreast([plan], outputs=outputs))
    return answer_of(compiling, plan, expected_numbers.run(plan, followed=followed))


def unrun(request: Request) -> Answer:
    """A request with its plan, and not yet run: its result tells nothing. It raises what `run` does."""
    return answer_of(*compiled(request), NOT_YET)


def compiled(request: Request, first: int | None = None) -> tuple[Compiling, Plan]:
    """The draws of a request, or the first ones, and their plan; it raises what `run` does."""
    made = prepared(request)
    some = slice(first)
    compiling = Compiling(made, made.draws[some], made.shared().of_draws(some))
    return compiling, compiling.plan()


def prepared(request: Request) -> Prepared:
    """What a request settles before any draw; it raises what `run` does."""
    begun()
    chosen, vintage, base, known = stated(request)
    refuse_idle(chosen, known)
    estimates, basis = estimate_custody(vintage, chosen.start, known)
    count = starting_count(known, chosen.start, vintage)
    if not request.stale_ok:
        refuse_stale(count, basis.months[-1], vintage)
    start = started(estimates, count)
    return Prepared(request, chosen, known, vintage, basis, count, start, base).within_reach()


def stated(request: Request) -> tuple[Dated, Vintage, Catalogue, Catalogue]:
    """The scenario of a request and its data; its parameters without what the user sets, and with all of it."""
    chosen, vintage = settled(request)
    base = chosen.applied(catalogue())
    chosen, known = chosen.set(request.sets, catalogue())
    chosen = chosen.with_changes(request.changes)
    known = switched_off(chosen.applied(known), request.off)
    if chosen.inflow == "arrests" and known[HANDED_OVER] == base[HANDED_OVER]:  # the user says no number
        at_the_start = as_of(chosen.start, source_of_request(request))
        known = {**known, HANDED_OVER: handed_over(known[HANDED_OVER], at_the_start, chosen.start)}
    return chosen, vintage, base, known


def answer_of(compiling: Compiling, plan: Plan, result: Result) -> Answer:
    """The answer of a run of some draws."""
    made = compiling.prepared
    asked = (made.request, made.scenario, made.catalogue, made.vintage)
    return Answer(*asked, made.basis, made.count, plan, compiling.shared.ahead, result, asked_of(*asked, made.count))


def moving(known: Catalogue) -> Catalogue:
    """Parameters that move an output of a run: not the prices of the budget, nor proceedings where there are none."""
    through_proceedings = known["removal"].values[-1].value
    idle = {*OF_THE_BUDGET, *(() if through_proceedings else OF_PROCEEDINGS)}
    return {name: each for name, each in known.items() if name not in idle}
