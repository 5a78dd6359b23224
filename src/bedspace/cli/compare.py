"""``bedspace compare``: what scenarios or policies change against a base."""

from __future__ import annotations

from typing import Any

import click

from bedspace.cli.options import output_names, request_of, run_options
from bedspace.cli.run import PEOPLE_OUTPUTS
from bedspace.cli.show import Output, emit, output_options
from bedspace.errors import Fault, UsageError

COLUMNS = ("output", "unit", "period", "part", "mean_base", "mean_other", "q05", "q50", "q95", "rests_on")
"""Columns shown to people; machines get all."""


@click.command()
@click.argument("base")
@click.argument("others", nargs=-1)
@click.option("--by", type=click.Choice(["fiscal-year", "date"]), default="fiscal-year", show_default=True)
@click.option("--outputs", help="Names of outputs, separated by commas.")
@run_options
@output_options
def compare(base: str, others: tuple[str, ...], by: Any, outputs: str | None, output: Output, **options: Any) -> None:
    """Compare OTHERS with BASE: paired differences, run by run, with intervals.

    One of OTHERS that begins with + is the base with those policies on top: +guantanamo-as-used+fort-bliss.
    """
    from bedspace.cli.progress import working
    from bedspace.studies.policy.compare import compare as hold
    from bedspace.studies.run.idle import idle
    from bedspace.studies.run.notes import LEAST_DRAWS

    if options["engine"] != "expected":
        raise UsageError(Fault("--engine", "scenarios are compared on expected numbers", "expected"))
    chosen = output_names(outputs)
    machine = bool(output.as_json or output.as_csv or output.parquet)
    with working(f"running {base} and {len(others)} more"):
        found = hold(request_of(base, **options), others, chosen, by)
    in_vain = list(
        dict.fromkeys(each for answer in (found.base, *found.others) for each in idle(answer, (found.base,)))
    )
    record = {**found.record, "changes_nothing": in_vain}
    if machine:
        emit(found.table(), output, title="", record=record, data=found.base.record["data"])
        return
    shown = {found.base.day(row).isoformat() for row in (1, 30, 90, found.base.plan.days)}
    for other in found.others:
        rows = [row for row in found.table() if row["other"] == other.scenario.name]
        rows = [row for row in rows if row["output"] in (chosen or PEOPLE_OUTPUTS)]
        rows = [row for row in rows if by == "fiscal-year" or row["period"] in shown]
        title = f"{other.scenario.name} less {found.base.scenario.name}, {found.base.vintage.label}"
        emit(rows, output, title=title, record=record, data=found.base.record["data"], columns=COLUMNS)
    enough = found.base.record["draws"] >= LEAST_DRAWS
    band = "9 of 10 differences lie between q05 and q95" if enough else f"fewer than {LEAST_DRAWS} are no interval"
    click.echo(f"The same run of both: {band}.")
    click.echo("Over a year flows are summed and stocks averaged, over the days of the run alone.")
    for each in in_vain:
        click.echo(f"Note: {each}.")
