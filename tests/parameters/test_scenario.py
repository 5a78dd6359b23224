"""Scenarios: dated changes, user values, and faults."""

from __future__ import annotations

from datetime import date

import pytest

from bedspace.errors import UsageError
from bedspace.parameters.catalogue import catalogue
from bedspace.parameters.crosswalk import crosswalk, read_crosswalk
from bedspace.parameters.scenario import read_scenario, scenario, scenarios

HEADER = 'title = "t"\nquestion = "q"\n'
CHANGE = """
[[changes]]
parameter = "beds_usable"
from = 2025-03-01
value = 50000
reason = "a test"
"""


def test_a_change_holds_from_its_date() -> None:
    changed = read_scenario(HEADER + CHANGE, "s").applied(catalogue())["beds_usable"]
    before = catalogue()["beds_usable"]
    assert changed.at(date(2025, 2, 28)) == before.at(date(2025, 2, 28))
    assert changed.at(date(2025, 3, 1)) == 50_000
    assert changed.at(date(2026, 3, 1)) == 50_000


@pytest.mark.parametrize("name", scenarios())
def test_every_shipped_scenario_applies(name: str) -> None:
    assert scenario(name).applied(catalogue())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEADER + CHANGE.replace("beds_usable", "beds_useable"), "Did you mean beds_usable"),
        (HEADER + CHANGE.replace("50000", "-1"), "out of range"),
        (HEADER + CHANGE + CHANGE, "set twice on 2025-03-01"),
    ],
)
def test_a_change_that_cannot_apply_is_refused(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_scenario(text, "s").applied(catalogue())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("question = 'q'", "title"),
        (HEADER + "days = 0", "days"),
        (HEADER + "inflow = 'guessed'", "inflow"),
        (HEADER + "start = 2025-13-01", "s"),
        (HEADER + CHANGE.replace('reason = "a test"', ""), "reason"),
        (HEADER + CHANGE + 'applies_to = "resources"', "applies_to"),
        (HEADER + "colour = 1", "colour"),
    ],
)
def test_a_faulty_scenario_is_refused(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_scenario(text, "s")


def test_a_value_set_by_the_user_keeps_the_date_of_the_scenario() -> None:
    chosen, known = scenario("arithmetic").set({"ice_book_ins": "1200"}, catalogue())
    changed = chosen.applied(known)["ice_book_ins"]
    assert changed.stated(date(2025, 1, 20)) is None  # the run fills the official figure in
    assert changed.at(date(2025, 2, 3)) == 1200


def test_a_value_set_by_the_user_holds_throughout() -> None:
    _, known = scenario("no-change").set({"beds_funded": "50000"}, catalogue())
    assert known["beds_funded"].at(date(2020, 1, 1)) == known["beds_funded"].at(date(2026, 1, 1)) == 50_000


def test_crosswalk_adds_to_one_or_is_refused() -> None:
    assert all(abs(sum(shares.values()) - 1) < 1e-9 for shares in crosswalk().values())
    with pytest.raises(UsageError, match="bond"):
        read_crosswalk("[bond]\na = 0.5\nb = 0.6")
