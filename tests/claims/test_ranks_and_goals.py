"""Ranks, goals, rates, groups and reached stocks: what supports each, what contradicts it, and what hides it."""

from __future__ import annotations

import pytest
from tests.claims.verdict_of import CONTRADICTED, FOLLOWS, MIXED, NONE, SUPPORTED, answer, verdict

AUTUMN, WINTER, YEAR_END = "2025-10-05", "2024-12-30", "2025-12-10"

RANKS = [
    ("No month of fiscal 2025 saw more people booked into ICE detention than August.", AUTUMN, CONTRADICTED),
    ("No month of fiscal 2024 saw more people booked into ICE detention than May 2024.", AUTUMN, SUPPORTED),
    ("May 2024 was the busiest month of fiscal 2024 for book-ins to ICE detention.", AUTUMN, SUPPORTED),
    ("May 2024 was the quietest month of fiscal 2024 for book-ins to ICE detention.", AUTUMN, CONTRADICTED),
    ("May 2024 was the busiest month of fiscal 2024 for book-ins to ICE detention in Texas.", AUTUMN, NONE),
    ("ICE deportations peaked in fiscal 2019.", WINTER, CONTRADICTED),
    ("ICE deportations peaked in fiscal 2012.", WINTER, SUPPORTED),  # as far back as the counts go, which it says
    ("Book-ins to ICE detention peaked in fiscal 2019.", WINTER, NONE),  # the record begins with that year
    ("ICE removals hit an all-time high of 271,484 in fiscal 2024.", WINTER, CONTRADICTED),
    ("ICE removals in fiscal 2021 were the lowest in more than a decade.", YEAR_END, SUPPORTED),
    # fiscal 2014 had 315,943: a span of ten years ends before it, one of eleven holds it
    ("ICE deported 271,484 people in fiscal 2024, the highest number in a decade.", WINTER, SUPPORTED),
    ("ICE deported 271,484 people in fiscal 2024, the lowest number in a decade.", WINTER, CONTRADICTED),
    ("ICE deported 271,484 people in fiscal 2024, the highest number in nine years.", WINTER, SUPPORTED),
    ("ICE deported 271,484 people in fiscal 2024, the highest number in five years.", WINTER, SUPPORTED),
    ("ICE deported 271,484 people in fiscal 2024, the highest number in 11 years.", WINTER, CONTRADICTED),
    ("ICE deported 271,484 people in fiscal 2024, the highest number in almost 12 years.", WINTER, NONE),
    ("ICE deported 271,484 people in fiscal 2024, the highest number in almost 14 years.", WINTER, CONTRADICTED),
    ("ICE deported 271,484 people in fiscal 2024, the highest number in 20 years.", WINTER, CONTRADICTED),
    ("ICE deported 271,484 people in fiscal 2024, the highest number since 2014.", WINTER, SUPPORTED),
    ("ICE deported 271,484 people in fiscal 2024, the highest number since 2012.", WINTER, CONTRADICTED),
    ("ICE removed more people in fiscal 2024 than in any year of the Obama administration.", WINTER, CONTRADICTED),
    ("ICE removed more people in fiscal 2012 than in any year of the Biden administration.", "2025-06-01", SUPPORTED),
    ("Not since fiscal 2014 had ICE deported so many people as the 271,484 of fiscal 2024.", WINTER, SUPPORTED),
    ("Not since fiscal 2010 had ICE deported so many people as the 271,484 of fiscal 2024.", WINTER, CONTRADICTED),
    ("ICE's average daily population rose in every year from fiscal 2015 to fiscal 2019.", WINTER, SUPPORTED),
    ("ICE's average daily population fell in every year from fiscal 2015 to fiscal 2019.", WINTER, CONTRADICTED),
    ("ICE removals rose in every year from fiscal 2015 to fiscal 2019.", WINTER, CONTRADICTED),
    (
        "The number of people in ICE detention is at its highest level since it began publishing counts.",
        YEAR_END,
        SUPPORTED,
    ),
    (
        "The number of people in ICE detention is at its lowest level since it began publishing counts.",
        YEAR_END,
        CONTRADICTED,
    ),
    (
        "In the first full week of June 2025 ICE made 8,650 arrests, the most of any week in the data.",
        "2025-08-05",
        SUPPORTED,
    ),
    (
        "In the week of June 16, 2025 ICE made 6,642 arrests, the most of any week in the data.",
        "2025-08-05",
        CONTRADICTED,
    ),
]
CHANGES = [
    ("ICE book-ins rose by 12 percent in fiscal 2025, to 310,181.", AUTUMN, SUPPORTED),
    ("ICE book-ins fell by 12 percent in fiscal 2025, to 310,181.", AUTUMN, CONTRADICTED),
    ("ICE book-ins rose by 60 percent in fiscal 2025, to 310,181.", AUTUMN, CONTRADICTED),
    ("ICE-arrested book-ins more than doubled in fiscal 2025 compared with the year before.", AUTUMN, SUPPORTED),
    ("CBP-arrested book-ins more than doubled in fiscal 2025 compared with the year before.", AUTUMN, CONTRADICTED),
    ("The average daily population more than halved between fiscal 2019 and fiscal 2021.", WINTER, SUPPORTED),
    ("The average daily population more than halved between fiscal 2019 and fiscal 2020.", WINTER, CONTRADICTED),
    (
        "Book-ins following CBP arrests fell by more than half in fiscal 2025, from 187,298 to 87,349.",
        AUTUMN,
        SUPPORTED,
    ),
    ("ICE removed 271,484 people in fiscal 2024, nearly twice as many as in fiscal 2023.", WINTER, SUPPORTED),
    ("ICE removed 271,484 people in fiscal 2024, three times as many as in fiscal 2023.", WINTER, CONTRADICTED),
    ("In the four fiscal years from 2021 to 2024 ICE removed 545,252 people.", WINTER, SUPPORTED),
    ("In the four fiscal years from 2021 to 2024 ICE removed a million people.", WINTER, CONTRADICTED),
    ("Interior removals accounted for about 18 percent of ICE removals in fiscal 2024.", WINTER, SUPPORTED),
    ("Interior removals accounted for half of ICE removals in fiscal 2024.", WINTER, CONTRADICTED),
]
GOALS = [
    ("ICE was told to make 1,200 to 1,500 arrests a day.", "2025-02-07", SUPPORTED),
    ("Stephen Miller said that ICE was setting a goal of at least 3,000 arrests a day.", "2025-06-02", SUPPORTED),
    ("Stephen Miller said that ICE was setting a goal of at least 3,000 arrests a day.", "2025-02-02", NONE),
    ("ICE was setting a goal of 4,500 arrests a day.", "2025-06-02", NONE),
    ("Arrests of 3,000 a day are the goal, Stephen Miller said in May 2025.", "2025-06-02", SUPPORTED),
    ("3,000 arrests a day is the target.", "2025-06-02", SUPPORTED),
    ("3,000 arrests a day is the target.", "2025-02-02", NONE),
    ("The White House wants 3,000 arrests a day.", "2025-06-02", SUPPORTED),
    ("Stephen Miller wants 9,000 arrests a day.", "2025-06-02", CONTRADICTED),
    ("ICE wants 9,000 arrests a day.", "2025-06-02", NONE),
    ("3,000 arrests a day was never the target.", "2025-06-02", NONE),
    ("The White House no longer wants 3,000 arrests a day.", "2025-06-02", NONE),
    ("A target of 3,000 arrests a day is the goal that it failed to meet.", "2025-06-02", NONE),
    ("ICE met its goal of 3,000 arrests a day.", "2025-06-10", NONE),
    ("ICE met Stephen Miller's goal of 3,000 arrests a day in June.", "2025-08-10", CONTRADICTED),
    ("ICE reached its goal of 1,000 arrests a day in June 2025.", "2025-08-10", SUPPORTED),
    ("ICE never met Stephen Miller's goal of 3,000 arrests a day in June.", "2025-08-10", NONE),
    ("ICE almost reached its goal of 1,000 arrests a day in June 2025.", "2025-08-10", NONE),
    ("On one day in June 2025 ICE hit its goal of 3,000 arrests a day.", "2025-08-10", NONE),
    ("ICE officers in June 2025 met a goal of 3,000 arrests a day only once.", "2025-08-10", NONE),
    ("ICE will have met its goal of 3,000 arrests a day in June.", "2025-08-10", NONE),
    ("The White House denies that it set a goal of 3,000 arrests a day.", "2025-06-10", NONE),
    ("ICE officers in New York were told to make 3,000 arrests a day.", "2025-06-10", NONE),
    (
        "ICE officers arrested 3,000 people a day in June 2025, the number the White House had asked for.",
        AUTUMN,
        CONTRADICTED,
    ),
    ("ICE officers arrested 1,040 people a day in June 2025, just as Miller demanded.", AUTUMN, SUPPORTED),
    ("Arrests by ICE fell far short of the 3,000-a-day target in June 2025.", AUTUMN, SUPPORTED),
    ("Arrests by ICE fell far short of the 800-a-day target in June 2025.", AUTUMN, CONTRADICTED),
]
# the week of 2 June had 8,650 arrests, 1,236 a day; with the next one it is 15,905, 1,136 a day
WEEKS = [
    (f"In the first two weeks of June 2025, ICE agents arrested more than {n} people a day.", "2025-08-05", expected)
    for n, expected in [("1,100", SUPPORTED), ("1,200", NONE), ("1,300", CONTRADICTED)]
]
RATES = [
    ("If ICE made 3,000 arrests every day, that would be about 900,000 arrests in a year.", "", CONTRADICTED),
    ("If ICE made 3,000 arrests every day, that would be about 1.1 million arrests in a year.", "", FOLLOWS),
    ("Removing a million people a year means removing 2,740 people a day.", "", FOLLOWS),
    ("Removing a million people a year means removing 5,740 people a day.", "", CONTRADICTED),
    ("At 1,000 arrests a day, ICE would need 365,000 beds a year.", "", NONE),
    ("If ICE made 3,000 arrests a day, it would need 20,000 officers.", "", NONE),
]
GROUPS = [
    (
        "Of the detainees whom ICE had arrested, 41 percent had neither a conviction nor a charge on 30 November 2025.",
        SUPPORTED,
    ),
    (
        "Of the detainees whom ICE had arrested, 71 percent had neither a conviction nor a charge on 30 November 2025.",
        CONTRADICTED,
    ),
    ("Of the women in ICE detention, 41 percent had no conviction on 30 November 2025.", NONE),
    ("Nearly three of every four people in ICE detention on 30 November 2025 had no criminal conviction.", SUPPORTED),
    ("Nearly one of every four people in ICE detention on 30 November 2025 had no criminal conviction.", CONTRADICTED),
    ("Most people in ICE detention on 30 November 2025 had a criminal conviction.", CONTRADICTED),
    ("Most people in ICE detention on 30 November 2025 had no criminal conviction.", SUPPORTED),
    ("More than 20,000 people have now been locked up by ICE for over 180 days.", CONTRADICTED),
    ("More than 6,000 people have now been locked up by ICE for over 180 days.", SUPPORTED),
]
REACHED = [
    ("ICE's detention population has not topped 60,000 this year.", CONTRADICTED),
    ("ICE's detention population has topped 60,000 this year.", SUPPORTED),
    ("ICE did not hold as many as 80,000 people on any count in 2025.", SUPPORTED),
    ("ICE did not hold as many as 60,000 people on any count in 2025.", CONTRADICTED),
    ("ICE never held 60,000 people in county jails in 2025.", NONE),
    ("ICE held 310,181 people in 2025.", NONE),  # whoever was held at any time
]
MIXES = [
    ("ICE arrests nearly tripled, from 113,431 in fiscal 2024 to 310,181 in fiscal 2025.", MIXED),
    ("ICE arrests doubled, from 113,431 in fiscal 2024 to 222,832 in fiscal 2025.", MIXED),
    ("ICE arrests nearly tripled, from 113,431 in fiscal 2024 to 310,555 in fiscal 2025.", NONE),
]


