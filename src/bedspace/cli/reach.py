"""``bedspace reach``: what would have to be true for a number to be reached, nationally."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import click

from bedspace.cli.options import Day, seed_option, warehouse_home
from bedspace.cli.show import Output, emit, output_options, say

TITLES = {
    "people": "People: today, and what it comes to",
    "law": "Law: today, and what it comes to",
    "resource": "Resources: what it takes, what can be had by then",
    "change": "One change alone: what it takes, and how far the record goes",
    "pair": "Two changes, both as far as the record goes",
    "record": "The record: what an assumption would have to be",
    "cost": "Cost of the days to then",
}
COLUMNS = {
    "people": ("what", "unit", "today", "needed_low", "needed", "needed_high"),
    "resource": ("what", "unit", "today", "needed", "available", "runs_out", "state", "because"),
    "change": ("what", "unit", "today", "needed", "available", "state", "because"),
    "pair": ("what", "state", "because"),
    "record": ("what", "unit", "today", "needed", "available_high", "because"),
}
_LIKE = {"law": "people", "cost": "people"}


@click.command()
@click.argument("question", metavar='"OUTPUT OP VALUE"')
@click.option("--by", type=Day(), help="Day of the target; a year from the newest day known by default.")
@click.option("--draws", type=int, help="Model runs; 40 by default.")
@seed_option
@click.option(
    "--as-of", type=Day(), help="Use what had been published by this day; it starts from the newest count then."
)
@click.option(
    "--engine",
    type=click.Choice(["expected", "persons"]),
    default="expected",
    show_default=True,
    help="persons: removal at the counted rate, and what it takes followed person by person as well.",
)
@output_options
def reach(
    question: str,
    by: date | None,
    draws: int | None,
    seed: int,
    as_of: date | None,
    engine: Literal["expected", "persons"],
    output: Output,
) -> None:
    """What would have to be true for a number to be reached, nationally, against what exists.

    For instance: bedspace reach "removals >= 1000000".

    OUTPUT is removals (a year) or arrests (a day) with >=, held (beds in use) with >= or <=, held_over_180 or
    detained_hearing_wait (days) with <=. Nothing is optimised or allocated: each resource is what the system's own
    accounting needs, given the others.
    """
    from bedspace.cli.progress import counting
    from bedspace.studies.reach.reach import reach as ask
    from bedspace.studies.reach.reach import work

    with counting(f"asking {question}", work(question, draws)) as progress:
        home = warehouse_home()
        found = ask(question, by, draws=draws, seed=seed, as_of=as_of, home=home, engine=engine, progress=progress)
        rows, says = found.table(), found.sentences

    def record() -> dict[str, Any]:
        return found.record

    if output.as_json or output.as_csv or output.parquet:
        emit(rows, output, title="", record=record, data=found.base.asked["data"])
        return
    for sentence in says:
        say(sentence)
    for block in dict.fromkeys(row["block"] for row in rows):
        click.echo()
        own = [row for row in rows if row["block"] == block]
        emit(own, output, title=TITLES[block], record=record, data="", columns=COLUMNS[_LIKE.get(block, block)])
    click.echo(
        "\nNeeded and available are the middle of the runs; ramps are those on record or announced by November 2025."
    )
    say("National accounting: no optimum, no allocation, no area.")
