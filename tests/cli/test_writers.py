"""Rows for machines: what a spreadsheet would run, days, late texts and no rows at all."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner

from bedspace.cli.main import cli
from bedspace.cli.writers import csv_text, json_text, parquet_bytes


@pytest.mark.parametrize("text", ["=1+1", "+quota-3000", "-x", "@SUM(A1)", "\t=1", "\n=1", '=HYPERLINK("a")'])
def test_no_text_of_a_csv_runs_as_a_formula(text: str) -> None:
    rows = list(csv.reader(io.StringIO(csv_text([{text: text, "note": "a=b"}]), newline="")))
    assert rows == [[f"'{text}", "note"], [f"'{text}", "a=b"]]


def test_a_return_in_a_cell_ends_no_row() -> None:
    rows = list(csv.reader(io.StringIO(csv_text([{"a": "x\r=1", "b": "\r=1"}]), newline="")))
    assert rows == [["a", "b"], ["x\n=1", "'\n=1"]]


def test_numbers_and_days_of_a_csv_stay_as_they_are() -> None:
    row = {"change": -2120.5, "count": -3, "text": "-2.5", "day": date(2025, 1, 19), "none": None}
    assert csv_text([row]).splitlines() == ["change,count,text,day,none", "-2120.5,-3,-2.5,2025-01-19,"]


def test_a_claim_that_begins_as_a_formula_does_not_run(tmp_path: Path) -> None:
    text = tmp_path / "=1+1.txt"
    text.write_text("ICE held 42,000 people in detention.", encoding="utf-8")
    done = CliRunner().invoke(cli, ["claims", "read", str(text), "--csv"])
    (row,) = csv.DictReader(io.StringIO(done.stdout))
    assert row["doc"] == "'=1+1.txt"


def _read(rows: list[dict[str, Any]], folder: Path) -> list[tuple[Any, ...]]:
    path = folder / "rows.parquet"
    path.write_bytes(parquet_bytes(rows))
    found: list[tuple[Any, ...]] = duckdb.sql("select * from read_parquet($1)", params=[str(path)]).fetchall()
    return found


def test_parquet_holds_every_row_whatever_comes_late(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [{"n": number, "class": None} for number in range(30_000)]
    rows.append({"n": 0.5, "class": "=late"})
    found = _read(rows, tmp_path)
    assert len(found) == 30_001
    assert (0.5, "=late") in found


def test_no_rows_are_written_as_none(tmp_path: Path) -> None:
    assert csv_text([]) == ""
    assert _read([], tmp_path) == []


def test_json_is_one_line_with_days_as_text() -> None:
    assert json.loads(json_text({"day": date(2025, 1, 19)})) == {"day": "2025-01-19"}
