"""Counted flows: those of the files beside the checkout, with their dates; no press figure is marked counted."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bedspace.claims.ledger.entries import ledger, rows
from bedspace.errors import UsageError
from bedspace.figures.counts import booked, counted_series, counts, never_booked
from bedspace.figures.public import public_figure, public_figures
from bedspace.parameters.catalogue import catalogue, read_topic
from bedspace.units import Evidence, RestsOn, weakest

SAID = {Evidence.PRESS, Evidence.STATEMENT}
COLUMNS = {
    "book_ins_ice": "ice_book_ins_a_day",
    "book_ins_cbp": "cbp_book_ins_a_day",
    "removed": "removals_from_custody_a_day",
    "at_discretion": "discretionary_releases_a_day",
    "bond": "bonded_out_a_day",
}


@pytest.mark.shared
@pytest.mark.parametrize("series", COLUMNS)
def test_flows_between_releases_are_those_of_the_files(shared: Path, series: str) -> None:
    with (shared / "data" / "flows-between-releases.csv").open(encoding="utf-8") as file:
        printed = {row["through"]: float(row[COLUMNS[series]] or "nan") for row in csv.DictReader(file)}
    kept = counted_series(series)
    assert len(kept) == 14
    for count in kept:
        assert count.value == pytest.approx(printed[count.last.isoformat()], abs=0.051)
        assert count.data_date == count.last < date.fromisoformat(count.published)


@pytest.mark.shared
def test_arrests_of_a_week_are_those_of_the_series(shared: Path) -> None:
    with (shared / "data" / "series" / "weekly-enforcement.csv").open(encoding="utf-8") as file:
        printed = {
            r["date"]: r["value"] for r in csv.DictReader(file) if (r["measure"], r["group"]) == ("arrests", "all")
        }
    for week in counted_series("arrests_week"):
        assert week.value == float(printed[week.first.isoformat()])
        assert (week.first.weekday(), week.days) == (0, 7)


def test_no_day_is_left_out_or_counted_twice() -> None:
    for series in (*COLUMNS, "arrests_week"):
        for before, after in pairwise(counted_series(series)):
            assert after.first == before.last + timedelta(days=1)


def test_the_sentence_of_the_report_holds_in_the_counts() -> None:
    weeks = {week.first: week.a_day for week in counted_series("arrests_week")}
    early = [value for first, value in weeks.items() if first < date(2025, 3, 1)]
    assert 716 < max(early) < 718
    assert [first for first, value in weeks.items() if value >= 1200] == [date(2025, 6, 2)]


def test_book_ins_per_arrest_stay_near_one_since_february() -> None:
    ratios = [each.ratio for each in booked(date(2025, 2, 9), date(2025, 6, 28))]
    assert len(ratios) == 10
    assert 0.99 < min(ratios) < 1.0
    assert 1.04 < max(ratios) < 1.07


def test_few_of_the_arrested_can_be_missing_from_the_book_ins() -> None:
    assert never_booked(date(2025, 1, 20), date(2025, 2, 3)) == pytest.approx(1 - (4189 + 9826) / (5450 + 9239))
    assert never_booked(date(2025, 2, 9), date(2025, 6, 28)) == 0
    assert never_booked(date(2024, 6, 1), date(2024, 6, 30)) is None


def test_counts_are_counted_and_cited() -> None:
    for count in counts():
        assert count.mark is RestsOn.COUNTED
        assert count.publisher in ("U.S. Immigration and Customs Enforcement", "Deportation Data Project")
        assert count.published[:4] in count.citation


def test_reported_stands_between_counted_and_estimated() -> None:
    assert weakest(RestsOn.COUNTED, RestsOn.REPORTED) is RestsOn.REPORTED
    assert weakest(RestsOn.REPORTED, RestsOn.ESTIMATED) is RestsOn.ESTIMATED


def test_no_dated_value_that_was_said_is_marked_counted() -> None:
    said = [(each, value) for each in catalogue().values() for value in each.values if value.evidence in SAID]
    assert len(said) > 20
    for each, value in said:
        assert each.rests_on is not RestsOn.COUNTED, each.name
        assert each.mark(value) is not RestsOn.COUNTED, each.name
    assert catalogue()["arrest_target"].rests_on is RestsOn.REPORTED


def test_a_topic_that_calls_a_press_figure_counted_is_refused() -> None:
    text = """
[x]
label = "x"
unit = "beds"
description = "x"
range = [0, 10]
prior = { kind = "fixed" }
rests_on = "counted"
values = [{ from = 2020-01-01, value = 1, source = "assumption", evidence = "press report" }]
"""
    with pytest.raises(UsageError, match="counted is only what an official table"):
        read_topic(text, "t")
    assert read_topic(text.replace("press report", "official statistic"), "t")["x"].rests_on is RestsOn.COUNTED


def test_what_was_said_in_public_is_reported() -> None:
    for figure in public_figures():
        assert figure.evidence in SAID
        assert figure.mark is RestsOn.REPORTED
    assert public_figure("REL104").value == 461
    assert {entry.mark for entry in ledger()} == {RestsOn.REPORTED}
    assert {row["rests_on"] for row in rows()} == {"reported"}
