"""A scenario or policy file that cannot be right is answered in one line, soon, and without a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.test_contract import call

HEAD = 'title = "t"\nquestion = "q"\n'
CHANGE = """
[[changes]]
parameter = "beds_usable"
from = 2025-03-01
reason = "r"
applies_to = "resources"
value = {}
"""


def _text(text: str | bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(text if isinstance(text, bytes) else text.encode())


CASES: dict[str, tuple[Callable[[Path], object], str]] = {
    "an integer of 5,000 digits": (_text(HEAD + CHANGE.format("9" * 5000)), "limit"),
    "an integer of 4,000 digits": (_text(HEAD + CHANGE.format("9" * 4000)), "number"),
    "lists in lists": (_text(HEAD + "a = " + "[" * 5000 + "]" * 5000), "nested too deeply"),
    "tables in tables": (_text(HEAD + ".".join("a" * 900) + " = 1"), "nested too deeply"),
    "a name of 5,000 letters": (_text(HEAD + "a" * 5000 + " = 1"), "aaa"),
    "a truth value for a number": (_text(HEAD + CHANGE.format("true")), "a number is expected"),
    "a text for a number": (_text(HEAD + CHANGE.format('"40000"')), "a number is expected"),
    "no number": (_text(HEAD + CHANGE.format("nan")), "finite"),
    "without end": (_text(HEAD + CHANGE.format("inf")), "finite"),
    "not UTF-8": (_text(HEAD.encode() + b'x = "\xff"'), "cannot be read"),
    "a pipe": (lambda path: os.mkfifo(path), "no regular file"),
    "a device": (lambda path: path.symlink_to("/dev/zero"), "no regular file"),
    "a folder": (lambda path: path.mkdir(), "no regular file"),
    "much too long": (_text(HEAD + "# " + "x" * 300_000), "65,536"),
}


_WAITS = ("a pipe", "a device")
"""What would be read for ever; a process of its own can be ended."""


@pytest.mark.parametrize("kind", ["scenario", pytest.param("policy", marks=pytest.mark.slow)])
@pytest.mark.parametrize("case", CASES)
def test_a_wrong_file_is_answered_in_words(case: str, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "given.toml"
    make, words = CASES[case]
    make(path)
    answer = _answer_of_a_process if case in _WAITS else _answer
    code, told = answer(*([str(path)] if kind == "scenario" else ["no-change", "--policy", str(path)]))
    assert code == 2, told
    assert "Traceback" not in told
    assert all(line.startswith("bedspace: ") and len(line) < 900 for line in told.splitlines()), told
    assert kind == "policy" or words in told


@pytest.mark.parametrize("name", ["a" * 5000, "a\nb", "a" * 5000 + ".toml", "\udcff"])
def test_an_odd_name_is_answered_in_one_line(name: str) -> None:
    code, told = _answer(name)
    assert code == 2
    assert len(told.splitlines()) == 1, told


SMALL = ("--days", "3", "--draws", "2")


def _answer(*arguments: str) -> tuple[int, str]:
    done = call("run", *arguments, *SMALL)
    return done.exit_code, done.stderr


def _answer_of_a_process(*arguments: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "bedspace", "run", *arguments, *SMALL]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=20)
    return done.returncode, done.stderr
