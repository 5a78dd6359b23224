"""A text checked: one block a statement, and a sentence to copy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from bedspace.cli.statements import draft
from bedspace.web import feet
from bedspace.web.feet import Foot
from bedspace.web.question import Day
from bedspace.web.questions import MOST_LETTERS_OF_A_BODY, Check, Text
from bedspace.web.view import Page, Reader, Values

LONGEST_LINK = 1_500
"""Letters of a text up to which a link holds it."""
EXAMPLE = "42,000 are held, 108 percent of the 40,000 beds funded"
_SURE = ("supported", "contradicted")


class State(BaseModel):
    """A text and the day on which it was said; no text is the empty form."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    text: Annotated[str, Field(max_length=MOST_LETTERS_OF_A_BODY)] = ""
    said: Day | None = None


def _values(reader: Reader, state: State) -> Values:
    if not state.text.strip():
        return {**_bare(reader, {}), "state": state}
    question = Text(text=state.text, said=state.said)
    rows = reader.desk.heard(question).whole["result"]
    return {
        "state": state,
        "example": EXAMPLE,
        "asked": True,
        "statements": [_statement(row, question.said) for row in rows],
        "foot": _foot(reader, question),
    }


def _statement(row: Mapping[str, Any], said: date | None) -> dict[str, Any]:
    untold = [word for word in row["not_tested"] if f"'{word}'" not in row["sentence"]]
    return {
        **row,
        "verdict": row["verdict"].capitalize(),
        "kind": row["verdict"] if row["verdict"] in _SURE else "other",
        "untold": untold,
        "draft": draft(row, said.isoformat() if said else None),
    }


def _foot(reader: Reader, question: Text) -> Foot:
    short = len(question.text) <= LONGEST_LINK
    link = reader.links.page("check", text=question.text, said=question.said) if short else ""
    told = "" if question.said else " No day is named: the newest figures are used."
    python = 'import bedspace\n\nrows = bedspace.check("the text").table()'
    made = feet.foot(
        reader.links,
        {"verdicts": Check(text=question.text, said=question.said)} if short else {},
        link,
        f"Judged by official figures.{told}",
        python,
    )
    return made if short else Foot("", made.known, ["bedspace check FILE"], python, ())


def _bare(_: Reader, given: Mapping[str, Any]) -> Values:
    state = {"text": str(given.get("text", ""))[:MOST_LETTERS_OF_A_BODY], "said": given.get("said", "")}
    return {"state": state, "example": EXAMPLE, "asked": False, "statements": [], "foot": None}


PAGE = Page("check", "check.html", _values, State, _bare)
