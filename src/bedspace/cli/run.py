"""``bedspace run``: simulate a scenario."""

from __future__ import annotations

from datetime import date
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
COLUMNS = ("output", "unit", "date", "q05", "q50", "q95", "rests_on")


@click.command()
@click.argument("scenario", default="no-change")
@run_options
@click.option(
    "--executor",
    type=click.Choice(["threads", "processes"]),
    help="Spread the draws of the engine of persons over all cores; by default one works.",
)
@click.option("--outputs", help="Names of outputs, separated by commas.")
@click.option("--strict", is_flag=True, help="Exit 1 if a policy or a value changes nothing in the run.")
@output_options
def run(scenario: str, outputs: str | None, strict: bool, output: Output, **options: Any) -> None:
    """Simulate SCENARIO, no change by default, and show outputs with intervals and marks.

    Given this inflow and these policies, 9 of 10 model runs lie between q05 and q95. Without a change they follow the
    forecast. A run starts from the newest count known on the day of its start; where that is more than 45 days older it
    is refused.
    """
    from bedspace.cli.progress import working
    from bedspace.studies.run.checks import checks
    from bedspace.studies.run.idle import idle
    from bedspace.studies.run.notes import age_today, notes_of
    from bedspace.studies.run.runs import run as simulate

    executor = options.pop("executor")
    request = request_of(scenario, **options)
    chosen = output_names(outputs)
    machine = bool(output.as_json or output.as_csv or output.parquet)
    shown = chosen if machine else chosen or PEOPLE_OUTPUTS
    from_persons: list[str] = []
    if options["engine"] == "expected":
        with working(f"running {scenario}"):
            answer = simulate(request)
            rows = answer.table(shown, days=() if machine else _shown_days(answer))
    else:
        answer, rows, from_persons = _followed(request, executor, shown)
    # what only persons show, as nights in hold rooms, is not seen in expected numbers
    found, in_vain = checks(answer), [] if from_persons else idle(answer)
    notes = [*in_vain, *age_today(answer, date.today()), *notes_of(answer)]
    only = {"from_persons": from_persons} if from_persons else {}
    if not machine:
        days = {answer.day(row).isoformat() for row in _shown_days(answer)}
        rows = [row for row in rows if row["date"] in days and row["area"] == "US"]
    emit(
        rows,
        output,
        title=f"{_held(answer)} {answer.scenario.title}, {answer.vintage.label}.",
        record={
            **answer.record,
            **only,
            "checks": {check.name: check.passed for check in found},
            "look_ahead": answer.look_ahead,
            "changes_nothing": in_vain,
            "flags": notes,
        },
        data=answer.record["data"],
        columns=COLUMNS if request.draws > 1 else ("output", "unit", "date", "mean", "rests_on"),
    )
    _say(answer, found, notes, quiet=machine)
    if only and not machine:
        click.echo(f"From persons: {', '.join(from_persons)}; all else is the expected number of the same draws.")
    failed = [Fault(check.name, f"worst {check.worst:.3g}", check.statement) for check in found if not check.passed]
    failed += [Fault("--strict", each) for each in in_vain if strict]
    if failed:
        raise CheckFailed(failed)


def _shown_days(answer: Any) -> list[int]:
    """Days after the start that people see."""
    return [day for day in (1, 30, 90, answer.plan.days) if day <= answer.plan.days]


def _held(answer: Any) -> str:
    """How many are held at the start and at the end, in words."""
    from bedspace.studies.run.notes import LEAST_DRAWS

    output, first, last = "midnight_population", answer.start, answer.day(answer.plan.days)
    begin, end = (answer.quantiles(output, day) for day in (first, last))
    low, middle, high = (f"{float(f'{people:.3g}'):,.0f}" for people in (end[0], end[2], end[4]))
    runs = f", {low} to {high} in 9 of 10 model runs" if answer.record["draws"] >= LEAST_DRAWS else ""
    return f"People held: {begin[2]:,.0f} on {first}; {middle} [{answer.rests_on(output)}] on {last}{runs}."


def _followed(request: Any, kind: Any, outputs: tuple[str, ...]) -> tuple[Any, list[dict[str, Any]], list[str]]:
    """The answer, its rows and the outputs that persons give, on as many workers as cores if a kind is named."""
    import os
    from contextlib import nullcontext

    from bedspace.cli.progress import counting
    from bedspace.engines.persons.replications import pool_of
    from bedspace.studies.run.areas import run_areas

    pool = pool_of(kind, os.cpu_count() or 1) if kind else nullcontext()
    with pool as executor, counting(f"running {request.scenario}, draws", request.draws) as progress:
        by_area = run_areas(request, executor=executor, progress=progress)
    return by_area.answer, by_area.rows(outputs), sorted(by_area.from_persons)


def _say(answer: Any, found: list[Any], notes: list[str], quiet: bool) -> None:
    """Print what the interval means, the checks, the notes, and what looks ahead."""
    if quiet:
        return
    from bedspace.studies.run.notes import band

    click.echo(band(answer.record["draws"], answer.scenario.inflow))
    passed = [check for check in found if check.passed]
    click.echo(f"Checks passed: {len(passed)} of {len(found)}: " + ", ".join(check.name for check in passed) + ".")
    if not answer.plan.from_arrests:
        click.echo(f"Book-ins are {answer.scenario.inflow}; modelled arrests feed nothing here and are left out.")
    for flag in notes:
        click.echo(f"Note: {flag}.")
    ahead = answer.look_ahead
    if ahead:
        click.echo(
            f"{number(len(ahead))} parameters became known only after the start (look-ahead): {', '.join(ahead)}."
        )
