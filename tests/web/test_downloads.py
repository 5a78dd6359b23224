"""Downloads: each opens in its own reader, says what it is, and the record in it can be verified."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from tests.cli.rows import rows_of
from tests.web.client import client

from bedspace.cli.main import cli
from bedspace.web.packing import package, workbook

COSTS = "scenario=reports-2025-02&draws=4&days=300"


@pytest.fixture(scope="module")
def asked() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", "/nonexistent")
        yield client()


def _book(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), read_only=True)


def test_costs_stand_in_a_workbook_by_fiscal_year_and_account(asked: TestClient) -> None:
    answer = asked.get(f"/api/v1/costs.xlsx?{COSTS}")
    assert answer.headers["content-type"].endswith("spreadsheetml.sheet")
    book = _book(answer.content)
    heads, *lines = book["By fiscal year and account"].iter_rows(values_only=True)
    rows = rows_of("costs", "reports-2025-02", "--draws", 4, "--days", 300)
    assert {row["fiscal_year"] for row in rows} == {"FY2025", "FY2026"}
    shown = {(line[0], line[1]): dict(zip(heads, line, strict=True)) for line in lines}
    for row in rows:
        for end in ("low", "central", "high"):
            assert shown[row["account"], row["item"]][f"{row['fiscal_year']} {end}"] == pytest.approx(row[end])
    assert len(list(book["Rows"].iter_rows())) == len(rows) + 1


def test_the_zip_says_what_it_holds_and_verify_reads_it(asked: TestClient, tmp_path: Path) -> None:
    answer = asked.get("/api/v1/run.zip?scenario=arithmetic&draws=2&days=5&outputs=midnight_population")
    (tmp_path / "answer.zip").write_bytes(answer.content)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert sorted(packed.namelist()) == ["README.txt", "bedspace-record.json", "rows.csv"]
        told = packed.read("README.txt").decode()
    for words in ("bedspace run arithmetic --draws 2", "midnight_population (persons): ", "rests_on: ", "To cite: "):
        assert words in told
    done = CliRunner().invoke(cli, ["verify", str(tmp_path / "answer.zip")])
    assert (done.exit_code, done.stdout.split(":")[0]) == (0, "Reproduced")


def test_no_cell_runs_as_a_formula_and_the_bytes_are_the_same_again() -> None:
    row = {"name": "=cmd()", "value": -1.5, "day": None}
    whole = {"bedspace": "0", "data": "x", "record": {"command": ["find", "=1+1"]}, "result": [row]}
    (_, line) = _book(workbook(whole))["Rows"].iter_rows(values_only=True)
    assert line[:2] == ("'=cmd()", -1.5)
    with zipfile.ZipFile(io.BytesIO(workbook(whole))) as packed:
        assert packed.read("docProps/core.xml").count(b">1980-01-01T00:00:00Z<") == 2
        assert {each.date_time[0] for each in packed.infolist()} == {1980}
    assert package(whole) == package(whole)


def test_lists_and_letters_that_no_workbook_holds_are_written_as_text(asked: TestClient) -> None:
    answer = asked.get("/api/v1/check.xlsx", params={"text": "ICE held 39,703 people on January 12, 2025.\x0bMore."})
    heads, line = _book(answer.content)["Rows"].iter_rows(values_only=True)
    row = dict(zip(heads, line, strict=True))
    assert json.loads(row["claims"])[0]["text_span"] == "39,703 people"
    inside = {"bedspace": "0", "data": "x", "record": {"command": ["find", "a"]}, "result": [{"a": "b\x0bc"}]}
    assert list(_book(workbook(inside))["Rows"].iter_rows(values_only=True))[1][0] == "bc"


def test_every_table_of_a_page_has_all_its_forms(asked: TestClient) -> None:
    for form in ("csv", "xlsx", "json", "parquet", "zip"):
        assert asked.get(f"/api/v1/flows.{form}?from=2025-01-01&to=2025-03-31").status_code == 200
    empty = asked.get("/api/v1/check.xlsx", params={"text": "Nothing is claimed here."})
    assert _book(empty.content).sheetnames == ["Rows", "Read me"]


def test_the_exhibit_has_every_cell_and_the_hash_of_the_answer(asked: TestClient) -> None:
    figure = {"figure": "book_ins:2024-12:agency=ice"}
    rows = rows_of("why", figure["figure"])
    page = pypdf.PdfReader(io.BytesIO(asked.get("/api/v1/why.pdf", params=figure).content)).pages[0]
    told = page.extract_text().replace("\n", " ")
    for row in rows:
        assert f"{row['value']:,.0f} persons {row['data_date']} {row['published']}" in told
        assert row["source"].rsplit(" / ", 1)[1] in told
    assert hashlib.sha256(asked.get("/api/v1/why.json", params=figure).content).hexdigest() in told
    assert asked.get("/api/v1/latest.pdf").status_code == 422
