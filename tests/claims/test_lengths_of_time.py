"""Changes over a year, lengths of time, listed months and days of publication: no verdict by a misread period."""

from __future__ import annotations

import pytest
from tests.claims.verdict_of import CONTRADICTED, NONE, SUPPORTED, answer, verdict

IS_NO_LEVEL = [
    ("For more than six months ICE has held over 40,000 people.", "2025-09-10"),
    ("For over a month ICE has held over 50,000 people in detention.", "2025-09-10"),
    ("In the quarter that ended in June 2025, ICE booked 36,704 people into detention.", "2025-09-30"),
]
OF_ANOTHER_TIME = [
    ("ICE detention is up by 24,000 from a year before.", "2025-09-10"),
    ("More than a year ago ICE held 37,395 people.", "2025-09-10"),
    ("ICE was holding 20,000 people three weeks earlier.", "2025-09-10"),
    ("A year ago ICE held 37,000 people in detention.", "2025-09-10"),
    ("ICE removed 200,000 people a month in fiscal 2024.", "2024-12-30"),
]


@pytest.mark.parametrize(("text", "said"), OF_ANOTHER_TIME)
def test_a_level_of_another_time_is_not_held_against_today(text: str, said: str) -> None:
    assert verdict(text, said) == NONE


@pytest.mark.parametrize(("text", "said"), IS_NO_LEVEL)
def test_a_change_or_a_length_of_time_is_no_level(text: str, said: str) -> None:
    found = answer(text, said)
    assert found.verdict.value == NONE, found.sentence
    assert "is a length of time" in found.sentence


SOME_TIME_BEFORE = [
    ("ICE held 65,735 people on 30 November 2025, 27,000 more than a year earlier.", "2025-12-10", SUPPORTED),
    ("ICE held 65,735 people on 30 November 2025, 15,000 more than a year earlier.", "2025-12-10", CONTRADICTED),
    ("ICE held 65,735 people on 30 November 2025, more than a year earlier.", "2025-12-10", SUPPORTED),
    ("ICE held 65,735 people on 30 November 2025, fewer than a year earlier.", "2025-12-10", CONTRADICTED),
    ("ICE held 65,735 people on 30 November 2025, fewer than two weeks earlier.", "2025-12-10", CONTRADICTED),
    ("ICE booked 28,880 people into detention in May 2025, fewer than a year earlier.", "2025-10-10", CONTRADICTED),
    ("ICE was holding 24,000 more than a year earlier.", "2025-09-10", NONE),
    ("ICE booked 27,457 people into detention in July, 15,000 more than a year earlier.", "2025-09-30", CONTRADICTED),
    (
        "There were 61,226 people in ICE detention on 24 August 2025, 24,000 more than a year earlier.",
        "2025-09-10",
        NONE,
    ),
    ("The number of people in ICE detention has grown by two thirds since the start of 2025.", "2025-12-10", SUPPORTED),
    ("The number of people in ICE detention has grown by a third since the start of 2025.", "2025-12-10", CONTRADICTED),
    (
        "The number of people in ICE detention has fallen by a third since the start of 2025.",
        "2025-12-10",
        CONTRADICTED,
    ),
    ("In the last three months of 2024, about 66,900 people were booked into ICE detention.", "2025-03-10", SUPPORTED),
    (
        "In the last three months of 2024, about 91,900 people were booked into ICE detention.",
        "2025-03-10",
        CONTRADICTED,
    ),
    ("In January 2025 up to the 25th, 15,202 people were booked into ICE detention.", "2025-02-10", SUPPORTED),
    ("Five months into fiscal 2024, ICE has removed 101,726 people.", "2024-03-05", SUPPORTED),
]


@pytest.mark.parametrize(("text", "said", "expected"), SOME_TIME_BEFORE)
def test_a_figure_is_held_against_some_time_before(text: str, said: str, expected: str) -> None:
    found = answer(text, said)
    assert found.verdict.value == expected, found.sentence


