"""``bedspace sensitivity``: which assumed numbers move an output, and which conclusions turn inside their ranges."""

from __future__ import annotations

from typing import Any

import click

from bedspace.cli.options import expected_options, request_of
from bedspace.cli.show import Output, emit, output_options

COLUMNS = ("parameter", "at_low_end", "in_the_middle", "at_high_end", "ends", "variance_share", "turns")
"""Columns shown to people; machines get all."""


@click.command()
@click.argument("scenario", default="reports-2025-02")
@click.option("--output", "name", default="midnight_population", show_default=True, help="Name of an output.")
@expected_options
@output_options
def sensitivity(scenario: str, name: str, output: Output, **options: Any) -> None:
    """Put every assumed number of SCENARIO at both ends of its range, one at a time.

    A policy on top, as in NAME+POLICY, has a row without it and with it.
    A flow is summed over the run, anything else taken on its last day. Where SCENARIO takes the forecast, book-ins are
    held instead, since the forecast absorbs the numbers of the rates. The share of the variance that a number, or a
    source of noise, explains alone (its first-order Sobol index) comes from --draws runs, at least 200 of them;
    shares under two standard errors are left out.
    """
    from bedspace.cli.progress import working
    from bedspace.studies.policy.parts import explained
    from bedspace.studies.policy.sensitivity import sensitivity as study
    from bedspace.studies.policy.variance import NOISE
    from bedspace.studies.run.request import with_held_book_ins

    request = with_held_book_ins(request_of(scenario, **options))
    with working(f"putting the assumed numbers of {scenario} at their ends"):
        found = study(request, name)
        shares, split = explained(request, name, found.answer)
    shown = {source: share.shown for source, share in shares.items()}
    rows = [{**row, "variance_share": shown.get(row["parameter"])} for row in found.table()]
    says = [found.sentence(), *([split.sentence()] if split else [])]
    data = found.answer.asked["data"]

    def record() -> dict[str, Any]:
        return {**found.answer.record, "draws": request.draws, "seed": request.seed, "says": " ".join(says)}

    title = "\n".join([*says, f"{found.answer.scenario.name}: {name} with each assumed number at both ends"])
    emit(rows, output, title=title, record=record, data=data, columns=COLUMNS)
    if not (output.as_json or output.as_csv or output.parquet):
        emit(found.conclusions(), output, title="Conclusions", record=record, data=data)
        told = [
            f"{name} {shares[name].value:.0%} (error {shares[name].error:.0%})" for name in NOISE if shown.get(name)
        ]
        if told:
            click.echo(f"Shares of the variance that are no number's: {'; '.join(told)}.")
        click.echo("A conclusion turns where it differs between the ends of a range, or from the middle.")
