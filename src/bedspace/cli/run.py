"""``bedspace run``: simulate a scenario."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
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
    metavar="NAME",
    help="Spread the draws over all cores by threads or processes, or by dask, or over a Dask cluster at ADDRESS.",
)
@click.option("--resume", is_flag=True, help="Go on with the same run where it was interrupted.")
@click.option("--outputs", help="Names of outputs, separated by commas.")
@click.option("--strict", is_flag=True, help="Exit 1 if a policy or a value changes nothing in the run.")
@output_options
def run(
    scenario: str,
    outputs: str | None,
    strict: bool,
    output: Output,
    executor: str | None,
    resume: bool,
    engine: str,
    **options: Any,
) -> None:
    """Simulate SCENARIO, no change by default, and show outputs with intervals and marks.

    Given this inflow and these policies, 9 of 10 model runs lie between q05 and q95. Without a change they follow the
    forecast. A run starts from the newest count known on the day of its start; where that is more than 45 days older it
    is refused.
    """
    from bedspace.studies.run.idle import idle
    from bedspace.studies.run.notes import age_today, notes_of
    from bedspace.studies.run.request import AT_ONCE

    request = request_of(scenario, **options)
    chosen = output_names(outputs)
    machine = bool(output.as_json or output.as_csv or output.parquet)
    shown = chosen if machine else chosen or PEOPLE_OUTPUTS
    dealt_out = engine == "persons" or executor or resume or request.draws > AT_ONCE
    with _dealt_out(request, engine, shown, executor, resume) if dealt_out else _at_once(request) as ran:
        answer, found = ran.answer, ran.checks
        # what only persons show, as nights in hold rooms, is not seen in expected numbers
        in_vain = [] if ran.from_persons else idle(answer, ran.beside)
        notes = [*in_vain, *age_today(answer, date.today()), *notes_of(answer)]
        only = {"from_persons": ran.from_persons} if ran.from_persons else {}
        rows = [*ran.rows(shown, () if machine else _shown_days(answer))]
        emit(
            rows if machine else [row for row in rows if row["area"] == "US"],
            output,
            title=f"{_held(ran)} {answer.scenario.title}, {answer.vintage.label}.",
            record=lambda: {
                **answer.record,
                **only,
                "checks": {check.name: check.passed for check in found},
                "look_ahead": answer.look_ahead,
                "changes_nothing": in_vain,
                "flags": notes,
            },
            data=answer.asked["data"],
            columns=COLUMNS if request.draws > 1 else ("output", "unit", "date", "mean", "rests_on"),
        )
        _say(answer, found, notes, quiet=machine)
    if only and not machine:
        click.echo(f"From persons: {', '.join(ran.from_persons)}; all else is the expected number of the same draws.")
    failed = [Fault(check.name, f"worst {check.worst:.3g}", check.statement) for check in found if not check.passed]
    failed += [Fault("--strict", each) for each in in_vain if strict]
    if failed:
        raise CheckFailed(failed)


@dataclass(frozen=True)
class _Ran:
    """A run with its rows, which are made for some outputs and some days after the start (all if none are named).

    Beside it stand runs made already that lack some of what was asked for.
    """

    answer: Any
    checks: list[Any]
    rows: Callable[[tuple[str, ...], Sequence[int]], Iterable[dict[str, Any]]]
    rests_on: Callable[[str], Any]
    from_persons: list[str]
    beside: Sequence[Any] = ()


@contextmanager
def _at_once(request: Any) -> Iterator[_Ran]:
    """All draws in expected numbers, in this process."""
    from bedspace.cli.progress import working
    from bedspace.studies.run.beside import ran
    from bedspace.studies.run.checks import checks

    with working(f"running {request.scenario}"):
        answer, beside = ran(request)
    yield _Ran(answer, checks(answer), answer.table, answer.rests_on, [], beside)


@contextmanager
def _dealt_out(request: Any, engine: Any, outputs: tuple[str, ...], name: str | None, resume: bool) -> Iterator[_Ran]:
    """The draws in blocks, which are kept if the run is interrupted."""
    from bedspace.cli.progress import counting
    from bedspace.studies.run.checks import null_scenario
    from bedspace.studies.run.ensemble import ensemble
    from bedspace.studies.run.workers import workers_of

    def told(text: str) -> None:
        click.echo(f"bedspace: {text}", err=True)

    options: Any = {"resume": resume, "told": told}
    with ExitStack() as stack:
        try:
            workers = stack.enter_context(workers_of(name))
            with counting(f"running {request.scenario}, draws", request.draws) as progress:
                run = ensemble(request, engine, outputs, workers=workers, progress=progress, **options)
                found = stack.enter_context(run)
        except KeyboardInterrupt:
            told("interrupted; the draws that are done are kept, and --resume goes on from them")
            raise
        yield _Ran(found.answer, [*found.checks, null_scenario()], found.rows, found.rests_on, found.from_persons)


def _shown_days(answer: Any) -> list[int]:
    """Days after the start that people see."""
    return [day for day in (1, 30, 90, answer.plan.days) if day <= answer.plan.days]


def _held(ran: _Ran) -> str:
    """How many are held at the start and at the end, in words."""
    from bedspace.studies.run.notes import LEAST_DRAWS

    answer = ran.answer
    output, first, last = "midnight_population", answer.start, answer.day(answer.plan.days)
    begin, end = (answer.quantiles(output, day) for day in (first, last))
    low, middle, high = (f"{float(f'{people:.3g}'):,.0f}" for people in (end[0], end[2], end[4]))
    runs = f", {low} to {high} in 9 of 10 model runs" if answer.asked["draws"] >= LEAST_DRAWS else ""
    return f"People held: {begin[2]:,.0f} on {first}; {middle} [{ran.rests_on(output)}] on {last}{runs}."


def _say(answer: Any, found: list[Any], notes: list[str], quiet: bool) -> None:
    """Print what the interval means, the checks, the notes, and what looks ahead."""
    if quiet:
        return
    from bedspace.studies.run.notes import band

    click.echo(band(answer.asked["draws"], answer.scenario.inflow))
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
