"""Paired differences: nothing against itself, the pairs, the periods, the verb."""

from __future__ import annotations

import json
from datetime import date

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
    found = compare(Request("fiscal-2024", draws=1, days=300), ["+guantanamo-as-used"], ["removals"])
    assert [(each.period, each.days) for each in found.differences] == [("FY2025", 254), ("FY2026", 46)]


def test_the_others_run_over_the_days_of_the_base() -> None:
    found = compare(
        Request("fiscal-2024", draws=1, days=20), ["arithmetic", "+guantanamo-as-used"], ["removals"], by="date"
    )
    assert {other.plan.days for other in found.others} == {20}
    assert [other.scenario.name for other in found.others] == ["arithmetic", "fiscal-2024+guantanamo-as-used"]


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
    arguments = [
        "compare",
        "fiscal-2024",
        "+guantanamo-as-used",
        "--draws",
        "5",
        "--days",
        "10",
        "--outputs",
        "arrests",
    ]
    whole = json.loads(CliRunner().invoke(cli, [*arguments, "--json"]).stdout)
    assert whole["record"]["compared_with"] == ["fiscal-2024+guantanamo-as-used"]
    (row,) = whole["result"]
    assert row["unit"] == "arrests"
    assert row["q05"] <= row["q50"] <= row["q95"]
    shown = CliRunner().invoke(cli, arguments).stdout
    assert "fiscal-2024+guantanamo-as-used less fiscal-2024" in shown


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
    arguments = [
        "compare",
        "fiscal-2024",
        "+guantanamo-as-used",
        "--draws",
        "1",
        "--days",
        "5",
        "--outputs",
        "removals",
    ]
    (row,) = json.loads(CliRunner().invoke(cli, [*arguments, "--json"]).stdout)["result"]
    assert (row["q05"], row["q95"]) == (None, None)
    assert "9 of 10" not in CliRunner().invoke(cli, arguments).stdout


def test_the_average_of_a_fiscal_year_is_that_of_its_own_midnights() -> None:
    """It began anew on the first of October and once went on from the start of the run."""
    request = Request("no-change", start=date(2025, 8, 31), draws=4, days=60)
    found = compare(request, ["+guantanamo-as-used"], ["average_daily_population", "midnight_population"])
    years = {(each.output, each.period): each for each in found.differences}
    for year, part in (("FY2025", "from 2025-09-01"), ("FY2026", "to 2025-10-30")):
        average, midnights = years["average_daily_population", year], years["midnight_population", year]
        np.testing.assert_array_equal(average.values, midnights.values)
        assert average.part == average.row()["part"] == part
    held = found.base.result.outputs["midnight_population"]
    np.testing.assert_allclose(years["average_daily_population", "FY2026"].values, held[31:].mean(0))


def test_a_whole_fiscal_year_has_no_part() -> None:
    found = compare(
        Request("no-change", start=date(2024, 9, 30), draws=1, days=365), ["+guantanamo-as-used"], ["removals"]
    )
    assert [each.part for each in found.differences] == [""]


def test_a_base_without_a_start_takes_that_of_the_others() -> None:
    found = compare(Request("no-change", draws=2, days=5), ["reports-2025-02"], ["removals"])
    assert found.base.start == found.others[0].start == date(2025, 1, 19)
