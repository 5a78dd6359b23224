"""All days of an administration: "under Biden" with a level, a peak or a year of it."""

from __future__ import annotations

import pytest
from tests.claims.verdict_of import answer

from bedspace.claims.check.findings import Verdict

NONE, SUPPORTED, CONTRADICTED = Verdict.UNCHECKABLE, Verdict.SUPPORTED, Verdict.CONTRADICTED
SINCE, WITHIN = "2025-06-05", "2024-03-05"


@pytest.mark.parametrize(
    ("text", "said", "verdict", "figure"),
    [
        ("The detained population never rose above 30,000 under President Biden.", SINCE, CONTRADICTED, "39,748"),
        ("The detained population never rose above 43,000 under President Biden.", SINCE, SUPPORTED, "39,748"),
        ("Under Biden, ICE detention never exceeded 40,000.", SINCE, NONE, "39,748"),
        ("Under Biden, ICE detention has never exceeded 30,000.", WITHIN, CONTRADICTED, "39,748"),
        ("During the Biden years ICE detention topped 39,000.", SINCE, SUPPORTED, "39,748"),
        ("Under Trump's first term ICE detention never exceeded 56,000.", SINCE, SUPPORTED, "50,922"),
        ("ICE detention peaked at about 39,700 under Biden.", SINCE, SUPPORTED, "39,748"),
        ("The number of people held by ICE topped out at 39,748 under Biden.", SINCE, SUPPORTED, "39,748"),
        ("ICE detention peaked at 22,000 under Biden.", SINCE, CONTRADICTED, "39,748"),
        ("ICE detention peaked at 45,000 under Biden.", SINCE, CONTRADICTED, "39,748"),
        ("In no year under Biden did ICE remove more than 300,000 people.", SINCE, SUPPORTED, "271,484"),
        ("In no year under Biden did ICE remove more than 250,000 people.", SINCE, CONTRADICTED, "271,484"),
        ("ICE never removed more than 250,000 people in any year under Biden.", SINCE, CONTRADICTED, "271,484"),
    ],
)
def test_a_term_of_office_is_a_time_that_is_tested(text: str, said: str, verdict: Verdict, figure: str) -> None:
    found = answer(text, said)
    assert found.verdict is verdict, found.sentence
    assert figure in found.sentence


def test_a_level_between_two_counts_is_no_level_that_was_never_passed() -> None:
    assert "between such counts 'exceeded 40,000' may have been passed" in answer(
        "Under Biden, ICE detention never exceeded 40,000.", SINCE
    ).sentence  # fmt: skip


def test_a_term_that_had_not_begun_is_no_time() -> None:
    assert answer("Under Biden, ICE detention topped 39,000.", "2020-06-05").verdict is NONE


def test_a_peak_of_a_month_is_held_against_that_month() -> None:
    found = answer("ICE detention peaked at 70,000 in August 2025.", "2025-10-05")
    assert found.verdict is CONTRADICTED
    assert "59,380" in found.sentence