TRIED = [
    ("ICE conducted 72,177 removals in fiscal year 2022.", "2022-12-30", SUPPORTED),
    ("ICE removed 59,011 people in fiscal 2021.", "2022-03-11", SUPPORTED),
    ("ICE removed 76,939 people in fiscal 2025.", "2025-01-17", SUPPORTED),
    ("ICE averaged about 1,050 arrests a day in June 2025.", "2025-07-01", SUPPORTED),
    ("ICE is arresting 1,800 people a day.", "2025-06-10", CONTRADICTED),
    ("More than 20,000 people have been held over 180 days.", "2025-01-20", CONTRADICTED),
    ("There were 1,179 arrests by ICE on Monday, January 27.", "2025-02-07", SUPPORTED),
    ("ICE held 61,000 people on 4 April 2026.", "2026-04-15", NONE),
    ("The plan calls for 92,600 detention beds by 30 November 2026.", "2026-03-01", SUPPORTED),
    ("Nearly 75 % of those held by ICE had no conviction.", "2025-12-22", SUPPORTED),
    ("26,339 of 39,175 people in ICE detention had no conviction or charge.", "2024-02-28", SUPPORTED),
    ("ICE has not reached 1,000 removals a day in fiscal 2025.", "2025-10-01", SUPPORTED),
    ("The agency has never tallied half of a million removals in a year.", "2025-02-14", SUPPORTED),
    ("ICE removed 271,484 people in 2024.", "2025-01-10", SUPPORTED),  # if the fiscal year is meant
    ("Since January 2025, ICE has deported 319,980 people.", "2025-09-25", CONTRADICTED),
]


