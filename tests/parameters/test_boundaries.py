"""First and last days of changes, ends of ranges, and orders of priors: each from both sides."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from bedspace.errors import UsageError
from bedspace.parameters.catalogue import read_topic
from bedspace.parameters.change import Change
from bedspace.parameters.distributions import triangular
from bedspace.parameters.parameter import Adjustment, Parameter, Prior
from bedspace.parameters.policy import Policy, conflicts
from bedspace.parameters.price_index import price_index, price_level
from bedspace.parameters.settings import settings

TOPIC = """
[beds]
label = "Beds"
unit = "beds"
description = "Beds."
range = [0, 100]
prior = {{ kind = "fixed" }}
rests_on = "{rests_on}"
values = [
    {{ from = 2025-01-01, value = 10, source = "assumption", evidence = "{first}" }},
    {{ from = 2025-02-01, value = 30, source = "assumption", evidence = "assumption", {later} }}
]
"""
LATER = "known = 2025-01-20, ramp_days = 4"
FEBRUARY = date(2025, 2, 1)


def beds(rests_on: str = "assumed", first: str = "official statistic") -> Parameter:
    return read_topic(TOPIC.format(rests_on=rests_on, first=first, later=LATER), "made")["beds"]


def change(**given: object) -> Change:
    plain = {"parameter": "beds", "from": FEBRUARY, "value": 50, "reason": "a test"}
    return Change.model_validate({**plain, **given})


# values


def test_a_value_and_its_ramp_begin_on_their_days() -> None:
    days = [date(2024, 6, 1), date(2025, 1, 31), *(FEBRUARY + timedelta(days=n) for n in (0, 1, 3, 4, 5))]
    assert [beds().at(day) for day in days] == [10, 10, 10, 15, 25, 30, 30]
    assert beds().entry(FEBRUARY).value == 30
    assert beds().entry(FEBRUARY - timedelta(days=1)).value == 10


def test_the_ends_of_a_range_are_in_it() -> None:
    for value in (0, 100):
        beds().check(value, "here")
    for value in (-0.1, 100.1):
        with pytest.raises(UsageError, match="out of range"):
            beds().check(value, "here")


def test_what_was_known_on_the_day_of_the_start_looks_not_ahead() -> None:
    assert [beds().looks_ahead(date(2025, 1, day)) for day in (19, 20)] == [True, False]


def test_a_dated_value_has_its_own_mark_and_none_stronger_than_the_parameter() -> None:
    first, second = beds("reported").values
    assert [str(beds("reported").mark(value)) for value in (first, second)] == ["reported", "assumed"]
    assert str(beds("assumed").mark(first)) == "assumed"


@pytest.mark.parametrize(("how", "ends"), [("add", [10, 10, 12, 14, 16, 18, 18, 10]), ("multiply", None)])
def test_an_adjustment_grows_from_the_day_after_its_first_and_holds_to_its_last(
    how: str, ends: list[float] | None
) -> None:
    given = {"how": how, "amount": 8, "since": FEBRUARY, "until": date(2025, 2, 6), "ramp_days": 4}
    adjustment = Adjustment.model_validate(given)
    days = [date(2025, 1, 31), *(FEBRUARY + timedelta(days=n) for n in (0, 1, 2, 3, 4, 5, 6))]
    wanted = ends or [10, 10, 27.5, 45, 62.5, 80, 80, 10]
    assert [adjustment.applied(10, day) for day in days] == pytest.approx(wanted)


# changes


def test_a_change_that_ends_gives_way_to_what_held() -> None:
    """Set to 50 for one day; the ramp of the parameter goes on at the value that it had reached."""
    within = {"beds": beds()}
    changed = change(until=FEBRUARY).applied(within)
    assert [changed.at(date(2025, 1, 31)), changed.at(FEBRUARY)] == [10, 50]
    assert changed.at(FEBRUARY + timedelta(days=1)) == beds().at(FEBRUARY + timedelta(days=1))
    with pytest.raises(UsageError, match="before it begins"):
        change(until=FEBRUARY - timedelta(days=1)).applied(within)


def test_changes_overlap_on_a_shared_day() -> None:
    first = change(until=date(2025, 2, 10))
    shared, apart = change(**{"from": date(2025, 2, 10)}), change(**{"from": date(2025, 2, 11)})
    assert first.overlaps(shared)
    assert shared.overlaps(first)
    assert not first.overlaps(apart)
    assert not apart.overlaps(first)


def policy(name: str, *changes: Change, **given: object) -> Policy:
    words = dict.fromkeys(("title", "reference", "coded_by", "coded_from", "left_out"), "a test")
    return Policy.model_validate({"name": name, "decided": FEBRUARY, **words, "changes": changes, **given})


def test_policies_hold_together_where_both_only_add_or_only_multiply() -> None:
    def together(one: str, other: str, **given: object) -> bool:
        return not [*conflicts(policy("a", change(how=one)), policy("b", change(how=other), **given))]

    assert together("add", "add")
    assert together("multiply", "multiply")
    assert not together("add", "multiply")
    assert not together("set", "set")
    assert together("set", "set", succeeds=("a",))
    assert not together("add", "add", alternatives=("a",))


# priors and prices


def test_both_shapes_of_a_beta_are_above_one() -> None:
    assert Prior(kind="beta", a=1.01, b=1.01)
    for a, b in ((1, 2), (2, 1)):
        with pytest.raises(ValueError, match="above 1"):
            Prior(kind="beta", a=a, b=b)


def test_a_triangle_has_its_ends_and_its_mode() -> None:
    """A quarter lies below the mode of a triangle from 0 over 1 to 4."""
    np.testing.assert_allclose(triangular(np.array([0.0, 0.25, 1.0]), 0, 1, 4), [0, 1, 4])
    np.testing.assert_allclose(triangular(np.array([0.0625, 0.4375]), 0, 1, 4), [0.5, 4 - np.sqrt(0.5625 * 12)])


def test_a_single_draw_takes_the_middle_of_a_prior() -> None:
    text = TOPIC.format(rests_on="assumed", first="assumption", later=LATER).replace(
        '{ kind = "fixed" }', '{ kind = "uniform", relative = true, low = 0.5, high = 2.5 }'
    )
    drawn = settings(read_topic(text, "made"), date(2025, 1, 1), 40, 1, lambda *_: np.zeros(1))
    assert [drawn.at("beds", row)[0] for row in (0, 31, 32, 40)] == [15, 15, 22.5, 45]
    high = settings(read_topic(text.replace("2.5", "29.5"), "made"), date(2025, 1, 1), 40, 1, lambda *_: np.zeros(1))
    assert high.at("beds", 0)[0] == 100  # the range holds


def test_prices_are_those_of_their_year_and_rise_after_the_table() -> None:
    first, last = min(price_index()), max(price_index())
    assert price_level(2025, 0.5) == 1
    assert price_level(last + 2, 0.5) == pytest.approx(price_level(last, 0.5) * 2.25)
    assert price_level(first, 0.5) == price_index()[first] / price_index()[2025]
    with pytest.raises(UsageError, match="before the price index"):
        price_level(first - 1, 0.5)


def test_what_the_user_sets_is_assumed() -> None:
    assert str(beds("reported").fixed_at(20).rests_on) == "assumed"
    assert beds("reported").fixed_at(20).at(date(1990, 1, 1)) == 20
