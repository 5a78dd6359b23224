"""Two times in a sentence: whose each number is, how long lies between them, and whether they are counted alike."""

from __future__ import annotations

import pytest
from tests.claims.verdict_of import CONTRADICTED, MIXED, NONE, SUPPORTED, answer

LATE, FALL = "2025-12-09", "2025-10-06"


@pytest.mark.parametrize(
    ("text", "said", "verdict"),
    [
        # the limits of two years or months, in their order
        ("Removals by ICE edged up by around 4 percent between fiscal 2018 and fiscal 2019, from 256,085 to 267,258.",
         LATE, SUPPORTED),
        ("Removals by ICE edged up by around 4 percent between fiscal 2018 and fiscal 2019, from 267,258 to 256,085.",
         LATE, CONTRADICTED),
        ("Removals by ICE edged up by around 9 percent between fiscal 2018 and fiscal 2019, from 256,085 to 267,258.",
         LATE, CONTRADICTED),
        ("Just 38 detainees were paroled in May 2025, compared with 4,784 in May of the year before.", FALL, SUPPORTED),
        ("Just 38 detainees were paroled in May 2025, compared with 8,784 in May of the year before.", FALL,
         CONTRADICTED),
        ("182,009 people were in ICE's alternatives to detention on 29 November 2025, and 65,735 were detained a day"
         " later.", LATE,
         SUPPORTED),
        ("182,009 people were in ICE's alternatives to detention on 29 November 2025, and 75,735 were detained a day"
         " later.", LATE,
         CONTRADICTED),
        # the number of now, and one that is only named by its time
        ("ICE now has ankle monitors on 35,715 people, more than double the number at the end of September 2024.", LATE,
         SUPPORTED),
        ("ICE now has ankle monitors on 35,715 people, more than triple the number at the end of September 2024.", LATE,
         CONTRADICTED),
        ("ICE held 65,735 people on November 30, above the level of January 2025.", LATE, SUPPORTED),
        ("ICE held 39,238 people on January 26, 2025, above the level of June 2025.", LATE, CONTRADICTED),
        # a list of years behind their sum
        ("Over the four fiscal years 2021 to 2024, ICE removed 545,252 people: 59,011, then 72,177, 142,580 and"
         " 271,484.", "2025-01-30", SUPPORTED),
        ("Over the four fiscal years 2021 to 2024, ICE removed 545,252 people: 59,011, then 92,177, 142,580 and"
         " 271,484.", "2025-01-30", CONTRADICTED),
        # a length of time that should lie between two dates
        ("ICE's use of ankle monitors has doubled in little more than a year, from 17,225 at the end of September 2024"
         " to 35,715 in late November 2025.", LATE, SUPPORTED),
        ("ICE's use of ankle monitors has doubled in two months, from 17,225 at the end of September 2024 to 35,715 in"
         " late November 2025.", LATE, NONE),
        ("In less than a year the number of people held rose by two thirds, from 39,703 on January 12 to 65,735 on"
         " November 30.", LATE, SUPPORTED),
        ("In two months the number of people held rose by two thirds, from 39,703 on January 12 to 65,735 on"
         " November 30.", LATE, NONE),
        # part of a time against the whole of another
        ("Intake into immigration detention has plunged by three-quarters, from 310,181 people in fiscal 2025 to 79,356"
         " in fiscal 2026.", LATE, MIXED),
        ("Book-ins into ICE detention stand at 79,356 so far in fiscal 2026, down from 310,181 in fiscal 2025.", LATE,
         NONE),
        # the whole stay of some against the stay so far of others
        ("Detention is dragging on far longer: the average stay was 46.9 days in fiscal 2024 and had reached 69.2 days"
         " at the end of November 2025.", "2025-12-15", MIXED),
        ("The average rose from 46.9 days for people who left detention in fiscal 2024 to 70.3 days for those inside in"
         " mid-September 2025.", FALL, MIXED),
        ("The average rose from 46.9 days for people who left detention in fiscal 2024 to 90.3 days for those inside in"
         " mid-September 2025.", FALL, NONE),
        ("The average stay in ICE detention was 46.9 days in fiscal 2024 and had reached 47 days in November 2025.",
         "2025-12-15", SUPPORTED),
        # the department's count against that of the agency
        ("The government repatriated 685,000 people in fiscal 2024, but ICE removed only 319,980 in fiscal 2025 up to"
         " 20 September, so deportations were cut by more than half.", "2025-11-03", MIXED),
        # a mean of a year that is not called one, against a level of a day
        ("ICE's detained population rose from 48,404 in fiscal 2025 to 59,762 on 21 September 2025.", LATE, MIXED),
        ("ICE's detained population rose from 58,404 in fiscal 2025 to 59,762 on 21 September 2025.", LATE, NONE),
        # a level of a day against a mean of a year, both named
        ("ICE had 37,684 people in custody on 3 October 2024, close to the 37,722 it averaged per day over fiscal"
         " 2024.", "2025-01-23", SUPPORTED),
        ("ICE had 37,684 people in custody on 3 October 2024, close to the 47,722 it averaged per day over fiscal"
         " 2024.", "2025-01-23", CONTRADICTED),
    ],
)  # fmt: skip
def test_each_number_is_of_its_time(text: str, said: str, verdict: str) -> None:
    found = answer(text, said)
    assert found.verdict.value == verdict, found.sentence


