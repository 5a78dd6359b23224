"""What becomes of a hundred people arrested, a dot each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bedspace.report.cohort_dots import chart
from bedspace.report.findings import told
from bedspace.report.numbers import span
from bedspace.studies.cohort.fate import Fate as Followed
from bedspace.studies.cohort.fate import fate
from bedspace.studies.run.runs import Request
from bedspace.web import feet
from bedspace.web.forms import boxes
from bedspace.web.pictures import Picture, of_chart
from bedspace.web.questions import Fate
from bedspace.web.tables import table
from bedspace.web.view import Page, Reader, Values

DRAWS = 200
ROWS = {"day": "Day since arrest", "outcome": "Outcome", "form": "Legal form", "reason": "Reason", "mean": "Mean",
        "q05": "5 %", "q95": "95 %", "rests_on": "Mark"}  # fmt: skip


class State(Fate):
    """A cohort with fewer draws than the verb has, for an answer in a second."""

    draws: int = DRAWS


def _values(reader: Reader, state: State) -> Values:
    question = Fate.model_validate({**dict(state)})
    rows = reader.desk.heard(question).whole["result"]
    followed = _followed(reader, question)
    known = followed.answer.vintage.day
    caption = f"{question.number:,.0f} people arrested {span(followed.first, followed.last)}"
    pinned = question.model_copy(update={"as_of": known}).asked()
    known_by = f"Data as published by {known}. {question.draws} model runs, seed {question.seed}."
    return {
        **_form(question.asked()),
        "picture": _drawn(reader, question, followed),
        "rows": table(caption, rows, ROWS, folded=True),
        "foot": feet.foot(reader.links, {"the cohort": question}, reader.links.page("fate", **pinned), known_by),
    }


def picture(reader: Reader, question: Fate) -> Picture:
    """The dots of a question."""
    return _drawn(reader, question, _followed(reader, question))


def _followed(reader: Reader, question: Fate) -> Followed:
    first, last = (date.fromisoformat(text) for text in question.arrested.split(".."))
    request = Request("+".join((question.scenario, *question.policy)), start=question.start, draws=question.draws,
                      seed=question.seed, inflow=question.inflow, as_of=question.as_of, home=reader.desk.home,
                      data_through=question.data_through, off=question.off, stale_ok=question.stale_ok,
                      sets=dict(text.split("=", 1) for text in question.set))  # fmt: skip
    with reader.desk.gate.entered():
        return fate(question.number, first, last, request)


def _drawn(reader: Reader, question: Fate, followed: Followed) -> Picture:
    cohort, marks = told(followed)
    made = of_chart(chart(cohort, marks, (followed.first, followed.last)))
    return made.kept_at(reader.links, "fate", question.asked())


LABELS = {"arrested": "Arrested, first day..last day", "number": "People arrested", "scenario": "Question"}


def _form(given: Mapping[str, Any]) -> Values:
    return {"boxes": boxes(State, LABELS, given)}


def _bare(_: Reader, given: Mapping[str, Any]) -> Values:
    return {**_form(given), "picture": None}


PAGE = Page("fate", "fate.html", _values, State, _bare)
