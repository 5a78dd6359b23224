"""Parts of a whole that a statement names are added up; a peak is compared with the other years of its span."""

from __future__ import annotations

import pytest
from tests.claims.verdict_of import CONTRADICTED, NONE, SUPPORTED, answer

AFTER = "2026-11-25"
ADDED = [
    (
        "In November 2026 ICE booked 40,000 people into detention; ICE arrested 36,500 and CBP 3,500.",
        "36,500 + 3,500 = 40,000, the total stated",
    ),
    (
        "In November 2026 ICE booked 40,000 people into detention; CBP arrested 3,500 and ICE 36,500.",
        "3,500 + 36,500 = 40,000, the total stated",
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
        "In November 2026 ICE booked more than 40,000 into detention; ICE arrested 36,500 and CBP 3,900.",
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
        "In November 2026 ICE booked in 40,000; in October 2026 ICE arrested 36,500 and CBP 3,500 of those booked.",
        "In November 2026 ICE held 60,000 people; 36,500 had been arrested by ICE and 20,000 had a conviction.",
    ],
)
def test_numbers_that_are_no_parts_of_one_whole_are_not_added(text: str) -> None:
    assert "+" not in answer(text, AFTER).sentence


def test_parts_of_a_period_that_the_record_has_are_added_beside_its_verdict() -> None:
    text = "In fiscal 2025 ICE booked 310,181 people into detention; ICE arrested 222,832 and CBP 87,349."
    found = answer(text, "2025-10-05")
    assert found.verdict.value == SUPPORTED
    assert "222,832 + 87,349 = 310,181, the total stated" in found.sentence


SUMMER = "2025-06-10"
PEAKS = [
    ("Under Biden, ICE deported more people per year at its peak than any other in the last decade.", SUPPORTED),
    ("At its peak, under Biden, ICE removed more people a year than any other in the past 10 years.", SUPPORTED),
    (
        "Under Biden, ICE did not deport more people per year at its peak than any other in the last decade.",
        CONTRADICTED,
    ),
    ("Under Biden, ICE deported more people per year at its peak than any other in the last 15 years.", CONTRADICTED),
    ("Under Biden, ICE deported more people per year at its peak than any other since 2013.", CONTRADICTED),
    (
        "Under Trump's first term, ICE deported more people per year at its peak than any other since 2015.",
        CONTRADICTED,
    ),
    ("Under Obama, ICE deported more people per year at its peak than any other administration since 2009.", SUPPORTED),
    # the peak lies before the decade, and the years in it are not the highest
    ("Under Obama, ICE deported more people per year at its peak than any other in the last decade.", NONE),
    # the record begins in fiscal 2009
    ("Under Obama, ICE deported more people per year at its peak than any other in the last two decades.", NONE),
    ("The Biden administration deported more people per year at its peak than any other in the last decade.", NONE),
    ("Under Biden, ICE deported more people per year at its peak than any other country.", NONE),
    ("Under Biden, ICE deported more people per year at its peak than any other administration.", CONTRADICTED),
    ("Under Obama, ICE deported more people per year at its peak than any other on record.", NONE),
    ("Under Biden, ICE deported more Texans per year at its peak than any other in the last decade.", NONE),
]


@pytest.mark.parametrize(("text", "verdict"), PEAKS)
def test_a_peak_is_compared_with_the_other_years_of_its_span(text: str, verdict: str) -> None:
    assert answer(text, SUMMER).verdict.value == verdict


@pytest.mark.parametrize("who", ["ICE", "The agency", "President Trump", "It"])
def test_a_peak_of_nobody_in_particular_is_told_beside_the_series_and_gets_no_verdict(who: str) -> None:
    text = f"{who} deported more people per year at its peak than any other in the last decade."
    found = answer(text, SUMMER)
    assert found.verdict.value == NONE
    assert "of the fiscal years 2015 to 2024 the highest was 271,484 in fiscal year 2024" in found.sentence
    assert "of those before 409,849 in fiscal year 2012" in found.sentence


def test_a_year_shared_by_two_administrations_contradicts_no_peak() -> None:
    text = "Under Biden, ICE deported more people per year at its peak than any other since 2015."
    found = answer(text, "2025-12-10")
    assert found.verdict.value == NONE
    assert "2025" not in found.sentence
