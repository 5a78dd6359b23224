"""``claims`` and ``check``: read public numbers, keep them, check them."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

import click

from bedspace.cli.show import Output, emit, output_options
from bedspace.fiscal import parse_day

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
    from bedspace.claims.documents import load
    from bedspace.claims.extraction import read

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
        rows = [asdict(claim) for _, extract in extracts for claim in extract.claims]
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


@click.command()
@click.argument("text")
def check(text: str) -> None:
    """Read the claims in a text and check each one."""
    raise click.UsageError("not built yet")
