"""Showing rows: a table for people, JSON, CSV or Parquet for machines."""

from __future__ import annotations

import math
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bedspace import __version__
from bedspace.cli.writers import Row, csv_text, json_text, parquet_bytes
from bedspace.writing import target_of, write

if TYPE_CHECKING:
    from bedspace.cli.layout import Column

__all__ = ["Heard", "Output", "Row", "emit", "heard", "number", "output_options", "record", "say"]
_Command = TypeVar("_Command", bound=Callable[..., Any])
COMMAND = "bedspace.command"
"""Where the context keeps the words of the command, without the folder of a warehouse."""


@dataclass(frozen=True)
class Output:
    """How the user wants the rows: at most one of the three; none is a table for people."""

    as_json: bool
    as_csv: bool
    parquet: Path | None


def output_options(command: _Command) -> _Command:
    """Add ``--json``, ``--csv`` and ``--parquet FILE``; the command gets them as `output`."""

    @click.option(
        "--parquet",
        "_parquet",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="Write the rows to a Parquet file.",
    )
    @click.option("--csv", "_csv", is_flag=True, help="Print the rows as CSV.")
    @click.option("--json", "_json", is_flag=True, help="Print one JSON object.")
    def wrapped(*args: Any, _json: bool, _csv: bool, _parquet: Path | None, **kwargs: Any) -> Any:
        if _json + _csv + (_parquet is not None) > 1:
            raise click.UsageError("choose one of --json, --csv and --parquet")
        if _parquet is not None:
            target_of(_parquet, "--parquet")
        return command(*args, output=Output(_json, _csv, _parquet), **kwargs)

    wrapped.__name__ = command.__name__
    wrapped.__doc__ = command.__doc__
    # options that stand below this decorator are stored on the inner function
    wrapped.__click_params__ = getattr(command, "__click_params__", []) + wrapped.__click_params__  # type: ignore[attr-defined]
    return wrapped  # type: ignore[return-value]


def emit(
    rows: Sequence[Row],
    output: Output,
    *,
    title: str,
    record: Row | Callable[[], Row],
    data: str,
    columns: Sequence[str] = (),
) -> None:
    """Print or write rows.

    Parameters
    ----------
    rows : sequence of mappings
        All with the same keys, in the order of the columns.
    output : Output
    title : str
        Heading of the table for people.
    record : mapping, or what makes it
        The run record: what is needed to run it again. People do not see it, so it is not made for them.
    data : str
        Fingerprint of the data behind the rows.
    columns : sequence of str
        Columns shown to people where fewer than all; machines always get all.
    """
    if output.as_json:
        made = {
            **(record() if callable(record) else record),
            "command": _what_is_asked(click.get_current_context().meta[COMMAND]),
        }
        whole = {"bedspace": __version__, "data": data, "record": made, "result": list(rows)}
        _HEARER.get()(title, whole)
    elif output.as_csv:
        click.echo(csv_text(rows), nl=False)
    elif output.parquet:
        write(parquet_bytes(rows), output.parquet, "--parquet")
        click.echo(f"{len(rows)} rows written to {output.parquet}", err=True)
    else:
        _print_table(rows, title, columns or (tuple(rows[0]) if rows else ()))


def _what_is_asked(words: Sequence[str]) -> list[str]:
    """A command without the words that say where it is worked out, which move no bit of the answer."""
    return [
        word
        for before, word in zip(("", *words), words, strict=False)
        if word != "--resume" and word.partition("=")[0] != "--executor" and before != "--executor"
    ]


@dataclass(frozen=True)
class Heard:
    """What a verb answers to a caller in the same process: its title for people, and the object of ``--json``."""

    title: str
    whole: dict[str, Any]


_HEARER: ContextVar[Callable[[str, dict[str, Any]], None]] = ContextVar(
    "hearer", default=lambda _, whole: click.echo(json_text(whole))
)


@contextmanager
def heard() -> Iterator[list[Heard]]:
    """Collect what verbs would print with ``--json`` in this block."""
    answers: list[Heard] = []
    token = _HEARER.set(lambda title, whole: answers.append(Heard(title, whole)))
    try:
        yield answers
    finally:
        _HEARER.reset(token)


def record() -> dict[str, str]:
    """Record of an answer that needs no run: version, data and parameters."""
    from bedspace.figures.embedded import fingerprint as data
    from bedspace.parameters.catalogue import fingerprint as parameters

    return {"bedspace": __version__, "data": data(), "parameters": parameters()}


def number(value: Any) -> str:
    """Text of a value for people: three significant digits for estimates, whole numbers whole.

    >>> number(41234.5), number(0.01712), number(12.0)
    ('41,200', '0.0171', '12')
    """
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            return str(value)
        if value == int(value) and abs(value) < 1e15:
            return f"{int(value):,}"
        digits = float(f"{value:.3g}")
        return f"{digits:,.0f}" if abs(digits) >= 100 else f"{digits:g}"
    return f"{value:,}" if isinstance(value, int) else str(value)


_WIDTH = 110
"""Width of tables where neither the terminal nor COLUMNS tells, as in a pipe."""
_NARROWEST = 20


def _width() -> int:
    return max(shutil.get_terminal_size((_WIDTH, 0)).columns, _NARROWEST)


def say(text: str) -> None:
    """Print a sentence, folded at the width of the terminal."""
    from bedspace.cli.layout import fold

    click.echo("\n".join(fold(text, _width())))


def _print_table(rows: Sequence[Row], title: str, names: Sequence[str]) -> None:
    from bedspace.cli.layout import fold, lines_of

    width = _width()
    for line in fold(title, width):
        click.secho(line, bold=True)
    click.echo("\n".join(lines_of([_column(rows, name) for name in names], width)) if rows else "none")


def _column(rows: Sequence[Row], name: str) -> Column:
    from bedspace.cli.layout import Column

    values = [row[name] for row in rows]
    numeric = all(isinstance(value, int | float) or value is None for value in values)
    return Column(name.replace("_", " "), [number(value) for value in values], numeric)
