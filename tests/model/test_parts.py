"""Each part of the system by itself."""

from __future__ import annotations

import numpy as np
import pytest

from bedspace.errors import UsageError
from bedspace.model import agreements, arrests, leads, money, officers, operations, pressure, removal, targets
from bedspace.model.network import Network, State, Transition

ONE = np.ones(1)


def test_no_target_no_gap() -> None:
    assert targets.gap(300 * ONE, 0 * ONE)[0] == 0
    assert targets.gap(600 * ONE, 1200 * ONE)[0] == 0.5
    assert targets.gap(1500 * ONE, 1200 * ONE)[0] == 0


def test_the_larger_of_two_targets_counts() -> None:
    assert targets.asked(1350 * ONE, 75 * ONE, 25 * ONE)[0] == 1875
    assert targets.asked(3000 * ONE, 75 * ONE, 25 * ONE)[0] == 3000
    assert targets.asked(0 * ONE, 0 * ONE, 25 * ONE)[0] == 0


def test_an_operation_takes_high_risk_leads_first_and_no_more_than_there_are() -> None:
    first, second = operations.sought(100 * ONE, 60 * ONE, 30 * ONE)
    assert (first[0], second[0]) == (60, 30)
    first, second = operations.sought(50 * ONE, 60 * ONE, 30 * ONE)
    assert (first[0], second[0]) == (50, 0)


def test_publicity_costs_its_share() -> None:
    assert operations.despite_publicity(0.3 * ONE, 0.5 * ONE)[0] == 0.15


def test_only_agreements_above_the_base_number_add() -> None:
    assert agreements.arrests_added(635 * ONE, 135 * ONE, 0.14 * ONE)[0] == pytest.approx(70)
    assert agreements.arrests_added(135 * ONE, 135 * ONE, 0.14 * ONE)[0] == 0


def test_limits_put_leads_out_of_reach_while_in_force() -> None:
    assert leads.within_reach(1 * ONE, 0.1 * ONE)[0] == 0.9
    assert leads.within_reach(0 * ONE, 0.1 * ONE)[0] == 1


def test_traced_addresses_are_a_share() -> None:
    assert leads.traced(1644 * ONE, 0.1 * ONE)[0] == pytest.approx(164.4)


def test_hired_officers_train_first() -> None:
    assert officers.in_training(900 * ONE, 300 * ONE)[0] == 600
    assert officers.in_training(200 * ONE, 300 * ONE)[0] == 0


def test_pressure_approaches_its_cause_with_its_delay() -> None:
    felt = 0 * ONE
    for _ in range(7):
        felt = pressure.felt(felt, 0.5 * ONE, 0 * ONE, 0 * ONE, 7 * ONE)
    assert felt[0] == pytest.approx(0.5 * (1 - np.exp(-1)))


def test_attempts_are_bound_by_hours_or_by_leads() -> None:
    assert leads.attempts(100 * ONE, 10 * ONE, 1e6 * ONE, 0.2 * ONE)[0] == 10
    assert leads.attempts(1e6 * ONE, 10 * ONE, 50 * ONE, 0.2 * ONE)[0] == 10
    assert leads.made(10 * ONE, 100 * ONE, 50 * ONE)[0] == 50


def test_leads_are_conserved() -> None:
    after, stale = leads.aged(100 * ONE, 5 * ONE, 20 * ONE, 0.1 * ONE)
    assert after + stale + 20 == 105


def test_custody_takes_officers_from_arrests() -> None:
    assert officers.free_for_arrests(6100 * ONE, 40_000 * ONE, 0.01 * ONE, 0.1 * ONE)[0] == pytest.approx(570)


def test_fatigue_follows_overtime() -> None:
    assert officers.wearied(0 * ONE, 0.4 * ONE, 30 * ONE)[0] == pytest.approx(1 - np.exp(-1 / 30))


def test_baseline_attempts_give_the_counted_arrests() -> None:
    attempts = arrests.attempts_before(90.8 * ONE, 0.3 * ONE, 0.05 * ONE)
    assert attempts * 0.3 * 1.05 == pytest.approx(90.8)


def test_day_shock_has_mean_one() -> None:
    normal = np.random.default_rng(1).standard_normal(40_000)
    factor = arrests.day_factor(1.0, normal, 0.4 * np.ones_like(normal))
    assert abs(factor.mean() - 1) < 4 * factor.std() / 200


def test_seats_are_shared_pro_rata() -> None:
    boarded = removal.boarding(np.array([[300.0, 100.0]]), 200 * ONE)
    np.testing.assert_allclose(boarded, [[150, 50]])
    np.testing.assert_allclose(removal.boarding(np.array([[30.0, 10.0]]), 200 * ONE), [[30, 10]])


def test_guaranteed_beds_are_paid_even_if_empty() -> None:
    def cost(held: float) -> float:
        return float(money.custody_cost(held * ONE, 100 * ONE, 60 * ONE, 10 * ONE, 30 * ONE)[0])

    assert cost(0) == cost(60) == 600
    assert cost(80) == 800
    assert cost(110) == 1000 + 300


def test_a_faulty_table_is_refused_with_every_fault() -> None:
    states = (State("a", "A", "x"), State("gone", "Gone", "x", absorbing=True))
    arrow = Transition("a", "gone", "hazard", "p", "x")
    with pytest.raises(UsageError) as caught:
        Network(
            states,
            (arrow, arrow, Transition("a", "b", "hazard", "p", "x"), Transition("gone", "a", "share", "p", "x")),
            (),
        )
    told = str(caught.value)
    assert "declared twice" in told
    assert "b is not declared" in told
    assert "nobody leaves an outcome" in told


def test_research_follows_staff_and_what_pressure_leaves() -> None:
    assert leads.research(0 * ONE, 6100 * ONE, 6100 * ONE)[0] == 1
    assert leads.research(0.5 * ONE, 9150 * ONE, 6100 * ONE)[0] == 0.75


def test_places_by_land_do_not_follow_flights() -> None:
    before, none = 600 * ONE, 0 * ONE
    assert removal.seats(6 * ONE, 100 * ONE, 0.6 * ONE, none, ONE, before)[0] == pytest.approx(1000)
    assert removal.seats(none, 100 * ONE, 0.6 * ONE, none, ONE, before)[0] == pytest.approx(400)
