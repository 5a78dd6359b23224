"""``bedspace run``: simulate a scenario."""

from __future__ import annotations

from typing import Any

import click

from bedspace.cli.options import output_names, request_of, run_options
from bedspace.cli.show import Output, emit, number, output_options
from bedspace.errors import CheckFailed, Fault

PEOPLE_OUTPUTS = (
    "arrests",
    "book_ins_ice",
    "book_ins_cbp",
    "midnight_population",
    "occupancy_funded",
    "awaiting_decision",
    "awaiting_document",
    "removals",
    "exits_capacity",
    "over_180_days",
    "overdue_orders",
    "share_without_conviction",
)
"""Outputs shown to people, who see four days of them; machines get all outputs and days."""


@click.command()
@click.argument("scenario", default="reports-2025-02")
@run_options
@click.option(
    "--executor",
    type=click.Choice(["threads", "processes"]),
    help="Spread the draws of the persons engine over all cores; by default one works.",
)
@click.option("--outputs", help="Names of outputs, separated by commas.")
@output_options
def run(scenario: str, outputs: str | None, output: Output, **options: Any) -> None:
    """Simulate SCENARIO and show outputs with intervals and marks.

    Given this inflow and these policies, 9 of 10 model runs lie between q05 and q95.
    """
    from bedspace.cli.progress import working
    from bedspace.studies.run.checks import checks
    from bedspace.studies.run.runs import run as simulate

    executor = options.pop("executor")
    request = request_of(scenario, **options)
    chosen = output_names(outputs)
    machine = bool(output.as_json or output.as_csv or output.parquet)
    shown = chosen if machine else chosen or PEOPLE_OUTPUTS
    by_person: list[str] = []
    if options["engine"] == "expected":
        with working(f"running {scenario}"):
            answer = simulate(request)
            rows = answer.table(shown)
    else:
        answer, rows, by_person = _by_person(request, executor, shown)
    found = checks(answer)
    only = {"by_person": by_person} if by_person else {}
    if not machine:
        days = {answer.day(row).isoformat() for row in (1, 30, 90, answer.plan.days) if row <= answer.plan.days}
        rows = [row for row in rows if row["date"] in days and row["area"] == "US"]
    emit(
        rows,
        output,
        title=f"{answer.scenario.title}, {answer.vintage.label}",
        record={
            **answer.record,
            **only,
            "checks": {check.name: check.passed for check in found},
            "look_ahead": answer.look_ahead,
            "flags": answer.notes,
        },
        data=answer.record["data"],
        columns=("output", "unit", "date", "q05", "q50", "q95", "rests_on"),
    )
    _say(answer, found, quiet=machine)
    if only and not machine:
        click.echo(f"By person: {', '.join(by_person)}; all else is the expected number of the same draws.")
    failed = [check for check in found if not check.passed]
    if failed:
        raise CheckFailed([Fault(check.name, f"worst {check.worst:.3g}", check.statement) for check in failed])


def _by_person(request: Any, kind: Any, outputs: tuple[str, ...]) -> tuple[Any, list[dict[str, Any]], list[str]]:
    """The answer, its rows and the outputs that persons give, on as many workers as cores if a kind is named."""
    import os
    from contextlib import nullcontext

    from bedspace.cli.progress import counting
    from bedspace.engines.persons.replications import pool_of
    from bedspace.studies.run.areas import run_areas

    pool = pool_of(kind, os.cpu_count() or 1) if kind else nullcontext()
    with pool as executor, counting(f"running {request.scenario}, draws", request.draws) as progress:
        by_area = run_areas(request, executor=executor, progress=progress)
    return by_area.answer, by_area.rows(outputs), sorted(by_area.by_person)


def _say(answer: Any, found: list[Any], quiet: bool) -> None:
    """What stands under the table: what the band means, checks, what looks ahead."""
    if quiet:
        return
    click.echo("Given this inflow and these policies, 9 of 10 model runs lie between q05 and q95.")
    passed = [check for check in found if check.passed]
    click.echo(f"Checks passed: {len(passed)} of {len(found)}: " + ", ".join(check.name for check in passed) + ".")
    if not answer.plan.from_arrests:
        click.echo(f"Book-ins are {answer.scenario.inflow}; modelled arrests feed nothing here and are left out.")
    for flag in answer.notes:
        click.echo(f"Note: {flag}.")
    ahead = answer.look_ahead
    if ahead:
        click.echo(
            f"{number(len(ahead))} parameters became known only after the start (look-ahead): {', '.join(ahead)}."
        )
