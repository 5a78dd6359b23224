"""The section on what was said: the numbers of the five reports checked, what contradicts what, and who said it when.

Only numbers, places and words of our own stand here; the reports' text stays with their publishers. Nothing is
totalled by person or party.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from bedspace.claims.check.findings import Verdict
from bedspace.claims.check.ledger_review import Reviewed, conflicts, numbers_of_reports, review
from bedspace.claims.ledger.entries import calendar, ledger
from bedspace.figures.public import of_series
from bedspace.report.numbers import day as in_words
from bedspace.report.numbers import reported, whole
from bedspace.report.parts import Block, Cell, Section, Table, say
from bedspace.report.said import name_of
from bedspace.studies.claims.feasibility import asked_of, factors
from bedspace.studies.run.runs import Answer

STRIP = date(2025, 1, 20), date(2025, 2, 14)
"""Days of the strip: the inauguration to the last of the five reports."""
_WORDS = frozenset({0, 1, 2, 3, 4})
_TOLD = frozenset({"number", "denial", "no comment", "missing data", "statement"})


def section(answer: Answer) -> Section:
    """What was said and when, and what does not fit together."""
    reviewed = review(asked_of(answer), factors())
    blocks: list[Block] = [_overview(reviewed), _conflicts(reviewed), _strip()]
    return Section("claims", "What was said, day by day, and what contradicts what", blocks)


def _overview(reviewed: Sequence[Reviewed]) -> Block:
    verdicts = Counter(one.verdict for one in reviewed)
    parts = ", ".join(f"{verdict.value}: {verdicts[verdict]}" for verdict in Verdict if verdicts[verdict])
    return say(
        "The five reports hold {all} numbers. Each is checked by arithmetic within its report and by official figures."
        " What speaks against a number counts before what supports it. The headline run gives a sentence and no"
        " verdict. {parts}. To agree proves nothing about an"
        " intention, and a number that nobody published a count of cannot be checked.",
        all=whole(len(reviewed)),
        parts=parts[0].upper() + parts[1:],
    )


def _conflicts(reviewed: Sequence[Reviewed]) -> Table:
    names = {report: name_of(entries[0]) for report, entries in numbers_of_reports().items()}
    rows: list[list[Cell]] = [
        [
            row["rule"],
            "; ".join(names.get(text, text) for text in row["texts"].split(", ")),
            row["summary"],
            row["verdict"],
        ]
        for row in conflicts(reviewed)
    ]
    columns = ("Contradiction", "Report", "What does not fit", "Verdict")
    return Table("Contradictions inside and between the reports", columns, rows, _WORDS)


def _strip() -> Table:
    """Day by day: what ICE posted, and what others said; blank where nothing was posted."""
    posted = {post.first: post for post in of_series("post")}
    first, last = STRIP
    days = [first + timedelta(days=k) for k in range((last - first).days + 1)]
    rows: list[list[Cell]] = [
        [
            f"{in_words(when)}, {when:%A}",
            reported(whole(posted[when].value), f"fact-{posted[when].fact}") if when in posted else "",
            said_on(when),
        ]
        for when in days
    ]
    caption = "Who said what, day by day; arrests posted by ICE, blank on days without a post"
    return Table(caption, ("Day", "Posted by ICE", "Said in public"), rows, frozenset({0, 2}))


def said_on(when: date) -> str:
    """What the ledger has for a day: single claims by who made them, a report by its outlet."""
    told = [row for row in calendar() if row["day"] == when.isoformat()]
    of = {entry.id: entry.report for entry in ledger() if entry.report}
    undated = {entry.report for entry in ledger() if entry.source.date == "undated"}
    single = [f"{row['who']}: {row['what']}" for row in told if row["id"] not in of and row["kind"] in _TOLD]
    reports = dict.fromkeys(of[row["id"]] for row in told if row["id"] in of and row["kind"] == "number")
    return "; ".join([*single, *(_appears(report, report in undated) for report in reports)])


def _appears(report: str, undated: bool) -> str:
    named = name_of(numbers_of_reports()[report][0])
    return f"report appears: {named}{' (day inferred)' if undated else ''}"
