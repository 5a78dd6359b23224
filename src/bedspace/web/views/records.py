"""The official figures: series with their source cells, and one place of detention over releases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from bedspace.figures import series
from bedspace.figures.facilities.averages import by_place, over_releases, rounded_releases
from bedspace.figures.facilities.places import search
from bedspace.figures.sources import known_to
from bedspace.report.facility import alt_text, drawn
from bedspace.web import feet
from bedspace.web.pictures import Picture, inline
from bedspace.web.question import Day, Name, Question, Words
from bedspace.web.questions import Facilities, Facility, Flows, Table
from bedspace.web.tables import table
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
FIGURES = {"period": "Period", "key": "For whom", "value": "Value", "unit": "Unit", "data_date": "Data to",
           "published": "Published", "source": "File, sheet and cell", "rests_on": "Mark"}  # fmt: skip
PLACES = {"name": "Facility", "city": "City", "state": "State", "average": "Average since 1 October",
          "through": "Through", "releases": "Releases", "source": "File, sheet and cell"}  # fmt: skip
PRINTINGS = {"from": "From", "through": "Through", "between": "Average between", "error": "Rounding ±",
             "average": "Average as printed", "published": "Published", "name": "Name printed", "told": "Odd",
             "source": "File, sheet and cell"}  # fmt: skip


class State(BaseModel):
    """A table and what had been published by a day, and words of a facility to look for."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: Name = "detained_by_criminality"
    as_of: Day | None = None
    words: Annotated[str, Field(max_length=80)] = ""


def _values(reader: Reader, state: State) -> Values:
    question = Table(name=state.name, as_of=state.as_of)
    heard = reader.desk.heard(question)
    rows = sorted(heard.whole["result"], key=lambda row: (row["period"], row["key"]), reverse=True)
    flows = Flows(as_of=state.as_of or date.max)
    known = max((row["published"] for row in rows if row["published"]), default=None)
    questions: dict[str, Question] = {"this table": question, "flows": flows, "facilities": Facilities()}
    return {
        "state": state,
        "tables": TABLES,
        "count": len(rows),
        "figures": table(f"{TABLES.get(state.name, state.name)}, newest first", rows[:SHOWN], FIGURES),
        "most": SHOWN,
        "flows": _flow_rows(reader, flows),
        "places": _places(reader, state.words),
        "foot": feet.foot(
            reader.links, questions, reader.links.page("data", name=state.name, as_of=state.as_of or known),
            f"As published by {state.as_of or known}.", _python(state),
        ),
    }  # fmt: skip


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
    state = {"name": given.get("name", ""), "as_of": given.get("as_of", ""), "words": given.get("words", "")}
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
    subtitle = "Average a day; estimated from two averages that are printed"
    made = Picture("facility", "People held between releases", alt_text(found), widths, listed, subtitle)
    return made.kept_at(reader.links, "facility", question.asked())


PAGE = Page("data", "data.html", _values, State, _bare)
ONE = Page(
    "facility", "facility.html", _one, One, lambda _, given: {"state": {"name": given.get("name", "")}, "picture": None}
)
