"""``bedspace find``: a word looked up among everything that has a name."""

from __future__ import annotations

from dataclasses import asdict

import click

from bedspace.cli.main import VERBS
from bedspace.cli.show import Output, emit, output_options, record
from bedspace.cli.sources import source


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="WORD...")
@output_options
@click.pass_context
def find(ctx: click.Context, words: tuple[str, ...], output: Output) -> None:
    """Everything that has WORD in its name or meaning: words, counts, parameters, policies, facilities, claims ...

    Several words must all be there. What has them in its name comes first.
    """
    from bedspace.studies.record.find import find as look_up
    from bedspace.studies.record.find import house_words

    known = source(ctx)
    found = look_up(words, known, {"verb": [(name, text) for name, (_, text) in VERBS.items()]})
    kinds = dict.fromkeys(thing.kind for thing in found)
    told = ", ".join(f"{sum(thing.kind == kind for thing in found)} {kind}" for kind in kinds)
    own = house_words(words)
    asked_for = " or ".join(f"'{text}'" for text in (" ".join(words), own) if text)
    title = f"{len(found)} with {asked_for}: {told}."
    asked = {**record(), "verb": "find", "words": list(words)}
    emit([asdict(thing) for thing in found], output, title=title, record=asked, data=known.fingerprint)
