"""Every verb reads the embedded figures and the warehouse: a release that is added moves all of them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from tests.cli.test_contract import call

from bedspace.data.read.dating import DataDate, Published
from bedspace.data.read.workbooks import Release
from bedspace.data.store import warehouse
from bedspace.figure import Figure, Origin
from bedspace.units import Unit

DAY, HELD = date(2025, 12, 20), 80_000
SMALL = ("--draws", "4", "--days", "3")
TEXT = "ICE booked 55,000 people into detention in October 2025."


def figure(quantity: str, period: str, value: float, key: str = "") -> Figure:
    return Figure(quantity, key, period, value, Unit.PERSONS, DAY, DAY, Origin("made-up.xlsx", "Sheet", "B2"))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with an invented release: a snapshot of mid-December 2025, and October's book-ins anew."""
    folder = tmp_path_factory.mktemp("home")
    agencies = [figure("book_ins", "2025-10", 55_000 / 2, f"agency={agency}") for agency in ("ice", "cbp")]
    figures = (
        figure("detained_by_disposition", "2025-12-14", HELD),
        figure("detained_by_criminality", "2025-12-14", HELD),
        *(
            figure("detained_by_criminality", "2025-12-14", HELD / 6, f"agency={agency};criminality={kind}")
            for agency in ("ice", "cbp")
            for kind in ("convicted", "pending", "other")
        ),
        figure("book_ins", "2025-10", 55_000),
        *agencies,
    )
    dates = {"adp": DataDate(DAY, "made", "Sheet", "A1")}
    release = Release("made-up.xlsx", "0" * 64, 2026, Published(DAY, "made"), dates, figures, ())
    with warehouse.opened(folder, write=True) as connection:
        warehouse.store(connection, release, [], "detention statistics")
    return folder


def answer(home: Path | None, *words: str) -> dict[str, object]:
    named = ("--home", str(home)) if home else ()
    done = call(*named, *words, "--json")
    assert done.exit_code in (0, 1), done.stderr
    whole: dict[str, object] = json.loads(done.stdout)
    return whole


ASKED = {
    "latest": ("latest",),
    "run": ("run", "--outputs", "midnight_population", *SMALL),
    "compare": ("compare", "no-change", "+guantanamo-200-used", "--outputs", "midnight_population", *SMALL),
    "costs": ("costs", "no-change", *SMALL),
    "sensitivity": ("sensitivity", "no-change", "--draws", "2", "--days", "30"),
    "check": ("check", TEXT, "--said", "2025-12-22"),
    "why": ("why", "book_ins:2025-10"),
    "data table": ("data", "table", "book_ins"),
    "data flows": ("data", "flows", "--from", "2025-10-01"),
}


@pytest.mark.parametrize("words", ASKED.values(), ids=ASKED)
def test_a_release_added_moves_every_verb(home: Path, words: tuple[str, ...]) -> None:
    with_it, without = answer(home, *words), answer(None, *words)
    assert with_it["result"] != without["result"]


def test_a_run_starts_from_the_newest_count_of_both(home: Path) -> None:
    whole = answer(home, *ASKED["run"])
    record = whole["record"]
    assert isinstance(record, dict)
    assert record["start"] == "2025-12-13"
    assert record["starting_count"]["people"] == pytest.approx(HELD / 1.009 * 1.026)
    assert record["warehouse"] == warehouse.fingerprint(home)


def test_a_claim_is_held_against_the_release_that_was_added(home: Path) -> None:
    (found,) = list(answer(home, *ASKED["check"])["result"])  # type: ignore[attr-defined]
    assert found["verdict"] == "supported"
    (before,) = list(answer(None, *ASKED["check"])["result"])  # type: ignore[attr-defined]
    assert before["verdict"] != "supported"


def test_the_report_moves_too(home: Path, tmp_path: Path) -> None:
    told = []
    for named in (("--home", str(home)), ()):
        done = call(*named, "report", "no-change", "--out", str(tmp_path / "page.html"), "--draws", "8")
        assert done.exit_code == 0, done.stderr
        told.append((tmp_path / "page.html").read_text(encoding="utf-8"))
    assert "2025-12-13" in told[0] or "13 December 2025" in told[0]
    assert "2025-12-13" not in told[1]
    assert "13 December 2025" not in told[1]
