"""The account of arrests: each formula on its own."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedspace.model import account

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
