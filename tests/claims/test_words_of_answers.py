"""The words of an answer: nothing twice, and what two counts have to do with each other."""

from __future__ import annotations

from tests.claims.verdict_of import answer


def test_figures_of_one_release_say_once_how_far_it_reaches() -> None:
    found = answer("ICE detention took in 31,262 people in July 2025, or about 1,008 a day.", "2025-10-03").sentence
    assert found.count("(data to 2025-09-20, published 2025-09-24)") == 1
    later = answer("ICE booked in 31,281 people in July 2025, or about 1,009 a day.", "2025-08-20").sentence
    assert later.count("(data to 2025-08-09, published 2025-08-14); by a later release") == 2


def test_a_change_that_is_told_is_not_told_once_more_as_a_rise() -> None:
    text = "Removals climbed from 142,580 in fiscal 2023 to 271,484 in fiscal 2024, a rise of {} percent."
    for change in (60, 90):
        assert "by the numbers stated" not in answer(text.format(change), "2024-11-25").sentence


def test_weeks_that_are_the_days_said_are_not_named_twice() -> None:
    assert (
        "2025-06-08, counted from records by week: 8,650"
        in answer("ICE made 8,650 arrests in the week of June 2, 2025.", "2025-08-10").sentence
    )


def test_two_counts_that_no_figure_joins_say_why() -> None:
    found = answer("DHS made 595,000 arrests this year against 113,431 by ICE in fiscal 2024.", "2025-12-22")
    assert "no figure turns one into the other: the department counts arrests by all its agencies" in found.sentence
