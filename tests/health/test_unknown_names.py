"""A name that nothing has: the nearest are offered, never a list of dozens."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from bedspace.cli.main import cli
from bedspace.errors import unknown

MISSPELT = {
    "run no-chnage": "no-change",
    "run no-change+guantanmo": "guantanamo",
    "run no-change --set bed_funded=1": "beds_funded",
    "run no-change --outputs removls": "removals",
    "run no-change --off fatige": "fatigue",
    "compare no-change +fort-blis": "fort-bliss",
    "sensitivity --output removls": "removals",
    "parameters show bed_funded": "beds_funded",
    "scenarios show fort-blis": "fort-bliss",
    "scenarios show no-chnage": "no-change",
    "data table bookins": "book_ins",
    "system arests": "arrests",
    "why beds_fundd": "beds_funded",
    "why bok_ins:2024-12": "book_ins",
    "why book_ins:2024-12:agency=icee": "agency=ice",
    "rn": "run",
}


@pytest.mark.parametrize("command", MISSPELT)
def test_a_misspelt_name_gets_the_right_one(command: str) -> None:
    done = CliRunner().invoke(cli, [*command.split()])
    told = str(done.exception) if done.exit_code == 1 else done.output.splitlines()[-1]
    assert "Did you mean" in told
    assert MISSPELT[command] in told.split("Did you mean")[1]
    assert len(told) < 250


def test_a_name_unlike_any_gets_the_way_to_all_names_and_a_short_list_whole() -> None:
    many = [f"{letter}{number}" for letter in "abc" for number in range(10)]
    assert str(unknown("--x q", "q", many, "no such x", "See y.")) == "--x q: no such x. See y."
    assert str(unknown("--x q", "q", many[:2], "no such x")) == "--x q: no such x; expected one of a0, a1"


def test_a_word_inside_a_longer_name_is_near() -> None:
    names = ["pressure on hours", "skip tracing"]
    assert "Did you mean pressure on hours?" in str(unknown("--off", "presure", names))
    assert "Did you mean skip tracing?" in str(unknown("--off", "TRACING", names))


def test_a_period_outside_the_data_is_answered_with_the_periods_there_are() -> None:
    told = str(CliRunner().invoke(cli, ["why", "book_ins:2031-01"]).exception)
    assert "expected a period from 2018-10 to" in told
