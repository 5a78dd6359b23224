"""The same question has the same numbers on the command line, in Python, in the API and on a page."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import duckdb
import openpyxl
import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cli.rows import rows_of
from tests.web.client import client
from tests.web.markup import Element, read

from bedspace.cli.main import cli
from bedspace.report.numbers import between, rounded
from bedspace.web.explorer import State
from bedspace.web.feet import in_python
from bedspace.web.pages import PAGES
from bedspace.web.question import Question
from bedspace.web.questions import QUESTIONS, Compare, Fate, Find, Flows, Forecast, Latest, Policies, Run, System, Why

API = "/api/v1"


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("none")))
        yield client()


DAYS = st.dates(date(2024, 6, 1), date(2025, 11, 30))
POLICIES = st.lists(st.sampled_from(("quota-3000", "fort-bliss", "bond-rise", "more-flights")), max_size=2, unique=True)
RUNS = st.builds(
    Run,
    scenario=st.sampled_from(("no-change", "reports-2025-02", "reports-2025-02+fort-bliss")),
    policy=POLICIES.map(tuple),
    days=st.integers(2, 12),
    draws=st.integers(1, 4),
    seed=st.integers(0, 2**40),
    set=st.integers(30_000, 70_000).map(lambda beds: (f"beds_usable={beds}",)),
    outputs=st.sampled_from((None, "midnight_population", "removals,midnight_population")),
)
ASKED: st.SearchStrategy[Question] = st.one_of(
    st.builds(Latest, as_of=DAYS),
    st.builds(Flows, first=st.dates(date(2024, 1, 1), date(2025, 6, 1)), last=st.just(date(2025, 9, 20))),
    st.builds(Find, words=st.sampled_from(("bond", "beds", "release", "judge"))),
    st.builds(Why, figure=st.sampled_from(("beds_funded", "removals", "book_ins:2024-12:agency=ice"))),
    st.builds(System, part=st.sampled_from((None, "beds", "arrests")), statements=st.booleans()),
    st.just(Policies()),
    RUNS,
    st.builds(Compare, other=st.sampled_from(("fort-bliss", "bond-rise")).map(lambda name: (f"+{name}",)),
              days=st.integers(5, 20), draws=st.integers(2, 4)),
    st.builds(Fate, number=st.integers(1, 9000).map(float), draws=st.just(2)),
    st.builds(Forecast, as_of=st.dates(date(2025, 1, 1), date(2025, 11, 30)), horizons=st.just("30,90")),
)  # fmt: skip
STATES: st.SearchStrategy[Any] = st.builds(
    State,
    scenario=st.sampled_from(("no-change", "reports-2025-02")),
    policy=st.sampled_from(((), ("fort-bliss",), ("bond-rise",))),
    draws=st.integers(20, 30),
    removal_effort=st.sampled_from((None, 0.75, 1.25)),
    cbp_book_ins=st.sampled_from((None, 0, 250)),
)


def _same_everywhere(question: Question, asked: TestClient) -> None:
    name = next(name for name, kind in QUESTIONS.items() if kind is type(question))
    answer = asked.get(f"{API}/{name}", params=question.asked())
    printed = CliRunner().invoke(cli, [*question.arguments(), "--json"])
    assert printed.exit_code == 0, printed.output
    assert answer.text == printed.stdout.rstrip("\n")
    if code := in_python(question):
        assert _rows_of(code) == answer.json()["result"]


def _rows_of(code: str) -> list[dict[str, Any]]:
    """The rows that a text of Python makes, as JSON has them."""
    space: dict[str, Any] = {}
    exec(code, space)
    rows: list[dict[str, Any]] = json.loads(json.dumps(space["rows"], default=str))
    return rows


def _same_on_the_page(state: Any, asked: TestClient) -> None:
    """The page has the numbers of the commands that it shows."""
    page = read(asked.get("/explorer", params=state.asked()).text)
    shown = _held(page)[-1]
    commands = [line.split()[1:] for pre in page.all("pre") for line in pre.text.splitlines() if "bedspace run" in line]
    for number, command in enumerate(commands):
        last = rows_of(*command, "--outputs", "midnight_population")[-1]
        cells = [rounded(last["q50"]), between(last["q05"], last["q95"], rounded)]
        assert shown[1 + 2 * number : 3 + 2 * number] == cells
    assert len(shown) == 1 + 2 * len(commands)


def _held(page: Element) -> list[list[str]]:
    table = next(each for each in page.all("table") if "People held" in next(each.all("caption")).text)
    return [[cell.text for cell in row.all("th", "td")] for row in table.all("tr")]


@settings(max_examples=12, deadline=None)
@given(question=ASKED)
def test_a_question_has_the_same_numbers_everywhere(question: Question, asked: TestClient) -> None:
    _same_everywhere(question, asked)


@settings(max_examples=2, deadline=None)
@given(state=STATES)
def test_a_page_has_the_numbers_of_its_commands(state: Any, asked: TestClient) -> None:
    _same_on_the_page(state, asked)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(question=st.one_of(ASKED, STATES))
def test_two_hundred_questions_have_the_same_numbers_everywhere(question: Any, asked: TestClient) -> None:
    same = _same_everywhere if isinstance(question, Question) else _same_on_the_page
    same(question, asked)


FRESH = "import sys; from tests.web.client import client; sys.stdout.write(client().get(sys.argv[1]).text)"


def test_a_shared_address_has_the_same_numbers_in_a_fresh_process(asked: TestClient) -> None:
    page = read(asked.get("/explorer?draws=20&beds_usable=50000&policy=fort-bliss").text)
    (link,) = [each.attributes["href"] for each in page.all("a") if each.attributes.get("class") == "permalink"]
    made = subprocess.run(
        [sys.executable, "-c", FRESH, link],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "TZ": "UTC-9"},
    )
    assert _held(read(made.stdout)) == _held(page)
    assert len(_held(page)) > 3


def _csv(body: bytes) -> int:
    return len(list(csv.DictReader(io.StringIO(body.decode()))))


def _parquet(body: bytes, folder: Any) -> int:
    (folder / "rows.parquet").write_bytes(body)
    return len(duckdb.sql(f"select * from '{folder}/rows.parquet'").fetchall())


def _png(body: bytes) -> int:
    assert body[:8] == b"\x89PNG\r\n\x1a\n"
    assert body[-8:-4] == b"IEND"
    return len(body)


OPENERS: dict[str, Callable[[bytes, Any], int]] = {
    "csv": lambda body, _: _csv(body),
    "json": lambda body, _: len(json.loads(body)["result"]),
    "parquet": _parquet,
    "svg": lambda body, _: len(list(ET.fromstring(body).iter())),
    "png": lambda body, _: _png(body),
    "xlsx": lambda body, _: openpyxl.load_workbook(io.BytesIO(body)).worksheets[0].max_row,
    "zip": lambda body, _: 1 if zipfile.ZipFile(io.BytesIO(body)).testzip() is None else 0,
    "pdf": lambda body, _: body.startswith(b"%PDF-") and body.rstrip().endswith(b"%%EOF"),
}
"""Form of a download -> how much its own reader finds in it."""


@pytest.mark.slow
def test_every_download_of_every_page_opens_in_its_own_reader(asked: TestClient, tmp_path: Any) -> None:
    states = {"explorer": "?draws=20&beds_usable=50000", "facility": "?name=krome", "fate": "?draws=20"}
    pages = [read(asked.get(f"/{each.name}{states.get(each.name, '')}").text) for each in PAGES]
    links = {each.attributes["href"] for page in pages for each in page.all("a") if "download" in each.attributes}
    assert len(links) > 20
    for link in sorted(links):
        answer = asked.get(link)
        assert answer.status_code == 200, link
        form = urlsplit(link).path.rsplit(".", 1)[-1]
        assert OPENERS[form](answer.content, tmp_path) > 0, link
