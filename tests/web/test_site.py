"""``bedspace site build``: pages that stand alone in a folder, with their data, and the numbers of the server."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from click.testing import CliRunner
from tests.cli.rows import rows_of
from tests.web.client import client
from tests.web.markup import Element, read

from bedspace.cli.main import cli
from bedspace.errors import CheckFailed, Fault
from bedspace.web import site
from bedspace.web.pages import PAGES
from bedspace.web.view import Page

LIGHT = ("data", "system", "methods", "glossary", "api", "check")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages that run no model."""
    target = tmp_path_factory.mktemp("site") / "pages"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site, "PAGES", [page for page in PAGES if page.name in LIGHT])
        patch.setattr("bedspace.web.render.NAVIGATION", [(name, name) for name in LIGHT])
        site.build(target)
    return target


def _read(file: Path) -> Element:
    return read(file.read_text(encoding="utf-8"))


def test_every_link_of_a_page_is_a_file_of_the_folder(folder: Path) -> None:
    pages = sorted(folder.glob("*.html"))
    assert {page.stem for page in pages} == set(LIGHT)
    for page in pages:
        for each in _read(page).all("a", "link", "script", "img"):
            address = urlsplit(each.attributes.get("href") or each.attributes.get("src", ""))
            if address.scheme in ("http", "https"):
                assert each.tag == "a"
            elif address.path and address.scheme != "data":
                assert (folder / unquote(address.path)).is_file(), each.attributes


def test_the_files_have_the_rows_of_the_verbs(folder: Path) -> None:
    (links,) = [
        [link.attributes["href"] for link in item.all("a")]
        for item in _read(folder / "system.html").all("li")
        if item.text.startswith("The parts")
    ]
    table, whole = (folder / next(link for link in links if link.endswith(end)) for end in (".csv", ".json"))
    rows = rows_of("system")
    assert json.loads(whole.read_text(encoding="utf-8"))["result"] == rows
    with table.open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == rows


def test_a_page_shows_what_the_server_shows(folder: Path) -> None:
    for name in ("system", "glossary", "methods"):
        live = read(client().get(f"/{name}").text)
        ours = [each.text for each in _read(folder / f"{name}.html").all("dd", "td", "h2")]
        assert ours == [each.text for each in live.all("dd", "td", "h2")]


def test_no_page_asks_for_what_only_a_server_does(folder: Path) -> None:
    for page in folder.glob("*.html"):
        assert not list(_read(page).all("form", "script", "button"))
        assert "/api/v1" not in page.read_text(encoding="utf-8") or page.stem == "api"


def test_a_page_that_cannot_be_made_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> dict[str, object]:
        raise CheckFailed(Fault("run", "broken"))

    broken = Page("glossary", "glossary.html", refused, bare=lambda *_: {"meanings": [], "concepts": {}})
    monkeypatch.setattr(site, "PAGES", [broken])
    monkeypatch.setattr("bedspace.web.render.NAVIGATION", [("glossary", "Glossary")])
    with pytest.raises(CheckFailed, match=r"glossary\.html"):
        site.build(tmp_path / "none")
    assert not (tmp_path / "none").exists()


@pytest.mark.slow
def test_the_verb_writes_every_page(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["site", "build", str(tmp_path)])
    assert done.exit_code == 0, done.output
    names = {page.stem for page in tmp_path.glob("*.html")}
    assert {"index", "explorer", "explorer-reports-2025-02", "fate", "forecasts", "reports"} <= names
