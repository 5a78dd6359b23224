"""The page on validation says what a new run says."""

from __future__ import annotations

from pathlib import Path

from bedspace.report.validation import page

PAGE = Path(__file__).resolve().parents[2] / "docs" / "validation.md"


def test_the_page_is_current() -> None:
    told = "python -m bedspace.report.validation docs writes the page anew; read the difference first"
    assert PAGE.read_text(encoding="utf-8") == page(), told
