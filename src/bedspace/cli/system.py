"""``bedspace system``: the parts of the system that the reports describe, and how each works here."""

from __future__ import annotations

import click

from bedspace.cli.show import Output, emit, output_options, record


@click.command()
@click.argument("part", required=False)
@click.option(
    "--statements", "all_statements", is_flag=True, help="Each statement of the reports, with what answers it."
)
@click.option("--arrows", is_flag=True, help="The table that the engines compile: an arrow a row.")
@click.option("--diagram", is_flag=True, help="The same table as a diagram, in the language of mermaid.")
@click.option("--methods", "as_text", is_flag=True, help="The same table as the text on methods.")
@output_options
def system(part: str | None, all_statements: bool, arrows: bool, diagram: bool, as_text: bool, output: Output) -> None:
    """The thirteen parts: what the reports say, how it works here, what it rests on, which test shows it."""
    from bedspace.figures.embedded import fingerprint
    from bedspace.model import drawing
    from bedspace.studies.record.parts import parts, statements

    if diagram or as_text:
        click.echo(drawing.mermaid() if diagram else drawing.methods(), nl=False)
        return
    if arrows:
        ends = ("from", "to", "kind", "size", "needs")
        emit(drawing.rows(), output, title="The system as a table", record=record(), data=fingerprint(), columns=ends)
        return
    rows = parts(part)
    columns = ("part", "statement", "element", "rests_on", *(["test"] if part else []))
    if all_statements:
        rows = statements(part)
        columns = ("id", "statement", "elements", "rests_on")
    emit(rows, output, title="The system of the five reports", record=record(), data=fingerprint(), columns=columns)
