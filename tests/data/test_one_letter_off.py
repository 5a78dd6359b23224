"""A label or title one letter off is read right and told; a parole table of requests and decisions is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from synthetic_release import Layout, Made, detention_sheet, make, write

from bedspace.data.quality.catalogue import check_release
from bedspace.data.read.spelling import one_letter_off
from bedspace.data.read.vocabulary import near_label
from bedspace.data.read.workbooks import read_release

Figures = dict[tuple[str, str, str], float]


def _made() -> Made:
    return make(2, Layout(spaces=False))


def _figures(made: Made, path: Path) -> tuple[Figures, set[str]]:
    release = read_release(write(made, path))
    kinds = {finding.kind for finding in check_release(release)}
    return {(f.quantity, f.key, f.period): f.value for f in release.figures}, kinds


def _replaced(made: Made, old: str, new: str) -> None:
    for row in detention_sheet(made):
        row[:] = [cell.replace(old, new) if isinstance(cell, str) else cell for cell in row]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("Paroled", "Parolled", "label.spelling"),
        ("Order of Supervision", "Order of Supervison", "label.spelling"),
        ("Pending Criminal Charges", "Pending Criminal Chrages", "label.spelling"),
        ("Reinstatement of Deport", "Reinstatment of Deport", "label.spelling"),
        ("ICE Removals", "ICE Removls", "title.spelling"),
        ("Average Length of Stay", "Average Lenght of Stay", "title.spelling"),
        ("Initial Book-Ins by Arresting", "Initial Book-Ins by Aresting", "title.spelling"),
    ],
)
def test_one_letter_off_gives_the_same_figures_and_a_finding(old: str, new: str, kind: str, tmp_path: Path) -> None:
    wanted, clean = _figures(_made(), tmp_path / "right.xlsx")
    changed = _made()
    _replaced(changed, old, new)
    read, kinds = _figures(changed, tmp_path / "odd.xlsx")
    assert read == wanted
    assert kinds - clean == {kind}


def test_a_null_is_no_number_and_keeps_no_file_out(tmp_path: Path) -> None:
    made = _made()
    rows = detention_sheet(made)
    place = next(n for n, row in enumerate(rows) if "Processing Disposition" in row)
    column = rows[place].index("Processing Disposition") + 1
    for row in rows[place + 2 : place + 6]:
        row[column] = "null"
    read, kinds = _figures(made, tmp_path / "FY25_detentionStats01082025.xlsx")
    wanted, _ = _figures(_made(), tmp_path / "right.xlsx")
    assert len(wanted) - len(read) == 4
    assert "text.placeholder" in kinds


def test_labels_that_differ_in_meaning_are_not_taken_for_each_other() -> None:
    assert not one_letter_off("expedited removal (i-862)", "expedited removal (i-860)")
    assert near_label("fsx", ("facility_type",)) == ""
    assert near_label("icee", ("agency",)) == ""
    assert near_label("beamed up", ("reason", "criminality")) == ""


@pytest.mark.parametrize("title", ["Parole Requested and Granted", "Parole", "Parole Status"])
def test_parole_requests_and_decisions_under_one_title(title: str, tmp_path: Path) -> None:
    made = _made()
    months = ["Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep"]
    table: list[list[Any]] = [
        [],
        [f"Noncitizens with Positive Credible Fear Determination {title}: FY2024 - FY2025"],
        ["Fiscal Year", "Parole Status", *months, "FY Overall"],
    ]
    for year, base in (("FY2025", 100.0), ("FY2024", 200.0)):
        table.append([year, "Parole Requested", *[base + n for n in range(12)], base * 12 + 66])
        table.append([None, "Parole Granted", *[base - n for n in range(12)], base * 12 - 66])
    detention_sheet(made).extend(table)
    read, _ = _figures(made, tmp_path / "parole.xlsx")
    assert read["parole_requested", "", "2024-10"] == 100
    assert read["parole_requested", "", "2023-12"] == 202
    assert read["parole_decided", "parole_status=granted", "2024-12"] == 98
    assert read["parole_decided", "parole_status=granted", "FY2024"] == 200 * 12 - 66
