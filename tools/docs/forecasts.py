"""Write ``docs/forecasts.md``: how good the forecasts were, losses included. Needs the extra ``backtest``.

    python -m tools.docs.forecasts docs --series daily-detained-2011-2024.csv

makes every forecast again. A test makes the rows of the models that need no extra again and looks for them in the page.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bedspace.claims.ledger.entries import Entry, ledger
from bedspace.errors import CheckFailed, Fault
from bedspace.figures.series import as_of
from bedspace.figures.sources import EMBEDDED
from bedspace.fiscal import fiscal_year
from bedspace.studies.forecast import settings, vintages
from bedspace.studies.forecast.backtest import ALL, Given, Row, given_table, table
from bedspace.studies.forecast.baselines import BASELINES
from bedspace.studies.forecast.flow_scores import FlowRow, flow_table
from bedspace.studies.forecast.forecast import fiscal_year_removals, forecast
from bedspace.studies.forecast.hub import POPULATION
from bedspace.studies.forecast.libraries import library_baselines
from bedspace.studies.forecast.rolling import OURS, Rolled
from bedspace.studies.forecast.scoreboard import DAYS_LATE, of_releases, of_series
from bedspace.studies.forecast.scores import INTERVALS, level_of
from bedspace.studies.forecast.series_file import read
from bedspace.studies.forecast.words import POLICY, round_three
from bedspace.writing import write

Array = NDArray[np.float64]

WHOLE = (date.min, date.max)
STOCK_ONLY = (date(2014, 1, 1), date(2023, 12, 31))
BEFORE_CHANGE = date(2025, 1, 19)
PROJECTIONS = "removals_projection"
LIBRARY = ("ETS", "ARIMA", "Theta")

HEAD = """# Forecasts: how good they were

Written by `python -m tools.docs.forecasts docs --series FILE`; a test makes rows of it again. `bedspace backtest`
shows the first tables. A forecast says where the number held is heading if policy stays as it is, from the releases
published by then and nothing else. What lost is told like what won.

**How to read the tables.** The score is the weighted interval score over 23 quantiles, in people: twice the mean
pinball loss, of which the error of the median is a part. *Over naive* is the score over that of the naive forecast:
the last count with the spread that counts had before over as many days; below 1 is better. *Ours over it* is our
score over that of the row, with the span that holds 9 of 10 such ratios when half-years are drawn again: where it
holds 1, chance may have made the difference. *In 50, in 90* are the shares of outcomes inside the central bands of
50 and 90 %, *width* is that of the wider band. Origins are the days on which a release with a new count was
published; days ahead count from there, though the count is already some days old by then.
"""
METHOD = """## How a forecast is made

Counts and book-ins are put on a weekly grid that ends at the newest count. Each week the exit rate is solved that
closes the account of people held, so that what counted book-outs miss is in it. 162 settings with equal weights
(three shapes of stay, three smoothings of book-ins, three of exits, three elasticities of exits to book-ins,
book-ins drawn back to their mean or not) carry both levels forward; how they missed from every past week, both together
and with both signs, is the spread. Quantiles are averaged on logs. From 90 days on a factor learned from earlier
forecasts sets the width; data over 20 days old are mixed half with the naive forecast. There are no limits of beds
or seats: they are in the rates.

A series without book-ins gets them from its own changes: as many as would make the stock move as it did if people
left at one rate throughout.

**What the data cannot tell**: stays under 30 days, how many officers or listed targets there are apart from what
they do together, releases forced by full beds, courts and flights. They are no part of this forecast.

## Which settings, and when they were set

The settings were committed before the first forecast was scored, and are those of the first scored run, whose
figures are the ones below. Two changes were tried after it and taken back: history from October 2019 only, which
made our scores and the naive one worse (ours 1,487, 3,071 and 4,766 people at 30, 90 and 180 days), and past
forecasts that overlap counting once for the width (1,469, 2,986 and 4,561, with bands a little wider than the naive
ones). Both had been tried because the first run had read the coverage off the 40 and 80 % bands by mistake. The
forecasts of flows were changed: a recipe of smoothed levels scored 1.11 to 1.23 of the naive one for ICE book-ins,
1.15 to 1.22 for removals, .90 to 1.00 for book-ins by CBP and .97 to 1.19 for releases, so that flows are now
forecast by the naive method, on what is known by the fortnight. In 200 synthetic worlds of a known law, made by a
test, the 90 % bands held 85, 88 and 87 % of what came at 30, 90 and 180 days.

