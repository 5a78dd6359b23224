"""Thresholds of quotas, of parts taken as meant, and of how far back a record is looked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.claims.test_thresholds_of_verdicts import answer, figure
from tests.claims.verdict_of import verdict

from bedspace.claims.check.findings import Verdict
from bedspace.claims.check.reading.period import Period
from bedspace.claims.check.reading.sentence import read_sentence
from bedspace.claims.check.verdicts.arrest_days import arrests_of
from bedspace.claims.check.verdicts.record import Record
from bedspace.figure import Figure
from bedspace.fiscal import period_bounds

SUPPORTED, CONTRADICTED, NONE, FOLLOWS = (
    Verdict.SUPPORTED,
    Verdict.CONTRADICTED,
    Verdict.UNCHECKABLE,
    Verdict.NOTE,
)


@pytest.mark.parametrize(
    ("total", "expected"),
    [("1,875", FOLLOWS), ("1,890", FOLLOWS), ("1,901", CONTRADICTED), ("900", CONTRADICTED), ("2,850", CONTRADICTED)],
)
def test_a_quota_times_25_offices_may_be_rounded_by_a_hundredth(total: str, expected: Verdict) -> None:
    text = f"Each field office must make 75 arrests a day, {total} a day nationwide."
    assert answer(text, "2030-01-10") is expected


@pytest.mark.parametrize(
    ("words", "number", "expected"),
    [
        ("between 26 July and 9 August 2025", "1,435", SUPPORTED),  # both are days to which a release counts: 14 days
        ("between 26 July and 9 August 2025", "1,339", CONTRADICTED),
        ("from 27 July to 9 August 2025", "1,435", SUPPORTED),
    ],
)
def test_a_mean_is_over_the_days_that_two_releases_enclose(words: str, number: str, expected: Verdict) -> None:
    assert verdict(f"ICE averaged {number} removals a day {words}.", "2025-09-01") == expected.value


@pytest.mark.parametrize(
    ("number", "part", "expected"),
    [
        ("40,015", 40_000, NONE),
        ("40,025", 40_000, CONTRADICTED),
        ("40,150", 40_150, NONE),
        ("40,100", 40_100, CONTRADICTED),  # a round number names no part
    ],
)
def test_the_part_that_is_meant_is_met_closely_and_not_by_a_round_number(
    number: str, part: float, expected: Verdict
) -> None:
    end = date(2030, 9, 30)
    both = [figure("FY2030", 100_000, end), figure("FY2030", part, end, key="agency=ice")]
    assert answer(f"In fiscal 2030, {number} people entered ICE detention.", "2031-01-10", *both) is expected


@pytest.mark.parametrize(("ago", "expected"), [(30, CONTRADICTED), (31, SUPPORTED)])
def test_a_record_is_looked_for_thirty_years_back(ago: int, expected: Verdict) -> None:
    years = {2080 - back: 50_000.0 for back in range(29)} | {2080: 100_000.0, 2080 - ago: 200_000.0}
    figures = [figure(f"FY{year}", value, period_bounds(f"FY{year}")[1], "removals") for year, value in years.items()]
    assert answer("ICE removals in fiscal 2080 were a record high.", "2081-01-10", *figures) is expected


@pytest.mark.parametrize(
    ("share", "low", "high"),
    [("6 percent", 5.5, 6.5), ("A third", 100 / 3 - 1.5, 100 / 3 + 1.5), ("Seven in ten", 67.5, 72.5)],
)
def test_a_whole_per_cent_is_rounded_by_half_a_point_and_a_share_in_words_by_more(
    share: str, low: float, high: float
) -> None:
    text = f"{share} of those held by ICE had a criminal conviction on 12 January 2025."
    (number,) = read_sentence(text, None).numbers
    assert (number.interval.low, number.interval.high) == pytest.approx((low, high))


@pytest.mark.parametrize(("weeks", "expected"), [(4, SUPPORTED), (3, NONE)])
def test_weeks_stand_for_a_month_only_where_none_that_lies_mostly_in_it_is_missing(
    weeks: int, expected: Verdict
) -> None:
    assert answer("ICE made 3,100 arrests in July 2030.", "2030-10-01", *_weeks_from_july_1(weeks)) is expected


@pytest.mark.parametrize(
    ("first", "last", "stand"),
    [
        (1, 14, True),
        (2, 15, True),  # one day too early and one too late, of fourteen
        (3, 16, False),
        (1, 10, False),  # three days of ten lie in no week that stands for them
        (1, 11, False),  # the second week has three days too many, of eleven
        (1, 12, True),
    ],
)
def test_weeks_stand_for_a_span_whose_ends_are_near_theirs(first: int, last: int, stand: bool) -> None:
    number = read_sentence("ICE made an average of 100 arrests a day.", None).numbers[0]
    span = Period(date(2030, 7, first), date(2030, 7, last), 0, 0)
    record = Record(lambda name: _weeks_from_july_1(4) if name == "weekly_arrests" else [], None)
    assert bool(arrests_of(replace(number, period=span), record)) is stand


def _weeks_from_july_1(weeks: int) -> list[Figure]:
    mondays = [date(2030, 7, 1) + timedelta(7 * week) for week in range(weeks)]
    return [figure(f"{day}..{day + timedelta(6)}", 700, date(2030, 9, 1), "weekly_arrests") for day in mondays]


@pytest.mark.parametrize(
    ("text", "said", "wanted"),
    [
        ("ICE deportations peaked in fiscal 2012.", "2025-01-15", SUPPORTED),  # 15 other years
        ("Book-ins to ICE detention peaked in fiscal 2019.", "2025-12-20", NONE),  # 6 other years
    ],
)
def test_a_peak_needs_a_dozen_years(text: str, said: str, wanted: Verdict) -> None:
    assert verdict(text, said) == wanted.value


@pytest.mark.parametrize(
    ("said", "number", "wanted"),
    [
        ("2025-07-25", "212,645", SUPPORTED),
        ("2025-07-29", "212,645", SUPPORTED),
        ("2025-08-02", "246,287", NONE),
    ],
)
def test_a_release_that_is_named_is_the_newest_for_some_days(said: str, number: str, wanted: Verdict) -> None:
    """After that "so far" would be held against a release that came later."""
    text = f"ICE's mid-July release puts deportations at {number} so far this fiscal year."
    assert verdict(text, said) == wanted.value
