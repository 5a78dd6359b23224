"""A chart in a file of its own, with the rows that it shows beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from bedspace.cli.writers import Row, csv_text
from bedspace.errors import Fault, UsageError
from bedspace.writing import target_of, write

chart_option: Callable[[Any], Any] = click.option(
    "--chart", type=click.Path(path_type=Path), metavar="FILE.svg", help="Draw it; the table goes beside, as .csv."
)


def draw(picture: Callable[[], str], rows: Sequence[Row], chart: Path) -> None:
    """Write a picture and its table.

    Raises
    ------
    UsageError
        If the file is no SVG, the packages to draw are not there, or a file cannot be written.
    """
    from bedspace.report.charts import require_drawing

    if chart.suffix.lower() != ".svg":
        raise UsageError(Fault(f"--chart {chart}", "no drawing of this kind", "a name that ends in .svg"))
    require_drawing()
    table = chart.with_suffix(".csv")
    target_of(table, "--chart")
    write(picture(), chart, "--chart")
    write(csv_text(rows), table, "--chart")
    click.echo(f"Drawn in {chart}, with its table in {table}", err=True)
