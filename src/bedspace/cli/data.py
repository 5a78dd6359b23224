"""``bedspace data``: official files into the user's warehouse, and figures out of it."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bedspace.cli.add import add
from bedspace.cli.facility import facility
from bedspace.cli.flows import flows
from bedspace.cli.show import Output, Row, emit, output_options
from bedspace.cli.sources import home_of, source
from bedspace.errors import Fault, UsageError
from bedspace.fiscal import parse_day
from bedspace.units import mark_of
from bedspace.writing import write

if TYPE_CHECKING:
    from bedspace.data.findings import Finding
    from bedspace.data.store.tables import Revision
    from bedspace.figure import Figure

_COUNTED = "counted"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def data() -> None:
    """Official files: read them, list them, ask them, check them.

    Every release is kept. The embedded reference figures and those of your own warehouse answer together.
    """


data.add_command(add)
data.add_command(flows)
data.add_command(facility)


@data.command("list")
@output_options
@click.pass_context
def list_(ctx: click.Context, output: Output) -> None:
    """The files in the warehouse."""
    from bedspace.data.store import warehouse

    home = home_of(ctx)
    rows = [{**asdict(loaded), "faults": 0} for loaded in warehouse.listing(home)]
    columns = ("file", "data_date", "published", "basis", "tables", "rows", "findings")
    record = _record("data list", home=str(home))
    emit(rows, output, title=str(home), record=record, data=warehouse.fingerprint(home), columns=columns)


@data.command()
@output_options
@click.argument("name")
@click.option("--as-of", metavar="D", help="Only what had been published by that day.")
@click.option("--data-through", metavar="D", help="Periods over by that day, in their last revision.")
@click.pass_context
def table(ctx: click.Context, name: str, as_of: str | None, data_through: str | None, output: Output) -> None:
    """Figures of the table NAME, as last published.

    Each with where it is printed.
    """
    from bedspace.data.store.tables import break_at, last_known, members, narrow

    if as_of and data_through:
        raise click.UsageError("choose one of --as-of and --data-through")
    known = source(ctx)
    wanted = members(name, known.quantities)
    day = parse_day(as_of, "--as-of") if as_of else None
    printings = known.of_all(wanted)
    chosen = last_known(printings, day)
    if day and not chosen:
        first = min(figure.published for figure in printings)
        raise UsageError(Fault(f"--as-of {day}", f"nothing of {name} had been published by then", f"{first} or later"))
    if data_through:
        limit = parse_day(data_through, "--data-through")
        chosen = [figure for figure in chosen if _over(figure, limit)]
    basis = "pseudo-real-time" if data_through else "as published"
    shown = narrow(name, chosen)
    dimensions = sorted({dimension for figure in shown for dimension in figure.dimensions})
    rows = [_figure_row(figure, dimensions, basis, break_at(figure)) for figure in shown]
    columns = ("key", "period", "value", "unit", "data_date", "published", "source")
    record = _record("data table", table=name, as_of=as_of, data_through=data_through, basis=basis)
    emit(
        rows,
        output,
        title=_title(name, as_of, data_through),
        record=record,
        data=known.fingerprint,
        columns=columns,
    )
    for text in sorted({row["break"] for row in rows if row["break"]}):
        click.echo(f"bedspace: {name}: {text}", err=True)


def _over(figure: Figure, day: date) -> bool:
    from bedspace.data.store.warehouse import ended

    return ended(figure, day)


def _title(name: str, as_of: str | None, through: str | None) -> str:
    if as_of:
        return f"{name}, published by {as_of}"
    return f"{name}, data through {through} in later revisions (pseudo-real-time)" if through else name


def _figure_row(figure: Figure, dimensions: list[str], basis: str, break_text: str) -> dict[str, Any]:
    return {
        "table": figure.quantity,
        **{name: figure.dimensions.get(name) for name in dimensions},
        "key": figure.key,
        "period": figure.period,
        "value": figure.value,
        "unit": figure.unit.value,
        "data_date": figure.data_date,
        "published": figure.published_on,
        "source": str(figure.origin),
        "basis": basis,
        "break": break_text,
        "rests_on": mark_of(figure.evidence).value,
    }


@data.command()
@output_options
@click.option("--as-of", metavar="D", help="Only what had been published by that day.")
@click.pass_context
def facilities(ctx: click.Context, as_of: str | None, output: Output) -> None:
    """Type and inspections of each facility.

    What the last release says of them in words.
    """
    from bedspace.data.store import warehouse

    home = home_of(ctx)
    day = parse_day(as_of, "--as-of") if as_of else None
    rows = [{**row, "rests_on": _COUNTED} for row in warehouse.details(home, day)]
    record = _record("data facilities", as_of=as_of)
    columns = ("key", "name", "text")
    emit(rows, output, title="Facilities", record=record, data=warehouse.fingerprint(home), columns=columns)


@data.command()
@output_options
@click.option("--severity", multiple=True, help="Only findings of this severity; may be repeated.")
@click.option("--page", metavar="FILE", type=click.Path(path_type=Path), help="Write them as a page.")
@click.pass_context
def check(ctx: click.Context, severity: tuple[str, ...], page: Path | None, output: Output) -> None:
    """What is wrong with the publisher's figures.

    Exit 1 if anything is.
    """
    from bedspace.data.quality.findings_page import findings_page, in_order
    from bedspace.data.quality.release_changes import check_between
    from bedspace.data.store import warehouse

    home = home_of(ctx)
    found = [*warehouse.findings(home), *check_between(warehouse.releases(home))]
    found = [finding for finding in found if not severity or finding.severity.value in severity]
    rows = [_finding_row(finding) for finding in in_order(found)]
    columns = ("severity", "kind", "file", "cell", "expected", "found")
    record = _record("data check", home=str(home))
    if page:
        files = len(warehouse.listing(home))
        write(findings_page(found, files, warehouse.fingerprint(home)), page, "--page")
        click.echo(f"{len(found)} findings written to {page}", err=True)
    emit(rows, output, title="Findings", record=record, data=warehouse.fingerprint(home), columns=columns)
    counts = Counter(finding.severity.value for finding in found)
    click.echo(", ".join(f"{number} {name}" for name, number in counts.items()) or "nothing found", err=True)
    if counts["wrong"] or counts["gap"]:
        sys.exit(1)


def _finding_row(finding: Finding) -> Row:
    return {
        "severity": finding.severity.value,
        "kind": finding.kind,
        "file": finding.file,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "expected": finding.expected,
        "found": finding.found,
        "note": finding.note,
    }


@data.command()
@output_options
@click.argument("name")
@click.pass_context
def revisions(ctx: click.Context, name: str, output: Output) -> None:
    """What later releases changed in the table NAME."""
    from bedspace.data.store.tables import members, narrow
    from bedspace.data.store.tables import revisions as changes

    known = source(ctx)
    figures = narrow(name, known.of_all(members(name, known.quantities)))
    rows = [_revision_row(revision) for revision in changes(figures)]
    columns = ("key", "period", "published_before", "before", "published", "after", "change", "partial_before")
    record = _record("data revisions", table=name)
    emit(rows, output, title=f"Revisions of {name}", record=record, data=known.fingerprint, columns=columns)


def _revision_row(revision: Revision) -> Row:
    return {
        "table": revision.figure.quantity,
        "key": revision.key,
        "period": revision.period,
        "published_before": revision.published_before,
        "before": revision.before,
        "published": revision.published,
        "after": revision.after,
        "change": revision.change,
        "partial_before": revision.partial_before,
        "unit": revision.figure.unit.value,
        "source": str(revision.figure.origin),
        "rests_on": _COUNTED,
    }


def _record(verb: str, **settings: object) -> Row:
    return {"verb": verb, **{name: value for name, value in settings.items() if value is not None}}
