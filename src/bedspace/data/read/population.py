"""The daily facility file of the Deportation Data Project: people held at midnight, by area and day.

Only the midnight count may be summed over facilities: the count over twenty-four hours holds a person
transferred during the day twice. Facilities are joined to areas by a table kept by hand
(``hand/facility_areas.csv``), and the share of people so joined is reported.
"""

from __future__ import annotations

import glob
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from bedspace.data.findings import Finding, Severity
from bedspace.data.read.headers import REMEDY
from bedspace.errors import InputRefused
from bedspace.figure import Figure, Origin, join_key
from bedspace.units import Unit

if TYPE_CHECKING:
    import duckdb

# the release of March 2026 is known by its month only: the middle of the month stands for it
PUBLISHED = date(2026, 3, 15)
QUANTITY = "ddp_midnight_population"
UNKNOWN = "unknown"  # area of the facilities that the table does not have
_MOST_ROWS = 10_000_000
_YEARS = ("2000-01-01", "2100-01-01")
_NEEDED = {"date", "n_detained", "n_detained_at_midnight", "detention_facility_code"}
_READERS = {".parquet": "read_parquet", ".csv": "read_csv"}


@dataclass(frozen=True)
class DailyCounts:
    """A daily facility file, added up: figures of the country and of each area, and what is odd with it."""

    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    last: date
    published: date


def read_daily_counts(path: Path) -> DailyCounts:
    """Add a daily facility file up to areas and the country.

    Raises
    ------
    InputRefused
        If the file is no table of daily facility counts.
    """
    import duckdb

    connection = duckdb.connect(config={"memory_limit": "200MB", "threads": 2, "temp_directory": ""})
    try:
        _load(connection, path)
        rows = connection.execute(
            """
            select date, coalesce(area, ?), sum(n_detained_at_midnight) from daily
            left join areas on code = detention_facility_code group by grouping sets ((1), (1, 2)) order by 1, 2
            """,
            [UNKNOWN],
        ).fetchall()
        last = max(row[0] for row in rows)
        published = max(PUBLISHED, last + timedelta(days=5))
        figures = tuple(_figure(path.name, day, area, value, last, published) for day, area, value in rows)
        return DailyCounts(figures, tuple(_check(connection, path.name)), last, published)
    except (duckdb.Error, OverflowError, ValueError) as error:
        raise _refused(path, "daily counts by facility", str(error).splitlines()[0]) from None
    finally:
        connection.close()


def _load(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """The tables ``daily`` and ``areas``, in memory."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise _refused(path, "a Parquet or CSV file", f"a {path.suffix} file")
    place = glob.escape(str(path))
    if path.suffix.lower() == ".parquet":
        _require_few_rows(connection, path)
    columns = connection.execute(f"describe select * from {reader}(?)", [place]).fetchall()
    if missing := _NEEDED - {name for name, *_ in columns}:
        expected = f"the columns {', '.join(sorted(missing))} of a daily facility file, or a header beside it"
        raise _refused(path, expected, "none of that name", REMEDY)
    connection.execute(
        f"""
        create table daily as select detention_facility_code, date::date as date, n_detained,
        n_detained_at_midnight from {reader}(?)
        """,
        [place],
    )
    if connection.execute("select count(*) from daily").fetchone() == (0,):
        raise _refused(path, "daily counts by facility", "no rows")
    first, last = connection.execute("select min(date)::varchar, max(date)::varchar from daily").fetchall()[0]
    if not (str(first) >= _YEARS[0] and str(last) < _YEARS[1] and len(str(last)) == 10):
        raise _refused(path, f"days from {_YEARS[0]} to {_YEARS[1]}", f"{first} to {last}")
    with resources.as_file(resources.files("bedspace.data") / "hand" / "facility_areas.csv") as table:
        connection.execute("create table areas as select * from read_csv(?, all_varchar = true)", [str(table)])


def _require_few_rows(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Refuse a file that says it has more rows than days and facilities can fill."""
    sql = "select sum(num_rows) from parquet_file_metadata(?)"
    rows = connection.execute(sql, [glob.escape(str(path))]).fetchall()[0][0] or 0
    if rows > _MOST_ROWS:
        raise _refused(path, f"at most {_MOST_ROWS:,} rows", f"{rows:,} rows")


def _figure(file: str, day: date, area: str | None, value: float, last: date, published: date) -> Figure:
    origin = Origin(file, "", "midnight sum")
    key = join_key(area=area) if area else ""
    return Figure(QUANTITY, key, day.isoformat(), float(value), Unit.PERSONS, last, published, origin)


def _check(connection: duckdb.DuckDBPyConnection, file: str) -> Iterator[Finding]:
    """Repeated rows, days left out, counts that cannot be, and facilities without an area."""
    sql = "select count(*) - count(distinct (detention_facility_code, date)) from daily"
    if repeated := _number(connection, sql):
        yield Finding(
            "daily.repeated", Severity.WRONG, file, "", "", "one row a facility and day", f"{repeated:g} more"
        )
    if absent := _number(connection, "select max(date) - min(date) + 1 - count(distinct date) from daily"):
        yield Finding("daily.days", Severity.GAP, file, "", "", "every day", f"{absent:g} days left out")
    odd = "n_detained_at_midnight < 0 or n_detained_at_midnight > n_detained"
    if wrong := _number(connection, f"select count(*) from daily where {odd}"):
        expected = "at midnight no more than in the whole day, and none below nought"
        yield Finding("daily.range", Severity.WRONG, file, "", "", expected, f"{wrong:g} rows")
    share = _number(
        connection,
        """
        select sum(n_detained_at_midnight) filter (area is not null) / sum(n_detained_at_midnight) from daily
        left join areas on code = detention_facility_code
        """,
    )
    note = "the rest stands under the area 'unknown'"
    yield Finding(
        "daily.areas", Severity.TRAP, file, "", "", "an area for everybody", f"for {share:.2%} of people", note
    )


def _number(connection: duckdb.DuckDBPyConnection, sql: str) -> float:
    row = connection.execute(sql).fetchone()
    return float(row[0] or 0) if row else 0.0


def _refused(path: Path, expected: str, found: str, remedy: str = "") -> InputRefused:
    return InputRefused(Finding("file", Severity.FAULT, path.name, "", "", expected, found, remedy).as_fault())


def fingerprint(path: Path) -> str:
    """SHA-256 of the file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
