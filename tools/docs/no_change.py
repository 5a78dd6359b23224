"""How `run no-change` did from every release since 2022, beside the last count carried forward."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bedspace.figures.series import as_of
from bedspace.figures.sources import EMBEDDED
from bedspace.studies.forecast import vintages
from bedspace.studies.forecast.backtest import given_table, half_year
from bedspace.studies.forecast.balance import Balance, balance
from bedspace.studies.forecast.baselines import BASELINES
from bedspace.studies.forecast.given import exits_beside, given_inflow
from bedspace.studies.forecast.rolling import OURS, Origin, Rolled
from bedspace.studies.forecast.scoreboard import of_releases
from bedspace.studies.forecast.scores import covered, ratio_interval
from bedspace.studies.forecast.settings import HORIZONS, MEDIAN, ensemble
from bedspace.studies.forecast.weekly import Weekly
from tools.docs.markdown import markdown

Array = NDArray[np.float64]

SPAN = date(2022, 1, 1), date(2025, 11, 30)
LATE = "2024-25"
NAIVE = "naive"
HEAD = """## No change from every release of 2022 to November 2025, beside naive

What `run no-change` holds is what the forecast holds, times its bridge to the scale of the official average, so the
table is that of the forecasts at each publication day, from what was published by then. Run from each of the 67 days,
its medians lay .5 to 1.8 % above the forecast's, which is the bridge.
Naive is the last count with the spread of its past changes.
Errors are means over the origins, of the logarithm of people held.

"""
COLUMNS = ("days", "origins", "model", "mean absolute error", "bias", "inside 50 %", "inside 90 %")
GIVEN = """
Given the book-ins that came, and exits as the settings for scenarios expect them:

"""

LEAD = 90
YEARS = """
Where the bias at 90 days comes from. With the book-ins and the exit rates that came, the account of people closes, so
all that is missed is how exit rates change after the origin. From 2022 to 2024 they fell by a third while book-ins
stayed the same, and a level that is carried forward lags a fall. So most of the bias is of 2022 and 2023, when the fall
was steepest; the bar of 2 % is missed in every year. Nothing is set to these years to close it: methods that carry a
trend forward missed by more ([forecasts](forecasts.md)).
The last column is where 9 of 10 means of the first bias lie when half-years are drawn again.

"""
_OF_YEARS = (
    "origins of",
    "number",
    "bias given book-ins",
    "bias of the last count",
    "exit rates against those expected",
    "9 of 10",
)


def section() -> str:
    """The section of the page on validation."""
    rolled = of_releases(EMBEDDED, SPAN, {NAIVE: BASELINES[NAIVE]})
    later = vintages.origin(max(vintages.publication_days(as_of(date.max)))).series
    rows = [row(rolled, model, place) for place in range(len(HORIZONS)) for model in (OURS, NAIVE)]
    given = [
        [each.group, str(each.horizon), str(each.n), *(_percent(each.ours), _signed(each.bias), _percent(each.naive))]
        for each in given_table(rolled, later)
        if each.group in ("all", LATE)
    ]
    columns = ("origins", "days", "number", "mean absolute error", "bias", "last count, mean absolute error")
    parts = YEARS + _table(_OF_YEARS, [*_by_year(rolled, later)])
    return HEAD + _table(COLUMNS, rows) + GIVEN + _table(columns, given) + parts


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return markdown([dict(zip(columns, row, strict=True)) for row in rows]) + "\n"


def _by_year(rolled: Rolled, later: Weekly) -> Iterator[list[str]]:
    """Bias at `LEAD` days by year of the origin: given the book-ins, of the last count; and how exits went."""
    place = HORIZONS.index(LEAD)
    solved = balance(later, ensemble("runs").stays)
    known = [
        (origin, outcome)
        for origin, outcome in zip(rolled.origins, rolled.outcomes[:, place], strict=True)
        if not np.isnan(outcome)
    ]
    years = np.array([date.fromordinal(int(origin.day)).year for origin, _ in known])
    each = np.array([_of_origin(origin, outcome, later, solved) for origin, outcome in known])
    blocks = np.array([half_year(origin.day) for origin, _ in known])
    for year in np.unique(years):
        yield _mean(str(year), each[years == year])
    for name, picked in ((LATE, years >= 2024), ("all", years > 0)):
        of = each[picked, 0]
        low, high = ratio_interval(of, np.ones(len(of)), blocks[picked])
        yield [*_mean(name, each[picked])[:-1], f"{_signed(low)} to {_signed(high)}"]


def _mean(name: str, each: Array) -> list[str]:
    return [name, str(len(each)), *(_signed(value) for value in each.mean(0)), ""]


def _of_origin(origin: Origin, outcome: float, later: Weekly, solved: Balance) -> tuple[float, float, float]:
    (lead,) = origin.leads((LEAD,))
    ours = given_inflow(origin.series, later, [lead])[0]
    gone = exits_beside(origin.series, later, solved, lead)
    return float(np.log(ours / outcome)), float(np.log(origin.series.held[-1] / outcome)), gone


def row(rolled: Rolled, model: str, place: int) -> list[str]:
    """Errors and coverage of one model at one horizon."""
    known = ~np.isnan(rolled.outcomes[:, place])
    quantiles, outcome = rolled.forecasts[model][known, place], rolled.outcomes[known, place]
    error = np.log(quantiles[:, MEDIAN] / outcome)
    inside = (f"{covered(quantiles, outcome, share).mean():.2f}" for share in (50, 90))
    return [
        str(HORIZONS[place]),
        str(known.sum()),
        model,
        _percent(np.abs(error).mean()),
        _signed(error.mean()),
        *inside,
    ]


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _signed(share: float) -> str:
    return f"{100 * share:+.1f} %"
