"""``bedspace data add``: official files and series of one's own into the warehouse."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bedspace.cli.show import Output, Row, emit, output_options
from bedspace.cli.sources import home_of, source
from bedspace.errors import Fault, UsageError

if TYPE_CHECKING:
    from bedspace.data.store.reading import Added


@click.command()
@output_options
@click.argument("paths", nargs=-1, required=True, type=click.Path())
@click.pass_context
def add(ctx: click.Context, paths: tuple[str, ...], output: Output) -> None:
    """Read files or folders into the warehouse.

    A file of PATHS with a fault is refused whole, and the others go in.
    """
    from bedspace.data.store import loading, warehouse

    home = home_of(ctx)
    if "" in paths:
        raise UsageError(Fault("PATHS", "an empty name", "a file or a folder"))
    results = list(loading.add(home, map(Path, paths)))
    made = warehouse.exists(home)
    listed = {loaded.sha256: loaded for loaded in warehouse.listing(home)} if made else {}
    rows = [_added_row(result, listed) for result in results]
    columns = ("file", "data_date", "published", "rows", "faults", "findings", "state")
    emit(
        rows, output, title=f"Added to {home}", record={"verb": "data add", "home": str(home)},
        data=warehouse.fingerprint(home) if made else "", columns=columns,
    )  # fmt: skip
    refused = [fault for result in results for fault in result.faults]
    for fault in refused:
        click.echo(f"bedspace: {fault}", err=True)
    click.echo(_summary(results), err=True)
    if any(result.release for result in results):
        click.echo(_next_step(ctx), err=True)
    if refused:
        sys.exit(1)


def _added_row(result: Added, listed: dict[str, Any]) -> Row:
    from bedspace.data.store.reading import content_hash, printable

    digest = content_hash(result.path)
    loaded = listed.get(digest)
    return {
        "file": printable(result.path.name),
        "kind": result.kind,
        "data_date": loaded.data_date if loaded else None,
        "published": loaded.published if loaded else None,
        "sha256": digest,
        "tables": loaded.tables if loaded else 0,
        "rows": loaded.rows if loaded else 0,
        "faults": len(result.faults),
        "findings": loaded.findings if loaded else 0,
        "state": "refused" if result.faults else "in already" if result.known else "added",
    }


def _summary(results: list[Added]) -> str:
    refused = sum(bool(result.faults) for result in results)
    known = sum(result.known for result in results)
    faults = sum(len(result.faults) for result in results)
    return (
        f"{_number(len(results), 'file')}: {len(results) - refused - known} added, {known} in already, "
        f"{refused} refused with {_number(faults, 'fault')}"
    )


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"


def _next_step(ctx: click.Context) -> str:
    """The newest count now, and what to ask next."""
    from bedspace.figures import series
    from bedspace.figures.newest import newest

    first = next(iter(newest(series.as_of(date.max, source(ctx)))), None)
    told = f"The newest count now, {first.label}: {first.count.value:,.0f} on {first.count.day}. " if first else ""
    return f"{told}See all with 'bedspace latest'; 'bedspace run' starts from the newest day."
