"""Thresholds of moves, months, tallies and words that narrow nothing: a statement on either side of each."""

from __future__ import annotations

import pytest
from tests.claims.verdict_of import CONTRADICTED, NONE, SUPPORTED, verdict

AUTUMN, WINTER, YEAR_END = "2025-10-05", "2025-02-10", "2025-12-10"

CASES = [
    # a multiple of 3.76 may be told a fifth off
    ("ICE removed three times as many people in fiscal 2024 as in fiscal 2022.", WINTER, NONE),
    ("ICE removed 2.7 times as many people in fiscal 2024 as in fiscal 2022.", WINTER, CONTRADICTED),
    # 46.9 to 50.3 days are 7 percent: neither steady nor surely not
    ("The average stay in ICE detention held steady in fiscal 2025.", AUTUMN, NONE),
    # 65,735: words that narrow nothing are passed over beside a number that is near
    ("ICE held more than 64,000 people on 30 November 2025, alas.", YEAR_END, SUPPORTED),
    ("ICE held more than 63,000 people on 30 November 2025, alas.", YEAR_END, NONE),
    ("ICE paroled 157 people out of detention in August 2025, alas.", AUTUMN, SUPPORTED),
    ("ICE paroled 139 people out of detention in October 2025, alas.", YEAR_END, SUPPORTED),
    ("ICE paroled 81 people out of detention in July 2025, alas.", AUTUMN, NONE),
    # a sum of the law is 45 billion dollars, a goal of Stephen Miller 3,000 a day
    ("The new law gives ICE $90 billion for detention.", AUTUMN, NONE),
    ("The new law gives ICE $160 billion for detention.", AUTUMN, CONTRADICTED),
    ("Stephen Miller set a goal of 2,500 arrests a day.", AUTUMN, NONE),
    ("Stephen Miller set a goal of 1,500 arrests a day.", AUTUMN, CONTRADICTED),
    # 7,125 removals were counted in the week of 23 June 2025; the agency's own count may be a quarter above
    ("ICE removed 7,125 people in the week of June 23, 2025.", AUTUMN, SUPPORTED),
    ("ICE removed 9,000 people in the week of June 23, 2025.", AUTUMN, NONE),
    ("ICE removed 9,800 people in the week of June 23, 2025.", AUTUMN, CONTRADICTED),
    # two weeks have 12,988 removals by weeks, and more by the releases around them
    ("ICE removed 12,988 people from 9 June to 22 June 2025.", AUTUMN, NONE),
    # 34.3 and 37.5 days: a month is no exact length
    ("The average stay in ICE detention was about a month in fiscal 2019.", WINTER, SUPPORTED),
    ("The average stay in ICE detention was about a month in fiscal 2023.", WINTER, NONE),
    # 27,400 a month up to 20 September
    ("ICE is removing 39,000 people a month.", "2025-09-28", NONE),
    ("ICE is removing 45,000 people a month.", "2025-09-28", CONTRADICTED),
    # weeks are counted up to the middle of July
    ("ICE agents have been arresting 3,000 people a day since June.", "2025-08-10", CONTRADICTED),
    ("ICE agents have been arresting 3,000 people a day since June.", "2025-09-05", NONE),
    # the count nearest to the end of September 2019 is of 4 October
    ("ICE held 50,922 people at the end of September 2019.", "2021-03-10", SUPPORTED),
    # 635 is 4.70 times 135
    ("ICE had 635 287(g) agreements at the end of May 2025, four times the 135 at the start of the year.", "2025-06-05",
     CONTRADICTED),
    ("ICE had 635 287(g) agreements at the end of May 2025, 4.2 times the 135 at the start of the year.", "2025-06-05",
     NONE),
    # "in years" is more than two: 33,724 in fiscal 2020, 19,416, 22,578 and 28,289 in fiscal 2023
    ("The average daily population in fiscal 2022 was the highest in years.", "2022-12-10", CONTRADICTED),
    ("The average daily population in fiscal 2023 was the highest in years.", "2023-12-10", SUPPORTED),
    # counts are of 29 June and 27 July, 21 September and 16 November 2025
    ("The number of people in ICE detention has grown since 12 July 2025.", YEAR_END, SUPPORTED),
    ("The number of people in ICE detention has grown since 14 October 2025.", YEAR_END, NONE),
    ("The number of people in ICE detention grew from 10 July to 10 November 2025.", YEAR_END, NONE),
    ("The number of people in ICE detention grew from 5 July to 10 November 2025.", YEAR_END, SUPPORTED),
    # counts are of 16 June 2024, 9 October and 16 November 2025
    ("On 29 June 2025, ICE held more people than a year earlier.", YEAR_END, SUPPORTED),
    ("The number of people in ICE detention is higher than it was six weeks ago.", YEAR_END, NONE),
    # a span is told by its ends if it is longer than 45 days
    ("The number of people in ICE detention grew from 1 June to 1 July 2025.", YEAR_END, NONE),
    ("The number of people in ICE detention grew from 1 June to 20 July 2025.", YEAR_END, SUPPORTED),
    # 26.4 percent
    ("Three tenths of the people in ICE detention on 30 November 2025 had a criminal conviction.", YEAR_END, NONE),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said", "expected"), CASES)
def test_a_threshold_lies_between(text: str, said: str, expected: str) -> None:
    assert verdict(text, said) == expected
