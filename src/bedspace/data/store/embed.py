"""Write the embedded reference figures from the publishers' files.

``python -m bedspace.data.store.embed TARGET PATH...`` takes spreadsheets, folders of them, the daily facility
file, and series with their headers. It keeps the national tables of every release, of each figure the printings that
say something new, the people monitored outside detention, the averages of each facility table and their sums by area,
by sex and by threat level, the daily national midnight count, and the series. A file that cannot be read is named.
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

from bedspace.data.read.workbooks import Release
from bedspace.data.store.loading import files_of
from bedspace.data.store.processes import as_read, read_all
from bedspace.data.store.reading import DAILY_COUNTS, SERIES, STATISTICS, Added
from bedspace.data.store.tables import changes
from bedspace.errors import BedspaceError, Fault, UsageError
from bedspace.figure import Figure, Origin, join_key

COLUMNS = ("quantity", "key", "period", "data_date", "published", "value", "unit", "file", "sheet", "cell")
NATIONAL = (
    "adp",
    "adp_by_facility_type",
    "alos",
    "alos_adult_by_agency",
    "alos_by_facility_type",
    "book_ins",
    "book_ins_by_criminality",
    "book_outs",
    "book_outs_by_facility_type",
    "detained_by_criminality",
    "detained_by_criminality_share",
    "detained_by_disposition",
    "fear_decision_to_release",
    "fear_detained",
    "in_custody_stay",
    "parole_requested",
    "releases",
    "releases_by_facility_type",
    "removals",
    "time_in_custody",
)


_PLACE = {"area", "city", "facility", "state", "occurrence"}


def _is_average_of_a_place(figure: Figure) -> bool:
    """True for the average population of a facility, all levels together."""
    return figure.quantity == "facility_adp" and set(figure.dimensions) <= _PLACE


def area_sums(figures: Iterable[Figure]) -> list[Figure]:
    """Average population and guaranteed beds of each area: sums over its facilities, and over all.

    The cell of a sum is the range that its terms stand in.
    """
    sums: dict[tuple[str, str], list[Figure]] = {}
    names = {"facility_adp": "area_adp", "guaranteed_minimum": "area_guaranteed_beds"}
    for figure in figures:
        if figure.quantity in names and set(figure.dimensions) <= _PLACE:
            for key in {join_key(area=figure.dimensions.get("area", "none")), ""}:
                sums.setdefault((names[figure.quantity], key), []).append(figure)
    return [_sum(quantity, key, terms) for (quantity, key), terms in sorted(sums.items())]


def _sum(quantity: str, key: str, terms: list[Figure]) -> Figure:
    first, last = terms[0], terms[-1]
    cells = f"{first.origin.cell.split(':')[0]}:{last.origin.cell.split(':')[-1]}"
    origin = Origin(first.origin.file, first.origin.sheet, cells)
    value = round(sum(term.value for term in terms), 3)
    return Figure(quantity, key, first.period, value, first.unit, first.data_date, first.published, origin)


_DEVICES = {"ankle_monitor": "ankle", "smartlink": "smartlink", "voiceid": "voiceid", "wristworn": "wrist"}


def monitored(figures: Iterable[Figure]) -> list[Figure]:
    """People in alternatives to detention on a day: all, and those on each device."""
    keys = {("atd_by_technology", f"technology={name}"): f"device={ours}" for name, ours in _DEVICES.items()}
    keys["atd_by_office", ""] = ""
    found = ((figure, keys.get((figure.quantity, figure.key))) for figure in figures)
    return [replace(figure, quantity="monitored", key=key) for figure, key in found if key is not None]


def of_facilities(figures: Iterable[Figure]) -> list[Figure]:
    """Average population of all facilities together: by sex, by threat level, and in all."""
    terms: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.quantity != "facility_adp":
            continue
        named = figure.dimensions
        keys = [join_key(**{name: named[name]}) for name in ("sex", "threat") if name in named]
        for key in [""] if _is_average_of_a_place(figure) else keys:
            terms.setdefault(key, []).append(figure)
    return [_sum("adp_of_facilities", key, each) for key, each in sorted(terms.items())]


@dataclass(frozen=True)
class Printed:
    """What the publishers' files print.

    Attributes
    ----------
    releases : tuple of Release
        Of the detention statistics.
    daily : tuple of Figure
        The national midnight count.
    series : tuple of Figure
        Weekly, monthly and daily counts that have a header.
    refused : tuple of Added
        Files that could not be read, with their faults.
    """

    releases: tuple[Release, ...]
    daily: tuple[Figure, ...]
    series: tuple[Figure, ...]
    refused: tuple[Added, ...]


def sorted_out(added: Sequence[Added]) -> Printed:
    """Files as read, by what they print; a file that could not be read is kept apart with its faults."""
    read = [(one.kind, one.release) for one in added if one.release]
    daily = [figure for kind, release in read if kind == DAILY_COUNTS for figure in release.figures if not figure.key]
    series = [figure for kind, release in read if kind == SERIES for figure in release.figures]
    releases = tuple(release for kind, release in read if kind == STATISTICS)
    return Printed(releases, tuple(daily), tuple(series), tuple(one for one in added if one.faults))


def select(printed: Printed) -> list[Figure]:
    """Figures to embed: of the national tables what each release changed; averages by facility and area; series."""
    national = (figure for release in printed.releases for figure in release.figures if figure.quantity in NATIONAL)
    areas = [figure for release in printed.releases for figure in area_sums(release.figures)]
    places = [figure for release in printed.releases for figure in release.figures if _is_average_of_a_place(figure)]
    supervised = [figure for release in printed.releases for figure in monitored(release.figures)]
    sums = [figure for release in printed.releases for figure in of_facilities(release.figures)]
    chosen = [*changes(national), *changes(supervised), *areas, *places, *sums, *printed.daily, *printed.series]
    return sorted(chosen, key=lambda figure: (figure.quantity, figure.key, figure.period, figure.rank))


def write(figures: Iterable[Figure], folder: Path) -> list[Path]:
    """Write one packed CSV file a quantity; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    by_quantity: dict[str, list[Figure]] = {}
    for figure in figures:
        by_quantity.setdefault(figure.quantity, []).append(figure)
    return [_write_one(rows, folder / f"{quantity}.csv.gz") for quantity, rows in by_quantity.items()]


def _write_one(figures: list[Figure], path: Path) -> Path:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(figure) for figure in figures)
    # no time inside: the same figures make the same file
    path.write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))
    return path


def _row(figure: Figure) -> tuple[str, ...]:
    value = f"{figure.value:.3f}".rstrip("0").rstrip(".")
    dates = figure.data_date.isoformat(), figure.published.isoformat()
    origin = figure.origin
    return (
        figure.quantity, figure.key, figure.period, *dates, value, figure.unit.value,
        origin.file, origin.sheet, origin.cell,
    )  # fmt: skip


def main(target: str, *paths: str) -> None:
    """Write the figures; say what was written, and which files were refused and why.

    Raises
    ------
    UsageError
        If no file is a release of the detention statistics.
    """
    printed = sorted_out(list(read_all(files_of(map(Path, paths)), as_read)))
    if not printed.releases:
        raise UsageError(Fault("PATH", "no spreadsheet", "files or folders of the detention statistics"))
    for path in write(select(printed), Path(target)):
        sys.stdout.write(f"{path}\n")
    for added in printed.refused:
        sys.stderr.write(f"refused {added.path.name}: {'; '.join(map(str, added.faults))}\n")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except BedspaceError as error:
        sys.exit(str(error))
