"""The public names of the package."""

from __future__ import annotations

import pytest

import bedspace


@pytest.mark.parametrize("name", bedspace.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(bedspace, name)


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'oracle'"):
        bedspace.oracle  # noqa: B018
