"""Numbers that lean on what stands before them: on its subject and part, on its year, and on the sentence before."""

from __future__ import annotations

from datetime import date

import pytest
from tests.claims.verdict_of import answer

from bedspace.claims.check.checks import check

HALF_OF_PART = "In April, 2,512 people were released from ICE detention on bond; in August {number}."


@pytest.mark.parametrize("number", ["it was 899", "there were 899", "the number was only 899", "899"])
def test_a_bare_number_counts_the_part_that_the_number_before_it_counts(number: str) -> None:
    right = answer(HALF_OF_PART.format(number=number), "2025-10-02")
    wrong = answer(HALF_OF_PART.format(number=number.replace("899", "1,899")), "2025-10-02")
    assert (right.verdict.value, wrong.verdict.value) == ("supported", "contradicted")
    assert "on bond, April 2025: 2,512 (published 2025-05-23); August 2025: 899" in right.sentence


def test_a_number_with_a_subject_of_its_own_does_not_take_the_part_before_it() -> None:
    text = "In April, 2,512 people were released from ICE detention on bond; in August ICE booked out 32,395 people."
    assert answer(text, "2025-10-02").verdict.value == "supported"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Book-ins to ICE detention were 22,801 in July 2023, 29,083 in August and 24,829 in September.", "supported"),
        ("Book-ins to ICE detention were 22,801 in July 2023, 32,364 in August.", "contradicted"),
        ("Book-ins to ICE detention were 22,801 in July 2023 and 32,364 in August 2025.", "supported"),
    ],
)
def test_a_month_without_a_year_follows_the_month_before_it_which_has_one(text: str, verdict: str) -> None:
    assert answer(text, "2025-10-01").verdict.value == verdict


def test_a_month_that_comes_earlier_in_the_year_is_of_the_next_one() -> None:
    found = answer("Book-ins to ICE detention were 24,829 in September 2023 and 29,083 in August.", "2025-10-01")
    assert "August 2024" in found.sentence


@pytest.mark.parametrize(("said", "year"), [("2025-10-01", 2024), ("2025-11-20", 2025)])
def test_in_october_last_october_is_that_of_the_year_before(said: str, year: int) -> None:
    found = answer("ICE was holding 37,684 people at the start of last October.", said)
    assert f"October {year}" in found.sentence


_WENT = "The average stay in ICE detention went from 34.3 days in fiscal 2019 to 63.5 days in fiscal 2020. {change}"


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ("It nearly doubled.", "supported"),
        ("It tripled.", "contradicted"),
        ("That has more than doubled.", "contradicted"),
    ],
)
def test_a_multiple_without_a_noun_is_one_of_the_sentence_before(change: str, verdict: str) -> None:
    assert answer(_WENT.format(change=change)).verdict.value == verdict


_HELD = "Late in January, 945 people in detention had been arrested by ICE with no conviction or charge."


@pytest.mark.parametrize(
    ("after", "verdict"),
    [
        ("In mid-November it was 21,194.", "supported"),
        ("By 16 November there were 21,194, over twenty times as many.", "supported"),
        ("By 16 November there were 31,194.", "contradicted"),
        ("By 16 November there were 21,194, some forty times as many.", "contradicted"),
    ],
)
def test_a_number_without_a_noun_counts_what_the_sentence_before_counts(after: str, verdict: str) -> None:
    assert answer(f"{_HELD} {after}", "2025-11-21").verdict.value == verdict


@pytest.mark.parametrize(
    "lacking",
    [
        "without a conviction or charge",
        "without a criminal conviction or a pending charge",
        "without any conviction or any charge",
        "with neither a conviction nor a charge",
        "who had no conviction or pending charge",
    ],
)
def test_who_lacks_a_conviction_or_a_charge_lacks_both(lacking: str) -> None:
    right = answer(f"ICE held 27,746 people {lacking} on 21 September 2025.")
    wrong = answer(f"ICE held 32,016 people {lacking} on 21 September 2025.")
    assert (right.verdict.value, wrong.verdict.value) == ("supported", "contradicted")


