"""Dated changes that lower a number, from one table: what a dose does, and how far the record goes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

import numpy as np
from pydantic import Field, model_validator

from bedspace.parameters.catalogue import catalogue, sources
from bedspace.parameters.change import Change
from bedspace.parameters.parameter import Prior
from bedspace.parameters.written import Strict
from bedspace.studies.reach.past import RECORDS, Past
from bedspace.studies.reach.trial import Trial
from bedspace.studies.run.runs import Answer


class Lever(Strict):
    """One dated change.

    Attributes
    ----------
    name, label, unit : str
    change : tuple of str
        Parameters that a dose multiplies, or adds to.
    none, most : float
        The dose that changes nothing, and the largest one.
    record : str
        Counted series of the dose, whose latest value is today's; its extreme is as far as the record goes.
    lowest : bool
        Whether the extreme is the lowest value.
    today : float, optional
        Today's value where no series counts it, or `today_from` a parameter; a dose times it is told.
    as_far_as, as_far_as_value : float, optional
        What was decided, announced or printed, as a dose or as a value.
    partner : str
        A change that acts only together with this one.
    """

    name: str
    label: str
    unit: str
    how: Literal["multiply", "add"] = "multiply"
    change: Annotated[tuple[str, ...], Field(min_length=1)]
    none: float
    most: float
    record: str = ""
    lowest: bool = False
    today: float | None = None
    today_from: str = ""
    per_dose: float | None = None
    as_far_as: float | None = None
    as_far_as_value: float | None = None
    source: str = ""
    note: str = ""
    partner: str = ""

    @model_validator(mode="after")
    def _known(self) -> Lever:
        if missing := [name for name in self.change if name not in catalogue()]:
            raise ValueError(f"no parameters {missing}")
        if missing := [key for key in self.source.split() if key not in sources()]:
            raise ValueError(f"facts {missing} are not in the register of sources")
        if bool(self.record) == bool(self.source) or self.record not in ("", *RECORDS):
            raise ValueError("one of a record and a source says how far it goes")
        return self

    def changes(self, trial: Trial, dose: float) -> list[Change]:
        """What a dose changes, from the day after the start."""
        return [trial.change(name, dose, self.how, prior=_fixed_if_absolute(name)) for name in self.change]

    def past(self, answer: Answer) -> Past | None:
        """Its counted series."""
        return RECORDS[self.record](answer.vintage, answer.start) if self.record else None

    def now(self, answer: Answer) -> float:
        """Today's value in its unit."""
        if past := self.past(answer):
            return past.latest
        if self.today_from:
            return float(np.median(answer.plan.settings.at(self.today_from, 0)))
        return self.today or 0.0

    def told(self, answer: Answer, dose: float) -> float:
        """A dose in its unit."""
        return dose * (self.per_dose or self.now(answer))

    def extreme(self, answer: Answer) -> float:
        """The dose as far as the record goes, or what was decided, announced or printed."""
        if past := self.past(answer):
            return past.extreme(self.lowest)[1] / past.latest
        if self.as_far_as_value is not None:
            return self.as_far_as_value / self.now(answer)
        assert self.as_far_as is not None
        return self.as_far_as

    @property
    def cited(self) -> str:
        """Note and publications."""
        return "; ".join(filter(None, [self.note, *(str(sources()[key]) for key in self.source.split())]))


def _fixed_if_absolute(name: str) -> Prior | None:
    """The prior that a change needs: an absolute distribution would hide it."""
    prior = catalogue()[name].prior
    return None if prior.relative or prior.kind == "fixed" else Prior(kind="fixed")


@cache
def levers() -> Mapping[str, Lever]:
    """The changes of the table by name."""
    text = files("bedspace.studies.reach").joinpath("levers.toml").read_text(encoding="utf-8")
    found = [Lever.model_validate(row) for row in tomllib.loads(text)["lever"]]
    return {each.name: each for each in found}
