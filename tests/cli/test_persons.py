"""``bedspace run --engine persons``: rows by area, any executor, a bar on terminals only."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from bedspace.cli.main import cli
from bedspace.cli.progress import counting

COMMAND = ["run", "--engine", "persons", "--draws", "5", "--days", "20", "--json"]


def printed(*more: str) -> str:
    done = CliRunner().invoke(cli, [*COMMAND, *more])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_threads_print_what_one_worker_does() -> None:
    """The whole of it: the record names no workers, since they move nothing."""
    alone = printed()
    rows = json.loads(alone)["result"]
    assert {row["area"] for row in rows} > {"US", "NOL", "SNA"}
    assert {row["output"] for row in rows} > {"hold_room", "areas_full", "held_out_of_area"}
    assert printed("--executor", "threads") == alone
    assert printed("--executor=threads", "--resume") == alone


class Terminal(io.StringIO):
    """A standard error that somebody watches."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("watched", [True, False])
def test_progress_is_shown_to_those_who_watch(watched: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal() if watched else io.StringIO()
    monkeypatch.setattr(sys, "stderr", screen)
    with counting("following draws", 8) as progress:
        progress(3)
        progress(5)
    assert ("following draws" in screen.getvalue()) == watched
    assert ("8/8" in screen.getvalue()) == watched


def test_what_persons_do_not_give_is_the_expected_number_and_said_so() -> None:
    done = CliRunner().invoke(cli, [*COMMAND, "reports-2025-02", "--outputs", "arrests,removals,person_days"])
    told = json.loads(done.stdout)
    assert {row["output"] for row in told["result"]} == {"arrests", "removals", "person_days"}
    assert {"removals", "person_days"} <= set(told["record"]["from_persons"])
    assert "arrests" not in told["record"]["from_persons"]


def typed(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "bedspace", *words], capture_output=True, text=True)


@pytest.mark.parametrize(("earlier", "now"), [("fluid", "expected"), ("discrete-event", "persons")])
def test_an_earlier_name_is_answered_in_one_line(earlier: str, now: str) -> None:
    answer = typed("run", "--engine", earlier)
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert len(answer.stderr.splitlines()) == 1
    assert answer.stderr.rstrip().endswith(f"expected {now}")


def test_proceedings_are_refused_in_one_line() -> None:
    answer = typed("run", "proceedings-2025", "--engine", "persons", "--draws", "2", "--days", "3")
    assert (answer.returncode, answer.stdout, len(answer.stderr.splitlines())) == (2, "", 1)
    assert "--engine expected" in answer.stderr
