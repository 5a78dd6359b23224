"""Showing rows: a table for people, JSON, CSV or Parquet for machines."""

from __future__ import annotations

import csv
import json
import math
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from bedspace import __version__
from bedspace.errors import Fault, UsageError

Row = Mapping[str, Any]
_Command = TypeVar("_Command", bound=Callable[..., Any])


@dataclass(frozen=True)
class Output:
    """How the user wants the rows: at most one of the three; none is a table for people."""

    as_json: bool
    as_csv: bool
    parquet: str | None


def output_options(command: _Command) -> _Command:
    """Add ``--json``, ``--csv`` and ``--parquet FILE``; the command gets them as `output`."""

    @click.option("--parquet", "_parquet", metavar="FILE", help="Write the rows to a Parquet file.")
    @click.option("--csv", "_csv", is_flag=True, help="Print the rows as CSV.")
    @click.option("--json", "_json", is_flag=True, help="Print one JSON object.")
    def wrapped(*args: Any, _json: bool, _csv: bool, _parquet: str | None, **kwargs: Any) -> Any:
        if _json + _csv + (_parquet is not None) > 1:
            raise click.UsageError("choose one of --json, --csv and --parquet")
        return command(*args, output=Output(_json, _csv, _parquet), **kwargs)

    wrapped.__name__ = command.__name__
    wrapped.__doc__ = command.__doc__
    # options that stand below this decorator are stored on the inner function
    wrapped.__click_params__ = getattr(command, "__click_params__", []) + wrapped.__click_params__  # type: ignore[attr-defined]
    return wrapped  # type: ignore[return-value]


def emit(
    rows: Sequence[Row], output: Output, *, title: str, record: Row, data: str, columns: Sequence[str] = ()
) -> None:
    """Print or write rows.

    Parameters
    ----------
    rows : sequence of mappings
        All with the same keys, in the order of the columns.
    output : Output
    title : str
        Heading of the table for people.
    record : mapping
        The run record: what is needed to run it again.
    data : str
        Fingerprint of the data behind the rows.
    columns : sequence of str
        Columns shown to people where fewer than all; machines always get all.
    """
    if output.as_json:
        whole = {"bedspace": __version__, "data": data, "record": dict(record), "result": list(rows)}
        click.echo(json.dumps(whole, default=_plain, ensure_ascii=False))
    elif output.as_csv:
        _write_csv(rows)
    elif output.parquet:
        write_parquet(rows, Path(output.parquet))
        click.echo(f"{len(rows)} rows written to {output.parquet}", err=True)
    else:
        _print_table(rows, title, columns or (tuple(rows[0]) if rows else ()))


def record() -> dict[str, str]:
    """Record of an answer that needs no run: version, data and parameters."""
    from bedspace.figures.embedded import fingerprint as data
    from bedspace.parameters.catalogue import fingerprint as parameters

    return {"bedspace": __version__, "data": data(), "parameters": parameters()}


def write_parquet(rows: Sequence[Row], path: Path) -> None:
    """Write rows to a Parquet file: under another name first, then renamed.

    Raises
    ------
    UsageError
        If the file cannot be written there.
    """
    import duckdb

    if not path.absolute().parent.is_dir() or path.is_dir():
        raise UsageError(Fault(f"--parquet {path}", "cannot be written", "a file in a folder that exists"))
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        source, target = Path(folder) / "rows.json", Path(folder) / "rows.parquet"
        source.write_text(json.dumps(list(rows), default=_plain), encoding="utf-8")
        duckdb.sql(f"copy (from read_json('{source}', format='array')) to '{target}' (format parquet)")
        os.replace(target, path)


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


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "item"):
        return value.item()
    return str(value)


def _write_csv(rows: Iterable[Row]) -> None:
    rows = list(rows)
    if not rows:
        return
    writer = csv.DictWriter(sys.stdout, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


_SHORT = 24
"""Columns whose texts are no longer than this are never wrapped."""
_WIDTH = 110
"""Width of tables where the terminal does not tell, as in a pipe."""


def _print_table(rows: Sequence[Row], title: str, columns: Sequence[str]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title, title_justify="left", header_style="bold")
    for name in columns:
        texts = [number(row[name]) for row in rows]
        numeric = all(isinstance(row[name], int | float) or row[name] is None for row in rows)
        short = max((len(text) for text in texts), default=0) <= _SHORT
        table.add_column(name.replace("_", " "), justify="right" if numeric else "left", no_wrap=short, overflow="fold")
    for row in rows:
        table.add_row(*(number(row[name]) for name in columns))
    Console(width=None if sys.stdout.isatty() else _WIDTH).print(table)
