"""What a target takes: the arrests that reach it in each draw where nothing is short, and what resources serve then.

The bundle is those arrests, with beds, hearings and seats as large as they serve. One resource at a time is then put
back to today's level, and the draws are counted that still meet the target. Where a draw needs no more than today's,
it is the bundle itself and is not run again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bedspace.model.outputs import OUTPUTS
from bedspace.studies.reach.flows import READ, TOLD, book_ins_per_arrest, custody_dollars, flows_of
from bedspace.studies.reach.question import Question
from bedspace.studies.reach.resources import FIRST_DAYS, Resource, resources, runs_out
from bedspace.studies.reach.trial import CLOSE, Trial, risen, with_arrests
from bedspace.studies.run.runs import Answer
from bedspace.studies.run.together import of_draws, run_abreast, with_changes

Array = NDArray[np.float64]

AMPLE = 8.0
"""Times the capacity of today at which nothing is short."""
MOST_INFLOW = 8.0
"""Times the book-ins of today, up to which arrests are looked for."""
CAPACITIES = {"beds": "beds_usable", "hearings": "hearing_capacity", "seats": "seats_growth"}
"""What a want of a resource limits in a run, and the parameter that sets it."""
MONEY = "custody_money"
"""The resource whose want limits the beds that are paid for."""
LEAST_TRIED, PASSES = 1.2, 8
"""The arrests tried second, at least, against today's; and how often a nearer number is looked for at most."""
ABOVE = 1.15
"""The arrests tried third, against those tried second."""
QUANTILES = (0.05, 0.5, 0.95)
MOST, FEW = 0.95, 0.05
"""Shares of draws from which on a resource is short, or its want stops a target, and up to which it suffices."""
SPARE = 1.001
"""So much more than the largest need of any draw is given in the bundle; up to it today's is taken to be enough."""


@dataclass(frozen=True)
class Need:
    """One resource against a target.

    Attributes
    ----------
    resource : Resource
    path : array, shape (t, n)
        What is needed on each day.
    today : array, shape (3, n)
        What there is at the start: low, central, high.
    added : array, shape (3, t)
        What can be added by each day.
    start : date
    """

    resource: Resource
    path: Array
    today: Array
    added: Array
    start: date

    @cached_property
    def peak(self) -> Array:
        """The most that is needed on any day, shape (n,)."""
        return np.asarray(self.path.max(0))

    @cached_property
    def available(self) -> Array:
        """What can be had on the last day, shape (3, n)."""
        return np.maximum(self.today + self.added[:, -1:], 0)

    @property
    def short_share(self) -> float:
        """Share of draws that need more than can be had."""
        return float((self.peak > self.available[1]).mean())

    @property
    def above_today(self) -> NDArray[np.bool_]:
        """Whether more is needed than there is today, in each draw."""
        return np.asarray(self.peak > SPARE * self.today[1])

    @property
    def state(self) -> str:
        """``short`` in nearly all draws, ``may be short`` in some, or ``suffices``."""
        return "short" if self.short_share >= MOST else "suffices" if self.short_share <= FEW else "may be short"

    @property
    def gap(self) -> float:
        """How much is missing on the last day, in the middle; none where it suffices."""
        return float(max(np.median(self.peak - self.available[1]), 0))

    @property
    def impossible(self) -> bool:
        """Whether even the fastest ramp falls short in nearly all draws."""
        return bool((self.peak > self.available[2]).mean() >= MOST)

    @property
    def out(self) -> date | None:
        """First day on which the middle need exceeds what can be had; none for what suffices."""
        if self.state == "suffices":
            return None
        return runs_out(np.median(self.path, axis=1), np.median(self.today[1]) + self.added[1], self.start)

    @property
    def factor(self) -> float:
        """Times what there is today that meets the need of every draw; at least 1."""
        return max(float((self.peak / np.maximum(self.today[1], 1e-9)).max()) * SPARE, 1.0)


