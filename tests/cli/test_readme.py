"""Every command that the README shows does what it is shown for."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from bedspace.cli.main import cli

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
COMMANDS = [shlex.split(line)[1:] for line in re.findall(r"`(bedspace [^`]+)`", README)]
SMALLER = {"run": 4, "compare": 4, "costs": 4, "fate": 4}
"""Draws for verbs that would take a thousand."""
ELSEWHERE = {"report", "data", "parameters", "claims", "log"}
"""Verbs tried by tests of their own, or shown with a file that is the reader's."""
TRIED = [command for command in COMMANDS if command[0] not in ELSEWHERE]


def test_the_readme_shows_commands() -> None:
    assert {"run", "compare", "sensitivity", "costs", "fate", "check", "why", "system"} <= {each[0] for each in TRIED}


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
