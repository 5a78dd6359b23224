"""The user's warehouse: every figure of every release, each kept as it was printed, never overwritten.

One DuckDB file. A figure is keyed by table, key, period, data date and publication; a file by its SHA-256. A
file goes in whole, in one transaction, or not at all; adding it again changes nothing.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bedspace.data.findings import Finding, Severity
from bedspace.data.store.private_copy import copied, copy_of
from bedspace.errors import Fault, UsageError
from bedspace.figure import Figure, Origin
from bedspace.fiscal import period_bounds
from bedspace.units import Evidence, Unit

if TYPE_CHECKING:  # loaded where they are used: every verb asks for the warehouse, and few read or keep a file
    import duckdb

    from bedspace.data.read.dating import DataDate
    from bedspace.data.read.workbooks import Release
    from bedspace.data.store.columns import Columns

FILE = "warehouse.duckdb"
_SCHEMA = """
create table if not exists release (
    sha256 varchar primary key, file varchar not null, kind varchar not null, fiscal_year integer not null,
    data_date date not null, published date not null, basis varchar not null, dates varchar not null,
    loaded timestamp not null default current_timestamp
);
create table if not exists figure (
    sha256 varchar not null, quantity varchar not null, key varchar not null, period varchar not null,
    data_date date not null, published date not null, value double not null, unit varchar not null,
    evidence varchar not null, file varchar not null, sheet varchar not null, cell varchar not null
);
create table if not exists detail (
    sha256 varchar not null, name varchar not null, key varchar not null, text varchar not null,
    sheet varchar not null, cell varchar not null
);
create table if not exists finding (
    sha256 varchar not null, kind varchar not null, severity varchar not null, file varchar not null,
    sheet varchar not null, cell varchar not null, expected varchar not null, found varchar not null,
    note varchar not null
);
"""
_COLUMNS = {
    (table[1], line.split()[0])
    for table in re.finditer(r"create table if not exists (\w+) \(([^;]*)\);", _SCHEMA)
    for line in re.split(r",\s+", table[2].strip())
}
_FIGURE = "quantity, key, period, value, unit, data_date, published, file, sheet, cell, evidence"


@dataclass(frozen=True)
class Loaded:
    """A release as the warehouse lists it."""

    file: str
    kind: str
    data_date: date
    published: date
    basis: str
    sha256: str
    tables: int
    rows: int
    findings: int


def default_home() -> Path:
    """Folder of the warehouse where the user names none."""
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "bedspace"


@contextmanager
def opened(home: Path, write: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """Connection to the warehouse of a folder; made on first writing.

    A writer works on a copy, which takes the place of the warehouse by `publish` and at the end. So readers always
    find a whole warehouse, and never wait.

    Raises
    ------
    UsageError
        If there is none to read, it is damaged or of another version, or another process is writing to it.
    """
    import duckdb

    path = home / FILE
    if not write and not path.exists():
        raise UsageError(Fault(str(home), "no warehouse", "one made by 'bedspace data add'"))
    try:
        with (
            copied(path) if write else nullcontext(path) as place,
            duckdb.connect(str(place), read_only=not write) as connection,
        ):
            connection.execute(_SCHEMA if write else "select 1")
            _require_whole(connection, place, path)
            try:
                yield connection
            finally:
                if write and (path.exists() or not is_empty(connection)):
                    publish(connection, home)
    except (duckdb.IOException, duckdb.InternalException, duckdb.FatalException, duckdb.CatalogException) as error:
        raise UsageError(_unusable(path, str(error).splitlines()[0])) from None
    except OSError as error:
        raise UsageError(_unusable(path, error.strerror or str(error))) from None


def publish(connection: duckdb.DuckDBPyConnection, home: Path) -> None:
    """Let readers see what a writer has stored so far."""
    connection.execute("checkpoint")
    ready = home / f"{FILE}.ready"
    shutil.copyfile(copy_of(home / FILE), ready)
    Path(f"{home / FILE}.wal").unlink(missing_ok=True)
    ready.replace(home / FILE)


def _require_whole(connection: duckdb.DuckDBPyConnection, place: Path, path: Path) -> None:
    """Refuse a warehouse that is shorter than it says, or whose tables are not those of this version.

    Raises
    ------
    UsageError
        With what is wrong.
    """
    sizes = connection.execute("select used_blocks * block_size from pragma_database_size()").fetchone()
    if sizes and place.stat().st_size < sizes[0]:
        raise UsageError(_unusable(path, "the file is cut short"))
    rows = connection.execute("select table_name, column_name from information_schema.columns").fetchall()
    if missing := _COLUMNS - {tuple(row) for row in rows}:
        table, column = min(missing)
        raise UsageError(_unusable(path, f"the table {table} has no column {column}"))


def _unusable(path: Path, reason: str) -> Fault:
    remedy = "Move the file away and load the releases again with 'bedspace data add'"
    return Fault(str(path), f"cannot be used ({reason})", "a whole warehouse of this version", remedy)


def exists(home: Path) -> bool:
    """True if a folder has a warehouse."""
    return (home / FILE).exists()


def is_empty(connection: duckdb.DuckDBPyConnection) -> bool:
    """True if no file is in."""
    return not connection.execute("select 1 from release limit 1").fetchall()


def has(connection: duckdb.DuckDBPyConnection, sha256: str) -> bool:
    """True if a file of that content is in."""
    return bool(connection.execute("select 1 from release where sha256 = ?", [sha256]).fetchall())


def store(connection: duckdb.DuckDBPyConnection, release: Release, findings: Sequence[Finding], kind: str) -> None:
    """Put one release in, whole, in one transaction."""
    from bedspace.data.store.columns import columns_of

    insert(connection, release, kind, columns_of(release, findings))


def insert(connection: duckdb.DuckDBPyConnection, release: Release, kind: str, tables: Mapping[str, Columns]) -> None:
    """Put one release in whose figures, findings and details stand in columns."""
    row = [
        release.sha256, release.file, kind, release.fiscal_year, release.data_date, release.published.day,
        release.published.basis, json.dumps({name: _dated(value) for name, value in release.dates.items()}),
    ]  # fmt: skip
    connection.execute("begin")
    try:
        connection.execute(
            "insert into release (sha256, file, kind, fiscal_year, data_date, published, basis, dates) "
            "values (?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )
        for table, columns in tables.items():
            _insert(connection, table, columns, release.sha256)
        connection.execute("commit")
    except BaseException:
        connection.execute("rollback")
        raise


def _insert(connection: duckdb.DuckDBPyConnection, table: str, columns: Columns, sha256: str) -> None:
    if len(next(iter(columns.values()))) == 0:
        return
    connection.register("incoming", dict(columns))
    names = ", ".join(columns)
    connection.execute(f"insert into {table} (sha256, {names}) select ?, {names} from incoming", [sha256])
    connection.unregister("incoming")


def _dated(value: DataDate) -> list[str]:
    return [value.day.isoformat(), value.basis, value.sheet, value.cell]


def listing(home: Path) -> list[Loaded]:
    """Every file in the warehouse, by publication."""
    with opened(home) as connection:
        rows = connection.execute(
            """
            select r.file, r.kind, r.data_date, r.published, r.basis, r.sha256,
                   (select count(distinct quantity) from figure f where f.sha256 = r.sha256),
                   (select count(*) from figure f where f.sha256 = r.sha256),
                   (select count(*) from finding f where f.sha256 = r.sha256)
            from release r order by r.published, r.data_date, r.file
            """
        ).fetchall()
    return [Loaded(*row) for row in rows]


def known_as_of(home: Path, quantity: str, as_of: date | None = None) -> list[Figure]:
    """Each figure of a table as it was last published by a day; never one published later.

    Parameters
    ----------
    as_of : date or None
        None takes what was published last of all.
    """
    with opened(home) as connection:
        return _figures(
            connection,
            f"""
            select {_FIGURE} from figure where quantity = ? and published <= ?
            qualify row_number() over (
                partition by key, period order by data_date desc, published desc, file desc
            ) = 1
            order by period, key
            """,
            [quantity, as_of or date.max],
        )


def data_through(home: Path, quantity: str, day: date) -> list[Figure]:
    """Each figure about periods that had ended by a day, in its last revision: pseudo-real-time."""
    over = [f for f in known_as_of(home, quantity) if ended(f, day)]
    return sorted(over, key=lambda figure: (figure.period, figure.key))


def ended(figure: Figure, day: date) -> bool:
    """True if the period of a figure was over, or its data complete, by a day."""
    if figure.period.startswith("FY"):
        return figure.data_date <= day
    return period_bounds(figure.period)[1] <= day


def vintages(home: Path, quantity: str) -> list[Figure]:
    """Every release's figures of a table, by key, period and publication."""
    with opened(home) as connection:
        order = "key, period, published, data_date, file"
        return _figures(connection, f"select {_FIGURE} from figure where quantity = ? order by {order}", [quantity])


