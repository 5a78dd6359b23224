"""Thresholds of times that are held against each other: a statement on either side of each."""

from __future__ import annotations

import pytest
from tests.claims.verdict_of import CONTRADICTED, MIXED, NONE, SUPPORTED, answer

from bedspace.claims.check.reading.lengths import fits

STAYS = (
    "The average rose from 46.9 days for people who left detention in fiscal 2024 to {} days for those inside on {}."
)


@pytest.mark.parametrize(
    ("text", "said", "verdict"),
    [
        # 271,484: the same within one in ten thousand
        ("ICE removed 271,504 people in fiscal 2024.", "2025-02-10", SUPPORTED),
        ("ICE removed 271,518 people in fiscal 2024.", "2025-02-10", NONE),
        # a mean over 20 of 30 days is not that of the month, over 29 of 30 it is
        ("The average stay of people leaving ICE detention in September 2025 was 90 days.", "2025-10-05", NONE),
        ("The average stay of people leaving ICE detention in November 2025 was 90 days.", "2025-12-10", CONTRADICTED),
        # 20 days of September against August, 29 of November against October
        ("Book-outs from ICE detention slid from 32,395 in August to 23,637 in September.", "2025-10-05", MIXED),
        (
            "Book-ins into ICE detention fell from 41,624 in October 2025 to 37,732 in November 2025.",
            "2025-12-10",
            NONE,
        ),
        # 70.347 days so far on 15 September
        (STAYS.format("70.4", "September 15"), "2025-10-06", MIXED),
        (STAYS.format("70.43", "September 15"), "2025-10-06", NONE),
        (STAYS.format("70.3", "September 25"), "2025-10-06", MIXED),
        (STAYS.format("70.3", "October 8"), "2025-10-20", NONE),
    ],
)
def test_both_sides_of_a_threshold(text: str, said: str, verdict: str) -> None:
    found = answer(text, said)
    assert found.verdict.value == verdict, found.sentence


def test_a_length_fits_within_half_as_much_again() -> None:
    assert fits("in a year", 500)
    assert fits("in a year", 260)
    assert not fits("in a year", 650)
    assert not fits("in a year", 170)