@dataclass(frozen=True)
class Bundle:
    """A target and what reaches it.

    Attributes
    ----------
    question : Question
    trial : Trial
    today : Answer
        The run without a change.
    times : array, shape (n,)
        Book-ins of people arrested by ICE against today's that reach the target in each draw.
    ample : Answer
        The run with these, in which beds, hearings and seats limit nothing.
    found : float
        Share of draws that some number of arrests brings to the target; the others have the largest number tried.
    progress : callable
        Told how many draws were run.
    """

    question: Question
    trial: Trial
    today: Answer
    times: Array
    ample: Answer
    found: float
    progress: Callable[[int], None] = lambda _: None

    @property
    def arrests_today(self) -> float:
        """Arrests a day by ICE in the last full month, by the counted ratio of book-ins to arrests."""
        return float(self.today.plan.estimates.book_ins[0] / book_ins_per_arrest(self.trial.start))

    @property
    def custodial(self) -> Array:
        """Arrests a day in jails and by partners on each day, shape (t, n): today's and what their ramp adds."""
        return np.asarray(self._custodial_today + resources()["custodial_arrests"].added(self._days)[1][:, None])

    @cached_property
    def _custodial_today(self) -> Array:
        return resources()["custodial_arrests"].drawn(self.today)

    @property
    def _days(self) -> Array:
        return np.arange(1, self.trial.days + 1, dtype=float)

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        """Every resource of the table."""
        flows = flows_of(self.ample)
        custodial = np.minimum(self.custodial, flows["arrests"])
        large = flows["arrests"] - custodial
        officers = resources()["officer_days"].has(self.today)[1]
        needed = {
            "custodial_arrests": custodial,
            "officer_days": officers * large / (self.arrests_today - self._custodial_today),
            "leads": large,
            "beds": flows["held"],
            "seats": weekly(flows["removals"]),
            MONEY: custody_dollars(self.ample),
        }
        if self.ample.plan.through_proceedings:
            needed |= {"hearings": weekly(flows["decisions"]), "documents": weekly(flows["documents"])}
        return tuple(self._need(each, needed[name]) for name, each in resources().items() if name in needed)

    def _need(self, resource: Resource, path: Array) -> Need:
        custodial = resource.name == "custodial_arrests"
        today = np.repeat(self._custodial_today[None], 3, axis=0) if custodial else resource.has(self.today)
        return Need(resource, path, today, resource.added(self._days), self.trial.start)

    def plan(self, without: str = "") -> Answer:
        """The bundle, not yet run, with one resource at today's level if it is named."""
        limited = resources()[without].limits if without else ""
        changes = [
            self.trial.change(parameter, factor)
            for limits, parameter in CAPACITIES.items()
            if (limits != limited or without == MONEY) and (factor := self._factor(limits)) > 1
        ]
        path = risen(self.times, self.trial.days)
        times = np.minimum(path, self._at_todays(without, path)) if limited == "arrests" else path
        found = with_arrests(with_changes(self.today, changes), times)
        return self._as_paid(found) if without == MONEY else found

    def _as_paid(self, answer: Answer) -> Answer:
        """The bundle with the beds that today's money pays: those in use when its pace is reached."""
        need = next(each for each in self.needs if each.resource.name == MONEY)
        held = self.ample.result.outputs["midnight_population"]
        first = (need.path > need.today[1]).argmax(0)  # rows of a path begin a day after those of an output
        paid = held[first, np.arange(held.shape[1])]
        settings, surge = answer.plan.settings, answer.plan.settings.at("beds_surge", 0)
        beds = settings.by_name[CAPACITIES["beds"]]
        beds = replace(beds, path=np.ones(len(held)), spread=paid / surge)
        plan = replace(answer.plan, settings=replace(settings, by_name={**settings.by_name, CAPACITIES["beds"]: beds}))
        return replace(answer, plan=plan)

    def _factor(self, limits: str) -> float:
        """Times today's capacity that the bundle gives."""
        own = [each.factor for each in self.needs if each.resource.limits == limits and each.resource.today_from]
        return max(own, default=1.0)

    def _at_todays(self, without: str, path: Array) -> Array:
        """Arrests against today's on each day, where one kind stays as it is and the other is as the target has it."""
        custodial = np.concatenate([self._custodial_today[None], self.custodial])
        if without == "custodial_arrests":
            return np.asarray(path - (custodial - self._custodial_today) / self.arrests_today)
        return np.asarray((custodial + self.arrests_today - self._custodial_today) / self.arrests_today)

    @cached_property
    def tried(self) -> tuple[Need, ...]:
        """Resources of which some draw needs more than today's, and whose want limits something in a run."""
        return tuple(each for each in self.needs if each.resource.limits and each.above_today.any())

    @cached_property
    def runs(self) -> Mapping[str, Answer]:
        """The bundle run forward, under no name, and with one resource at today's level: the draws that need more."""
        some = [of_draws(self.plan(each.resource.name), np.flatnonzero(each.above_today)) for each in self.tried]
        found = run_abreast([self.plan(), *some], self.progress, TOLD)
        return dict(zip(["", *(each.resource.name for each in self.tried)], found, strict=True))

    @cached_property
    def missed(self) -> Mapping[str, NDArray[np.bool_]]:
        """Whether the target is missed, in each draw: by the bundle, and with one resource at today's level."""
        by = {name: ~self.question.holds(self.question.measured(each) / CLOSE_TO) for name, each in self.runs.items()}
        found = {"": by[""]}
        for need in self.tried:
            found[need.resource.name] = by[""].copy()
            found[need.resource.name][need.above_today] = by[need.resource.name]
        return found

    def stops(self, need: Need) -> float:
        """Share of the draws that need more than today's of a resource in which today's level misses the target."""
        if need.resource.name not in self.missed:
            return 0.0
        return float(self.missed[need.resource.name][need.above_today].mean())

    def limiting(self, need: Need) -> bool:
        """Whether the target is missed without more of a resource, in nearly all draws that need more of it."""
        return self.stops(need) >= MOST


