"""A statement and its denial get opposite verdicts, or none; comparisons without a number are held to the series."""

from __future__ import annotations

import pytest
from tests.claims.verdict_of import CONTRADICTED, MIXED, NONE, SUPPORTED, answer, verdict

FY19, SPRING, WINTER = "2020-12-01", "2025-06-01", "2024-12-30"

PAIRS = [
    ("ICE removed 267,258 people in fiscal 2019.", "ICE did not remove 267,258 people in fiscal 2019.", FY19),
    (
        "ICE deported more than 260,000 people in fiscal 2019.",
        "ICE did not deport more than 260,000 people in fiscal 2019.",
        FY19,
    ),
    (
        "ICE deported more than 300,000 people in fiscal 2019.",
        "ICE never deported more than 300,000 people in fiscal 2019.",
        FY19,
    ),
    ("ICE held 43,759 people on 23 February 2025.", "ICE did not hold 43,759 people on 23 February 2025.", SPRING),
    (
        "ICE held about 50,000 people on 23 February 2025.",
        "ICE didn't hold about 50,000 people on 23 February 2025.",
        SPRING,
    ),
    ("ICE was holding 49,005 people on 4 May 2025.", "ICE was not holding 49,005 people on 4 May 2025.", SPRING),
    (
        "In May 2025, 28,880 people were booked into ICE detention.",
        "In May 2025, 28,880 people were not booked into ICE detention.",
        "2025-10-01",
    ),
    (
        "More than 20,000 people were booked into ICE detention in May 2025.",
        "Fewer than 20,000 people were booked into ICE detention in May 2025.",
        "2025-10-01",
    ),
    ("ICE made 170,590 arrests in fiscal 2023.", "ICE did not make 170,590 arrests in fiscal 2023.", "2025-01-10"),
    (
        "ICE made more than 150,000 arrests in fiscal 2023.",
        "ICE has not made more than 150,000 arrests in fiscal 2023.",
        "2025-01-10",
    ),
    (
        "ICE has reached 1,000 removals a day in fiscal 2019.",
        "ICE has not reached 1,000 removals a day in fiscal 2019.",
        FY19,
    ),
    ("ICE topped 500 removals a day in fiscal 2019.", "ICE had not topped 500 removals a day in fiscal 2019.", FY19),
    ("ICE has removed 500,000 people in a year.", "ICE has never removed 500,000 people in a year.", FY19),
    ("ICE has removed 400,000 people in a year.", "ICE has never removed 400,000 people in a year.", FY19),
    (
        "The average stay in ICE detention was 34 days in fiscal 2019.",
        "The average stay in ICE detention was not 34 days in fiscal 2019.",
        FY19,
    ),
    (
        "The average stay in ICE detention exceeded 50 days in fiscal 2019.",
        "The average stay in ICE detention did not exceed 50 days in fiscal 2019.",
        FY19,
    ),
    (
        "ICE's average daily population was 33,724 in fiscal 2020.",
        "ICE's average daily population was not 33,724 in fiscal 2020.",
        "2023-12-01",
    ),
    (
        "ICE's average daily population passed 50,000 in fiscal 2024.",
        "ICE's average daily population never passed 50,000 in fiscal 2024.",
        WINTER,
    ),
    (
        "ICE removals in fiscal 2024 were the highest since 2014.",
        "ICE removals in fiscal 2024 were not the highest since 2014.",
        WINTER,
    ),
    ("ICE removals rose in fiscal 2024.", "ICE removals did not rise in fiscal 2024.", WINTER),
    ("ICE removals fell in fiscal 2024.", "ICE removals did not fall in fiscal 2024.", WINTER),
]
UNTURNED = [
    ("It is false that ICE removed 267,258 people in fiscal 2019.", FY19),
    ("ICE denies that it removed 400,000 people in fiscal 2019.", FY19),
    ("ICE failed to remove 267,258 people in fiscal 2019.", FY19),
    ("No agency removed 267,258 people in fiscal 2019.", FY19),
    ("ICE never exceeded 1,000 removals on a single day in fiscal 2019.", FY19),
    ("ICE removed 142,580 people in fiscal 2023, not up from the year before.", WINTER),
    ("Nobody at ICE held 43,759 people on 23 February 2025.", SPRING),
]