@pytest.mark.parametrize(("text", "said", "expected"), [*TRIED, *RANKS, *CHANGES, *GOALS, *WEEKS, *RATES])
def test_ranks_goals_and_rates(text: str, said: str, expected: str) -> None:
    found = answer(text, said)
    assert found.verdict.value == expected, found.sentence


@pytest.mark.parametrize(("text", "expected"), [*GROUPS, *REACHED])
def test_groups_and_reached_stocks(text: str, expected: str) -> None:
    found = answer(text, YEAR_END)
    assert found.verdict.value == expected, found.sentence


@pytest.mark.parametrize(("text", "expected"), MIXES)
def test_a_number_that_is_exactly_that_of_another_count_is_a_mix(text: str, expected: str) -> None:
    found = answer(text, AUTUMN)
    assert found.verdict.value == expected, found.sentence


@pytest.mark.parametrize("said", ["", "2012-01-10", "2019-01-05", "2025-01-25", "2025-06-10", "2026-06-01"])
def test_a_rate_of_a_month_is_survived_on_any_day(said: str) -> None:
    for text in ("ICE averaged 1,050 arrests a day in June 2025.", "In June 2025 ICE booked in 2,000 people a day."):
        assert answer(text, said).verdict.value in {SUPPORTED, CONTRADICTED, NONE}