@pytest.mark.parametrize(
    ("text", "said", "verdict"),
    [
        ("Of 268,480 people booked out of detention in fiscal 2024, 7,930 left on an order of supervision, which is 3"
         " percent.", "2024-12-15", SUPPORTED),
        ("Of 268,480 people booked out of detention in fiscal 2024, 7,930 left on an order of supervision, which is 13"
         " percent.", "2024-12-15", CONTRADICTED),
        ("Average daily detention climbed from 38,712 in October 2024 to 63,212 in October 2025, a gain of 24,500, or"
         " 63 percent.", LATE, SUPPORTED),
        ("Average daily detention climbed from 38,712 in October 2024 to 63,212 in October 2025, a gain of 24,500, or"
         " 43 percent.", LATE, CONTRADICTED),
        ("ICE processed 37,530 final book-outs in October 2025, which works out to about 1,211 for each of the month's"
         " 31 days.", LATE, SUPPORTED),
        ("ICE processed 37,530 final book-outs in October 2025, which works out to about 1,711 for each of the month's"
         " 31 days.", LATE, CONTRADICTED),
        ("Arrests by CBP led to 8,845 of the 79,356 detention book-ins from October through 29 November 2025, which"
         " works out to 21 percent.", LATE, CONTRADICTED),
        ("Arrests by CBP led to 8,845 of the 79,356 detention book-ins from October through 29 November 2025, which"
         " works out to 11 percent.", LATE, SUPPORTED),
        ("In the first two months of fiscal 2026 people leaving ICE detention had been locked up for 70 days or longer"
         " on average.", LATE, CONTRADICTED),
        ("In the first two months of fiscal 2026 people leaving ICE detention had been locked up for 40 days or longer"
         " on average.", LATE, SUPPORTED),
        ("Never in ICE's published monthly tables, which go back to October 2018, has the average daily population been"
         " as high as the 66,668 recorded for November 2025.", LATE, SUPPORTED),
        ("Never in ICE's published monthly tables, which go back to October 2018, has the average daily population been"
         " as high as the 38,712 recorded for October 2024.", LATE, CONTRADICTED),
        ("October's tally of new detention bookings came to 41,641, per the statistics ICE put out on Thursday.",
         "2025-11-22", SUPPORTED),
        ("Madam Speaker, fiscal year 2021 saw the largest average daily detention population of any year since 2009.",
         "2023-11-20", CONTRADICTED),
        ("ICE has taken 103,637 people into detention since the fiscal year opened in October 2023.", "2024-03-04",
         SUPPORTED),
        ("Arrests at large by ICE's officers were 33,242 in fiscal 2024.", LATE, SUPPORTED),
        ("Arrests at large by ICE's officers were 33,142 in fiscal 2024.", LATE, NONE),
    ],
)  # fmt: skip
def test_what_is_told_of_two_numbers_is_held_against_them(text: str, said: str, verdict: str) -> None:
    found = answer(text, said)
    assert found.verdict.value == verdict, found.sentence
