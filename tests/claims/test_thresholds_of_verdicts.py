"""Every threshold of a verdict on a statement, with a number just inside and one just outside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.claims import verdict_of

from bedspace.claims.check.findings import Verdict
from bedspace.claims.check.reading.period import Period
from bedspace.claims.check.reading.sentence import read_sentence
from bedspace.claims.check.reading.stated import Stated
from bedspace.claims.check.reading.words import lists
from bedspace.claims.check.verdicts.answers import answered
from bedspace.claims.check.verdicts.arrest_days import weeks_around
from bedspace.claims.check.verdicts.judged import compare
from bedspace.claims.check.verdicts.known import Known
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.check.verdicts.stocks import is_flow
from bedspace.claims.intervals import Interval, exactly
from bedspace.claims.read.quantity import Kind
from bedspace.figure import UNSTATED, Figure, Origin
from bedspace.figures.sources import EMBEDDED
from bedspace.fiscal import period_bounds
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


@pytest.mark.parametrize(("total", "expected"), [("37,500", NONE), ("37,800", CONTRADICTED), ("36,500", Verdict.NOTE)])
def test_what_a_rate_comes_to_has_three_per_cent_of_room(total: str, expected: Verdict) -> None:
    assert answer(f"If ICE made 100 arrests a day, that would be {total} arrests a year.", "2030-02-01") is expected


@pytest.mark.parametrize(("said", "expected"), [("2030-08-20", CONTRADICTED), ("2030-08-19", NONE)])
def test_a_count_without_a_day_of_publication_is_out_twenty_days_later(said: str, expected: Verdict) -> None:
    counted = replace(figure("2030-07", 6_000, date(2030, 12, 31), "border_encounters"), published=UNSTATED)
    assert answer("Border Patrol recorded 8,000 encounters in July 2030.", said, counted) is expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [("9,100", CONTRADICTED), ("8,900", NONE), ("3,900", CONTRADICTED), ("4,100", NONE)],
)
def test_what_came_out_later_contradicts_from_half_as_much_again(number: str, expected: Verdict) -> None:
    counted = replace(figure("2030-07", 6_000, date(2030, 12, 31), "border_encounters"), published=UNSTATED)
    assert answer(f"Border Patrol recorded {number} encounters in July 2030.", "2030-08-02", counted) is expected


@pytest.mark.parametrize(("days", "known"), [(31, True), (32, False)])
def test_a_cited_day_stands_for_a_short_period_only(days: int, known: bool) -> None:
    monitored, first = lists().by_name["monitored"], date(2026, 3, 20)
    period = Period(first, first + timedelta(days - 1), 0, 0, unit="span")
    found = Record(EMBEDDED.of, date(2026, 6, 1)).find(monitored, {}, period)
    assert (found is not None) is known


@pytest.mark.parametrize(("days", "flow"), [(31, False), (32, True)])
def test_people_in_detention_over_more_than_a_month_may_be_a_flow(days: int, flow: bool) -> None:
    first = date(2030, 3, 1)
    period = Period(first, first + timedelta(days - 1), 0, 0, unit="span")
    own = "5,000 people were in detention"
    number = Stated(
        "5,000", 0, 5, Kind.COUNT, 5_000, exactly(5_000), False, own, lists().by_name["held"], period=period
    )
    assert is_flow(number) is flow


@pytest.mark.parametrize(("higher", "expected"), [(1.004, NONE), (1.006, SUPPORTED)])
def test_one_year_is_higher_than_another_only_where_they_are_apart(higher: float, expected: Verdict) -> None:
    years = [
        figure(name, value, period_bounds(name)[1], "removals")
        for name, value in (("FY2030", 100_000.0), ("FY2031", 100_000.0 * higher))
    ]
    assert answer("ICE removals rose in fiscal 2031.", "2032-01-10", *years) is expected


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


@pytest.mark.parametrize(("away", "expected"), [(7, SUPPORTED), (8, NONE)])
def test_a_release_speaks_for_a_day_up_to_a_week_away(away: int, expected: Verdict) -> None:
    reaches = date(2030, 3, 1)
    said = reaches + timedelta(away)
    text = f"Up to {said:%B} {said.day}, 2030, ICE booked in 90,000 people in fiscal 2030."
    releases = [figure("FY2030", 90_000, reaches), figure("FY2030", 99_000, date(2030, 4, 20))]
    assert answer(text, "2030-06-01", *releases) is expected


@pytest.mark.parametrize(("away", "expected"), [(20, CONTRADICTED), (21, NONE)])
def test_snapshots_bound_a_day_up_to_twenty_days_away(away: int, expected: Verdict) -> None:
    day = date(2030, 3, 30)
    shots = [
        figure(found.isoformat(), 50_000, found, "detained_by_criminality")
        for found in (day - timedelta(away), day + timedelta(away))
    ]
    assert answer(f"ICE held 70,000 people on {day.day} March 2030.", "2030-06-01", *shots) is expected


@pytest.mark.parametrize(("old", "expected"), [(24, CONTRADICTED), (25, NONE)])
def test_a_mean_of_a_running_year_contradicts_only_while_it_is_fresh(old: int, expected: Verdict) -> None:
    reaches = date(2030, 3, 1)
    mean = figure("FY2030", 50_000, reaches, "adp", lag=0)
    said = reaches + timedelta(old)
    text = "ICE's average daily population has been 70,000 so far in fiscal 2030."
    assert answer(text, said.isoformat(), mean) is expected


@pytest.mark.parametrize(("number", "expected"), [("40,015", NONE), ("40,025", CONTRADICTED)])
def test_the_figure_of_another_part_has_to_be_met_closely(number: str, expected: Verdict) -> None:
    end = date(2030, 9, 30)
    both = [figure("FY2030", 100_000, end), figure("FY2030", 40_000, end, key="agency=ice")]
    assert answer(f"In fiscal 2030, {number} people entered ICE detention.", "2031-01-10", *both) is expected


@pytest.mark.parametrize(("number", "expected"), [("38,000 to 41,500", SUPPORTED), ("38,000 to 42,500", NONE)])
def test_a_wide_number_confirms_no_reading_among_several(number: str, expected: Verdict) -> None:
    end = date(2030, 9, 30)
    both = [figure("FY2030", 100_000, end), figure("FY2030", 40_000, end, key="agency=ice")]
    assert answer(f"In fiscal 2030, ICE booked {number} people into detention.", "2031-01-10", *both) is expected


@pytest.mark.parametrize(("number", "expected"), [("53,400", NONE), ("53,700", CONTRADICTED)])
def test_a_count_carried_from_the_daily_file_is_a_fiftieth_wide(number: str, expected: Verdict) -> None:
    daily = figure("2030-03-30", 40_000, date(2030, 4, 30), "ddp_midnight_population")
    assert answer(f"ICE held {number} people on 30 March 2030.", "2030-06-01", daily, bridge=1.25) is expected


@pytest.mark.parametrize(("number", "expected"), [("3,100", SUPPORTED), ("3,505", NONE), ("3,525", CONTRADICTED)])
def test_arrests_counted_by_week_may_be_late(number: str, expected: Verdict) -> None:
    monday = date(2030, 7, 1)
    weeks = [monday + timedelta(7 * week) for week in range(4)]
    counted = [figure(f"{first}..{first + timedelta(6)}", 700, date(2030, 9, 1), "weekly_arrests") for first in weeks]
    assert answer(f"ICE made {number} arrests in July 2030.", "2030-10-01", *counted) is expected


@pytest.mark.parametrize(("left", "expected"), [(14, SUPPORTED), (13, NONE)])
def test_the_last_two_weeks_of_a_count_may_be_incomplete(left: int, expected: Verdict) -> None:
    weeks = [date(2030, 7, 1) + timedelta(7 * week) for week in range(4)]
    reaches = weeks[-1] + timedelta(6 + left)
    counted = [figure(f"{first}..{first + timedelta(6)}", 700, reaches, "weekly_arrests") for first in weeks]
    assert answer("ICE made 3,100 arrests in July 2030.", "2030-10-01", *counted) is expected


def test_a_subject_is_read_from_its_table() -> None:
    whole = Period(date(2029, 10, 1), date(2030, 9, 30), 0, 0, unit="fiscal")
    record = Record(lambda name: [figure("FY2030", 7.0, date(2030, 9, 30), name)], None)
    counted = [s for s in lists().subjects if s.read == "count"]
    assert all((known := record.find(s, {}, whole)) and known.printed[0][0] == 7.0 for s in counted)


@pytest.mark.parametrize(("day", "expected"), [(7, Verdict.SUPPORTED), (9, NONE)])
def test_the_end_of_a_month_without_a_count_is_that_of_the_next_week(day: int, expected: Verdict) -> None:
    shot = figure(f"2030-05-{day:02}", 50_000, date(2030, 5, day), "detained_by_criminality")
    assert answer("ICE held 50,000 people in detention in April 2030.", "2030-06-20", shot) is expected
