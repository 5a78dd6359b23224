"""What is known, near, whole or few: a day or a figure on either side of each boundary."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from bedspace.errors import UsageError
from bedspace.figure import UNSTATED, Figure, Origin
from bedspace.figures.newest import newest
from bedspace.figures.series import as_of, data_through
from bedspace.figures.sources import source_of
from bedspace.figures.windows import FLOWS, Window, between, windows
from bedspace.fiscal import fiscal_year, month_of_fiscal_year, period_bounds, previous_month
from bedspace.units import Evidence, RestsOn, Unit, mark_of, weakest

ALWAYS = date(2026, 11, 1)


def figure(period: str, value: float = 1, reaches: date = date(2025, 3, 31), published: date = ALWAYS) -> Figure:
    return Figure("mine", "", period, value, Unit.PERSONS, reaches, published, Origin(f"{published}.csv"))


# days and periods


def test_a_fiscal_year_begins_in_october() -> None:
    assert [fiscal_year(date(2024, *day)) for day in ((9, 30), (10, 1), (12, 31))] == [2024, 2025, 2025]
    assert [month_of_fiscal_year(2025, month) for month in (9, 10)] == ["2025-09", "2024-10"]
    assert period_bounds("FY2025") == (date(2024, 10, 1), date(2025, 9, 30))


def test_a_month_has_ended_on_its_last_day() -> None:
    assert [previous_month(date(2025, 1, day)) for day in (1, 30, 31)] == ["2024-12", "2024-12", "2025-01"]
    with pytest.raises(UsageError, match="no date"):
        period_bounds("2025-13")


def test_a_figure_is_whole_on_the_last_day_of_its_period() -> None:
    assert [figure("2025-03", reaches=date(2025, 3, day)).is_whole for day in (30, 31)] == [False, True]
    assert figure("2025-03", published=UNSTATED).published_on is None


# what is known


def test_a_release_is_known_on_the_day_it_is_published() -> None:
    out = figure("2025-03", published=date(2025, 4, 10))
    known = {day: as_of(date(2025, 4, day), [out]).find("mine", "2025-03") for day in (9, 10)}
    assert known == {9: None, 10: out}


def test_revised_data_hold_periods_that_had_begun_and_years_whose_data_stop_by_the_day() -> None:
    month, year = figure("2025-03"), figure("FY2025")
    for kept, last_unknown in ((month, date(2025, 2, 28)), (year, date(2025, 3, 30))):
        known = {
            day: data_through(day, [kept]).find("mine", kept.period)
            for day in (last_unknown, last_unknown + timedelta(days=1))
        }
        assert [*known.values()] == [None, kept]


def test_the_printing_whose_data_reach_furthest_counts_then_the_last_published() -> None:
    far = figure("2025-03", 1, date(2025, 3, 31), date(2025, 4, 10))
    late = figure("2025-03", 2, date(2025, 3, 20), date(2025, 4, 20))
    last = figure("2025-03", 3, date(2025, 3, 31), date(2025, 4, 15))
    assert as_of(ALWAYS, [late, far]).value("mine", "2025-03") == 1
    assert as_of(ALWAYS, [last, late, far]).value("mine", "2025-03") == 3


def test_the_latest_period_may_end_on_the_day() -> None:
    known = as_of(ALWAYS, [figure("2025-02"), figure("2025-03")])
    assert [known.latest("mine", date(2025, 3, day)) for day in (30, 31)] == ["2025-02", "2025-03"]


# the newest count


@pytest.mark.parametrize(("off", "found"), [(16, True), (17, False), (-16, True), (-17, False)])
def test_the_count_of_a_year_before_lies_at_most_half_a_month_off(off: int, found: bool) -> None:
    last = date(2025, 3, 31)
    before = last - timedelta(days=365 + off)
    days = [figure(f"{day}", 1, day) for day in (before, last)]
    (of_mine,) = newest(as_of(ALWAYS, source_of(days)))
    assert (of_mine.year_before is not None) == found


# windows


def test_every_flow_is_the_sum_of_its_reasons() -> None:
    """Three forms of release at the agency's discretion; relief and the end of proceedings are one flow."""
    keys = {name: [key.removeprefix("reason=") for key in keys] for name, (_, keys) in FLOWS.items()}
    assert keys["discretionary_releases"] == ["order_of_recognizance", "order_of_supervision", "paroled"]
    assert keys["relief_or_terminated"] == ["relief_granted", "proceedings_terminated"]
    assert keys["transferred_or_other"] == ["transferred", "other"]


def test_windows_between_two_days_lie_inside_them() -> None:
    window = Window(date(2025, 1, 11), date(2025, 1, 25), {})
    assert between([window], date(2025, 1, 12), date(2025, 1, 25)) == (window,)
    assert not between([window], date(2025, 1, 13), date(2025, 1, 25))
    assert not between([window], date(2025, 1, 12), date(2025, 1, 24))


def test_a_window_may_end_on_the_day_of_revised_data() -> None:
    cell = Figure(
        "book_ins", "agency=ice", "2024-10", 12.0, Unit.PERSONS, date(2024, 10, 12), date(2024, 10, 18), Origin("a")
    )
    assert [len(windows(data_through(date(2024, 10, day), [cell]))) for day in (11, 12)] == [0, 1]


def test_a_month_is_settled_where_it_was_over_by_the_first_release() -> None:
    """October is over on the 31st: what a release changes in it later is revision."""

    def october(value: float, reaches: date) -> Figure:
        published = reaches + timedelta(days=5)
        return replace(figure("2024-10", value, reaches, published), quantity="book_ins", key="agency=ice")

    for day, revision in ((30, 0), (31, 7)):
        releases = [october(300.0, date(2024, 10, day)), october(307.0, date(2024, 11, 9))]
        second = windows(as_of(ALWAYS, releases))[1]
        assert second.flows["ice_book_ins"].revision == revision


# marks


def test_each_kind_of_evidence_has_its_mark() -> None:
    assert {kind.name: str(mark_of(kind)) for kind in Evidence} == {
        "OFFICIAL": "counted",
        "COURT": "counted",
        "STATEMENT": "reported",
        "PRESS": "reported",
        "ESTIMATE": "estimated",
        "ASSUMPTION": "assumed",
    }


def test_the_weakest_mark_counts() -> None:
    order = list(RestsOn)
    for strong, weak in pairwise(order):
        assert weakest(strong, weak) is weakest(weak, strong) is weak
