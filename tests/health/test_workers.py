"""Tests of one module run in one worker, so that what they share is made once."""

from __future__ import annotations

import pytest


def test_a_test_goes_by_the_group_of_its_module(request: pytest.FixtureRequest) -> None:
    """A plug-in that no longer fits pytest drops the groups without a word, and every worker makes everything."""
    if not getattr(request.config.option, "loadgroup", False):
        pytest.skip("the tests are not dealt to workers by group")
    assert request.node.nodeid.endswith(f"@{request.node.path}")
