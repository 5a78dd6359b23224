"""``bedspace verify``: a published result run again and compared."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bedspace.cli.options import warehouse_home
from bedspace.cli.show import Output, emit, output_options, record
from bedspace.errors import BedspaceError, Fault, InputRefused, UsageError

if TYPE_CHECKING:
    from bedspace.studies.record.verify import Differing, Published

WRITING_VERBS = (("report",), ("verify",), ("data", "add"), ("log", "add"))
WRITING_OPTIONS = ("--log", "--chart", "--forecasts", "--parquet", "--page", "--out")
"""What a record from elsewhere may not run: it would write files here."""
ELSEWHERE_OPTIONS = ("--executor", "--resume")
"""Nor may it choose a cluster or what another run left here; no record of a verb has these."""
SHOWN = 20
"""Differing fields shown to people; machines get all."""


@click.command()
@click.argument("path", metavar="RECORD|-")
@output_options
def verify(path: str, output: Output) -> None:
    """Run RECORD again and say which fields differ; exit 1 if any of the content does.

    RECORD is the JSON of any verb, a report page, or a zip with one of them. A command that would write files is not
    run. Where it was made on another platform or version, numbers may differ by rounding, and it says so.
    """
    from bedspace.cli.progress import working
    from bedspace.studies.record.verify import differing, read, run_again

    published = read(_content(path), path)
    with working("running the record again"):
        again = _rerun(published.command) if published.command else run_again(published.record, warehouse_home())
    found = differing(published.whole, again if "record" in published.whole else again.get("record", again))
    title, rows = _sentence(published, found), [each.row() for each in found]
    machine = output.as_json or output.as_csv or output.parquet
    if machine or rows:
        asked = {**record(), "says": title}
        emit(rows if machine else rows[:SHOWN], output, title=title, record=asked, data=asked["data"])
    else:
        click.echo(title)
    if any(not each.environment for each in found):
        raise SystemExit(1)


def _content(path: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise UsageError(Fault(path, error.strerror or str(error), "a file with a record")) from None


def _rerun(command: Sequence[str]) -> dict[str, Any]:
    """The JSON object that a command prints now.

    Raises
    ------
    InputRefused
        If it would write files, reads the standard input, or cannot be run.
    """
    from bedspace.cli.main import VERBS, cli

    text = f"record, command '{' '.join(command)}'"
    refused = any(tuple(command[: len(verb)]) == verb for verb in WRITING_VERBS)
    refused |= not {*WRITING_OPTIONS, *ELSEWHERE_OPTIONS, "-"}.isdisjoint(word.split("=")[0] for word in command)
    if command[0] not in VERBS or refused:
        raise InputRefused(Fault(text, "it is not run: no verb, or one that writes or reads more than files"))
    home = (click.get_current_context().obj or {}).get("home")
    arguments = [*(("--home", home) if home else ()), *command, *(() if "--json" in command else ("--json",))]
    printed = io.StringIO()
    try:
        with redirect_stdout(printed):
            cli.main(args=arguments, prog_name="bedspace", standalone_mode=False)
    except (BedspaceError, click.ClickException, SystemExit) as error:
        if not printed.getvalue():
            raise InputRefused(Fault(text, f"it cannot be run here: {error}")) from None
    whole: dict[str, Any] = json.loads(printed.getvalue())
    return whole


def _sentence(published: Published, found: Sequence[Differing]) -> str:
    content = [each.field for each in found if not each.environment]
    elsewhere = (each for each in found if each.environment)
    made = "".join(f" It was made with {each.published} ({each.field}), here it is {each.again}." for each in elsewhere)
    rows = len(published.whole.get("result", ()))
    what = f"record and {rows:,} rows" if rows else "record"
    if content:
        first = f"the first of them {content[0]}" if len(content) > 1 else content[0]
        return f"Not reproduced: {len(content):,} of the fields of the {what} differ, {first}.{made}"
    exact = "numbers agree to a part in a thousand million" if made else "every bit is the same"
    return f"Reproduced: {what}, {exact}.{made}"