## What was forecast before it came

[forecast-log.jsonl](forecast-log.jsonl) has one entry for each release of the software, the first by version 0.2.0,
made by `bedspace log add --file docs/forecast-log.jsonl`; a test holds it to the version, the settings and the data.
`bedspace log score --file docs/forecast-log.jsonl` checks the chain and scores what has been counted since.
"""


NOT_WORSE = (
    "Over 2021 to 2025 the forecast is not worse than the naive one; chance may have made the difference at every "
    "horizon."
)
BETTER = "Its score is 10 to 30 % below those of ETS, ARIMA and Theta over these years."
LATE = "In 2024 and 2025 it is about 10 % below the naive one,"
NOT_BETTER = "and not better than ETS there."
EARLY = (
    "In 2021 to 2023, when exit rates rose from 24 to 60 per 1,000 a day and fell again, the naive forecast was better "
    "at 30 and 90 days."
)
OLD = "It was better, too, where the count was 6 to 20 days old at the release."


def page(series: Path) -> str:
    """The page as Markdown."""
    baselines = {**BASELINES, **library_baselines()}
    rolled = of_releases(EMBEDDED, WHOLE, baselines, 2, again=True)
    stock = of_series(read(series), STOCK_ONLY, DAYS_LATE, baselines, 2)
    rows, of_stock = table(rolled), table(stock)
    return "\n".join(
        [
            *(HEAD, verdict(rows), bands(rows), *releases(rows), *given_inflow(rolled), january(), others()),
            *(*flows_of(rolled), *stock_only(of_stock), METHOD),
        ]
    )


def verdict(rows: Sequence[Row]) -> str:
    """What may be said, in one paragraph.

    Raises
    ------
    CheckFailed
        If a sentence is no longer true of the scores.
    """
    all_time, early, late = (_by(rows, group) for group in (ALL, "2021-23", "2024-25"))
    against = [row.ours_over_it for name in LIBRARY for row in all_time[name]]
    true = {
        NOT_WORSE: all(row.ours_over_it <= 1 and row.low < 1 < row.high for row in all_time["naive"]),
        BETTER: max(against) < 0.95 and min(against) < 0.75,
        LATE: all(0.85 < row.ours_over_it < 0.95 for row in late["naive"]),
        NOT_BETTER: max(row.ours_over_it for row in late["ETS"]) > 1,
        EARLY: max(row.ours_over_it for row in early["naive"]) > 1.01,
        OLD: all(row.ours_over_it > 1 for row in _by(rows, "data 6 to 20 days old")["naive"]),
    }
    if wrong := [Fault("docs/forecasts.md", f"no longer true: {words}") for words, holds in true.items() if not holds]:
        raise CheckFailed(wrong)
    return f"**What may be said.** {' '.join(true)}\n"


def bands(rows: Sequence[Row]) -> str:
    """Shares of outcomes in the bands and their width, all horizons together and at the one with the widest band."""
    ours, beside = (_by(rows, ALL)[model] for model in (OURS, "naive"))
    n = [row.n for row in ours]
    half, most, width, naive = (
        float(np.average(values, weights=n))
        for values in (
            [row.coverage_50 for row in ours],
            [row.coverage_90 for row in ours],
            [row.width_90 for row in ours],
            [row.width_90 for row in beside],
        )
    )
    ratio, at = max((mine.width_90 / its.width_90, mine) for mine, its in zip(ours, beside, strict=True))
    return (
        f"**How wide the bands are.** Of all outcomes {_per_cent(half)} lay in the band of 50 % and {_per_cent(most)} "
        f"in that of 90 %, which was {width / naive:.2f} times as wide as the naive one. At {at.horizon} days "
        f"{_per_cent(at.coverage_50)} lay in the band of 50 %, and that of 90 % was {ratio:.2f} times as wide as the "
        "naive one. The settings stay as they are: none is chosen by its score.\n"
    )


def _per_cent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _by(rows: Sequence[Row], group: str) -> Mapping[str, list[Row]]:
    kept = [row for row in rows if row.group == group]
    return {model: [row for row in kept if row.model == model] for model in dict.fromkeys(row.model for row in kept)}


def releases(rows: Sequence[Row]) -> list[str]:
    """Real vintages: all models, then ours and the naive forecast by era and age of the data."""
    everyone = [row for row in rows if row.group == ALL]
    parts = [row for row in rows if row.group != ALL and row.model in (OURS, "naive", "ETS")]
    head = "| {} | days | n | score | over naive | ours over it | error | in 50 | in 90 | width |\n"
    rule = "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    return [
        "## People held, on the releases as they were published, 2021 to 2025\n",
        "At the origin the newest count was 3 to 24 days old, half of the time at most 5.\n",
        head.format("model") + rule,
        *(score_line(row.model, row) for row in sorted(everyone, key=lambda row: row.horizon)),
        "\n### Where outcomes fell: shares in each fifth of the forecast, from low to high\n",
        "| model | days | lowest | second | middle | fourth | highest |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *(fifths_line(row) for row in everyone if row.model in (OURS, "naive")),
        "\n### By era and by age of the data\n",
        head.format("origins, model") + rule,
        *(score_line(f"{row.group}, {row.model}", row) for row in parts),
        "",
    ]


def score_line(name: str, row: Row) -> str:
    """One row of a table of scores."""
    ratio = f"{row.ours_over_it:.2f} [{row.low:.2f}, {row.high:.2f}]"
    return (
        f"| {name} | {row.horizon} | {row.n} | {row.wis:,.0f} | {row.relative_wis:.2f} | {ratio} | {row.mae:,.0f} | "
        f"{row.coverage_50:.2f} | {row.coverage_90:.2f} | {row.width_90:,.0f} |"
    )


def fifths_line(row: Row) -> str:
    """One row of the table of fifths; a fifth each would be right."""
    shares = " | ".join(f"{share:.2f}" for share in (row.pit_1, row.pit_2, row.pit_3, row.pit_4, row.pit_5))
    return f"| {row.model} | {row.horizon} | {shares} |"


def given_inflow(rolled: Rolled) -> list[str]:
    """Errors with the true book-ins."""
    later = vintages.origin(max(vintages.publication_days(as_of(date.max)))).series
    return [
        "## If book-ins had been known\n",
        "Mean absolute error in %, with the book-ins that came and the exits that the settings for scenarios expect; "
        "beside it the exit rate of the last three months held fast, and the last count.\n",
        "| origins | days | n | ours | our mean error | exits held fast | last count |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *map(given_line, given_table(rolled, later)),
        "",
    ]


def given_line(row: Given) -> str:
    """One row of the table of errors given book-ins."""
    numbers = " | ".join(f"{100 * value:.1f}" for value in (row.ours, row.bias, row.frozen, row.naive))
    return f"| {row.group} | {row.horizon} | {row.n} | {numbers} |"


def january() -> str:
    """The forecast as of 19 January 2025 beside what happened."""
    made = forecast(BEFORE_CHANGE)
    low, high = INTERVALS[90]
    lines = [
        f"## As of {BEFORE_CHANGE:%-d %B %Y}, beside what happened\n",
        f"The newest count was {made.held:,.0f}, of {made.counted:%-d %B}. {POLICY} *At quantile* is the share of the "
        "forecast that lies below what was counted. `bedspace forecast --as-of` prints the same for any day, and "
        "`bedspace run no-change --start` has the same medians.\n",
        "| on | median | 90 % band | counted later | at quantile |",
        "| --- | --- | --- | --- | --- |",
    ]
    for target in made.of(POPULATION):
        band = f"{round_three(target.quantiles[low])} to {round_three(target.quantiles[high])}"
        came = vintages.came(target.end)
        later = "not yet | -" if came is None else f"{round_three(came)} | {_level(target.quantiles, came):.2f}"
        middle = round_three(target.quantiles[settings.MEDIAN])
        lines.append(f"| {target.end:%-d %B %Y} | {middle} | {band} | {later} |")
    return "\n".join(lines) + "\n"


def others() -> str:
    """Projections of others that the ledger of claims holds, each beside ours of its day."""
    lines = [
        "## Projections of others\n",
        "Projections of removals in public, from the ledger (`bedspace claims list`), beside our forecast of ICE "
        "removals in the fiscal year as known on that day. They do not count the same: ours are ICE's own removals, "
        "most others add returns or what one law alone is to bring, so nobody is scored here. What was counted is the "
        "sum that the last release has.\n",
        "| on | who | what | their number | ours, 90 % band | counted |",
        "| --- | --- | --- | --- | --- | --- |",
        *(_other(entry) for entry in ledger() if (entry.metric, entry.status) == (PROJECTIONS, "projected")),
    ]
    return "\n".join(lines) + "\n"


def _other(entry: Entry) -> str:
    day = date.fromisoformat(entry.when)
    (made,) = fiscal_year_removals(as_of(day), day)
    low, high = (round_three(made.quantiles[place]) for place in INTERVALS[90])
    middle, year = round_three(made.quantiles[settings.MEDIAN]), fiscal_year(made.end)
    counted = as_of(date.max).figure("removals", f"FY{year}")
    ours = f"fiscal year {year}: {middle} ({low} to {high})"
    came = f"{counted.value:,.0f} to {counted.data_date:%-d %B %Y}"
    said = f"{entry.low:,.0f} {entry.unit}"
    return f"| {day:%-d %B %Y} | {entry.said_by} | {entry.says} ({entry.source.title}) | {said} | {ours} | {came} |"


def _level(quantiles: Array, came: float) -> float:
    return float(level_of(quantiles[None], np.array([came]))[0])


def flows_of(rolled: Rolled) -> list[str]:
    """Flows: no bar was set, and they are forecast by the naive method."""
    known = [as_of(date.fromordinal(int(origin.day))) for origin in rolled.origins]
    return [
        "## Flows\n",
        "People a day in the first, third, sixth and thirteenth fortnight after the data, and removals by ICE in the "
        "fiscal year (people). Error: mean absolute, and of the logarithm. Most of their 90 % bands held fewer than 9 "
        "in 10 outcomes: they are too narrow, most of all half a year ahead.\n",
        "| flow | ahead | n | error | log error | in 50 | in 90 |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *map(flow_line, flow_table(known, as_of(date.max))),
        "",
    ]


def flow_line(row: FlowRow) -> str:
    """One row of the table of flows."""
    name = row.target.replace("_", " ")
    numbers = f"{row.mae:,.0f} | {row.error_share:.2f} | {row.coverage_50:.2f} | {row.coverage_90:.2f}"
    return f"| {name} | {row.ahead} | {row.n} | {numbers} |"


def stock_only(rows: Sequence[Row]) -> list[str]:
    """The series of counts alone."""
    kept = sorted((row for row in rows if row.group == ALL), key=lambda row: row.horizon)
    return [
        "## A daily series of counts alone, 2014 to 2023\n",
        "People in any placement on each day (University of Washington Center for Human Rights, from ICE records), "
        "which is wider than the counts above; origins on the first of each month, each day known "
        f"{DAYS_LATE} days later.\n",
        "| model | days | n | score | over naive | ours over it | error | in 50 | in 90 | width |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        *(score_line(row.model, row) for row in kept),
        "",
    ]


def main(arguments: Sequence[str]) -> None:
    """Write the page into a folder."""
    folder, _, series = arguments
    write(page(Path(series)), Path(folder) / "forecasts.md", "docs")


if __name__ == "__main__":
    main(sys.argv[1:])
