"""The sixteen published spreadsheets: every table read, totals right, every known finding found."""

from __future__ import annotations

import csv
import math
import re
from pathlib import Path

import pytest

from bedspace.data.findings import Finding, Severity
from bedspace.data.quality.catalogue import check_release
from bedspace.data.quality.release_changes import check_between
from bedspace.data.read.workbooks import Release
from bedspace.data.store.reading import STATISTICS, Added, read_one

pytestmark = [pytest.mark.shared, pytest.mark.xdist_group("sixteen files")]
# the sixteen files that were looked through by hand, without the timestamp and year that an archive puts before them
_LOOKED_THROUGH = (
    *(f"FY{year}-detentionstats.xlsx" for year in (19, 20, 21)),
    *("FY22-detentionStats.xlsx", "FY23_detentionStats.xlsx", "FY24_detentionStats.xlsx"),
    *(f"FY25_detentionStats{day}.xlsx" for day in ("12122024", "01162025", "07072025", "08142025", "09242025")),
    *("FY26_detentionStats12032025.xlsx", "detention-stats_0317.xlsx", "detentionStats_03022022.xlsx"),
    *("detentionStats04122023.xlsx", "detentionStats07182024.xlsx"),
)
# findings that make a printed total differ from its parts; nothing else may
_KNOWN_SUMS = {
    ("FY25_detentionStats07072025.xlsx", "time_in_custody.band"): 14,
    ("FY25_detentionStats07072025.xlsx", "time_in_custody.group"): 14,
    ("FY25_detentionStats12122024.xlsx", "time_in_custody.band"): 3,
    ("FY25_detentionStats12122024.xlsx", "time_in_custody.group"): 3,
}


def _looked_through(name: str) -> bool:
    """A leading timestamp of an archive does not count; without one the whole name must be that of the list."""
    return re.sub(r"^\d{14}-FY\d\d_", "", name) in _LOOKED_THROUGH


@pytest.fixture(scope="module")
def releases(shared: Path) -> tuple[Release, ...]:
    read = [read_one(path) for path in (shared / "data" / "ice").rglob("*.xlsx") if _looked_through(path.name)]
    return tuple(sorted((added.release for added in read if added.release), key=lambda release: release.file))


@pytest.fixture(scope="module")
def findings(releases: tuple[Release, ...]) -> tuple[Finding, ...]:
    single = [finding for release in releases for finding in check_release(release)]
    return (*single, *check_between(releases))


def test_all_sixteen_are_read(releases: tuple[Release, ...]) -> None:
    assert len(releases) == 16


