"""``bedspace data facility``: rows with their sources, the list, a release of the user, the drawing."""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.cli.rows import rows_of

from bedspace.cli.main import cli
from bedspace.data.read.dating import DataDate, Published
from bedspace.data.read.workbooks import Release
from bedspace.data.store import warehouse
from bedspace.errors import UsageError
from bedspace.figure import Figure, Origin, join_key
from bedspace.units import Unit


@pytest.fixture(autouse=True)
def _no_warehouse(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "none"))


def test_each_row_has_day_publication_cell_and_mark() -> None:
    rows = rows_of("data", "facility", "krome")
    assert len(rows) > 80
    for row in rows:
        assert row["through"] == row["data_date"] < row["published"]
        assert row["source"].count(" / ") == 2
        assert bool(row["earlier_source"]) is not row["from"].endswith("-10-01")
        assert (row["rests_on"], row["between_rests_on"], row["unit"]) == ("counted", "estimated", "persons")


def test_an_answer_comes_before_the_table() -> None:
    said = CliRunner().invoke(cli, ["data", "facility", "buffalo", "--as-of", "2025-02-05"]).output.replace("\n", " ")
    assert said.startswith(
        "BUFFALO SERVICE PROCESSING CENTER, BATAVIA, NY: 526 people on average (± 0.007 by rounding)"
    )
    assert "from 2025-01-06 to 2025-01-20" in said
    assert "Before: BUFFALO (BATAVIA) SERVICE PROCESSING CENTER; BUFFALO SPC." in said


def test_only_what_had_been_published() -> None:
    rows = rows_of("data", "facility", "buffalo", "--as-of", "2025-02-05")
    assert rows[-1]["published"] == "2025-02-03"
    done = CliRunner().invoke(cli, ["data", "facility", "buffalo", "--as-of", "2010-01-01"])
    assert isinstance(done.exception, UsageError)
    assert "expected 2020-08-21 or later" in str(done.exception)


def test_without_a_name_all_are_listed() -> None:
    rows = {row["facility"]: row for row in rows_of("data", "facility")}
    assert len(rows) > 350
    assert rows["t-don-hutto-detention-center-tx"]["names"] == 3


def test_a_release_of_the_user_is_followed_too(tmp_path: Path) -> None:
    day, out, file = date(2026, 1, 9), date(2026, 1, 15), "FY26_detentionStats01152026.xlsx"
    places = {"KROME NORTH SERVICE PROCESSING CENTER": "FL", "NOT SEEN BEFORE": "NV"}
    keys = {name: join_key(area="MIA", city="TOWN", facility=name, state=state) for name, state in places.items()}
    origin = Origin(file, "Facilities FY26", "J7:M7")
    figures = [Figure("facility_adp", key, "FY2026", 500.5, Unit.PERSONS, day, out, origin) for key in keys.values()]
    dates = {"adp": DataDate(day, "made"), "facilities": DataDate(day, "made")}
    release = Release(file, "made", 2026, Published(out, "made"), dates, tuple(figures), ())
    with warehouse.opened(tmp_path, write=True) as connection:
        warehouse.store(connection, release, [], "detention statistics")
    *before, krome = rows_of("--home", tmp_path, "data", "facility", "krome")
    assert len(before) == len(rows_of("data", "facility", "krome"))
    assert (krome["source"], krome["average"]) == (f"{file} / Facilities FY26 / J7:M7", 500.5)
    assert krome["between"] == pytest.approx((500.5 * 101 - before[-1]["average"] * 59) / 42)
    assert len(rows_of("--home", tmp_path, "data", "facility", "not seen before")) == 1
    for words, said in (("not seen before", True), ("krome", False)):
        printed = CliRunner().invoke(cli, ["--home", str(tmp_path), "data", "facility", words]).output
        told = "Not in the identity table, each treated as a place of its own: NOT SEEN BEFORE NV."
        assert (told in " ".join(printed.split())) is said


def test_the_drawing_stands_beside_its_table(tmp_path: Path) -> None:
    chart = tmp_path / "place.svg"
    done = CliRunner().invoke(cli, ["data", "facility", "la", "paz", "county", "--chart", str(chart)])
    assert done.exit_code == 0, done.output
    drawn = ET.fromstring(chart.read_text(encoding="utf-8"))
    assert "2 of" in drawn.attrib["aria-label"]
    assert "are left out" in drawn.attrib["aria-label"]
    with chart.with_suffix(".csv").open(encoding="utf-8") as table:
        assert len(list(csv.DictReader(table))) == len(rows_of("data", "facility", "la", "paz", "county"))


def test_a_list_is_not_drawn(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["data", "facility", "--chart", str(tmp_path / "x.svg")])
    assert isinstance(done.exception, UsageError)
    assert "no facility to draw" in str(done.exception)
