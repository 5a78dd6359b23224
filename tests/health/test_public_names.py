"""The public names of the package."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import bedspace
from bedspace.errors import UsageError
from bedspace.studies.run.runs import Answer
from bedspace.tabled import Tabled

CITATION = Path(__file__).resolve().parents[2] / "CITATION.cff"


@pytest.mark.parametrize("name", bedspace.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(bedspace, name)


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'oracle'"):
        bedspace.oracle  # noqa: B018


def test_the_citation_names_this_version() -> None:
    assert f"\nversion: {bedspace.__version__}\n" in CITATION.read_text(encoding="utf-8")


def test_the_package_lists_its_public_names() -> None:
    assert set(dir(bedspace)) == set(bedspace.__all__)


@pytest.fixture(scope="module")
def answer() -> Answer:
    return bedspace.run(
        bedspace.Request("arithmetic", start="2025-01-19", draws=3, days=20, sets={"beds_usable": 50_000})
    )


def test_days_may_be_text_and_values_numbers(answer: Answer) -> None:
    day = date(2025, 1, 19)
    plain = bedspace.run(bedspace.Request("arithmetic", start=day, draws=3, days=20, sets={"beds_usable": "50000"}))
    assert plain.record == answer.record
    assert (answer.quantiles("removals", "2025-01-30") == answer.quantiles("removals", date(2025, 1, 30))).all()
    assert bedspace.forecast("2025-06-20", (30,)).table() == bedspace.forecast(date(2025, 6, 20), (30,)).table()
    assert bedspace.latest("2025-06-20").table() == bedspace.latest(date(2025, 6, 20)).table()


def test_answers_have_short_names_and_rows_by_name(answer: Answer) -> None:
    for each in (
        answer,
        bedspace.latest(),
        bedspace.check("ICE held 39,703 people on January 12, 2025.", "2025-02-07"),
    ):
        assert len(repr(each)) < 200
        assert each.table()
    row = answer.on("removals", "2025-01-30")
    assert row in answer.table()
    assert row["q05"] <= row["q50"] <= row["q95"]


@pytest.mark.parametrize(
    "ask",
    [
        lambda answer: answer.table(("removal",)),
        lambda answer: answer.quantiles("removal", "2025-01-30"),
        lambda answer: answer.on("removals", "2025-01-19"),
        lambda answer: answer.row("30 January"),
        lambda _: bedspace.run(bedspace.Request(draws=1, days=2)).on("arrests", date.max),
        lambda _: bedspace.run(held := bedspace.Request(draws=1, days=2)).on("arrests", bedspace.run(held).last),
        lambda answer: answer.chart("removal"),
        lambda answer: answer.chart().save("x.gif"),
        lambda _: bedspace.Request(start="2025-13-01"),
        lambda _: bedspace.latest().chart(),
    ],
)
def test_what_cannot_be_is_an_error_of_the_package(answer: Answer, ask: Callable[[Answer], object]) -> None:
    with pytest.raises(UsageError):
        ask(answer)


def test_a_chart_is_saved_with_its_words(answer: Answer, tmp_path: Path) -> None:
    drawn = answer.chart("removals")
    assert "Fan chart of removals" in repr(drawn)
    for end, first in ((".svg", b"<svg"), (".png", b"\x89PNG"), (".pdf", b"%PDF")):
        drawn.save(tmp_path / f"chart{end}")
        assert (tmp_path / f"chart{end}").read_bytes().startswith(first)
    words = ET.fromstring((tmp_path / "chart.svg").read_text(encoding="utf-8"))
    assert drawn.alt == words.findtext("{http://www.w3.org/2000/svg}desc")


@pytest.mark.parametrize(
    "ask",
    [
        lambda request: bedspace.compare(request, ["+bond-rise"]),
        lambda _: bedspace.forecast("2025-06-20", (30, 60)),
        lambda _: bedspace.fate(100, "2025-01-20", "2025-01-25", bedspace.Request("reports-2025-02", draws=2)),
    ],
)
def test_other_answers_are_drawn_too(ask: Callable[[bedspace.Request], Tabled]) -> None:
    drawn = ask(bedspace.Request(draws=2, days=20)).chart()
    assert len(drawn.alt) > 60
    ET.fromstring(drawn.svg)
