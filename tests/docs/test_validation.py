"""The page on validation says what a new run says; the picture of the README shows the counts of today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tools.docs.markdown import TO_REWRITE
from tools.docs.validation import page, picture

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_the_page_is_current() -> None:
    assert (ROOT / "docs" / "validation.md").read_text(encoding="utf-8") == page(), TO_REWRITE


def test_the_picture_of_the_readme_is_current() -> None:
    """Words and lines are compared, not places of letters: fonts differ between machines."""
    kept = (ROOT / "docs" / "flows.svg").read_text(encoding="utf-8")
    for part in (r">([^<>]+)</text>", r'<path [^>]*d="([^"]+)"[^>]*fill="none"'):
        assert re.findall(part, kept) == re.findall(part, picture()), TO_REWRITE
    assert "(docs/flows.svg)" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert not (ROOT / "docs" / "population.svg").exists()
