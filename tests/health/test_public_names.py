"""The public names of the package."""

from __future__ import annotations

from pathlib import Path

import pytest

import bedspace

CITATION = Path(__file__).resolve().parents[2] / "CITATION.cff"


@pytest.mark.parametrize("name", bedspace.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(bedspace, name)


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'oracle'"):
        bedspace.oracle  # noqa: B018


def test_the_citation_names_this_version() -> None:
    assert f"\nversion: {bedspace.__version__}\n" in CITATION.read_text(encoding="utf-8")
