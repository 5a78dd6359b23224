"""The five reports: each statement and number in our words, what was counted since, what answers it, the verdict."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bedspace.claims.check.findings import Verdict
from bedspace.claims.check.ledger_review import Reviewed, numbers_of_reports
from bedspace.claims.ledger.entries import Entry, ledger
from bedspace.report import printed, since
from bedspace.report.addresses import publishers
from bedspace.report.numbers import day
from bedspace.report.parts import Block, Cell, Paragraph, Section, Table, say
from bedspace.studies.accounts.rivals import words
from bedspace.studies.record.parts import Answer, answers

_WORDS = {
    Verdict.SUPPORTED: "supported",
    Verdict.CONTRADICTED: "contradicted",
    Verdict.MIXED: "mixing definitions",
    Verdict.UNCHECKABLE: "not checkable",
}
_NO_NUMBER = "none: no number is named"
_ELSEWHERE = "none: each of its numbers has a row of its own"
_PLACE = re.compile(r"[YS]?(\d{3})[-:]")


@dataclass(frozen=True)
class Statement:
    """One statement or number of a report.

    Attributes
    ----------
    number : str
        Its number in the record, which readers do not see.
    says : str
        In our words.
    answer : Answer
        What answers it.
    reviewed : Reviewed or None
        What the checks found of a number.
    """

    number: str
    says: str
    answer: Answer
    reviewed: Reviewed | None


def statements_of(report: str, reviewed: Sequence[Reviewed]) -> list[Statement]:
    """Statements and numbers of a report, part by part; one of several reports stands in each."""
    checked = {one.entry.id: one for one in reviewed}
    return [
        Statement(number, says, answer, checked.get(number))
        for answer in answers()
        for number, says in answer.statements.items()
        if report in _PLACE.findall(number)
    ]


def section(reviewed: Sequence[Reviewed]) -> Section:
    """An overview of the five, and each of them folded."""
    texts = numbers_of_reports()
    of_each = {report: statements_of(report, reviewed) for report in texts}
    made = [statement.number for told in of_each.values() for statement in told]
    intro = [
        say(
            "Five reports of February 2025 make {all} statements on one system.",
            all=str(len(set(made))),
        ),
        say(
            "{more} of them stand in two reports or more and are listed in each, so the lists have {rows} rows.",
            more=str(sum(count > 1 for count in Counter(made).values())),
            rows=str(len(made)),
        ),
        say("A verdict compares a number with official tables; the model gives none."),
        say("Arrests are in no official table: the Deportation Data Project counts them by week from ICE's records."),
    ]
    tables = [_table(texts[report][0], told) for report, told in of_each.items()]
    blocks: list[Block] = [Paragraph(intro), *tables, printed.table()]
    return Section("reports", "The five reports, statement by statement", blocks)


def name_of(entry: Entry) -> str:
    """Outlet and date of the report that an entry stands in, and its subject where no outlet is named."""
    published = entry.source.date
    dated = day(date.fromisoformat(published)) if re.fullmatch(r"\d{4}-\d\d-\d\d", published) else published
    outlet, title = entry.source.publisher, entry.source.title
    named = outlet if outlet in publishers() or " on " in outlet else f"{outlet}, {title[0].lower()}{title[1:]}"
    return f"{named[0].upper()}{named[1:]}, {dated}"


def _summary(told: Sequence[Statement]) -> str:
    """How many statements and numbers a report has, and what became of the numbers."""
    verdicts = Counter(each.reviewed.verdict for each in told if each.reviewed)
    parts = ", ".join(f"{verdicts[verdict]} {_WORDS[verdict]}" for verdict in _WORDS if verdicts[verdict])
    numbers = sum(verdicts.values())
    return f"{len(told)} statements, {numbers} of them numbers: {parts}"


def _table(entry: Entry, told: Sequence[Statement]) -> Table:
    rows = [_row(statement) for statement in told]
    columns = ("Said, in our words", "By", "Counted since", "What answers it here", "Verdict, and why")
    caption = f"{name_of(entry)}: {_summary(told)}"
    return Table(caption, columns, rows, frozenset(range(5)), folded=True, merged=frozenset({2, 3, 4}))


def _row(statement: Statement) -> list[Cell]:
    return [statement.says, _by(statement), counted_since(statement), _answered(statement.answer), _verdict(statement)]


def _by(statement: Statement) -> str:
    entries = {entry.id: entry for entry in ledger()}
    entry = entries.get(statement.number)
    shared = len(set(_PLACE.findall(statement.number))) > 1
    return entry.said_by if entry else "several reports" if shared else "the report"


def _answered(answer: Answer) -> Cell:
    """The mechanism, with what it rests on, and the accounts that would explain what is said."""
    causes = " ".join(
        f"A rival account: {words()[name].cause[0].lower()}{words()[name].cause[1:]}" for name in answer.accounts
    )
    return f"{answer.how} Rests on what is {answer.rests_on}. {causes}".strip()


def _verdict(statement: Statement) -> Cell:
    one = statement.reviewed
    if one is None:
        return _ELSEWHERE if re.search(r"\d", statement.says) else _NO_NUMBER
    reason = one.deciding.summary if one.deciding else "nothing to compare it with"
    return f"{one.verdict.value}: {reason}"


def counted_since(statement: Statement) -> Cell:
    """What was counted since of that which a statement speaks of."""
    told = since.of_number(statement.reviewed.entry) if statement.reviewed else None
    return told or since.of_name(statement.answer.counted.get(statement.number, ""))
