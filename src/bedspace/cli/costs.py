"""``bedspace costs``: dollars by fiscal year and account."""

from __future__ import annotations

from typing import Any

import click

from bedspace.cli.options import Renamed, request_of, run_options
from bedspace.cli.show import Output, emit, number, output_options
from bedspace.errors import CheckFailed, Fault, UsageError

TABLES = ("accounts", "unit", "spend-out", "others")
COLUMNS = {
    "accounts": ("fiscal_year", "account", "low", "central", "high", "q05", "q95", "rests_on"),
    "unit": ("fiscal_year", "of", "kind", "low", "central", "high", "definition", "rests_on"),
    "spend-out": ("appropriation", "fiscal_year", "days", "planned", "central", "left", "runs_out", "rests_on"),
    "others": ("who", "printed", "unit", "their_definition", "ours", "our_definition"),
}
"""Columns shown to people; machines get all."""
_MILLIONS = {"accounts": ("low", "central", "high", "q05", "q95"), "spend-out": ("planned", "central", "left")}
_TITLES = {
    "accounts": "million dollars by account",
    "unit": "dollars for a bed-day and for a removal",
    "spend-out": "million dollars of money for several years",
    "others": "printed by others: a comparison, not a check",
}


@click.command()
@click.argument("scenario", default="reports-2025-02")
@click.option("--dollars", type=click.Choice(["current", "constant"]), default="current", show_default=True)
@click.option(
    "--table",
    "name",
    type=Renamed(TABLES, {"beside": "others"}),
    help="The rows for machines, accounts by default; people see all four unless one is named.",
)
@run_options
@output_options
def costs(scenario: str, dollars: Any, name: str | None, output: Output, **options: Any) -> None:
    """Charge SCENARIO: dollars by fiscal year and account, low, central and high.

    Constant dollars are those of fiscal year 2025. A fiscal year that the run covers in part is not scaled up.
    """
    from bedspace.cli.progress import working
    from bedspace.studies.money.budget import costs as charge
    from bedspace.studies.run.checks import checks

    if options["engine"] != "expected":
        raise UsageError(Fault("--engine", "costs are those of expected numbers", "expected"))
    with working(f"charging {scenario}"):
        budget = charge(request_of(scenario, **options), dollars)
    if output.as_json or output.as_csv or output.parquet:
        rows = _rows(budget, name or "accounts")
        emit(rows, output, title="", record=lambda: budget.record, data=budget.answer.asked["data"])
    else:
        for each in (name,) if name else TABLES:
            _show(budget, each, output)
        for note in budget.notes:
            click.echo(note)
    failed = [check for check in checks(budget.answer) if not check.passed]
    if failed:
        raise CheckFailed([Fault(check.name, f"worst {check.worst:.3g}", check.statement) for check in failed])


def _rows(budget: Any, name: str) -> list[dict[str, Any]]:
    from bedspace.studies.money.spend_out import spend_out
    from bedspace.studies.money.unit_costs import printed_by_others, unit_costs

    rows: dict[str, Any] = {
        "accounts": budget.table,
        "unit": lambda: unit_costs(budget),
        "spend-out": lambda: spend_out(budget),
        "others": lambda: printed_by_others(budget),
    }
    found: list[dict[str, Any]] = rows[name]()
    return found


def _show(budget: Any, name: str, output: Output) -> None:
    """A table for people, large sums in millions."""
    rows = [_in_millions(_indented(row), _MILLIONS.get(name, ())) for row in _rows(budget, name)]
    if not rows:
        click.echo("The run ends before the money for several years begins.")
        return
    own = "current" if name == "spend-out" else budget.dollars
    title = f"{budget.answer.scenario.name}: {_TITLES[name]}, {own} dollars"
    emit(
        rows, output, title=title, record=lambda: budget.record, data=budget.answer.asked["data"], columns=COLUMNS[name]
    )


def _indented(row: dict[str, Any]) -> dict[str, Any]:
    """An item under its account, with its quantity."""
    if row.get("item", "all") == "all":
        return row
    return {**row, "account": f"  {row['item']}: {number(row['quantity'])} {row['unit']}"}


def _in_millions(row: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {key: value / 1e6 if key in names and value is not None else value for key, value in row.items()}