def test_people_held_longer_than_a_time_stay_a_part() -> None:
    said = "2025-12-05"
    assert verdict("On 30 November 2025, 6,669 people had been held by ICE for over 180 days.", said) == SUPPORTED
    assert verdict("On 30 November 2025, 9,500 people had been held by ICE for over 180 days.", said) == CONTRADICTED


WHOLE_YEARS = [
    ("ICE deported 271,484 people in the fiscal year that ended in September 2024.", "2024-12-30", SUPPORTED),
    ("ICE deported 271,484 people in the 12 months to September 2024.", "2024-12-30", SUPPORTED),
    ("ICE deported 271,484 people in the year through September.", "2024-12-30", SUPPORTED),
    ("ICE deported 225,000 people in the year through September 2024.", "2024-12-30", CONTRADICTED),
]
LISTED_MONTHS = [
    ("Some 68,000 people were booked into ICE detention in June and July 2025.", "2025-10-02", SUPPORTED),
    ("36,704 people were booked into ICE detention in June and July 2025.", "2025-10-02", CONTRADICTED),
    ("ICE did not book 68,000 people into detention in June and July 2025.", "2025-10-02", CONTRADICTED),
    ("Some 100,330 people were booked into ICE detention in June, July and August 2025.", "2025-10-02", SUPPORTED),
    ("ICE booked 36,704 people into detention in June and August 2025.", "2025-10-02", NONE),
    ("ICE removed 142,580 people in fiscal 2023 and fiscal 2024.", "2024-12-30", NONE),
    ("Bookings into ICE detention in June and July 2025 came to 36,704 and 31,262.", "2025-10-02", NONE),
]


@pytest.mark.parametrize(("text", "said", "expected"), [*WHOLE_YEARS, *LISTED_MONTHS])
def test_the_whole_of_a_period_is_tested(text: str, said: str, expected: str) -> None:
    found = answer(text, said)
    assert found.verdict.value == expected, found.sentence


def test_nothing_that_came_out_later_contradicts() -> None:
    found = answer("ICE removed 410,000 people in fiscal 2014.", "2015-03-01")
    assert found.verdict.value == NONE
    assert "came out only after" in found.sentence
    assert "315,943" in found.sentence
    assert verdict("ICE removed 410,000 people in fiscal 2014.", "2025-03-01") == CONTRADICTED


def test_a_number_far_from_the_record_beside_a_comparison_is_not_called_wrong() -> None:
    assert verdict("ICE removals were up by 125,000 in fiscal 2024.", "2024-12-30") == NONE
    assert verdict("ICE removals were up by 100,000 in fiscal 2024.", "2024-12-30") == CONTRADICTED
    assert verdict("ICE carried out 100,000 removals in fiscal 2024.", "2024-12-30") == CONTRADICTED


OTHERS = [
    ("Of the 268,480 people who left ICE detention in fiscal 2024, 900,000 were removed.", "2024-12-30", CONTRADICTED),
    (
        "Removals by ICE dropped to 59,011 in fiscal 2021, down 68 percent from the year before.",
        "2022-04-01",
        SUPPORTED,
    ),
    (
        "Removals by ICE dropped to 59,011 in fiscal 2021, down 40 percent from the year before.",
        "2022-04-01",
        CONTRADICTED,
    ),
    ("The average stay in ICE detention dropped below 40 days in fiscal 2025.", "2025-10-05", CONTRADICTED),
    ("Immigration detention has never topped 50,000, an ICE spokesperson told reporters.", "2025-07-10", CONTRADICTED),
    ("ICE has 26,000 new detainees.", "2025-12-10", NONE),
    ("ICE was arresting 3,000 people a day.", "2025-03-10", NONE),
]


@pytest.mark.parametrize(("text", "said", "expected"), OTHERS)
def test_words_of_tone_hide_nothing_and_words_of_change_are_tested(text: str, said: str, expected: str) -> None:
    found = answer(text, said)
    assert found.verdict.value == expected, found.sentence
