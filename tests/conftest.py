"""Shared fixtures. Tests that need the official files beside the checkout are deselected, and counted, elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import settings
from tests import chromium

from bedspace.data.store.loading import files_of
from bedspace.data.store.processes import as_read, read_all
from bedspace.data.store.reading import Added

SHARED = Path(__file__).resolve().parents[2] / "shared"
CI = os.environ.get("CI", "").lower() == "true"
np.seterr(all="raise", under="ignore")
settings.register_profile("same examples every time", derandomize=True)
if CI:
    settings.load_profile("same examples every time")


@pytest.hookimpl(tryfirst=True)  # before the plug-in reads the groups
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep a module's tests in one worker, for what they share; deselect those whose official files are absent.

    With CI set, their absence is an error.
    """
    for item in items:
        if not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(str(item.path)))
    needing = [item for item in items if item.get_closest_marker("shared")]
    if not needing or SHARED.is_dir():
        return
    if CI:
        raise pytest.UsageError(f"{SHARED} is missing, and CI=true requires the tests that read it")
    items[:] = [item for item in items if item not in needing]
    config.hook.pytest_deselected(items=needing)
    config.stash[_DESELECTED] = len(needing)


def pytest_report_header() -> str:
    """Say whether the official files are there."""
    return f"official files beside the checkout: {'present' if SHARED.is_dir() else 'absent, tests deselected'}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print how many tests were deselected."""
    if count := config.stash.get(_DESELECTED, 0):
        terminalreporter.write_line(f"{count} tests deselected: they need the official files in shared/")


_DESELECTED = pytest.StashKey[int]()


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of the official files; only for tests marked `shared`."""
    return SHARED


@pytest.fixture(scope="session")
def every_file(shared: Path) -> tuple[Added, ...]:
    """Every publisher's file as read, once for all tests of the group `every file`."""
    return tuple(read_all(files_of(shared / "data" / name for name in ("ice", "ddp", "series")), as_read))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium without a window."""
    with chromium.started() as found:
        yield found
