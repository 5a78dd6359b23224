"""``bedspace latest`` and ``bedspace find``: what a reader sees first, with the user's own data in it."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.cli.rows import rows_of
from tests.data.synthetic_release import Layout, make, write

from bedspace.cli.main import cli
from bedspace.errors import UsageError
from bedspace.figures.facilities.places import names
from bedspace.studies.record.find import find
from bedspace.studies.record.words import everyday

HEADER = """
publisher = "My own count"
title = "Beds counted by hand"
published = 2025-12-02
mark = "reported"
every = "month"
quantity = "my_beds"
unit = "beds"
"""


@pytest.fixture(autouse=True)
def _no_warehouse(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "none"))


def test_latest_begins_with_the_snapshot_in_words() -> None:
    said = CliRunner().invoke(cli, ["latest", "--as-of", "2025-02-05"]).output.replace("\n", " ")
    assert said.startswith("Currently detained (snapshot): 39,238 on 2025-01-26, published 2025-02-03, 10 days ago,")
    assert "-465 since 2025-01-12 and +740 in a year" in said
    assert "Currently detained (snapshot): FY25_detentionStats02032025.xlsx / Detention FY25 / F20" in said


def test_every_row_has_day_age_publication_and_source() -> None:
    rows = rows_of("latest", "--as-of", "2025-12-04")
    assert len(rows) > 15
    for row in rows:
        assert row["age_days"] == (date(2025, 12, 4) - date.fromisoformat(row["day"])).days
        assert row["published"] <= "2025-12-04"
        assert row["source"]
        assert row["rests_on"] == "counted"


def test_a_publication_that_is_not_stated_is_left_blank() -> None:
    border = next(row for row in rows_of("latest") if row["output"] == "border_encounters")
    assert border["published"] is None


def test_nothing_published_yet_is_told_with_the_first_day() -> None:
    done = CliRunner().invoke(cli, ["latest", "--as-of", "2010-01-01"])
    assert isinstance(done.exception, UsageError)
    assert "expected 2020-08-21 or later" in str(done.exception)


def test_a_series_of_the_user_moves_latest(tmp_path: Path) -> None:
    table, home = tmp_path / "own.csv", tmp_path / "home"
    table.write_text("date,value\n2025-10,100\n2025-11,140\n", encoding="utf-8")
    table.with_suffix(".toml").write_text(HEADER, encoding="utf-8")
    (added,) = rows_of("--home", home, "data", "add", table)
    assert (added["kind"], added["rows"], added["published"]) == ("series", 2, "2025-12-02")
    own = rows_of("--home", home, "latest")[-1]
    assert (own["output"], own["value"], own["change"], own["rests_on"]) == ("my_beds", 140, 40, "reported")
    assert [row["output"] for row in rows_of("--home", home, "latest")][:-1] == [
        row["output"] for row in rows_of("latest")
    ]
    assert any(row["name"] == "my_beds" for row in rows_of("--home", home, "find", "my_beds"))


def test_a_release_of_the_user_moves_latest(tmp_path: Path) -> None:
    home, made = tmp_path / "home", make(3, Layout(months=3, days_in_last=20))
    published = made.data_date + timedelta(days=4)
    write(made, tmp_path / "FY25_detentionStats.xlsx", published)
    rows_of("--home", home, "data", "add", tmp_path / "FY25_detentionStats.xlsx")
    without = rows_of("latest", "--as-of", published)[0]
    known = rows_of("--home", home, "latest", "--as-of", published)[0]
    assert known["source"].startswith("FY25_detentionStats.xlsx / ")
    assert without["day"] < known["day"] <= f"{published}"
    assert known["before"] == without["value"]


def test_a_folder_without_a_warehouse_is_an_error(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["--home", str(tmp_path), "latest"])
    assert isinstance(done.exception, UsageError)
    assert "no warehouse" in str(done.exception)


WORDS = {
    "bond": ("policy", "no-bond"),
    "quota": ("policy", "quota-3000"),
    "detainers": ("figures", "weekly_detainers"),
    "removal flights": ("policy", "more-flights"),
    "Laken": ("policy", "laken-riley"),
    "Guantanamo": ("policy", "guantanamo-30000-announced"),
    "hearings": ("parameter", "hearing_capacity"),
    "judges": ("parameter", "judges"),
    "beds": ("parameter", "beds_funded"),
    "detained": ("figures", "detained_by_criminality"),
    "snapshot": ("count", "currently_detained"),
    "book-ins": ("figures", "book_ins"),
    "Riley": ("policy", "laken-riley"),
    "pressure": ("output", "pressure"),
    "officers": ("parameter", "officers"),
    "agreements": ("mechanism", "287(g) agreements"),
    "border": ("count", "border_encounters"),
    "stays": ("figures", "weekly_stays_begun"),
    "midnight": ("term", "midnight"),
    "parole": ("output", "exits_parole"),
    "recognizance": ("output", "exits_recognizance"),
    "leads": ("parameter", "leads_high_risk"),
    "seats": ("mechanism", "seats"),
    "cost": ("output", "custody_cost"),
    "documents": ("policy", "documents-faster"),
    "third countries": ("policy", "third-countries"),
    "no change": ("scenario", "no-change"),
    "average population": ("count", "average_daily_population"),
    "compare": ("verb", "compare"),
    "deportations": ("output", "removals"),
    "deportation flights": ("parameter", "removal_flights"),
    "criminals": ("count", "currently_detained_convicted"),
    "no criminal record": ("output", "share_without_conviction"),
    "overcrowding": ("output", "occupancy_usable"),
    "length of stay": ("glossary", "stay"),
    "court backlog": ("output", "awaiting_decision"),
    "asylum": ("figures", "fear_detained"),
    "raids": ("mechanism", "operations"),
    "private prisons": ("parameter", "beds_contracted"),
    "detention centers": ("figures", "facility_adp"),
    "self-deport": ("mechanism", "voluntary departure"),
    "lawsuits": ("policy", "petitions"),
    "children": ("not modelled", "family and child detention apart"),
    "Krome": ("facility", "KROME NORTH SERVICE PROCESSING CENTER"),
    "bed": ("glossary", "bed"),
}


@pytest.mark.parametrize("words", WORDS)
def test_a_word_is_answered(words: str) -> None:
    rows = rows_of("find", *words.split())
    kind, name = WORDS[words]
    assert (kind, name) in [(row["kind"], row["name"]) for row in rows]
    assert all(row["what"] for row in rows)


def test_words_of_the_house_are_told() -> None:
    assert "with 'overcrowding' or 'occupancy'" in CliRunner().invoke(cli, ["find", "overcrowding"]).output


def test_many_facilities_are_one_line() -> None:
    jails = len({name.place for name in names() if re.search(r"\bJAIL", f"{name.name} {name.address}")})
    assert [row["name"] for row in rows_of("find", "jail") if row["kind"] == "facility"] == [f"{jails} facilities"]
    assert len([row for row in rows_of("find", "karnes") if row["kind"] == "facility"]) == 4


@pytest.mark.parametrize("said", everyday())
def test_every_everyday_word_leads_somewhere(said: str) -> None:
    assert len(find([said])) > len([thing for thing in find([everyday()[said]]) if thing.kind == "ledger"])


def test_names_come_before_what_only_mentions_the_word() -> None:
    named = ["bond" in row["name"] for row in rows_of("find", "bond")]
    assert named == sorted(named, reverse=True)
    assert {True, False} == set(named)


@pytest.mark.parametrize(
    ("word", "message"),
    [("guantanmo", "Did you mean guantanamo"), ("zzzz", "show all names"), ("--json ?", "no letter or digit")],
)
def test_a_word_that_nothing_has_is_answered(word: str, message: str) -> None:
    done = CliRunner().invoke(cli, ["find", *word.split()])
    assert isinstance(done.exception, UsageError)
    assert message in str(done.exception)


def test_latest_with_words_answers_in_one_sentence() -> None:
    shown = CliRunner().invoke(cli, ["latest", "over", "180", "days"]).stdout
    assert shown.startswith("Held over 180 days: 6,669"), shown[:80]
    assert " on 2025-11-30, published 2025-12-03" in " ".join(shown.split())
    rows = json.loads(CliRunner().invoke(cli, ["latest", "over-180", "--json"]).stdout)["result"]
    assert [row["output"] for row in rows] == ["held_over_180_days"]
    refused = CliRunner().invoke(cli, ["latest", "happiness"])
    assert isinstance(refused.exception, UsageError)
