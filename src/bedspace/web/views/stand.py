"""Where things stand: the newest counts, the flows of the last year, where it is heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup

from bedspace.cli.show import number
from bedspace.figures import series
from bedspace.figures.sources import known_to
from bedspace.figures.windows import between, windows
from bedspace.report.addresses import ICE
from bedspace.report.numbers import day, sign
from bedspace.report.parts import Cell, Table
from bedspace.report.windows import alt_text, drawn_flows
from bedspace.units import RestsOn
from bedspace.web import feet
from bedspace.web.pictures import Picture, inline
from bedspace.web.questions import Flows, Forecast, Latest
from bedspace.web.tables import table
from bedspace.web.view import Page, Reader, Values
from bedspace.web.views.predicted import predicted

CARDS = ("currently_detained", "ice_book_ins_a_day", "removals_from_custody_a_day", "discretionary_releases_a_day")
"""Counts in large type."""
A_YEAR = timedelta(days=400)
COLUMNS = {
    "what": "Count", "value": "Newest", "unit": "Unit", "day": "Day", "published": "Published", "before": "Before",
    "change": "Change", "a_year_before": "A year before", "rests_on": "Mark", "source": "Printed in",
}  # fmt: skip


def _values(reader: Reader, state: Latest) -> Values:
    heard = reader.desk.heard(state)
    rows = heard.whole["result"]
    newest = max(row["day"] for row in rows)
    flows = Flows(first=newest - A_YEAR, as_of=state.as_of or date.max)
    forecast = Forecast(as_of=state.as_of)
    known = max(row["published"] for row in rows if row["published"])
    told = f"Counts to {day(newest)}, the last of them published on {day(known)}."
    link = reader.links.page("", as_of=known)
    return {
        "title": heard.title,
        "cards": [_card(row) for row in rows if row["output"] in CARDS],
        "picture": flows_picture(reader, flows),
        "ahead": predicted(reader, forecast),
        "counts": table("The newest count of everything", rows, COLUMNS),
        "state": state,
        "foot": feet.foot(
            reader.links, {"newest counts": state, "flows": flows, "forecast": forecast}, link, told, PYTHON
        ),
    }


PYTHON = """import bedspace

counts = bedspace.latest().table()
rows = bedspace.forecast(None, (30, 90, 180)).table()"""


def _card(row: Mapping[str, Any]) -> dict[str, Any]:
    change = f"{row['change']:+,.0f} since {day(row['before_day'])}" if row["change"] is not None else ""
    year = row["change_in_a_year"]
    in_a_year = f"{year:+,.0f} against {day(row['a_year_before_day'])}" if year is not None else ""
    unit = {"persons": "people", "persons/day": "people a day"}.get(row["unit"], row["unit"])
    return {
        "figure": Markup("{} {}").format(number(round(row["value"])), sign(RestsOn(row["rests_on"]))),
        "label": f"{row['what']}, {unit}, {day(row['day'])}",
        "lines": [line for line in (change, in_a_year) if line],
    }


def flows_picture(reader: Reader, question: Flows) -> Picture:
    """The official flows between releases, each as a level over its days."""
    known = series.as_of(question.as_of, known_to(reader.desk.home))
    chosen = between(windows(known), question.first, question.last)
    rows = reader.desk.heard(question).whole["result"]
    widths = {width: inline(svg, f"flows-{width}") for width, svg in drawn_flows(chosen).items()}
    first, last = rows[0]["after"] + timedelta(days=1), rows[-1]["through"]
    citation = f"{ICE}: detention statistics, differences of two releases each; every file stands in the rows."
    made = Picture(
        "flows", "Official flows a day, between releases", alt_text(chosen), widths, _flow_table(rows),
        f"People a day, {day(first)} to {day(last)}; counted", citation=citation,
    )  # fmt: skip
    return made.kept_at(reader.links, "flows", question.asked())


FLOWS = {
    "ice_book_ins_a_day": "Booked in by ICE",
    "cbp_book_ins_a_day": "Handed over by CBP",
    "book_outs_a_day": "Booked out",
    "removals_from_custody_a_day": "Removed",
    "discretionary_releases_a_day": "Released at discretion",
    "bonded_out_a_day": "On bond",
    "book_outs_revised": "Revision of book-outs, people",
}


def _flow_table(rows: Sequence[Mapping[str, Any]]) -> Table:
    cells: list[list[Cell]] = [
        [f"{row['after'] + timedelta(days=1)} to {row['through']}", *(number(row[name]) for name in FLOWS),
         row["later_file"]]
        for row in reversed(rows)
    ]  # fmt: skip
    columns = ("Days", *FLOWS.values(), "File of the release")
    return Table("People a day, newest first", columns, cells, frozenset({0, len(columns) - 1}))


def _bare(*_: Any) -> Values:
    return {"title": "", "state": Latest()}


PAGE = Page("", "stand.html", _values, Latest, _bare)
