"""Scenarios: a question, dated changes of parameters with their reasons, and how the run is set up.

A scenario with policies on top is written ``NAME+POLICY+POLICY``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationError

from bedspace.errors import Fault, UsageError, unknown
from bedspace.parameters.catalogue import Catalogue, parameter
from bedspace.parameters.change import Change, apply_all
from bedspace.parameters.parameter import Prior
from bedspace.parameters.policy import Policy, applied, combined
from bedspace.parameters.written import Strict, faults_of
from bedspace.toml_files import parse_toml, read_toml

Inflow = Literal["held", "observed", "forecast", "arrests"]


class Scenario(Strict):
    """A scenario file.

    Attributes
    ----------
    name, title, question : str
    start : date, optional
        Where the question fixes it; else a run starts on the newest day known.
    days : int
    inflow : str
        ``held`` at the last full month, ``observed``, as in the ``forecast``, or from modelled ``arrests``.
    changes : tuple of Change
    policies : tuple of str
        Names of policies that hold on top of the changes.
    against : str
        Name of the scenario that it differs from by the policy it asks about; empty where it asks about none.
    """

    name: str
    title: str
    question: str
    start: Annotated[date, Field(strict=True)] | None = None
    days: Annotated[int, Field(ge=1, le=3660, strict=True)] = 180
    inflow: Inflow = "held"
    changes: tuple[Change, ...] = ()
    policies: tuple[str, ...] = ()
    against: str = ""

    def applied(self, catalogue: Catalogue) -> Catalogue:
        """The catalogue under the scenario's own changes and, on top of them, its policies.

        Raises
        ------
        UsageError
            For unknown parameters, values out of range, and policies that cannot hold together, all of them.
        """
        changed = apply_all(self.changes, catalogue, f"scenario {self.name}")
        return applied(combined(self.policies), changed)

    def with_policies(self, names: Sequence[str]) -> Self:
        """The scenario with further policies on top.

        Raises
        ------
        UsageError
            For policies that cannot hold together.
        """
        combined(all_names := (*self.policies, *names))
        return self.model_copy(update={"name": "+".join((self.name, *names)), "policies": all_names})

    def with_changes(self, changes: Sequence[Change]) -> Self:
        """The scenario with further dated changes of its own."""
        return self.model_copy(update={"changes": (*self.changes, *changes)})

    def set(self, sets: Mapping[str, str], catalogue: Catalogue) -> tuple[Self, Catalogue]:
        """The scenario and catalogue with values set by a user.

        Where the scenario dates a change of the parameter, its last change gets the value and keeps date and
        ramp; else the value holds throughout. ``VALUE@DATE`` holds from a day on. What policies add or multiply
        comes on top.

        Raises
        ------
        UsageError
            For unknown names, text that is no number, values out of range, and values that a policy sets, all
            of them.
        """
        changes, changed = list(self.changes), dict(catalogue)
        faults = [*_set_by_policy(combined(self.policies), sets)]
        for name, text in sets.items():
            number, dated, since = text.partition("@")
            try:
                value = parameter(name, catalogue).number(number, f"--set {name}")
                if dated:
                    changes.append(_from_a_day(name, value, since, catalogue))
                    continue
            except UsageError as error:
                faults.extend(error.faults)
                continue
            own = [i for i, change in enumerate(changes) if change.parameter == name and change.how == "set"]
            if own:
                fixed = {"value": value, "prior": Prior(kind="fixed"), "reason": "set by the user"}
                changes[own[-1]] = changes[own[-1]].model_copy(update=fixed)
            else:
                changed[name] = catalogue[name].fixed_at(value)
        if faults:
            raise UsageError(faults)
        return self.model_copy(update={"changes": tuple(changes)}), changed


class Dated(Scenario):
    """A scenario whose day of the start is settled."""

    start: date


def _from_a_day(name: str, value: float, since: str, catalogue: Catalogue) -> Change:
    """The change that a user dates; a number whose distribution would hide it loses its spread.

    Raises
    ------
    UsageError
        If the day is no date.
    """
    try:
        day = date.fromisoformat(since)
    except ValueError:
        expected = "NAME=VALUE@YYYY-MM-DD"
        raise UsageError(Fault(f"--set {name}={value:g}@{since}", f"'{since}' is no date", expected)) from None
    spread = None if catalogue[name].prior.relative else Prior(kind="fixed")
    given = {"parameter": name, "from": day, "value": value, "reason": "set by the user"}
    return Change.model_validate({**given, "prior": spread})


def _set_by_policy(chosen: Sequence[Policy], sets: Mapping[str, str]) -> Iterator[Fault]:
    """Faults of values that a user sets although a policy sets them too."""
    for each in chosen:
        for name in {change.parameter for change in each.changes if change.how == "set"} & sets.keys():
            yield Fault(f"--set {name}", f"policy {each.name} sets it", "a parameter that no chosen policy sets")


def read_scenario(text: str, name: str) -> Scenario:
    """Read a scenario file.

    Raises
    ------
    UsageError
        With every fault of the file.
    """
    return _of_table(parse_toml(text, f"scenario {name}"), name)


def _of_table(table: Mapping[str, Any], name: str) -> Scenario:
    try:
        return Scenario.model_validate({"name": name, **table})
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
    """A shipped scenario by name, or one from a file whose path ends in ``.toml``; ``+POLICY`` adds policies,
    shipped ones by name or others by their file.

    Raises
    ------
    UsageError
        If there is none of that name, or its policies cannot hold together.
    """
    base, *added = [name] if os.path.isfile(name) else name.split("+")
    found = _from_file(base) if base.endswith(".toml") else _shipped(base)
    return found.with_policies(added)


def _shipped(name: str) -> Scenario:
    if name not in scenarios():
        shown = "`bedspace scenarios list` shows all; or give the path of a .toml file."
        raise UsageError(unknown(f"scenario {name}", name, scenarios(), all_shown_by=shown))
    return scenarios()[name]


def _from_file(path: str) -> Scenario:
    return _of_table(read_toml(Path(path), "a scenario"), Path(path).stem)
