"""``bedspace compare``: what scenarios or policies change against a base."""

from __future__ import annotations

from typing import Any

import click

from bedspace.cli.options import output_names, request_of, run_options
from bedspace.cli.run import PEOPLE_OUTPUTS
from bedspace.cli.show import Output, emit, output_options, say
from bedspace.errors import Fault, UsageError

COLUMNS = ("label", "unit", "period", "mean_base", "mean_other", "difference", "q05", "q95", "per_cent")
"""Columns shown to people; machines get all."""
DAYS = (1, 30, 90)
"""Days shown to people, and the last one."""
HEADLINE = "midnight_population"
"""Told first, and the cost after it."""


@click.command()
@click.argument("base")
@click.argument("others", nargs=-1)
@click.option("--by", type=click.Choice(["fiscal-year", "month", "date"]), default="fiscal-year", show_default=True)
@click.option("--outputs", help="Names of outputs, separated by commas.")
@click.option(
    "--width",
    type=float,
    metavar="PERCENT",
    help="Add runs until the mean difference is known so narrowly, in per cent of the base.",
)
@run_options
@output_options
def compare(
    base: str,
    others: tuple[str, ...],
    by: Any,
    outputs: str | None,
    width: float | None,
    output: Output,
    **options: Any,
) -> None:
    """Compare OTHERS with BASE: paired differences, run by run, with intervals.

    One of OTHERS that begins with + is the base with those policies on top: +guantanamo-200-used+fort-bliss. Each
    output is told in one sentence, the cost with them; the statistic is the mean of the paired differences.
    """
    from bedspace.cli.progress import working
    from bedspace.studies.policy.narrow import known_within, narrow
    from bedspace.studies.policy.told import headline, nothing_gives_nothing, turning
    from bedspace.studies.run.idle import idle

    if options["engine"] != "expected":
        raise UsageError(Fault("--engine", "scenarios are compared on expected numbers", "expected"))
    chosen = output_names(outputs)
    with working(f"running {base} and {len(others)} more"):
        found = narrow(request_of(base, **options), others, chosen, by, width)
        in_vain = list(
            dict.fromkeys(each for answer in (found.base, *found.others) for each in idle(answer, (found.base,)))
        )
        null = nothing_gives_nothing(found.base)
        turns = {other.scenario.name: turning(found, other, headline(found)) for other in found.others}
    known = known_within(found, chosen, width) if width else ""
    if output.as_json or output.as_csv or output.parquet:
        besides = {"changes_nothing": in_vain, "null_check": null, "turns_on": turns, "known_within": known}
        emit(
            found.table(),
            output,
            title="",
            record=lambda: {**found.record, **besides},
            data=found.base.asked["data"],
        )
        return
    for other in found.others:
        usual = tuple(name for name in PEOPLE_OUTPUTS if name in found.base.names or name in other.names)
        _tell(found, other, _shown(found, other, chosen or usual, by), turns[other.scenario.name], output)
    _foot(found, in_vain, null, known)


def _shown(found: Any, other: Any, chosen: tuple[str, ...], by: str) -> list[Any]:
    """Differences that people see: some days only, and the cost in any case."""
    from bedspace.studies.policy.compare import COST

    first = (HEADLINE, COST.name, *chosen)
    own = [each for each in found.of(other) if each.output in (*chosen, COST.name)]
    own.sort(key=lambda each: first.index(each.output))
    days = {found.base.day(row).isoformat() for row in (*DAYS, found.base.plan.days) if row <= found.base.plan.days}
    return [each for each in own if by != "date" or each.period in days]


def _tell(found: Any, other: Any, own: list[Any], turns: str, output: Output) -> None:
    """One scenario against the base: a sentence for each output, what it turns on, the table."""
    from bedspace.studies.policy.told import moves, sentence, unmoved

    say(f"{other.scenario.name} less {found.base.scenario.name}, {found.base.vintage.label}:")
    for each in own:
        if moves(each):
            say(f"- {sentence(each)}")
    if still := [each for each in own if not moves(each)]:
        say(f"- {unmoved(found, still)}")
    if turns:
        say(turns)
    click.echo()
    rows = [each.row() for each in own if each.difference.any()]
    if rows:
        title = "The same in numbers, means of the runs; outputs without a difference are left out"
        emit(rows, output, title=title, record={}, data="", columns=COLUMNS)


def _foot(found: Any, in_vain: list[str], null: str, known: str) -> None:
    from bedspace.studies.run.notes import LEAST_DRAWS

    enough = found.base.asked["draws"] >= LEAST_DRAWS
    band = "9 of 10 differences lie between q05 and q95" if enough else f"fewer than {LEAST_DRAWS} are no interval"
    say(f"The same run of both: {band}. Over a period flows are summed and stocks averaged, over the days run.")
    if known:
        say(known)
    say(null)
    for each in in_vain:
        say(f"Note: {each}.")
