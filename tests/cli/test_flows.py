"""``bedspace data flows``: rows, the sentence before them, the hole, the drawing and its table."""

from __future__ import annotations

import csv
import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bedspace.cli.main import cli
from bedspace.errors import UsageError

FLOWS = ("data", "flows")
SPAN = ("--from", "2024-11-01", "--to", "2025-09-20")


@pytest.fixture(autouse=True)
def _no_warehouse(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "none"))


def _rows(*arguments: str) -> list[dict[str, Any]]:
    done = CliRunner().invoke(cli, [*FLOWS, *arguments, "--json"])
    assert done.exit_code == 0, done.output
    rows: list[dict[str, Any]] = json.loads(done.stdout)["result"]
    return rows


def test_windows_of_the_span_and_no_other() -> None:
    rows = _rows(*SPAN)
    assert [rows[0]["after"], rows[-1]["through"], len(rows)] == ["2024-11-02", "2025-09-20", 21]
    assert {row["rests_on"] for row in rows} == {"counted"}
    june = next(row for row in rows if row["through"] == "2025-06-14")
    assert june["book_outs_revised"] == -526
    assert june["published"] == "2025-06-20"


def test_days_that_no_release_covers_are_a_row_without_numbers() -> None:
    (hole,) = [row for row in _rows("--from", "2025-09-01") if row["covered"] != "yes"]
    assert (hole["after"], hole["through"], hole["ice_book_ins_a_day"]) == ("2025-09-20", "2025-09-30", None)
    assert "10 days are covered by no release" in CliRunner().invoke(cli, [*FLOWS, "--from", "2025-09-01"]).output


def test_one_window_is_told_once() -> None:
    done = CliRunner().invoke(cli, [*FLOWS, "--from", "2025-01-26", "--to", "2025-02-08"])
    said = done.output.replace("\n", " ")
    told = (
        "Booked in by ICE: 702 a day in the 14 days to 2025-02-08; handed over by CBP: 194. 1 window between releases."
    )
    assert said.startswith(told)


def test_only_what_had_been_published() -> None:
    assert _rows("--as-of", "2025-02-13")[-1]["through"] == "2025-01-25"
    assert _rows("--as-of", "2025-02-14")[-1]["through"] == "2025-02-08"


def test_an_answer_comes_before_the_table() -> None:
    said = CliRunner().invoke(cli, [*FLOWS, *SPAN]).output.replace("\n", " ")
    assert said.startswith("Booked in by ICE: 264 a day in the 14 days to 2024-11-16, 1,097 a day in the 14 days")
    assert "21 windows" in said


@pytest.mark.parametrize("span", [("--from", "2031-01-01"), ("--as-of", "2010-01-01"), ("--to", "2010-01-01")])
def test_days_without_a_window_are_refused(span: tuple[str, str]) -> None:
    done = CliRunner().invoke(cli, [*FLOWS, *span])
    assert isinstance(done.exception, UsageError)
    assert "no window between two releases" in str(done.exception)


def test_the_drawing_speaks_and_its_table_stands_beside(tmp_path: Path) -> None:
    chart = tmp_path / "flows.svg"
    assert CliRunner().invoke(cli, [*FLOWS, *SPAN, "--chart", str(chart)]).exit_code == 0
    drawn = ET.fromstring(chart.read_text(encoding="utf-8"))
    assert "Booked in by ICE: first 264, last 1,097; most 1,193" in drawn.attrib["aria-label"]
    labels = {text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")}
    assert {"booked in by ICE", "handed over by CBP", "released at discretion"} <= labels
    table = list(csv.DictReader(chart.with_suffix(".csv").read_text().splitlines()))
    assert [row["through"] for row in table] == [row["through"] for row in _rows(*SPAN)]
    assert {path.name for path in tmp_path.iterdir()} == {"flows.svg", "flows.csv"}


def test_another_kind_of_drawing_is_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, [*FLOWS, "--chart", str(tmp_path / "flows.png")])
    assert "ends in .svg" in str(done.exception)
    assert not list(tmp_path.iterdir())
