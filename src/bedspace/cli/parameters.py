"""``bedspace parameters``: the numbers of the model."""

from __future__ import annotations

from typing import Any

import click

from bedspace.cli.show import Output, emit, output_options, record
from bedspace.figures.embedded import fingerprint


@click.group()
def parameters() -> None:
    """The numbers of the model with unit, range, source, evidence and mark."""


@parameters.command("list")
@output_options
def list_parameters(output: Output) -> None:
    """All parameters, one row for each dated value."""
    from bedspace.parameters.catalogue import catalogue

    rows = [row for parameter in catalogue().values() for row in parameter_rows(parameter)]
    columns = ("parameter", "from", "value", "unit", "range", "source", "rests_on")
    emit(rows, output, title="Parameters", record=record(), data=fingerprint(), columns=columns)


@parameters.command("show")
@click.argument("name")
@output_options
def show_parameter(name: str, output: Output) -> None:
    """One parameter, with the publications behind it."""
    from bedspace.parameters.catalogue import parameter, sources

    found = parameter(name)
    columns = ("from", "value", "ramp_days", "source", "evidence", "known", "note")
    emit(
        parameter_rows(found),
        output,
        title=f"{found.label} ({found.unit})",
        record=record(),
        data=fingerprint(),
        columns=columns,
    )
    if output.as_json or output.as_csv or output.parquet:
        return
    click.echo(
        f"{found.description}\nRange {found.range[0]:g} to {found.range[1]:g}; {_prior(found)}; {found.rests_on}."
    )
    if found.from_figures:
        click.echo(f"Where no value stands, a run takes {found.from_figures}.")
    cited = dict.fromkeys(source for value in found.values for source in value.source.split())
    for source in cited:
        click.echo(f"  {sources()[source]}" if source in sources() else "  assumption: no publication")


def parameter_rows(parameter: Any) -> list[dict[str, Any]]:
    """Rows of a parameter, one for each dated value."""
    return [
        {
            "parameter": parameter.name,
            "label": parameter.label,
            "from": value.since.isoformat(),
            "value": value.value,
            "ramp_days": value.ramp_days,
            "unit": str(parameter.unit),
            "range": f"{parameter.range[0]:g} to {parameter.range[1]:g}",
            "prior": _prior(parameter),
            "source": value.source,
            "evidence": str(value.evidence),
            "known": value.known.isoformat() if value.known else None,
            "rests_on": str(parameter.mark(value)),
            "note": value.note,
        }
        for value in parameter.values
    ]


def _prior(parameter: Any) -> str:
    prior = parameter.prior
    if prior.kind == "fixed":
        return "fixed"
    arguments = ", ".join(f"{name} {value:g}" for name, value in prior.arguments().items())
    return f"{prior.kind} ({arguments}){' times the value' if prior.relative else ''}"
