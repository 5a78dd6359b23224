"""``bedspace claims``: read public numbers, and the ledger of them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from bedspace.cli.options import Day
from bedspace.cli.show import Output, emit, output_options
from bedspace.errors import InputRefused

_SHOWN = ("text_span", "metric", "low", "high", "comparator", "status", "score")


@click.group()
def claims() -> None:
    """The ledger of public claims; reading claims from text."""


@claims.command("read")
@click.argument("files", metavar="FILE|FOLDER...", nargs=-1, required=True)
@click.option("--said", type=Day(), metavar="DATE", help="Day of publication; resolves 'last weekend' and the like.")
@click.option("--jsonl", is_flag=True, help="Print one JSON object a claim.")
@click.option("--unread", is_flag=True, help="List the sentences with numbers that were not read, with reasons.")
@click.option("--topic-given", is_flag=True, help="Take the text to be about the system, whatever its words.")
@output_options
def read_files(
    files: tuple[str, ...], said: date | None, jsonl: bool, unread: bool, topic_given: bool, output: Output
) -> None:
    """Read the quantity claims of texts, HTML pages, PDFs and transcripts, or of folders ('-' is standard input)."""
    from bedspace.claims.read.documents import load, load_all
    from bedspace.claims.read.extraction import read

    documents, faults = load_all(files) if len(files) > 1 or Path(files[0]).is_dir() else ([load(files[0])], [])
    extracts = [(each, read(each.text, each.name, said, given_topic=topic_given)) for each in documents]
    if unread:
        rows = [
            {"doc": u.doc, "start": u.start, "end": u.end, "number": number, "reason": reason}
            for _, extract in extracts
            for u in extract.unread
            for number, reason in u.reasons
        ]
    else:
        rows = [
            {**claim.row(), "speaker": document.said.speaker(claim.start)}
            for document, extract in extracts
            for claim in extract.claims
        ]
    left = sum(len(extract.unread) for _, extract in extracts)
    record = {
        "verb": "claims read",
        "said": said.isoformat() if said else None,
        "sources": {document.name: document.sha256 for document in documents},
        "left_out": [str(fault) for fault in faults],
    }
    columns: tuple[str, ...] = ("start", "number", "reason") if unread else _SHOWN
    columns = (*(["doc"] if len(documents) > 1 else []), *columns)
    columns += ("speaker",) if not unread and any(row["speaker"] for row in rows) else ()
    if jsonl:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
    else:
        emit(rows, output, title="Claims", record=record, data="", columns=columns if rows else ())
    if not unread and not (jsonl or output.as_json or output.as_csv):
        click.echo(f"{left} sentences with numbers were not read; --unread lists them with reasons.", err=True)
    if faults:
        raise InputRefused(faults)


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
