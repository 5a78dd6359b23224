"""What a target takes: the arrests that reach it in each draw where nothing is short, and what resources serve then.

The bundle is those arrests, with beds, hearings and seats as large as they serve. One resource at a time is then put
back to today's level, and the draws are counted that still meet the target.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import elementwise

from bedspace.parameters.change import Change
from bedspace.studies.reach.flows import book_ins_per_arrest, custody_dollars, flows_of
from bedspace.studies.reach.question import Question
from bedspace.studies.reach.resources import Resource, resources, runs_out
from bedspace.studies.reach.trial import CLOSE, Trial, with_arrests
from bedspace.studies.run.together import of_draws
from bedspace.studies.run.runs import Answer

Array = NDArray[np.float64]

AMPLE = 8.0
"""Times the capacity of today at which nothing is short."""
MOST_INFLOW = 8.0
"""Times the book-ins of today, up to which arrests are looked for."""
CAPACITIES = {"beds": "beds_usable", "hearings": "hearing_capacity", "seats": "seats_growth"}
"""What a want of a resource limits in a run, and the parameter that sets it."""
QUANTILES = (0.05, 0.5, 0.95)
MOST, FEW = 0.95, 0.05
"""Shares of draws from which on a resource is short, and up to which it suffices."""
SPARE = 1.001
"""So much more than the largest need of any draw is given in the bundle."""


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
    """

    question: Question
    trial: Trial
    today: Answer
    times: Array
    ample: Answer
    found: float

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
            "hearings": flows["decisions"],
            "documents": flows["documents"],
            "seats": flows["removals"],
            "custody_money": custody_dollars(self.ample),
        }
        return tuple(self._need(each, needed[each.name]) for each in resources().values())

    def _need(self, resource: Resource, path: Array) -> Need:
        custodial = resource.name == "custodial_arrests"
        today = np.repeat(self._custodial_today[None], 3, axis=0) if custodial else resource.has(self.today)
        return Need(resource, path, today, resource.added(self._days), self.trial.start)

    def run(self, without: str = "") -> Answer:
        """The bundle run forward, with one resource at today's level if it is named."""
        limited = resources()[without].limits if without else ""
        changes = [
            self.trial.change(parameter, factor)
            for limits, parameter in CAPACITIES.items()
            if limits != limited and (factor := self._factor(limits)) > 1
        ]
        times = np.minimum(self.times, self._at_todays(without)) if limited == "arrests" else self.times
        return with_arrests(self.trial.run(changes), times)

    def _factor(self, limits: str) -> float:
        """Times today's capacity that the bundle gives."""
        return max(each.factor for each in self.needs if each.resource.limits == limits and each.resource.today_from)

    def _at_todays(self, without: str) -> Array:
        """Arrests against today's where one kind of them stays as it is and the other is as the target has it."""
        custodial, large = self.custodial[-1], self.arrests_today - self._custodial_today
        if without == "custodial_arrests":
            return np.asarray(self.times - (custodial - self._custodial_today) / self.arrests_today)
        return np.asarray((custodial + large) / self.arrests_today)

    @cached_property
    def kept(self) -> Mapping[str, float]:
        """Share of draws that meet the target with the whole bundle, and with each short resource at today's level."""
        tried = [each.resource.name for each in self.needs if each.state != "suffices" and each.resource.limits]
        met = {name: self.question.holds(self.question.measured(self.run(name)) / CLOSE_TO) for name in ("", *tried)}
        return {name: float(values.mean()) for name, values in met.items()}


CLOSE_TO = 1 - 2 * CLOSE
"""A target counts as met at this part of it: so near the search ends."""


def bundle(question: Question, trial: Trial) -> Bundle:
    """The bundle that reaches a target, or comes as near as the largest number of arrests looked for."""
    changes: list[Change] = [trial.change(parameter, AMPLE) for parameter in CAPACITIES.values()]
    ample = trial.run(changes)
    every = np.arange(ample.plan.settings.draws)

    def beyond(times: Array, draws: NDArray[np.int64]) -> Array:
        reached = question.measured(with_arrests(of_draws(ample, draws), times))
        return reached / question.value - 1

    low, high = np.zeros(len(every)), np.full(len(every), MOST_INFLOW)
    found = elementwise.find_root(
        beyond, (low, high), args=(every,), tolerances={"xatol": CLOSE / 2, "fatol": CLOSE / 2}
    )
    times = np.where(found.success, found.x, MOST_INFLOW)
    return Bundle(question, trial, trial.run(), times, with_arrests(ample, times), float(found.success.mean()))
