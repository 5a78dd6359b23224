"""What ``check`` prints for people: one block a statement, wrapped, with nothing cut; a draft; the arithmetic."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from click.testing import CliRunner

from bedspace.cli.main import cli

TEXT = (
    "ICE removed 142,580 people in fiscal 2023, up from 72,177 the year before. ICE held "
    "3,000 Venezuelans on 23 February 2025."
)
WORD = re.compile(r"[^\s“”]+")


def _printed(*arguments: str) -> str:
    done = CliRunner().invoke(cli, ["check", TEXT, "--said", "2025-03-01", *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(_printed("--json"))["result"]
    return found


@pytest.mark.parametrize("width", [40, 60, 110])
def test_no_word_number_or_address_is_cut(
    width: int, rows: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    printed = _printed("--steps")
    words = set(WORD.findall(printed))
    for row in rows:
        sentence = row["sentence"].removeprefix("No verdict: ")  # the verdict before it says so
        texts = [row["statement"], sentence, *row["sources"], *row["steps"]]
        for text in texts:
            assert set(WORD.findall(str(text))) <= words | {word.strip("“”") for word in words}
    longest = max(map(len, words))
    assert max(map(len, printed.splitlines())) <= max(width, longest + 5)


def test_the_verdict_comes_first_and_what_was_not_tested_after_it(rows: list[dict[str, Any]]) -> None:
    assert [row["verdict"] for row in rows] == ["supported", "cannot be checked"]
    blocks = _printed().strip().split("\n\n")
    assert len(blocks) == 2
    assert (
        blocks[0]
        .splitlines()[1]
        .strip()
        .startswith("Supported. The record agrees: ICE removals, fiscal year 2023: 142,580")
    )
    assert "this tool has no figures for 'Venezuelans'" in " ".join(blocks[1].split())
    assert "https://www.ice.gov/detain/detention-management" in blocks[0]
    assert "Step:" not in _printed()
    assert "Step:" in _printed("--steps")


def test_a_draft_is_one_paragraph_with_statement_figure_day_and_sources() -> None:
    first, second = _printed("--draft").strip().split("\n\n")
    told = " ".join(first.split())
    assert told.startswith("Statement of 2025-03-01: “ICE removed 142,580 people")
    assert "published 2023-10-16" in told
    assert "Sources:" in told
    assert "this tool has no figures for 'Venezuelans'" in " ".join(second.split())


def test_a_number_that_the_verdict_used_is_not_listed_as_unread_and_a_file_is_named_once() -> None:
    text = (
        "Releases on bond fell from more than 2,000 in July 2025 to fewer than 1,000 in August 2025, on a 4,711 basis."
    )
    plain = text.replace(", on a 4,711 basis", "")
    done = [CliRunner().invoke(cli, ["check", one, "--said", "2025-10-01"]) for one in (plain, text)]
    assert "not read" not in done[0].stderr
    assert "'4,711'" in done[1].stderr + done[1].stdout
    assert done[0].stdout.count("FY25_detentionStats09242025.xlsx") == 1
