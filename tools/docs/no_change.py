"""How `run no-change` did from every release since 2022, beside the last count carried forward."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from bedspace.figures.series import as_of
from bedspace.figures.sources import EMBEDDED
from bedspace.studies.forecast import vintages
from bedspace.studies.forecast.backtest import given_table
from bedspace.studies.forecast.baselines import BASELINES
from bedspace.studies.forecast.rolling import OURS, Rolled
from bedspace.studies.forecast.scoreboard import of_releases
from bedspace.studies.forecast.scores import covered
from bedspace.studies.forecast.settings import HORIZONS, MEDIAN
from tools.docs.markdown import markdown

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
    return HEAD + _table(COLUMNS, rows) + GIVEN + _table(columns, given)


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return markdown([dict(zip(columns, row, strict=True)) for row in rows]) + "\n"


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
