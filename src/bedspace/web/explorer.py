"""The explorer: a scenario as it is and with a reader's changes, under the same draws."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from math import isclose
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from bedspace.errors import Fault, UsageError
from bedspace.model.docket import OF_PROCEEDINGS
from bedspace.parameters.catalogue import catalogue
from bedspace.parameters.parameter import Parameter
from bedspace.parameters.policy import Policy, policies
from bedspace.parameters.scenario import Scenario, scenarios
from bedspace.studies.policy.compare import Difference, differences
from bedspace.studies.run.beside import kept
from bedspace.studies.run.idle import idle
from bedspace.studies.run.runs import Answer, Request
from bedspace.studies.run.together import rerun
from bedspace.web import question
from bedspace.web.answers import Kept
from bedspace.web.questions import Costs, Run

DRAWS, FIRST_DRAWS = 400, 50
"""Draws of an answer, and of the first one while a slider moves."""
FIRST = ("no-change", "reports-2025-02")
"""The questions that most readers have."""
OFFERED = ("added on demand", "claimed, off unless asked for")
"""Policies that are not in the dated values already."""
TOLD = (
    *("midnight_population", "arrests", "book_ins_ice", "book_ins_cbp", "removals", "exits_bond"),
    *("exits_recognizance", "exits_supervision", "exits_parole", "exits_capacity", "occupancy_funded", "awaiting_seat"),
    *("custody_cost", "exits_relief", "awaiting_decision", "awaiting_document", "over_180_days"),
    *("mean_time_in_custody", "person_days", "share_without_conviction"),
)
"""Outputs of the table, where a run has them."""


@dataclass(frozen=True)
class Slider:
    """A number that a reader can move: its ends, its step, and what it is without a change.

    Attributes
    ----------
    parameter : Parameter
    low, high, step : float
    begin, base, value : float
        Without a change on the first and on the last day, and as asked for.
    dated : date or None
        Day of the last change of the number that the question itself makes in its run; a reader's takes its place.
    in_vain : str
        Why it moves nobody here; empty where it does.
    """

    parameter: Parameter
    low: float
    high: float
    step: float
    begin: float
    base: float
    value: float
    dated: date | None
    in_vain: str

    @property
    def moved(self) -> bool:
        """Whether the reader changed it."""
        return self.value != self.base


@cache
def offered() -> tuple[dict[str, Any], ...]:
    """The rows of ``sliders.toml``."""
    text = files("bedspace.web").joinpath("sliders.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["slider"])


class Choice(BaseModel):
    """What the address of the explorer says, the numbers left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    scenario: question.Scenario = "no-change"
    policy: tuple[question.Policy, ...] = Field(default=(), max_length=40)
    off: tuple[question.Mechanism, ...] = Field(default=(), max_length=40)
    draws: Annotated[int, Field(ge=20, le=1000)] = DRAWS
    as_of: question.Day | None = None

    def asked(self) -> dict[str, Any]:
        """The state as an address has it."""
        return self.model_dump(mode="json", exclude_defaults=True)


def _bounded(name: str) -> Any:
    low, high = catalogue()[name].range
    return (Annotated[float, Field(ge=low, le=high, allow_inf_nan=False)] | None, None)


State = create_model("State", __base__=Choice, **{row["name"]: _bounded(row["name"]) for row in offered()})
"""The whole address of the explorer."""


@dataclass(frozen=True)
class Explored:
    """The scenario as it is, and as changed; `other` is None where nothing was changed.

    Attributes
    ----------
    state : Choice
    base : Answer
    other : Answer or None
    sliders : sequence of Slider
    """

    state: Choice
    base: Answer
    other: Answer | None
    sliders: Sequence[Slider]

    @property
    def shown(self) -> Answer:
        """The changed run, or the base."""
        return self.other or self.base

    @property
    def rows(self) -> list[Difference]:
        """What differs, by fiscal year; without a change the base against itself."""
        names = [name for name in TOLD if name in self.base.names and name in self.shown.names]
        return differences(self.base, self.shown, names)

    @property
    def idle(self) -> list[str]:
        """What was asked for and changes nothing."""
        return idle(self.other, [self.base]) if self.other else []

    @property
    def overruled(self) -> list[str]:
        """Moved numbers that are others on the last day, since policies act on them too."""
        if self.other is None:
            return []
        ends = [
            (each, self.other.catalogue[each.parameter.name].stated(self.base.last))
            for each in self.sliders
            if each.moved
        ]
        return [
            f"{each.parameter.label}: {each.value:g} was asked for, and policies make it {end:g} on the last day"
            for each, end in ends
            if end is not None and not isclose(end, each.value)
        ]

    @property
    def questions(self) -> dict[str, Run]:
        """The two runs as questions to the verb, by what they are."""
        found = {"as it is": asked_of(self.state, {})}
        if self.other:
            changed = {"policy": self.state.policy, "off": self.state.off}
            found["changed"] = asked_of(self.state, sets_of(self.sliders, self.base.start), **changed)
        return found

    @property
    def bills(self) -> dict[str, Costs]:
        """What the two runs cost, as questions to the verb."""
        return {
            f"dollars by fiscal year and account, {what}": Costs.model_validate(
                {name: value for name, value in dict(asked).items() if name in Costs.model_fields}
            )
            for what, asked in self.questions.items()
        }

    @property
    def link(self) -> dict[str, Any]:
        """The whole state with the day of the data, numbers at their base left out."""
        moved = {each.parameter.name: f"{each.value:g}" for each in self.sliders if each.moved}
        pinned = self.state.model_copy(update={"as_of": self.base.vintage.day})
        named = {name: value for name, value in pinned.asked().items() if name in Choice.model_fields}
        return {**named, **moved}


