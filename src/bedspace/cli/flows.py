"""``bedspace data flows``: official flows a day in the windows between two releases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bedspace.cli.drawing import chart_option, draw
from bedspace.cli.options import Day
from bedspace.cli.show import Output, Row, emit, output_options
from bedspace.cli.sources import source
from bedspace.errors import Fault, UsageError

if TYPE_CHECKING:
    from bedspace.figures.windows import Window

_SHOWN = ("ice_book_ins", "cbp_book_ins", "book_outs", "removals_from_custody", "discretionary_releases", "bonded_out")
_REVISED = ("ice_book_ins", "cbp_book_ins", "book_outs")


@click.command()
@output_options
@click.option("--from", "first", type=Day(), default=date.min, help="Only windows that begin on this day or later.")
@click.option("--to", "last", type=Day(), default=date.max, help="Only windows that end by this day.")
@click.option("--as-of", type=Day(), default=date.max, help="Only what had been published by that day.")
@chart_option
@click.pass_context
def flows(ctx: click.Context, first: date, last: date, as_of: date, chart: Path | None, output: Output) -> None:
    """Official flows a day between releases.

    By agency and form.

    Differences of sums since the first of October, as each release prints them. A window ends on 30 September; days
    that no release covers are a row without numbers. What a release changed in months that were over before falls
    into its window; its size, in people, is the column "revised".
    """
    from bedspace.figures import series
    from bedspace.figures.windows import between, windows

    known = source(ctx)
    found = windows(series.as_of(as_of, known))
    chosen = between(found, first, last)
    if not any(window.flows for window in chosen):
        raise UsageError(_none(found))
    rows = [_row(window) for window in chosen]
    if chart:
        from bedspace.report.windows import svg

        draw(lambda: svg(chosen), rows, chart)
    named = {"from": first, "to": last, "as_of": as_of}
    asked = {name: day.isoformat() for name, day in named.items() if day not in (date.min, date.max)}
    record = {"verb": "data flows", **asked}
    numbers = (*(f"{name}_a_day" for name in _SHOWN), *(f"{name}_revised" for name in _REVISED))
    holes = () if all(window.flows for window in chosen) else ("covered",)
    columns = ("after", "through", "days", *numbers, *holes)
    emit(rows, output, title=_sentence(chosen), record=record, data=known.fingerprint, columns=columns)


def _none(found: Sequence[Window]) -> Fault:
    known = f"days between {found[0].first} and {found[-1].through}" if found else "releases published by then"
    return Fault("--from, --to", "no window between two releases lies whole in these days", known)


def _row(window: Window) -> Row:
    from bedspace.figures.windows import FLOWS

    counted = {name: window.flows.get(name) for name in FLOWS}
    return {
        "after": window.after,
        "through": window.through,
        "days": window.days,
        **{f"{name}_a_day": window.a_day(name) for name in FLOWS},
        **{f"{name}_revised": flow and flow.revision for name, flow in counted.items()},
        "unit": "persons/day",
        "rounding_error": max((flow.error for flow in window.flows.values()), default=0.0) / window.days,
        "covered": "yes" if window.flows else "by no release",
        "published": window.later and window.later.published,
        "earlier_file": window.earlier.origin.file if window.earlier else "",
        "later_file": window.later.origin.file if window.later else "",
        "rests_on": "counted",
    }


def _sentence(windows: Sequence[Window]) -> str:
    counted = [window for window in windows if window.flows]
    holes = sum(window.days for window in windows if not window.flows)
    ends = counted[:1] if len(counted) == 1 else [counted[0], counted[-1]]
    by_ice = ", ".join(
        f"{end.a_day('ice_book_ins'):,.0f} a day in the {end.days} days to {end.through}" for end in ends
    )
    by_cbp = ", then ".join(f"{end.a_day('cbp_book_ins'):,.0f}" for end in ends)
    number = "1 window" if len(counted) == 1 else f"{len(counted)} windows"
    left_out = f" {holes} days are covered by no release." if holes else ""
    return f"Booked in by ICE: {by_ice}; handed over by CBP: {by_cbp}. {number} between releases.{left_out}"
