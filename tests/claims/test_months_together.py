"""Numbers of two or three months: together they are a sum, and "each" or "both" says them of every month."""

from __future__ import annotations

import pytest
from tests.claims.verdict_of import CONTRADICTED, NONE, SUPPORTED, answer, verdict

SAID = "2025-06-20"


@pytest.mark.parametrize(
    "form",
    [
        "In February and March 2025 together, {n} people were booked into ICE detention.",
        "{n} people were booked into ICE detention in February and March 2025 combined.",
        "February and March 2025 together brought {n} book-ins to ICE detention.",
        "Over February and March 2025, {n} people were booked into ICE detention.",
    ],
)
def test_two_months_are_added_up(form: str) -> None:
    """21,632 and 22,925."""
    assert verdict(form.format(n="44,557"), SAID) == SUPPORTED
    assert verdict(form.format(n="About 45,000"), SAID) == SUPPORTED
    assert verdict(form.format(n="More than 44,000"), SAID) == SUPPORTED
    assert verdict(form.format(n="60,000"), SAID) == CONTRADICTED
    assert verdict(form.format(n="46,000"), SAID) == NONE
    assert "44,557" in answer(form.format(n="60,000"), SAID).sentence


def test_three_months_are_added_up() -> None:
    form = "In {months} 2025 together, {n} people were booked into ICE detention."
    assert verdict(form.format(months="January, February and March", n="66,550"), SAID) == SUPPORTED
    assert verdict(form.format(months="January, February and March", n="80,000"), SAID) == CONTRADICTED
    assert verdict(form.format(months="January, February and March", n="44,557"), SAID) != SUPPORTED
    assert verdict(form.format(months="February, March and April", n="66,550"), SAID) != SUPPORTED


@pytest.mark.parametrize("months", ["February and April 2025", "January, March and May 2025", "May 2024 and May 2025"])
@pytest.mark.parametrize("n", ["22,000", "44,557", "70,000"])
def test_months_that_do_not_follow_one_another_are_not_read_as_a_span(months: str, n: str) -> None:
    assert verdict(f"In {months} together, {n} people were booked into ICE detention.", SAID) == NONE


@pytest.mark.parametrize(
    "form",
    [
        "In February and March 2025, {n} people each were booked into ICE detention.",
        "In both February and March 2025, {n} people were booked into ICE detention.",
        "February and March 2025 each brought {n} book-ins to ICE detention.",
        "In each of February and March 2025, {n} people were booked into ICE detention.",
        "{n} people were booked into ICE detention each in February and March 2025.",
    ],
)
def test_each_of_the_months_is_no_sum(form: str) -> None:
    assert verdict(form.format(n="about 22,000"), SAID) != CONTRADICTED
    assert verdict(form.format(n="more than 21,000"), SAID) in {SUPPORTED, NONE}
    assert verdict(form.format(n="44,557"), SAID) != SUPPORTED
    assert verdict(form.format(n="more than 40,000"), SAID) != SUPPORTED


def test_of_both_months_a_limit_is_held_against_the_lower_one() -> None:
    form = "In both February and March 2025, more than {n} people were booked into ICE detention."
    assert verdict(form.format(n="21,000"), SAID) == SUPPORTED
    assert verdict(form.format(n="22,500"), SAID) == CONTRADICTED
    assert "21,630 in February" in answer(form.format(n="21,000"), SAID).sentence
