"""Paired differences: nothing against itself, the pairs, the periods, the verb."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from click.testing import CliRunner

from bedspace.cli.main import cli
from bedspace.engines.streams import uniforms
from bedspace.errors import UsageError
from bedspace.studies.money.budget import Budget
from bedspace.studies.policy.compare import COST, Comparison, Difference, compare
from bedspace.studies.policy.narrow import known_within, narrow, widest
from bedspace.studies.policy.told import sentence, turning
from bedspace.studies.policy.turns import ENOUGH, TELLING, turns_on
from bedspace.studies.run.runs import Request, run
from bedspace.units import RestsOn

SMALL = Request("reports-2025-02", draws=30, days=60)


def only(found: Comparison) -> np.ndarray:
    (difference,) = without_cost(found)
    return difference.difference


def without_cost(found: Comparison) -> list[Difference]:
    """The differences less the row of cost, which stands with all of them."""
    assert found.differences[-1].output == "cost"
    return [each for each in found.differences if each.output != "cost"]


def test_a_scenario_against_itself_differs_nowhere() -> None:
    found = compare(SMALL, ["reports-2025-02"], by="date")
    assert len(found.differences) > 60
    assert not any(difference.difference.any() for difference in found.differences)


def test_pairs_are_of_the_same_draw() -> None:
    """The difference of a pair varies far less than the runs themselves."""
    (difference,) = without_cost(compare(SMALL, ["+laken-riley"], ["midnight_population"]))
    assert difference.difference.std() < 0.5 * difference.values.std()
    assert difference.difference.mean() > 0


def test_a_fiscal_year_sums_flows_and_averages_stocks() -> None:
    answer, year = run(SMALL), slice(1, 61)
    flow, stock = without_cost(compare(SMALL, ["no-change"], ["removals", "midnight_population"]))
    assert flow.period == stock.period == "FY2025"
    assert flow.days == 60
    assert (flow.unit, stock.unit) == ("persons", "persons")
    np.testing.assert_allclose(flow.values, answer.result.outputs["removals"][year].sum(0))
    np.testing.assert_allclose(stock.values, answer.result.outputs["midnight_population"][year].mean(0))


def test_a_run_over_two_fiscal_years_has_two_periods() -> None:
    found = compare(Request("fiscal-2024", draws=1, days=300), ["+guantanamo-200-used"], ["removals"])
    assert [(each.period, each.days) for each in without_cost(found)] == [("FY2025", 254), ("FY2026", 46)]


def test_the_others_run_over_the_days_of_the_base() -> None:
    found = compare(
        Request("fiscal-2024", draws=1, days=20), ["arithmetic", "+guantanamo-200-used"], ["removals"], by="date"
    )
    assert {other.plan.days for other in found.others} == {20}
    assert [other.scenario.name for other in found.others] == ["arithmetic", "fiscal-2024+guantanamo-200-used"]


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
        "+guantanamo-200-used",
        "--draws",
        "5",
        "--days",
        "10",
        "--outputs",
        "arrests",
    ]
    whole = json.loads(CliRunner().invoke(cli, [*arguments, "--json"]).stdout)
    assert whole["record"]["compared_with"] == ["fiscal-2024+guantanamo-200-used"]
    row, cost = whole["result"]
    assert (row["label"], row["unit"]) == ("Arrests", "arrests")
    assert row["q05"] <= row["difference"] <= row["q95"]
    assert row["mean_other"] - row["mean_base"] == pytest.approx(row["difference"], abs=1e-6)
    assert cost["output"] == "cost"
    assert "moves no bit" in whole["record"]["null_check"]
    shown = CliRunner().invoke(cli, arguments).stdout
    assert "fiscal-2024+guantanamo-200-used less fiscal-2024" in shown
    assert "No difference in any run in cost" in shown


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
        "+guantanamo-200-used",
        "--draws",
        "1",
        "--days",
        "5",
        "--outputs",
        "removals",
    ]
    row, _ = json.loads(CliRunner().invoke(cli, [*arguments, "--json"]).stdout)["result"]
    assert (row["q05"], row["q95"]) == (None, None)
    assert "9 of 10" not in CliRunner().invoke(cli, arguments).stdout


def test_the_average_of_a_fiscal_year_is_that_of_its_own_midnights() -> None:
    """It began anew on the first of October and once went on from the start of the run."""
    request = Request("no-change", start=date(2025, 8, 31), draws=4, days=60)
    found = compare(request, ["+guantanamo-200-used"], ["average_daily_population", "midnight_population"])
    years = {(each.output, each.period): each for each in found.differences}
    for year, part in (("FY2025", "from 2025-09-01"), ("FY2026", "to 2025-10-30")):
        average, midnights = years["average_daily_population", year], years["midnight_population", year]
        np.testing.assert_array_equal(average.values, midnights.values)
        assert average.part == average.row()["part"] == part
    held = found.base.result.outputs["midnight_population"]
    np.testing.assert_allclose(years["average_daily_population", "FY2026"].values, held[31:].mean(0))


def test_a_whole_fiscal_year_has_no_part() -> None:
    found = compare(
        Request("no-change", start=date(2024, 9, 30), draws=1, days=365), ["+guantanamo-200-used"], ["removals"]
    )
    assert [each.part for each in found.differences] == ["", ""]


def test_a_base_without_a_start_takes_that_of_the_others() -> None:
    found = compare(Request("no-change", draws=2, days=5), ["reports-2025-02"], ["removals"])
    assert found.base.start == found.others[0].start == date(2025, 1, 19)


# sentences, per cent, cost, what it turns on -------------------------------------------------------------------


def made(values: list[float], difference: list[float], output: str = "midnight_population") -> Difference:
    """A difference in March 2025."""
    arrays = np.array(values), np.array(difference)
    return Difference("a", "b", output, "2025-03", "", 31, *arrays, RestsOn.ASSUMED)


def test_a_month_sums_flows_and_averages_stocks() -> None:
    found = compare(SMALL, ["no-change"], ["removals", "midnight_population"], by="month")
    months = {(each.output, each.period): each for each in found.differences}
    assert {period for _, period in months} == {"2025-01", "2025-02", "2025-03"}
    outputs, february = run(SMALL).result.outputs, slice(13, 41)
    np.testing.assert_allclose(months["removals", "2025-02"].values, outputs["removals"][february].sum(0))
    held = outputs["midnight_population"][february].mean(0)
    np.testing.assert_allclose(months["midnight_population", "2025-02"].values, held)
    assert months["removals", "2025-02"].unit == "persons"
    assert months["removals", "2025-01"].part == "from 2025-01-20"


def test_cost_is_that_of_the_budget_of_each_run() -> None:
    found = compare(SMALL, ["no-change"], ["removals"])
    cost = found.differences[-1]
    base, other = (Budget(answer).by_draw.total.sum(0) for answer in (found.base, *found.others))
    np.testing.assert_allclose(cost.values, base)
    np.testing.assert_allclose(cost.difference, other - base)
    assert cost.row()["label"] == COST.label


def test_the_sentence_has_one_statistic() -> None:
    said = sentence(made([100.0] * 20, [9.0] * 10 + [11.0] * 10))
    assert "+10 persons (+9 to +11 in 9 of 10 runs), +10.0 %; 110 [assumed] against 100 persons in the mean" in said


@pytest.mark.parametrize(
    ("values", "difference", "output", "says"),
    [
        ([100.0] * 20, [0.49] * 20, "midnight_population", "no difference in any run"),
        ([100.0] * 20, [0.51] * 20, "midnight_population", "+1 persons"),
        ([100.0] * 20, [0.0] * 19 + [0.6], "midnight_population", "no difference large enough to tell"),
        ([0.0] * 20, [5.0] * 20, "midnight_population", "+5 persons (+5 to +5 in 9 of 10 runs); 5"),
        ([0.5] * 20, [8.68e-5] * 20, "share_without_conviction", "+0.01 points"),
        ([0.5] * 20, [4e-5] * 20, "share_without_conviction", "no difference in any run"),
        ([2e9] * 20, [-1e8] * 20, "cost", "-100 million dollars"),
        ([2e9] * 20, [4e4] * 20, "cost", "no difference in any run"),
        ([100.0] * 19, [10.0] * 19, "midnight_population", "+10 persons, +10.0 %"),
    ],
)
def test_nothing_is_told_below_its_precision(
    values: list[float], difference: list[float], output: str, says: str
) -> None:
    assert says in sentence(made(values, difference, output))


def test_per_cent_is_of_the_base() -> None:
    assert made([50.0, 150.0], [5.0, 15.0]).per_cent == pytest.approx(10)
    assert made([0.0, 0.0], [5.0, 15.0]).per_cent is None


def test_what_a_difference_turns_on_is_found() -> None:
    """A difference made of one drawn number turns on it; noise turns on nothing; few draws tell nothing."""
    answer = run(Request("reports-2025-02", draws=ENOUGH, days=2))
    levels = uniforms(answer.record["seed"], "parameter beds_surge", ENOUGH)
    noise = np.random.default_rng(1).normal(size=ENOUGH)
    (name,) = turns_on(answer, 3 * levels + 0.1 * noise)
    assert name == "beds_surge"
    assert turns_on(answer, levels)["beds_surge"] > 1 - TELLING
    assert turns_on(answer, noise) == {}
    assert turns_on(answer, np.ones(ENOUGH)) == {}
    assert turns_on(answer, levels[1:]) == {}


def test_what_it_turns_on_is_told_from_enough_draws_on() -> None:
    found = compare(SMALL, ["+laken-riley"], ["midnight_population"])
    assert turning(found, found.others[0], "midnight_population").startswith("What it turns on is told from 200 draws")
    same = compare(SMALL, ["reports-2025-02"], ["midnight_population"])
    assert turning(same, same.others[0], "midnight_population") == ""


# as narrow as asked -----------------------------------------------------------------------------------------


def test_runs_are_added_until_the_mean_difference_is_as_narrow_as_asked() -> None:
    few = replace(SMALL, draws=20)
    asked = ("midnight_population",)
    before = widest(narrow(few, ["+laken-riley"], asked, "fiscal-year"), asked)
    found = narrow(few, ["+laken-riley"], asked, "fiscal-year", before / 2)
    assert found.base.plan.settings.draws > 40
    assert widest(found, asked) <= before / 2
    (difference,) = without_cost(found)
    error = difference.difference.std(ddof=1) / np.sqrt(len(difference.difference))
    assert widest(found, asked) == pytest.approx(100 * 2 * 1.645 * error / difference.values.mean())
    assert "as asked" in known_within(found, asked, before / 2)
    assert "would take more" in known_within(found, asked, before / 1000)


def test_the_first_runs_stay_when_more_are_added() -> None:
    asked = ("midnight_population",)
    before = narrow(replace(SMALL, draws=20), ["+laken-riley"], asked, "fiscal-year")
    found = narrow(replace(SMALL, draws=20), ["+laken-riley"], asked, "fiscal-year", widest(before, asked) / 1.5)
    np.testing.assert_array_equal(only(found)[:20], only(before))


def test_no_width_is_refused_or_changes_nothing() -> None:
    with pytest.raises(UsageError, match="--width"):
        narrow(SMALL, ["+laken-riley"], (), "fiscal-year", 0.0)
    assert narrow(SMALL, ["+laken-riley"], (), "fiscal-year").base.plan.settings.draws == SMALL.draws
