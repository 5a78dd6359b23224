"""``bedspace system``: the parts of the system that the reports describe, and how each works here."""

from __future__ import annotations

import click

from bedspace.cli.show import Output, emit, output_options, record


@click.command()
@click.argument("part", required=False)
@output_options
def system(part: str | None, output: Output) -> None:
    """The thirteen parts: what the reports say, how it works here, what it rests on, which test shows it."""
    from bedspace.figures.embedded import fingerprint
    from bedspace.studies.coverage import parts

    columns = ("part", "statement", "element", "rests_on", *(["test"] if part else []))
    emit(parts(part), output, title="The system of the five reports", record=record(), data=fingerprint(), columns=columns)
