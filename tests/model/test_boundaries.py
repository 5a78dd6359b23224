"""Parts of the system where one rule gives way to another: a value on either side."""

from __future__ import annotations

import numpy as np
import pytest

from bedspace.model import areas, custody, leads, money, officers, pressure, removal

ONE = np.ones(1)


def test_seats_fly_on_five_days_or_on_seven() -> None:
    """The mean of a week stays one; Saturday and Sunday are days 5 and 6."""
    for weekend in (0.0, 0.5, 1.0):
        week = removal.flying(np.arange(7), np.full(7, weekend))
        assert week.mean() == pytest.approx(1)
        np.testing.assert_array_equal(week[5:], weekend)


def test_direct_removals_take_their_share_of_seats() -> None:
    assert removal.seats(5 * ONE, 100 * ONE, ONE, 0.2 * ONE, ONE, 500 * ONE)[0] == pytest.approx(400)
    assert money.direct_removals(80 * ONE, 0.2 * ONE)[0] == pytest.approx(20)


def test_pressure_is_kept_between_nothing_and_one() -> None:
    assert [float(pressure.felt(s * ONE, 100 * ONE)[0]) for s in (50, 100, 200)] == [0, 0, 0.5]


def test_a_stop_of_release_wears_off_until_the_next_event() -> None:
    left = pressure.stopped(1 * ONE, 0 * ONE, 100 * ONE)
    assert left[0] == pytest.approx(np.exp(-0.01))
    assert pressure.stopped(left, 1 * ONE, 100 * ONE)[0] == 1


def test_fatigue_is_the_share_of_all_surges_that_has_tired() -> None:
    assert [float(officers.wearied(s * ONE, r * ONE)[0]) for s, r in ((0, 0), (10, 10), (5, 20), (0, 20))] == [
        0,
        0,
        0.75,
        1,
    ]


def test_only_officers_not_tied_down_arrest() -> None:
    assert officers.free_for_arrests(300 * ONE, 20_000 * ONE, 0.01 * ONE)[0] == 100
    assert officers.free_for_arrests(100 * ONE, 20_000 * ONE, 0.01 * ONE)[0] == 1
    assert officers.hours(150 * ONE, 0.1 * ONE, 70 * ONE, 0.1 * ONE)[0] == pytest.approx(15 * 10 * 1.1)


def test_leads_used_do_not_go_stale() -> None:
    left, stale = leads.aged(100 * ONE, 5 * ONE, 20 * ONE, 0.1 * ONE)
    assert (left[0], stale[0]) == (77, 8)
    assert leads.replenished(10 * ONE, 0.5 * ONE, 0.5 * ONE, 2 * ONE)[0] == 15


FUNDED, GUARANTEED, AVERAGE, MARGINAL = 100 * ONE, 60 * ONE, 10 * ONE, 30 * ONE


@pytest.mark.parametrize(
    ("held", "used", "empty", "above", "further"),
    [(59, 59, 1, 0, 0), (60, 60, 0, 0, 10), (99, 99, 0, 0, 10), (100, 100, 0, 0, 30), (101, 100, 0, 1, 30)],
)
def test_a_bed_is_paid_for_by_where_it_stands(held: float, used: float, empty: float, above: float, further: float):
    """Their costs add up to the cost of custody, and one more costs what it adds."""
    at = held * ONE
    parts = [float(part[0]) for part in money.bed_days(at, FUNDED, GUARANTEED)]
    assert parts == [used, empty, above]
    cost = float(money.custody_cost(at, FUNDED, GUARANTEED, AVERAGE, MARGINAL)[0])
    assert cost == 10 * (used + empty) + 30 * above
    assert float(money.further_bed_day(at, FUNDED, GUARANTEED, AVERAGE, MARGINAL)[0]) == further
    more = float(money.custody_cost(at + 1, FUNDED, GUARANTEED, AVERAGE, MARGINAL)[0])
    assert more - cost == further


def test_more_guaranteed_than_funded_beds_are_paid_at_the_average() -> None:
    assert float(money.custody_cost(70 * ONE, 50 * ONE, 80 * ONE, AVERAGE, MARGINAL)[0]) == 800
    earlier = money.beyond_funded(1_000 * ONE, 90 * ONE, 50 * ONE, 60 * ONE, AVERAGE)
    assert earlier[0] == 400


def test_a_programme_keeps_people_for_their_days() -> None:
    """One in four leaves a day where four days is the mean; those of the day are in at its end."""
    np.testing.assert_allclose(money.monitored(np.array([[8.0], [0.0], [4.0]]), 4 * ONE)[:, 0], [8, 6, 8.5])


def test_only_people_above_the_ceiling_are_above_it() -> None:
    np.testing.assert_array_equal(custody.above(np.array([99.0, 100.0, 101.5]), 100 * np.ones(3)), [0, 0, 1.5])


def test_slow_stays_are_weighted_by_how_long_they_last() -> None:
    """A fifth of entrants, four times as long: half of a steady stock; its mean hazard is one."""
    assert custody.steady_slow_stock(0.2 * ONE, 4 * ONE)[0] == pytest.approx(0.5)
    fast, slow = custody.relative_hazards(0.5 * ONE, 4 * ONE)[0]
    assert (fast, slow) == pytest.approx((1.6, 0.4))
    assert custody.with_odds(custody.odds(0.3 * ONE))[0] == pytest.approx(0.3)


def test_guaranteed_beds_come_first_and_surge_is_on_top_of_both() -> None:
    two = areas.Areas(("a", "b"), np.array([0.5, 0.5]), np.array([30.0, 10.0]), ("a", "b"), np.eye(2) / 2)
    np.testing.assert_allclose(two.beds_by_kind(100, 1.1), [[30, 10], [30, 30], [6, 4]])
    np.testing.assert_allclose(two.beds_by_kind(20, 1.0), [[15, 5], [0, 0], [0, 0]])
    assert two.out_of_area_share == 0


def test_whole_numbers_keep_their_sum_and_the_greatest_remainders_go_up() -> None:
    np.testing.assert_array_equal(areas.whole(np.array([1.2, 1.7, 1.1])), [1, 2, 1])
