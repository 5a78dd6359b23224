"""People monitored by one technology are not all who are monitored; only those on ankle monitors are counted apart."""

from __future__ import annotations

import pytest
from tests.claims.verdict_of import NONE, SUPPORTED, answer, verdict

SAID = "2025-06-20"


@pytest.mark.parametrize(
    ("form", "named"),
    [
        ("ICE tracked {n} people with the SmartLINK app in June 2025.", "SmartLINK"),
        ("In June 2025, {n} people in alternatives to detention were on SmartLINK.", "SmartLINK"),
        ("ICE tracked {n} people with a phone app in June 2025.", "SmartLINK"),
        ("ICE monitored {n} people in alternatives to detention through VoiceID in June 2025.", "VoiceID"),
        ("{n} people in alternatives to detention were on wrist-worn devices in June 2025.", "wrist"),
    ],
)
@pytest.mark.parametrize("n", ["183,756", "22,123", "150,000", "More than 100,000"])
def test_another_technology_gets_no_verdict_and_is_told_why(form: str, named: str, n: str) -> None:
    found = answer(form.format(n=n), SAID)
    assert found.verdict.value == NONE
    assert "no table here has" in found.sentence
    assert named in found.sentence


def test_all_who_are_monitored_and_those_on_ankle_monitors_are_counted() -> None:
    assert verdict("In June 2025, 183,756 people were in alternatives to detention.", SAID) == SUPPORTED
    assert verdict("In June 2025, 22,123 people wore ankle monitors.", SAID) == SUPPORTED
    both = "In June 2025, ICE tracked 183,756 people with ankle monitors, phone apps and other devices."
    assert verdict(both, SAID) != "contradicted"
