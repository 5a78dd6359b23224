"""Each part of the system by itself."""

from __future__ import annotations

import numpy as np
import pytest

from bedspace.errors import UsageError
from bedspace.model import arrests, leads, money, officers, operations, removal, targets
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


def test_an_operation_asks_for_a_share_of_those_sought() -> None:
    assert operations.expected(100 * ONE, 0.3 * ONE)[0] == pytest.approx(30)


def test_publicity_costs_its_share() -> None:
    assert operations.despite_publicity(0.3 * ONE, 0.5 * ONE)[0] == 0.15


def test_limits_put_leads_out_of_reach_while_in_force() -> None:
    assert leads.within_reach(1 * ONE, 0.1 * ONE)[0] == 0.9
    assert leads.within_reach(0 * ONE, 0.1 * ONE)[0] == 1


def test_traced_addresses_are_a_share() -> None:
    assert leads.traced(1644 * ONE, 0.1 * ONE)[0] == pytest.approx(164.4)


def test_hired_officers_train_first() -> None:
    assert officers.in_training(900 * ONE, 300 * ONE)[0] == 600
    assert officers.in_training(200 * ONE, 300 * ONE)[0] == 0


def test_no_more_leads_are_used_than_there_are() -> None:
    assert leads.used(30 * ONE, 0.3 * ONE, 500 * ONE)[0] == pytest.approx(100)
    assert leads.used(30 * ONE, 0.3 * ONE, 50 * ONE)[0] == 50


def test_leads_are_conserved() -> None:
    after, stale = leads.aged(100 * ONE, 5 * ONE, 20 * ONE, 0.1 * ONE)
    assert after + stale + 20 == 105


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
    assert leads.research(1 * ONE, 6100 * ONE, 6100 * ONE)[0] == 1
    assert leads.research(0.5 * ONE, 9150 * ONE, 6100 * ONE)[0] == 0.75


def test_places_by_land_do_not_follow_flights() -> None:
    before, none = 600 * ONE, 0 * ONE
    assert removal.seats(6 * ONE, 100 * ONE, 0.6 * ONE, none, ONE, before)[0] == pytest.approx(1000)
    assert removal.seats(none, 100 * ONE, 0.6 * ONE, none, ONE, before)[0] == pytest.approx(400)
