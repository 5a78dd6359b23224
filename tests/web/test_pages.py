"""The pages: complete without a script, nothing from elsewhere, and the numbers of the verbs."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from tests.cli.rows import rows_of
from tests.web.client import client
from tests.web.markup import Element, read

import bedspace
from bedspace.cli.main import cli
from bedspace.report.numbers import between, rounded
from bedspace.report.parts import Table, plain
from bedspace.web.answers import Kept
from bedspace.web.explorer import State, explore, offered, offered_policies
from bedspace.web.feet import in_python
from bedspace.web.pages import PAGES
from bedspace.web.questions import Compare, Fate, Forecast, Run
from bedspace.web.render import NAVIGATION
from bedspace.web.views.told import reports

CHECKED = "ICE held 39,703 people in detention on January 12, 2025."
CHANGED = "/explorer?scenario=no-change&draws=20&policy=fort-bliss&beds_usable=50000&removal_effort=1.5"
ADDRESSES = (
    "/",
    "/explorer?draws=20",
    CHANGED,
    "/explorer?scenario=nowhere&draws=20",
    "/check",
    f"/check?text={CHECKED}&said=2025-02-07",
    "/data?words=krome",
    "/facility?name=krome",
    "/facility?name=xyzzy",
    "/figure?figure=beds_funded",
    "/figure?figure=xyzzy",
    "/forecasts?as_of=2025-06-20",
    "/fate?draws=2",
    "/system",
    "/system?part=beds",
    "/reports",
    "/methods",
    "/glossary",
    "/api",
    "/persons",
    "/reach",
    "/reach?value=NaN",
    "/bottleneck?days=20",
)


@pytest.fixture(scope="module")
def asked() -> Iterator[TestClient]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", "/nonexistent")
        yield client()


@pytest.fixture(scope="module")
def pages(asked: TestClient) -> dict[str, Element]:
    """Every page, read."""
    return {address: read(asked.get(address).text) for address in ADDRESSES}


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_whole_and_takes_nothing_from_elsewhere(address: str, pages: dict[str, Element]) -> None:
    page = pages[address]
    (title,) = page.all("title")
    assert len(title.text) > len("x - bedspace")
    assert len(list(page.all("h1"))) == 1
    assert [each.attributes["lang"] for each in page.all("html")] == ["en"]
    loaded = [
        each.attributes.get("src") or each.attributes.get("href", "") for each in page.all("script", "link", "img")
    ]
    assert all(each.startswith(("/static/", "data:")) for each in loaded), loaded
    assert not list(page.all("style", "iframe", "object", "embed"))
    assert all(each.text.strip() == "" for each in page.all("script"))
    for each in page.all():
        assert not [name for name in each.attributes if name.startswith("on") or name == "style"], each


@pytest.mark.parametrize("address", ADDRESSES)
def test_charts_have_words_and_a_table_and_fields_have_labels(address: str, pages: dict[str, Element]) -> None:
    page = pages[address]
    for figure in page.all("figure"):
        drawings = [each for each in figure.all("div") if each.attributes.get("role") == "img"]
        assert drawings
        assert all(len(each.attributes["aria-label"]) > 60 for each in drawings)
        assert all(list(each.all("svg")) for each in drawings)
        assert list(figure.all("table"))
    labels = {each.attributes.get("for") for each in page.all("label")}
    inside = {id(field) for label in page.all("label") for field in label.all("input")}
    for field in page.all("input", "select", "textarea"):
        named = field.attributes.get("id") in labels or "aria-label" in field.attributes or id(field) in inside
        assert named or field.attributes.get("type") == "hidden", field.attributes
    ids = [each.attributes["id"] for each in page.all() if "id" in each.attributes]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_link_leads_to_a_page_of_the_server_or_to_a_publisher(address: str, pages: dict[str, Element]) -> None:
    known = {f"/{page.name}" for page in PAGES}
    ids = {each.attributes["id"] for each in pages[address].all() if "id" in each.attributes}
    for link in pages[address].all("a"):
        target = urlsplit(link.attributes["href"])
        if target.netloc:
            assert link.attributes.get("rel") == "noreferrer"
        elif not target.path:
            assert target.fragment in ids, link.attributes
        else:
            assert target.path in known or target.path.startswith(("/api/v1/", "/embed/")), target


SAVED = ("/", "/data?name=adp&as_of=2025-06-20&then=2025-02-20", "/facility?name=krome", "/system?as_of=2025-02-20",
         "/figure?figure=book_ins:2024-12:agency=ice")  # fmt: skip


@pytest.mark.parametrize("address", SAVED)
def test_every_file_that_a_page_offers_is_there(address: str, asked: TestClient) -> None:
    links = [each.attributes for each in read(asked.get(address).text).all("a") if "download" in each.attributes]
    assert len(links) >= 5
    for link in links:
        if link["href"].split("?")[0].endswith((".csv", ".pdf", ".zip")):
            answer = asked.get(link["href"])
            assert answer.status_code == 200, link["href"]
            assert "attachment" in answer.headers["content-disposition"]


def test_no_file_without_a_row_is_offered(asked: TestClient) -> None:
    offered = {
        name: [each.attributes["href"] for each in read(asked.get(f"/data?name={name}").text).all("a")]
        for name in ("detained_by_criminality", "book_ins")
    }
    files = {name: [link for link in links if link.startswith("/api/v1/revisions/")] for name, links in offered.items()}
    rows = {name: rows_of("data", "revisions", name) for name in files}
    assert {name: bool(found) for name, found in rows.items()} == {name: bool(links) for name, links in files.items()}
    assert [bool(found) for found in rows.values()] == [False, True]


def test_a_page_shows_what_two_days_knew(asked: TestClient) -> None:
    page = read(asked.get("/data?name=book_ins&as_of=2025-02-20&then=2025-02-05").text)
    rows = {(row[0], row[1]): row for row in next(rows for name, rows in _tables(page).items() if "Book-ins" in name)}
    now, then = (
        {(row["period"], row["key"]): row["value"] for row in rows_of("data", "table", "book_ins", "--as-of", day)}
        for day in ("2025-02-20", "2025-02-05")
    )
    month = ("2025-01", "agency=ice")
    assert rows[month][2] == f"{now[month]:,.0f}"
    assert rows[month][3:5] == [f"{then[month]:,.0f}", f"{now[month] - then[month]:,.0f}"]
    assert [name for name in _tables(page) if name.startswith("Revisions: ")]


def test_a_checked_text_shows_what_was_read_and_what_was_not(asked: TestClient) -> None:
    text = f"The sky is blue. {CHECKED} No more was said."
    page = read(asked.get("/check", params={"text": text, "said": "2025-02-07"}).text)
    (whole,) = [each for each in page.all("p") if each.attributes.get("class") == "text"]
    assert whole.text == text
    assert [each.text for each in whole.all("mark")] == ["39,703 people"]
    assert [each.attributes["href"] for each in whole.all("a")] == ["#statement-1"]


def test_the_navigation_has_every_page_but_those_that_others_lead_to() -> None:
    assert {page.name for page in PAGES} - {name for name, _ in NAVIGATION} == {"facility", "figure", "persons"}


def _tables(page: Element) -> dict[str, list[list[str]]]:
    return {
        next(table.all("caption")).text: [[cell.text for cell in row.all("th", "td")] for row in table.all("tr")]
        for table in page.all("table")
    }


def _of_the_explorer(page: Element) -> list[list[str]]:
    return _tables(page)["People held at midnight"][1:]


def test_the_explorer_has_the_numbers_of_run(pages: dict[str, Element]) -> None:
    changed = ("run", "no-change", "--policy", "fort-bliss", "--draws", 20, "--outputs", "midnight_population")
    start = bedspace.run(bedspace.Request(draws=1, days=1)).start
    sets = [part for name in ("beds_usable=50000", "removal_effort=1.5") for part in ("--set", f"{name}@{start}")]
    rows = {row["date"]: row for row in rows_of(*changed, *sets)}
    base = {row["date"]: row for row in rows_of("run", "no-change", "--draws", 20, "--outputs", "midnight_population")}
    last = max(rows)
    when, middle, _, other, band = _of_the_explorer(pages[CHANGED])[-1]
    assert date.fromisoformat(last).strftime("%B %Y") in when
    assert middle == rounded(base[last]["q50"])
    assert other == rounded(rows[last]["q50"])
    assert band == between(rows[last]["q05"], rows[last]["q95"], rounded)


def test_the_key_of_a_chart_has_its_lines_as_they_are_drawn(pages: dict[str, Element]) -> None:
    """The line of the counts is solid; it has one point alone where the run starts on the newest count."""
    for address, dashed in (("/explorer?draws=20", 1), (CHANGED, 2)):
        (figure,) = pages[address].all("figure")
        (key,) = [each for each in figure.all("ul") if each.attributes.get("class") == "key"]
        told, drawn = (
            {(each.attributes["stroke"], each.attributes["stroke-dasharray"].replace(",", " ")) for each in lines
             if "stroke-dasharray" in each.attributes}
            for lines in (key.all("line"), figure.all("polyline"))
        )  # fmt: skip
        assert told == drawn
        assert len(drawn) == dashed


def test_the_differences_of_policies_alone_are_those_of_compare(asked: TestClient) -> None:
    page = read(asked.get("/explorer?scenario=no-change&draws=20&policy=bond-rise").text)
    rows = {row["output"]: row for row in rows_of("compare", "no-change", "+bond-rise", "--draws", 20)}
    shown = next(rows for caption, rows in _tables(page).items() if caption.startswith("Logistics"))
    bond = next(row for row in shown if row[0].startswith("Released on bond"))
    assert bond[1] == rounded(rows["exits_bond"]["mean_base"])
    assert bond[3] == f"+{rounded(rows['exits_bond']['difference'])}"


def test_a_link_gives_the_same_numbers_in_a_fresh_server(pages: dict[str, Element]) -> None:
    page = pages[CHANGED]
    (link,) = [each.attributes["href"] for each in page.all("a") if each.attributes.get("class") == "permalink"]
    state = dict(parse_qsl(urlsplit(link).query))
    assert state["as_of"]
    assert state["beds_usable"] == "50000"
    assert "bond_release" not in state
    again = read(client().get(link).text)
    assert _of_the_explorer(again) == _of_the_explorer(page)


def test_numbers_at_their_base_are_no_change(asked: TestClient, pages: dict[str, Element]) -> None:
    boxes = [
        each.attributes for each in pages["/explorer?draws=20"].all("input") if each.attributes.get("type") == "number"
    ]
    assert len(boxes) >= 6
    sent = "&".join(f"{box['name']}={box['value']}" for box in boxes)
    page = read(asked.get(f"/explorer?draws=20&scenario=no-change&{sent}").text)
    assert "As it is" in page.text
    assert "With these changes" not in page.text


def test_what_changes_nothing_is_said(asked: TestClient) -> None:
    page = asked.get("/explorer?scenario=reports-2025-02&draws=20&policy=fort-bliss").text
    assert "they move nobody" in page
    assert "olicy fort-bliss changes nothing in this run" in page


def test_a_state_that_cannot_be_run_says_why_and_keeps_the_form(asked: TestClient) -> None:
    answer = asked.get("/explorer?scenario=no-change&draws=20&policy=bond-rise&bond_release=2")
    assert answer.status_code == 422
    page = read(answer.text)
    (refusal,) = [each for each in page.all("div") if each.attributes.get("role") == "alert"]
    assert "policy bond-rise sets it" in refusal.text
    assert [each.attributes["value"] for each in page.all("input") if "checked" in each.attributes] == ["bond-rise"]
    named = {each.attributes.get("name"): each.attributes.get("value") for each in page.all("input")}
    assert named["bond_release"] == "2"


@pytest.mark.parametrize("name", ["methods", "glossary", "api"])
def test_a_page_that_nothing_can_be_asked_takes_any_query(name: str, asked: TestClient) -> None:
    assert asked.get(f"/{name}?utm_source=letter").status_code == 200


HOSTILE = ("scenario=../../etc/passwd", "beds_usable=NaN", "beds_usable=-1", "draws=100000", "x=1", "policy=%00",
           "as_of=yesterday", "scenario=<script>alert(1)</script>")  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE)
def test_a_hostile_address_is_a_page_that_says_so(query: str, asked: TestClient) -> None:
    for path in ("/explorer", "/explorer/first", "/explorer/result"):
        answer = asked.get(f"{path}?{query}")
        assert answer.status_code in (404, 422)
        assert "Traceback" not in answer.text
        assert "<script>alert" not in answer.text
        assert "cannot be answered" in answer.text


def test_the_first_answer_while_a_slider_moves_is_the_result_alone(asked: TestClient) -> None:
    first, whole = (read(asked.get(f"/explorer/{part}?draws=50&bond_release=2").text) for part in ("first", "result"))
    for page in (first, whole):
        assert not list(page.all("h1", "html", "form"))
        assert "With these changes" in page.text
    assert [each.text for each in first.all("figure")] == [each.text for each in whole.all("figure")]
    assert len(list(first.all("table"))) == 1
    assert len(list(whole.all("table"))) > 1


@pytest.mark.parametrize("name", ["no-change", "reports-2025-02", "arithmetic", "fiscal-2019"])
def test_a_moved_number_holds_on_the_last_day_whatever_the_question_dates(name: str) -> None:
    plain = explore(State(scenario=name, draws=20), Kept(1))
    moved = {each.parameter.name: each.value + each.step for each in plain.sliders if each.value < each.high}
    assert len(moved) >= 5
    changed = explore(State(scenario=name, draws=20, **moved), Kept(1))
    assert changed.other is not None
    last = {each: changed.other.catalogue[each].stated(changed.base.last) for each in moved}
    assert last == pytest.approx(moved)
    assert changed.overruled == []


def test_a_number_that_a_policy_acts_on_too_is_told(asked: TestClient) -> None:
    page = asked.get("/explorer?draws=20&beds_usable=50000&policy=fort-bliss").text
    assert "Beds usable without surge: 50000 was asked for, and policies make it 53000 on the last day" in page


def test_a_number_that_the_question_does_not_have_is_refused_and_one_that_moves_nobody_says_so(
    asked: TestClient,
) -> None:
    refused = asked.get("/explorer?draws=20&arrest_target=3000")
    assert (refused.status_code, "arrest_target: the question does not have this number" in refused.text) == (422, True)
    page = asked.get("/explorer?draws=20&beds_usable=40000").text
    assert "It moves nobody here: nobody is released for want of a bed" in page
    assert "It moves nobody here" not in asked.get("/explorer?scenario=reports-2025-02&draws=20").text


def test_a_policy_that_moves_nothing_here_says_where_it_does() -> None:
    for name, vain in (("no-change", True), ("reports-2025-02", False)):
        base = explore(State(scenario=name, draws=20), Kept(1)).base
        told = {policy.name: why for policy, why in offered_policies(base)}
        assert bool(told["quota-3000"]) is vain
        assert told["more-judges"].startswith("acts on hearings")
        assert not told["fort-bliss"]
        assert [bool(why) for why in told.values()] == sorted(bool(why) for why in told.values())


def test_a_mechanism_is_switched_off_as_on_the_command_line(asked: TestClient) -> None:
    page = read(asked.get("/explorer?scenario=reports-2025-02&draws=20&off=287%28g%29+agreements").text)
    rows = rows_of("run", "reports-2025-02", "--draws", 20, "--off", "287(g) agreements", "--outputs",
                   "midnight_population")  # fmt: skip
    assert _of_the_explorer(page)[-1][3] == rounded(rows[-1]["q50"])


def test_a_slider_has_a_box_and_lies_in_the_range_of_its_number() -> None:
    from bedspace.parameters.catalogue import catalogue

    for row in offered():
        low, high = catalogue()[row["name"]].range
        assert low <= row["low"] < row["high"] <= high, row
        assert row["high"] - row["low"] >= 10 * row["step"]


def test_a_text_is_checked_with_a_sentence_to_copy(asked: TestClient) -> None:
    printed = (
        CliRunner().invoke(cli, ["check", CHECKED, "--said", "2025-02-07", "--draft"], env={"COLUMNS": "2000"}).stdout
    )
    for answer in (
        asked.post("/check", data={"text": CHECKED, "said": "2025-02-07"}),
        asked.get("/check", params={"text": CHECKED, "said": "2025-02-07"}),
    ):
        (draft,) = [each for each in read(answer.text).all("p") if each.attributes.get("class") == "draft"]
        assert draft.text == printed.strip()
        assert draft.text.startswith("Statement of 2025-02-07: “ICE held 39,703")


def test_a_checked_text_counts_its_verdicts_and_asks_for_the_day_that_it_lacks(asked: TestClient) -> None:
    text = f"{CHECKED} ICE averaged about 800 arrests a day in the last week of January."
    dated, undated = (
        read(asked.get("/check", params={"text": text, **given}).text) for given in ({"said": "2025-02-07"}, {})
    )
    for page, asks in ((dated, False), (undated, True)):
        assert next(each.text for each in page.all("h2")) == "2 statements: 1 supported, 1 cannot be checked"
        assert ("Give the day of publication" in page.text) == asks
        assert "--said" not in page.text.partition("On the command line")[0]
    assert "Background from a simulation, no part of the verdict: of 200 runs" in dated.text


def test_a_text_with_a_date_line_is_checked_as_said_on_that_day(asked: TestClient) -> None:
    text = f"WASHINGTON, Feb. 7, 2025 - {CHECKED}"
    page = read(asked.post("/check", data={"text": text}).text)
    assert "Checked as said on 2025-02-07, the day of its date line." in page.text
    (box,) = [each for each in page.all("input") if each.attributes.get("name") == "said"]
    assert box.attributes["value"] == "2025-02-07"
    other = read(asked.post("/check", data={"text": text, "said": "2025-02-08"}).text)
    assert "date line" not in other.text


def test_a_text_cannot_break_the_page(asked: TestClient) -> None:
    text = "</textarea><script>alert(1)</script> ICE held 39,703 people in detention on January 12, 2025."
    answer = asked.post("/check", data={"text": text})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    (box,) = read(answer.text).all("textarea")
    assert html.unescape(box.text) == text


def test_the_reports_are_those_of_the_report(pages: dict[str, Element]) -> None:
    shown = _tables(pages["/reports"])
    tables = [block for block in reports().blocks if isinstance(block, Table)]
    assert len(tables) == 6
    for table in tables:
        assert [row[0] for row in shown[table.caption][1:]] == [plain(row[0]) for row in table.rows]


def test_where_things_stand_has_the_newest_counts(pages: dict[str, Element]) -> None:
    rows = rows_of("latest")
    shown = _tables(pages["/"])["The newest count of everything"][1:]
    assert [row[0] for row in shown] == [row["what"] for row in rows]
    assert shown[0][1] == f"{rows[0]['value']:,.0f}"
    assert [row[-1] for row in shown] == [row["source"] for row in rows]


def test_the_system_opens_to_every_part(pages: dict[str, Element]) -> None:
    parts = [each for each in pages["/system"].all("section") if each.attributes.get("class") == "part"]
    assert len(parts) == 13
    assert all(list(part.all("details")) for part in parts)


SNIPPETS: tuple[Any, ...] = (
    Run(
        scenario="no-change",
        policy=("fort-bliss",),
        days=20,
        draws=3,
        set=("beds_usable=50000@2025-11-30",),
        as_of=date(2025, 12, 5),
    ),
    Compare(other=("+fort-bliss",), days=20, draws=3),
    Fate(number=100, draws=2),
    Forecast(as_of=date(2025, 6, 20), horizons="30,90"),
)


@pytest.mark.parametrize("question", SNIPPETS, ids=lambda each: type(each).__name__)
def test_python_gives_the_rows_of_the_command_line(question: Any) -> None:
    space: dict[str, Any] = {}
    exec(in_python(question), space)
    assert [{**row} for row in _plain(space["rows"])] == rows_of(*question.arguments())


def _plain(rows: Any) -> Any:
    return [
        {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()} for row in rows
    ]


def test_the_command_line_under_a_result_is_one_that_runs(pages: dict[str, Element]) -> None:
    commands = [
        line for pre in pages[CHANGED].all("pre") for line in pre.text.splitlines() if line.startswith("bedspace ")
    ]
    assert [line.split()[1] for line in commands] == ["run", "run", "costs", "costs"]
    assert "--policy fort-bliss" in commands[1]
    assert re.search(r"--set beds_usable=50000@\d{4}-\d\d-\d\d", commands[1])


def test_styles_and_script_are_the_servers_own(asked: TestClient) -> None:
    sheet, script = asked.get("/static/bedspace.css"), asked.get("/static/bedspace.js")
    assert (sheet.status_code, script.status_code) == (200, 200)
    assert script.headers["content-type"].startswith("text/javascript")
    assert "http" not in sheet.text + script.text
    assert asked.get("/static/app.py").status_code == 404
    assert asked.get("/static/..%2fapp.py").status_code == 404
