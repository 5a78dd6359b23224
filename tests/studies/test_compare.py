"""Paired differences: nothing against itself, the pairs, the periods, the verb."""

from __future__ import annotations

import json

import numpy as np
import pytest
from click.testing import CliRunner

from bedspace.cli.main import cli
from bedspace.errors import UsageError
from bedspace.studies.policy.compare import Comparison, compare
from bedspace.studies.run.runs import Request, run

SMALL = Request("reports-2025-02", draws=30, days=60)


def only(found: Comparison) -> np.ndarray:
    (difference,) = found.differences
    return difference.difference


def test_a_scenario_against_itself_differs_nowhere() -> None:
    found = compare(SMALL, ["reports-2025-02"], by="date")
    assert len(found.differences) > 60
    assert not any(difference.difference.any() for difference in found.differences)


def test_pairs_are_of_the_same_draw() -> None:
    """The difference of a pair varies far less than the runs themselves."""
    (difference,) = compare(SMALL, ["+laken-riley"], ["midnight_population"]).differences
    assert difference.difference.std() < 0.5 * difference.values.std()
    assert difference.difference.mean() > 0


def test_a_fiscal_year_sums_flows_and_averages_stocks() -> None:
    answer, year = run(SMALL), slice(1, 61)
    flow, stock = compare(SMALL, ["no-change"], ["removals", "midnight_population"]).differences
    assert flow.period == stock.period == "FY2025"
    assert flow.days == 60
    assert (flow.unit, stock.unit) == ("persons", "persons")
    np.testing.assert_allclose(flow.values, answer.result.outputs["removals"][year].sum(0))
    np.testing.assert_allclose(stock.values, answer.result.outputs["midnight_population"][year].mean(0))


def test_a_run_over_two_fiscal_years_has_two_periods() -> None:
    found = compare(Request("fiscal-2024", draws=1, days=300), ["+guantanamo"], ["removals"])
    assert [(each.period, each.days) for each in found.differences] == [("FY2025", 254), ("FY2026", 46)]


def test_the_others_run_over_the_days_of_the_base() -> None:
    found = compare(Request("fiscal-2024", draws=1, days=20), ["arithmetic", "+guantanamo"], ["removals"], by="date")
    assert {other.plan.days for other in found.others} == {20}
    assert [other.scenario.name for other in found.others] == ["arithmetic", "fiscal-2024+guantanamo"]


def test_outputs_that_not_all_have_are_left_out_or_refused_by_name() -> None:
    small = Request("no-change", draws=2, days=10)
    outputs = {each.output for each in compare(small, ["proceedings-2025"]).differences}
    assert "removals" in outputs
    assert "decisions" not in outputs
    with pytest.raises(UsageError, match="decisions: not every scenario"):
        compare(small, ["proceedings-2025"], ["decisions"])


def test_swapping_base_and_other_turns_the_sign() -> None:
    there = only(compare(SMALL, ["no-change"], ["removals"]))
    back = only(compare(Request("no-change", draws=30, days=60), ["reports-2025-02"], ["removals"]))
    np.testing.assert_allclose(there, -back)


def test_nothing_to_compare_is_refused() -> None:
    with pytest.raises(UsageError, match="no scenario to compare"):
        compare(SMALL, [])


def test_the_verb_gives_the_rows_of_the_contract() -> None:
    arguments = ["compare", "fiscal-2024", "+guantanamo", "--draws", "5", "--days", "10", "--outputs", "arrests"]
    whole = json.loads(CliRunner().invoke(cli, [*arguments, "--json"]).stdout)
    assert whole["record"]["compared_with"] == ["fiscal-2024+guantanamo"]
    (row,) = whole["result"]
    assert row["unit"] == "arrests"
    assert row["q05"] <= row["q50"] <= row["q95"]
    shown = CliRunner().invoke(cli, arguments).stdout
    assert "fiscal-2024+guantanamo less fiscal-2024" in shown


def test_the_verb_refuses_another_engine() -> None:
    refused = CliRunner().invoke(cli, ["compare", "fiscal-2024", "no-change", "--engine", "persons"])
    assert isinstance(refused.exception, UsageError)


def test_a_policy_that_changes_nothing_is_told() -> None:
    """Its zeros would read like a finding: Fort Bliss opened after the end of this run."""
    arguments = ["compare", "reports-2025-02", "+fort-bliss", "--draws", "4", "--days", "10", "--outputs", "arrests"]
    assert "policy fort-bliss changes nothing in this run" in CliRunner().invoke(cli, arguments).stdout
    (told,) = json.loads(CliRunner().invoke(cli, [*arguments, "--json"]).stdout)["record"]["changes_nothing"]
    assert "begins on 2025-08-17" in told


def test_one_run_of_both_has_no_interval() -> None:
    arguments = ["compare", "fiscal-2024", "+guantanamo", "--draws", "1", "--days", "5", "--outputs", "removals"]
    (row,) = json.loads(CliRunner().invoke(cli, [*arguments, "--json"]).stdout)["result"]
    assert (row["q05"], row["q95"]) == (None, None)
    assert "9 of 10" not in CliRunner().invoke(cli, arguments).stdout
