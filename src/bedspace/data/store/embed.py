"""Write the embedded reference figures from the publishers' files.

``python -m bedspace.data.store.embed TARGET PATH...`` takes spreadsheets, folders of them, and the daily facility
file. It keeps every fiscal year's national tables as last published, the whole release of 16 January 2025,
each facility table summed to areas, and the daily national midnight count.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from bedspace.data.read.population import national_midnight
from bedspace.data.read.workbooks import Release, read_release
from bedspace.errors import BedspaceError, Fault, UsageError
from bedspace.figure import Figure, Origin, join_key

COLUMNS = ("quantity", "key", "period", "data_date", "published", "value", "unit", "file", "sheet", "cell")
REFERENCE_RELEASE = date(2025, 1, 16)  # the last before the period that the reports describe
DAILY_FROM, DAILY_TO = date(2024, 10, 1), date(2025, 11, 30)
# of the reference release also these
_REFERENCE = (
    "adp_by_facility_type",
    "alos_by_facility_type",
    "alos_adult_by_agency",
    "detained_by_criminality_share",
    "fear_decision_to_release",
    "fear_detained",
    "in_custody_stay",
    "parole_requested",
    "time_in_custody",
)
_NATIONAL = (
    "book_ins",
    "book_ins_by_criminality",
    "book_outs",
    "book_outs_by_facility_type",
    "releases",
    "releases_by_facility_type",
    "adp",
    "alos",
    "removals",
    "detained_by_criminality",
    "detained_by_disposition",
)


def area_sums(figures: Iterable[Figure]) -> list[Figure]:
    """Average population and guaranteed beds of each area: sums over its facilities, and over all.

    The cell of a sum is the range that its terms stand in.
    """
    sums: dict[tuple[str, str], list[Figure]] = {}
    names = {"facility_adp": "area_adp", "guaranteed_minimum": "area_guaranteed_beds"}
    for figure in figures:
        if figure.quantity in names and set(figure.dimensions) <= {
            "area",
            "city",
            "facility",
            "state",
            "occurrence",
        }:
            for key in {join_key(area=figure.dimensions.get("area", "none")), ""}:
                sums.setdefault((names[figure.quantity], key), []).append(figure)
    return [_sum(quantity, key, terms) for (quantity, key), terms in sorted(sums.items())]


def _sum(quantity: str, key: str, terms: list[Figure]) -> Figure:
    first, last = terms[0], terms[-1]
    cells = f"{first.origin.cell.split(':')[0]}:{last.origin.cell.split(':')[-1]}"
    origin = Origin(first.origin.file, first.origin.sheet, cells)
    value = round(sum(term.value for term in terms), 3)
    return Figure(quantity, key, first.period, value, first.unit, first.data_date, first.published, origin)


def select(releases: Iterable[Release]) -> list[Figure]:
    """Figures to embed: `REFERENCE_RELEASE` whole, of the others the national tables as last published."""
    ordered = sorted(releases, key=lambda release: (release.data_date, release.published.day))
    chosen: dict[tuple[str, str, str], Figure] = {}
    whole: dict[tuple[str, str, str, date], Figure] = {}
    for release in ordered:
        for figure in _of_release(release):
            key = (figure.quantity, figure.key, figure.period)
            if release.published.day == REFERENCE_RELEASE:
                whole[*key, figure.published] = figure
            if figure.quantity in _NATIONAL or figure.quantity.startswith("area_"):
                chosen[key] = figure
    rest = {(*key, figure.published): figure for key, figure in chosen.items()}
    return sorted((rest | whole).values(), key=lambda f: (f.quantity, f.published, f.period, f.key))


def _of_release(release: Release) -> Iterator[Figure]:
    yield from (figure for figure in release.figures if figure.quantity in _NATIONAL + _REFERENCE)
    yield from area_sums(release.figures)


def write(figures: Iterable[Figure], folder: Path) -> list[Path]:
    """Write one CSV file a quantity; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    by_quantity: dict[str, list[Figure]] = {}
    for figure in figures:
        by_quantity.setdefault(figure.quantity, []).append(figure)
    return [_write_one(rows, folder / f"{quantity}.csv") for quantity, rows in by_quantity.items()]


def _write_one(figures: list[Figure], path: Path) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(_row(figure) for figure in figures)
    return path


def _row(figure: Figure) -> tuple[str, ...]:
    value = f"{figure.value:.3f}".rstrip("0").rstrip(".")
    dates = figure.data_date.isoformat(), figure.published.isoformat()
    origin = figure.origin
    return (
        figure.quantity, figure.key, figure.period, *dates, value, figure.unit.value,
        origin.file, origin.sheet, origin.cell,
    )  # fmt: skip


def generate(target: Path, paths: Iterable[Path]) -> list[Path]:
    """Read the files and write the embedded figures; returns the paths written."""
    files = [file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    releases = [read_release(file) for file in files if file.suffix == ".xlsx" and "office" not in file.name]
    daily = [figure for file in files if file.suffix == ".parquet" for figure in _daily(file)]
    if not releases:
        raise UsageError(Fault("PATH", "no spreadsheet", "files or folders of the detention statistics"))
    return write([*select(releases), *daily], target)


def _daily(file: Path) -> Iterator[Figure]:
    for figure in national_midnight(file):
        if DAILY_FROM.isoformat() <= figure.period <= DAILY_TO.isoformat():
            yield figure


if __name__ == "__main__":
    try:
        for written in generate(Path(sys.argv[1]), map(Path, sys.argv[2:])):
            sys.stdout.write(f"{written}\n")
    except BedspaceError as error:
        sys.exit(str(error))
