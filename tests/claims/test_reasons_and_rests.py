"""What is left of a whole, shares of places, mixes without a name, and that each answer without a verdict says why."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner
from tests.claims.verdict_of import CONTRADICTED, FOLLOWS, MIXED, NONE, SUPPORTED, answer, verdict

from bedspace.cli.main import cli

OCTOBER = "2025-10-02"
HELD = "ICE held 59,762 people on 21 September 2025"
ARRESTS = "The {} arrests ICE made in fiscal {} were the most in any year from {} to 2024."
FEWER = "Fewer people were deported by ICE in fiscal {} than in any other year since at least 2009."


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Of the 16,482 people bonded out of ICE detention so far in fiscal 2025, 15,423 had a bond set by a judge"
         " and 1,059 by ICE.", SUPPORTED),
        ("Of the 16,482 people bonded out of ICE detention so far in fiscal 2025, 15,423 had a bond set by a judge"
         " and 1,159 by ICE.", NONE),
        ("CBP had arrested 187,298 of the 277,913 people booked into ICE detention in fiscal 2024; ICE had arrested the"
         " other 90,615.", SUPPORTED),
        ("CBP had arrested 187,398 of the 277,913 people booked into ICE detention in fiscal 2024; ICE had arrested the"
         " other 90,615.", NONE),
    ],
)  # fmt: skip
def test_what_is_left_of_a_whole_needs_no_table(text: str, wanted: str) -> None:
    assert verdict(text, OCTOBER) == wanted


def test_what_became_of_the_rest_is_not_told_by_a_subtraction() -> None:
    text = (
        "Of the 16,482 people bonded out of ICE detention so far in fiscal 2025, 15,423 had a bond set by a judge and"
        " 1,059 were deported."
    )
    assert verdict(text, OCTOBER) not in {SUPPORTED, FOLLOWS}


@pytest.mark.parametrize(("percent", "wanted"), [(28, SUPPORTED), (30, NONE), (10, CONTRADICTED), (45, CONTRADICTED)])
def test_a_share_of_a_state_is_of_all_who_are_held(percent: int, wanted: str) -> None:
    found = answer(
        f"Texas accounts for {percent} percent of the people ICE holds on an average day in fiscal 2025.", OCTOBER
    )
    assert found.verdict.value == wanted
    assert "28.2 percent (13,415 of 47,551" in found.sentence


def test_an_average_of_a_place_cites_the_rows_of_that_place() -> None:
    county = answer(
        "The Adams County jail in Natchez held about 2,170 ICE detainees on an average day in fiscal 2025.",
        OCTOBER,
    )
    assert re.search(r"Facilities FY25 / J110:M110, published", county.sources[0])
    texas = answer("Texas holds more ICE detainees than any other state.", OCTOBER)
    assert "Facilities FY25 / J:M of all 25 rows of TX, published" in texas.sources[0]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ICE arrests peaked in the last week of January 2025 and have never been that high again.", NONE),
        ("ICE arrests peaked in the last week of January 2025.", CONTRADICTED),
    ],
)
def test_a_denial_behind_and_turns_no_peak(text: str, wanted: str) -> None:
    assert verdict(text, "2025-09-15") == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Most of the people in ICE detention at the end of fiscal 2024 had been picked up by ICE.", CONTRADICTED),
        ("Most of the people in ICE detention at the end of fiscal 2024 had been picked up by CBP.", SUPPORTED),
    ],
)
def test_people_held_at_the_end_of_a_year_are_those_of_its_last_count(text: str, wanted: str) -> None:
    assert verdict(text, "2025-01-15") == wanted


@pytest.mark.parametrize(("percent", "wanted"), [(89, SUPPORTED), (75, CONTRADICTED)])
def test_a_share_behind_two_numbers_is_of_the_one_in_the_other(percent: int, wanted: str) -> None:
    text = (
        f"ICE arrested 70,511 of the 79,356 people booked into detention since October 1, 2025, or {percent} percent."
    )
    found = answer(text, "2025-12-05")
    assert (found.verdict.value == CONTRADICTED) == (wanted == CONTRADICTED)
    assert "70,511 of 79,356 is 88.9 percent" in found.sentence


@pytest.mark.parametrize(("total", "wanted"), [("7,314", SUPPORTED), ("9,314", CONTRADICTED)])
def test_posts_of_several_days_are_added_up(total: str, wanted: str) -> None:
    text = f"ICE posted {total} arrests from January 23 through January 31, 2025."
    found = answer(text, "2025-02-04")
    assert found.verdict.value == wanted
    assert "never defined the count" in found.sentence


def test_posts_say_nothing_of_days_without_one() -> None:
    assert verdict("ICE posted 7,314 arrests from January 20 through January 31, 2025.", "2025-02-04") == NONE


@pytest.mark.parametrize(("number", "wanted"), [("685,000", MIXED), ("540,000", NONE)])
def test_a_count_of_the_department_is_known_by_its_number(number: str, wanted: str) -> None:
    text = f"Deportations fell by more than a third, from {number} in fiscal 2024 to 319,980 in fiscal 2025."
    found = answer(text, "2025-11-15")
    assert found.verdict.value == wanted
    assert "271,484" in found.sentence


@pytest.mark.parametrize(("first", "wanted"), [("38,521", MIXED), ("39,521", NONE)])
def test_beds_in_operation_are_not_beds_under_contract(first: str, wanted: str) -> None:
    text = f"ICE's detention capacity jumped from {first} beds in February 2025 to 62,913 in April 2025."
    assert verdict(text, "2025-04-28") == wanted


@pytest.mark.parametrize(
    ("text", "said", "why"),
    [
        ("Book-ins in October were nearly double the number a year earlier.", "2025-12-10", "not far enough from"),
        ("ICE has removed more than 85,000 people since October 1.", "2025-01-30", "the days after that are not in it"),
        ("ICE held 65,735 people in Texas on 30 November.", "2025-12-05", "on a single day is not printed"),
        (
            "ICE was monitoring 182,009 people on 29 November 2025, 70,979 in family units.",
            "2025-12-05",
            "o table of this tool",
        ),
        ("ICE arrested 3,000 people a day.", "2025-02-10", "of which days"),
    ],
)
def test_an_answer_without_a_verdict_says_why(text: str, said: str, why: str) -> None:
    found = answer(text, said)
    assert found.verdict.value == NONE
    assert why in found.sentence


def _shown(text: str, said: str) -> str:
    return CliRunner().invoke(cli, ["check", text, "--said", said]).stdout


def test_a_source_tells_what_stands_in_its_cell_and_not_what_was_added_up() -> None:
    whole = " ".join(_shown("ICE averaged about 1,050 arrests a day in June 2025.", OCTOBER).split())
    assert "Detention FY25 / R22 (31,590), published" in whole
    assert "weekly-enforcement.csv / line 93 to 96 Source" in whole
    assert "1,053 a day (31,590 in 30 days)" in whole


def test_no_simulation_stands_beside_wrong_arithmetic() -> None:
    right, wrong = (
        _shown(
            f"Each of ICE's 25 field offices was told to make 75 arrests a day, or {total} nationwide.", "2025-02-07"
        )
        for total in ("1,875", "1,500")
    )
    assert "Background from a simulation" in right
    assert "Background from a simulation" not in wrong
    assert "1,500 a day over 25 offices is 60 each" in " ".join(wrong.split())


def test_a_level_that_a_move_tells_is_told_once() -> None:
    found = answer("ICE made 113,431 arrests in fiscal 2024, down from the year before.", "2025-01-10").sentence
    assert found.count("113,431") == 1
    assert found.count("arrests by ICE's officers") == 1


@pytest.mark.parametrize(
    ("text", "said", "wanted"),
    [
        ("ICE is holding more people than ever before.", OCTOBER, SUPPORTED),
        ("Stephen Miller said in May 2025 that ICE should make 3,000 arrests a day.", "2025-06-05", SUPPORTED),
        ("ICE removals in fiscal 2024 stood at 238,660 on 24 August.", "2024-09-03", SUPPORTED),
        ("ICE removals in fiscal 2024 stood at 258,660 on 24 August.", "2024-09-03", CONTRADICTED),
        ("People who left ICE detention in fiscal 2019 had stayed about 55 days if ICE had arrested them and about 27"
         " days if CBP had.", "2020-10-15", SUPPORTED),
        ("In February 2025, most new arrivals in ICE detention were hand-offs from CBP.", OCTOBER, CONTRADICTED),
        ("Judges' grants of relief freed over 10,000 people from ICE detention in fiscal 2025.", OCTOBER, CONTRADICTED),
    ],
)  # fmt: skip
def test_plain_wordings_are_read(text: str, said: str, wanted: str) -> None:
    assert verdict(text, said) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("More people in ICE detention on 30 November 2025 faced pending charges than had no charges.", CONTRADICTED),
        ("Fewer people in ICE detention on 30 November 2025 faced pending charges than had no charges.", SUPPORTED),
        ("People without convictions outnumbered convicted criminals in ICE detention on 30 November 2025.", SUPPORTED),
        ("In fiscal 2025, more people were released from ICE detention on bond than on parole.", CONTRADICTED),
        ("In June 2025, more people were booked into ICE detention after an arrest by ICE than by CBP.", SUPPORTED),
        ("In ICE detention on 30 November 2025 there were more convicted criminals than people with charges.", NONE),
        ("More men than women were held by ICE in fiscal 2025.", NONE),
    ],
)
def test_two_parts_are_held_against_each_other(text: str, wanted: str) -> None:
    """17,358 had a conviction and 17,218 pending charges: too near each other."""
    assert verdict(text, "2025-12-08") == wanted


@pytest.mark.parametrize(
    ("text", "said", "wanted"),
    [
        (ARRESTS.format("322,093", 2011, 2008), "2024-12-20", SUPPORTED),
        (ARRESTS.format("290,622", 2012, 2008), "2024-12-20", CONTRADICTED),
        (ARRESTS.format("290,622", 2012, 2012), "2024-12-20", SUPPORTED),
        (FEWER.format(2021), "2023-01-15", SUPPORTED),
        (FEWER.format(2022), "2023-01-15", CONTRADICTED),
    ],
)  # fmt: skip
def test_the_years_that_are_ranked_may_be_named_by_both_ends(text: str, said: str, wanted: str) -> None:
    assert verdict(text, said) == wanted


def test_a_release_that_is_named_is_no_time_that_is_counted() -> None:
    text = "ICE's mid-September release puts deportations at {} so far this fiscal year."
    assert verdict(text.format("55,590"), "2021-09-20") == SUPPORTED
    assert verdict(text.format("75,590"), "2021-09-20") == CONTRADICTED
    spoken = "Removals stood at {} for the fiscal year when ICE published its mid-January 2025 figures."
    assert verdict(spoken.format("76,939"), "2025-01-18") == SUPPORTED
    assert verdict(spoken.format("76,949"), "2025-01-18") == NONE


def test_figures_of_a_month_are_of_that_month() -> None:
    assert verdict("ICE's June figures show 36,704 book-ins.", "2025-10-02") == SUPPORTED


def test_beds_paid_for_in_two_years_are_one_notion() -> None:
    text = "Congress paid for 41,500 detention beds in fiscal 2024, up from 34,000 a year earlier."
    assert verdict(text, "2024-10-20") != MIXED


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ICE carried out 315,943 removals in fiscal 2014.", "(found only in a later document, of 2024-12-19)"),
        ("ICE deported 59,011 people in fiscal 2021.", "(published 2022-03-11)"),
    ],
)
def test_a_figure_printed_long_after_its_days_says_so(text: str, told: str) -> None:
    assert told in answer(text, "2026-01-05").sentence


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("At 165 dollars a bed per day, holding 50,000 people costs ICE about 5 million dollars daily.", CONTRADICTED),
        ("At 165 dollars a bed per day, holding 50,000 people costs ICE about 8.2 million dollars daily.", FOLLOWS),
        ("ICE spends $235,865 a day on tracking 181,210 people, or about $13 per person per day.", CONTRADICTED),
        ("ICE spends $235,865 a day on tracking 181,210 people, or about $1.30 per person per day.", FOLLOWS),
        ("Holding 41,500 people costs ICE $152 each a day, or $6.3 million a year.", NONE),
    ],
)
def test_a_cost_of_each_times_the_people_is_the_cost_of_all(text: str, wanted: str) -> None:
    assert verdict(text, OCTOBER) == wanted


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("2025-09-25", f"{HELD}: 17,007 had convictions and 42,755 pending charges."),
        ("2025-09-25", f"{HELD}: 17,007 had convictions and ICE arrested the other 42,755."),
        (OCTOBER, "Of the 310,181 people booked into ICE detention in fiscal 2025, 222,832 were arrested by ICE and"
         " 87,349 were women."),
        (OCTOBER, "Of 16,482 people bonded out of ICE detention so far in fiscal 2025, 15,423 had a bond set by a judge"
         " and 1,059 were arrested again."),
        ("2025-09-25", "ICE's May 2024 report says 38,000 people were held."),
        ("2025-09-25", "According to ICE's December 2024 release, most detainees had been arrested by CBP."),
        ("2025-02-20", "More detainees arrested by ICE had pending charges than had no criminal record."),
        ("2025-09-25", "People with convictions were outnumbered by those with pending charges in ICE detention."),
        ("2025-09-25", "ICE detention grew more among those with pending charges than among those with convictions."),
        (OCTOBER, "For the first time, more people in ICE detention had pending charges than convictions."),
        (OCTOBER, "Far more people in ICE detention have convictions than pending charges."),
        (OCTOBER, "About 70 percent of ICE detainees in Texas have no criminal conviction."),
        (OCTOBER, "28 percent of the people ICE holds on an average day are held outside Texas."),
        (OCTOBER, "Adams County holds 90 percent of the ICE detainees in Mississippi."),
        (OCTOBER, "On 21 September 2025, 20 percent of ICE detainees were held in Texas."),
        (OCTOBER, "ICE pays $165 a bed a day for 50,000 people, and $2 million a day on flights."),
        (OCTOBER, "ICE pays $165 a bed a day for 50,000 people, against $4 a day for monitoring 180,000 people."),
        (OCTOBER, "The jail charges $100 per bed a day and holds 500 people, up from $80 a day."),
        ("2025-09-25", "Since Homan's appointment, ICE has booked 310,181 people into detention."),
        ("2025-09-25", "ICE booked 310,181 people into detention during the pandemic."),
        ("2025-02-10", "ICE posted at least 900 arrests each day from January 27 through January 31, 2025."),
        ("2025-02-10", "Newspapers reported 9,000 arrests by ICE from January 27 through January 31, 2025."),
        ("2024-12-20", "ICE arrests rose more in fiscal 2023 than in any year from 2009 to 2023."),
        (OCTOBER, "Some people left ICE detention after 5 days in fiscal 2025, those arrested by CBP after 2."),
        (OCTOBER, "ICE arrested 222,832 of the 310,181 people booked into detention in fiscal 2025, or about 60 percent"
         " of all deported people."),
        ("2025-04-28", "ICE has 38,521 beds, fewer than the 41,500 beds Congress funded."),
        ("2013-01-10", "Never before fiscal 2012 had ICE removed more than 400,000 people in a year."),
    ],
)  # fmt: skip
def test_what_only_looks_like_one_of_these_gets_no_verdict(said: str, text: str) -> None:
    """A review of what is tested above found each of them with a verdict that was not earned."""
    assert verdict(text, said) == NONE


def test_a_rank_with_no_is_no_move_between_two_years() -> None:
    text = "In no other year since 2009 did ICE deport fewer people than in fiscal {}."
    assert verdict(text.format(2021), "2025-01-10") == SUPPORTED
    assert verdict(text.format(2022), "2025-01-10") == CONTRADICTED


def test_a_statement_on_the_newest_release_is_told_which_that_was() -> None:
    found = answer("ICE's latest spreadsheet lists 35,202 book-ins to detention in June 2025.", "2025-07-10")
    assert found.sentence.endswith("The newest release then was that of 2025-07-07.")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ICE book-ins a day went from 248 in fiscal 2024 to 1,223 in June 2025, almost five times as many.", MIXED),
        ("Book-ins a day went from 759 in fiscal 2024 to 1,223 in June 2025, up by more than half.", SUPPORTED),
    ],
)
def test_two_readings_of_one_wording_are_a_mix(text: str, wanted: str) -> None:
    """248 a day are the book-ins of people whom ICE arrested, 759 those of all."""
    assert verdict(text, "2025-10-03") == wanted


@pytest.mark.parametrize(("said", "told"), [("2020-01-15", True), ("2020-09-15", False)])
def test_a_figure_printed_after_the_statement_that_it_supports_says_so(said: str, told: bool) -> None:
    found = answer("People who left ICE detention in fiscal 2019 had stayed just over 34 days on average.", said)
    assert found.verdict.value == SUPPORTED
    assert ("is of 2020-08-21, later than the statement" in found.sentence) == told
