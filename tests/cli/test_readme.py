"""Every command that the README shows does what it is shown for."""

from __future__ import annotations

import importlib
import re
import shlex
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from bedspace.claims.check.ledger_review import numbers_of_reports
from bedspace.cli.main import cli
from bedspace.report import flows
from bedspace.report.findings import Inline
from bedspace.report.numbers import day

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
COMMANDS = [shlex.split(line)[1:] for line in re.findall(r"`(bedspace [^`]+)`", README)]
SMALLER = {"bottleneck": 4, "run": 4, "costs": 4, "fate": 4}
"""Draws for verbs that would take a thousand."""
ELSEWHERE = {"report", "data", "parameters", "claims", "log", "verify", "reach", "export", "serve", "site"}
"""Verbs tried by tests of their own, or shown with a file that is the reader's."""
TRIED = [command for command in COMMANDS if command[0] not in ELSEWHERE]


def test_the_readme_shows_commands() -> None:
    assert {"run", "sensitivity", "costs", "fate", "system", "latest", "find"} <= {each[0] for each in TRIED}


@pytest.mark.parametrize("command", TRIED, ids=" ".join)
def test_a_command_of_the_readme_answers(command: list[str]) -> None:
    fewer = ["--draws", str(SMALLER[command[0]])] if command[0] in SMALLER else []
    done = CliRunner().invoke(cli, [*command, *fewer])
    assert done.exit_code == 0, done.output
    assert len(done.stdout) > 200


def test_a_value_may_hold_from_a_day_on() -> None:
    shown = [
        CliRunner().invoke(cli, ["run", "proceedings-2025", "--draws", "1", "--days", "60", "--set", f"judges={text}"])
        for text in ("100", "100@2025-02-01")
    ]
    throughout, later = (done.stdout for done in shown)
    assert throughout != later
    assert "hold before the start too" in throughout
    assert "hold before the start too" not in later
    refused = CliRunner().invoke(cli, ["run", "--draws", "1", "--set", "judges=100@soon"])
    assert "no date" in str(refused.exception)


# what the README prints -------------------------------------------------------------------------------------

BLOCKS = [block.split("\n", 1) for block in re.findall(r"```console\n\$ (.*?)\n```", README, re.DOTALL)]
"""Five commands, each with what it prints; a last line of dots stands for the rest."""
NUMBER = r"\d[\d,]*(?:\.\d+)?"
TOLERANCE = 0.1
"""Rounding of other machines and priors drawn anew move a printed number of the model by less."""


def test_the_readme_prints_five_answers() -> None:
    assert [shlex.split(command)[1] for command, _ in BLOCKS] == ["report", "check", "data", "compare", "why"]


@pytest.mark.parametrize(("command", "shown"), BLOCKS, ids=[command for command, _ in BLOCKS])
def test_a_command_prints_what_the_readme_shows(
    command: str, shown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same words, and numbers within the tolerance."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(importlib.import_module("bedspace.cli.report"), "_worker", Inline)
    done = CliRunner().invoke(cli, shlex.split(command)[1:])
    assert done.exit_code == 0, done.output
    printed, expected = (" ".join(text.removesuffix("...").split()) for text in (done.stdout, shown))
    pieces = re.split(NUMBER, expected)
    found = re.match(
        "".join(rf"{re.escape(piece)}({NUMBER})" for piece in pieces[:-1]) + re.escape(pieces[-1]), printed
    )
    assert found, printed
    for told, now in zip(re.findall(NUMBER, expected), found.groups(), strict=True):
        before, after = (float(text.replace(",", "")) for text in (told, now))
        assert after == pytest.approx(before, rel=TOLERANCE, abs=0.11), (told, now)


def test_the_readme_names_the_reports_by_outlet_and_date() -> None:
    for entries in numbers_of_reports().values():
        outlet, when = entries[0].source.publisher, entries[0].source.date
        assert outlet.replace("outlet", "outlets").split(",")[0] in README or outlet in README
        assert when == "undated" or day(date.fromisoformat(when)) in README
    assert not re.search(r"\b[SVYE]\d{1,3}\b", README)
    week = flows.busiest_early_week()
    assert f"from {week.first.day} {week.first:%B}, had {week.a_day:,.0f} a day" in " ".join(README.split())
    assert " ".join(sentence.plain for sentence in flows.headline()) in " ".join(README.split())
