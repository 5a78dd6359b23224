"""The five reports: each statement and number in our words, what was counted since, what answers it, the verdict."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bedspace.claims.check.findings import Verdict
from bedspace.claims.check.ledger_review import Reviewed, numbers_of_reports
from bedspace.claims.ledger.entries import Entry, ledger
from bedspace.figures.counts import Count, counted_series
from bedspace.report import flows, held
from bedspace.report.addresses import publishers
from bedspace.report.findings import COHORT_DAYS
from bedspace.report.flows import anchor
from bedspace.report.numbers import counted, day, span, whole
from bedspace.report.parts import Block, Cell, Paragraph, Section, Table, say
from bedspace.studies.record.parts import Answer, answers

_WORDS = {
    Verdict.SUPPORTED: "supported",
    Verdict.CONTRADICTED: "contradicted",
    Verdict.MIXED: "mixing definitions",
    Verdict.UNCHECKABLE: "not checkable",
}
_NO_COUNT = "No table counts it."
_NO_NUMBER = "none: it names no number"
_PLACE = re.compile(r"[YS]?(\d{3})[-:]")
_ARRESTS = frozenset({"arrests_cumulative", "arrests_daily_actual"})


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
    every = {statement.number for told in of_each.values() for statement in told}
    intro = say(
        "Five reports of February 2025 make {all} statements on one system. Open one to read each in our words.",
        all=str(len(every)),
    )
    note = say("A verdict compares with official tables. A model shows what would have to hold, and gives no verdict.")
    tables = [_table(texts[report][0], told) for report, told in of_each.items()]
    blocks: list[Block] = [Paragraph([intro, note]), *tables]
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
    return f"{len(told) - numbers} statements; {numbers} numbers: {parts}"


def _table(entry: Entry, told: Sequence[Statement]) -> Table:
    rows = [_row(statement) for statement in told]
    columns = ("Said, in our words", "By", "Counted since", "What answers it here", "Verdict, and why")
    caption = f"{name_of(entry)}: {_summary(told)}"
    return Table(caption, columns, rows, frozenset(range(len(columns))), folded=True)


def _row(statement: Statement) -> list[Cell]:
    return [
        statement.says,
        _by(statement),
        since(statement),
        statement.answer.how,
        *_verdict(statement.reviewed),
    ]


def _by(statement: Statement) -> str:
    entries = {entry.id: entry for entry in ledger()}
    entry = entries.get(statement.number)
    return entry.said_by if entry else "the report"


def _verdict(one: Reviewed | None) -> list[Cell]:
    if one is None:
        return [_NO_NUMBER]
    reason = one.deciding.summary if one.deciding else "nothing to compare it with"
    return [f"{one.verdict.value}: {reason}"]


def since(statement: Statement) -> Cell:
    """What was counted since of that which a statement speaks of."""
    entry = statement.reviewed.entry if statement.reviewed else None
    if entry and entry.metric in _ARRESTS and entry.first:
        return _arrests(entry)
    if entry and entry.metric == "detained_population":
        return _held(date.fromisoformat(entry.first or "2025-02-05"))
    return _OF_PARTS.get(statement.answer.part, lambda: _NO_COUNT)()


def _arrests(entry: Entry) -> Cell:
    """Arrests by week that meet the days of a number: in all for a sum, else a day."""
    first, last = (date.fromisoformat(text) if text else None for text in (entry.first, entry.last))
    assert first is not None
    weeks = _weeks(first, last or COHORT_DAYS[1])
    total = sum(week.total for week in weeks)
    days = span(weeks[0].first, weeks[-1].last)
    if entry.metric == "arrests_cumulative" and len(weeks) > 1:
        return _told("{number} arrests by ICE in the weeks of {days}.", total, weeks[0], days)
    return _told("{number} arrests by ICE a day, {days}.", total / (7 * len(weeks)), weeks[0], days)


def _weeks(first: date, last: date) -> list[Count]:
    """Weeks whose middle lies in a span, or the one that holds it."""
    weeks = counted_series("arrests_week")
    inside = [week for week in weeks if first <= week.first + timedelta(days=3) <= last]
    return inside or [week for week in weeks if week.first <= first <= week.last]


def _told(template: str, value: float, source: Count, days: str) -> Cell:
    return say(template, number=counted(whole(value), anchor(source)), days=days)


def _busiest() -> Cell:
    week = flows.busiest_early_week()
    days = span(week.first, week.last)
    return _told("{number} arrests by ICE a day in the busiest early week, {days}.", week.a_day, week, days)


def _released() -> Cell:
    before, after = flows.fall_of_releases()
    return say(
        "Releases at discretion: {before} a day from {first}, {after} from {then}.",
        before=counted(whole(before.value), anchor(before)),
        first=day(before.first),
        after=counted(whole(after.value), anchor(after)),
        then=day(after.first),
    )


def _removed() -> Cell:
    count = counted_series("removed", flows.FIRST)[0]
    days = span(count.first, count.last)
    return _told("{number} people a day removed from custody, {days}.", count.value, count, days)


def _held(when: date = date(2025, 2, 9)) -> Cell:
    figures = held.held_counts(flows.FIRST - timedelta(days=14), flows.LAST)
    figure = min(figures, key=lambda each: abs((each.data_date - when).days))
    return say("{count} people held on {day}.", count=held.shown(figure), day=day(figure.data_date))


_OF_PARTS = {
    "targets": _busiest,
    "arrests": _busiest,
    "fate": _released,
    "removal": _removed,
    "history": _removed,
    "beds": _held,
}
"""Count that speaks to the statements of a part; no table counts what the other parts speak of."""
