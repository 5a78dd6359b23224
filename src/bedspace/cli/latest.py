"""``bedspace latest``: where things stand, the newest count of everything with its day, its age and its source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from bedspace.cli.options import Day
from bedspace.cli.show import Output, Row, emit, number, output_options
from bedspace.cli.sources import source

if TYPE_CHECKING:
    from bedspace.figures.newest import Newest


NOTE = """
A snapshot of "currently detained" shows the midnight before its day. Flows a day lie between the last two releases.
Of months and weeks only whole ones count. Where each count is printed:"""


@click.command()
@click.argument("words", nargs=-1)
@output_options
@click.option("--as-of", type=Day(), help="Only what had been published by that day; ages count to it.")
@click.pass_context
def latest(ctx: click.Context, words: tuple[str, ...], as_of: date | None, output: Output) -> None:
    """Where things stand: the newest count of everything, what it was before and a year before.

    With WORDS only what has them all in its name: `bedspace latest over 180 days`.
    Of a month or week only whole ones count; a snapshot is shown as printed, with its own name.
    """
    from bedspace.figures.newest import latest as ask

    known = source(ctx)
    found = ask(as_of, known).named(words)
    rows = found.table()
    record = {"verb": "latest", **({"as_of": as_of.isoformat()} if as_of else {})}
    columns = ("what", "value", "unit", "day", "age_days", "published", "before", "change", "a_year_before", "rests_on")
    emit(rows, output, title=_sentence(found.counts, rows), record=record, data=known.fingerprint, columns=columns)
    if not (output.as_json or output.as_csv or output.parquet):
        click.echo(NOTE)
        for row in rows:
            click.echo(f"{row['what']}: {row['source']}")


def _sentence(found: Sequence[Newest], rows: Sequence[Row]) -> str:
    """The first count in words."""
    first, row = found[0], rows[0]
    change = f", {first.change:+,.0f} since {first.before.day}" if first.before and first.change is not None else ""
    year = f" and {first.change_in_a_year:+,.0f} in a year" if first.change_in_a_year is not None else ""
    stated = f", published {row['published']}" if row["published"] else ""
    return (
        f"{first.label}: {number(first.count.value)} on {first.count.day}{stated}, {row['age_days']} days ago"
        f"{change}{year}."
    )