def trace(home: Path, quantity: str, key: str = "", period: str | None = None) -> list[Figure]:
    """Every printing of a figure, oldest first, with file, sheet and cell: the answer to ``why``."""
    return [f for f in vintages(home, quantity) if f.key == key and period in (None, f.period)]


def quantities(home: Path) -> list[str]:
    """Names of the tables that the warehouse has."""
    with opened(home) as connection:
        rows = connection.execute("select distinct quantity from figure order by 1").fetchall()
    return [row[0] for row in rows]


def findings(home: Path) -> list[Finding]:
    """What the checks found in the single releases, by file."""
    with opened(home) as connection:
        rows = connection.execute(
            """
            select kind, severity, file, sheet, cell, expected, found, note from finding
            order by file, kind, sheet, cell
            """
        ).fetchall()
    return [Finding(kind, Severity(severity), *rest) for kind, severity, *rest in rows]


def details(home: Path, as_of: date | None = None) -> list[dict[str, Any]]:
    """What the facility sheet last published by a day says of each place in words and dates."""
    with opened(home) as connection:
        cursor = connection.execute(
            """
            select d.key, d.name, d.text, r.published, r.file, d.sheet, d.cell from detail d
            join release r using (sha256) where r.published <= ? and r.kind = 'detention statistics'
            qualify rank() over (order by r.published desc, r.data_date desc, r.file) = 1 order by d.key, d.name
            """,
            [as_of or date.max],
        )
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def releases(home: Path, kind: str = "detention statistics") -> list[Release]:
    """Releases put together again from the warehouse, for the checks between them."""
    with opened(home) as connection:
        rows = connection.execute(
            "select sha256, file, fiscal_year, published, basis, dates from release where kind = ?", [kind]
        ).fetchall()
        return [_release(connection, *row) for row in rows]


