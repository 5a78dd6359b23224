"""A hundred dots: whole, summing to a hundred, told apart without colour, with their exact shares in the table."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedspace.report import cohort_dots
from bedspace.report.charts import draw
from bedspace.report.findings import Findings
from bedspace.report.styles import STYLES

pytestmark = pytest.mark.xdist_group("page")
SHARES = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.floats(0, 1), min_size=1)


@given(SHARES.filter(lambda shares: sum(shares.values()) > 1e-6))
def test_dots_are_whole_sum_to_a_hundred_and_miss_by_less_than_one(shares: dict[str, float]) -> None:
    rounded = cohort_dots.whole_dots(shares)
    assert sum(rounded.values()) == 100
    for name, share in shares.items():
        assert abs(rounded[name] - 100 * share / sum(shares.values())) < 1 + 1e-9


def test_the_largest_remainders_get_the_missing_dots() -> None:
    assert cohort_dots.whole_dots({"a": 0.504, "b": 0.253, "c": 0.243}) == {"a": 51, "b": 25, "c": 24}
    assert cohort_dots.whole_dots({"a": 1, "b": 1, "c": 1}) == {"a": 34, "b": 33, "c": 33}


def test_every_day_has_a_hundred_dots_on_a_grid(found: Findings) -> None:
    layers = cohort_dots.chart(found.cohort, found.cohort_marks).layers
    assert [*layers] == ["Day 14", "Day 30", "Day 90", "Day 180"]
    for rows in layers.values():
        assert len(rows) == 100
        assert {(row["column"], row["line"]) for row in rows} == {(x, y) for x in range(10) for y in range(10)}


def test_shares_are_those_of_the_cohort_and_sum_to_one(found: Findings) -> None:
    for outcomes in found.cohort.values():
        shares = cohort_dots.shares_of(outcomes)
        np.testing.assert_allclose(sum(shares.values()), 1)
        np.testing.assert_allclose(shares["held"], outcomes["held"] / 8000)


def test_a_form_without_a_dot_of_its_own_counts_as_other() -> None:
    outcomes = {"held": np.array([60.0]), "other": np.array([30.0]), "by balloon": np.array([10.0])}
    assert cohort_dots.shares_of(outcomes)["other"][0] == pytest.approx(0.4)


def test_letters_tell_outcomes_apart() -> None:
    letters = [cohort_dots.letter(form) for form in cohort_dots.ORDER]
    assert len(set(letters)) == len(letters)
    assert {STYLES[cohort_dots.style(form)].letter for form in cohort_dots.ORDER} == set(letters)


def test_rounding_is_said_and_exact_shares_stand_in_the_table(found: Findings) -> None:
    chart = cohort_dots.chart(found.cohort, found.cohort_marks)
    assert "rounded" in chart.subtitle
    assert "rounded" in str(chart.alt)
    never = [form for form in cohort_dots.ORDER if not any(of[form].any() for of in found.cohort.values())]
    assert len(chart.table.rows) == len(cohort_dots.ORDER) - len(never) < len(cohort_dots.ORDER)
    assert str(chart.table.rows[-1][1]).count("%") == 3


def test_both_widths_are_drawn_with_every_letter(found: Findings) -> None:
    chart = cohort_dots.chart(found.cohort, found.cohort_marks)
    for svg in draw(chart.kind, chart.layers).values():
        assert svg.count(">H</text>") == sum(row["text"] == "H" for rows in chart.layers.values() for row in rows)
