"""Counts over a time that reaches from one fiscal year into the next: the sums of both, or that of the first."""

from __future__ import annotations

import pytest
from tests.claims.verdict_of import CONTRADICTED, NONE, SUPPORTED, answer


@pytest.mark.parametrize(
    ("text", "said", "verdict", "figure"),
    [
        ("ICE deported nearly 600,000 people in the first nine months of the administration.", "2025-10-25",
         CONTRADICTED, "between 235,472 and 312,953"),
        ("ICE deported nearly 600,000 people in the first nine months of the administration.", "2025-10-01",
         CONTRADICTED, "between 235,472 and 312,953"),
        ("ICE deported 290,000 people in the first nine months of the administration.", "2025-10-25", NONE, "235,472"),
        ("ICE has removed 700,000 people over the past twelve months.", "2025-11-25", CONTRADICTED, "and 365,800"),
        ("ICE has removed more than 300,000 people over the past twelve months.", "2025-11-25", SUPPORTED, "327,714"),
        ("From January through October 2025, ICE removed 490,000 people.", "2025-11-25", CONTRADICTED, "248,058"),
        ("In calendar 2024 ICE removed 284,000 people.", "2025-11-25", SUPPORTED, "282,680 and 286,277"),
        ("ICE removed 500,000 people in calendar year 2024.", "2025-11-25", CONTRADICTED, "282,680 and 286,277"),
        ("In 2024 ICE removed 271,484 people.", "2025-11-25", SUPPORTED, "if the fiscal year is meant"),
    ],
)  # fmt: skip
def test_a_time_over_a_year_end_is_bounded_by_both_years(text: str, said: str, verdict: str, figure: str) -> None:
    found = answer(text, said)
    assert found.verdict.value == verdict, found.sentence
    assert figure in found.sentence


def test_limits_say_how_they_are_known_and_where_they_stand() -> None:
    found = answer("In the first six months of fiscal 2023 ICE removed more than 140,000 people.", "2023-04-14")
    assert "between 40,366 and 48,909, estimated from running totals of the releases before and after" in found.sentence
    assert len(found.sources) == 2  # the release before the last day and the one after it
