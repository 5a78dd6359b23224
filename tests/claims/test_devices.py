"""People monitored by one technology are not all who are monitored: each is counted apart."""

from __future__ import annotations

import pytest
from tests.claims.verdict_of import CONTRADICTED, NONE, SUPPORTED, answer, verdict

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
@pytest.mark.parametrize("n", ["22,123", "250,000", "More than 180,000"])
def test_the_count_of_all_or_of_another_technology_is_no_count_of_this_one(form: str, named: str, n: str) -> None:
    found = answer(form.format(n=n), SAID)
    assert found.verdict.value == CONTRADICTED
    assert named in found.sentence


def test_the_count_of_all_said_of_one_gets_no_verdict_and_is_told_why() -> None:
    found = answer("ICE tracked 183,756 people with the SmartLINK app in June 2025.", SAID)
    assert found.verdict.value == NONE
    assert "'183,756' is the number of those in all" in found.sentence


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("ICE tracked 157,386 people with the SmartLINK app on June 14, 2025.", "157,386"),
        ("ICE monitored 1,222 people through VoiceID on June 14, 2025.", "1,222"),
        ("On June 14, 2025, 3,011 people in alternatives to detention were on wrist-worn GPS trackers.", "3,011"),
    ],
)
def test_each_technology_is_counted(text: str, figure: str) -> None:
    found = answer(text, SAID)
    assert found.verdict.value == SUPPORTED
    assert figure in found.sentence


def test_all_who_are_monitored_and_those_on_ankle_monitors_are_counted() -> None:
    assert verdict("In June 2025, 183,756 people were in alternatives to detention.", SAID) == SUPPORTED
    assert verdict("In June 2025, 22,123 people wore ankle monitors.", SAID) == SUPPORTED
    both = "In June 2025, ICE tracked 183,756 people with ankle monitors, phone apps and other devices."
    assert verdict(both, SAID) != "contradicted"
