"""The daily facility file of the Deportation Data Project: people held at midnight, by facility and day.

Only the midnight count may be summed over facilities: the count over twenty-four hours holds a person
transferred during the day twice.
"""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from bedspace.data.findings import Finding, Severity
from bedspace.errors import InputRefused
from bedspace.figure import Figure, Origin
from bedspace.units import Unit

# the release of March 2026 is known by its month only: the middle of the month stands for it
PUBLISHED = date(2026, 3, 15)
QUANTITY = "ddp_midnight_population"
_NEEDED = {"date", "n_detained_at_midnight", "detention_facility_code"}


def national_midnight(path: Path) -> list[Figure]:
    """People held at midnight in all facilities together, one figure a day: the midnight counts added up.

    Raises
    ------
    InputRefused
        If the file is no table of daily facility counts.
    """
    import duckdb

    source = _source(path)
    try:
        connection = duckdb.connect()
        names = {row[0] for row in connection.execute(f"describe select * from {source}", [str(path)]).fetchall()}
        if missing := _NEEDED - names:
            raise InputRefused(_fault(path, f"the columns {', '.join(sorted(missing))}", "none").as_fault())
        rows = connection.execute(
            f"select date::date, sum(n_detained_at_midnight) from {source} group by 1 order by 1", [str(path)]
        ).fetchall()
    except duckdb.Error as error:
        raise InputRefused(_fault(path, "daily counts by facility", str(error).splitlines()[0]).as_fault()) from None
    return [_figure(path.name, day, float(value), rows[-1][0]) for day, value in rows]


def _source(path: Path) -> str:
    return {".parquet": "read_parquet(?)", ".csv": "read_csv(?)"}.get(path.suffix.lower(), "read_parquet(?)")


def _figure(file: str, day: date, value: float, last: date) -> Figure:
    origin = Origin(file, "", "midnight sum")
    return Figure(QUANTITY, "", day.isoformat(), value, Unit.PERSONS, last, PUBLISHED, origin)


def _fault(path: Path, expected: str, found: str) -> Finding:
    return Finding("file", Severity.FAULT, path.name, "", "", expected, found)


def fingerprint(path: Path) -> str:
    """SHA-256 of the file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
