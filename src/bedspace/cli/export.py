"""``bedspace export``: official figures as a data set that can be published."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from bedspace.cli.options import Day
from bedspace.cli.sources import source
from bedspace.errors import Fault, UsageError
from bedspace.writing import folder_for, write


@click.group()
def export() -> None:
    """Official figures as data sets that can be published."""


@export.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--as-of", type=Day(), default=date.max, help="Only what had been published by that day.")
@click.pass_context
def flows(ctx: click.Context, folder: Path, as_of: date) -> None:
    """Write the official flows between releases as a data package into DIR.

    Three tables as CSV - the flows with their revisions, every printed cell behind them, what each is a sum of - with
    a dictionary, sources, licence and citation. The same figures give the same bytes on every machine.
    """
    from bedspace.cli.datapackage import package
    from bedspace.figures import series
    from bedspace.figures.windows import cells, windows

    known = source(ctx)
    vintage = series.as_of(as_of, known)
    found = windows(vintage)
    if not any(window.flows for window in found):
        raise UsageError(Fault(f"--as-of {as_of}", "no flows had been published by then", "a later day"))
    files = package(found, list(cells(vintage)), known.fingerprint)
    target = folder_for(folder, "DIR")
    for name, text in files.items():
        write(text, target / name, "DIR")
    count = sum(len(window.flows) for window in found)
    click.echo(f"{count:,} flows, through {found[-1].through}, in {len(files)} files of {folder}.")


@export.command(hidden=True, add_help_option=False, context_settings={"ignore_unknown_options": True})
@click.argument("anything", nargs=-1, expose_value=False)
def claimreview() -> None:
    """Withdrawn."""
    what = "it was withdrawn: it put a rating made by a machine under a user's name"
    raise UsageError(Fault("export claimreview", what, remedy="Use `bedspace check`, and judge for yourself."))
