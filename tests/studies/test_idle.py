"""What changes nothing in a run is told by name and reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from bedspace.parameters.policy import policies
from bedspace.studies.policy.compare import compare
from bedspace.studies.run.idle import idle
from bedspace.studies.run.runs import Request, run

REPORTS = "reports-2025-02"
A_CHANGE = """title = "t"
question = "q"

[[changes]]
parameter = "beds_usable"
from = {day}
value = 60000
reason = "r"
"""
NO_DIFFERENCE = "has the same value without it"


def told(scenario: str = REPORTS, **options: object) -> list[str]:
    return idle(run(Request(scenario, draws=4, **options)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("policy", "reason"),
    [
        ("january-quota", NO_DIFFERENCE),
        ("sensitive-places", NO_DIFFERENCE),
        ("fort-bliss", "begins on 2025-08-17, after the run, which ends on 2025-07-18"),
    ],
)
def test_a_policy_in_vain_is_told(policy: str, reason: str) -> None:
    (sentence,) = told(f"{REPORTS}+{policy}")
    assert sentence.startswith(f"policy {policy} changes nothing in this run: ")
    assert reason in sentence


def test_fourteen_policies_change_nothing_on_the_scenario_of_the_reports() -> None:
    """Those that the dated values hold already, and those that begin after its end; the daily calls are a change."""
    begun_later = {"fort-bliss", "skip-tracing"}
    held_already = {name for name, each in policies().items() if each.in_baseline}
    tried = {*held_already, *begun_later, "daily-calls", "guantanamo-200-used"}
    found = {name for name in tried if told(f"{REPORTS}+{name}", days=60)}
    assert found == held_already | begun_later
    assert len(found) == 14


@pytest.mark.parametrize(("policy", "in_vain"), [("january-quota", 1), ("leaks", 0)])
def test_a_run_that_was_made_already_is_not_made_again(
    policy: str, in_vain: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = compare(Request(REPORTS, draws=4, days=20), [f"+{policy}"])
    alone = idle(found.others[0])
    monkeypatch.setattr("bedspace.studies.run.idle.run", lambda _: pytest.fail("made again"))
    assert idle(found.others[0], (found.base,)) == alone
    assert len(alone) == in_vain


def test_a_policy_that_acts_is_not_told() -> None:
    assert told("fiscal-2024+january-quota") == []


def test_the_same_policy_acts_on_nothing_where_book_ins_are_held() -> None:
    (sentence,) = told("no-change+january-quota-nbc")
    assert "moves no output of this run" in sentence


@pytest.mark.parametrize(
    ("sets", "reason"),
    [
        ({"beds_usable": "60000@2031-01-01"}, "begins on 2031-01-01"),
        ({"beds_funded": "41500"}, NO_DIFFERENCE),
        ({"flight_hour_cost": "50000"}, "flight_hour_cost moves no output"),
    ],
)
def test_a_value_in_vain_is_told(sets: dict[str, str], reason: str) -> None:
    (sentence,) = told(sets=sets)
    assert sentence.startswith(f"--set {next(iter(sets))}=")
    assert reason in sentence


def test_a_value_that_acts_is_not_told() -> None:
    assert told(sets={"beds_usable": "30000", "ice_book_ins": "900"}, inflow="held") == []


def test_a_mechanism_that_is_off_already_is_told() -> None:
    (sentence,) = told(off=("operations", "ageing of leads"))
    assert sentence.startswith("--off 'operations'")


def test_a_late_change_of_a_scenario_file_is_told(tmp_path: Path) -> None:
    file = tmp_path / "late.toml"
    file.write_text(A_CHANGE.format(day="2029-01-01"))
    (sentence,) = told(str(file))
    assert "beds_usable on 2029-01-01" in sentence
    file.write_text(A_CHANGE.format(day="2025-02-01"))
    assert told(str(file)) == []