def asked_of(state: Choice, sets: Mapping[str, str], **chosen: tuple[str, ...]) -> Run:
    """A run of the explorer as a question to the verb, with the policies and switches chosen."""
    changes = tuple(f"{name}={text}" for name, text in sets.items())
    asked = {"scenario": state.scenario, "draws": state.draws, "as_of": state.as_of, "set": changes}
    return Run.model_validate({**asked, **chosen})


def explore(state: Choice, bases: Kept[Answer], home: Path | None = None) -> Explored:
    """Run what an address asks for.

    Parameters
    ----------
    state : Choice
        A `State`.
    bases : Kept
        Where runs without a change are kept.
    home : Path, optional

    Raises
    ------
    UsageError
        For a state that cannot be run.
    """
    plain = Request(state.scenario, draws=state.draws, as_of=state.as_of, home=home)
    base = kept(plain, bases)
    sliders = tuple(sorted(_sliders(state, base), key=lambda each: bool(each.in_vain)))
    _refuse_others(state, sliders)
    sets = sets_of(sliders, base.start)
    if not (sets or state.policy or state.off):
        return Explored(state, base, None, sliders)
    changed = Request(
        "+".join((state.scenario, *state.policy)), draws=state.draws, as_of=state.as_of, sets=sets, off=state.off,
        home=home,
    )  # fmt: skip
    return Explored(state, base, rerun(base, changed), sliders)


def _refuse_others(state: Choice, sliders: Sequence[Slider]) -> None:
    """Refuse numbers that the question does not have: one that is left out would read like one that does nothing.

    Raises
    ------
    UsageError
        Naming each.
    """
    here = [each.parameter.name for each in sliders]
    names = [row["name"] for row in offered() if getattr(state, row["name"]) is not None and row["name"] not in here]
    if names:
        raise UsageError([Fault(name, "the question does not have this number", ", ".join(here)) for name in names])


def sets_of(sliders: Sequence[Slider], start: date) -> dict[str, str]:
    """The moved numbers as values: from the start on, so that what came before stays as it was.

    Where the question itself dates the number later, that change has the value: a dated one would be undone by it.
    """
    return {each.parameter.name: f"{each.value:g}{'' if each.dated else f'@{start}'}" for each in sliders if each.moved}


def _sliders(state: Choice, base: Answer) -> Iterator[Slider]:
    for row in offered():
        if base.scenario.inflow in row.get("inflow", [base.scenario.inflow]):
            begin, end = (_round(_without(row, base, day), row["step"]) for day in (base.start, base.last))
            asked = getattr(state, row["name"])
            yield Slider(
                base.catalogue[row["name"]], min(row["low"], end), max(row["high"], end), row["step"], begin, end,
                end if asked is None else asked, _dated(row["name"], base), _why_in_vain(row, base),
            )  # fmt: skip


def _why_in_vain(row: Mapping[str, Any], base: Answer) -> str:
    found: str = row["else"] if "needs" in row and base.catalogue[row["needs"]].stated(base.last) == 0 else ""
    return found


def _dated(name: str, base: Answer) -> date | None:
    changes = (each.since for each in base.scenario.changes if each.parameter == name and each.since >= base.start)
    return max(changes, default=None)


def _without(row: Mapping[str, Any], base: Answer, day: date) -> float:
    """The number without a change on a day; where figures give it, its mean over the run."""
    dated = base.catalogue[row["name"]].stated(day)
    if dated is not None:
        return dated
    return float(base.result.outputs[row["follows"]][1:].mean())


def _round(value: float, step: float) -> float:
    return round(round(value / step) * step, 6)


def presets() -> list[Scenario]:
    """Questions that run on what was known at their start, those first that most readers have.

    A run on observed book-ins needs what was published later.
    """
    found = [each for each in scenarios().values() if each.inflow != "observed"]
    return sorted(found, key=lambda each: each.name not in FIRST)


def offered_policies(base: Answer) -> list[tuple[Policy, str]]:
    """Policies that can be added, the first decided first, each with why it moves nothing here; those come last."""
    found = [(each, _in_vain(each, base)) for each in policies().values() if each.status in OFFERED]
    return sorted(found, key=lambda each: (bool(each[1]), each[0].decided))


def _in_vain(policy: Policy, base: Answer) -> str:
    names = {change.parameter for change in policy.changes}
    if not base.plan.through_proceedings and names <= {*OF_PROCEEDINGS}:
        return "acts on hearings or documents: choose the question on proceedings"
    if not base.plan.from_arrests and all(catalogue()[name].reaches == "new arrests" for name in names):
        return "acts on arrests, which this question does not model: choose that of February 2025"
    return ""
