"""Puts the maker of synthetic releases within reach of the tests of this room."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def spreadsheets(shared: Path) -> list[Path]:
    """The sixteen spreadsheets of the detention statistics."""
    return sorted((shared / "data" / "ice").rglob("*.xlsx"))
