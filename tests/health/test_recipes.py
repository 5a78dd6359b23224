"""The recipes of CONTRIBUTING.md, followed step by step in a copy of the folder: each ends in something that works."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TREES = ("src", "tests", "tools", "docs")
FILES = ("pyproject.toml", "README.md")


@dataclass(frozen=True)
class Step:
    """One numbered step: its sentence, and the text that it asks to be written."""

    sentence: str
    text: str


def recipes() -> dict[str, list[Step]]:
    """Title of a recipe -> its steps, as CONTRIBUTING.md has them."""
    _, *parts = re.split(r"^### ", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {part.partition("\n")[0]: [_step(text) for text in _numbered(part)] for part in parts}


def _numbered(part: str) -> list[str]:
    return re.split(r"^\d+\. ", part, flags=re.MULTILINE)[1:]


def _step(text: str) -> Step:
    sentence, _, block = text.partition("```")
    body = block.partition("\n")[2].rpartition("```")[0]
    return Step(" ".join(sentence.split()), re.sub(r"^ {3}", "", body.rstrip(" "), flags=re.MULTILINE) if block else "")


def copy_of_the_folder(target: Path) -> Path:
    """What a contributor has before the first step."""
    for name in TREES:
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, target)
    return target


def follow(step: Step, folder: Path) -> None:
    """Do what a step says; a step of a kind that is not known is refused."""
    for pattern, action in ACTIONS.items():
        if found := re.match(pattern, step.sentence):
            return action(folder, step, *found.groups())
    raise AssertionError(f"nobody can follow this step: {step.sentence}")


def follow_all(steps: list[Step], folder: Path) -> None:
    """Do what the steps say, in order."""
    for step in steps:
        follow(step, folder)


def _write(folder: Path, step: Step, path: str) -> None:
    assert not (folder / path).exists()
    (folder / path).write_text(step.text, encoding="utf-8")


def _append(folder: Path, step: Step, path: str) -> None:
    text = (folder / path).read_text(encoding="utf-8")
    (folder / path).write_text(text.rstrip("\n") + "\n" + step.text, encoding="utf-8")


def _insert(folder: Path, step: Step, path: str, anchor: str) -> None:
    lines = (folder / path).read_text(encoding="utf-8").splitlines(keepends=True)
    (at,) = [number for number, line in enumerate(lines) if line.strip() == anchor]
    (folder / path).write_text("".join([*lines[: at + 1], step.text, *lines[at + 1 :]]), encoding="utf-8")


def _run(folder: Path, _: Step, command: str) -> None:
    done = _told(folder, command)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"


def _accept(folder: Path, _: Step, command: str) -> None:
    """A test that fails, and says which command makes it pass."""
    done = _told(folder, command)
    assert done.returncode == 1, done.stdout
    accept = re.search(r"accept it: (cp /[^\s'\"]+ [^\s'\"]+)", done.stdout)
    assert accept, done.stdout
    _run(folder, _, accept[1])
    _run(folder, _, command)


def _told(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    program, *words = shlex.split(command)
    own = {"PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1", "CI": ""}
    python = sys.executable if program == "python" else program
    return subprocess.run([python, *words], cwd=folder, env=os.environ | own, capture_output=True, text=True)


ACTIONS = {
    r"Write `([^`]+)`": _write,
    r"At the end of `([^`]+)`, add": _append,
    r"In `([^`]+)`, below the line `([^`]+)`,": _insert,
    r"Run `([^`]+)`": _run,
    r"Accept [^`]+`([^`]+)` fails": _accept,
}
RECIPES = recipes()
PLACES = [step for step in RECIPES["Add a parameter"] if step.sentence.startswith(("At the end", "In `src"))]


def test_there_are_four_recipes_of_several_steps() -> None:
    assert [*RECIPES] == ["Add a parameter", "Add a policy", "Add a reader of a new sheet", "Add a mechanism"]
    assert all(len(steps) >= 5 for steps in RECIPES.values())


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_recipe_works_as_it_is_written(recipe: str, tmp_path: Path) -> None:
    """Every step, in order; the acceptance of a summary, which takes a minute, is left to the slow test."""
    folder = copy_of_the_folder(tmp_path)
    follow_all([step for step in RECIPES[recipe] if not step.sentence.startswith("Accept")], folder)


@pytest.mark.slow
def test_the_summary_of_a_new_policy_is_accepted_as_written(tmp_path: Path) -> None:
    folder = copy_of_the_folder(tmp_path)
    follow_all(RECIPES["Add a policy"], folder)


def test_a_parameter_stands_in_three_places() -> None:
    assert len(PLACES) == 3


@pytest.mark.slow
@pytest.mark.parametrize("left_out", range(3))
def test_a_parameter_needs_each_of_its_places(left_out: int, tmp_path: Path) -> None:
    folder = copy_of_the_folder(tmp_path)
    steps = [step for step in RECIPES["Add a parameter"] if step != PLACES[left_out]]
    with pytest.raises(AssertionError, match="pytest"):
        follow_all(steps, folder)
