"""``bedspace bottleneck``: which limit binds when, and what one more bed, hearing or seat changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click

from bedspace.cli.options import limit_options, request_of
from bedspace.cli.show import Output, emit, output_options, say
from bedspace.errors import Fault, UsageError

DEFAULT = "proceedings-2025"
BLOCKS = {
    "binds": "On how many days each limit binds",
    "shortfall": "What each limit explains; the shares add up to all limits",
    "one more": "What one more changes over the run, same draws",
}


@click.command()
@click.argument("scenario", required=False)
@click.option("--output", "name", default="removals", show_default=True, help="What falls short: name of an output.")
@click.option("--by-day", is_flag=True, help="Which limit binds on which day, in which share of the runs.")
@limit_options
@output_options
def bottleneck(scenario: str | None, name: str, by_day: bool, output: Output, **options: Any) -> None:
    """Which of beds, hearings and seats binds in SCENARIO, how much it explains, what one more changes.

    Without SCENARIO it is removal through proceedings from the newest day known. A run at counted rates has its limits
    in the rates, and a limit binds there only if something changes. Limits stand in the order of the chain and are not
    ranked; nothing is said of officers.
    """
    from bedspace.cli.progress import counting, working
    from bedspace.studies.policy.bottleneck import bottleneck as find
    from bedspace.studies.run.request import everything_known
    from bedspace.studies.run.starting_count import newest_midnight

    if options["engine"] != "expected":
        raise UsageError(Fault("--engine", "limits are found on expected numbers", "expected"))
    request = request_of(scenario or DEFAULT, **options)
    if scenario is None and request.start is None and not (request.as_of or request.data_through):
        known = everything_known(request)
        request = replace(request, start=newest_midnight(known), as_of=known.day)
    with working(f"running {request.scenario}"):
        found = find(request, name)
    with counting("under every set of limits", found.work) as progress:
        found = replace(found, progress=progress)
        rows, says = found.by_day() if by_day else found.table(), found.sentences()
    data = found.answer.asked["data"]

    def record() -> dict[str, Any]:
        return {**found.answer.record, "says": " ".join(says)}

    if output.as_json or output.as_csv or output.parquet:
        emit(rows, output, title="", record=record, data=data)
        return
    if by_day:
        emit(rows, output, title=says[0], record=record, data=data)
        return
    for sentence in says:
        say(sentence)
    for block, title in BLOCKS.items():
        own = [row for row in rows if row["block"] == block]
        columns = ("what", "mean", "first", "last") if block == "binds" else ("what", "unit", "q05", "mean", "q95")
        click.echo()
        emit(own, output, title=title, record=record, data="", columns=columns)
    click.echo()
    say("Means add up; q05 to q95 are 9 of 10 runs. Travel documents are a time here, no limit.")
