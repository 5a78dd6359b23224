"""``bedspace scenarios``: the scenarios, and the policies that can be added to each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from bedspace.cli.show import Output, emit, output_options, record
from bedspace.errors import UsageError, unknown
from bedspace.figures.embedded import fingerprint

SHOWN = ("parameter", "from", "how", "value", "ramp_days", "reaches", "reason")
"""Columns shown to people; machines get all."""


@click.group()
def scenarios() -> None:
    """The scenarios and the policies: dated changes, each with its reason.

    A scenario with policies on top is written NAME+POLICY+POLICY.
    """


@scenarios.command("list")
@click.option("--policies", "only_policies", is_flag=True, help="List the policies, with their reference.")
@output_options
def list_scenarios(only_policies: bool, output: Output) -> None:
    """All scenarios, or all policies."""
    rows, title, columns = _policies() if only_policies else _scenarios()
    emit(rows, output, title=title, record=record(), data=fingerprint(), columns=columns)
    if not (only_policies or output.as_json or output.as_csv or output.parquet):
        click.echo("Policies to add to a scenario: `bedspace scenarios list --policies`.")


Listing = tuple[list[dict[str, Any]], str, tuple[str, ...]]


def _scenarios() -> Listing:
    from bedspace.parameters.scenario import scenarios as shipped

    rows = [
        {
            "scenario": each.name,
            "title": each.title,
            "question": each.question,
            "start": each.start.isoformat() if each.start else "newest day known",
            "days": each.days,
            "inflow": each.inflow,
            "changes": len(each.changes),
            "policies": ", ".join(each.policies),
        }
        for each in shipped().values()
    ]
    return rows, "Scenarios", ("scenario", "question", "inflow", "changes")


def _policies() -> Listing:
    from bedspace.parameters.policy import policies

    rows = [
        {
            "policy": each.name,
            "title": each.title,
            "decided": each.decided.isoformat(),
            "status": each.status,
            "reference": each.reference,
            "facts": ", ".join(each.facts),
            "parameters": ", ".join(dict.fromkeys(change.parameter for change in each.changes)),
            "reaches": ", ".join(dict.fromkeys(change.reaches for change in each.changes)),
            "left_out": each.left_out,
        }
        for each in policies().values()
    ]
    return rows, "Policies", ("policy", "title", "decided", "parameters", "status")


@scenarios.command("show")
@click.argument("name")
@output_options
def show_scenario(name: str, output: Output) -> None:
    """The dated changes of one scenario or policy."""
    from bedspace.parameters.policy import policies
    from bedspace.parameters.scenario import scenario
    from bedspace.parameters.scenario import scenarios as shipped

    if name in policies():
        _show_policy(policies()[name], output)
        return
    if name not in shipped() and not {"+", "."} & set(name):
        all_shown_by = "`bedspace scenarios list` shows all, with --policies the policies."
        raise UsageError(unknown(f"NAME {name}", name, (*shipped(), *policies()), all_shown_by=all_shown_by))
    found = scenario(name)
    rows = [*_changes(found.changes, ""), *_changes_of_policies(found.policies)]
    columns = (*(["policy"] if found.policies else []), *SHOWN)
    emit(rows, output, title=f"{found.title}: {found.question}", record=record(), data=fingerprint(), columns=columns)


def _show_policy(found: Any, output: Output) -> None:
    rows = _changes(found.changes, found.name)
    emit(rows, output, title=found.title, record=record(), data=fingerprint(), columns=SHOWN)
    if output.as_json or output.as_csv or output.parquet:
        return
    from bedspace.parameters.catalogue import sources

    click.echo(f"{found.reference}. Decided {found.decided}; {found.status}.")
    click.echo(f"Coded by {found.coded_by} from: {found.coded_from}\nLeft out: {found.left_out}")
    if found.not_modelled:
        click.echo(f"Not modelled: {found.not_modelled}.")
    for fact in found.facts:
        click.echo(f"  {sources()[fact]}")


def _changes_of_policies(names: Iterable[str]) -> list[dict[str, Any]]:
    from bedspace.parameters.policy import policy

    return [row for name in names for row in _changes(policy(name).changes, name)]


def _changes(changes: Iterable[Any], of_policy: str) -> list[dict[str, Any]]:
    return [
        {
            "policy": of_policy,
            "parameter": change.parameter,
            "from": change.since.isoformat(),
            "until": change.until.isoformat() if change.until else None,
            "how": change.how,
            "value": change.value,
            "ramp_days": change.ramp_days,
            "reaches": change.reaches,
            "reason": change.reason,
            "reference": change.reference,
        }
        for change in changes
    ]


@scenarios.command("check")
@click.argument("file")
@click.option("--policy", "is_policy", is_flag=True, help="FILE is a policy, not a scenario.")
def check_scenario(file: str, is_policy: bool) -> None:
    """Read a scenario or policy file and report every fault in it; FILE+POLICY checks both together."""
    from bedspace.parameters.catalogue import catalogue
    from bedspace.parameters.policy import policy
    from bedspace.parameters.scenario import scenario

    found = scenario(f"{policy(file).base}+{file}" if is_policy else file)
    found.applied(catalogue())
    policies = f", {len(found.policies)} policies" if found.policies else ""
    click.echo(f"{found.name}: {len(found.changes)} changes{policies}, no fault.")
