"""``bedspace check``: one verdict a statement, for a sentence, a file or a folder; the log of verdicts."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bedspace.cli.options import Day, warehouse_home
from bedspace.cli.show import Output, emit, output_options
from bedspace.cli.sources import source
from bedspace.errors import Fault, InputRefused, UsageError
from bedspace.writing import target_of

if TYPE_CHECKING:
    from bedspace.claims.check.batch import Checked
    from bedspace.claims.check.checks import Report
    from bedspace.claims.read.documents import Document
    from bedspace.figures.sources import Source

_LONGEST_NAME = 250
_LIKE_A_FILE = re.compile(r"\.[A-Za-z]\w{1,4}$|[/\\]")
_DATES = frozenset({"date", "year", "fiscal year", "time of day"})


@click.command()
@click.argument("text", metavar="TEXT|FILE|FOLDER|-", required=False)
@click.option(
    "--said", type=Day(), metavar="DATE", help="Day of publication; the statement is judged by what was known then."
)
@click.option("--steps", is_flag=True, help="Show the arithmetic of each verdict.")
@click.option("--draft", is_flag=True, help="Print a paragraph to copy for each statement.")
@click.option("--ranked", is_flag=True, help="The statements most worth checking first; always so for a folder.")
@click.option("--log", "kept", type=click.Path(path_type=Path), metavar="FILE", help="Append the verdicts to a log.")
@click.option(
    "--again", type=click.Path(path_type=Path), metavar="LOG", help="Check a log anew, and list the changed verdicts."
)
@output_options
@click.pass_context
def check(
    ctx: click.Context, text: str | None, said: date | None, steps: bool, draft: bool, ranked: bool,
    kept: Path | None, again: Path | None, output: Output,
) -> None:  # fmt: skip
    """Read the statements in a text and give each one verdict, with the figure, its source and what was not tested.

    TEXT is a sentence, a text file, HTML page, PDF or transcript, a folder of them, or '-' for standard input.
    """
    known = source(ctx)
    if again:
        if text is not None or said or kept:
            raise UsageError(Fault("--again", "it checks the texts of its log", "no TEXT, --said or --log beside it"))
        _again(again, known, output)
        return
    if kept:
        target_of(kept, "--log")
    documents, faults = documents_of(text)
    checked = check_documents(documents, said, known)
    ranked = ranked or (text is not None and text != "-" and _is_folder(text))
    _show(checked, said, known, output, steps=steps, draft=draft, ranked=ranked, left_out=faults)
    if kept:
        _log(kept, checked, known)
    if faults:
        raise InputRefused(faults)


def check_documents(documents: Sequence[Document], said: date | None, known: Source) -> list[Checked]:
    """Check texts by their arithmetic, by official figures, and by the model."""
    from bedspace.claims.check.batch import check_all
    from bedspace.claims.check.checks import check as check_text
    from bedspace.studies.claims.feasibility import answered_from, factors

    model, bridges = answered_from(warehouse_home()), factors()
    return check_all(documents, said, lambda text, day, doc: check_text(text, day, doc, model, bridges, known))


def documents_of(text: str | None) -> tuple[list[Document], list[Fault]]:
    """What was given - standard input, a file, a folder, or the text itself - and the files that cannot be read."""
    from bedspace.claims.read.documents import given, load, load_all

    if text is None or not text.strip():
        raise UsageError(Fault("check", "the text is empty", "a sentence, the name of a file or folder, or '-'"))
    if text != "-" and _is_folder(text):
        return load_all([text])
    return [load(text) if text == "-" or _names_file(text) else given(text)], []


def _is_folder(text: str) -> bool:
    return _names_file(text) and Path(text).is_dir()


def _names_file(text: str) -> bool:
    """Whether a text is the name of a file or folder, or could be nothing else: no blank, and an ending or a slash."""
    if len(text) > _LONGEST_NAME or "\n" in text or "\0" in text:
        return False
    return Path(text).exists() or (not re.search(r"\s", text) and bool(_LIKE_A_FILE.search(text)))


def _show(
    checked: Sequence[Checked], said: date | None, known: Source, output: Output, *, steps: bool, draft: bool,
    ranked: bool, left_out: Sequence[Fault],
) -> None:  # fmt: skip
    from bedspace.claims.check.batch import derived, differing, rows_of
    from bedspace.cli.statements import NOTHING_READ, blocks, drafts, said_differently, said_together

    rows = rows_of(checked, ranked)
    if output.as_json or output.as_csv or output.parquet:
        record = record_of(checked, said, ranked, left_out)
        emit(rows, output, title="Checks", record=record, data=known.fingerprint)
        return
    if not rows:
        click.echo(NOTHING_READ)
    for block in drafts(rows, said.isoformat() if said else None) if draft else blocks(rows, steps):
        click.echo(f"{block}\n")
    for link in derived(checked) if len(checked) > 1 else ():
        click.echo(f"{said_together(link)}\n")
    for finding in differing(checked) if len(checked) > 1 else ():
        click.echo(f"{said_differently(finding)}\n")
    for each in checked:
        _tell(each.report, f"{each.document.name}: " if len(checked) > 1 else "")


def record_of(
    checked: Sequence[Checked], said: date | None, ranked: bool = False, left_out: Sequence[Fault] = ()
) -> dict[str, object]:
    """The record of checked texts."""
    return {
        "verb": "check",
        "said": said.isoformat() if said else None,
        "ranked": ranked,
        "claims": sum(len(each.report.extract.claims) for each in checked),
        "sources": {each.document.name: each.document.sha256 for each in checked},
        "left_out": [str(fault) for fault in left_out],
    }


def _tell(report: Report, doc: str) -> None:
    """What stands beside the statements of a text: notes, and the numbers that were not read."""
    for note in report.rows():
        if note["check"] == "text":
            click.echo(f"note: {note['reason']}", err=True)
    for unread in report.extract.unread:
        used = report.used_in(unread.start, unread.end)
        numbers = ", ".join(
            f"'{number}' ({reason})"
            for number, reason in unread.reasons
            if reason not in _DATES and not any(number in words for words in used)
        )
        if numbers:
            click.echo(f"not read: {doc}{numbers}", err=True)


def _log(path: Path, checked: Sequence[Checked], known: Source) -> None:
    from bedspace.claims.check import log

    count = log.append(path, log.entries(checked, known, date.today()))
    click.echo(f"{count} verdicts added to {path}; `bedspace check --again {path}` checks them anew.", err=True)


def _again(path: Path, known: Source, output: Output) -> None:
    """Check a log anew; a changed verdict is a finding."""
    from bedspace.claims.check import again, log
    from bedspace.claims.read.documents import given
    from bedspace.cli.statements import changes

    logged = log.read(path)

    def check_by(text: str, said: date | None, doc: str, figures: Source) -> Checked:
        return check_documents([given(text, doc)], said, figures)[0]

    rows = again.changes(logged, known, check_by)
    told = f"{len(rows)} of {len(logged)} verdicts of {path} have changed."
    if output.as_json or output.as_csv or output.parquet:
        emit(rows, output, title="", record={"verb": "check", "again": str(path), "told": told}, data=known.fingerprint)
    else:
        click.echo(told)
        for block in changes(rows):
            click.echo(f"\n{block}")
    if rows:
        sys.exit(1)