@pytest.mark.parametrize(("affirmed", "denied", "said"), PAIRS)
def test_a_denial_gets_the_opposite_verdict(affirmed: str, denied: str, said: str) -> None:
    assert {verdict(affirmed, said), verdict(denied, said)} == {SUPPORTED, CONTRADICTED}


@pytest.mark.parametrize(("text", "said"), UNTURNED)
def test_a_denial_that_is_not_read_gets_no_verdict(text: str, said: str) -> None:
    assert verdict(text, said) == NONE


TRENDS = [
    (
        "ICE deported more people in Biden's first full fiscal year, 2022, than in Trump's last one, 2020.",
        "2023-03-15",
        CONTRADICTED,
    ),
    (
        "ICE deported fewer people in Biden's first full fiscal year, 2022, than in Trump's last one, 2020.",
        "2023-03-15",
        SUPPORTED,
    ),
    # 2022 was none of his years: what is meant is open
    (
        "ICE deported fewer people in Trump's first full fiscal year, 2022, than in Obama's last one, 2016.",
        "2023-03-15",
        NONE,
    ),
    ("ICE removals rose in fiscal 2024.", WINTER, SUPPORTED),
    ("ICE removals fell from fiscal 2019 to fiscal 2020.", "2021-12-30", SUPPORTED),
    ("ICE removals rose from fiscal 2019 to fiscal 2020.", "2021-12-30", CONTRADICTED),
    ("ICE removed more people in fiscal 2019 than in fiscal 2020.", "2023-12-30", SUPPORTED),
    ("ICE removed fewer people in fiscal 2019 than in fiscal 2020.", "2023-12-30", CONTRADICTED),
    ("ICE arrests climbed in fiscal 2024 compared with the year before.", "2025-01-30", CONTRADICTED),
    ("More people were in ICE detention on 4 May 2025 than on 23 February 2025.", SPRING, SUPPORTED),
    ("Fewer people were in ICE detention on 4 May 2025 than on 23 February 2025.", SPRING, CONTRADICTED),
    ("The average stay in ICE detention grew from fiscal 2022 to fiscal 2024.", WINTER, SUPPORTED),
    ("The average stay in ICE detention was longer in fiscal 2022 than in fiscal 2024.", WINTER, CONTRADICTED),
    ("Book-ins to ICE detention increased from April 2025 to May 2025.", "2025-10-01", SUPPORTED),
    ("Book-ins to ICE detention declined from April 2025 to May 2025.", "2025-10-01", CONTRADICTED),
    ("Book-ins to ICE detention of people arrested by CBP fell in fiscal 2024.", "2025-06-30", SUPPORTED),
    ("ICE removals in fiscal 2024 were the highest since 2012.", WINTER, CONTRADICTED),
    ("ICE removals in fiscal 2021 were the lowest in a decade.", "2022-03-30", SUPPORTED),
    ("ICE removals in fiscal 2020 were the lowest since 2009.", "2021-03-30", SUPPORTED),
    ("ICE removals in fiscal 2020 were the most since 2009.", "2021-03-30", CONTRADICTED),
    ("ICE made the most arrests since 2010 in fiscal 2023.", "2025-01-30", CONTRADICTED),
    ("ICE removed a record number of people in fiscal 2024.", WINTER, CONTRADICTED),
    ("ICE removed 409,849 people in fiscal 2012, a record.", "2012-12-30", NONE),  # the record begins in 2009
    ("ICE removed more people in fiscal 2012 than in any other year.", WINTER, SUPPORTED),
    ("ICE deported more people in fiscal 2023 than in any year since 2020.", "2023-12-30", SUPPORTED),
    ("ICE removed 142,580 people in fiscal 2023, up from the year before.", WINTER, SUPPORTED),
    ("ICE removed 142,580 people in fiscal 2023, down from the year before.", WINTER, CONTRADICTED),
    ("ICE removals rose to 142,580 in fiscal 2023.", WINTER, SUPPORTED),
    ("ICE removals fell to 142,580 in fiscal 2023.", WINTER, NONE),
    ("ICE removals rose in fiscal 2024 in Texas.", WINTER, NONE),
    ("Deportations of Hondurans by ICE rose in fiscal 2024.", WINTER, NONE),
    ("ICE made the most Venezuelan arrests since 2010 in fiscal 2023.", "2025-01-30", NONE),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said", "expected"), TRENDS)
def test_a_comparison_without_a_number_is_held_to_the_series(text: str, said: str, expected: str) -> None:
    assert verdict(text, said) == expected


def test_a_period_counted_in_part_shows_no_fall() -> None:
    said = "2025-10-05"
    fell = "Book-ins to ICE detention fell to {} in {} 2025 from {} in {}."
    assert verdict(fell.format("31,262", "July", "36,704", "June"), said) == SUPPORTED
    assert verdict(fell.format("24,755", "September", "32,364", "August"), said) == MIXED


def test_the_first_month_of_its_kind_is_held_against_those_before_it() -> None:
    of_june = "ICE's own arrests led to more than 1,000 book-ins a day"
    assert verdict(f"In June 2025 {of_june}.", "2025-12-08") == SUPPORTED
    assert verdict(f"October 2025 was the first month in which {of_june}.", "2025-12-08") == CONTRADICTED
    assert (
        verdict(f"June 2025 was the first month in which {of_june}.", "2025-12-08") == NONE
    )  # the record has a beginning


def test_a_change_is_told_with_both_figures_their_periods_and_sources() -> None:
    text = (
        "The population in ICE detention fell by more than two thirds between October 2019 and the end of January 2021."
    )
    found = answer(text, "2021-02-10")
    assert "14,095 (30 January 2021), against 50,922 (4 October 2019): 72.3 percent" in found.sentence
    assert ["FY19" in found.sources[0], "FY21" in found.sources[1]] == [True, True]


def test_a_multiple_is_told_with_both_figures_their_periods_and_sources() -> None:
    found = answer("ICE removed twice as many people in fiscal 2024 as in fiscal 2022.", "2025-02-10")
    assert "271,484 (fiscal year 2024), against 72,177 (fiscal year 2022): 3.76 times as many" in found.sentence
    assert len(found.sources) == 2


def test_numbers_of_a_statement_that_rise_or_fall_are_told_with_their_periods() -> None:
    text = "Releases on bond fell, from more than 2,000 in July 2025 to fewer than 1,000 in August 2025."
    assert "2,000 (July 2025) to 1,000 (August 2025): a fall" in answer(text, "2025-10-01").sentence


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("In a letter to Texas sheriffs, ICE said that it held 13,000 people there on November 30.", "2025-12-05"),
        ("ICE held 12,000 people on November 30, a number that leaves out Texas.", "2025-12-05"),
        ("October was the biggest month for bond releases of the year.", "2025-12-05"),
        ("In Texas ICE booked in 9,000 people in October, and the average stay was 20 days.", "2025-12-05"),
        ("ICE made 1,000 arrests every single day in June.", "2025-08-10"),
        ("The House bill would give ICE $8 billion for detention beds in fiscal 2026.", "2025-08-20"),
        ("Nearly 35 percent had no conviction.", "2025-12-22"),
        ("About 4,000 of these had been held by ICE for more than six months at the end of November.", "2025-12-06"),
        ("About 48,000 of those detainees were mothers on Nov. 30, ICE data show.", "2025-12-06"),
        ("Mexico deported 85,000 migrants in fiscal 2024.", "2025-06-01"),
    ],
)
def test_what_may_mean_another_thing_gets_no_verdict(text: str, said: str) -> None:
    assert verdict(text, said) == NONE


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Not quite 300,000 people were booked into ICE detention in fiscal year 2019.", CONTRADICTED),
        ("Not quite 520,000 people were booked into ICE detention in fiscal year 2019.", SUPPORTED),
        ("Not 300,000 people were booked into ICE detention in fiscal year 2019.", NONE),
        ("Not even 100,000 people were booked into ICE detention in fiscal year 2024.", CONTRADICTED),
    ],
)
def test_a_not_before_the_first_number_turns_nothing_round(text: str, verdict: str) -> None:
    assert answer(text).verdict.value == verdict
