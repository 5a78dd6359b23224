"""A text checked: one block a statement, and a sentence to copy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from bedspace.claims.check.texts import published
from bedspace.cli.statements import NOTHING_READ, beside, by_file, draft, untold
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
    question = Text(text=state.text, said=state.said or published(state.text))
    rows = reader.desk.heard(question).whole["result"]
    return {
        "state": state.model_copy(update={"said": question.said}),
        "taken": question.said if not state.said else None,
        "example": EXAMPLE,
        "asked": True,
        "nothing_read": NOTHING_READ,
        "statements": [_statement(row, question.said) for row in rows],
        "verdicts": Counter(row["verdict"] for row in rows).most_common(),
        "read": list(_read(state.text, rows)),
        "foot": _foot(reader, question),
    }


def _statement(row: Mapping[str, Any], said: date | None) -> dict[str, Any]:
    return {
        **row,
        "verdict": row["verdict"].capitalize(),
        "kind": row["verdict"] if row["verdict"] in _SURE else "other",
        "untold": untold(row),
        "beside": beside(row),
        "sources": by_file(row["sources"]),
        "draft": draft(row, said.isoformat() if said else None),
    }


@dataclass(frozen=True)
class Piece:
    """A stretch of the text.

    Attributes
    ----------
    words : str
    number : int
        Of the statement that it belongs to; 0 for none.
    claim : bool
        Whether it was read as a number.
    verdict : str
    """

    words: str
    number: int = 0
    claim: bool = False
    verdict: str = ""


def _read(text: str, rows: Sequence[Mapping[str, Any]]) -> Iterator[Piece]:
    """The whole text in pieces, so that a reader sees what was read and what was not."""
    end = 0
    for number, row in sorted(enumerate(rows, 1), key=lambda each: each[1]["start"]):
        start = text.find(row["statement"], end)
        if start < 0:
            continue
        yield Piece(text[end:start])
        end = start + len(row["statement"])
        at = start
        for claim in sorted(row["claims"], key=lambda each: each["start"]):
            begin = text.find(claim["text_span"], at, end)
            if begin >= 0:
                yield Piece(text[at:begin], number, False, row["verdict"])
                at = begin + len(claim["text_span"])
                yield Piece(text[begin:at], number, True, row["verdict"])
        yield Piece(text[at:end], number, False, row["verdict"])
    yield Piece(text[end:])


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
    return {"state": state, "example": EXAMPLE, "asked": False, "statements": [], "read": [], "foot": None}


PAGE = Page("check", "check.html", _values, State, _bare)
