"""Rows for machines: JSON, CSV and Parquet."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bedspace.errors import Fault, UsageError

Row = Mapping[str, Any]
_FORMULA = ("=", "+", "-", "@", "\t", "\n")
"""First signs that make a spreadsheet run a text as a formula."""


def json_text(whole: object) -> str:
    """JSON on one line; days as ISO dates."""
    return json.dumps(whole, default=_plain, ensure_ascii=False)


def csv_text(rows: Sequence[Row]) -> str:
    """CSV with a heading; no text in it runs as a formula in a spreadsheet. Empty for no rows."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows(map(inert, line) for line in [*rows[:1], *(row.values() for row in rows)])
    return text.getvalue()


def parquet_bytes(rows: Sequence[Row]) -> bytes:
    """Content of a Parquet file.

    Raises
    ------
    UsageError
        If the temporary folder of the machine cannot hold it.
    """
    import duckdb

    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        source, target = Path(folder, "rows.json"), Path(folder, "rows.parquet")
        try:
            source.write_text(json_text(list(rows)), encoding="utf-8", errors="backslashreplace")
            connection.read_json(str(source), format="array", sample_size=-1).write_parquet(str(target))
        except (duckdb.Error, OSError) as error:
            what = str(error).splitlines()[0]
            raise UsageError(Fault(f"temporary folder {Path(folder).parent}", what, "space for the rows")) from None
        return target.read_bytes()


def inert(cell: object) -> object:
    """The cell, with an apostrophe before a text that a spreadsheet would run.

    >>> inert("=1+1"), inert("-5.2"), inert(-5.2), inert("+quota-3000")
    ("'=1+1", '-5.2', -5.2, "'+quota-3000")
    """
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\r\n", "\n").replace("\r", "\n")  # a bare return would end the row: csv does not quote it
    return f"'{text}" if text.startswith(_FORMULA) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "item"):
        return value.item()
    return str(value)
