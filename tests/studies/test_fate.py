"""The fate of an arrest cohort."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from bedspace.errors import UsageError
from bedspace.studies.cohort.fate import HORIZONS, OUTCOMES, fate
from bedspace.studies.run.runs import Request

REPORTS = "reports-2025-02"

FIRST, LAST = date(2025, 1, 20), date(2025, 2, 3)


@pytest.fixture(scope="module")
def cohort():
    return fate(8000, FIRST, LAST, Request(REPORTS, draws=300))


def test_everybody_is_somewhere_at_every_horizon(cohort) -> None:
    for horizon in HORIZONS:
        everyone = sum(cohort.total(horizon, outcome) for outcome in OUTCOMES)
        np.testing.assert_allclose(everyone, 8000, rtol=1e-9)


def test_released_of_eight_thousand_lies_inside(cohort) -> None:
    """The White House counted 461 released of those arrested in the first two weeks."""
    low, high = np.quantile(cohort.total(14, "released"), (0.05, 0.95))
    assert low < 461 < high


def test_fewer_are_held_and_more_removed_as_time_goes_on(cohort) -> None:
    held = [cohort.total(horizon, "held").mean() for horizon in HORIZONS]
    removed = [cohort.total(horizon, "removed").mean() for horizon in HORIZONS]
    assert held == sorted(held, reverse=True)
    assert removed == sorted(removed)


def test_reasons_of_a_form_add_to_the_form(cohort) -> None:
    rows = [row for row in cohort.table() if row["day"] == 30]
    for outcome in OUTCOMES:
        total = next(row["mean"] for row in rows if row["form"] == "all" and row["outcome"] == outcome)
        parts = sum(row["mean"] for row in rows if row["form"] != "all" and row["outcome"] == outcome)
        assert parts == pytest.approx(total)


def test_twice_the_arrests_twice_every_outcome(cohort) -> None:
    double = fate(16000, FIRST, LAST, Request(REPORTS, draws=300))
    np.testing.assert_allclose(double.total(30, "removed"), 2 * cohort.total(30, "removed"))


@pytest.mark.parametrize(
    ("number", "first", "last", "message"),
    [
        (8000, LAST, FIRST, "runs backwards"),
        (8000, date(2024, 1, 1), LAST, "not after the start"),
        (-1, FIRST, LAST, "more than none"),
    ],
)
def test_an_impossible_cohort_is_refused(number: float, first: date, last: date, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        fate(number, first, last, Request(REPORTS, draws=2))


def test_released_above_the_ceiling_on_the_day_of_booking() -> None:
    """Where beds bind hard, those booked in share the day's release for want of a bed with those held."""
    crowded = fate(
        8000, FIRST, FIRST, Request(REPORTS, draws=4, sets={"beds_usable": "20000", "local_shortage_share": "0"})
    )
    released = crowded.answer.result.released_above[1]
    booked = 8000 - crowded.total(14, "not booked")
    assert (released > 0.2).all()
    assert (crowded.outcomes[14]["capacity"] >= booked * released).all()
