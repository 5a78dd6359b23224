"""The twelve rules that no verdict may break, each with variations of one statement.

A qualifier is added, the period is moved, a rounding word is put in, a number is moved past its margin, words that say
nothing are put before and behind. The figures are those of the embedded tables.
"""

from __future__ import annotations

import pytest
from tests.claims.verdict_of import CONTRADICTED, FOLLOWS, MIXED, NONE, SUPPORTED, answer, verdict

FY19, FY22, FY25 = "2020-12-01", "2022-12-15", "2025-10-10"

AT_AN_END = [
    ("ICE held 25,134 people at the end of fiscal year 2022.", FY22, SUPPORTED),
    ("At the close of fiscal 2022 ICE held 25,134 people.", FY22, SUPPORTED),
    ("At the very end of fiscal 2022 ICE held about 25,000 people.", FY22, SUPPORTED),
    ("ICE held 40,000 people at the end of fiscal year 2022.", FY22, CONTRADICTED),
    ("At the end of fiscal year 2022 ICE had removed 69,019 people.", FY22, SUPPORTED),  # a sum, not of September
    ("ICE held 20,000 people at the start of fiscal 2022.", FY22, NONE),  # no snapshot of that month is embedded
    (
        "Twice as many people were in ICE detention at the end of fiscal 2022 as at the end of fiscal 2021.",
        FY22,
        CONTRADICTED,
    ),
    ("ICE held 25,134 people in fiscal year 2022.", FY22, NONE),  # at any time in it
]
BY_CONGRESS = [
    ("Congress paid for 41,500 immigration detention beds in fiscal 2024.", "2024-06-10", SUPPORTED),
    ("Congress paid for 60,000 immigration detention beds in fiscal 2024.", "2024-06-10", CONTRADICTED),
    ("Congress paid for 42,900 immigration detention beds in fiscal 2024.", "2024-06-10", NONE),
    ("ICE had 60,000 immigration detention beds in fiscal 2024.", "2024-06-10", NONE),  # of another count
    ("Congress was asked for 60,000 immigration detention beds in fiscal 2024.", "2024-06-10", NONE),
]
NOT_ONE_THING = [
    (
        "Detention fell: ICE detained 277,913 people in fiscal 2024, but 65,735 on 30 November 2025.",
        "2025-12-11",
        MIXED,
    ),
    ("Detention fell: ICE detained 271,913 people in fiscal 2024, but 65,735 on 30 November 2025.", "2025-12-11", NONE),
    ("Book-ins to ICE detention slid from 32,364 in August 2025 to 24,755 in September 2025.", "2025-09-27", MIXED),
    (
        "Book-ins to ICE detention slid from 32,364 in August 2025 to 20,755 in September 2025.",
        "2025-09-27",
        CONTRADICTED,
    ),
    ("Book-ins to ICE detention fell from 36,704 in June 2025 to 31,262 in July 2025.", "2025-09-27", SUPPORTED),
]
IN_AN_ERA = [
    ("Under President Obama, ICE carried out no more than 200,000 removals in fiscal 2014.", FY25, CONTRADICTED),
    ("Under the Biden administration, ICE removed 142,580 people in fiscal 2023.", FY25, SUPPORTED),
    ("Under the Biden administration, ICE removed 242,580 people in fiscal 2023.", FY25, CONTRADICTED),
    ("Under the Obama administration, ICE removed 142,580 people in fiscal 2023.", FY25, NONE),
]
SO_MANY_IN_TEN = [
    ("Seven in ten people in ICE detention have no criminal conviction.", FY25, SUPPORTED),
    ("Seven out of ten people in ICE detention have no criminal conviction.", FY25, SUPPORTED),
    ("Three out of four people in ICE detention have no criminal conviction.", FY25, NONE),
    ("Six in ten people in ICE detention have no criminal conviction.", FY25, CONTRADICTED),
    ("Eight in ten people in ICE detention have no criminal conviction.", FY25, CONTRADICTED),
    ("Seven in ten people in ICE detention have a criminal conviction.", FY25, CONTRADICTED),
]
COMPLETE = [
    ("ICE booked 306,979 people into detention in fiscal 2022.", FY22, SUPPORTED),  # the newest figure, to 24 September
    ("Fewer than 250,000 people were booked into ICE detention in fiscal 2022.", FY22, CONTRADICTED),  # a floor
    ("More than 300,000 people were booked into ICE detention in fiscal 2022.", FY22, SUPPORTED),
    ("Fewer than 310,000 people were booked into ICE detention in fiscal 2022.", FY22, NONE),
    ("Some 315,000 people were booked into ICE detention in fiscal 2022.", FY22, NONE),
    ("Some 560,000 people were booked into ICE detention in fiscal 2022.", FY22, CONTRADICTED),
    ("ICE removed 57,627 people in fiscal 2021.", "2023-01-15", NONE),  # the total of the year was given by then
    ("ICE removed 57,627 people in fiscal 2021.", "2021-11-01", SUPPORTED),
    ("ICE removed 59,011 people in fiscal 2021.", "2023-01-15", SUPPORTED),
    ("In November 2025, 38,900 people were booked into ICE detention.", "2025-12-10", NONE),
    ("In November 2025, fewer than 30,000 people were booked into ICE detention.", "2025-12-10", CONTRADICTED),
]
WHEN_SAID = [
    ("So far this fiscal year, ICE has removed 302,192 people.", "2025-09-15", SUPPORTED),
    ("So far this fiscal year, ICE has removed 402,192 people.", "2025-09-15", CONTRADICTED),
    ("Since the fiscal year began last October, ICE has removed 402,192 people.", "2025-09-15", CONTRADICTED),
    ("Not two months into fiscal 2026, ICE has deported more than 52,000 people.", "2025-11-21", SUPPORTED),
    ("Not two months into fiscal 2026, ICE has deported more than 72,000 people.", "2025-11-21", CONTRADICTED),
    ("Not for want of trying, ICE has deported more than 72,000 people in fiscal 2026.", "2025-11-21", NONE),
    (
        "As October 2022 began, ICE's alternatives to detention monitored nearly 323,000 people.",
        "2023-11-15",
        SUPPORTED,
    ),
    (
        "As October 2022 began, ICE's alternatives to detention monitored nearly 423,000 people.",
        "2023-11-15",
        NONE,
    ),
    ("Some 24,800 people have been booked into ICE detention so far in fiscal 2025.", "2024-11-20", SUPPORTED),
    ("Some 124,800 people have been booked into ICE detention so far in fiscal 2025.", "2024-11-20", CONTRADICTED),
    ("Some 124,800 people have been booked into ICE detention so far in fiscal 2025.", "2025-06-20", CONTRADICTED),
    ("In October 2025, 41,641 people were booked into ICE detention.", "2025-11-25", SUPPORTED),
    ("In October 2025, 41,641 people were booked into ICE detention.", "2025-12-10", NONE),
    ("ICE has removed 29,817 people so far in fiscal 2025.", "2024-11-20", SUPPORTED),
    ("ICE has removed 302,192 people so far in fiscal 2025.", "2024-11-20", CONTRADICTED),
    ("ICE has removed 302,192 people so far in fiscal 2025.", "2025-09-15", SUPPORTED),
    ("ICE removed 29,817 people in fiscal 2025.", "", NONE),  # an earlier release, and no day is given
    ("ICE removed 29,917 people in fiscal 2025.", "", NONE),  # so far below that a part may be meant
    ("ICE removed 129,917 people in fiscal 2025.", "", CONTRADICTED),
]
A_DAY = [
    ("In May 2025, 932 people a day were booked into ICE detention.", FY25, SUPPORTED),
    ("In May 2025, about 930 people a day were booked into ICE detention.", FY25, SUPPORTED),
    ("In May 2025, 1,700 people a day were booked into ICE detention.", FY25, CONTRADICTED),
    ("In May 2025, 1,700 people were booked into ICE detention in a day.", FY25, NONE),
    ("In June 2025, 932 people a day were booked into ICE detention.", FY25, CONTRADICTED),
    ("ICE removed 732 people a day in fiscal 2019.", FY19, SUPPORTED),
    ("ICE removed 1,400 people a day in fiscal 2019.", FY19, CONTRADICTED),
    ("ICE made 800 arrests a day in February 2025.", "2025-04-01", NONE),
    ("ICE made 1,100 arrests a day in February 2025.", "2025-04-01", CONTRADICTED),
    ("ICE is arresting 1,900 people a day.", "2025-06-10", CONTRADICTED),
    ("ICE is arresting 1,300 people a day.", "2025-06-10", NONE),
    ("ICE is arresting 1,900 people a day.", "", NONE),
]
IN_THE_TEST = [
    ("ICE removed 267,258 people in fiscal 2019.", FY19, SUPPORTED),
    ("ICE removed 267,258 Hondurans in fiscal 2019.", FY19, NONE),
    ("ICE removed 267,258 people from Ohio in fiscal 2019.", FY19, NONE),
    ("ICE removed 267,258 people by bus in fiscal 2019.", FY19, NONE),
    ("ICE removed 400,000 people with lawyers in fiscal 2019.", FY19, NONE),
    ("ICE removed 267,258 people who had green cards in fiscal 2019.", FY19, NONE),
    ("ICE removed 267,258 people under Title 42 in fiscal 2019.", FY19, NONE),
    ("ICE removed 400,000 mothers in fiscal 2019.", FY19, NONE),
    ("In Operation Sunrise, ICE removed 267,258 people in fiscal 2019.", FY19, NONE),
    ("Each of 25 ICE offices removed 267,258 people in fiscal 2019.", FY19, NONE),
    ("ICE removed another 267,258 people in fiscal 2019.", FY19, NONE),
    ("ICE removed 267,258 people voluntarily in fiscal 2019.", FY19, NONE),
    ("ICE held 43,759 people on 23 February 2025.", "2025-03-01", SUPPORTED),
    ("ICE held 43,759 people over 180 days on 23 February 2025.", "2025-03-01", NONE),
    ("ICE held 43,759 people without a conviction on 23 February 2025.", "2025-03-01", NONE),  # it is the total
    ("ICE held 42,000 people over 180 days on 23 February 2025.", "2025-03-01", CONTRADICTED),
    ("ICE held 42,000 people without a conviction on 23 February 2025.", "2025-03-01", CONTRADICTED),
    ("ICE held 30,955 people without a conviction on 23 February 2025.", "2025-03-01", SUPPORTED),
]
ARRESTS = [
    ("ICE made 28,000 arrests in August 2025.", FY25, SUPPORTED),
    ("ICE made about 28,000 arrests in August 2025.", FY25, SUPPORTED),
    ("ICE made 60,000 arrests in August 2025.", FY25, CONTRADICTED),
    ("ICE made 40,000 arrests in August 2025.", FY25, CONTRADICTED),
    ("ICE made 26,500 arrests in August 2025.", FY25, NONE),  # within the counted ratio of book-ins to arrests
    ("ICE made 28,000 arrests in Texas in August 2025.", FY25, NONE),
    ("DHS made 60,000 arrests in August 2025.", FY25, NONE),
    ("ICE made 640 arrests a day in February 2025.", FY25, NONE),
    ("ICE made 900 arrests a day in February 2025.", FY25, CONTRADICTED),
]
MIXES = [
    (
        "Of 510,854 book-ins to ICE detention in fiscal 2019, 137,084 followed arrests by ICE "
        "and 373,770 arrests by CBP.",
        FY19,
        SUPPORTED,
    ),
    ("Book-ins to ICE detention fell from 510,854 in fiscal 2019 to 99,774 in fiscal 2020.", "2023-12-01", MIXED),
    ("Book-ins to ICE detention fell from 510,854 in fiscal 2019 to 182,869 in fiscal 2020.", "2023-12-01", SUPPORTED),
    ("ICE removals fell from 267,258 in fiscal 2019 to 62,739 in fiscal 2020.", "2023-12-01", MIXED),
    ("ICE detention intake exploded: book-ins went from 84,799 in fiscal 2023 to 277,913 in fiscal 2024.", FY25, MIXED),
    ("ICE book-ins went from 84,799 in fiscal 2023 to 90,615 in fiscal 2024.", FY25, SUPPORTED),
    ("ICE book-ins went from 273,220 in fiscal 2023 to 277,913 in fiscal 2024.", FY25, SUPPORTED),
    ("DHS counts 700,000 deportations in fiscal 2024, three times the 267,258 of ICE in fiscal 2019.", FY25, MIXED),
    ("DHS counts 700,000 deportations in fiscal 2024; ICE removed 267,258 people in fiscal 2019.", FY25, NONE),
    ("ICE removed 267,258 people in fiscal 2019, of whom 85,958 had been arrested in the interior.", FY19, SUPPORTED),
    ("ICE arrested 28,000 people in August 2025, against 33,243 at-large arrests in fiscal 2024.", FY25, MIXED),
    ("ICE made 113,431 arrests in fiscal 2024, 33,243 of them at large.", FY25, SUPPORTED),
    ("ICE detention was 109 percent full in February 2025, against 76 percent full in April 2025.", FY25, MIXED),
]
ROUNDED = [
    ("ICE removed about 267,000 people in fiscal 2019.", FY19, SUPPORTED),
    ("ICE removed nearly 270,000 people in fiscal 2019.", FY19, SUPPORTED),
    ("ICE removed about 290,000 people in fiscal 2019.", FY19, CONTRADICTED),
    ("ICE removed about 276,000 people in fiscal 2019.", FY19, NONE),
    ("ICE removed more than 267,000 people in fiscal 2019.", FY19, SUPPORTED),
    ("ICE removed more than 268,000 people in fiscal 2019.", FY19, NONE),
    ("ICE removed more than 270,000 people in fiscal 2019.", FY19, CONTRADICTED),
    ("ICE removed more than 273,000 people in fiscal 2019.", FY19, CONTRADICTED),
    ("ICE removed fewer than 268,000 people in fiscal 2019.", FY19, SUPPORTED),
    ("ICE removed fewer than 266,500 people in fiscal 2019.", FY19, NONE),
    ("ICE removed fewer than 265,000 people in fiscal 2019.", FY19, CONTRADICTED),
    ("ICE removed fewer than 260,000 people in fiscal 2019.", FY19, CONTRADICTED),
    ("ICE removed just under 268,000 people in fiscal 2019.", FY19, SUPPORTED),
    ("ICE removed just under 300,000 people in fiscal 2019.", FY19, CONTRADICTED),
    ("ICE removed 250,000 to 280,000 people in fiscal 2019.", FY19, SUPPORTED),
]
RECORDED = [
    ("The average stay in ICE detention was 34 days in fiscal 2019.", FY19, SUPPORTED),
    ("The average stay in ICE detention was 52 days in fiscal 2019.", FY19, CONTRADICTED),
    ("On 23 February 2025, 12,804 people in ICE detention had a criminal conviction.", "2025-03-01", SUPPORTED),
    (
        "About 29 percent of those in ICE detention on 23 February 2025 had a criminal conviction.",
        "2025-03-01",
        SUPPORTED,
    ),
    (
        "About 44 percent of those in ICE detention on 23 February 2025 had a criminal conviction.",
        "2025-03-01",
        CONTRADICTED,
    ),
    ("ICE's average daily population was 33,724 in fiscal 2020.", "2023-12-01", SUPPORTED),
    ("Some 16,141 people left ICE detention on bond so far in fiscal 2025.", "2025-09-15", SUPPORTED),
    ("Border Patrol recorded 8,085 encounters in August 2025.", FY25, SUPPORTED),
    ("ICE arrested 143,470 people in fiscal 2017.", "2018-12-15", SUPPORTED),
    ("About 3,637 people had been held by ICE over 180 days on 31 January 2025.", "2025-03-01", SUPPORTED),
    ("ICE released 148,002 people from detention in fiscal 2023.", "2023-12-15", SUPPORTED),
    ("Some 322,700 people were in alternatives to detention in October 2022.", "2022-12-01", SUPPORTED),
    ("ICE removals rose from 226,119 in fiscal 2017 to 256,085 in fiscal 2018, or 13 percent.", FY19, NONE),
    ("ICE removals rose by 13 percent from 226,119 in fiscal 2017 to 256,085 in fiscal 2018.", FY19, SUPPORTED),
    ("ICE removals rose by 31 percent from 226,119 in fiscal 2017 to 256,085 in fiscal 2018.", FY19, CONTRADICTED),
    (
        "In fiscal 2019, 137,084 people arrested by ICE and 373,770 arrested by CBP were "
        "booked into ICE detention, together 510,854.",
        FY19,
        SUPPORTED,
    ),
    (
        "In fiscal 2019, 137,084 people arrested by ICE and 373,770 arrested by CBP were "
        "booked into ICE detention, together 470,854.",
        FY19,
        CONTRADICTED,
    ),
    ("Each of 25 field offices must make 40 arrests a day, 1,000 a day nationwide.", "", FOLLOWS),
    ("Each of 25 field offices must make 40 arrests a day, 1,300 a day nationwide.", "", CONTRADICTED),
]
NO_VERDICT_OF_THE_MODEL = [
    ("ICE will hold 100,000 people by 2027.", "2025-03-01", NONE),
    ("ICE could make 3,000 arrests a day.", "2025-06-01", NONE),
    ("ICE was told to make 3,000 arrests a day.", "2025-06-01", SUPPORTED),  # the ledger: a goal, and no count
    ("ICE was told to make 5,000 arrests a day.", "2025-06-01", NONE),
    ("ICE was told to make 3,000 arrests a day.", "2025-05-01", NONE),
    ("ICE is on pace to remove 600,000 people in fiscal 2025.", "2025-06-01", NONE),
    ("If ICE removed 600,000 people in fiscal 2025, it would need more planes.", "2025-06-01", NONE),
    ("ICE aims to remove 1,000,000 people in fiscal 2026.", "2025-11-01", NONE),
]
DENIED = [
    ("ICE did not remove 267,258 people in fiscal 2019.", FY19, CONTRADICTED),
    ("ICE did not remove more than 300,000 people in fiscal 2019.", FY19, SUPPORTED),
    ("ICE has never removed 500,000 people in a year.", FY19, SUPPORTED),
    ("ICE has never removed 300,000 people in a year.", FY19, CONTRADICTED),
    ("It is not true that ICE removed 267,258 people in fiscal 2019.", FY19, NONE),
    ("ICE did not fail to remove 267,258 people in fiscal 2019.", FY19, NONE),
    ("ICE removed 267,258 people in fiscal 2019. That is wrong.", FY19, NONE),
    ("ICE removed 267,258 people in fiscal 2019. That did not happen.", FY19, NONE),
    ("Neither ICE nor CBP removed 267,258 people in fiscal 2019.", FY19, NONE),
    ("Did ICE remove 267,258 people in fiscal 2019?", FY19, NONE),
    ("ICE had not reached 1,000 removals a day in fiscal 2019.", FY19, SUPPORTED),
    ("ICE had not reached 500 removals a day in fiscal 2019.", FY19, CONTRADICTED),
]
DATED = [
    ("ICE held 43,759 people on Sunday, February 23.", "2025-03-01", SUPPORTED),
    ("ICE held 43,759 people on Sunday, February 9.", "2025-03-01", CONTRADICTED),
    ("As of 23 February 2025, ICE held 43,759 people.", "2025-03-01", SUPPORTED),
    ("ICE held 43,759 people on 2025-02-23.", "2025-03-01", SUPPORTED),
    ("ICE held 43,759 people.", "2025-03-01", SUPPORTED),
    ("ICE held 43,759 people.", "", NONE),
    ("ICE held 43,759 people on 23 February 2031.", "", NONE),
    ("By 24 August 2024, ICE had removed 238,660 people in fiscal 2024.", "2024-09-05", SUPPORTED),
    ("In the first eight days of February 2025, 5,790 people were booked into ICE detention.", "2025-02-20", SUPPORTED),
]  # fmt: skip
EVERY = {
    "at an end": AT_AN_END, "so many in ten": SO_MANY_IN_TEN, "in an era": IN_AN_ERA,
    "by Congress": BY_CONGRESS, "not one thing": NOT_ONE_THING,
    "complete": COMPLETE, "when said": WHEN_SAID, "a day": A_DAY, "in the test": IN_THE_TEST, "arrests": ARRESTS,
    "mixes": MIXES, "rounded": ROUNDED, "recorded": RECORDED, "model": NO_VERDICT_OF_THE_MODEL,
    "denied": DENIED, "dated": DATED,
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [case for cases in EVERY.values() for case in cases],
    ids=lambda value: str(value)[:60],
)
def test_a_rule_keeps_its_verdict(text: str, said: str, expected: str) -> None:
    found = answer(text, said)
    assert found.verdict.value == expected, found.sentence


