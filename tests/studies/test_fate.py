"""The fate of an arrest cohort."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from bedspace.errors import UsageError
from bedspace.figures.counts import never_booked
from bedspace.studies.cohort.fate import HORIZONS, OUTCOMES, bounded, fate
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


def test_as_many_were_said_to_be_released_of_eight_thousand_as_were_let_go(cohort) -> None:
    """The White House said 461 were released of those arrested in the first two weeks.

    That lies above 9 of 10 runs for those released from custody, since the releases table leaves little room for
    releases for want of a bed, and inside with those never booked in, who were let go as well.
    """
    low, high = np.quantile(cohort.let_go(14), (0.05, 0.95))
    assert low < 461 < high
    assert np.quantile(cohort.total(14, "released"), 0.95) < 461
    assert cohort.outcomes[14]["capacity"].max() < 14 * 16


def test_the_cohort_has_the_mix_of_those_whom_the_run_arrests(cohort) -> None:
    """More arrests bring in more people without a conviction, who are released more often: so with the cohort."""
    answer = cohort.answer
    of_ice = answer.result.book_ins[answer.row(FIRST) : answer.row(LAST) + 1, :, :3]
    assert (of_ice[..., 0] / of_ice.sum(-1)).mean() < answer.plan.estimates.class_shares[0, 0] - 0.05
    one_kind = fate(8000, FIRST, LAST, Request(REPORTS, draws=300, sets={"convicted_extra": "0.01"}))
    assert one_kind.total(14, "released").mean() > 1.02 * cohort.total(14, "released").mean()


def test_no_more_are_never_booked_in_than_the_counts_leave_room_for(cohort) -> None:
    room = 8000 * never_booked(FIRST, LAST)
    assert 0 < room < 400
    for horizon in HORIZONS:
        assert cohort.total(horizon, "not booked").max() == pytest.approx(room)


def test_where_nothing_is_counted_nothing_is_bounded() -> None:
    later = fate(8000, date(2025, 7, 14), date(2025, 7, 20), Request("reports-2025-02", draws=50))
    assert later.total(14, "not booked").max() > 8000 * 0.01


def test_those_who_were_booked_in_after_all_share_the_other_outcomes() -> None:
    outcomes = {"not_booked": np.array([20.0, 4.0]), "held": np.array([60.0, 72.0]), "bond": np.array([20.0, 24.0])}
    found = bounded(outcomes, 10)
    np.testing.assert_allclose(found["not_booked"], [10, 4])
    np.testing.assert_allclose(found["held"], [67.5, 72])
    np.testing.assert_allclose(found["bond"], [22.5, 24])


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
