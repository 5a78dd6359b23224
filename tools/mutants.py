"""Wrong versions of the software, each of which the fast tests must catch: ``python -m tools.mutants``.

The list stands in ``mutants.toml``: a file of the package, a text in it, a wrong text to put in its place, and the
tests that must then fail. Each is put into a copy of the package in a temporary folder, one at a time, and only its
own tests run. Where a text no longer stands in its file exactly once, the list itself is at fault.
"""

from __future__ import annotations

import ast
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "bedspace"
LIST = Path(__file__).with_suffix(".toml")
BY_HALF = (0.5, 1.5)
ENDINGS = {0: "survived", 1: "caught"}
"""What the exit code of pytest says of a mutant; any other is a fault of the list."""


@dataclass(frozen=True)
class Mutant:
    """A wrong version of the package.

    Attributes
    ----------
    name : str
        What is wrong in it.
    file : str
        Path in the package.
    old, new : str
        The text that stands there once, and what takes its place.
    tests : tuple of str
        Files or tests that must fail, as pytest names them.
    """

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]

    def put_into(self, package: Path) -> None:
        """Make a copy of the package wrong."""
        path = package / self.file
        path.write_text(path.read_text(encoding="utf-8").replace(self.old, self.new), encoding="utf-8")


@dataclass(frozen=True)
class Outcome:
    """What became of a mutant: ``caught``, ``survived`` or ``no verdict``, and what pytest printed."""

    name: str
    verdict: str
    told: str


def mutants() -> tuple[Mutant, ...]:
    """The list, and each threshold moved by half, down and up."""
    table = tomllib.loads(LIST.read_text(encoding="utf-8"))
    listed = [Mutant(**{**row, "tests": tuple(row["tests"])}) for row in table["mutant"]]
    return (*listed, *(_moved(**row, by=by) for row in table["threshold"] for by in BY_HALF))


def _moved(file: str, old: str, tests: Sequence[str], by: float) -> Mutant:
    """A threshold times a factor: the last number of its text, whole if it was whole."""
    before, number, after = re.fullmatch(r"(.*?)(\d+(?:\.\d+)?)(\D*)", old).groups()  # type: ignore[union-attr]
    value = f"{float(number) * by:g}" if "." in number else str(round(int(number) * by))
    return Mutant(f"threshold times {by:g}: {old} in {file}", file, old, f"{before}{value}{after}", tuple(tests))


def sample(count: int, seed: int) -> tuple[Mutant, ...]:
    """So many of the list, the same for the same seed."""
    return tuple(random.Random(seed).sample(mutants(), count))


def faults(listed: Sequence[Mutant]) -> Iterator[str]:
    """What is wrong with a list: a text that has moved on, a test that is gone, a name that stands twice."""
    for mutant in listed:
        path = PACKAGE / mutant.file
        times = path.read_text(encoding="utf-8").count(mutant.old) if path.is_file() else 0
        if times != 1:
            yield f"{mutant.name}: the text stands {times} times in {mutant.file}, not once"
        if mutant.old == mutant.new:
            yield f"{mutant.name}: the new text is the old one"
        yield from (f"{mutant.name}: there is no {test}" for test in mutant.tests if not _exists(test))
        if not mutant.tests or sum(mutant.name == other.name for other in listed) > 1:
            yield f"{mutant.name}: it needs a test and a name of its own"


def _exists(test: str) -> bool:
    file, _, name = test.partition("::")
    defined = _defined(ROOT / file)
    return bool(defined) and all(part in defined for part in name.partition("[")[0].split("::") if part)


@cache
def _defined(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8") if path.is_file() else "")
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef))


def outcomes(chosen: Iterable[Mutant], jobs: int = 1) -> Iterator[Outcome]:
    """The outcome of each, in order; compiled kernels are kept apart from those of the user."""
    with tempfile.TemporaryDirectory() as kernels, ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(partial(_outcome, kernels=kernels), chosen)


def untouched(chosen: Iterable[Mutant]) -> Outcome:
    """The tests of all of them on a copy in which nothing is wrong: they survive, or prove nothing."""
    tests = tuple(dict.fromkeys(test for mutant in chosen for test in mutant.tests))
    return next(outcomes([Mutant("nothing is wrong", "__init__.py", "", "", tests)]))


def _outcome(mutant: Mutant, kernels: str) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        package = Path(shutil.copytree(PACKAGE, Path(folder) / "bedspace"))
        if mutant.old:
            mutant.put_into(package)
        places = {"PYTHONPATH": folder, "XDG_CACHE_HOME": kernels, "PYTHONDONTWRITEBYTECODE": "1"}
        options = ["-q", "-m", "not slow", "-p", "no:cacheprovider", "-p", "no:xdist"]
        command = [sys.executable, "-m", "pytest", *options, *mutant.tests]
        done = subprocess.run(command, cwd=ROOT, env=os.environ | places, capture_output=True, text=True, check=False)
    return Outcome(mutant.name, ENDINGS.get(done.returncode, "no verdict"), done.stdout + done.stderr)


def main() -> int:
    """Run the whole list, or those whose name holds a word given, and print the table."""
    listed = mutants()
    chosen = [mutant for mutant in listed if all(word in mutant.name for word in sys.argv[1:])]
    if found := [*faults(listed)]:
        print(*found, sep="\n", file=sys.stderr)
        return 2
    if (plain := untouched(chosen)).verdict != "survived":
        print("a test fails where nothing is wrong", plain.told, sep="\n", file=sys.stderr)
        return 2
    verdicts = [*_told(outcomes(chosen, os.cpu_count() or 1))]
    missed = [each for each in verdicts if each.verdict != "caught"]
    print(f"{len(verdicts) - len(missed)} of {len(verdicts)} caught")
    for each in missed:
        print(f"\n{each.name}: {each.verdict}\n{each.told if each.verdict == 'no verdict' else ''}")
    return int(bool(missed))


def _told(found: Iterable[Outcome]) -> Iterator[Outcome]:
    for each in found:
        print(f"{each.verdict:10}  {each.name}", flush=True)
        yield each


if __name__ == "__main__":
    raise SystemExit(main())
