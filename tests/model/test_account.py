"""The account of arrests: each formula on its own."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedspace.model import account

ONE = np.ones(1)
POSITIVE = st.floats(1, 1e4).map(np.float64)


def one(value: float) -> np.ndarray:
    return np.array([value])


@given(POSITIVE, POSITIVE)
def test_more_of_either_brings_more_and_the_elasticities_add_up_to_one(sought: float, capacity: float) -> None:
    base = np.log(account.met(one(sought), one(capacity)))
    of_demand = (np.log(account.met(one(sought * 1.001), one(capacity))) - base) / np.log(1.001)
    of_capacity = (np.log(account.met(one(sought), one(capacity * 1.001))) - base) / np.log(1.001)
    assert of_demand > 0
    assert of_capacity > 0
    assert of_demand + of_capacity == pytest.approx(1, abs=0.001)


def test_what_is_met_stays_below_both() -> None:
    assert account.met(one(100), one(300)) == 75
    assert account.met(one(300), one(100)) == 75


@given(POSITIVE, st.floats(1.05, 50))
def test_a_start_keeps_its_own_level(at_large: float, room: float) -> None:
    capacity = one(at_large * room)
    assert account.met(account.sought_for(one(at_large), capacity), capacity) == pytest.approx(at_large)


def test_only_the_part_of_a_target_that_is_not_covered_asks_for_more() -> None:
    before, in_jails, share = one(100), one(300), one(0.25)
    assert account.asked(before, in_jails, one(0), share) == 100
    assert account.asked(before, in_jails, one(400), share) == 100
    assert account.asked(before, in_jails, one(1200), share) == 100 + 0.25 * 800


def test_a_value_goes_two_thirds_of_the_way_in_its_days() -> None:
    value = one(0)
    for _ in range(10):
        value = account.adjusted(value, one(1), one(10))
    assert value == pytest.approx(1 - np.exp(-1))


def test_a_surge_follows_a_rise_and_tires_but_no_fall_brings_less() -> None:
    after = account.surge(one(0), one(50), one(14))
    assert after == 50
    assert account.surge(after, one(-30), one(14)) == pytest.approx(50 * np.exp(-1 / 14))


def test_custodial_arrests_follow_detainers_and_agreements() -> None:
    assert account.custodial(one(700), one(0.5), one(100), one(0.1)) == 360


def test_capacity_follows_officers_and_a_borrowed_agent_counts_his_worth() -> None:
    then = account.heads(one(6000), one(0), one(1000), one(0.5))
    now = account.heads(one(6000), one(650), one(1000), one(0.5))
    assert account.capacity(now, then, one(200), one(3)) == pytest.approx(600 * 1.1)


def test_a_used_list_costs_only_the_arrests_that_need_it() -> None:
    assert account.list_left(one(1), one(400), one(1000), one(50)) == pytest.approx(0.6)
    assert account.list_left(one(0), one(5000), one(1000), one(50)) == 0
    assert account.list_left(one(0.5), one(0), one(1000), one(50)) > 0.5
    assert account.from_lists(one(300), one(100), one(0.5), one(0.8)) == 300 - 200 * 0.8 * 0.5
    assert account.from_lists(one(80), one(100), one(0), one(1)) == 80


def test_whom_is_the_mean_of_both_kinds() -> None:
    assert account.convicted(one(300), one(100), one(0.6), one(0.2)) == 200


def test_a_later_target_counts_by_its_response_beyond_the_answered_one() -> None:
    """1,350 less 300 covered, and half of the further 1,650."""
    found = account.beyond(3_000 * ONE, 300 * ONE, 1_350 * ONE, 0.5 * ONE)
    assert found[0] == pytest.approx(1_050 + 825)
    assert account.beyond(1_000 * ONE, 300 * ONE, 1_350 * ONE, 0.5 * ONE)[0] == 700
    assert account.beyond(200 * ONE, 300 * ONE, 1_350 * ONE, 0.5 * ONE)[0] == 0


def test_what_is_sought_without_a_target_gives_back_what_is_sought_with_it() -> None:
    before = account.before_target(400 * ONE, 350 * ONE, 1_350 * ONE, 0.3 * ONE)
    assert account.asked(before, 350 * ONE, 1_350 * ONE, 0.3 * ONE)[0] == pytest.approx(400)
    assert account.before_target(400 * ONE, 350 * ONE, 700 * ONE, 0.3 * ONE)[0] == 400


def test_lists_bend_from_all_arrests_to_their_supply() -> None:
    assert account.listed(10 * ONE, 1_000 * ONE)[0] == pytest.approx(10, rel=1e-4)
    assert account.listed(1_000 * ONE, 10 * ONE)[0] == pytest.approx(10, rel=1e-4)
    supply = account.supply_of(80 * ONE, 100 * ONE)
    assert account.listed(100 * ONE, supply)[0] == pytest.approx(80)
    assert account.listed(100 * ONE, 1.5 * supply)[0] > 90


def test_listed_arrests_at_the_start_give_the_counted_convictions() -> None:
    listed = account.listed_at_start(180 * ONE, 225 * ONE, 100 * ONE, (0.57 * ONE, 0.21 * ONE))
    assert account.convicted(225 + listed, 100 - listed, 0.57 * ONE, 0.21 * ONE)[0] == pytest.approx(180)
