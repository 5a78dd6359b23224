"""``bedspace why``: any shown number back to file, sheet and cell, or to its parameter and publication."""

from __future__ import annotations

import click

from bedspace.cli.show import Output, emit, output_options, record


@click.command()
@click.argument("figure")
@output_options
def why(figure: str, output: Output) -> None:
    """Where FIGURE comes from.

    FIGURE is the name of an output or a parameter, or an official figure written TABLE:PERIOD or
    TABLE:PERIOD:KEY, for instance book_ins:2024-12:agency=ice.
    """
    from bedspace.figures.embedded import fingerprint
    from bedspace.studies.provenance import trace

    emit(trace(figure), output, title=f"Where {figure} comes from", record=record(), data=fingerprint())
