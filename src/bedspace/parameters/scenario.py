"""Scenarios: a question, dated changes of parameters with their reasons, and how the run is set up."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from bedspace.errors import Fault, UsageError
from bedspace.parameters.catalogue import Catalogue, DatedValue, Parameter, Prior, Strict, faults_of, parameter

Inflow = Literal["held", "observed", "arrests"]


class Change(Strict):
    """A dated change of a parameter.

    Attributes
    ----------
    parameter : str
    since : date
        Written ``from``.
    value : float
    ramp_days : int
    reason : str
    reference : str
        Law, directive or report behind it.
    known : date or None
        Day on which it became public.
    applies_to : str
        Whom it reaches.
    prior : Prior or None
        Replaces the distribution of the parameter.
    """

    parameter: str
    since: date = Field(alias="from")
    value: float
    ramp_days: Annotated[int, Field(ge=0)] = 0
    reason: str
    reference: str = "assumption"
    known: date | None = None
    applies_to: Literal["new arrests", "all in custody", "resources", "arithmetic"]
    prior: Prior | None = None

    def as_value(self) -> DatedValue:
        """The change as a dated value."""
        return DatedValue.model_validate(
            {
                "from": self.since,
                "value": self.value,
                "source": "assumption",
                "evidence": "assumption",
                "known": self.known,
                "ramp_days": self.ramp_days,
                "note": self.reason,
            }
        )


class Scenario(Strict):
    """A scenario file.

    Attributes
    ----------
    name, title, question : str
    start : date
    days : int
    inflow : str
        ``held`` at the last full month, ``observed``, or from modelled ``arrests``.
    changes : tuple of Change
    """

    name: str
    title: str
    question: str
    start: date = date(2025, 1, 19)
    days: Annotated[int, Field(ge=1, le=3660)] = 180
    inflow: Inflow = "held"
    changes: tuple[Change, ...] = ()

    def applied(self, catalogue: Catalogue) -> Catalogue:
        """The catalogue under the scenario.

        Raises
        ------
        UsageError
            For unknown parameters or values out of range, all of them.
        """
        changed = dict(catalogue)
        faults: list[Fault] = []
        for number, change in enumerate(sorted(self.changes, key=lambda change: change.since), 1):
            where = f"scenario {self.name}, change {number}"
            try:
                changed[change.parameter] = _changed(changed, change)
            except ValidationError as error:
                faults.extend(faults_of(error, where))
            except UsageError as error:
                faults.extend(Fault(f"{where}, {f.where}", f.what, f.expected, f.remedy) for f in error.faults)
        if faults:
            raise UsageError(faults)
        return changed

    def set(self, sets: Mapping[str, str], catalogue: Catalogue) -> tuple[Scenario, Catalogue]:
        """The scenario and catalogue with values set by a user.

        Where the scenario dates a change of the parameter, its last change gets the value and keeps date and
        ramp; else the value holds throughout.

        Raises
        ------
        UsageError
            For unknown names, text that is no number, and values out of range, all of them.
        """
        changes, changed = list(self.changes), dict(catalogue)
        faults: list[Fault] = []
        for name, text in sets.items():
            try:
                value = parameter(name, catalogue).number(text, f"--set {name}")
            except UsageError as error:
                faults.extend(error.faults)
                continue
            own = [i for i, change in enumerate(changes) if change.parameter == name]
            if own:
                fixed = {"value": value, "prior": Prior(kind="fixed"), "reason": "set by the user"}
                changes[own[-1]] = changes[own[-1]].model_copy(update=fixed)
            else:
                changed[name] = catalogue[name].fixed_at(value)
        if faults:
            raise UsageError(faults)
        return self.model_copy(update={"changes": tuple(changes)}), changed


def _changed(catalogue: Catalogue, change: Change) -> Parameter:
    """The parameter under a change, which holds from its date on: later values of the catalogue fall away."""
    known = parameter(change.parameter, catalogue)
    known.check(change.value, change.parameter)
    before = tuple(value for value in known.values if value.since < change.since)
    update = {"values": (*before, change.as_value()), "prior": change.prior or known.prior}
    return known.model_copy(update=update)


def read_scenario(text: str, name: str) -> Scenario:
    """Read a scenario file.

    Raises
    ------
    UsageError
        With every fault of the file.
    """
    try:
        return Scenario.model_validate({"name": name, **tomllib.loads(text)})
    except tomllib.TOMLDecodeError as error:
        raise UsageError(Fault(f"scenario {name}", str(error), "a TOML file")) from None
    except ValidationError as error:
        raise UsageError(faults_of(error, f"scenario {name}")) from None


@cache
def scenarios() -> Mapping[str, Scenario]:
    """The scenarios that come with the software, by name."""
    folder = files("bedspace.parameters").joinpath("scenarios")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    stems = [name.removesuffix(".toml") for name in names]
    return {stem: read_scenario(folder.joinpath(f"{stem}.toml").read_text(encoding="utf-8"), stem) for stem in stems}


def scenario(name: str) -> Scenario:
    """A shipped scenario by name, or one from a file whose path ends in ``.toml``.

    Raises
    ------
    UsageError
        If there is none of that name.
    """
    if name.endswith(".toml"):
        return _from_file(name)
    if name not in scenarios():
        remedy = f"There are: {', '.join(scenarios())}; or give the path of a .toml file."
        raise UsageError(Fault(f"scenario {name}", "there is none of this name", "", remedy))
    return scenarios()[name]


def _from_file(path: str) -> Scenario:
    from pathlib import Path

    try:
        return read_scenario(Path(path).read_text(encoding="utf-8"), Path(path).stem)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(Fault(path, f"cannot be read: {error}", "a scenario in TOML")) from None
