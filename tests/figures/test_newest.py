"""The newest count of everything, and what it is compared with."""

from __future__ import annotations

from datetime import date

import pytest

from bedspace.figure import Figure, Origin
from bedspace.figures import embedded
from bedspace.figures.newest import Newest, listed, newest
from bedspace.figures.series import as_of
from bedspace.figures.sources import source_of
from bedspace.figures.windows import FLOWS
from bedspace.units import Unit

ALWAYS = date.max


def _of(day: date) -> dict[str, Newest]:
    return {each.output: each for each in newest(as_of(day))}


def _own(period: str, value: float, key: str = "") -> Figure:
    published, ends = date(2025, 12, 2), date(2026, 1, 1)
    return Figure("mine", key, period, value, Unit.PERSONS, ends, published, Origin("mine.csv", "", period))


def test_everything_listed_is_counted_somewhere() -> None:
    entries = listed().values()
    assert {entry["table"] for entry in entries if "table" in entry} <= set(embedded.quantities())
    assert {entry["flow"] for entry in entries if "flow" in entry} <= set(FLOWS)
    assert set(_of(ALWAYS)) == set(listed())


@pytest.mark.parametrize(
    ("day", "value", "counted", "before", "year_before"),
    [
        (date(2025, 1, 19), 39703, date(2025, 1, 12), 39152, 37131),
        (date(2025, 2, 5), 39238, date(2025, 1, 26), 39703, 38498),
        (date(2025, 12, 4), 65735, date(2025, 11, 30), 65135, 38728),
    ],
)
def test_the_snapshot_of_a_day(day: date, value: float, counted: date, before: float, year_before: float) -> None:
    found = _of(day)["currently_detained"]
    assert (found.count.value, found.count.day) == (value, counted)
    assert found.before is not None
    assert found.year_before is not None
    assert (found.before.value, found.change) == (before, value - before)
    assert found.year_before.value == year_before
    assert abs((found.year_before.day - counted).days + 365) <= 16


def test_people_held_over_180_days_are_the_sum_of_the_longer_bands() -> None:
    """By hand, out of the table of time in custody of 3 December 2025."""
    known = as_of(date(2025, 12, 4))
    bands = [known.find("time_in_custody", "2025-11-30", band=band) for band in ("181_365", "366_730", "over_730")]
    found = _of(date(2025, 12, 4))["held_over_180_days"]
    assert found.count.value == sum(band.value for band in bands if band) > 1000
    assert found.count.day == date(2025, 11, 30)
    assert found.count.source.count(" + ") == 2


def test_a_month_known_in_part_is_not_the_newest_month() -> None:
    average = _of(date(2025, 12, 4))["average_daily_population"]
    assert average.count.day == date(2025, 10, 31)  # November is known to the 29th
    assert average.before is not None
    assert average.before.day == date(2025, 8, 31)  # September was never known to its end


def test_a_sum_of_the_year_is_compared_with_that_of_its_own_year() -> None:
    first_of_the_year = _of(date(2025, 11, 21))["removals_of_the_fiscal_year"]
    assert first_of_the_year.count.day == date(2025, 11, 15)
    assert first_of_the_year.before is None
    second = _of(date(2025, 12, 4))["removals_of_the_fiscal_year"]
    assert second.change == 72958 - 56392
    assert second.year_before is not None
    assert second.year_before.day == date(2024, 11, 30)


def test_a_flow_is_that_of_the_last_window() -> None:
    found = _of(date(2025, 2, 14))["ice_book_ins_a_day"]
    assert (found.count.value, found.count.day) == (pytest.approx(701.857, abs=0.001), date(2025, 2, 8))
    assert found.count.source == "FY25_detentionStats02142025.xlsx less FY25_detentionStats02032025.xlsx"


def test_nothing_published_later_is_told() -> None:
    assert all(each.count.published <= date(2024, 6, 1) for each in _of(date(2024, 6, 1)).values())
    assert "weekly_arrests" not in _of(date(2025, 7, 30))


def test_tables_of_the_user_follow() -> None:
    weeks = [_own("2025-11-17..2025-11-23", 10), _own("2025-11-24..2025-11-30", 13)]
    (found,) = newest(as_of(ALWAYS, source_of(weeks)))
    assert (found.output, found.count.value, found.change) == ("mine", 13, 3)


def test_a_table_without_total_is_told_by_key_where_keys_are_few() -> None:
    def keyed(number: int) -> list[str]:
        figures = [_own("2025-11", 1, key=f"place={place:02}") for place in range(number)]
        return [each.output for each in newest(as_of(ALWAYS, source_of(figures)))]

    assert keyed(2) == ["mine place=00", "mine place=01"]
    assert len(keyed(12)) == 12
    assert keyed(13) == []
