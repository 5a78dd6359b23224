"""Parts of a whole that a statement names are added up; a peak is compared with the other years of its span."""

from __future__ import annotations

import pytest
from tests.claims.verdict_of import NONE, answer

AFTER = "2026-11-25"
ADDED = [
    (
        "In November 2026 ICE booked 40,000 people into detention; ICE arrested 36,500 and CBP 3,500.",
        "36,500 + 3,500 = 40,000, the whole that is stated",
    ),
    (
        "In November 2026 ICE booked 40,000 people into detention; CBP arrested 3,500 and ICE 36,500.",
        "3,500 + 36,500 = 40,000, the whole that is stated",
    ),
    (
        "In November 2026 ICE booked 40,100 people into detention; ICE arrested 36,500 and CBP 3,100.",
        "36,500 + 3,100 = 39,600, 500 fewer than '40,100'",
    ),
    (
        "In November 2026 ICE booked 40,100 people into detention; ICE arrested 36,500 and CBP 4,200.",
        "36,500 + 4,200 = 40,700, 600 more than '40,100'",
    ),
    (
        "In November 2026 ICE booked 40,000 people into detention; ICE arrested 36,512 and CBP 3,487.",
        "36,512 + 3,487 = 39,999, 1 fewer than '40,000', which rounding can explain",
    ),
    (
        "In November 2026 ICE booked more than 40,000 people into detention; ICE arrested 36,500 and CBP 3,900.",
        "36,500 + 3,900 = 40,400, which is 'more than 40,000'",
    ),
]


@pytest.mark.parametrize(("text", "sum_"), ADDED)
def test_parts_of_a_period_beyond_the_data_are_added_up(text: str, sum_: str) -> None:
    found = answer(text, AFTER)
    assert found.verdict.value == NONE
    assert "newest data" in found.sentence
    assert sum_ in found.sentence
    assert any("sum of the parts" in str(step) for step in found.steps)


@pytest.mark.parametrize(
    "text",
    [
        "In November 2026 ICE booked 40,000 people into detention; ICE arrested 36,500.",
        "In November 2026 ICE booked in 40,000 people; in October 2026 ICE arrested 36,500 and CBP 3,500 of those booked.",
        "In November 2026 ICE held 60,000 people; 36,500 had been arrested by ICE and 20,000 had a conviction.",
    ],
)
def test_numbers_that_are_no_parts_of_one_whole_are_not_added(text: str) -> None:
    assert "+" not in answer(text, AFTER).sentence
