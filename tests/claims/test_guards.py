"""What keeps a verdict back: denials, comparisons, unread words, parts of a period, parts of a total, the vintage."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from bedspace.claims.check.checks import check
from bedspace.claims.check.findings import Verdict
from bedspace.studies.claims.feasibility import answer, factors

SUPPORTED, CONTRADICTED, MIXED, NONE = Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.MIXED, Verdict.UNCHECKABLE
REMOVED = "ICE removed 271,484 people in fiscal 2024"


def _verdicts(text: str, said: str = "") -> set[str]:
    """Verdicts of the statements of a text, as the command gives them."""
    day = date.fromisoformat(said) if said else None
    return {row["verdict"] for row in check(text, day, "-", answer, factors()).statements()}


def _silent(text: str, said: str = "") -> bool:
    return _verdicts(text, said) <= {NONE}


PLAIN = [
    (REMOVED + ".", "2025-01-15", SUPPORTED),
    ("ICE deported about 142,600 people in fiscal 2023.", "2023-11-01", SUPPORTED),
    ("ICE removed about 350,000 people in fiscal year 2024.", "", CONTRADICTED),
    ("ICE removed more than 300,000 people in fiscal 2024.", "2025-01-15", CONTRADICTED),
    ("In July 2025, 31,262 people were booked into ICE detention.", "2025-10-01", SUPPORTED),
    ("In July 2025, 1,008 people a day were booked into ICE detention.", "2025-10-01", SUPPORTED),
    ("In July 2025, 2,000 people a day were booked into ICE detention.", "2025-10-01", CONTRADICTED),
    ("The average stay in ICE detention was about 64 days in fiscal 2020.", "2023-03-01", SUPPORTED),
    ("The average daily population in ICE detention was 60,930 in August 2025.", "2025-12-10", SUPPORTED),
    ("ICE held about 42,000 people in detention on February 5, 2025.", "2025-02-07", SUPPORTED),
]


@pytest.mark.parametrize(("text", "said", "verdict"), PLAIN)
def test_a_plain_statement_keeps_its_verdict(text: str, said: str, verdict: Verdict) -> None:
    assert _verdicts(text, said) == {verdict}


DENIED = [
    "ICE did not remove 271,484 people in fiscal 2024.",
    "ICE didn't remove 271,484 people in fiscal 2024.",
    "ICE never removed 271,484 people in fiscal 2024.",
    "ICE has not removed 271,484 people in fiscal 2024.",
    "ICE has yet to remove 271,484 people in fiscal 2024.",
    "ICE failed to remove 271,484 people in fiscal 2024.",
    "ICE fails to remove 350,000 people in fiscal 2024.",
    "ICE fell short of 271,484 removals in fiscal 2024.",
    "ICE was unable to deport 350,000 people in fiscal 2024.",
    "ICE refused to deport 350,000 people in fiscal 2024.",
    "ICE denies that it removed 350,000 people in fiscal 2024.",
    "No 350,000 people were removed by ICE in fiscal 2024.",
    "Neither ICE nor CBP removed 350,000 people in fiscal 2024.",
    "It is false that " + REMOVED + ".",
    REMOVED + ". That is wrong.",
    "This is a myth. " + REMOVED + ".",
    "ICE has not reached 1,000 removals a day.",
    "ICE did not hold about 42,000 people in detention on February 5, 2025.",
    "ICE never exceeded 1,000 removals on a single day in fiscal 2024.",
]
COMPARED = [
    "ICE removed a record 271,484 people in fiscal 2024.",
    REMOVED + ", the most since 2014.",
    REMOVED + ", the highest ever.",
    REMOVED + ", more than any other year.",
    REMOVED + ", fewer than the year before.",
    REMOVED + ", up from 142,580 in fiscal 2023.",
    REMOVED + ", exceeding the year before.",
    "ICE deported more people per year at its peak than any other agency in the last decade.",
    "ICE removals peaked at 350,000 in fiscal 2024.",
    "ICE removals rose to 350,000 in fiscal 2024.",
    "The lowest ICE average daily population was 50,000 in August 2025.",
    "The highest single-day total since Trump took office was 1,100 arrests.",
]
QUALIFIED = [
    "ICE held about 42,000 people for over 180 days on February 5, 2025.",
    "More than 20,000 people have been held over 180 days.",
    "ICE held about 42,000 people without a conviction on February 5, 2025.",
    "ICE held about 42,000 men on February 5, 2025.",
    "ICE held about 42,000 Venezuelans on February 5, 2025.",
    "ICE held about 6,000 people in Texas on February 5, 2025.",
    "ICE removed 271,484 people to Mexico in fiscal 2024.",
    "ICE removed 350,000 people by air in fiscal 2024.",
    "ICE removed 47,732 people arrested in the interior in fiscal 2024.",
    "Each of 25 ICE offices removed 271,484 people in fiscal 2024.",
    "The average stay in ICE detention of people arrested by CBP was 64 days in fiscal 2020.",
    "The median stay in ICE detention was 20 days in fiscal 2024.",
    "In June 2025 ICE booked in 2,000 people a day whom its own officers had arrested.",
    "DHS removed 700,000 people in fiscal 2024.",
    "Did ICE remove 271,484 people in fiscal 2024?",
    "ICE could remove 350,000 people in fiscal 2024.",
    "If ICE removed 350,000 people in fiscal 2024, it was busy.",
    "ICE removed 142,580 people in fiscal 2023 and 271,484 in fiscal 2024.",
    "ICE removed 271,484 people in 2024.",
    "Most of the 25 field offices must make 75 arrests a day, 1,500 arrests a day nationwide.",
    "ICE booked fewer than 230,000 people into detention in fiscal 2025.",
]


@pytest.mark.parametrize("text", [*DENIED, *COMPARED, *QUALIFIED])
def test_words_that_were_not_read_keep_the_verdict_back(text: str) -> None:
    assert _silent(text)
    assert _silent(text, "2025-12-20")


def test_what_was_not_tested_is_told_in_its_words() -> None:
    (row,) = check(REMOVED + " by air.", None, "-", None, factors()).statements()
    assert row["not_tested"] == ["by", "air"]
    assert "not tested: 'by', 'air'" in row["sentence"]
    assert "271,484" in row["sentence"]


PARTS = [
    ("ICE removed 72,177 people in fiscal 2022.", "2022-12-30", NONE),
    ("ICE removed 69,019 people in fiscal 2022.", "2023-12-30", NONE),
    ("ICE removed 59,011 people in fiscal 2021.", "2022-03-11", NONE),
    ("ICE removed 329,018 people in fiscal 2025.", "2025-12-20", NONE),
    ("ICE removed fewer than 310,000 people in fiscal 2025.", "2025-12-19", CONTRADICTED),
    ("ICE removed more than 310,000 people in fiscal 2025.", "2025-12-19", SUPPORTED),
    ("ICE averaged 901 removals a day in fiscal 2025.", "2025-12-20", NONE),
    ("The average stay in ICE detention was about 79 days in fiscal 2021.", "2021-12-15", NONE),
    ("The average daily population of ICE detention was 65,000 in fiscal 2025.", "2025-10-10", NONE),
    ("In September 2025, 31,000 people were booked into ICE detention.", "2025-10-10", NONE),
    ("In September 2025, 24,755 people were booked into ICE detention.", "2025-09-30", NONE),
    ("In November 2025, 42,000 people were booked into ICE detention.", "2025-12-10", NONE),
    ("In the first six months of fiscal 2023 ICE removed more than 140,000 people.", "2023-04-14", NONE),
]


@pytest.mark.parametrize(("text", "said", "verdict"), PARTS)
def test_a_part_of_a_period_is_a_floor_and_never_the_whole(text: str, said: str, verdict: Verdict) -> None:
    assert _verdicts(text, said) == {verdict}


VINTAGES = [
    ("ICE removed 76,939 people in fiscal 2025.", "2025-01-17", SUPPORTED),
    ("ICE removed 76,939 people in fiscal 2025.", "2025-06-15", NONE),
    ("ICE removed 76,939 people in fiscal 2025.", "", NONE),
    ("More than 73,000 people have been booked into ICE detention so far in fiscal 2025.", "2025-01-18", SUPPORTED),
    ("Some 310,000 people have been booked into ICE detention so far in fiscal 2025.", "2025-01-20", NONE),
    ("In December 2024, 22,139 people were booked into ICE detention.", "2025-01-20", SUPPORTED),
    ("In December 2024, 22,139 people were booked into ICE detention.", "2025-12-20", NONE),
    (REMOVED + ".", "2024-08-01", NONE),
]


@pytest.mark.parametrize(("text", "said", "verdict"), VINTAGES)
def test_a_statement_is_judged_by_what_was_known_when_it_was_said(text: str, said: str, verdict: Verdict) -> None:
    assert _verdicts(text, said) == {verdict}


DAYS = [
    ("ICE removed 900 people in a day in fiscal 2024.", "2025-01-15"),
    ("ICE removed 900 people on one day in fiscal 2024.", "2025-01-15"),
    ("ICE detained 900 people on February 5, 2025.", "2025-02-07"),
    ("ICE held about 200 people on February 5, 2025.", "2025-02-07"),
    ("ICE is arresting 1,800 people a day.", "2025-06-10"),
    ("ICE made 1,100 arrests a day in January 2025.", "2025-02-07"),
    ("ICE averaged about 1,050 arrests a day in June 2025.", "2025-07-01"),
    ("In June 2025, 1,500 people were booked into ICE detention on June 5, 2025.", "2025-10-01"),
]


@pytest.mark.parametrize(("text", "said"), DAYS)
def test_a_day_is_never_held_against_one_peak_day(text: str, said: str) -> None:
    assert _silent(text, said)


TOTALS = [
    ("In July 2025, 31,262 people were booked into ICE detention; ICE arrested 27,457 and CBP 3,805.", "2025-10-01"),
    ("In June 2025, 31,590 ICE arrests and 5,114 CBP arrests made 36,704 book-ins to ICE detention.", "2025-10-01"),
    ("In November 2026 ICE booked 40,000 people into detention; ICE arrested 36,500 and CBP 3,500.", "2026-12-10"),
    ("ICE made 113,431 arrests in fiscal 2024, of which 33,243 were at-large arrests.", "2025-01-15"),
    ("ICE made 113,431 arrests in fiscal 2024, against 33,243 at-large arrests.", "2025-01-15"),
    ("ICE made 113,431 arrests in fiscal 2024, against 33,243 at-large arrests in fiscal 2024.", "2025-01-15"),
    ("Of the 271,484 people ICE removed in fiscal 2024, 47,732 had been arrested in the interior.", "2025-01-15"),
    ("Of the 65,735 people in ICE detention on November 30, 2025, ICE arrested 53,520 and CBP 12,215.", "2025-12-08"),
    ("Congress funded 41,500 beds; ICE has 62,913 beds under contract.", "2025-02-07"),
]


@pytest.mark.parametrize(("text", "said"), TOTALS)
def test_parts_of_one_total_are_no_mix(text: str, said: str) -> None:
    assert _silent(text, said)


def test_a_mix_is_called_one_only_where_numbers_of_two_periods_are_compared() -> None:
    compared = "DHS made 9,000 arrests in a week, against 8,500 at-large arrests in all of fiscal year 2020."
    assert _verdicts(compared) == {MIXED}
    assert _silent(compared.replace("against", "and"))
    assert _silent(compared.replace("8,500", "another agency 8,500"))


def test_a_quota_contradicts_only_in_words_that_were_read() -> None:
    text = "Each of ICE's 25 field offices was told to make 75 arrests a day, which comes to {} a day nationwide."
    assert _verdicts(text.format("1,500")) == {CONTRADICTED}
    assert _silent(text.format("1,875"))
    assert _silent(text.format("1,500").replace("Each", "Hardly any"))


@pytest.mark.shared
def test_no_statement_of_the_trials_gets_a_false_verdict(shared: Path) -> None:
    with (shared / "trials" / "verdicts.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    false = {row["id"] for row in rows if _verdicts(row["text"], row["said"]) & set(row["forbidden"].split("|"))}
    given = {row["id"] for row in rows if not _silent(row["text"], row["said"])}
    assert not false
    assert len(given) >= 6  # silence on everything would be no check


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("ICE has not removed 271,484 people in fiscal 2024.", "'not' may turn the statement round"),
        ("ICE removed a record 271,484 people in fiscal 2024.", "'record' compares, and no comparison is tested"),
        ("271,484 people were removed in fiscal 2024.", "the sentence does not name ICE"),
        ("ICE removed 271,484 people.", "its span is no calendar month or fiscal year"),
    ],
)
def test_the_reason_for_silence_is_told_with_the_record_beside_it(text: str, why: str) -> None:
    (row,) = check(text, date(2025, 1, 15), "-", None, factors()).statements()
    assert why in row["sentence"]
    assert row["verdict"] == NONE
    assert row["sources"]
