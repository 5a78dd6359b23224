"""The test of each study that answers a statement fails without the module of the study, and only without that."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tools.docs.elements import studies

ROOT = Path(__file__).resolve().parents[2]
STUDIES = studies()
CONTROL, SECOND_CONTROL = "bedspace.studies.cohort.steady", "bedspace.studies.cohort.fate"
"""Modules that the test of no other study reads; the second for the study of the first."""

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Outcome:
    """How many tests ran, and how they ended; `told` is what pytest printed."""

    code: int
    ran: int
    failed: int
    skipped: int
    told: str


def outcome(without: str, folder: Path, *tests: str) -> Outcome:
    """Run tests in a process of their own without a module."""
    report = folder / "report.xml"
    plugin = ["-p", "tests.docs.switched_off", "--switch-off", without]
    quiet = ["-q", "-p", "no:cacheprovider", f"--junit-xml={report}"]
    command = [sys.executable, "-m", "pytest", *plugin, *quiet, *tests]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    suite = next(ElementTree.parse(report).getroot().iter("testsuite"))
    count = {name: int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")}
    failed = count["failures"] + count["errors"]
    return Outcome(done.returncode, count["tests"], failed, count["skipped"], done.stdout + done.stderr)


@pytest.mark.parametrize("study", STUDIES)
def test_the_test_of_a_study_fails_without_its_module(study: str, tmp_path: Path) -> None:
    """Every case of it ran and failed; a test that is skipped, deselected or cannot be collected proves nothing."""
    found = outcome(STUDIES[study]["module"], tmp_path, STUDIES[study]["test"])
    assert found.code == pytest.ExitCode.TESTS_FAILED, found.told
    assert found.failed == found.ran > 0, found.told
    assert not found.skipped, found.told


@pytest.mark.parametrize("control", [CONTROL, SECOND_CONTROL])
def test_the_tests_of_studies_pass_without_another_module(control: str, tmp_path: Path) -> None:
    """So that it is the module of a study whose absence makes its test fail, not the way it is taken away."""
    chosen = [each["test"] for each in STUDIES.values() if (each["module"] == CONTROL) == (control != CONTROL)]
    found = outcome(control, tmp_path, *chosen)
    assert found.code == pytest.ExitCode.OK, found.told
    assert found.ran > 0, found.told
    assert not found.failed + found.skipped, found.told
