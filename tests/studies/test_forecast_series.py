"""What was known at an origin: snapshots, book-ins between sums, and the weekly grid."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from bedspace.errors import CheckFailed, UsageError
from bedspace.figure import Figure, Origin
from bedspace.figures.series import Vintage, as_of
from bedspace.studies.forecast.known import Flow, Points, averages, flow, snapshots, yearly_flow
from bedspace.studies.forecast.settings import table
from bedspace.studies.forecast.vintages import came, origin, publication_days
from bedspace.studies.forecast.weekly import (
    known_weekly,
    mean_of_weeks,
    on_grid,
    people_between,
    refuse_impossible,
    stock,
)
from bedspace.units import Unit

EARLY, LATE = date(2025, 1, 19), date(2025, 12, 3)


def day(text: str) -> float:
    return float(date.fromisoformat(text).toordinal())


def book_ins(*cells: tuple[str, float, str, str]) -> Vintage:
    """A vintage of monthly book-ins: month, people, data date, publication."""
    read = date.fromisoformat
    return as_of(
        date.max,
        [
            Figure("book_ins", "", month, people, Unit.PERSONS, read(data), read(out), Origin(out))
            for month, people, data, out in cells
        ],
    )


def test_every_release_of_a_new_count_is_an_origin() -> None:
    days = publication_days(as_of(LATE))
    assert len(days) == 81
    assert (days[0], days[-1]) == (date(2021, 2, 3), LATE)
    assert len(set(days)) == len(days)


@pytest.mark.parametrize("published", [date(2021, 6, 11), date(2022, 5, 24), EARLY, date(2025, 5, 9)])
def test_an_origin_knows_nothing_published_later(published: date) -> None:
    known = as_of(published)
    assert known_weekly(known).end == origin(published).series.end <= published.toordinal()
    assert all(figure.published <= published for figure in known.printings("book_ins"))


def test_the_grid_ends_at_the_last_snapshot_and_meets_every_snapshot_on_it() -> None:
    known = as_of(EARLY)
    series, counts = known_weekly(known), snapshots(known)
    assert series.end == counts.days[-1] == day("2025-01-12")
    assert series.held[-1] == pytest.approx(39_703)
    assert np.diff(series.days) == pytest.approx(7.0)
    on_it = np.isin(series.days, counts.days)
    assert on_it.sum() > 20
    assert series.held[on_it] == pytest.approx(counts.values[np.isin(counts.days, series.days)])


def test_book_ins_of_a_window_are_those_of_the_flows_between_releases() -> None:
    given = flow(as_of(LATE), "book_ins", "agency=ice")
    assert people_between(given, day("2025-01-26"), day("2025-02-09")) / 14 == pytest.approx(702, abs=1)
    assert people_between(given, day("2025-02-09"), day("2025-02-23")) / 14 == pytest.approx(587, abs=1)


def test_sums_stand_at_data_dates_as_released_and_at_month_ends_as_revised() -> None:
    known = book_ins(
        ("2024-10", 3100, "2024-11-10", "2024-11-14"),
        ("2024-11", 1000, "2024-11-10", "2024-11-14"),
        ("2024-10", 3160, "2024-11-24", "2024-11-27"),
        ("2024-11", 2400, "2024-11-24", "2024-11-27"),
    )
    found = flow(known, "book_ins", "")
    assert found.knots.tolist() == [day(text) for text in ("2024-10-01", "2024-11-01", "2024-11-11", "2024-11-25")]
    assert found.rates * np.diff(found.knots) == pytest.approx([3160, 4100 - 3160, 5560 - 4100])


def test_two_releases_of_one_data_date_do_not_double_book_ins() -> None:
    once = book_ins(("2024-10", 3100, "2024-11-10", "2024-11-14"), ("2024-11", 1000, "2024-11-10", "2024-11-14"))
    twice = book_ins(
        ("2024-10", 3100, "2024-11-10", "2024-11-14"),
        ("2024-11", 1000, "2024-11-10", "2024-11-14"),
        ("2024-10", 3100, "2024-11-10", "2024-11-15"),
        ("2024-11", 1000, "2024-11-10", "2024-11-15"),
    )
    assert flow(twice, "book_ins", "").rates == pytest.approx(flow(once, "book_ins", "").rates)


def test_a_sum_near_a_data_date_gives_way() -> None:
    known = book_ins(("2024-10", 3100, "2024-11-02", "2024-11-14"), ("2024-11", 300, "2024-11-02", "2024-11-14"))
    assert flow(known, "book_ins", "").knots.tolist() == [day("2024-10-01"), day("2024-11-03")]


def test_the_hole_of_september_is_filled_from_both_sides() -> None:
    known = book_ins(
        ("2024-09", 2000, "2024-09-20", "2024-09-25"),
        ("2024-10", 3100, "2024-10-31", "2024-11-14"),
    )
    found = flow(known, "book_ins", "")
    assert np.isnan(found.rates).tolist() == [False, True, False]
    rate = people_between(found, day("2024-09-21"), day("2024-10-01")) / 10
    assert min(found.rates[0], found.rates[2]) < rate < max(found.rates[0], found.rates[2])
    assert people_between(found, day("2024-10-01"), day("2024-11-01")) == pytest.approx(3100)


def test_averages_stand_in_only_where_no_snapshot_is_near() -> None:
    counts = Points(np.array([1000.0, 1014.0]), np.array([100.0, 110.0]))
    near, far = 1014 - table()["series"]["average_apart_days"], 1000 - table()["series"]["average_apart_days"] - 0.5
    found = stock(counts, Points(np.array([far, near]), np.array([200.0, 300.0])))
    assert found.days.tolist() == [far, 1000, 1014]
    assert found.values.tolist() == pytest.approx([198.0, 100.0, 110.0])


def test_an_average_stands_in_the_middle_of_the_days_it_covers() -> None:
    given = averages(as_of(EARLY))
    assert day("2024-12-17") in given.days  # December: the midnights after 1 to 31
    assert day("2025-01-07") in given.days  # January, of which 11 days had been counted


def test_flows_beyond_what_is_possible_are_refused() -> None:
    held = Points(np.array([737000.0, 737070.0]), np.array([100.0, 110.0]))
    for rate in (2600.0, -1.0):
        with pytest.raises(CheckFailed, match=r"week to 2018-\d\d-\d\d: book-ins a day are out of range"):
            refuse_impossible(on_grid(held, Flow(np.array([737000.0, 737070.0]), np.array([rate])), 737070.0))


def test_weeks_conserve_people() -> None:
    given = flow(as_of(LATE), "book_ins", "")
    ends = day("2025-11-30") - 7.0 * np.arange(52)
    assert 7 * mean_of_weeks(given, ends).sum() == pytest.approx(people_between(given, ends[-1] - 7, ends[0]))


def test_removals_of_a_fiscal_year_are_its_printed_sum() -> None:
    given = yearly_flow(as_of(LATE), "removals")
    assert people_between(given, day("2023-10-01"), day("2024-10-01")) == pytest.approx(271_484)


def test_nothing_published_is_refused() -> None:
    with pytest.raises(UsageError, match="no count of people held is known"):
        origin(date(2018, 1, 1))


def test_what_came_is_told_only_as_far_as_releases_reach() -> None:
    assert came(date(2025, 11, 30)) == pytest.approx(65_735)
    assert came(date(2025, 12, 1)) is None
