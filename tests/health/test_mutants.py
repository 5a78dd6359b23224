"""Wrong versions of the package are caught: the list holds, and a sample of it is run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tools.mutants import PACKAGE, Mutant, faults, mutants, outcomes, sample, untouched

from bedspace.engines.compiled import source_hash

COUNT = 12
SEED = int(source_hash(), 16)
"""The same sample for the same sources, another one with the next change of engines or model."""


def test_the_list_is_long_and_holds() -> None:
    assert len(mutants()) >= 100
    assert not [*faults(mutants())]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"old": "no such text"}, "stands 0 times"),
        ({"old": "import"}, r"stands \d+ times"),
        ({"file": "none.py"}, "stands 0 times"),
        ({"new": mutants()[0].old}, "the new text is the old one"),
        ({"tests": ("tests/claims/test_thresholds.py::test_nothing",)}, "there is no tests/claims"),
        ({"tests": ("tests/none.py",)}, "there is no tests/none.py"),
        ({"tests": ()}, "needs a test"),
    ],
)
def test_a_list_that_has_moved_on_is_at_fault(changed: dict[str, object], told: str) -> None:
    listed = [replace(mutants()[0], **changed), *mutants()[1:]]  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=told):
        raise ValueError(*faults(listed))


def test_every_threshold_of_a_verdict_is_moved_by_half() -> None:
    """A number that stands in a constant of the checks, or of the ledger's repeats, is on the list of thresholds."""
    moved = [mutant for mutant in mutants() if mutant.name.startswith("threshold times")]
    assert len(moved) >= 60
    assert all(mutant.old != mutant.new for mutant in moved)
    listed = {(mutant.file, mutant.old.partition(" = ")[0]) for mutant in moved}
    files = [*(PACKAGE / "claims" / "check").rglob("*.py"), PACKAGE / "claims" / "ledger" / "repeats.py"]
    written = {(file.relative_to(PACKAGE).as_posix(), name) for file in files for name in _numbers(file)}
    assert written - listed == NO_THRESHOLDS


NO_THRESHOLDS: set[tuple[str, str]] = {
    ("claims/check/arithmetic.py", "_CHOICES"),
    ("claims/check/verdicts/ranks.py", "_SOURCES"),
    ("claims/check/verdicts/ranks.py", "_STEPS"),
    ("claims/check/verdicts/ranks.py", "_NEXT_ONES"),
    ("claims/check/verdicts/peers.py", "_A_YEAR"),
    ("claims/check/verdicts/places.py", "_FEW"),
    ("claims/check/verdicts/wording.py", "LONG_AFTER"),
    ("claims/check/reading/scopes.py", "_A_QUARTER"),
}
"""Constants that bound the work or the words, or are the calendar's, and not a verdict's."""


def _numbers(file: Path) -> Iterator[str]:
    """Names of the constants of a module that hold a number or a number of days."""
    for statement in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(statement, ast.Assign) and isinstance(target := statement.targets[0], ast.Name):
            value = statement.value
            days = isinstance(value, ast.Call) and ast.unparse(value.func) == "timedelta"
            if days or (isinstance(value, ast.Constant) and isinstance(value.value, int | float)):
                yield target.id


def test_a_name_stands_once() -> None:
    assert len([*faults([*mutants(), mutants()[0]])]) == 2


def test_the_samples_of_one_seed_are_the_same() -> None:
    assert sample(COUNT, 1) == sample(COUNT, 1) != sample(COUNT, 2)


@pytest.mark.slow
def test_the_tests_of_a_sample_pass_where_nothing_is_wrong() -> None:
    found = untouched(sample(COUNT, SEED))
    assert found.verdict == "survived", found.told


@pytest.mark.slow
@pytest.mark.parametrize("mutant", sample(COUNT, SEED), ids=lambda mutant: mutant.name)
def test_a_sampled_mutant_is_caught(mutant: Mutant) -> None:
    (found,) = outcomes([mutant])
    assert found.verdict == "caught", found.told


@pytest.mark.slow
def test_a_change_of_words_alone_survives_and_a_broken_import_has_no_verdict() -> None:
    """So that it is the wrong number that is caught, not the copy; the package itself stays as it is."""
    first = mutants()[0]
    before = (PACKAGE / first.file).read_bytes()
    words = replace(first, old='"""A stated number within this share of a figure is not called wrong."""', new='""""""')
    broken = replace(first, old="import math\n", new="import maths\n")
    assert [each.verdict for each in outcomes([words, broken])] == ["survived", "no verdict"]
    assert (PACKAGE / first.file).read_bytes() == before
