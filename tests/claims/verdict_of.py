"""One call for the tests of verdicts: a text, the day when it was said, its verdict and sentence."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bedspace.claims.check.reading.continued import read_together
from bedspace.claims.check.statements import answer_to
from bedspace.claims.check.verdicts.answers import Answer
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.read.sentences import sentences
from bedspace.figures.sources import EMBEDDED
from bedspace.studies.claims.feasibility import factors

HERE = Path(__file__).parent / "statements"
SUPPORTED, CONTRADICTED, MIXED = "supported", "contradicted", "misleading mix of definitions"
FOLLOWS, NONE = "follows from the numbers", "cannot be checked"


def answer(text: str, said: str = "") -> Answer:
    """The answer to the first sentence of a text that states something."""
    day = date.fromisoformat(said) if said else None
    found = list(sentences(text))
    texts = ["", *(words for _, words in read_together(text, found)), ""]
    record = Record(EMBEDDED.of, day, factors())
    given = [
        answer_to(words, day, (texts[place], texts[place + 2]), text, record) for place, words in enumerate(texts[1:-1])
    ]
    return next((found for reading, found in given if reading.states_something), given[0][1])


def verdict(text: str, said: str = "") -> str:
    """The verdict in words."""
    return answer(text, said).verdict.value


@dataclass(frozen=True)
class Row:
    """A statement with the verdicts that an expert would accept, and those that would be false."""

    id: str
    said: str
    text: str
    allowed: frozenset[str]
    forbidden: frozenset[str]
    mention: tuple[str, ...]


def rows(path: Path) -> Iterator[Row]:
    """Statements of a file."""
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            lists = (frozenset(row[name].split("|")) for name in ("allowed", "forbidden"))
            told = tuple(filter(None, row["must_mention"].split("|")))
            yield Row(row["id"], row["said"], row["text"], *lists, told)