CLOSE_TO = 1 - 2 * CLOSE
"""A target counts as met at this part of it: so near the search ends."""


def weekly(flow: Array) -> Array:
    """Means of the seven days up to each, or of those since the start, shape (t, n): seats and hearings have a week."""
    summed = np.concatenate([np.zeros((1, flow.shape[1])), np.cumsum(flow, axis=0)])
    last = np.arange(1, len(flow) + 1)
    first = np.maximum(last - FIRST_DAYS, 0)
    return np.asarray((summed[last] - summed[first]) / (last - first)[:, None])


def bundle(question: Question, trial: Trial, progress: Callable[[int], None] = lambda _: None) -> Bundle:
    """The bundle that reaches a target, or comes as near as the largest number of arrests looked for.

    Tried are today's arrests, those that reach the target in proportion and some more: the number of a draw is nearly a
    straight line in its arrests. What is looked for lies on the curve through the last three, and the draws that are
    still far are run again.
    """
    today = trial.unrun()
    ample = with_changes(today, [trial.change(parameter, AMPLE) for parameter in CAPACITIES.values()])
    ones = np.ones(today.plan.settings.draws)

    def apart(answer: Answer) -> Array:
        return question.measured(answer) / question.value - 1

    def at(times: Array) -> Answer:
        return with_arrests(ample, risen(times, trial.days))

    today, first = run_abreast([today, at(ones)], progress, OUTPUTS)
    second = np.clip(1 / (1 + apart(first)), LEAST_TRIED, MOST_INFLOW)
    third = np.minimum(second * ABOVE, MOST_INFLOW)
    beyond, found = run_abreast([at(third), at(second)], progress, READ)
    tried = [(ones, apart(first)), (third, apart(beyond)), (second, apart(found))]
    for _ in range(PASSES):
        times, now = tried[-1]
        nearer = np.where(np.abs(now) > CLOSE / 2, _nearer(tried), times)
        moved = np.flatnonzero(nearer != times)
        if not len(moved):
            break
        (some,) = run_abreast([of_draws(at(nearer), moved)], progress, READ)
        found = replace(at(nearer), result=found.result.with_draws(moved, some.result))
        tried.append((nearer, apart(found)))
    times, now = tried[-1]
    return Bundle(question, trial, today, times, found, float((now > -CLOSE).mean()), progress)


def _nearer(tried: Sequence[tuple[Array, Array]]) -> Array:
    """Arrests nearer to the target than all that were tried, in each draw: the most where none of them reaches it.

    They lie on the curve through the last three, which has arrests over the distance from the target (inverse quadratic
    interpolation), or in the middle where that leaves what lies between those that miss and those that reach it.
    """
    below = np.max([np.where(apart < 0, times, 0) for times, apart in tried], axis=0)
    above = np.min([np.where(apart > 0, times, MOST_INFLOW) for times, apart in tried], axis=0)
    reached = np.any([apart > 0 for _, apart in tried], axis=0)
    curve = np.zeros_like(below)
    with np.errstate(divide="ignore", invalid="ignore"):
        for number, (times, apart) in enumerate(last := tried[-3:]):
            for _, other in (*last[:number], *last[number + 1 :]):
                times = times * other / (other - apart)
            curve = curve + times
        between = (below < curve) & (curve < above)
    return np.where(between, curve, np.where(reached, (below + above) / 2, MOST_INFLOW))
