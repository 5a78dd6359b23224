"""The page of policies says what the policies say."""

from __future__ import annotations

from pathlib import Path

from tools.docs.markdown import TO_REWRITE
from tools.docs.policies import page

PAGE = Path(__file__).resolve().parents[2] / "docs" / "policies.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), TO_REWRITE
