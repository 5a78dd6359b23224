"""The page on architecture names rooms and types that exist, and each type of the path leads to the next."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PATH = re.findall(r"^\| (\d+) \| `([\w.]+)\.(\w+)` \|", PAGE, re.MULTILINE)
ROOMS = sorted(path.name for path in (ROOT / "src" / "bedspace").iterdir() if (path / "__init__.py").exists())
MOST = 10
"""Types that rooms may hand from one to the next."""


@pytest.mark.parametrize(("number", "module", "name"), PATH)
def test_a_type_of_the_path_exists(number: str, module: str, name: str) -> None:
    assert isinstance(getattr(import_module(module), name), type), number


def test_the_path_is_counted() -> None:
    assert [int(number) for number, *_ in PATH] == [*range(1, len(PATH) + 1)]
    assert len(PATH) <= MOST


def test_only_the_page_itself_takes_all_that_is_under_way() -> None:
    """A section takes the answers and runs that it shows, so that no number passes `Findings`."""
    files = (ROOT / "src" / "bedspace" / "report").glob("*.py")
    takers = {file.stem for file in files if "Findings" in file.read_text(encoding="utf-8")}
    assert takers == {"findings", "pages"}


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_is_named(room: str) -> None:
    assert re.search(rf"^\| .*`{room}(/\w+)?`.* \|", PAGE, re.MULTILINE)


def test_every_file_that_the_page_names_exists() -> None:
    named = re.findall(r"`((?:model|engines|parameters|studies|figures)/[\w/]+(?:\.\w+)?)/?`", PAGE)
    missing = [name for name in named if not [*(ROOT / "src" / "bedspace").glob(f"{name}*")]]
    assert not missing