@pytest.mark.slow
@pytest.mark.xdist_group("every file")
def test_every_release_is_read_with_its_own_year_and_few_findings(every_file: tuple[Added, ...]) -> None:
    """Each file loads; its facilities are of its year; and no more than a few rows are told of most."""
    added = [each for each in every_file if each.kind == STATISTICS]
    assert [each.faults for each in added] == [()] * 91
    for each in added:
        assert each.release is not None
        years = {figure.period for figure in each.release.figures if figure.quantity == "facility_adp"}
        assert years == {f"FY{each.release.fiscal_year}"}, each.path.name
    counts = sorted(len(each.findings) for each in added)
    assert counts[len(counts) // 2] <= 3
    assert counts[-5] <= 10


def test_totals_equal_the_printed_ones_but_for_the_known_findings(findings: tuple[Finding, ...]) -> None:
    found: dict[tuple[str, str], int] = {}
    for finding in findings:
        if finding.severity is Severity.WRONG and finding.kind.count(".") == 1:
            _, what = finding.kind.split(".")
            if what in ("agency", "criminality", "reason", "facility_type", "disposition", "band", "group", "months"):
                place = finding.file, finding.kind
                found[place] = found.get(place, 0) + 1
    assert found == _KNOWN_SUMS


def test_population_components_add_exactly(releases: tuple[Release, ...]) -> None:
    for release in releases:
        values = {(f.key, f.period): f.value for f in release.figures if f.quantity == "adp"}
        for (key, period), total in values.items():
            if "agency" not in key:
                joined = f"agency={{}};{key}" if key else "agency={}"
                parts = [values[joined.format(agency), period] for agency in ("ice", "cbp")]
                # the file of fiscal year 2020 prints five decimals, the others all
                assert math.isclose(math.fsum(parts), total, abs_tol=2e-5)


def test_dates_of_the_january_release(releases: tuple[Release, ...]) -> None:
    release = next(r for r in releases if r.file == "FY25_detentionStats01162025.xlsx")
    days = {section: dated.day.isoformat() for section, dated in release.dates.items()}
    assert (days["adp"], days["docket"], days["iclos"]) == ("2025-01-11", "2025-01-12", "2025-01-14")
    assert release.published.day.isoformat() == "2025-01-16"


@pytest.mark.parametrize(
    ("quantity", "key", "period", "value"),
    [
        ("book_ins", "agency=ice", "2024-12", 7884),
        ("book_ins", "agency=cbp", "2024-12", 14255),
        ("detained_by_criminality", "", "2025-01-12", 39703),
        ("time_in_custody", "", "2025-01-15", None),
        ("time_in_custody", "", "2024-12-15", 39219),
        ("time_in_custody", "", "2024-12-31", 40813),
    ],
)
def test_figures_of_the_january_release(
    releases: tuple[Release, ...], quantity: str, key: str, period: str, value: float | None
) -> None:
    release = next(r for r in releases if r.file == "FY25_detentionStats01162025.xlsx")
    figures = {(f.quantity, f.key, f.period): f.value for f in release.figures}
    assert figures.get((quantity, key, period)) == value


def test_releases_only_and_all_exits_are_kept_apart(releases: tuple[Release, ...]) -> None:
    for release in releases:
        names = {f.quantity for f in release.figures} & {"releases", "book_outs"}
        assert names == ({"book_outs"} if release.fiscal_year >= 2024 else {"releases"})


def test_months_to_come_are_no_figures(releases: tuple[Release, ...]) -> None:
    release = next(r for r in releases if r.file == "FY25_detentionStats01162025.xlsx")
    months = {f.period for f in release.figures if f.quantity in ("book_ins", "adp", "book_outs", "parole_requested")}
    assert max(month for month in months if len(month) == 7) == "2025-01"


# not in the list of known findings, and right when looked at: 7.9 people under mandatory detention where 1.6 are
# held; a printed total of 182,607 over rows, and beside offices, that add up to 189,727; and 18,540 releases of
# families beside 2,955 of adults where 340 and 15,707 are held
_CONFIRMED = {
    ("FY25_detentionStats07072025.xlsx", "V146"),
    ("20220317012812-FY22_detentionStats_03022022.xlsx", "B11"),
    ("20210318000237-FY21_detention-stats_0317.xlsx", "J30"),
    # an inspection on a day three months after publication
    ("FY25_detentionStats09242025.xlsx", "Y99"),
}


def _matches(row: dict[str, str], finding: Finding) -> bool:
    """Whether a finding is the known one: same file and sheet, and a cell in common."""
    if (finding.file, finding.sheet.strip()) != (row["file"], row["sheet"].strip()):
        return False
    return not row["cell"] or row["cell"] in finding.cell.split(",")


def test_every_known_error_and_gap_is_found(findings: tuple[Finding, ...], shared: Path) -> None:
    with (shared / "data" / "known-findings.csv").open(encoding="utf-8") as file:
        known = [row for row in csv.DictReader(file) if row["severity"] in ("wrong", "gap")]
    found = [f for f in findings if f.severity in (Severity.WRONG, Severity.GAP)]
    missed = [row for row in known if not any(_matches(row, finding) for finding in found)]
    assert len(known) > 40
    assert missed == []


def test_clean_files_raise_few_false_alarms(findings: tuple[Finding, ...], shared: Path) -> None:
    """Of the errors and gaps reported, at most one in twenty is not among the known ones."""
    with (shared / "data" / "known-findings.csv").open(encoding="utf-8") as file:
        known = [row for row in csv.DictReader(file) if row["severity"] in ("wrong", "gap")]
    found = [f for f in findings if f.severity in (Severity.WRONG, Severity.GAP)]
    false = [f for f in found if not any(_matches(row, f) for row in known) and (f.file, f.cell) not in _CONFIRMED]
    false = [f for f in false if f.kind != "facility.fall"]  # the foreign rows once more, in the next release
    assert len(false) <= len(found) / 20, false


def test_each_facility_row_that_differs_is_named(shared: Path) -> None:
    """Sixty-odd facilities whose sums by level, by criminality and by threat differ, with their cells."""
    (path,) = (shared / "data" / "ice").rglob("20220804220109-*.xlsx")
    found = [f for f in read_one(path).findings if f.kind == "facility.breakdown"]
    assert len({cell for finding in found for cell in finding.cell.split(",")}) >= 62


@pytest.mark.parametrize("name", ["20230301111912-*.xlsx", "20230304123233-*.xlsx"])
def test_offices_below_a_blank_row_are_read(shared: Path, name: str) -> None:
    """The counts of all offices add up to the printed total, though some technologies are left blank."""
    (path,) = (shared / "data" / "ice").rglob(name)
    added = read_one(path)
    assert added.release
    counts = {f.key: f.value for f in added.release.figures if f.quantity == "atd_by_office"}
    offices = [value for key, value in counts.items() if key and "technology" not in key]
    assert len(offices) == 25
    assert sum(offices) == counts[""]
