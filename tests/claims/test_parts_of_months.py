"""A sum up to the middle of a month: its last day is open, so a figure of the days around decides and no later one."""

from __future__ import annotations

import pytest
from tests.claims.verdict_of import CONTRADICTED, NONE, SUPPORTED, answer, verdict

SAID = "2025-06-20"
FORMS = [
    "ICE deported {n} people from October 2024 through mid-January 2025.",
    "ICE deported {n} people in fiscal 2025 through mid-January 2025.",
    "Through mid-January 2025, ICE deported {n} people in fiscal 2025.",
]
"""76,939 up to 11 January and 85,769 up to 25 January."""


@pytest.mark.parametrize("form", FORMS)
def test_a_sum_up_to_the_middle_of_a_month(form: str) -> None:
    assert verdict(form.format(n="76,939"), SAID) == SUPPORTED
    assert verdict(form.format(n="about 77,000"), SAID) == SUPPORTED
    assert verdict(form.format(n="at least 70,000"), SAID) == SUPPORTED
    assert verdict(form.format(n="60,000"), SAID) == CONTRADICTED
    assert verdict(form.format(n="95,000"), SAID) == CONTRADICTED
    assert "76,939" in answer(form.format(n="60,000"), SAID).sentence


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("n", ["80,000", "83,000", "85,769", "at least 80,000"])
def test_what_may_have_been_reached_by_then_gets_no_verdict(form: str, n: str) -> None:
    assert verdict(form.format(n=n), SAID) == NONE


def test_another_part_of_the_month_has_another_figure() -> None:
    form = "ICE deported {n} people in fiscal 2025 through {when} January 2025."
    assert verdict(form.format(n="76,939", when="early"), SAID) == SUPPORTED
    assert verdict(form.format(n="85,769", when="late"), SAID) == SUPPORTED
    assert verdict(form.format(n="85,769", when="early"), SAID) != SUPPORTED
    assert verdict(form.format(n="76,939", when="late"), SAID) != SUPPORTED


def test_a_day_that_is_named_is_that_day() -> None:
    form = "ICE deported {n} people in fiscal 2025 through January {day}, 2025."
    assert verdict(form.format(n="76,939", day=11), SAID) == SUPPORTED
    assert verdict(form.format(n="85,769", day=25), SAID) == SUPPORTED
    assert verdict(form.format(n="95,000", day=11), SAID) == CONTRADICTED
