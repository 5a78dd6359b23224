"""The public names of the package, and the examples in docstrings."""

from __future__ import annotations

import doctest
import importlib

import pytest

import bedspace

WITH_EXAMPLES = [
    "bedspace",
    "bedspace.units",
    "bedspace.fiscal",
    "bedspace.figure",
    "bedspace.figures.scales",
    "bedspace.cli.show",
]


@pytest.mark.parametrize("name", bedspace.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(bedspace, name)


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'oracle'"):
        bedspace.oracle  # noqa: B018


@pytest.mark.parametrize("module", WITH_EXAMPLES)
def test_examples_in_docstrings_run(module: str) -> None:
    found = doctest.testmod(importlib.import_module(module))
    assert found.attempted
    assert not found.failed
