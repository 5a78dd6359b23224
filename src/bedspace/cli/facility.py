"""``bedspace data facility``: one place of detention over releases, whatever names they print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bedspace.cli.drawing import chart_option, draw
from bedspace.cli.options import Day
from bedspace.cli.show import Output, Row, emit, output_options
from bedspace.cli.sources import source
from bedspace.errors import Fault, UsageError

if TYPE_CHECKING:
    from bedspace.figure import Figure
    from bedspace.figures.facilities.averages import Printing
    from bedspace.figures.sources import Source

NOTE = """
"average": people held a day since 1 October, as printed. "between": the same over the days since the release before,
which follows from the two averages times their days; "error" is the most that rounding can have moved it. A change
of earlier days falls into it."""


@click.command()
@click.argument("words", nargs=-1, metavar="[NAME]")
@output_options
@click.option("--as-of", type=Day(), default=date.max, help="Only what had been published by that day.")
@chart_option
@click.pass_context
def facility(ctx: click.Context, words: tuple[str, ...], as_of: date, chart: Path | None, output: Output) -> None:
    """One facility over releases.

    Its average population since 1 October, and in the days between releases.

    NAME is any name that releases print, or words of it with town or state: 'krome', 'orange county jail goshen'. Names
    at one street address are one place. Without NAME all facilities are listed.
    """
    from bedspace.figures import series
    from bedspace.figures.facilities.averages import by_place, over_releases, rounded_releases
    from bedspace.figures.facilities.places import not_in_table, search

    known = source(ctx)
    vintage = series.as_of(as_of, known)
    places = by_place(vintage)
    if not places:
        raise UsageError(Fault(f"--as-of {as_of}", "no facility had been published by then", _first_day(known)))
    record: dict[str, object] = {"verb": "data facility", **({"as_of": as_of.isoformat()} if as_of < date.max else {})}
    if not words:
        if chart:
            raise UsageError(Fault("--chart", "no facility to draw", "a NAME"))
        _list(places, output, record, known.fingerprint)
        return
    place = search(" ".join(words), places)
    found = over_releases(places[place], rounded_releases(vintage))
    rows = [_row(printing) for printing in found]
    if chart:
        from bedspace.report.facility import svg

        draw(lambda: svg(found), rows, chart)
    columns = ("from", "through", "days", "between", "error", "average", "published", "name", "told")
    apart = not_in_table(places[place])
    record |= {"facility": place, "not_in_identity_table": list(apart)}
    title = _sentence(found) + _apart(apart)
    emit(rows, output, title=title, record=record, data=known.fingerprint, columns=columns)
    if not (output.as_json or output.as_csv or output.parquet):
        click.echo(NOTE)


def _first_day(known: Source) -> str:
    from bedspace.figures.facilities.averages import TABLE

    return f"{min(figure.published for figure in known.of(TABLE))} or later"


def _apart(names: Sequence[str]) -> str:
    """That some names may be new ones of a place that has others."""
    if not names:
        return ""
    return f" Not in the identity table, each treated as a place of its own: {'; '.join(names)}."


def _list(places: Mapping[str, Sequence[Figure]], output: Output, record: Row, data: str) -> None:
    """Every place: its newest name, how many names and releases, and what was last printed."""
    from bedspace.figures.facilities.places import not_in_table

    rows = []
    for place, figures in sorted(places.items()):
        newest = max(figures, key=lambda figure: figure.rank)
        said = newest.dimensions
        rows.append(
            {
                "facility": place,
                "name": said["facility"],
                "city": said.get("city", ""),
                "state": said.get("state", ""),
                "names": len({figure.dimensions["facility"] for figure in figures}),
                "releases": len({figure.rank for figure in figures}),
                "first": min(figure.data_date for figure in figures),
                "through": newest.data_date,
                "average": newest.value,
                "unit": newest.unit.value,
                "published": newest.published,
                "source": str(newest.origin),
                "rests_on": "counted",
            }
        )
    title = f"{len(rows)} facilities; 'average' is over the days from 1 October through the day, as last printed."
    apart = not_in_table(figure for place in places.values() for figure in place)
    record = {**record, "not_in_identity_table": list(apart)}
    emit(rows, output, title=title + _apart(apart), record=record, data=data, columns=tuple(rows[0])[1:9])


def _row(printing: Printing) -> Row:
    figure, between = printing.average, printing.between
    return {
        "facility": figure.key.removeprefix("place="),
        "name": " and ".join(printing.names),
        "city": printing.city,
        "state": printing.state,
        "area": printing.area,
        "from": between.first,
        "through": between.last,
        "days": (between.last - between.first).days + 1,
        "between": between.value,
        "error": between.error,
        "between_rests_on": "estimated",
        "told": printing.told,
        "average": figure.value,
        "unit": figure.unit.value,
        "rests_on": "counted",
        "data_date": figure.data_date,
        "published": figure.published_on,
        "source": str(figure.origin),
        "earlier_source": str(printing.earlier.origin) if printing.earlier else "",
    }


def _sentence(found: Sequence[Printing]) -> str:
    """Newest name, the names before, and the last days in words."""
    last, names = found[-1], dict.fromkeys(name for printing in found for name in printing.names)
    name = ", ".join(filter(None, (last.names[-1], last.city, last.state)))
    others = [each for each in names if each not in last.names]
    also = f" Before: {'; '.join(others)}." if others else ""
    told = sum(bool(printing.told) for printing in found)
    odd = f" Something is odd in {told} of them: the table tells." if told else ""
    between = last.between
    rounding = f"(± {between.error:.2g} by rounding)"
    newest = (
        f"{between.value:,.0f} people on average {rounding} from {between.first} to {between.last}"
        if not last.told
        else f"{last.average.value:,.1f} people on average since 1 October, through {between.last}"
    )
    return f"{name}: {newest}. {len(found)} releases since {found[0].average.published}.{odd}{also}"
