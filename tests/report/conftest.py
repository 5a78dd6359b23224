"""The page of one run, made once for the tests of the group `page`."""

from __future__ import annotations

import pytest

from bedspace.report import pages
from bedspace.report.findings import Findings, gather
from bedspace.report.parts import Section
from bedspace.studies.run.runs import Request

DRAWS = 40


@pytest.fixture(scope="session")
def found() -> Findings:
    """All that the page is written from, with few draws."""
    return gather(Request("reports-2025-02", draws=DRAWS), full=True)


@pytest.fixture(scope="session")
def text(found: Findings) -> str:
    """The page."""
    return pages.page(found)


@pytest.fixture(scope="session")
def sections(found: Findings) -> list[Section]:
    """Its sections."""
    return list(pages.sections(found))