def _release(
    connection: duckdb.DuckDBPyConnection,
    sha256: str,
    file: str,
    year: int,
    published: date,
    basis: str,
    dates: str,
) -> Release:
    figures = _figures(connection, f"select {_FIGURE} from figure where sha256 = ?", [sha256])
    from bedspace.data.read.dating import DataDate, Published
    from bedspace.data.read.workbooks import Release

    dated = {name: DataDate(date.fromisoformat(day), *rest) for name, (day, *rest) in json.loads(dates).items()}
    return Release(file, sha256, year, Published(published, basis), dated, tuple(figures), ())


def _figures(connection: duckdb.DuckDBPyConnection, sql: str, values: Iterable[Any]) -> list[Figure]:
    rows = connection.execute(sql, list(values)).fetchall()
    return [_figure(*row) for row in rows]


def _figure(
    quantity: str, key: str, period: str, value: float, unit: str, data_date: date, published: date,
    file: str, sheet: str, cell: str, evidence: str,
) -> Figure:  # fmt: skip
    origin = Origin(file, sheet, cell)
    return Figure(quantity, key, period, value, Unit(unit), data_date, published, origin, Evidence(evidence))


def fingerprint(home: Path) -> str:
    """First twelve digits of a hash over the files in the warehouse."""
    import hashlib

    with opened(home) as connection:
        rows = connection.execute("select sha256 from release order by 1").fetchall()
    return hashlib.sha256("".join(row[0] for row in rows).encode()).hexdigest()[:12]
