"""The thirteen parts of the system that the reports describe, and what answers each statement of the reports.

An element of an answer is named with its kind. ``tools.docs.elements`` checks that each exists and names its test.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from bedspace.errors import UsageError, unknown


@dataclass(frozen=True)
class Element:
    """A thing of the software that answers a statement.

    Attributes
    ----------
    kind, name : str
    """

    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


@dataclass(frozen=True)
class Answer:
    """What answers some statements.

    Attributes
    ----------
    part, how, rests_on : str
    elements : tuple of Element
    statements : mapping of str to str
        Number of a statement -> what it says, in our words.
    counted : mapping of str to str
        Number of a statement -> name of the count that speaks to it; none where no table counts it.
    """

    part: str
    how: str
    rests_on: str
    elements: tuple[Element, ...]
    statements: Mapping[str, str]
    counted: Mapping[str, str] = field(default_factory=dict)

    @property
    def accounts(self) -> tuple[str, ...]:
        """Names of the rival accounts that would explain what is said."""
        return tuple(element.name for element in self.elements if element.kind == "account")


@cache
def answers() -> tuple[Answer, ...]:
    """All answers, in the order of the table."""
    return tuple(_answer(row) for row in _table("statements.toml")["answer"])


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("bedspace.studies.record").joinpath(name).read_text(encoding="utf-8"))


def _answer(row: Mapping[str, Any]) -> Answer:
    elements = tuple(Element(*text.split(": ", 1)) for text in row["elements"])
    named = row.get("counted", {})
    counted = dict.fromkeys(row["statements"], named) if isinstance(named, str) else named
    return Answer(row["part"], row["how"], row["rests_on"], elements, row["statements"], counted)


def statements(part: str | None = None) -> list[dict[str, str]]:
    """One row for each statement, in the order of their numbers; those of one part if it is named."""
    rows = [
        {
            "id": number,
            "statement": says,
            "part": each.part,
            "answer": each.how,
            "elements": "; ".join(str(element) for element in each.elements),
            "rests_on": each.rests_on,
        }
        for each in answers()
        for number, says in each.statements.items()
        if part in (None, each.part)
    ]
    return sorted(rows, key=lambda row: row["id"])


def parts(only: str | None = None) -> list[dict[str, str]]:
    """The thirteen parts, or one of them.

    Parameters
    ----------
    only : str, optional
        Name of a part.

    Returns
    -------
    list of dict
        With part, statement, element, rests_on and test.

    Raises
    ------
    UsageError
        If there is no such part.
    """
    rows: list[dict[str, str]] = _table("parts.toml")["parts"]
    chosen = [row for row in rows if only in (None, row["part"])]
    if not chosen:
        raise UsageError(unknown(f"part {only}", str(only), [row["part"] for row in rows]))
    return chosen
