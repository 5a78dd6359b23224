"""Downloads: each opens in its own reader, says what it is, and the record in it can be verified."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import struct
import time
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import duckdb
import openpyxl
import pypdf
import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from tests.cli.rows import rows_of
from tests.web.client import client
from tests.web.markup import read

from bedspace.cli.main import cli
from bedspace.web.packing import package, workbook
from bedspace.web.question import FORMS

PAGES = (
    *("/data", "/facility?name=krome", "/system", "/figure?figure=beds_funded", "/forecasts", "/reports"),
    *("/glossary", "/methods", "/check?text=ICE+held+39,703+people+on+January+12,+2025."),
    pytest.param("/", marks=pytest.mark.slow),
    pytest.param("/explorer?draws=20&beds_usable=50000", marks=pytest.mark.slow),
    pytest.param("/fate?draws=2", marks=pytest.mark.slow),
)
JOBS = (
    ("bottleneck", {"days": 20, "draws": 2}),
    pytest.param("reach", {"output": "arrests", "value": 800, "by": "2026-02-10", "draws": 20}, marks=pytest.mark.slow),
    pytest.param("persons", {"draws": 2, "days": 20}, marks=pytest.mark.slow),
)
COSTS = "scenario=reports-2025-02&draws=4&days=300"


@pytest.fixture(scope="module")
def asked() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", "/nonexistent")
        yield client()


def _book(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), read_only=True)


def _rows(form: str, content: bytes, folder: Path) -> int:
    """Rows of a table, as the reader of its form reads them."""
    if form == "csv":
        return len(list(csv.DictReader(io.StringIO(content.decode()))))
    if form == "json":
        return len(json.loads(content)["result"])
    if form == "xlsx":
        return len(list(_book(content)["Rows"].iter_rows())) - 1
    if form == "zip":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _rows("csv", packed.read("rows.csv"), folder)
    (folder / "rows.parquet").write_bytes(content)
    return len(duckdb.sql(f"FROM '{folder / 'rows.parquet'}'").fetchall())


def _opens(form: str, content: bytes) -> bool:
    """Whether the reader of a picture or of a page to print reads it."""
    if form == "svg":
        root = ET.fromstring(content)
        return all(len(root.findtext(f"{{http://www.w3.org/2000/svg}}{tag}") or "") > 15 for tag in ("title", "desc"))
    if form == "png":
        return content[:8] == b"\x89PNG\r\n\x1a\n" and min(struct.unpack(">II", content[16:24])) > 100
    return len(pypdf.PdfReader(io.BytesIO(content)).pages) == 1


def _sweep(asked: TestClient, address: str, folder: Path) -> set[str]:
    """Open every download of a page, hold every chart to its words and its table, and tell the forms."""
    page = read(asked.get(address).text)
    tables: dict[str, set[int]] = {}
    links = [urlsplit(each.attributes["href"]) for each in page.all("a") if "download" in each.attributes]
    for link in links:
        answer = asked.get(link.geturl())
        assert answer.status_code == 200, link
        name, form = link.path.rsplit(".", 1)
        if form in ("svg", "png", "pdf"):
            assert _opens(form, answer.content), link
        else:
            tables.setdefault(f"{name}?{link.query}", set()).add(_rows(form, answer.content, folder))
    assert all(len(rows) == 1 for rows in tables.values()), tables
    for figure in page.all("figure"):
        assert all(
            len(each.attributes["aria-label"]) > 40
            for each in figure.all("div")
            if each.attributes.get("role") == "img"
        )
        assert list(figure.all("table"))
    return {link.path.rsplit(".", 1)[1] for link in links}


@pytest.mark.parametrize("address", PAGES, ids=lambda each: each.split("?")[0])
def test_every_download_of_a_page_opens_in_its_own_reader(address: str, asked: TestClient, tmp_path: Path) -> None:
    forms = _sweep(asked, address, tmp_path)
    assert forms >= {"csv", "xlsx", "json", "parquet", "zip"} or not forms


@pytest.mark.parametrize(("name", "given"), JOBS)
def test_every_download_of_a_job_opens_in_its_own_reader(name: str, given: dict[str, Any], tmp_path: Path) -> None:
    asked = client()
    address = asked.post(f"/api/v1/jobs/{name}", json=given).headers["location"]
    while asked.get(address).json()["status"] in ("waiting", "running"):
        time.sleep(0.1)
    forms = _sweep(asked, f"/{name}?{urlencode(given)}", tmp_path)
    assert forms >= {"csv", "xlsx", "json", "parquet", "zip", *([] if name == "persons" else ["svg", "png", "pdf"])}
    found = {_rows(form, asked.get(f"{address}/result.{form}").content, tmp_path) for form in FORMS if form != "pdf"}
    assert len(found) == 1


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
