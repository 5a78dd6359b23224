"""``bedspace forecast``, ``fit`` and ``log``: predict without a change of policy, and keep what was predicted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bedspace.cli.options import Day, seed_option
from bedspace.cli.show import Output, Row, emit, output_options
from bedspace.cli.sources import source
from bedspace.errors import Fault, UsageError
from bedspace.writing import target_of, write

if TYPE_CHECKING:
    from bedspace.figures.sources import Source
    from bedspace.studies.forecast.forecast import Forecast, Target

_LEVELS = {"q05": 0.05, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q95": 0.95}
_SHOWN_FORTNIGHTS = 2
NOTES = """
A number held on a day is the count that a release dated that day would print (the midnight before). Flows are a day, in
the fortnight that ends on the day; they are the last fortnight carried forward, with the spread of past changes.
All numbers are estimated. How such forecasts scored: bedspace backtest, and docs/forecasts.md."""


@click.command()
@click.option("--as-of", type=Day(), help="Use what had been published by this day; the newest release by default.")
@click.option("--horizons", default="30,90,180", show_default=True, help="Days ahead, separated by commas, to 365.")
@click.option("--draws", type=click.IntRange(0, 100_000), default=0, help="Add so many draws of the number held.")
@seed_option
@click.option("--chart", type=click.Path(path_type=Path), metavar="FILE", help="Draw the number held, as SVG.")
@output_options
@click.pass_context
def forecast(
    ctx: click.Context, as_of: date | None, horizons: str, draws: int, seed: int, chart: Path | None, output: Output
) -> None:
    """Predict people held, book-ins, removals and releases if policy does not change.

    Machines get 23 quantiles in the columns of the hubverse.
    """
    from bedspace.studies.forecast.forecast import forecast as predict
    from bedspace.studies.forecast.words import came, sentence

    if chart:
        target_of(chart, "--chart")
    known, days = source(ctx), _horizons(horizons)
    found = predict(as_of, days, known)
    if output.as_json or output.as_csv or output.parquet:
        drawn = _drawn(found, draws, seed, known)
        emit([*found.table(), *drawn], output, title="", record=_record(found), data=known.fingerprint)
    else:
        emit(_shown(found), output, title=sentence(found), record={}, data=known.fingerprint)
        click.echo(NOTES)
        for line in came(found, known):
            click.echo(line)
    if chart:
        _draw(found, chart, known)


def _horizons(text: str) -> tuple[int, ...]:
    try:
        days = tuple(sorted({int(part) for part in text.split(",")}))
    except ValueError:
        raise UsageError(Fault("--horizons", f"'{text}'", "whole days with commas between, as in 30,90,180")) from None
    return days


def _record(found: Forecast) -> dict[str, Any]:
    from bedspace.studies.forecast import settings

    return {
        "verb": "forecast",
        "origin_date": found.day.isoformat(),
        "counted": found.counted.isoformat(),
        "age_days": found.age,
        "settings": settings.fingerprint(),
        "rests_on": "estimated",
        "measured": [asdict(error) for error in found.errors.values()],
    }


def _shown(found: Forecast) -> list[Row]:
    """For people: the number held at all horizons, the next fortnights of each flow."""
    from bedspace.studies.forecast.hub import POPULATION

    names = list(dict.fromkeys(target.name for target in found.targets if target.name != POPULATION))
    flows = [target for name in names for target in found.of(name)[:_SHOWN_FORTNIGHTS]]
    return [_row(target) for target in [*found.of(POPULATION), *flows]]


def _row(target: Target) -> Row:
    from bedspace.studies.forecast.settings import place_of

    levels = {name: float(target.quantiles[place_of(level)]) for name, level in _LEVELS.items()}
    return {"target": target.name, "day": target.end.isoformat(), **levels, "rests_on": "estimated"}


def _drawn(found: Forecast, count: int, seed: int, known: Source) -> Sequence[Row]:
    if not count:
        return []
    import numpy as np

    from bedspace.studies.forecast.draws import draws
    from bedspace.studies.forecast.hub import POPULATION, sample_rows
    from bedspace.studies.forecast.vintages import origin

    targets, start = found.of(POPULATION), origin(found.day, known)
    leads = start.leads([(target.end - found.day).days for target in targets])
    drawn = draws(start.series, leads, np.array([target.quantiles for target in targets]), count, seed)
    return list(sample_rows(found.day, POPULATION, [target.end for target in targets], drawn))


def _draw(found: Forecast, path: Path, known: Source) -> None:
    """The picture needs a point a week up to the last horizon."""
    from bedspace.report.charts import require_drawing
    from bedspace.report.forecast_chart import picture
    from bedspace.studies.forecast.forecast import forecast as predict
    from bedspace.studies.forecast.hub import POPULATION

    require_drawing()
    last = (found.of(POPULATION)[-1].end - found.day).days
    weekly = predict(found.day, sorted({*range(7, last, 7), last}), known)
    write(picture(weekly), path, "--chart")
    click.echo(f"picture written to {path}", err=True)


@click.command()
@click.option("--as-of", type=Day(), help="Use what had been published by this day; the newest release by default.")
@output_options
@click.pass_context
def fit(ctx: click.Context, as_of: date | None, output: Output) -> None:
    """The levels and rates that the forecast starts from, over its settings."""
    from bedspace.studies.forecast import settings
    from bedspace.studies.forecast.fit import estimates
    from bedspace.studies.forecast.forecast import newest_day
    from bedspace.studies.forecast.vintages import origin

    known = source(ctx)
    day = as_of or newest_day(known)
    start = origin(day, known)
    rows = [{**asdict(each), "rests_on": "estimated"} for each in estimates(start.series)]
    counted = date.fromordinal(int(start.series.end))
    title = f"Levels on {counted}, as published by {day}: least, middle and most over the settings of the forecast"
    record = {"verb": "fit", "as_of": day.isoformat(), "settings": settings.fingerprint()}
    emit(rows, output, title=title, record=record, data=known.fingerprint)


_FILE = click.option(
    "--file", "path", type=click.Path(path_type=Path), default="forecast-log.jsonl", show_default=True, help="The log."
)


@click.group()
def log() -> None:
    """The forecast log: append what is forecast today, score it when the counts are out."""


@log.command()
@_FILE
@click.option("--as-of", type=Day(), help="Use what had been published by this day; the newest release by default.")
@click.option("--horizons", default="30,90,180", show_default=True, help="Days ahead, separated by commas, to 365.")
@click.pass_context
def add(ctx: click.Context, path: Path, as_of: date | None, horizons: str) -> None:
    """Append a forecast of people held, with the hash of all before it."""
    from bedspace.studies.forecast import log as kept
    from bedspace.studies.forecast.forecast import forecast as predict

    known = source(ctx)
    target_of(path, "--file")
    found = predict(as_of, _horizons(horizons), known)
    entry = kept.add(path, found, known.fingerprint, date.today())
    click.echo(f"Entry {entry['entry']} added to {path}: forecast of {found.day} from the count of {found.counted}.")
    click.echo(f"Publish its hash, which holds all before it: {entry['hash']}")


@log.command()
@_FILE
@output_options
@click.pass_context
def score(ctx: click.Context, path: Path, output: Output) -> None:
    """Check the chain, and set each forecast beside what came; what no release tells yet is withheld."""
    from bedspace.studies.forecast import log as kept

    known = source(ctx)
    rows = [{**asdict(row), "rests_on": "estimated"} for row in kept.score(kept.read(path), known)]
    done = [row for row in rows if row["outcome"] is not None]
    title = f"{len(done)} of {len(rows)} forecasts of {path} can be scored; the chain of hashes holds"
    emit(rows, output, title=title, record={"verb": "log score", "log": str(path)}, data=known.fingerprint)
