"""The budget: sums, the guarantee, prices and their index, published arithmetic, spend-out, the verb."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest
from click.testing import CliRunner

from bedspace import costs as public_costs
from bedspace.cli.main import cli
from bedspace.errors import UsageError
from bedspace.model import money
from bedspace.parameters.catalogue import catalogue, sources
from bedspace.parameters.price_index import price_index, price_level
from bedspace.studies.money.budget import Budget, costs
from bedspace.studies.money.items import ABOVE, ALL, EMPTY, ITEMS
from bedspace.studies.money.spend_out import AFTER, Appropriation, appropriations, spend_out
from bedspace.studies.money.unit_costs import printed_by_others, unit_costs, yearly_error
from bedspace.studies.run.runs import Request, run

REPORTS = "reports-2025-02"

SPREADS = ("low", "central", "high", "q05", "q50", "q95")
ONE = np.ones((1, 1))


@cache
def budget(scenario: str = "reports-2025-02", days: int = 60, dollars: str = "current", **sets: str) -> Budget:
    return costs(Request(scenario, start=date(2025, 1, 19), draws=30, days=days, sets=sets), dollars)  # type: ignore[arg-type]


def row_of(found: Budget, account: str, item: str = ALL, year: str | None = None) -> dict:
    rows = [row for row in found.table() if (row["account"], row["item"]) == (account, item)]
    return next(row for row in rows if year in (None, row["fiscal_year"]))


# sums


def test_accounts_sum_to_the_total() -> None:
    found = budget("fiscal-2024", 300)
    for year in ("FY2025", "FY2026"):
        rows = [row for row in found.table() if row["fiscal_year"] == year]
        accounts = [row for row in rows if row["item"] == ALL and row["account"] != "total"]
        items = [row for row in rows if row["item"] != ALL]
        total = row_of(found, "total", year=year)
        for name in ("low", "central", "high"):
            assert sum(row[name] for row in accounts) == pytest.approx(total[name])
            assert sum(row[name] for row in items) == pytest.approx(total[name])
    np.testing.assert_allclose(sum(found.by_draw.dollars.values()), found.by_draw.total)


def test_custody_is_that_of_the_run_in_constant_dollars() -> None:
    """Bed-days by what is paid for them add up to the cost of custody that the engine reports."""
    found = budget("fiscal-2024", 300, "constant")
    engine = found.answer.result.outputs["custody_cost"][1:]
    np.testing.assert_allclose(found.by_draw.account("custody"), engine)


def test_every_row_carries_a_mark_and_ordered_spreads() -> None:
    rows = budget().table()
    assert {row["rests_on"] for row in rows} <= {"counted", "reported", "estimated", "assumed"}
    assert {row["account"] for row in rows} == {"total", *(item.account for item in ITEMS)}
    for row in rows:
        assert row["low"] <= row["central"] <= row["high"]
        assert row["q05"] <= row["q50"] <= row["q95"]


def test_two_fiscal_years_are_marked_with_their_days() -> None:
    found = budget("fiscal-2024", 300)
    heads = {(row["fiscal_year"], row["days"], row["days_of_year"], row["partial"]) for row in found.table()}
    assert heads == {("FY2025", 254, 365, True), ("FY2026", 46, 365, True)}
    assert "FY2025 (254 of 365 days)" in " ".join(found.notes)


def test_a_part_of_a_year_is_not_scaled_up() -> None:
    short, longer = budget("no-change", 20), budget("no-change", 40)
    assert row_of(longer, "officers")["central"] == pytest.approx(2 * row_of(short, "officers")["central"])


# the guarantee


def test_zero_people_still_pays_the_guarantee() -> None:
    used, empty, above = money.bed_days(0 * ONE, 41_500 * ONE, 27_488 * ONE)
    assert (used, empty, above) == (0, 27_488, 0)
    found = budget("no-change", 10, beds_guaranteed="300000")
    empty_row = row_of(found, "custody", EMPTY)
    held = found.answer.result.outputs["midnight_population"][1:]
    assert empty_row["quantity"] == pytest.approx((300_000 - np.median(held, 1)).sum())
    assert empty_row["central"] == pytest.approx(165 * empty_row["quantity"])
    assert row_of(found, "custody", ABOVE)["high"] == 0


def test_the_guarantee_never_makes_cost_fall_when_more_are_held() -> None:
    held = np.arange(0, 120_000, 50.0)
    for guaranteed in (0, 20_000, 41_500, 60_000):
        for marginal in (165, 245, 620):
            cost = money.custody_cost(held, 41_500 * np.ones(1), guaranteed * np.ones(1), 165 * np.ones(1), marginal)
            assert (np.diff(cost) >= -1e-6).all()
            further = money.further_bed_day(held, 41_500, guaranteed, 165, marginal)
            np.testing.assert_allclose(np.diff(cost) / 50, further[:-1], atol=1e-6)


def test_more_people_held_cost_more_and_nobody_else_less() -> None:
    few, many = budget("no-change", 60), budget("no-change", 60, ice_book_ins="600")
    assert row_of(many, "custody")["central"] > row_of(few, "custody")["central"]
    assert row_of(many, "officers")["central"] == row_of(few, "officers")["central"]


def test_bed_days_of_a_day_cost_what_custody_costs() -> None:
    held, funded, guaranteed = np.array([0.0, 30e3, 41.5e3, 70e3])[:, None], 41.5e3 * ONE, 35e3 * ONE
    used, empty, above = money.bed_days(held, funded, guaranteed)
    whole = money.custody_cost(held, funded, guaranteed, 165 * ONE, 320 * ONE)
    np.testing.assert_allclose((used + empty) * 165 + above * 320, whole)


# policies and prices


def test_an_empty_policy_changes_no_cent() -> None:
    answer = run(Request(REPORTS, draws=5, days=30))
    again = run(Request(REPORTS, draws=5, days=30, sets={}, off=()))
    assert Budget(answer).table() == Budget(again).table()


def test_prices_move_no_output() -> None:
    plain = run(Request(REPORTS, draws=5, days=30)).result.outputs
    dear = run(Request(REPORTS, draws=5, days=30, sets={"flight_hour_cost": "50000", "atd_share": "1"})).result.outputs
    for name, values in plain.items():
        np.testing.assert_array_equal(values, dear[name])


@pytest.mark.parametrize("name", [name for name in money.OF_THE_BUDGET if name != "inflation_ahead"])
def test_each_price_moves_the_total(name: str) -> None:
    parameter = catalogue()[name]
    changed = budget(days=60, **{name: str(parameter.at(date(2025, 1, 19)) * 0.9)})
    assert row_of(changed, "total")["central"] < row_of(budget(), "total")["central"] or name == "atd_days"
    assert row_of(changed, "total")["central"] != row_of(budget(), "total")["central"]


def test_constant_dollars_are_current_ones_in_the_base_year() -> None:
    current, constant = (budget("fiscal-2024", 300, kind) for kind in ("current", "constant"))
    for one, other in zip(current.table(), constant.table(), strict=True):
        later = one["fiscal_year"] != "FY2025"
        for name in SPREADS:
            assert one[name] == other[name] if not later or not one[name] else one[name] > other[name]


def test_prices_rise_after_the_index_at_the_assumed_rate() -> None:
    one, other = (
        row_of(budget("fiscal-2024", 300, kind), "officers", year="FY2026") for kind in ("current", "constant")
    )
    assert one["central"] / other["central"] == pytest.approx(1.025)


def test_the_index_carries_the_bed_day_to_what_was_printed_for_2016() -> None:
    """165 dollars of 2025 are 123.2 of 2016; the budget request of that year had 123.54 [CST004]."""
    assert 165 * price_level(2016, 0.0) == pytest.approx(123.54, rel=0.005)
    years = sorted(price_index())
    assert years == list(range(years[0], 2026))
    assert {"CPI001", "CPI002"} <= set(sources())
    with pytest.raises(UsageError, match="before the price index"):
        price_level(1999, 0.0)


def test_borrowed_agents_are_charged_to_other_departments_only_with_modelled_arrests() -> None:
    assert row_of(budget(), "other departments")["central"] > 0
    assert all(row["account"] != "other departments" for row in budget("no-change").table())


def test_decisions_are_those_of_the_run_where_it_has_them() -> None:
    plain = run(Request("no-change", start=date(2025, 1, 19), draws=3, days=20))
    outputs = plain.result.outputs
    one_a_day = {**outputs, "decisions": np.ones_like(outputs["removals"])}
    modelled = Budget(replace(plain, result=replace(plain.result, outputs=one_a_day)))
    assert row_of(modelled, "courts", "decisions")["quantity"] == 20
    assert "decisions of the run" in " ".join(modelled.notes)
    at = {name: plain.plan.settings.at(name, 1) for name in ("court_share", "court_days")}
    decided = outputs["midnight_population"][1:] * at["court_share"] / at["court_days"]
    assert row_of(Budget(plain), "attorneys", "cases")["quantity"] == pytest.approx(np.median(decided, 1).sum())


def test_the_way_of_removal_hardly_moves_what_courts_cost() -> None:
    counted, staged = (
        row_of(budget("reports-2025-02", **sets), "courts", "decisions")["quantity"]
        for sets in ({}, {"removal": "proceedings"})
    )
    assert staged == pytest.approx(counted, rel=0.15)


def test_other_dollars_are_refused() -> None:
    with pytest.raises(UsageError, match="current or constant"):
        public_costs(Request(REPORTS, draws=1, days=5), "gold")  # type: ignore[arg-type]


# published arithmetic


def test_published_arithmetic_is_reproduced() -> None:
    """CST008, CST021, TRN022 and TRN023."""
    assert money.cost_of_a_removal(50, 165) == 8250
    assert money.cost_of_a_removal(46, 165) == pytest.approx(7600, rel=0.005)
    assert money.cost_of_a_removal(50, 320) == 16_000
    assert yearly_error(5, 34_000) == pytest.approx(62e6, rel=0.001)
    assert money.seat_cost(17_000, 5, 135) == pytest.approx(630, abs=0.5)
    assert money.seat_cost(28_500, 10.5, 64) == pytest.approx(4675, abs=1)


def test_a_bed_day_costs_no_more_on_average_than_one_more() -> None:
    """Above the funded number; and nothing more is paid while a guaranteed bed is empty."""
    rows = {(row["of"], row["kind"]): row for row in unit_costs(budget(days=180)) if row["of"] == "bed-day"}
    assert rows["bed-day", "marginal"]["central"] > rows["bed-day", "average"]["central"] > 165
    unused = unit_costs(budget("no-change", 10, beds_guaranteed="300000"))
    assert next(row["high"] for row in unused if row["kind"] == "marginal") == 0


def test_no_removal_has_no_cost_of_a_removal() -> None:
    nobody = unit_costs(budget("no-change", 10, removal_effort="0"))
    assert {row["central"] for row in nobody if row["of"] == "removal"} == {None}


def test_figures_of_others_stand_beside_ours() -> None:
    rows = printed_by_others(budget())
    assert {8250, 17121, 70236} <= {row["printed"] for row in rows}
    assert all(row["their_definition"] and row["who"] for row in rows)
    assert [row["ours"] is None for row in rows] == [False, False, False, False, True]


def test_monitoring_ends_after_the_programme() -> None:
    entering = np.concatenate([100 * np.ones((1, 1)), np.zeros((800, 1))])
    stock = money.monitored(entering, 100 * np.ones(1))[:, 0]
    assert stock[0] == 100
    assert stock[-1] < 0.1
    assert stock.sum() == pytest.approx(100 * 100, rel=0.001)


# spend-out


def test_planned_money_adds_up_to_what_was_given() -> None:
    for each in appropriations():
        assert each.planned(date(2025, 1, 1), date(2030, 1, 1)) == pytest.approx(each.total)
        assert each.planned(each.available, each.available) == 0
        assert set(each.facts) <= set(sources())


def test_beds_beyond_those_funded_are_spent_from_the_money() -> None:
    found = budget("reports-2025-02+money-for-beds", 420)
    rows = [row for row in spend_out(found) if row["appropriation"].startswith("detention")]
    assert [row["fiscal_year"] for row in rows] == ["FY2025", "FY2026", AFTER]
    assert sum(row["days"] for row in rows) == (date(2029, 9, 30) - date(2025, 7, 4)).days + 1
    left = 45e9
    for row in rows:
        left -= row["central"]
        assert row["left"] == pytest.approx(max(left, 0))


def test_small_money_runs_out_on_the_day_when_it_is_spent() -> None:
    small = Appropriation("a little", 1e8, date(2025, 2, 1), date(2029, 9, 30), 0, "beds")
    found = budget(days=180)
    (first, *_) = spend_out(found, (small,))
    assert first["left"] == 0
    day = date.fromisoformat(first["runs_out"])
    path = found.by_price.dollars["custody", ABOVE][:, 1]
    rows = slice((small.available - found.answer.start).days - 1, (day - found.answer.start).days)
    assert path[rows].sum() >= 1e8 > path[rows][:-1].sum()


def test_money_that_begins_after_the_run_has_no_rows() -> None:
    assert spend_out(budget(days=60)) == []


def test_new_officers_are_spent_from_the_enforcement_money() -> None:
    without, hired = (budget(f"reports-2025-02{policy}", 420) for policy in ("", "+money-for-hiring"))
    spent = [
        sum(row["central"] for row in spend_out(each) if row["appropriation"].startswith("enforcement"))
        for each in (without, hired)
    ]
    assert spent[1] > 10 * max(spent[0], 1)


# the verb

SMALL = ("--draws", "10", "--days", "20")


def test_the_verb_gives_rows_by_year_and_account() -> None:
    whole = json.loads(CliRunner().invoke(cli, ["costs", "--json", *SMALL]).stdout)
    assert whole["record"]["dollars"] == "current"
    assert [*whole["result"][0]] == [
        *("fiscal_year", "days", "days_of_year", "partial", "dollars", "account", "item", "quantity", "unit"),
        *(*SPREADS, "rests_on"),
    ]


def test_the_verb_shows_all_tables_to_people() -> None:
    shown = CliRunner().invoke(cli, ["costs", "no-change", "--start", "2025-01-19", "--dollars", "constant", *SMALL])
    assert shown.exit_code == 0
    for text in ("constant dollars", "custody", "not a check", "Covered in part", "ends before the money"):
        assert text in shown.stdout


@pytest.mark.parametrize("name", ["unit", "spend-out", "others"])
def test_the_verb_gives_each_table_to_machines(name: str) -> None:
    arguments = ["costs", "--json", "--table", name, "--draws", "5", "--days", "180"]
    assert json.loads(CliRunner().invoke(cli, arguments).stdout)["result"]


def test_the_verb_refuses_what_it_does_not_know() -> None:
    assert CliRunner().invoke(cli, ["costs", "--dollars", "gold"]).exit_code == 2
