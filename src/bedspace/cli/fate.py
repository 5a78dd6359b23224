"""``bedspace fate``: what became of the people arrested in some days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from bedspace.cli.options import cohort_options, request_of
from bedspace.cli.show import Output, emit, output_options
from bedspace.errors import Fault, UsageError
from bedspace.fiscal import parse_day

if TYPE_CHECKING:
    from bedspace.studies.cohort.fate import Fate

SAID_OF = 8000
"""People of whom the White House told how many had been released."""


@click.command()
@click.argument("number", type=float)
@click.argument("scenario", default="reports-2025-02")
@click.option("--arrested", required=True, metavar="DAY..DAY", help="First and last day of arrest.")
@cohort_options
@output_options
def fate(number: float, scenario: str, arrested: str, output: Output, **options: Any) -> None:
    """Follow NUMBER people arrested between two days, by form and reason, to day 14, 30, 90 and 180."""
    from bedspace.cli.progress import working
    from bedspace.studies.cohort.fate import fate as follow

    if arrested.count("..") != 1:
        raise UsageError(
            Fault("--arrested", f"'{arrested}' is no span", "DAY..DAY, for instance 2025-01-20..2025-02-03")
        )
    first, last = (parse_day(text, "--arrested") for text in arrested.split(".."))
    with working("following the cohort"):
        found = follow(number, first, last, request_of(scenario, **options))
    title = (
        f"{number:,.0f} people arrested {first} to {last}, each followed from the own arrest: means of"
        f" {found.answer.plan.settings.draws:,} model runs; 90 in 100 runs lie from q05 to q95"
    )
    columns = ("day", "outcome", "form", "reason", "mean", "q05", "q95", "rests_on")
    emit(
        found.table(),
        output,
        title=title,
        record=lambda: found.answer.record,
        data=found.answer.asked["data"],
        columns=columns,
    )
    if not (output.as_json or output.as_csv or output.parquet):
        click.echo("Totals have 'all' as form. Reasons are split from forms by an assumed crosswalk.")
        click.echo(_let_go(found))
        click.echo(_bounds(first, last))


def _let_go(found: Fate) -> str:
    """Who was let go, beside what was said of the first two weeks of 2025, and what that does not prove."""
    import numpy as np

    from bedspace.figures.public import public_figure

    low, high = np.quantile(people := found.let_go(14), (0.05, 0.95))
    told = f"Released, or never booked in and so let go, by day 14: {people.mean():,.0f} ({low:,.0f} to {high:,.0f})."
    said = public_figure("REL104")
    if (found.first, found.last) != (said.first, said.last):
        return told
    where = "inside" if low <= said.value * found.arrested / SAID_OF <= high else "outside"
    return (
        f"{told}\nThe White House told of {said.value:,.0f} of more than {SAID_OF:,} arrested in these days: {where}"
        " that range. That proves no cause of\nrelease, and the two do not count alike: everyone here is followed for"
        " fourteen days, the number said is of one day."
    )


def _bounds(first: date, last: date) -> str:
    """What the counts say of people never booked in and of releases for want of a bed."""
    from bedspace.figures.counts import counted_series, never_booked

    room = never_booked(first, last)
    if room is None:
        return "No weekly arrests of these days are kept: nothing counted bounds 'not booked' and 'no bed'."
    after = [count for count in counted_series("at_discretion") if count.last >= first]
    return (
        f"Counted book-ins per arrest of these weeks leave room for {room:.1%} never booked in; no run has more here.\n"
        f"Counted from {after[0].first} to {after[-1].last}: {sum(c.total for c in after):,.0f} releases at discretion"
        " of everyone held. Releases for want of a bed can only be among them."
    )
