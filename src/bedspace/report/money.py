"""The section on money: dollars by account, for a bed-day and for a removal, and money given for several years."""

from __future__ import annotations

from typing import Any

from bedspace.report.numbers import Shown, between, three
from bedspace.report.parts import Block, Cell, Section, Table, say
from bedspace.studies.money.budget import Budget
from bedspace.studies.money.items import ALL
from bedspace.studies.money.spend_out import spend_out
from bedspace.studies.money.unit_costs import printed_by_others, unit_costs
from bedspace.studies.run.runs import Answer
from bedspace.units import RestsOn

_MILLION = 1e6


def section(answer: Answer) -> Section:
    """What the run costs."""
    budget = Budget(answer)
    blocks: list[Block] = [_days(budget), _accounts(budget), *(say(note) for note in budget.notes)]
    blocks += [_units(budget), _printed_by_others(budget), *_spend_out(budget), _same(budget)]
    return Section("money", "What it costs, by fiscal year and account", blocks)


def _days(budget: Budget) -> Block:
    parts = [f"{period.days} of the {period.whole_days} days of FY{period.year}" for period in budget.periods]
    return say(
        "Dollars of the days of this run alone: {days}. A bed guaranteed by contract is paid for even if empty, and"
        " stands in a row of its own.",
        days=", ".join(parts),
    )


def _accounts(budget: Budget) -> Table:
    rows: list[list[Cell]] = [
        [
            row["fiscal_year"],
            row["account"] if row["item"] == ALL else f"– {row['item']}",
            _millions(row, "central"),
            between(row["low"] / _MILLION, row["high"] / _MILLION),
            between(row["q05"] / _MILLION, row["q95"] / _MILLION),
        ]
        for row in budget.table()
        if row["high"] or row["q95"]
    ]
    columns = ("Fiscal year", "Account", "Central", "Low to high price", "90 in 100 runs")
    return Table("Million dollars of the year, by account and item", columns, rows, frozenset({0, 1}))


def _millions(row: dict[str, Any], name: str) -> Shown:
    return Shown(three(row[name] / _MILLION), RestsOn(row["rests_on"]), "p-bed_day_cost")


def _units(budget: Budget) -> Table:
    rows: list[list[Cell]] = [
        [
            row["fiscal_year"],
            f"{row['of']}, {row['kind']}",
            row["definition"],
            Shown(three(row["central"]), RestsOn(row["rests_on"]), "p-marginal_bed_day_cost"),
            between(row["low"], row["high"]),
        ]
        for row in unit_costs(budget)
        if row["central"] is not None
    ]
    columns = ("Fiscal year", "Cost of", "Definition", "Dollars", "Low to high price")
    return Table("A bed-day and a removal: average, and what one more adds", columns, rows, frozenset({0, 1, 2}))


def _printed_by_others(budget: Budget) -> Table:
    rows: list[list[Cell]] = [
        [
            row["who"],
            row["their_definition"],
            f"{row['printed']:,.0f} {row['unit']}",
            three(row["ours"]) if row["ours"] is not None else "none that counts alike",
            row["our_definition"],
        ]
        for row in printed_by_others(budget)
    ]
    columns = ("Printed by", "What it counts", "Printed", "Here", "What that counts")
    return Table("Printed by others: a comparison and no check", columns, rows, frozenset({0, 1, 4}), folded=True)


def _spend_out(budget: Budget) -> list[Block]:
    rows: list[list[Cell]] = [
        [
            row["appropriation"],
            row["fiscal_year"],
            str(row["days"]),
            three(row["planned"] / _MILLION),
            _millions(row, "central"),
            three(row["left"] / _MILLION),
            row["runs_out"] or "not in these days",
        ]
        for row in spend_out(budget)
    ]
    columns = ("Money", "Fiscal year", "Days", "Planned", "Spent", "Left", "Nothing left on")
    title = "Money for several years against what the run spends from it, million dollars"
    return [Table(title, columns, rows, frozenset({0, 1, 6}))] if rows else []


def _same(budget: Budget) -> Block:
    record = budget.record
    return say(
        "The same rows as CSV: {command}. Constant dollars: add {constant}.",
        command=f"bedspace costs {record['scenario']} --draws {record['draws']} --seed {record['seed']} --csv",
        constant="--dollars constant",
    )
