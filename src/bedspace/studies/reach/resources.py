"""The resources of a target: what there is, what can be added by a day, from one table."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import model_validator

from bedspace.engines.streams import uniforms
from bedspace.parameters.catalogue import catalogue, sources
from bedspace.parameters.distributions import triangular
from bedspace.parameters.written import Strict
from bedspace.studies.reach.flows import flows_of
from bedspace.studies.run.runs import Answer
from bedspace.units import Evidence, RestsOn, mark_of

Array = NDArray[np.float64]

WORKING_DAYS = 5 / 7
"""Share of the days of a week that an officer works."""
FIRST_DAYS = 7
"""Days at the start over which use and room are read, so that the weekday does not matter."""


class Earlier(Strict):
    """What a number was on a day; in between it is on a straight line."""

    day: date
    value: float


class Spread(Strict):
    """A number with its range and where it comes from, and what it was on earlier days."""

    value: float
    low: float
    high: float
    source: str
    evidence: Evidence
    note: str
    earlier: tuple[Earlier, ...] = ()

    @model_validator(mode="after")
    def _in_order_with_sources(self) -> Spread:
        if not self.low <= self.value <= self.high:
            raise ValueError("low, value and high must rise")
        if missing := [key for key in self.source.split() if key not in sources()]:
            raise ValueError(f"facts {missing} are not in the register of sources")
        return self

    @property
    def ends(self) -> Array:
        """Low, value and high."""
        return np.array([self.low, self.value, self.high])

    def on(self, day: date) -> Array:
        """Low, value and high on a day, at the same ratios."""
        if not self.earlier:
            return self.ends
        days, values = zip(*((each.day.toordinal(), each.value) for each in self.earlier), strict=True)
        return np.asarray(self.ends * np.interp(day.toordinal(), days, values) / self.value)

    @property
    def cited(self) -> str:
        """The publications, in words."""
        return "; ".join(str(sources()[key]) for key in self.source.split())


class Resource(Strict):
    """One resource of the table.

    Attributes
    ----------
    name, label, unit, need : str
        `need` says in words which flow it serves.
    today : Spread, optional
        What there is; else `today_from` names what the run itself says.
    ramp : Spread
        What can be added a day, after `lag_days`; a flow that is there `at_once` and does not grow.
    limits : str
        What a want of it limits in a run.
    because : str
        Why it limits nothing that a run can show.
    """

    name: str
    label: str
    unit: str
    need: str
    today: Spread | None = None
    today_from: str = ""
    ramp: Spread
    lag_days: int = 0
    at_once: bool = False
    limits: Literal["arrests", "beds", "hearings", "seats", ""]
    because: str = ""

    @model_validator(mode="after")
    def _one_today(self) -> Resource:
        if (self.today is None) != bool(self.today_from) or self.today_from not in ("", *TODAY):
            raise ValueError("one of today and today_from is needed")
        return self

    def has(self, answer: Answer) -> Array:
        """What there is at the start, shape (3, n): low, central and high in each draw."""
        draws = answer.plan.settings.draws
        if self.today is not None:
            return np.repeat(self.today.on(answer.start)[:, None], draws, axis=1)
        return np.repeat(TODAY[self.today_from](answer)[None], 3, axis=0)

    def drawn(self, answer: Answer) -> Array:
        """What there is at the start in each draw, inside its range, shape (n,)."""
        low, middle, high = self.has(answer)
        levels = uniforms(answer.request.seed, f"reach {self.name}", answer.plan.settings.draws)
        return np.asarray(triangular(levels, float(low[0]), float(middle[0]), float(high[0])))

    def added(self, days: Array) -> Array:
        """What is added by some days at the slowest, the central and the fastest ramp, shape (3, t)."""
        growing = np.ones_like(days) if self.at_once else np.maximum(days - self.lag_days, 0)
        return np.asarray(self.ramp.ends[:, None] * growing)

    @property
    def source(self) -> str:
        """Publications behind stock and ramp."""
        both = [self.today.cited] if self.today else ["the run's own parameters and counts"]
        return "; ".join(dict.fromkeys([*both, self.ramp.cited]))

    @property
    def mark(self) -> RestsOn:
        """What its ramp rests on."""
        return mark_of(self.ramp.evidence)


def _officer_days(answer: Answer) -> Array:
    """Officer-days in use: own officers, and borrowed agents at what one is worth, on five days of seven."""
    at, borrowed = answer.plan.settings.at, catalogue()["borrowed_officers"].at(answer.start)
    return np.asarray((at("officers", 0) + borrowed * at("borrowed_efficiency", 0)) * WORKING_DAYS)


def _first(values: Array) -> Array:
    return np.asarray(values[:FIRST_DAYS].mean(0))


def _seats(answer: Answer) -> Array:
    """Seats of the first week, those of direct removals among them."""
    outputs, direct = answer.result.outputs, answer.plan.settings.at("direct_removal_share", 0)
    return _first((outputs["removals"] + outputs["seats_free"])[1:]) / (1 - direct)


def _hearings(answer: Answer) -> Array:
    outputs = answer.result.outputs
    return _first((outputs["decisions"] + outputs["hearings_free"])[1:])


def _beds(answer: Answer) -> Array:
    """Beds up to the ceiling above which people are released, and never fewer than people held."""
    at = answer.plan.settings.at
    ceiling = at("beds_usable", 0) * at("beds_surge", 0)
    return np.asarray(np.maximum(ceiling, answer.result.outputs["midnight_population"][0]))


TODAY: Mapping[str, Callable[[Answer], Array]] = {
    "officer_days": _officer_days,
    "beds": _beds,
    "hearings": _hearings,
    "documents": lambda answer: _first(flows_of(answer)["documents"]),
    "seats": _seats,
}


@cache
def resources() -> Mapping[str, Resource]:
    """The resources of the table by name."""
    text = files("bedspace.studies.reach").joinpath("resources.toml").read_text(encoding="utf-8")
    found = [Resource.model_validate(row) for row in tomllib.loads(text)["resource"]]
    return {each.name: each for each in found}


def runs_out(needed: Array, available: Array, start: date) -> date | None:
    """First day on which more is needed than can be had; none if there is none.

    Parameters
    ----------
    needed, available : array, shape (t,)
    start : date
        The day before the first.
    """
    short = needed > available
    return date.fromordinal(start.toordinal() + 1 + int(short.argmax())) if short.any() else None
