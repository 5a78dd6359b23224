"""Policies: laws, directives and plans as dated changes, which any scenario can take on and which combine.

A policy file says what was decided, where that can be read, which numbers it changes, whom it reaches, what
is left out, and who coded it from which text. Several policies hold together where their changes commute or
lie apart in time; anything else is refused with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import Any

from pydantic import ValidationError, model_validator

from bedspace.errors import Fault, UsageError, unknown
from bedspace.parameters.catalogue import Catalogue, sources
from bedspace.parameters.change import Change, apply_all
from bedspace.parameters.written import Strict, faults_of
from bedspace.toml_files import parse_toml, read_toml


class Policy(Strict):
    """A policy file.

    Attributes
    ----------
    name, title : str
    decided : date
        Day of the law, directive or announcement.
    reference : str
        The law, directive or report, in words.
    facts : tuple of str
        Identifiers of facts in the register of sources.
    coded_by, coded_from : str
        Who turned which text into numbers.
    left_out : str
        What the coding does not hold.
    in_baseline : bool
        Whether the dated values of the topic files hold it already.
    base : str
        Scenario against which its expected summary is taken.
    alternatives : tuple of str
        Policies that code the same decision in another way; they exclude each other.
    succeeds : tuple of str
        Policies that end where this one begins.
    claimed : bool
        Whether its effect was only claimed, and no count or document supports it: never in the dated values.
    not_modelled : str
        Why no parameter stands for it; empty for a policy that can be run.
    changes : tuple of Change
    """

    name: str
    title: str
    decided: date
    reference: str
    facts: tuple[str, ...] = ()
    coded_by: str
    coded_from: str
    left_out: str
    in_baseline: bool = False
    base: str = "fiscal-2024"
    alternatives: tuple[str, ...] = ()
    succeeds: tuple[str, ...] = ()
    claimed: bool = False
    not_modelled: str = ""
    changes: tuple[Change, ...] = ()

    @model_validator(mode="after")
    def _changes_or_a_reason(self) -> Policy:
        if bool(self.changes) == bool(self.not_modelled):
            raise ValueError("a policy has either changes or a reason why it is not modelled")
        if self.claimed and self.in_baseline:
            raise ValueError("an effect that was only claimed is not in the dated values")
        if unknown := [fact for fact in self.facts if fact not in sources()]:
            raise ValueError(f"facts {unknown} are not in the register of sources")
        return self

    @property
    def status(self) -> str:
        """Whether it can be run, and whether the topic files hold it already."""
        if self.not_modelled:
            return "not modelled"
        if self.claimed:
            return "claimed, off unless asked for"
        return "in the dated values" if self.in_baseline else "added on demand"


def read_policy(text: str, name: str) -> Policy:
    """Read a policy file.

    Raises
    ------
    UsageError
        With every fault of the file.
    """
    return _of_table(parse_toml(text, f"policy {name}"), name)


def _of_table(table: Mapping[str, Any], name: str) -> Policy:
    try:
        return Policy.model_validate({"name": name, **table})
    except ValidationError as error:
        raise UsageError(faults_of(error, f"policy {name}")) from None


@cache
def policies() -> Mapping[str, Policy]:
    """The policies that come with the software, by name."""
    folder = files("bedspace.parameters").joinpath("policies")
    stems = sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return {stem: read_policy(folder.joinpath(f"{stem}.toml").read_text(encoding="utf-8"), stem) for stem in stems}


def policy(name: str) -> Policy:
    """A shipped policy by name, or one from a file whose path ends in ``.toml``.

    Raises
    ------
    UsageError
        If there is none of that name.
    """
    if name.endswith(".toml"):
        return _from_file(name)
    if name not in policies():
        shown = "`bedspace scenarios list --policies` shows all."
        raise UsageError(unknown(f"policy {name}", name, policies(), all_shown_by=shown))
    return policies()[name]


def _from_file(path: str) -> Policy:
    return _of_table(read_toml(Path(path), "a policy"), Path(path).stem)


def combined(names: Sequence[str]) -> tuple[Policy, ...]:
    """Policies that hold together.

    Raises
    ------
    UsageError
        For unknown names, for a policy that is not modelled, and for any two that cannot both hold; all of them.
    """
    chosen = tuple(policy(name) for name in dict.fromkeys(names))
    missing = [each for each in chosen if each.not_modelled]
    faults = [Fault(f"policy {each.name}", f"not modelled: {each.not_modelled}") for each in missing]
    for first, second in combinations(chosen, 2):
        faults.extend(conflicts(first, second))
    if faults:
        raise UsageError(faults)
    return chosen


def conflicts(first: Policy, second: Policy) -> Iterator[Fault]:
    """Why two policies cannot both hold; nothing where they can."""
    where = f"policies {first.name} and {second.name}"
    if second.name in first.alternatives or first.name in second.alternatives:
        yield Fault(where, "both code the same decision", "one of them")
        return
    if second.name in first.succeeds or first.name in second.succeeds:
        return
    for a in first.changes:
        for b in second.changes:
            if a.parameter == b.parameter and a.overlaps(b) and not (a.how == b.how != "set"):
                days = f"from {max(a.since, b.since)}"
                what = f"one would {a.how} and the other {b.how} {a.parameter} on the same days, {days}"
                yield Fault(where, what, "policies that touch different numbers or days, or only add, or only multiply")
                return


def applied(chosen: Iterable[Policy], catalogue: Catalogue) -> Catalogue:
    """The catalogue under policies, whose changes take their turn by date.

    Raises
    ------
    UsageError
        For changes that cannot be made.
    """
    together = [*chosen]
    names = ", ".join(each.name for each in together)
    return apply_all((change for each in together for change in each.changes), catalogue, f"policies {names}")
