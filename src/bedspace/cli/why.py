"""``bedspace why``: where a shown number comes from: file, sheet and cell, or parameter and publication."""

from __future__ import annotations

import click

from bedspace.cli.show import Output, emit, output_options, record
from bedspace.cli.sources import source


@click.command()
@click.argument("figure")
@output_options
@click.pass_context
def why(ctx: click.Context, figure: str, output: Output) -> None:
    """Where FIGURE comes from.

    FIGURE is the name of an output or a parameter, or an official figure written TABLE:PERIOD or
    TABLE:PERIOD:KEY, for instance book_ins:2024-12:agency=ice. Of the embedded tables every printing is shown that says
    something new, of your own warehouse every one.
    """
    from bedspace.studies.record.provenance import trace

    known = source(ctx)
    emit(trace(figure, known), output, title=f"Where {figure} comes from", record=record(), data=known.fingerprint)
