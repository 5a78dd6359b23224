"""The official figures: series with their source cells, and one place of detention over releases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from bedspace.figures import series
from bedspace.figures.facilities.averages import by_place, over_releases, rounded_releases
from bedspace.figures.facilities.places import search
from bedspace.figures.scales import Measure
from bedspace.figures.sources import known_to
from bedspace.report.facility import alt_text, drawn
from bedspace.web import feet
from bedspace.web.pictures import Picture, inline
from bedspace.web.question import Day, Name, Question, Words
from bedspace.web.questions import Facilities, Facility, Flows, Revisions, Table, Why
from bedspace.web.tables import Row, table
from bedspace.web.view import Page, Reader, Values
from bedspace.web.views.stand import FLOWS

TABLES = {
    "detained_by_criminality": "People held on the day of a release, by criminality",
    "detained_by_disposition": "People held on the day of a release, by what they wait for",
    "ddp_midnight_population": "People held at midnight, daily",
    "adp": "Average daily population by month",
    "book_ins": "Book-ins by month and agency",
    "book_outs": "Book-outs by month and reason",
    "removals": "Removals of the fiscal year",
    "alos": "Mean stay of those booked out",
    "weekly_arrests": "Arrests by ICE, by week",
}
"""Tables that are offered, and what they hold."""
SHOWN = 120
"""Rows of a table on a page; the files have all of them, and the page says so."""
FIGURES = {"period": "Period", "whom": "For whom", "value": "Value", "unit": "Unit", "data_date": "Data to",
           "published": "Published", "source": "File, sheet and cell", "rests_on": "Mark"}  # fmt: skip
PLACES = {"name": "Facility", "city": "City", "state": "State", "average": "Average since 1 October",
          "through": "Through", "releases": "Releases", "source": "File, sheet and cell"}  # fmt: skip
PRINTINGS = {"from": "From", "through": "Through", "between": "Average between", "error": "Rounding ±",
             "average": "Average as printed", "published": "Published", "name": "Name printed", "told": "Odd",
             "source": "File, sheet and cell"}  # fmt: skip


MEASURES = {
    "detained_by_criminality": Measure("midnight", "snapshot"),
    "detained_by_disposition": Measure("midnight", "snapshot"),
    "ddp_midnight_population": Measure("midnight", "ddp"),
    "adp": Measure("average", "official"),
    "book_ins": Measure("book_in", "official"),
    "book_outs": Measure("book_out", "official"),
    "removals": Measure("removal_ice", "official"),
    "alos": Measure("stay", "official"),
    "weekly_arrests": Measure("arrest_ero", "ddp"),
}
"""What each table counts, and on whose scale."""
CHANGES = {"period": "Period", "whom": "For whom", "published_before": "Published", "before": "Value",
           "published": "Published again", "after": "Value then", "change": "Change", "source": "File, sheet and cell",
           "rests_on": "Mark"}  # fmt: skip
FOR_WHOM = {name: FIGURES[name] for name in ("period", "whom", "value")}
THEN = {"then": "Known then", "changed": "Change"}


class State(BaseModel):
    """A table and what had been published by a day, or by two; and words of a facility to look for."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: Name = "detained_by_criminality"
    as_of: Day | None = None
    then: Day | None = None
    words: Annotated[str, Field(max_length=80)] = ""


def _values(reader: Reader, state: State) -> Values:
    question = Table(name=state.name, as_of=state.as_of)
    heard = reader.desk.heard(question)
    rows = sorted(heard.whole["result"], key=lambda row: (row["period"], row["key"]), reverse=True)
    flows = Flows(as_of=state.as_of or date.max)
    known = max((row["published"] for row in rows if row["published"]), default=None)
    revisions = Revisions(name=state.name)
    changes = list(reversed(reader.desk.heard(revisions).whole["result"]))
    questions: dict[str, Question] = {
        "this table": question,
        **({"its revisions": revisions} if changes else {}),
        "flows": flows,
        "facilities": Facilities(),
    }
    columns = FIGURES
    if state.then:
        rows, columns = _beside(reader, state.name, state.then, rows), {**FOR_WHOM, **THEN, **FIGURES}
    links = (
        {"value": lambda row: reader.links.page("figure", figure=_named(state.name, row))} if reader.links.live else {}
    )
    rows, changes = (
        [{**row, "whom": row["key"].replace(";", "; ") or "all"} for row in each] for each in (rows, changes)
    )
    return {
        "state": state,
        "tables": TABLES,
        "count": len(rows),
        "figures": table(f"{TABLES.get(state.name, state.name)}, newest first", rows[:SHOWN], columns, links=links),
        "most": SHOWN,
        "definition": str(MEASURES[state.name]) if state.name in MEASURES else "",
        "revisions": table(
            f"Revisions: {len(changes)} cells that a later release printed otherwise, the newest {SHOWN} of them",
            changes[:SHOWN], CHANGES, folded=True,
        ) if changes else None,
        "flows": _flow_rows(reader, flows),
        "places": _places(reader, state.words),
        "foot": feet.foot(
            reader.links, questions, reader.links.page("data", name=state.name, as_of=state.as_of or known),
            f"As published by {state.as_of or known}.", _python(state),
        ),
    }  # fmt: skip