@pytest.mark.parametrize(
    ("clause", "verdict"),
    [("which nearly doubled", "supported"), ("which tripled", "contradicted"), ("which was a fall", "contradicted")],
)
def test_a_clause_that_says_a_multiple_or_a_direction_is_no_aside(clause: str, verdict: str) -> None:
    text = f"Removals went from 142,580 in fiscal 2023 to 271,484 in fiscal 2024, {clause}."
    assert answer(text).verdict.value == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("A week ago ICE held 59,762 people.", "supported"),
        ("A week ago ICE held 49,762 people.", "contradicted"),
        ("ICE held 59,762 people, up from 47,684 a year ago.", "contradicted"),
    ],
)
def test_a_count_of_a_week_or_a_year_ago_is_that_of_the_days_around_it(text: str, verdict: str) -> None:
    assert answer(text, "2025-09-28").verdict.value == verdict


_CHANGED = "ICE removed 271,484 people in fiscal 2024. That is 90 percent more than a year earlier, when it removed {}."
_DEPORTED = "ICE deported {} people in fiscal {}. In fiscal {} it was {}, three times as many."
_IN_CUSTODY = "ICE had 57,861 people in custody at the end of June 2025. In mid-January it had 39,703, or {} fewer."
_DETAINED = "On 29 June 2025 ICE was detaining 57,861 people. Roughly {} in ten had no criminal conviction."
_GROWN = "ICE detention held 39,703 on 12 January 2025. By 29 June it had grown to {}."


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (_CHANGED.format("142,580"), "supported"),
        (_CHANGED.format("122,580"), "contradicted"),
        (_DEPORTED.format("59,011", 2021, 2020, "185,884"), "supported"),
        (_DEPORTED.format("185,884", 2020, 2021, "59,011"), "contradicted"),
        (_IN_CUSTODY.format("about a third"), "supported"),
        (_IN_CUSTODY.format("half"), "contradicted"),
        (_DETAINED.format("seven"), "supported"),
        (_DETAINED.format("nine"), "contradicted"),
        (_GROWN.format("57,861, 46 percent more"), "supported"),
        (_GROWN.format("67,861"), "contradicted"),
    ],
)
def test_what_is_said_of_the_sentence_before_is_read_with_it(text: str, verdict: str) -> None:
    assert answer(text, "2025-07-10").verdict.value == verdict


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("ATLANTA (Wire) - ICE removed {} people in fiscal 2024.", ("271,484", "171,484")),
        ("ICE's year-end report put the number of removals at {} in fiscal 2024.", ("271,484", "171,484")),
        ("Pandemic or not, ICE removed {} people in fiscal 2020.", ("185,884", "285,884")),
        ("On a typical night in August 2025, {} people slept in ICE detention.", ("60,930", "50,930")),
        ("ICE booked out {} people in fiscal 2025 through September 20.", ("284,019", "184,019")),
        ("Between October 1, 2024, and September 20, 2025, ICE booked out {} people.", ("284,019", "184,019")),
        ("ICE was holding {} people a day on average in fiscal 2024.", ("37,722", "47,722")),
        ("Removals by ICE edged up to {} in fiscal 2019 from 256,085 a year earlier.", ("267,258", "287,258")),
        (
            "Of 57,861 people in ICE detention on June 29, 2025, 16,366 had been convicted, 14,318 faced charges and "
            "{} had neither.",
            ("27,177", "37,177"),
        ),
        ("Since October 1, ICE has taken {} people into detention.", ("79,356", "179,356")),
    ],
)
def test_words_around_a_number_do_not_keep_it_from_its_test(text: str, numbers: tuple[str, str]) -> None:
    said = "2025-12-08" if "Since" in text else ""
    right, wrong = (answer(text.format(number), said) for number in numbers)
    assert (right.verdict.value, wrong.verdict.value) == ("supported", "contradicted")


def test_a_statement_of_two_sentences_lists_the_claims_of_both() -> None:
    text = "ICE held 39,703 people on 12 January 2025. By 29 June there were 57,861. It removed 271,484 in fiscal 2024."
    first, second = check(text).statements()
    assert [claim["text_span"] for claim in first["claims"]] == ["39,703 people", "57,861"]
    assert [claim["text_span"] for claim in second["claims"]] == ["271,484"]


def test_a_part_of_people_arrested_is_a_statement_of_its_own() -> None:
    text = "ICE has arrested more than 8,000 people since January 20. Of those, 461 were released."
    assert [each["verdict"] for each in check(text, date(2025, 2, 7)).statements()] == [
        "supported",
        "cannot be checked",
    ]
