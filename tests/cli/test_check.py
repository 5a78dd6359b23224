"""``bedspace check`` of folders, its log, and the log checked again with a later release."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner, Result
from tests.data.synthetic_release import Layout, make, write

from bedspace.cli.main import cli
from bedspace.data.store import loading
from bedspace.errors import InputRefused, UsageError
from bedspace.figures.sources import known_to

HEARING = """MR. LYONS: ICE held 39,703 people in detention
on January 12, 2025.
SECRETARY NOEM: ICE held 79,703 people in detention on January 12, 2025.
"""


def _run(*arguments: str) -> Result:
    done = CliRunner().invoke(cli, list(arguments))
    if done.exception and not isinstance(done.exception, SystemExit | InputRefused | UsageError):
        raise done.exception
    return done


def _rows(done: Result) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(done.stdout)["result"]
    return rows


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A transcript, a page and a file that cannot be read."""
    made = tmp_path / "texts"
    made.mkdir()
    (made / "hearing.txt").write_text(HEARING, encoding="utf-8")
    (made / "page.html").write_text("<nav>9 more</nav><p>ICE removed 271,484 people in fiscal 2024.</p>")
    (made / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    return made


def test_one_bad_file_of_a_folder_is_told_and_the_others_are_checked(folder: Path) -> None:
    done = _run("check", str(folder), "--json")
    assert isinstance(done.exception, InputRefused)
    assert done.exception.exit_code == 1
    assert "broken.pdf" in str(done.exception)
    assert [(row["doc"], row["speaker"], row["verdict"]) for row in _rows(done)] == [
        ("hearing.txt", "SECRETARY NOEM", "contradicted"),
        ("hearing.txt", "MR. LYONS", "supported"),
        ("page.html", "", "supported"),
    ]
    (left,) = json.loads(done.stdout)["record"]["left_out"]
    assert "broken.pdf" in left


def test_claims_of_a_folder_name_their_text_and_speaker(folder: Path) -> None:
    done = _run("claims", "read", str(folder), "--json")
    assert "broken.pdf" in str(done.exception)
    assert [(row["doc"], row["speaker"], row["low"]) for row in _rows(done)] == [
        ("hearing.txt", "MR. LYONS", 39_703),
        ("hearing.txt", "SECRETARY NOEM", 79_703),
        ("page.html", "", 271_484),
    ]


def test_a_transcript_is_shown_with_its_speakers_in_its_order(folder: Path) -> None:
    done = _run("check", str(folder / "hearing.txt"))
    assert done.stdout.index("(MR. LYONS)") < done.stdout.index("(SECRETARY NOEM)")
    ranked = _run("check", str(folder / "hearing.txt"), "--ranked")
    assert ranked.stdout.index("(MR. LYONS)") > ranked.stdout.index("(SECRETARY NOEM)")


def test_rows_of_a_folder_and_of_a_log_are_written_as_csv_and_parquet(folder: Path, tmp_path: Path) -> None:
    log, table = tmp_path / "log", tmp_path / "rows.parquet"
    _run("check", str(folder), "--log", str(log), "--parquet", str(table))
    with duckdb.connect() as connection:
        asked = "select doc, speaker, verdict from read_parquet(?) where rank = 1"
        assert len(connection.execute(asked, [str(table)]).fetchall()) == 3
    log.write_text(log.read_text(encoding="utf-8").replace('"supported"', '"contradicted"'), encoding="utf-8")
    done = _run("check", "--again", str(log), "--csv")
    assert done.exit_code == 1
    assert done.stdout.count("the software or the log, not the data") == 2


@pytest.mark.slow
def test_a_log_is_checked_again_by_a_release_that_came_later(tmp_path: Path) -> None:
    """A made-up release counts someone on a day between two true ones, so that its number becomes the record."""
    home, paths = tmp_path / "home", []
    for months in (3, 4):
        made = make(months, Layout(months=months, days_in_last=20))
        paths.append(tmp_path / f"FY25_detentionStats{made.data_date:%m%d%Y}.xlsx")
        write(made, paths[-1], made.data_date)
    assert all(added.release for added in loading.add(tmp_path / "both", paths))
    assert all(added.release for added in loading.add(home, paths[:1]))
    printed = known_to(tmp_path / "both").of("detained_by_criminality")
    (held,) = [f for f in printed if not f.key and f.origin.file == paths[1].name]
    text = f"ICE held {held.value:,.0f} people in detention on {held.data_date:%B} {held.data_date.day}, 2025."
    log = str(tmp_path / "log")
    done = _run("--home", str(home), "check", f"{text} ICE removed 271,484 people in fiscal 2024.", "--log", log)
    assert done.exit_code == 0
    assert _run("--home", str(home), "check", "--again", log).exit_code == 0
    assert all(added.release for added in loading.add(home, paths[1:]))
    done = _run("--home", str(home), "check", "--again", log, "--json")
    assert done.exit_code == 1
    (changed,) = _rows(done)
    assert (changed["statement"], changed["before"], changed["now"]) == (text, "contradicted", "supported")
    assert changed["because"] == "a later release"
    assert changed["logged"] == date.today().isoformat()


@pytest.mark.parametrize("more", [("ICE held 1 person.",), ("--said", "2025-02-07"), ("--log", "x")])
def test_a_log_checked_again_takes_no_text(more: tuple[str, ...], tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="it checks the texts of its log"):
        CliRunner().invoke(cli, ["check", "--again", str(tmp_path / "log"), *more], catch_exceptions=False)


def test_a_log_is_refused_before_anything_is_checked(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="its folder does not exist"):
        CliRunner().invoke(cli, ["check", "ICE.", "--log", str(tmp_path / "no" / "log")], catch_exceptions=False)
    with pytest.raises(UsageError, match="the text is empty"):
        CliRunner().invoke(cli, ["check"], catch_exceptions=False)
