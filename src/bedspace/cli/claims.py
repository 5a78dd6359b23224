"""``claims`` and ``check``: read public numbers, keep them, check them."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bedspace.cli.options import warehouse_home
from bedspace.cli.show import Output, emit, output_options
from bedspace.cli.sources import source
from bedspace.errors import Fault, UsageError
from bedspace.fiscal import parse_day

if TYPE_CHECKING:
    from bedspace.claims.check.checks import Report
    from bedspace.figures.sources import Source

_LONGEST_NAME = 250
_LIKE_A_FILE = re.compile(r"\.[A-Za-z]\w{1,4}$|[/\\]")
_DATES = frozenset({"date", "year", "fiscal year", "time of day"})
_SHOWN = ("text_span", "metric", "low", "high", "comparator", "status", "score")


@click.group()
def claims() -> None:
    """The ledger of public claims; reading claims from text."""


@claims.command("read")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--said", metavar="DATE", help="Day of publication; resolves 'last weekend' and the like.")
@click.option("--jsonl", is_flag=True, help="Print one JSON object a claim.")
@click.option("--unread", is_flag=True, help="List the sentences with numbers that were not read, with reasons.")
@click.option("--topic-given", is_flag=True, help="Take the text to be about the system, whatever its words.")
@output_options
def read_files(
    files: tuple[str, ...], said: str | None, jsonl: bool, unread: bool, topic_given: bool, output: Output
) -> None:
    """Read the quantity claims of texts, HTML pages or PDFs ('-' is standard input)."""
    from bedspace.claims.read.documents import load
    from bedspace.claims.read.extraction import read

    day = _day(said)
    extracts = []
    for path in files:
        document = load(path)
        extracts.append((document, read(document.text, document.name, day, given_topic=topic_given)))
    if unread:
        rows = [
            {"doc": u.doc, "start": u.start, "end": u.end, "number": number, "reason": reason}
            for _, extract in extracts
            for u in extract.unread
            for number, reason in u.reasons
        ]
    else:
        rows = [claim.row() for _, extract in extracts for claim in extract.claims]
    if jsonl:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    left = sum(len(extract.unread) for _, extract in extracts)
    record = {"verb": "claims read", "said": said, "sources": {d.name: d.sha256 for d, _ in extracts}}
    columns = ("start", "number", "reason") if unread else _SHOWN
    emit(rows, output, title="Claims", record=record, data="", columns=columns if rows else ())
    if not unread and not (output.as_json or output.as_csv):
        click.echo(f"{left} sentences with numbers were not read; --unread lists them with reasons.", err=True)


def _day(said: str | None) -> date | None:
    return parse_day(said, "--said") if said else None


@claims.command("list")
@click.option("--metric", default="", help="Only entries of one metric.")
@click.option("--kind", default="", help="Only entries of one kind: number, event, denial, 'missing data', ...")
@click.option("--disagreements", is_flag=True, help="Pairs of entries that answer one question differently.")
@click.option("--calendar", is_flag=True, help="Who said what on which day.")
@output_options
def list_entries(metric: str, kind: str, disagreements: bool, calendar: bool, output: Output) -> None:
    """The ledger: who said what, when, where it can be read, and what became of it."""
    from bedspace.claims.ledger import entries as ledger

    columns: tuple[str, ...] = ("id", "when", "said_by", "says", "low", "high", "unit", "rests_on", "outcome")
    if disagreements:
        rows, columns = ledger.disagreements(), ("metric", "first", "says_first", "second", "says_second")
    elif calendar:
        rows, columns = ledger.calendar(), ("day", "who", "what", "kind")
    else:
        rows = ledger.rows(metric, kind)
    emit(rows, output, title="Ledger of public claims", record={"verb": "claims list"}, data="", columns=columns)


@click.command()
@click.argument("text", metavar="TEXT|FILE|-")
@click.option("--said", metavar="DATE", help="Day of publication; the statement is judged by what was known then.")
@click.option("--steps", is_flag=True, help="Show the arithmetic of each verdict.")
@click.option("--draft", is_flag=True, help="Print a paragraph to copy for each statement.")
@output_options
def check(text: str, said: str | None, steps: bool, draft: bool, output: Output) -> None:
    """Read the statements in a text and give each one verdict, with the figure, its source and what was not tested.

    TEXT is a sentence, the name of a file, or '-' for standard input.
    """
    known = source(click.get_current_context())
    doc, content = content_of(text)
    report = checked(content, _day(said), doc, known)
    rows = report.statements()
    if output.as_json or output.as_csv or output.parquet:
        record = {"verb": "check", "said": said, "claims": len(report.extract.claims), "doc": doc}
        emit(rows, output, title="Checks", record=record, data=known.fingerprint)
        return
    _tell(report, rows, said, steps=steps, draft=draft)


def _tell(report: Report, rows: list[dict[str, Any]], said: str | None, *, steps: bool, draft: bool) -> None:
    """The answers for people."""
    from bedspace.cli.statements import blocks, drafts

    if not rows:
        click.echo("The text holds no statement that can be read as a claim; nothing was checked.")
    for block in drafts(rows, said) if draft else blocks(rows, steps):
        click.echo(f"{block}\n")
    for note in report.rows():
        if note["check"] == "text":
            click.echo(f"note: {note['reason']}", err=True)
    for unread in report.extract.unread:
        numbers = ", ".join(f"'{number}' ({reason})" for number, reason in unread.reasons if reason not in _DATES)
        if numbers:
            click.echo(f"not read: {numbers}", err=True)


def checked(content: str, said: date | None, doc: str, known: Source) -> Report:
    """Check a text by arithmetic, by official figures, and by the model."""
    from bedspace.claims.check.checks import check as check_text
    from bedspace.studies.claims.feasibility import answered_from, factors

    return check_text(content, said, doc, answered_from(warehouse_home()), factors(), known)


def content_of(text: str) -> tuple[str, str]:
    """Name and text of what was given: standard input, a file, or the text itself."""
    from bedspace.claims.read.documents import load

    if not text.strip():
        raise UsageError(Fault("check", "the text is empty", "a sentence, the name of a file, or '-'"))
    if text == "-" or _names_file(text):
        document = load(text)
        return document.name, document.text
    return "-", text


def _names_file(text: str) -> bool:
    """Whether a text is the name of a file or folder, or could be nothing else: no blank, and an ending or a slash."""
    if len(text) > _LONGEST_NAME or "\n" in text or "\0" in text:
        return False
    return Path(text).exists() or (not re.search(r"\s", text) and bool(_LIKE_A_FILE.search(text)))