FILLERS = [
    ("According to the agency, ", ""),
    ("", ", officials said"),
    ("Critics say that ", ""),
    ("", ", as the debate went on"),
    ("In the data, ", ""),
    ("", ", its figures show"),
]


@pytest.mark.parametrize(("before", "after"), FILLERS)
@pytest.mark.parametrize("cases", [COMPLETE[1:3], ROUNDED[:3], DATED[2:3], MIXES[6:7], DENIED[:1]])
def test_words_that_say_nothing_change_no_verdict(before: str, after: str, cases: list[tuple[str, str, str]]) -> None:
    for text, said, expected in cases:
        body = text.removesuffix(".")
        whole = f"{before}{body if not before or body.startswith('ICE') else body[0].lower() + body[1:]}{after}."
        assert verdict(whole, said) == expected, whole


def test_sentences_around_a_statement_and_their_order_change_nothing() -> None:
    text, other = "ICE removed 267,258 people in fiscal 2019.", "The hall was full that evening."
    for whole in (f"{text} {other}", f"{other} {text}", f"{other} {text} {other}"):
        assert verdict(whole, FY19) == SUPPORTED


def test_no_answer_is_open_downwards_to_zero() -> None:
    for text, said, _ in ROUNDED:
        assert "0 or more" not in answer(text, said).sentence


def test_an_unread_word_is_told_and_the_record_stands_beside_it() -> None:
    found = answer("ICE removed 267,258 people by bus in fiscal 2019.", FY19)
    assert found.not_tested == ("bus",)
    assert "this tool has no figures for 'bus'" in found.sentence
    assert "267,258" in found.sentence
    assert any("https://www.ice.gov" in source for source in found.sources)
