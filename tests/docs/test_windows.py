"""The account inside the scenario engine, by the bars of the account alone: counts that set it, and windows after."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
from tools.docs.windows import DAYS, DRAWS, SCENARIO, found, section

from bedspace.studies.accounts.counted import (
    book_ins,
    fitted_weeks,
    share_convicted,
    windows_after,
    windows_known,
)
from bedspace.studies.accounts.fit import fit
from bedspace.studies.accounts.scores import beside, later
from bedspace.studies.run.runs import Answer, Request, run

START = date(2025, 1, 20)


@cache
def answer() -> Answer:
    return run(Request(SCENARIO, draws=DRAWS, days=DAYS))


def mean(output: str, first: date, last: date) -> float:
    values = answer().result.outputs[output]
    return float(np.median(values[answer().row(first) : answer().row(last) + 1].mean(0)))


def test_the_engine_meets_every_bar_of_the_windows_after_what_set_it() -> None:
    missed = [score.what for score in later(found()) if not score.met]
    assert not missed
    of_the_target, _ = section().split("The same with each first target")
    assert of_the_target.count("| yes |") == len([*later(found())])


def test_the_engine_has_the_path_of_the_account() -> None:
    """The same formulas, on detainers and agreements by date in place of those counted by week."""
    alone = beside(fit(draws=DRAWS))
    assert np.abs(np.log(found().median / alone.median)).mean() < 0.05
    assert abs(found().error - alone.error) < 0.1 * alone.error_of_carrying


def test_windows_that_set_it_are_met_within_what_it_leaves() -> None:
    windows = [window for window in windows_known() if window.first >= START]
    told = np.array([mean("book_ins_ice", window.first, window.through) for window in windows])
    errors = np.abs(told / book_ins(tuple(windows)) - 1)
    assert errors.mean() < 0.10
    assert errors.max() < 0.16


def test_weeks_that_set_it_are_met_within_what_it_leaves() -> None:
    weeks = [week for week in fitted_weeks() if START <= week.first <= date(2025, 3, 10)]
    errors = np.abs(np.array([mean("arrests", week.first, week.last) / week.a_day for week in weeks]) - 1)
    assert errors.mean() < 0.08
    assert errors.max() < 0.16


def test_whom_it_arrests_is_near_the_counted_share_convicted() -> None:
    windows = windows_after()
    told = np.array([mean("share_convicted", window.first, window.through) for window in windows])
    assert np.abs(told - share_convicted(windows)).mean() < 0.06
