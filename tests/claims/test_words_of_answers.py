"""The words of an answer: nothing twice, and what two counts have to do with each other."""

from __future__ import annotations

from tests.claims.verdict_of import answer

from bedspace.claims.check.checks import check


def test_figures_of_one_release_say_once_how_far_it_reaches() -> None:
    found = answer("ICE detention took in 31,262 people in July 2025, or about 1,008 a day.", "2025-10-03").sentence
    assert found.count("published 2025-09-24") == 1
    later = answer("ICE booked in 31,281 people in July 2025, or about 1,009 a day.", "2025-08-20").sentence
    assert later.count("(published 2025-08-14); a later release (") == 2


def test_a_change_that_is_told_is_not_told_once_more_as_a_rise() -> None:
    text = "Removals climbed from 142,580 in fiscal 2023 to 271,484 in fiscal 2024, a rise of {} percent."
    for change in (60, 90):
        assert "by the numbers stated" not in answer(text.format(change), "2024-11-25").sentence


def test_weeks_that_are_the_days_said_are_not_named_twice() -> None:
    assert (
        "2 to 8 June 2025, counted from records by week: 8,650"
        in answer("ICE made 8,650 arrests in the week of June 2, 2025.", "2025-08-10").sentence
    )


def test_two_counts_that_no_figure_joins_say_why() -> None:
    found = answer("DHS made 595,000 arrests this year against 113,431 by ICE in fiscal 2024.", "2025-12-22")
    assert "arrests by any agency of the Department of Homeland Security" in found.sentence


def test_the_highest_count_tells_its_day_and_the_time_of_which_it_is() -> None:
    told = answer("ICE detention never exceeded 30,000 under Biden.", "2025-06-20").sentence
    assert (
        "people in ICE detention: 39,748 on 5 November 2023, the highest count of 20 January 2021 to 19 January 2025"
        " (published 2023-11-15)" in told
    )


def test_what_lies_between_two_numbers_is_said_to_lie_between_them() -> None:
    told = answer("ICE deported nearly 600,000 people in the first nine months of the administration.", "2025-10-25")
    assert "20 January to 20 October 2025: between 235,472 and 312,953, estimated from running totals" in told.sentence


def test_a_day_up_to_which_is_counted_is_named_once() -> None:
    told = answer("ICE booked in 79,356 people in fiscal 2026.", "2025-12-09").sentence
    assert told.count("29 November 2025") == 1


def test_what_numbers_of_two_times_come_to_is_not_told_beside_a_mix() -> None:
    text = "Intake into detention has plunged by three-quarters, from 310,181 in fiscal 2025 to 79,356 in fiscal 2026."
    told = answer(text, "2025-12-09").sentence
    assert "; a day, 874 in the earlier and 1,323 in the later of them." in told
    assert "down 74.4 percent" not in told
    assert "in part only" not in told


def test_a_figure_beside_a_statement_without_a_verdict_is_what_the_record_has() -> None:
    text = "In its first two weeks the new administration arrested more than 8,000 people and released only 461."
    told = answer(text, "2025-02-20").sentence
    assert told.startswith(
        "No verdict: this tool has no figures for 'released'. Leaving these words aside, the record has "
    )
    assert told.count("8,781") == 1


def test_a_prediction_is_not_told_which_figure_is_lacking() -> None:
    told = answer("The administration will remove one million people a year.", "2025-11-10").sentence
    assert told.endswith("no count can prove or disprove that.")


def test_a_state_is_called_by_its_name() -> None:
    found = check("Texas holds more detainees than any other state.", "2025-08-30")
    (row,) = found.statements()
    assert row["verdict"] == "supported"
    assert "Texas 13,192; of the others Louisiana has the most, 7,398" in row["sentence"]


def test_the_time_of_a_number_is_not_told_as_unread() -> None:
    text = "ICE deported nearly 600,000 people in the first nine months of the administration."
    (unread,) = check(text, "2025-10-25").extract.unread
    assert unread.reasons[0][0] == "nine months"
    assert any("nine months" in words for words in check(text, "2025-10-25").used_in(unread.start, unread.end))


def test_a_word_whose_part_is_not_known_stands_without_figures_of_another_thing() -> None:
    text = "Officers let 2,150 people go on the spot in March 2025 because no bed was free."
    (row,) = check(text, "2025-04-10").statements()
    assert row["sentence"] == "No verdict: this tool has no figures for 'Officers', 'free'."
    assert not row["sources"]


def test_the_day_of_a_release_stands_behind_the_last_of_its_figures_in_a_row() -> None:
    text = "In July 2025, 31,262 people were booked into ICE detention; ICE arrested 27,457 and CBP arrested 3,805."
    told = answer(text, "2025-10-01").sentence
    assert "27,457 (published 2025-09-11); people booked into ICE detention after an arrest by CBP" in told
    assert "July 2025: 31,262 (published 2025-09-24); people" in told


def test_both_shares_of_a_mix_stand_beside_it() -> None:
    text = (
        "The share with a conviction fell from 35 percent of those booked into ICE detention in fiscal 2025 to 26"
        " percent of those held on 30 November 2025."
    )
    told = answer(text, "2025-12-10").sentence
    assert "30 November 2025: 26.4 percent (17,358 of 65,735)" in told
    assert "35.1 percent (108,935 of 310,181" in told
