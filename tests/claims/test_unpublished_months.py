"""Of a month that no release reaches, the sum since the year began says next to nothing."""

from __future__ import annotations

from datetime import date

import pytest

from bedspace.claims.check.checks import check
from bedspace.claims.check.findings import Verdict


@pytest.mark.parametrize(
    "text",
    [
        "In January 2026, ICE booked 38,000 people into detention.",
        "ICE booked 40,000 people into detention in December 2025.",
        "ICE removed 30,000 people in December 2025.",
        "ICE removed 3,000 people in March 2026.",
    ],
)
@pytest.mark.parametrize("said", [date(2026, 5, 10), None])
def test_a_month_after_the_newest_release_is_not_contradicted(text: str, said: date | None) -> None:
    ((_, answer),) = check(text, said).read
    assert answer.verdict is Verdict.UNCHECKABLE
