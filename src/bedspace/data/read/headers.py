"""The header of a series: a small TOML file that says what the numbers of a CSV file are and who counted them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from bedspace.errors import Fault, InputRefused, UsageError
from bedspace.figure import UNSTATED
from bedspace.toml_files import read_toml
from bedspace.units import Evidence, Unit

EXAMPLE = """\
publisher = "U.S. Customs and Border Protection"
title = "Nationwide encounters"
published = 2025-12-15   # leave out if not known: the series is then known on no earlier day
mark = "counted"         # counted, reported, estimated or assumed
every = "week"           # day, week (named by its first day), month (2025-01) or fiscal year (FY2025)
quantity = "border_encounters"
unit = "persons"
"""
REMEDY = (
    "Beside FILE.csv with the columns date and value (any other column tells of whom) put FILE.toml with these lines: "
    + "; ".join(line.split("#")[0].strip() for line in EXAMPLE.splitlines())
)
EVERY = ("day", "week", "month", "fiscal year")
MARKS = {
    "counted": Evidence.OFFICIAL,
    "reported": Evidence.STATEMENT,
    "estimated": Evidence.ESTIMATE,
    "assumed": Evidence.ASSUMPTION,
}
PERIOD, VALUE, QUANTITY, IGNORED = "period", "value", "quantity", "ignored"
_NEEDED = ("publisher", "title", "mark", "every")
_KEYS = (*_NEEDED, "published", "quantity", "unit", "quantities", "columns", "total", "covers")


@dataclass(frozen=True)
class Header:
    """What a series is.

    Attributes
    ----------
    publisher, title : str
    published : date
        `UNSTATED` if not known.
    evidence : Evidence
    every : str
        One of `EVERY`: what a date names.
    quantities : mapping
        Text in the column of quantities -> name and unit; an empty text where there is no such column.
    columns : mapping
        Column -> ``period``, ``value``, ``quantity``, ``ignored`` or the dimension that it tells. A column that is
        not named tells the dimension of its own name, but ``date`` is the period and ``value`` the value.
    total : tuple of str
        Texts that stand for the whole of a dimension.
    covers : tuple of date
        First and last day that the data cover: a week that reaches beyond is cut there.
    """

    publisher: str
    title: str
    published: date
    evidence: Evidence
    every: str
    quantities: Mapping[str, tuple[str, Unit]]
    columns: Mapping[str, str]
    total: tuple[str, ...] = ("", "all")
    covers: tuple[date, date] = (date.min, date.max)


def header_file(path: Path) -> Path | Traversable | None:
    """The header beside a file, or the one that comes with the software for a series of that name."""
    beside = path.with_suffix(".toml")
    own = resources.files("bedspace.data") / "hand" / "series" / f"{path.stem}.toml"
    return beside if beside.exists() else own if own.is_file() else None


def read_header(file: Path | Traversable) -> Header:
    """Read a header.

    Raises
    ------
    InputRefused
        With every fault of it.
    """
    table = _table(file)
    faults = list(_faults(file.name, table))
    if faults:
        raise InputRefused(faults)
    named = table.get("quantities") or {"": {"quantity": table["quantity"], "unit": table["unit"]}}
    first, last = table.get("covers", (date.min, date.max))
    return Header(
        publisher=table["publisher"],
        title=table["title"],
        published=table.get("published", UNSTATED),
        evidence=MARKS[table["mark"]],
        every=table["every"],
        quantities={text: (entry["quantity"], Unit(entry["unit"])) for text, entry in named.items()},
        columns={"date": PERIOD, "value": VALUE, **table.get("columns", {})},
        total=("", *table.get("total", ["all"])),
        covers=(first, last),
    )


def _table(file: Path | Traversable) -> dict[str, Any]:
    try:
        return read_toml(file, "a header")
    except UsageError as error:
        raise InputRefused([replace(fault, where=file.name, remedy=REMEDY) for fault in error.faults]) from None


def _faults(file: str, table: Mapping[str, Any]) -> Iterator[Fault]:
    for name in sorted(table.keys() - set(_KEYS)):
        yield Fault(f"{file}: {name}", "no such key", f"one of {', '.join(_KEYS)}")
    for name in _NEEDED:
        if not isinstance(table.get(name), str) or not table[name].strip():
            yield Fault(f"{file}: {name}", "missing" if name not in table else "no text", "a text", REMEDY)
    for name, closed in (("mark", tuple(MARKS)), ("every", EVERY)):
        if isinstance(table.get(name), str) and table[name] not in closed:
            yield Fault(f"{file}: {name}", f"'{table[name]}'", f"one of {', '.join(closed)}")
    if type(table.get("published", UNSTATED)) is not date:
        yield Fault(f"{file}: published", "no day", "a day written YYYY-MM-DD without quotes")
    yield from _shape_faults(file, table)
    yield from _quantity_faults(file, table)


def _shape_faults(file: str, table: Mapping[str, Any]) -> Iterator[Fault]:
    columns, total, covers = table.get("columns", {}), table.get("total", []), table.get("covers")
    if not isinstance(columns, dict) or not all(isinstance(role, str) for role in columns.values()):
        yield Fault(f"{file}: columns", "no table of texts", 'for instance group = "model"')
    if not isinstance(total, list) or not all(isinstance(text, str) for text in total):
        yield Fault(f"{file}: total", "no list of texts", 'for instance ["all"]')
    days = isinstance(covers, list) and len(covers) == 2 and all(type(day) is date for day in covers)
    if covers is not None and not days:
        yield Fault(f"{file}: covers", "no two days", "for instance [2024-10-01, 2025-09-30]")


def _quantity_faults(file: str, table: Mapping[str, Any]) -> Iterator[Fault]:
    named = table.get("quantities", {"": table})
    if not isinstance(named, dict) or not all(isinstance(entry, dict) for entry in named.values()):
        yield Fault(f"{file}: quantities", "no table of tables", "for each text a quantity and a unit")
        return
    for text, entry in named.items():
        where = f"{file}: quantities.{text}" if text else file
        name, unit = entry.get("quantity"), entry.get("unit")
        if not isinstance(name, str) or not name.replace("_", "").isalnum() or not name.isascii():
            yield Fault(f"{where}: quantity", "missing or no name", "a name of letters, digits and _", REMEDY)
        if unit not in list(Unit):
            yield Fault(f"{where}: unit", "missing" if unit is None else f"'{unit}'", f"one of {', '.join(Unit)}")
