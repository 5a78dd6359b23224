"""``bedspace backtest``: forecasts made again at past origins, beside naive ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bedspace.cli.options import Day
from bedspace.cli.show import Output, emit, output_options
from bedspace.cli.sources import source
from bedspace.cli.writers import csv_text
from bedspace.errors import Fault, UsageError
from bedspace.fiscal import parse_day
from bedspace.writing import target_of, write

if TYPE_CHECKING:
    from bedspace.studies.forecast.backtest import Row
    from bedspace.studies.forecast.baselines import Baseline
    from bedspace.studies.forecast.rolling import Rolled
    from bedspace.studies.forecast.series_file import Given

WORKERS = 2
COLUMNS = (
    *("group", "model", "horizon", "n", "wis", "relative_wis", "ours_over_it", "low", "high"),
    *("mae", "coverage_50", "coverage_90", "width_90"),
)
NOTES = """
relative_wis is the score over that of the naive forecast (the last count with the spread of past changes): below 1 is
better. ours_over_it is our score over the model's, in our own rows over the naive one's; low to high is where 9 of 10
such ratios lie when half-years are drawn again: where that span holds 1, chance may have made the difference."""


@click.command()
@click.option("--from", "first", type=Day(), default=date.min, help="First origin; by default the first there can be.")
@click.option("--to", "last", type=Day(), default=date.max, help="Last origin; the newest by default.")
@click.option("--series", type=click.Path(path_type=Path), metavar="FILE", help="Forecast a series of your own (CSV).")
@click.option("--measure", default="detained", show_default=True, help="Measure to take from a long file.")
@click.option("--lag", type=click.IntRange(0, 365), help="Days from a count to its publication, for --series; 14.")
@click.option("--break", "breaks", multiple=True, metavar="DAY:FACTOR", help="From DAY a series counts FACTOR as many.")
@click.option("--again", is_flag=True, help="Make our forecasts again, not read those that come with the software.")
@click.option("--library", is_flag=True, help="Add ETS, ARIMA and Theta of statsforecast; needs the extra [backtest].")
@click.option("--forecasts", type=click.Path(path_type=Path), metavar="FILE", help="Write forecasts as hubverse CSV.")
@output_options
@click.pass_context
def backtest(
    ctx: click.Context,
    first: date,
    last: date,
    series: Path | None,
    measure: str,
    lag: int | None,
    breaks: tuple[str, ...],
    again: bool,
    library: bool,
    forecasts: Path | None,
    output: Output,
) -> None:
    """Forecast again at each past publication day, from what was known then, and score it beside naive forecasts."""
    from bedspace.cli.progress import working
    from bedspace.studies.forecast import settings
    from bedspace.studies.forecast.backtest import ALL, table
    from bedspace.studies.forecast.rolling import OURS
    from bedspace.studies.forecast.scoreboard import DAYS_LATE, of_releases, of_series

    if forecasts:
        target_of(forecasts, "--forecasts")
    if not series and (lag is not None or breaks):
        raise UsageError(Fault("--lag, --break", "releases have their own days of publication", "with --series only"))
    baselines, known = _baselines(library), source(ctx)
    with working("forecasting at every origin"):
        if series:
            given = _given(series, measure, breaks)
            rolled = of_series(given, (first, last), DAYS_LATE if lag is None else lag, baselines, WORKERS)
        else:
            rolled = of_releases(known, (first, last), baselines, WORKERS, again)
    found = table(rolled)
    origins = [date.fromordinal(int(origin.day)).isoformat() for origin in rolled.origins]
    record = {"verb": "backtest", "settings": settings.fingerprint(), "origins": origins, "series": str(series or "")}
    machine = bool(output.as_json or output.as_csv or output.parquet)
    rows = [asdict(row) for row in found if machine or row.group == ALL or row.model == OURS]
    emit(rows, output, title=_title(found, origins), record=record, data=known.fingerprint, columns=COLUMNS)
    if not machine:
        click.echo(NOTES)
    if forecasts:
        _write(rolled, forecasts)


def _baselines(library: bool) -> Mapping[str, Baseline]:
    from bedspace.studies.forecast.baselines import BASELINES
    from bedspace.studies.forecast.libraries import library_baselines

    return {**BASELINES, **(library_baselines() if library else {})}


def _given(series: Path, measure: str, breaks: tuple[str, ...]) -> Given:
    from bedspace.studies.forecast.series_file import read

    return read(series, measure, dict(_break(text) for text in breaks))


def _break(text: str) -> tuple[date, float]:
    day, colon, factor = text.partition(":")
    try:
        found = float(factor)
    except ValueError:
        found = 0.0
    if not colon or not 0 < found < 100:
        raise UsageError(Fault(f"--break {text}", "no day and factor", "DAY:FACTOR, as in 2018-10-01:1.05"))
    return parse_day(day, "--break"), found


def _title(found: list[Row], origins: list[str]) -> str:
    from bedspace.studies.forecast.backtest import ALL

    beside = [row for row in found if row.group == ALL and row.model == "naive"]
    told = [f"{row.ours_over_it:.2f} ({row.low:.2f} to {row.high:.2f}) at {row.horizon} days" for row in beside]
    span = f"{len(origins)} origins from {origins[0]} to {origins[-1]}"
    return f"{span}. Our score over that of the naive forecast: {', '.join(told)}."


def _write(rolled: Rolled, path: Path) -> None:
    from bedspace.studies.forecast.hub import rolled_rows
    from bedspace.studies.forecast.rolling import OURS

    write(csv_text(list(rolled_rows(rolled, OURS))), path, "--forecasts")
    click.echo(f"forecasts written to {path}", err=True)