def _beside(reader: Reader, name: str, then: date, rows: Sequence[Row]) -> list[Row]:
    """The rows with what had been published by an earlier day."""
    earlier = reader.desk.heard(Table(name=name, as_of=then)).whole["result"]
    values = {(row["period"], row["key"]): row["value"] for row in earlier}
    found: list[Row] = []
    for row in rows:
        value = values.get((row["period"], row["key"]))
        found.append({**row, "then": value, "changed": None if value is None else row["value"] - value})
    return found


def _named(table_name: str, row: Row) -> str:
    """A figure as `why` is asked for it."""
    return ":".join(filter(None, (table_name, row["period"], row["key"])))


def _flow_rows(reader: Reader, question: Flows) -> Any:
    rows = list(reversed(reader.desk.heard(question).whole["result"]))
    columns = {"after": "After", "through": "Through", "days": "Days", **FLOWS, "later_file": "File of the release"}
    return table("Official flows a day between two releases, newest first", rows, columns)


def _python(state: State) -> str:
    day = f"date({state.as_of.year}, {state.as_of.month}, {state.as_of.day})" if state.as_of else "date.max"
    return (
        f"from datetime import date\n\nfrom bedspace.figures.series import as_of\n\n"
        f"figures = as_of({day}).figures({state.name!r})"
    )


def _places(reader: Reader, words: str) -> Any:
    rows = reader.desk.heard(Facilities()).whole["result"]
    asked = words.lower().split()
    found = [row for row in rows if all(word in _text(row) for word in asked)]
    links = {"name": lambda row: reader.links.page("facility", name=row["name"]) if reader.links.live else ""}
    caption = f"{len(found)} of {len(rows)} facilities" + (f" with “{words}”" if words else "")
    return table(caption, found, PLACES, folded=not words, links=links)


def _text(row: Mapping[str, Any]) -> str:
    return f"{row['name']} {row['city']} {row['state']}".lower()


def _bare(reader: Reader, given: Mapping[str, Any]) -> Values:
    state = {
        "name": given.get("name", ""),
        "as_of": given.get("as_of", ""),
        "then": "",
        "words": given.get("words", ""),
    }
    return {"state": state, "tables": TABLES, "figures": None, "places": _places(reader, "")}


class One(BaseModel):
    """A facility by words of any of its names."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: Words
    as_of: Day | None = None


def _one(reader: Reader, state: One) -> Values:
    question = Facility(name=state.name, as_of=state.as_of or date.max)
    heard = reader.desk.heard(question)
    known = max(row["published"] for row in heard.whole["result"] if row["published"])
    return {
        "state": state,
        "title": heard.title,
        "picture": facility_picture(reader, question),
        "foot": feet.foot(
            reader.links, {"this facility": question}, reader.links.page("facility", name=state.name, as_of=known),
            f"As published by {known}.",
        ),
    }  # fmt: skip


def facility_picture(reader: Reader, question: Facility) -> Picture:
    """People held between releases in one place."""
    rows = list(reversed(reader.desk.heard(question).whole["result"]))
    known = series.as_of(question.as_of, known_to(reader.desk.home))
    places = by_place(known)
    found = over_releases(places[search(question.name, places)], rounded_releases(known))
    widths = {width: inline(svg, f"facility-{width}") for width, svg in drawn(found).items()}
    listed = table("Every release, newest first", rows, PRINTINGS)
    title, subtitle = f"{found[-1].names[-1]}: people held", "Average between two releases, estimated from both"
    made = Picture("facility", title, alt_text(found), widths, listed, subtitle)
    return made.kept_at(reader.links, "facility", question.asked())


PAGE = Page("data", "data.html", _values, State, _bare)


def _figure(reader: Reader, state: Why) -> Values:
    heard = reader.desk.heard(state)
    rows = heard.whole["result"]
    columns = {name: words for name, words in PRINTED.items() if name in rows[0]}
    known = f"Data {heard.whole['data']}. The PDF is an exhibit of one page, with the cells and a hash of the answer."
    link = reader.links.page("figure", **state.asked())
    return {
        "state": state,
        "title": heard.title,
        "rows": table("Every printing of it", rows, columns),
        "foot": feet.foot(reader.links, {"this figure": state}, link, known, what=feet.PAGE),
    }


PRINTED = {"what": "What", "value": "Value", "unit": "Unit", "data_date": "Data to", "published": "Published",
           "source": "Source", "rests_on": "Mark"}  # fmt: skip
FIGURE = Page(
    "figure", "figure.html", _figure, Why, lambda _, given: {"state": {"figure": given.get("figure", "")}, "rows": None}
)
ONE = Page(
    "facility", "facility.html", _one, One, lambda _, given: {"state": {"name": given.get("name", "")}, "picture": None}
)
