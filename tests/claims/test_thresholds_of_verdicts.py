"""Every threshold of a verdict on a statement, with a number just inside and one just outside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.claims import verdict_of

from bedspace.claims.check.findings import Verdict
from bedspace.claims.check.reading.sentence import read_sentence
from bedspace.claims.check.verdicts.answers import answered
from bedspace.claims.check.verdicts.arrest_days import weeks_around
from bedspace.claims.check.verdicts.judged import compare
from bedspace.claims.check.verdicts.known import Known
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.intervals import Interval, exactly
from bedspace.figure import UNSTATED, Figure, Origin
from bedspace.figures.sources import EMBEDDED
from bedspace.units import Unit

SUPPORTED, CONTRADICTED, NONE = Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.UNCHECKABLE
ONE = Figure("book_ins", "", "FY2015", 100_000, Unit.PERSONS, date(2015, 9, 30), date(2015, 10, 5), Origin("made.xlsx"))
WHOLE = Known([(100_000.0, ONE)], exactly(100_000.0))


@pytest.mark.parametrize(
    ("stated", "expected"),
    [(100_000, SUPPORTED), (104_900, NONE), (105_200, CONTRADICTED), (95_100, NONE), (94_800, CONTRADICTED)],
)
def test_a_number_within_a_twentieth_is_not_called_wrong(stated: float, expected: Verdict) -> None:
    assert compare(exactly(stated), False, WHOLE) is expected


@pytest.mark.parametrize(
    ("low", "expected"), [(99_999, SUPPORTED), (100_001, NONE), (100_400, NONE), (100_600, CONTRADICTED)]
)
def test_a_limit_within_a_half_per_cent_of_a_settled_figure_is_not_called_wrong(low: float, expected: Verdict) -> None:
    assert compare(Interval(low, float("inf")), True, WHOLE) is expected


@pytest.mark.parametrize(("low", "expected"), [(101_900, NONE), (103_100, CONTRADICTED)])
def test_a_limit_within_a_fiftieth_of_an_open_figure_is_not_called_wrong(low: float, expected: Verdict) -> None:
    revised = Known([(100_000.0, ONE)], Interval(100_000, 101_000))
    assert compare(Interval(low, float("inf")), True, revised) is expected


@pytest.mark.parametrize(("high", "expected"), [(100_001, SUPPORTED), (99_600, NONE), (99_400, CONTRADICTED)])
def test_an_upper_limit_within_a_half_per_cent_is_not_called_wrong(high: float, expected: Verdict) -> None:
    assert compare(Interval(0, high), True, WHOLE) is expected


@pytest.mark.parametrize(("stated", "expected"), [(11.4, NONE), (11.6, CONTRADICTED), (8.6, NONE), (8.4, CONTRADICTED)])
def test_a_share_has_a_point_more_of_room(stated: float, expected: Verdict) -> None:
    tenth = Known([(10.0, ONE)], exactly(10.0))
    assert compare(exactly(stated), False, tenth, share=True) is expected


@pytest.mark.parametrize(("stated", "expected"), [(19_900, NONE), (20_100, CONTRADICTED)])
def test_under_a_fifth_another_scope_may_be_meant(stated: float, expected: Verdict) -> None:
    assert compare(exactly(stated), False, WHOLE, floor_of_scope=True) is expected
    assert compare(exactly(stated), False, WHOLE) is CONTRADICTED


@pytest.mark.parametrize(("total", "expected"), [("510,854", SUPPORTED), ("513,300", NONE), ("513,600", CONTRADICTED)])
def test_a_sum_may_be_rounded_by_a_two_hundredth(total: str, expected: Verdict) -> None:
    parts = "137,084 people arrested by ICE and 373,770 arrested by CBP entered ICE detention"
    reading = read_sentence(f"In fiscal 2019, {parts}, together {total}.", date(2020, 12, 1))
    assert answered(reading, Record(EMBEDDED.of, date(2020, 12, 1))).verdict is expected


def interval(words: str) -> Interval:
    (number,) = read_sentence(f"ICE removed {words} people in fiscal 2024.", None).numbers
    return number.interval


def test_about_reaches_a_fiftieth_and_just_under_a_twentieth() -> None:
    assert interval("about 10,000") == Interval(9_500, 10_500)  # the rounding of the number is wider
    about = interval("about 271,484")
    assert (about.low, about.high) == pytest.approx((266_054.32, 276_913.68))
    assert interval("just under 20,000") == Interval(19_000, 20_000)
    assert interval("just over 20,000") == Interval(20_000, 21_000)
    assert interval("271,484") == Interval(271_483.5, 271_484.5)


# a made record -------------------------------------------------------------------------------------------


def figure(period: str, value: float, reaches: date, table: str = "book_ins", key: str = "", lag: int = 5) -> Figure:
    origin = Origin("made.xlsx", "S", "B2")
    return Figure(table, key, period, value, Unit.PERSONS, reaches, reaches + timedelta(lag), origin)


def answer(text: str, said: str, *figures: Figure, bridge: float | None = None) -> Verdict:
    tables: dict[str, list[Figure]] = {}
    for one in figures:
        tables.setdefault(one.quantity, []).append(one)
    factors = {} if bridge is None else {"ddp": lambda _: bridge}
    record = Record(lambda name: tables.get(name, []), date.fromisoformat(said) if said else None, factors)
    return answered(read_sentence(text, record.said), record).verdict


def running(number: str) -> str:
    return f"Some {number} people have been booked into ICE detention so far in fiscal 2030."


@pytest.mark.parametrize(
    ("number", "days", "expected"),
    [
        ("100,000", 10, SUPPORTED),
        ("119,000", 10, NONE),  # a tenth of the time more, at half as much again: 115,000, and its room
        ("125,000", 10, CONTRADICTED),
        ("125,000", 20, NONE),
        ("172,000", 47, NONE),
        ("300,000", 60, NONE),  # the last release is too old
        ("300,000", 40, CONTRADICTED),
    ],
)
def test_a_running_count_may_have_grown_half_as_fast_again(number: str, days: int, expected: Verdict) -> None:
    reaches = date(2030, 1, 8)  # 100 days of the fiscal year
    said = reaches + timedelta(days)
    assert answer(running(number), said.isoformat(), figure("FY2030", 100_000, reaches)) is expected


@pytest.mark.parametrize(
    ("number", "left", "expected"),
    [("106,000", 5, SUPPORTED), ("117,000", 5, NONE), ("119,000", 5, CONTRADICTED),
     ("190,000", 40, CONTRADICTED), ("190,000", 50, NONE)],
)  # fmt: skip
def test_the_days_that_a_year_lacks_are_bounded(number: str, left: int, expected: Verdict) -> None:
    reaches = date(2030, 9, 30) - timedelta(left)
    text = f"In fiscal 2030, {number} people were booked into ICE detention."
    found = answer(text, "2031-01-10", figure("FY2030", 106_000, reaches))
    assert found is expected


@pytest.mark.parametrize(("away", "known"), [(17, True), (18, False)])
def test_a_rate_of_the_present_stands_beside_weeks_up_to_seventeen_days_away(away: int, known: bool) -> None:
    said = date(2030, 7, 21)
    ends = [said, said + timedelta(7), said + timedelta(away)]
    counted = [figure(f"{end - timedelta(6)}..{end}", 700, date(2030, 9, 30), "weekly_arrests") for end in ends]
    assert (weeks_around(said, Record(lambda _: counted, said)) is not None) is known
    assert answer("ICE is arresting 120 people a day.", said.isoformat(), *counted) is NONE
    assert answer("ICE is arresting 300 people a day.", said.isoformat(), *counted) is (CONTRADICTED if known else NONE)


@pytest.mark.parametrize(
    ("rate", "expected"), [("129", NONE), ("132", CONTRADICTED), ("78", NONE), ("75", CONTRADICTED)]
)
def test_a_rate_of_the_present_is_wrong_only_far_from_every_week_around_it(rate: str, expected: Verdict) -> None:
    said = date(2030, 7, 21)
    ends = [said - timedelta(7), said, said + timedelta(7)]
    counted = [figure(f"{end - timedelta(6)}..{end}", 700, date(2030, 9, 30), "weekly_arrests") for end in ends]
    assert answer(f"ICE is arresting {rate} people a day.", said.isoformat(), *counted) is expected


@pytest.mark.parametrize(("number", "expected"), [("53,400", NONE), ("54,000", CONTRADICTED)])
def test_a_day_between_snapshots_may_have_been_a_twentieth_higher(number: str, expected: Verdict) -> None:
    shots = [figure(f"2030-0{month}-10", 50_000, date(2030, month, 10), "detained_by_criminality") for month in (3, 4)]
    text = f"The population in ICE detention topped {number} in calendar 2030."
    assert answer(text, "2031-02-01", *shots) is expected


@pytest.mark.parametrize(("total", "expected"), [("38,000", NONE), ("38,200", CONTRADICTED), ("36,500", Verdict.NOTE)])
def test_what_a_rate_comes_to_has_three_per_cent_of_room(total: str, expected: Verdict) -> None:
    assert answer(f"If ICE made 100 arrests a day, that would be {total} arrests a year.", "2030-02-01") is expected


@pytest.mark.parametrize(("said", "expected"), [("2030-08-31", CONTRADICTED), ("2030-08-30", NONE)])
def test_a_count_without_a_day_of_publication_is_out_a_month_later(said: str, expected: Verdict) -> None:
    counted = replace(figure("2030-07", 6_000, date(2030, 12, 31), "border_encounters"), published=UNSTATED)
    assert answer("Border Patrol recorded 50,000 encounters in July 2030.", said, counted) is expected


@pytest.mark.parametrize(("first", "expected"), [(1, SUPPORTED), (16, NONE)])
def test_a_cited_day_stands_for_a_short_part_of_a_month_only(first: int, expected: Verdict) -> None:
    part = "early" if first == 1 else "mid"
    assert (
        answer(f"In {part} April 2026, 180,701 people were in ICE's alternatives to detention.", "2026-04-20")
        is expected
    )


@pytest.mark.parametrize(("total", "expected"), [("1,009", Verdict.NOTE), ("1,012", CONTRADICTED)])
def test_the_product_of_a_quota_may_be_rounded_by_a_hundredth(total: str, expected: Verdict) -> None:
    text = f"Each of 25 field offices must make 40 arrests a day, {total} a day nationwide."
    assert answer(text, "") is expected


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [("4 percent", 3.5, 4.5), ("4.4 percent", 4.35, 4.45), ("a third", 31.83, 34.83), ("34 percent", 33.5, 34.5)],
)
def test_a_share_is_as_exact_as_it_is_written(words: str, low: float, high: float) -> None:
    (number,) = read_sentence(f"ICE removals fell by {words} in fiscal 2020.", None).numbers
    assert (number.interval.low, number.interval.high) == pytest.approx((low, high), abs=0.01)


@pytest.mark.parametrize(("told", "expected"), [("200,000", CONTRADICTED), ("230,000", NONE)])
def test_a_number_far_from_the_record_beside_a_comparison_may_count_something_else(told: str, expected: str) -> None:
    text = f"ICE removed {told} people in fiscal 2023, up from the year before."  # half as much again is 213,870
    assert verdict_of.verdict(text, "2024-03-01") == expected.value


@pytest.mark.parametrize(("old", "expected"), [(21, SUPPORTED), (45, SUPPORTED), (46, NONE)])
def test_a_share_is_held_against_the_newest_snapshot_for_six_weeks(old: int, expected: Verdict) -> None:
    day = date(2030, 3, 1)
    shots = [
        figure("2030-03-01", value, day, "detained_by_criminality", key=f"criminality={key}", lag=1)
        for key, value in (("convicted", 25_000), ("pending", 25_000), ("other", 50_000))
    ]
    said = (day + timedelta(old)).isoformat()
    assert answer("A quarter of the people in ICE detention had a criminal conviction.", said, *shots) is expected


@pytest.mark.parametrize(("share", "expected"), [("about 27 percent", SUPPORTED), ("about 28 percent", NONE)])
def test_about_reaches_two_points_of_a_share(share: str, expected: Verdict) -> None:
    day = date(2030, 3, 1)
    shots = [
        figure("2030-03-01", value, day, "detained_by_criminality", key=f"criminality={key}", lag=1)
        for key, value in (("convicted", 25_000), ("pending", 25_000), ("other", 50_000))
    ]
    text = f"On 1 March 2030, {share} of the people in ICE detention had a criminal conviction."
    assert answer(text, "2030-03-05", *shots) is expected
