"""What a check of the published tables lets pass and what it reports: a number on either side of each tolerance."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from bedspace.data.findings import Finding
from bedspace.data.quality.accounts import check_accounts
from bedspace.data.quality.totals import check_mixtures, check_months, check_same, check_shares, check_sums, tabulate
from bedspace.data.read.dating import DataDate, Published
from bedspace.data.read.workbooks import Release
from bedspace.data.store import warehouse
from bedspace.data.store.intervals import average_between
from bedspace.data.store.loading import files_of
from bedspace.errors import UsageError
from bedspace.figure import Figure, Origin, join_key
from bedspace.units import Unit

DAY = date(2024, 12, 31)


def figure(quantity: str, period: str, value: float, day: date = DAY, **dimensions: str) -> Figure:
    return Figure(quantity, join_key(**dimensions), period, value, Unit.PERSONS, day, day, Origin("made", "S", "A1"))


def kinds(found: list[Finding]) -> list[str]:
    return [each.kind for each in found]


# sums, shares, means


@pytest.mark.parametrize(("quantity", "inside", "outside"), [("book_ins", 100.5, 100.6), ("adp", 100.05, 100.06)])
def test_parts_add_up_to_half_a_person_and_averages_to_a_twentieth(
    quantity: str, inside: float, outside: float
) -> None:
    for total, told in ((inside, []), (outside, [f"{quantity}.agency"])):
        parts = [figure(quantity, "2024-12", 50, agency=agency) for agency in ("ice", "cbp")]
        assert kinds([*check_sums(tabulate([*parts, figure(quantity, "2024-12", total)]))]) == told


def test_months_add_up_to_their_own_fiscal_year() -> None:
    """September belongs to the year that ends with it."""
    months = [figure("book_ins", month, 10) for month in ("2024-09", "2024-10", "2024-11")]
    assert not [*check_months(tabulate([*months, figure("book_ins", "FY2025", 20), figure("book_ins", "FY2024", 10)]))]
    for year in ("FY2024", "FY2025"):
        wrong = [*months, figure("book_ins", year, 15)]
        assert kinds([*check_months(tabulate(wrong))]) == ["book_ins.months"]


@pytest.mark.parametrize(
    ("one", "other", "inside", "outside"),
    [("adp", "adp_by_facility_type", 100.02, 100.03), ("alos", "alos_by_facility_type", 100.06, 100.07)],
)
def test_two_tables_print_one_total(one: str, other: str, inside: float, outside: float) -> None:
    for second, told in ((inside - 1e-9, []), (outside, [f"{other}.same_total"])):
        pair = [figure(one, "2024-12", 100), figure(other, "2024-12", second)]
        assert kinds([*check_same(tabulate(pair))]) == told


@pytest.mark.parametrize(("printed", "told"), [(0.255, False), (0.257, True), (0.245, False), (0.243, True)])
def test_a_printed_share_is_within_half_a_point_and_a_tenth(printed: float, told: bool) -> None:
    rows = [
        figure("detained_by_criminality", "2024-12-31", 400, criminality="pending"),
        figure("detained_by_criminality", "2024-12-31", 100, agency="ice", criminality="pending"),
        figure("detained_by_criminality_share", "2024-12-31", printed, agency="ice", criminality="pending"),
    ]
    assert bool([*check_shares(tabulate(rows))]) == told


@pytest.mark.parametrize(("mean", "told"), [(40.009, False), (40.02, True), (19.991, False), (19.98, True)])
def test_a_mean_lies_between_those_of_its_parts(mean: float, told: bool) -> None:
    rows = [figure("alos", "2024-12", stay, agency=agency) for agency, stay in (("ice", 20), ("cbp", 40))]
    assert bool([*check_mixtures(tabulate([*rows, figure("alos", "2024-12", mean)]))]) == told


# accounts


@pytest.mark.parametrize(("book_ins", "told"), [(1_159, False), (1_161, True), (881, False), (879, True)])
def test_people_balance_within_twelve_below_and_sixteen_above_a_hundred(book_ins: float, told: bool) -> None:
    rows = [figure("adp", month, 1_000) for month in ("2024-11", "2024-12", "2025-01")]
    rows += [figure("book_outs", "2024-12", 1_000), figure("book_ins", "2024-12", book_ins)]
    assert kinds([*check_accounts(tabulate(rows))]) == ["balance.people"] * told


@pytest.mark.parametrize(("population", "told"), [(1_149, False), (1_151, True), (851, False), (849, True)])
def test_days_balance_within_fifteen_in_a_hundred(population: float, told: bool) -> None:
    """1,000 leave after 31 days each while nothing else changes: 31,000 person-days are 1,000 people held."""
    rows = [figure("adp", "2024-12", population), figure("book_outs", "2024-12", 1_000), figure("alos", "2024-12", 31)]
    for end in ("2024-11-30", "2024-12-31"):
        rows += [figure("time_in_custody", end, 1_000), figure("in_custody_stay", end, 50)]
    assert kinds([*check_accounts(tabulate(rows))]) == ["balance.days"] * told


# between two releases


def test_an_average_counts_the_first_of_october_and_the_last_day() -> None:
    """100 a day over ten days and 110 over twenty are 120 over the ten in between."""
    early, late = (figure("adp", "FY2025", value, date(2024, 10, day)) for day, value in ((10, 100.0), (20, 110.0)))
    found = average_between(early, late, rounding=0.5)
    assert (found.first, found.last) == (date(2024, 10, 11), date(2024, 10, 20))
    assert (found.value, found.error) == (120, 1.5)
    with pytest.raises(UsageError, match="cannot follow"):
        average_between(early, early)
    with pytest.raises(UsageError, match="cannot follow"):
        average_between(figure("adp", "2024-10", 1, date(2024, 10, 1)), figure("adp", "2024-10", 2))


# the warehouse


def test_a_release_is_known_on_the_day_it_is_published(tmp_path: Path) -> None:
    """And of two printings the one whose data reach further counts, not the one published last."""
    first = Figure("adp", "", "2024-12", 1, Unit.PERSONS, DAY, date(2025, 1, 10), Origin("first"))
    behind = Figure("adp", "", "2024-12", 2, Unit.PERSONS, DAY - timedelta(days=3), date(2025, 1, 20), Origin("behind"))
    with warehouse.opened(tmp_path, write=True) as connection:
        for each in (first, behind):
            dates, out = {"adp": DataDate(each.data_date, "made")}, Published(each.published, "made")
            release = Release(each.origin.file, each.origin.file, 2025, out, dates, (each,), ())
            warehouse.store(connection, release, [], "detention statistics")
    known = {day: warehouse.known_as_of(tmp_path, "adp", date(2025, 1, day)) for day in (9, 10, 20)}
    assert known == {9: [], 10: [first], 20: [first]}
    assert [each.value for each in warehouse.trace(tmp_path, "adp")] == [1, 2]
    assert warehouse.trace(tmp_path, "adp", period="2024-11") == []


def test_a_period_has_ended_on_its_last_day_and_a_year_where_its_data_end() -> None:
    month, year = figure("adp", "2024-12", 1), figure("adp", "FY2025", 1)
    for each in (month, year):
        assert [warehouse.ended(each, day) for day in (DAY - timedelta(days=1), DAY)] == [False, True]


def test_files_that_begin_with_a_dot_or_were_left_open_are_no_releases(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.XLSM", ".c.xlsx", "~$a.xlsx", "d.txt"):
        (tmp_path / name).touch()
    assert [path.name for path in files_of([tmp_path])] == ["a.xlsx", "b.XLSM"]