@pytest.mark.parametrize(("words", "wish"), [("against their will", False), ("and will again", True)])
def test_a_will_that_somebody_has_is_no_wish(words: str, wish: bool) -> None:
    found = answer(f"ICE removed 271,484 people in fiscal 2024 {words}.", WINTER)
    assert ("makes it a prediction" in found.sentence) is wish


def test_who_denied_a_goal_is_told_once_that_was_out() -> None:
    text = "ICE has a quota of 3,000 arrests a day."
    denial = "2025-07-30: The Justice Department tells a court that no arrest quota exists"
    assert denial in answer(text, "2025-09-01").sentence
    assert denial not in answer(text, "2025-06-10").sentence


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("GEO Group said it holds 20,000 people for ICE.", "GEO Group"),
        ("CoreCivic had 14,000 people in ICE detention on 1 June 2025.", "CoreCivic"),
    ],
)
def test_a_company_is_named_in_one_piece_and_its_people_are_no_question_to_the_model(text: str, name: str) -> None:
    found = answer(text, "2025-07-01")
    assert (found.verdict.value, found.of_others) == (NONE, True)
    assert found.sentence.startswith(f"No verdict: it speaks of '{name}', and no table of this tool counts by company.")
    assert "No day is named" not in found.sentence


def test_a_company_in_an_aside_hides_no_count() -> None:
    text = "ICE held 65,735 people on 30 November 2025, according to GEO Group."
    assert answer(text, "2025-12-05").verdict.value == SUPPORTED
    other = answer("ICE, a client of GEO Group, held 65,735 people on 30 November 2025.", "2025-12-05")
    assert (other.verdict.value, "30 November 2025: 65,735" in other.sentence) == (NONE, True)


def test_words_side_by_side_are_told_as_one() -> None:
    assert answer("ICE must arrest 3,000 people a day, DHS told field offices.").not_tested[-1] == "field offices"


def test_a_first_name_and_a_verb_of_goals_qualify_nothing() -> None:
    found = answer("ICE never met Stephen Miller's goal of 3,000 arrests a day in June.", "2025-08-10")
    assert found.not_tested == ("goal",)


def test_a_time_in_years_is_no_length_of_a_stay() -> None:
    assert verdict("ICE held more people in November 2025 than at any time in years.", "2025-12-10") == SUPPORTED
