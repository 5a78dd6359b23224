"""``bedspace system``: the parts of the system that the reports describe, and how each works here."""

from __future__ import annotations

import click

from bedspace.cli.show import Output, emit, output_options, record


@click.command()
@click.argument("part", required=False)
@click.option(
    "--statements", "all_statements", is_flag=True, help="Each statement of the reports, with what answers it."
)
@output_options
def system(part: str | None, all_statements: bool, output: Output) -> None:
    """The thirteen parts: what the reports say, how it works here, what it rests on, which test shows it."""
    from bedspace.figures.embedded import fingerprint
    from bedspace.studies.record.parts import parts, statements

    rows = parts(part)
    columns = ("part", "statement", "element", "rests_on", *(["test"] if part else []))
    if all_statements:
        rows = statements(part)
        columns = ("id", "statement", "elements", "rests_on")
    emit(rows, output, title="The system of the five reports", record=record(), data=fingerprint(), columns=columns)
