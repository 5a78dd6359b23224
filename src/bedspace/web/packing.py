"""An answer to take away whole: as a workbook, and as a zip that says what it is and can be verified.

The same answer gives the same bytes: entries carry no clock.
"""

from __future__ import annotations

import io
import re
import shlex
import tomllib
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from bedspace.cli.writers import Row, csv_text, inert, json_text
from bedspace.figures.scales import CONCEPTS
from bedspace.model.outputs import OUTPUTS
from bedspace.report.addresses import ICE, PROJECT, publishers
from bedspace.studies.run.record import RECORD_FILE

NO_CLOCK = (1980, 1, 1, 0, 0, 0)
_WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
WIDEST = 60
"""Letters of a column of a workbook."""
_DAYS = ("as_of", "data_through", "start", "days", "draws", "seed")
"""What a record says of its data and its run."""
MARKS = {
    "counted": "printed in an official table, or a difference of two that are",
    "reported": "said or printed by somebody else",
    "estimated": "worked out from counts",
    "assumed": "moved by a number that nobody counted",
}


def zipped(inside: Mapping[str, bytes]) -> bytes:
    """A zip of some files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in inside.items():
            target.writestr(zipfile.ZipInfo(name, NO_CLOCK), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def package(whole: Mapping[str, Any]) -> bytes:
    """A zip with the rows, the record that `bedspace verify` reads, and a text that says what they are."""
    return zipped(
        {
            "README.txt": "\n".join(_told(whole)).encode(),
            "rows.csv": csv_text(whole["result"]).encode("utf-8", "backslashreplace"),
            RECORD_FILE: json_text(whole).encode("utf-8", "backslashreplace"),
        }
    )


def workbook(whole: Mapping[str, Any]) -> bytes:
    """An XLSX: dollars by fiscal year and account where the rows are such, all rows, and what they are."""
    from openpyxl import Workbook

    book, rows = Workbook(write_only=True), whole["result"]
    if rows and {"fiscal_year", "account", "central"} <= rows[0].keys():
        _sheet(book, "By fiscal year and account", list(_by_year(rows)))
    _sheet(book, "Rows", [list(rows[0]), *(list(row.values()) for row in rows)] if rows else [])
    _sheet(book, "Read me", [[line] for line in _told(whole)])
    made = io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as packed:
        return zipped({each.filename: _WRITTEN.sub(rb"\g<1>1980-01-01T00:00:00Z", packed.read(each)) for each in
                       packed.infolist()})  # fmt: skip


def _sheet(book: Any, title: str, lines: Sequence[Sequence[Any]]) -> None:
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, column in enumerate(zip(*lines, strict=False), 1):
        sheet.column_dimensions[get_column_letter(number)].width = min(max(len(str(c)) for c in column) + 2, WIDEST)
    for line in lines:
        sheet.append([_cell(cell) for cell in line])


def _cell(value: object) -> object:
    """A value as a workbook can hold it: a list as JSON, a text without control letters and never a formula."""
    if isinstance(value, list | tuple | dict):
        value = json_text(value)
    return inert(_CONTROL.sub("", value)) if isinstance(value, str) else value


def _by_year(rows: Sequence[Row]) -> Iterator[list[Any]]:
    """An account or item a row, each fiscal year its low, central and high."""
    years = sorted({row["fiscal_year"] for row in rows})
    ends = ("low", "central", "high")
    yield ["account", "item", *(f"{year} {end}" for year in years for end in ends), "rests_on"]
    found: dict[tuple[str, str], dict[str, Row]] = {}
    for row in rows:
        found.setdefault((row["account"], row["item"]), {})[row["fiscal_year"]] = row
    for (account, item), of in found.items():
        cells = [of[year][end] if year in of else None for year in years for end in ends]
        yield [account, item, *cells, next(iter(of.values()))["rests_on"]]


def _told(whole: Mapping[str, Any]) -> Iterator[str]:
    """What the rows are, line by line."""
    record, rows = whole["record"], whole["result"]
    yield f"Rows of bedspace {whole['bedspace']}, data {whole['data']}"
    yield f"Asked for: {shlex.join(['bedspace', *record['command']])}"
    yield from (f"{name.replace('_', ' ')}: {record[name]}" for name in _DAYS if record.get(name))
    if days := sorted({row[name] for row in rows for name in ("published", "day", "date") if row.get(name)}):
        yield f"days in the rows: {days[0]} to {days[-1]}"
    yield ""
    yield "Columns"
    yield from (f"  {name}: {columns().get(name, name.replace('_', ' '))}" for name in (rows[0] if rows else ()))
    if named := [each for each in OUTPUTS if any(row.get("output") == each for row in rows)]:
        yield ""
        yield "Outputs"
        yield from (f"  {name} ({OUTPUTS[name].unit}): {OUTPUTS[name].definition}" for name in named)
    yield ""
    yield "What a number rests on"
    yield from (f"  {mark}: {what}" for mark, what in MARKS.items() if any(row.get("rests_on") == mark for row in rows))
    if sources := list(dict.fromkeys(str(row["source"]) for row in rows if row.get("source"))):
        yield ""
        yield "Printed in"
        yield from (f"  {source}" for source in sources)
    yield ""
    yield "Publishers"
    yield from (f"  {name}: {publishers()[name]}" for name in (ICE, PROJECT))
    yield ""
    yield "Definitions that are never mixed"
    yield from (f"  {name}: {meaning}" for name, meaning in CONCEPTS.items())
    yield ""
    yield f"To cite: The bedspace contributors, bedspace {whole['bedspace']}, data {whole['data']}; and the official"
    yield "tables named above. To see that the numbers are reproduced: bedspace verify on this zip or its JSON."
    yield "A model of counts: it cannot find, select or track anyone."


@cache
def columns() -> Mapping[str, str]:
    """What each column of the verbs' rows holds."""
    text = files("bedspace.web").joinpath("columns.toml").read_text(encoding="utf-8")
    found: Mapping[str, str] = tomllib.loads(text)
    return found
