"""Parts of a whole that stand in a table of their own: families, disposition, fear, sex, threat level, time so far."""

from __future__ import annotations

import pytest
from tests.claims.verdict_of import CONTRADICTED, NONE, SUPPORTED, answer, verdict

SAID = "2025-12-08"


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("On November 30, 2025 ICE was detaining 894 people in family detention centers.", "894"),
        ("Family centers held 894 of the 65,735 people in ICE detention on 30 November 2025, adult facilities 64,841.",
         "64,841"),
        ("Camp East Montana, the tent camp in El Paso, has held some 2,770 people a day on average this fiscal year.",
         "ERO El Paso Camp East Montana: 2,774"),
        ("Some 6,208 people in ICE detention on November 30, 2025 were in expedited removal.", "6,208"),
        ("On November 30, 2025, 45,656 ICE detainees had been issued notices to appear.", "45,656"),
        ("ICE detained 3,942 people with an established fear of persecution on November 30, 2025.", "3,942"),
        ("People still in ICE custody on November 30, 2025 had been held for 69 days on average.", "69.2"),
        ("ICE removed 49,435 people in family units in fiscal 2024.", "49,435"),
        ("ICE booked 918 people out of detention in fiscal 2025 after their cases were terminated.", "918"),
    ],
)  # fmt: skip
def test_a_part_is_held_against_the_table_that_has_it(text: str, figure: str) -> None:
    found = answer(text, SAID)
    assert found.verdict.value == SUPPORTED
    assert figure in found.sentence


@pytest.mark.parametrize(
    "text",
    [
        "On November 30, 2025 ICE was detaining 5,000 people in family detention centers.",
        "ICE's adult facilities held 54,841 people on 30 November 2025.",
        "Camp East Montana, the tent camp in El Paso, has held more than 5,000 people a day on average so far in fiscal"
        " 2026.",
        "Half of the people in ICE detention on November 30, 2025 were in expedited removal.",
        "On an average day of fiscal 2026, half of those held in ICE's facilities were women.",
    ],
)
def test_a_wrong_part_is_contradicted(text: str) -> None:
    assert verdict(text, SAID) == CONTRADICTED


def test_a_share_is_one_of_the_whole_in_its_own_table() -> None:
    """Time in custody is printed for 67,735 people, of whom 65,735 are counted on the same day in another table."""
    text = "On November 30, 2025, 90 percent of people in ICE custody had been held for six months or less."
    assert "61,066 of 67,735" in answer(text, SAID).sentence


@pytest.mark.parametrize(
    "text",
    [
        "ICE detained 30,000 women in fiscal 2025.",
        "Venezuelans in expedited removal numbered 3,000 in ICE detention on November 30, 2025.",
        "On November 30, 2025 ICE was detaining 5,000 women.",
        "ICE removed 6,208 people by expedited removal in October 2025.",
    ],
)
def test_what_no_table_counts_gets_no_verdict(text: str) -> None:
    assert verdict(text, SAID) == NONE


def test_those_still_held_are_a_length_of_time_only_where_days_are_counted() -> None:
    text = "As of November 30, 2025, 31,159 people still held in ICE detention had no convictions or pending charges."
    assert verdict(text, SAID) == SUPPORTED


def test_a_facility_is_known_by_the_name_that_the_press_gives_it() -> None:
    text = (
        "The tent camp at Fort Bliss in El Paso is the biggest ICE detention site, with an average of {} people a day."
    )
    assert verdict(text.format("2,774"), SAID) == SUPPORTED
    assert verdict(text.format("900"), SAID) == CONTRADICTED
    both = (
        "Camp East Montana at Fort Bliss is the largest ICE detention site, holding an average of 2,774 people a day."
    )
    assert verdict(both, SAID) == SUPPORTED


def test_who_is_deported_straight_out_of_detention_is_booked_out_for_removal() -> None:
    text = "In October 2025 ICE deported {} people straight out of detention."
    assert verdict(text.format("34,072"), SAID) == SUPPORTED
    assert verdict(text.format("12,072"), SAID) == CONTRADICTED


def test_men_and_women_are_all() -> None:
    assert verdict("ICE was holding 65,735 men and women in detention on November 30, 2025.", SAID) == SUPPORTED
