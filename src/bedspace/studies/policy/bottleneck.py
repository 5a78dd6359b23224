"""Which limit binds on which day, how much of a shortfall it explains, what one more bed, hearing or seat changes.

The shortfall is what a run would have without its limits, less what it has. Every set of limits is switched on by
itself, in the same draws. A limit's share is its mean effect over all orders in which limits can be added (Shapley), so
shares add up to the shortfall; what it does alone, and what goes away without it, stand beside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
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
from bedspace.studies.run.runs import Answer, Request, run
from bedspace.tabled import Tabled
from bedspace.units import RestsOn

Array = NDArray[np.float64]
Limits = frozenset[str]

STEP = 0.001
"""Part by which a capacity is raised to see what one more changes."""
HALF = 0.5
NOTHING = 1e-6
"""People a day below which nobody waits or is released."""
UNITS = {"beds": "bed", "hearings": "decision of a judge a day", "seats": "seat a day"}
CHANGES = {
    "midnight_population": "people held on the last day",
    "person_days": "days spent in custody",
    "removals": "removed",
    "exits_capacity": "released for want of a bed",
}
"""What one more is told for: outputs and their words."""


def _beds(answer: Answer) -> Array:
    """Beds up to the ceiling above which people are released, by day and draw."""
    of = answer.plan.settings.over_the_run
    return np.asarray(of("beds_usable") * of("beds_surge"))


def _used(answer: Answer, name: str, free: str) -> Array:
    return np.asarray(answer.result.outputs[name] + answer.result.outputs[free])[1:]


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
    """

    request: Request
    answer: Answer
    output: str

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

    def _run(self, factors: Mapping[str, float]) -> Answer:
        changes = tuple(self._change(limit, factor) for limit, factor in factors.items())
        return run(replace(self.request, changes=(*self.request.changes, *changes)))

    @cached_property
    def values(self) -> Mapping[Limits, Array]:
        """The output under every set of limits, shape (n,)."""
        sets = [frozenset(chosen) for r in range(len(self.limits) + 1) for chosen in combinations(self.limits, r)]
        return {on: self._under(on) for on in sets}

    def _under(self, on: Limits) -> Array:
        off = {limit: AMPLE for limit in self.limits if limit not in on}
        return self._value(self._run(off) if off else self.answer)

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
        outputs = {name: values[1:] for name, values in self.answer.result.outputs.items()}
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
        found = {}
        for limit in self.limits:
            more = self._run({limit: 1 + STEP}).result.outputs
            for name in CHANGES:
                values = [outputs[name] for outputs in (self.answer.result.outputs, more)]
                before, after = (each[1:].sum(0) if OUTPUTS[name].sums else each[-1] for each in values)
                found[limit, name] = (after - before) / (STEP * self._capacity(limit))
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

    def sentence(self) -> str:
        """The answer: what falls short, what explains it, from when it binds."""
        label, total = OUTPUTS[self.output].label.lower(), float(np.median(self.shortfall))
        without = float(np.median(self.values[frozenset()]))
        span = f"from {self.answer.day(1)} to {self.answer.last}"
        if not any(found.any() for found in self.binds.values()):
            return f"No limit binds {span}: beds, hearings and seats are enough in every run."
        shares = ", ".join(f"{limit} {float(np.mean(self.share(limit))):,.0f}" for limit in self.limits)
        mean = f"{float(np.mean(self.shortfall)):,.0f}"
        days = "; ".join(filter(None, map(self._when, self.limits))) or "none binds in half of the runs"
        return (
            f"{label[0].upper()}{label[1:]} {span} fall short by {mean} in the mean of the runs ({total:,.0f} in the"
            f" middle one, of {without:,.0f} without limits): {shares}, what they do only together"
            f" ({float(np.mean(self.together)):,.0f}) shared out among them. Binding: {days}."
        )

    def _when(self, limit: str) -> str:
        share = self.binds[limit].mean(1)
        days = np.flatnonzero(share >= HALF)
        if not len(days):
            return ""
        return f"{limit} on {len(days)} of {len(share)} days, first on {self.answer.day(int(days[0]) + 1)}"


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
        Limits act where removal goes through proceedings; at the counted rate they are in the rates already.
    output : str
        What falls short.

    Raises
    ------
    UsageError
        For an output that the run has not.
    """
    answer = run(request)
    if output not in answer.result.outputs:
        raise UsageError(Fault(f"--output {output}", "the run has no such output", ", ".join(answer.names)))
    return Bottleneck(replace(request, start=answer.start, as_of=_known(answer)), answer, output)


def _known(answer: Answer) -> Any:
    return None if answer.vintage.revised else answer.vintage.day
