"""Many texts checked in one go: a row a statement, with its text, its speaker and its rank."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bedspace.claims.check.checks import Report
from bedspace.claims.check.findings import Finding
from bedspace.claims.check.together import differences
from bedspace.claims.check.verdicts.answers import Answer
from bedspace.claims.check.worth import order, worth
from bedspace.claims.claim import Claim
from bedspace.claims.ledger.lineage import Link, links
from bedspace.claims.read.documents import Document
from bedspace.claims.read.sentences import Sentence

Check = Callable[[str, date | None, str], Report]
"""What checks a text, given its words, the day when it was said, and its name."""


@dataclass(frozen=True)
class Checked:
    """A document with what was found in it."""

    document: Document
    report: Report
    said: date | None = None

    def rows(self) -> list[dict[str, Any]]:
        """One row a statement, in the order of the text."""
        pairs = zip(self.report.read, self.report.statements(), strict=True)
        return [self._row(sentence, answer, row) for (sentence, answer), row in pairs]

    def _row(self, sentence: Sentence, answer: Answer, row: dict[str, Any]) -> dict[str, Any]:
        claims = self.report.claims.get(sentence.index, [])
        rank = worth(answer.verdict, claims)
        return {
            **row,
            "doc": self.document.name,
            "start": sentence.start,
            "speaker": self.document.said.speaker(sentence.start),
            "rank": int(rank),
            "worth": str(rank),
        }

    def orders(self) -> list[tuple[int, int]]:
        """What the rows are sorted by where the most worthwhile come first."""
        return [
            order(answer.verdict, self.report.claims.get(sentence.index, [])) for sentence, answer in self.report.read
        ]


def check_all(documents: Iterable[Document], said: date | None, check: Check) -> list[Checked]:
    """Check texts one by one."""
    return [Checked(document, check(document.text, said, document.name), said) for document in documents]


def rows_of(checked: Sequence[Checked], ranked: bool = False) -> list[dict[str, Any]]:
    """Rows of all texts: in the order of the texts, or the most worthwhile first."""
    rows = [row for each in checked for row in each.rows()]
    if not ranked:
        return rows
    orders = [place for each in checked for place in each.orders()]
    return [row for _, row in sorted(zip(orders, rows, strict=True), key=lambda pair: pair[0])]


def derived(checked: Sequence[Checked]) -> list[Link]:
    """Pairs of texts of which one is likely to derive from the other, or both from a third."""
    return [link for link in links(*_read_in(checked)) if link.related]


def differing(checked: Sequence[Checked]) -> list[Finding]:
    """What the texts say differently."""
    return differences(*_read_in(checked))


def _read_in(checked: Sequence[Checked]) -> tuple[dict[str, str], list[Claim]]:
    """Texts by name, and the numbers read in all of them."""
    texts = {each.document.name: each.document.text for each in checked}
    return texts, [claim for each in checked for claim in each.report.extract.claims]
