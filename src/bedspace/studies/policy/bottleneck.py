"""Which limit binds on which day, how much of a shortfall it explains, what one more bed, hearing or seat changes.

The shortfall is what a run would have without its limits, less what it has. Every set of limits is switched on by
itself, in the same draws. A limit's share is its mean effect over all orders in which limits can be added (Shapley), so
shares add up to the shortfall; what it does alone, and what goes away without it, stand beside. Where a limit binds on
no day of a run, the run without it is the same and is not made again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations
from math import factorial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedspace.errors import Fault, UsageError
from bedspace.model.outputs import OUTPUTS
from bedspace.parameters.change import Change
from bedspace.studies.reach.needs import AMPLE, CAPACITIES
from bedspace.studies.reach.trial import beds_as_a_limit
from bedspace.studies.run.request import settled
from bedspace.studies.run.runs import Answer, Request, run
from bedspace.studies.run.together import of_draws, run_abreast, with_changes
from bedspace.tabled import Tabled
from bedspace.units import RestsOn

Array = NDArray[np.float64]
Limits = frozenset[str]

STEP = 0.001
"""Part by which a capacity is raised to see what one more changes."""
HALF = 0.5
NOTHING = 1e-6
"""People a day below which nobody waits or is released."""
OF_A_LIMIT = ("occupancy_usable", "hearings_free", "seats_free")
"""Outputs that a larger limit moves where it binds nowhere."""
BY_BEDS = "capacity_release_most"
"""The parameter that says how many are released for want of a bed at most."""
UNITS = {"beds": "bed", "hearings": "decision of a judge a day", "seats": "seat a day"}
CHANGES = {
    "midnight_population": "people held on the last day",
    "person_days": "days spent in custody",
    "removals": "removed",
    "exits_capacity": "released for want of a bed",
}
"""What one more is told for: outputs and their words."""
BINDING = ("exits_capacity", "hearings_free", "awaiting_decision", "seats_free", "awaiting_seat")
"""Outputs that say on which days a limit binds."""
TOLD = ("midnight_population", "removals", "exits_capacity")
LEAST_TOLD = 0.05
"""People below which a change by one more is not told in words."""
LAW = (
    "Beds are a limit here as in `reach`: whoever is above them is released. Counted releases for want of a bed were"
    " few, at the beds of their time; `--set capacity_release_most=NUMBER` keeps to a number a day."
)
LAW_AS_SET = "Beds release at most as many a day as `--set capacity_release_most` says."


def _beds(answer: Answer) -> Array:
    """Beds up to the ceiling above which people are released, by day and draw."""
    of = answer.plan.settings.over_the_run
    return np.asarray(of("beds_usable") * of("beds_surge"))


def _used(answer: Answer, name: str, free: str) -> Array:
    return np.asarray(answer.result.outputs[name] + answer.result.outputs[free])[1:]


@dataclass(frozen=True)
class _Under:
    """The output under a set of limits, which of them bind at all, and which draws have to be run; shape (n,)."""

    value: Array
    bound: Mapping[str, NDArray[np.bool_]]
    anew: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, bool))


@dataclass(frozen=True, repr=False)
class Bottleneck(Tabled):
    """A run, the same run under every set of its limits, and under a little more of each.

    Attributes
    ----------
    request : Request
    answer : Answer
        The run with all limits.
    output : str
        What falls short; a flow over the run, anything else on the last day.
    progress : callable
        Told how many draws were run.
    """

    request: Request
    answer: Answer
    output: str
    progress: Callable[[int], None] = lambda _: None

    @property
    def work(self) -> int:
        """Draws that are run at most, once the answer is there."""
        sets: int = 2 ** len(self.limits)
        return self.answer.plan.settings.draws * (sets - 1 + len(self.limits))

    @property
    def limits(self) -> tuple[str, ...]:
        """Limits that act in this run."""
        return tuple(name for name in CAPACITIES if name != "hearings" or self.answer.plan.through_proceedings)

    def _value(self, answer: Answer) -> Array:
        values = answer.result.outputs[self.output]
        return np.asarray(values[1:].sum(0) if OUTPUTS[self.output].sums else values[-1])

    def _change(self, limit: str, factor: float) -> Change:
        first = self.answer.day(1)
        given = {"parameter": CAPACITIES[limit], "how": "multiply", "value": factor, "from": first}
        return Change.model_validate({**given, "reason": "asked by bottleneck"})

    def _runs(self, asked: Sequence[tuple[Mapping[str, float], NDArray[np.int64]]]) -> list[Answer]:
        """Runs with capacities multiplied, each of some draws only."""
        made = [
            of_draws(with_changes(self.answer, [self._change(*each) for each in factors.items()]), draws)
            for factors, draws in asked
        ]
        return run_abreast(made, self.progress, {self.output, *BINDING, *CHANGES})

    @property
    def values(self) -> Mapping[Limits, Array]:
        """The output under every set of limits, shape (n,)."""
        return self._made[0]

    @cached_property
    def _made(self) -> tuple[Mapping[Limits, Array], Mapping[str, Answer]]:
        """The output under every set of limits, and runs with a little more of each that binds, of those draws."""
        whole = frozenset(self.limits)
        found = {whole: _Under(self._value(self.answer), self._bound(self.answer))}
        little = [({limit: 1 + STEP}, draws) for limit, draws in self._bound_draws.items()]
        more: list[Answer] = []
        for size in reversed(range(len(whole))):
            same = {frozenset(on): self._same(frozenset(on), found) for on in combinations(self.limits, size)}
            draws = {on: np.flatnonzero(each.anew) for on, each in same.items() if each.anew.any()}
            off = [({limit: AMPLE for limit in self.limits if limit not in on}, draws[on]) for on in draws]
            self.progress(sum(int((~each.anew).sum()) for each in same.values()))
            answers = self._runs([*off, *little])
            more, little = more or answers[len(off) :], []
            for on, answer in zip(draws, answers, strict=False):
                same[on].value[draws[on]] = self._value(answer)
                for limit, bound in self._bound(answer).items():
                    if limit in on:
                        same[on].bound[limit][draws[on]] = bound
            found |= same
        return {on: each.value for on, each in found.items()}, dict(zip(self._bound_draws, more, strict=True))

    @cached_property
    def _bound_draws(self) -> Mapping[str, NDArray[np.int64]]:
        """The draws in which each limit binds on some day, for those that do."""
        return {limit: np.flatnonzero(bound) for limit, bound in self._bound(self.answer).items() if bound.any()}

    def _same(self, on: Limits, found: Mapping[Limits, _Under]) -> _Under:
        """What is known of a set of limits from those with one more, which bound in no day of a draw."""
        draws = self.answer.plan.settings.draws
        known = _Under(np.zeros(draws), {limit: np.zeros(draws, bool) for limit in on}, np.ones(draws, bool))
        for more in (limit for limit in self.limits if limit not in on):
            wider = found[on | {more}]
            known.anew[:] &= wider.bound[more]
            known.value[:] = np.where(wider.bound[more], known.value, wider.value)
            for limit in on:
                known.bound[limit][:] = np.where(wider.bound[more], known.bound[limit], wider.bound[limit])
        return known

    def _bound(self, answer: Answer) -> dict[str, NDArray[np.bool_]]:
        """Whether each limit binds on any day of a draw, shape (n,)."""
        return {limit: np.asarray(days.any(0)) for limit, days in self._binding_days(answer).items()}

    @property
    def shortfall(self) -> Array:
        """What the run would have without its limits, less what it has, shape (n,)."""
        return self._short(frozenset(self.limits))

    def _short(self, on: Limits) -> Array:
        return np.asarray(self.values[frozenset()] - self.values[on])

    def share(self, limit: str) -> Array:
        """What a limit explains of the shortfall, on average over the orders in which limits are added, shape (n,)."""
        others, count = [each for each in self.limits if each != limit], len(self.limits)
        total = np.zeros_like(self.shortfall)
        for size in range(count):
            weight = factorial(size) * factorial(count - size - 1) / factorial(count)
            for before in map(frozenset, combinations(others, size)):
                total = total + weight * (self._short(before | {limit}) - self._short(before))
        return total

    def alone(self, limit: str) -> Array:
        """What falls short with this limit alone."""
        return self._short(frozenset({limit}))

    def last(self, limit: str) -> Array:
        """What of the shortfall goes away without this limit alone."""
        return self.shortfall - self._short(frozenset(self.limits) - {limit})

    @property
    def together(self) -> Array:
        """What limits do only together: the shortfall less what each does alone."""
        return self.shortfall - sum((self.alone(limit) for limit in self.limits), np.zeros_like(self.shortfall))

    @cached_property
    def binds(self) -> Mapping[str, NDArray[np.bool_]]:
        """Whether each limit binds, by day and draw, shape (t, n)."""
        return self._binding_days(self.answer)

    def _binding_days(self, answer: Answer) -> dict[str, NDArray[np.bool_]]:
        outputs = {name: values[1:] for name, values in answer.result.outputs.items()}
        found = {"beds": outputs["exits_capacity"] > NOTHING}
        if "hearings" in self.limits:
            found["hearings"] = (outputs["hearings_free"] < NOTHING) & (outputs["awaiting_decision"] > NOTHING)
        found["seats"] = (outputs["seats_free"] < NOTHING) & (outputs["awaiting_seat"] > NOTHING)
        return found

    def _capacity(self, limit: str) -> Array:
        """Units of a capacity, the mean of the days in each draw, shape (n,)."""
        if limit == "beds":
            return np.asarray(_beds(self.answer).mean(0))
        names = {"hearings": ("decisions", "hearings_free"), "seats": ("removals", "seats_free")}[limit]
        return np.asarray(_used(self.answer, *names).mean(0))

    @cached_property
    def one_more(self) -> Mapping[tuple[str, str], Array]:
        """What one more of each changes, by limit and output, shape (n,): paired differences over what was added."""
        nothing = np.zeros(self.answer.plan.settings.draws)
        found = {(limit, name): nothing.copy() for limit in self.limits for name in CHANGES}
        for limit, more in self._made[1].items():
            own = self._bound_draws[limit]
            for name in CHANGES:
                values = [outputs[name] for outputs in (self.answer.result.outputs, more.result.outputs)]
                before, after = (each[1:].sum(0) if OUTPUTS[name].sums else each[-1] for each in values)
                found[limit, name][own] = (after - before[own]) / (STEP * self._capacity(limit)[own])
        return found

    @property
    def record(self) -> dict[str, Any]:
        """The record of the run without a change."""
        return self.answer.record

    def table(self) -> list[dict[str, Any]]:
        """Rows: when limits bind, what they explain, what one more changes; in the order of the chain, not ranked."""
        return [*self._binding(), *self._explained(), *self._changed()]

    def _binding(self) -> Iterator[dict[str, Any]]:
        for limit in self.limits:
            share = self.binds[limit].mean(1)
            days = np.flatnonzero(share >= HALF)
            first, last = (self.answer.day(int(days[end]) + 1).isoformat() if len(days) else "" for end in (0, -1))
            yield _row("binds", limit, "days in half of the runs", None, float(len(days)), None, first, last)

    def by_day(self) -> list[dict[str, Any]]:
        """On which day each limit binds in which share of the runs."""
        return [
            {"date": self.answer.day(row + 1).isoformat(), "limit": limit, "share_of_runs": float(share)}
            for limit in self.limits
            for row, share in enumerate(self.binds[limit].mean(1))
        ]

    def _explained(self) -> Iterator[dict[str, Any]]:
        unit = str(OUTPUTS[self.output].unit).removesuffix("/day")
        for limit in self.limits:
            yield _spread("shortfall", limit, f"{unit}, share of the shortfall", self.share(limit))
            yield _spread("shortfall", f"{limit} alone", unit, self.alone(limit))
            yield _spread("shortfall", f"without {limit}", f"{unit} less short", self.last(limit))
        yield _spread("shortfall", "only together", unit, self.together)
        yield _spread("shortfall", "all limits", unit, self.shortfall)

    def _changed(self) -> Iterator[dict[str, Any]]:
        for (limit, name), values in self.one_more.items():
            yield _spread("one more", UNITS[limit], CHANGES[name], values)

    def sentences(self) -> list[str]:
        """What falls short and what explains it, when limits bind, what one more changes, and the law of beds."""
        if not any(found.any() for found in self.binds.values()):
            enough = ", ".join(self.limits[:-1])
            span = f"from {self.answer.day(1)} to {self.answer.last}"
            return [f"No limit binds {span}: {enough} and {self.limits[-1]} are enough in every run."]
        law = LAW if any(each.parameter == BY_BEDS for each in self.request.changes) else LAW_AS_SET
        return [self._falls_short(), self._when_binding(), *self._one_more_said(), law]

    def _falls_short(self) -> str:
        label, draws = OUTPUTS[self.output].label.lower(), len(self.shortfall)
        low, high = (float(each) for each in np.quantile(self.shortfall, (0.05, 0.95)))
        within = f" ({low:,.0f} to {high:,.0f} in 9 of 10)" if draws > 1 else ""
        shares = ", ".join(f"{limit} {float(np.mean(self.share(limit))):,.0f}" for limit in self.limits)
        return (
            f"{label[0].upper()}{label[1:]} from {self.answer.day(1)} to {self.answer.last} fall short by"
            f" {float(np.mean(self.shortfall)):,.0f} in the mean of {draws:,} runs{within}, of"
            f" {float(np.mean(self.values[frozenset()])):,.0f} without limits; of that explain {shares}."
        )

    def _when_binding(self) -> str:
        days = [limit + self._when(limit) for limit in self.limits]
        together = f"{float(np.mean(self.together)):,.0f}"
        return f"In half of the runs {'; '.join(days)}. What limits do only together ({together}) is shared out."

    def _when(self, limit: str) -> str:
        share = self.binds[limit].mean(1)
        days = np.flatnonzero(share >= HALF)
        if not len(days):
            return " bind on no day"
        return f" bind on {len(days)} of {len(share)} days, first on {self.answer.day(int(days[0]) + 1)}"

    def _one_more_said(self) -> Iterator[str]:
        """What one more of each that binds changes for people held and released."""
        for limit in self._bound_draws:
            means = {name: float(self.one_more[limit, name].mean()) for name in CHANGES}
            told = [f"{_signed(means[name])} {CHANGES[name]}" for name in TOLD if abs(means[name]) >= LEAST_TOLD]
            if told:
                yield f"One more {UNITS[limit]}, in the mean of the runs: {', '.join(told)}."


def _signed(value: float) -> str:
    return f"{'+' if value > 0 else '-'}{float(f'{abs(value):.2g}'):g}"


def _row(block: str, what: str, unit: str, *values: Any) -> dict[str, Any]:
    names = ("q05", "mean", "q95", "first", "last")
    filled = dict(zip(names, (*values, "", "")[: len(names)], strict=True))
    return {"block": block, "what": what, "unit": unit, **filled, "rests_on": str(RestsOn.ASSUMED)}


def _spread(block: str, what: str, unit: str, values: Array) -> dict[str, Any]:
    alone, values = len(values) == 1, np.where(np.abs(values) < NOTHING, 0.0, values)
    low, high = (None, None) if alone else (float(each) for each in np.quantile(values, (0.05, 0.95)))
    return _row(block, what, unit, low, float(values.mean()), high)


def bottleneck(request: Request, output: str = "removals") -> Bottleneck:
    """Run a scenario, and the same with each set of its limits.

    Parameters
    ----------
    request : Request
        Limits act where removal goes through proceedings; at the counted rate they are in the rates already. Beds are
        a limit as in `bedspace.studies.reach`, unless the request says how many are released for want of one.
    output : str
        What falls short.

    Raises
    ------
    UsageError
        For an output that the run has not, and one that says how large a limit is.
    """
    chosen, vintage = settled(request)
    own = () if BY_BEDS in request.sets else (beds_as_a_limit(chosen.start),)
    known = None if vintage.revised else vintage.day
    asked = replace(request, start=chosen.start, as_of=known, changes=(*request.changes, *own))
    answer = run(asked, outputs=OUTPUTS)
    if output not in answer.result.outputs or output in OF_A_LIMIT:
        others = ", ".join(name for name in answer.names if name not in OF_A_LIMIT)
        what = "it says how much room a limit leaves" if output in OF_A_LIMIT else "the run has no such output"
        raise UsageError(Fault(f"--output {output}", what, others))
    return Bottleneck(answer.request, answer, output)
