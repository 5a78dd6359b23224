"""A level of now against one of a month, by so many per cent or so many people, and the counts within that month."""

from __future__ import annotations

import pytest
from tests.claims.verdict_of import CONTRADICTED, NONE, SUPPORTED, answer

SAID = "2025-07-15"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("ICE now holds 57,861 people, 46 percent more than the 39,703 held in January.", SUPPORTED),
        ("ICE holds 57,861 people, 46 percent more than 39,703 in January.", SUPPORTED),
        ("ICE holds 57,861 people, 46 percent above the 39,703 of January.", SUPPORTED),
        ("ICE holds 57,861 people, about 18,000 more than the 39,703 it held in January.", SUPPORTED),
        ("ICE now holds 57,861 people, 26 percent more than the 39,703 held in January.", CONTRADICTED),
        ("ICE holds 57,861 people, 26 percent above the 39,703 of January.", CONTRADICTED),
        ("ICE holds 57,861 people, about 28,000 more than the 39,703 it held in January.", CONTRADICTED),
        ("ICE now holds 57,861 people, 46 percent more than the 29,703 held in January.", CONTRADICTED),
        ("ICE now holds 47,861 people, 46 percent more than the 39,703 held in January.", CONTRADICTED),
    ],
)
def test_each_level_is_of_its_own_time_and_the_change_lies_between_them(text: str, verdict: str) -> None:
    found = answer(text, SAID)
    assert found.verdict.value == verdict, found.sentence


@pytest.mark.parametrize(
    ("text", "verdict", "day"),
    [
        ("ICE held 39,703 people in January.", SUPPORTED, "12 January 2025"),
        ("ICE held 39,238 people in January.", SUPPORTED, "26 January 2025"),
        ("ICE held 39,500 people in January.", NONE, "26 January 2025"),
        ("ICE held 49,500 people in January.", CONTRADICTED, "26 January 2025"),
    ],
)
def test_any_count_of_a_month_is_that_of_the_month(text: str, verdict: str, day: str) -> None:
    found = answer(text, SAID)
    assert found.verdict.value == verdict, found.sentence
    assert day in found.sentence
