"""``bedspace export``: answers in the formats of others."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from bedspace import __version__
from bedspace.cli.options import Day
from bedspace.writing import target_of, write


@click.group()
def export() -> None:
    """Write answers in the formats of others."""


@export.command("claimreview")
@click.argument("text", metavar="[FILE|TEXT]", default="-")
@click.option("--said", metavar="DATE", type=Day(), help="Day of publication of the text.")
@click.option("--reviewed", metavar="DATE", type=Day(), help="Day of the check; today by default.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="File to write.")
def claimreview(text: str, said: date | None, reviewed: date | None, out: Path) -> None:
    """Check the claims in a text and write them as ClaimReview (schema.org, JSON-LD), one object a claim.

    TEXT is a sentence, the name of a file, or '-' for standard input, the default. The file holds the words of
    each claim and nothing else of the text.
    """
    from bedspace.claims.claimreview import reviews
    from bedspace.cli.claims import checked, content_of

    target_of(out, "--out")
    doc, content = content_of(text)
    found = reviews(checked(content, said, doc), reviewed or date.today(), said, __version__)
    write(json.dumps(found, ensure_ascii=False, indent=1) + "\n", out, "--out")
    click.echo(f"{len(found['@graph'])} claims written to {out}", err=True)
