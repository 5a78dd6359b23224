"""``bedspace data``: the verbs, their rows and their exit codes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bedspace.cli.main import cli


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def _rows(*arguments: object, code: int = 0) -> list[dict[str, Any]]:
    result = _run(*arguments, "--json")
    assert result.exit_code == code, result.output
    whole = json.loads(result.stdout)
    assert set(whole) == {"bedspace", "data", "record", "result"}
    rows: list[dict[str, Any]] = whole["result"]
    return rows


def test_a_table_answers_without_a_warehouse(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    rows = _rows("data", "table", "book_ins", "--as-of", "2025-01-19")
    december = [row["value"] for row in rows if row["period"] == "2024-12" and row["agency"] == "ice"]
    assert december == [7884]
    assert {row["rests_on"] for row in rows} == {"counted"}
    assert max(row["published"] for row in rows) == "2025-01-16"


def test_a_change_of_definition_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    result = _run("data", "table", "book_outs", "--csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert {row["break"] for row in rows if row["period"] == "2023-10"} != {""}
    assert "from October 2023" in result.stderr


def test_the_midnight_population_is_the_total_of_the_snapshots(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    rows = {row["period"]: row["value"] for row in _rows("data", "table", "midnight_population")}
    assert rows["2025-01-12"] == 39703


_SOME = ("ice/vintages/FY25_detentionStats1*.xlsx", "ice/FY25_detentionStats07*.xlsx", "ddp/*")
"""The releases of one winter, one of the summer after it, and what is no release of statistics."""


@pytest.mark.shared
@pytest.mark.parametrize(("globs", "count"), [(_SOME, 6), pytest.param(("ice", "ddp"), 93, marks=pytest.mark.slow)])
def test_every_file_loads_without_a_fault_and_once(
    globs: tuple[str, ...], count: int, shared: Path, tmp_path: Path
) -> None:
    files = [file for each in globs for file in (shared / "data").glob(each)]
    rows = _rows("--home", tmp_path, "data", "add", *files)
    assert [(row["faults"], row["state"]) for row in rows] == [(0, "added")] * count
    assert {row["kind"] for row in rows} == {"detention statistics", "daily counts by facility", "list of offices"}
    again = _rows("--home", tmp_path, "data", "add", *files)
    assert {row["state"] for row in again} == {"in already"}
    published = {row["file"]: row["published"] for row in rows}
    assert [row["file"] for row in _rows("--home", tmp_path, "data", "list")] == sorted(
        published, key=lambda name: (published[name], name)
    )
    found = _rows("--home", tmp_path, "data", "check", code=1)
    assert {"wrong", "gap", "trap", "revision"} == {row["severity"] for row in found}
    changed = _rows("--home", tmp_path, "data", "revisions", "book_ins")
    assert any(row["key"] == "" and row["period"] == "2024-12" and row["after"] == 22122 for row in changed)
    (field_offices,) = [
        row["value"] for row in _rows("--home", tmp_path, "data", "table", "offices") if row["key"] == "agency=ERO"
    ]
    assert field_offices > 25
    inspected = _rows("--home", tmp_path, "data", "facilities", "--as-of", "2025-01-20")
    assert any(row["name"] == "last_inspection_end_date" and row["text"] == "2024-08-15" for row in inspected)


def test_a_day_before_all_publications_is_told_the_first() -> None:
    result = _run("data", "table", "book_ins", "--as-of", "2010-01-01")
    assert "nothing of book_ins had been published by then; expected 2020-08-21 or later" in str(result.exception)


def test_both_times_at_once_are_refused() -> None:
    result = _run("data", "table", "adp", "--as-of", "2025-01-19", "--data-through", "2025-01-19")
    assert result.exit_code == 2
