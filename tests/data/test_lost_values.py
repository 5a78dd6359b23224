"""A cell that lost its value - a formula never calculated, or an error - is said, and nothing wrong is read for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hostile_files import good_release, packed, parts_of, with_more_cells
from synthetic_release import Layout, make

from bedspace.data.read.cells import NO_VALUE
from bedspace.data.read.grid import Sheet, Workbook, cell_name
from bedspace.data.read.workbooks import Release, read_release, read_workbook
from bedspace.errors import InputRefused

DATA = "xl/worksheets/sheet2.xml"
_LEVELS = ["FY25 Level A", "Level B", "Level C", "Level D"]
_OCTOBER, _NOVEMBER, _DECEMBER = (datetime(2024, month, 1) for month in (10, 11, 12))
TABLES: dict[str, list[list[Any]]] = {
    "places": [
        ["Name", "City", "State", "AOR", *_LEVELS, "FY25 ALOS", "Guaranteed Minimum", "Last Inspection Type"],
        ["NORTH JAIL", "ELLIS", "TX", "DAL", 3.5, 2.25, 1.5, 4.75, 21.5, 250, "ODO"],
        ["SOUTH JAIL", "ORSON", "LA", "NOL", 5.5, 1.25, 2.5, 7.75, 31.5, 150, "ORSA"],
    ],
    "segregation": [
        ["November 2024"],
        ["Facilities", "Placement Count"],
        ["NORTH JAIL", 12],
        ["Grand Total", 12],
        ["December 2024"],
        ["Facilities", "Placement Count"],
        ["SOUTH JAIL", 14],
        ["Grand Total", 14],
    ],
    "vulnerable": [
        ["Fiscal Year (FY) 2024, Quarter 3"],
        ["Reason", "Number of placements", "Average number of consecutive days", "Average number of cumulative days"],
        ["Disciplinary", 12, 8.5, 9.5],
        ["Grand Total", 12, 8.5, 9.5],
        ["Fiscal Year (FY) 2024, Quarter 4"],
        ["Reason", "Number of placements", "Average number of consecutive days", "Average number of cumulative days"],
        ["Disciplinary", 14, 7.5, 6.5],
    ],
    "semiannual": [
        ["Armed Forces Arrests FY2023"],
        ["Fiscal Year", "Total"],
        ["FY2023", 15],
        ["United States Citizen Arrests FY2023"],
        ["Fiscal Year", "Total"],
        ["FY2023", 17],
        ["Temporary Protected Status Removals FY2023"],
        ["Country", "FY2023"],
        ["Haiti", 25],
    ],
    "time": [
        ["In Custody Length of Stay"],
        ["", 2024, "", "", ""],
        ["", "November", "", "December", ""],
        ["", "mid", "end", "mid", "end"],
        ["Adult", 41.5, 42.5, 43.5, 44.5],
        ["Total", 41.5, 42.5, 43.5, 44.5],
    ],
    "bonds": [
        ["Bonded Out"],
        ["", _OCTOBER, _NOVEMBER, _DECEMBER],
        ["Total bonded out", 110, 120, 130],
        ["Average bond amount", 5100, 5200, 5300],
    ],
    "transgender": [["Transgender detainees FY2025"], ["Book-ins", 61], ["Held", 43]],
    "supervision": [
        ["Active ATD Participants and Average Length in Program"],
        ["AOR/Technology", "Count", "Average Length in Program"],
        ["Atlanta", 510, 310.5],
        ["SmartLINK", 510, 310.5],
        ["Boston", 720, 330.5],
        ["Total", 1230, 320.5],
        ["Participants report 1/11/2025"],
    ],
}


@pytest.fixture(scope="module")
def book() -> Workbook:
    return make(3, Layout(spaces=False)).workbook()


def _without(rows: list[list[Any]], row: int, column: int) -> Sheet:
    changed = [list(cells) for cells in rows]
    changed[row][column] = NO_VALUE
    return Sheet("more", tuple(map(tuple, changed)))


def _read(book: Workbook, sheet: Sheet) -> Release | None:
    """The release with one more sheet; None where it is refused for what stands there."""
    try:
        return read_workbook(replace(book, sheets=(*book.sheets, sheet)))
    except InputRefused as error:
        if "/ more /" not in str(error):
            raise
        return None


def _of_sheet(release: Release) -> dict[tuple[str, str, str], tuple[float, str]]:
    found = (f for f in release.figures if f.origin.sheet == "more")
    return {(f.quantity, f.key, f.period): (f.value, f.origin.cell) for f in found}


def _filled(rows: list[list[Any]]) -> Iterator[tuple[int, int]]:
    return ((row, column) for row, cells in enumerate(rows) for column, value in enumerate(cells) if value != "")


@pytest.mark.parametrize("name", TABLES)
def test_whatever_cell_loses_its_value_no_figure_is_wrong_or_silently_gone(book: Workbook, name: str) -> None:
    rows = TABLES[name]
    whole = _read(book, Sheet("more", tuple(map(tuple, rows))))
    assert whole is not None
    wanted, outcomes = _of_sheet(whole), []
    assert len(wanted) > 1
    for row, column in _filled(rows):
        read = _read(book, _without(rows, row, column))
        outcomes.append(read is not None)
        if read is not None:
            figures = _of_sheet(read)
            assert figures.items() <= wanted.items()
            named = {f.cell for f in read.findings if f.kind == "cell.no_value"}
            assert cell_name(row, column) in named
    numbers = sum(isinstance(rows[row][column], float | int) for row, column in _filled(rows))
    assert sum(outcomes) >= numbers - 1  # a lost number, apart from a year, refuses nothing


def test_a_total_is_no_sum_of_the_levels_that_are_left(book: Workbook) -> None:
    read = _read(book, _without(TABLES["places"], 1, 5))
    assert read is not None
    adp = {key: value for (quantity, key, _), (value, _) in _of_sheet(read).items() if quantity == "facility_adp"}
    assert "area=NOL;city=ORSON;facility=SOUTH JAIL;state=LA" in adp
    assert "area=DAL;city=ELLIS;facility=NORTH JAIL;state=TX" not in adp
    assert "area=DAL;city=ELLIS;facility=NORTH JAIL;level=a;state=TX" in adp


def test_a_month_whose_counts_are_all_lost_is_not_one_that_is_to_come(book: Workbook) -> None:
    rows = [[NO_VALUE if column == 3 and row > 3 else v for column, v in enumerate(r)] for row, r in enumerate(_TIME)]
    read = _read(book, Sheet("more", tuple(map(tuple, rows))))
    assert read is not None
    assert {f.cell for f in read.findings if f.kind == "cell.no_value"} == {"D5", "D6"}


_TIME = TABLES["time"]


def test_an_error_outside_of_all_tables_refuses_nothing(book: Workbook) -> None:
    read = _read(book, Sheet("more", tuple(map(tuple, [*TABLES["bonds"], ["#REF!"]]))))
    assert read is not None
    assert ("cell.no_value", "A5") in {(f.kind, f.cell) for f in read.findings}


# -- how other programs write cells ------------------------------------------------------------------


def _release(tmp_path: Path) -> Path:
    return good_release(tmp_path / "FY25_detentionStats03032025.xlsx")


FORMULAS = {
    "no value": b'<c r="%s"><f>1+1</f></c>',
    "an empty value": b'<c r="%s" s="0"><f>1+1</f><v></v></c>',
    "an empty value, a space": b'<c r="%s" s="0" ><f>1+1</f><v /></c>',
    "another order": b'<c s="0" r="%s"><f>1+1</f><v/></c>',
    "a prefix": b'<x:c r="%s" xmlns:x="a"><x:f>1+1</x:f><x:v></x:v></x:c>',
    "a line break": b'<c\nr="%s"><f>1+1</f>\n<v/></c>',
    "a shared formula": b'<c r="%s"><f t="shared" si="0"/><v/></c>',
}


@pytest.mark.parametrize("written", FORMULAS)
def test_a_formula_without_a_value_is_found_however_it_is_written(tmp_path: Path, written: str) -> None:
    path = _release(tmp_path)
    whole = read_release(path)
    place = next(f for f in whole.figures if f.quantity == "adp" and not f.key and len(f.period) == 7)
    parts, cell = parts_of(path), place.origin.cell.encode()
    parts[DATA], times = re.subn(rb'<c r="%s"[^>]*>.*?</c>' % cell, FORMULAS[written] % cell, parts[DATA])
    assert times == 1
    path.write_bytes(packed(parts))
    read = read_release(path)
    assert ("cell.no_value", place.origin.cell) in {(f.kind, f.cell) for f in read.findings}
    assert {f.origin.cell for f in whole.figures} - {f.origin.cell for f in read.figures} == {place.origin.cell}


def test_a_formula_without_a_value_is_found_in_the_strict_form_of_the_standard(tmp_path: Path) -> None:
    path = _release(tmp_path)
    parts = parts_of(path)
    common, strict = (
        b"http://schemas.openxmlformats.org/officeDocument/2006",
        b"http://purl.oclc.org/ooxml/officeDocument",
    )
    parts = {name: part.replace(common + b"/relationships", strict + b"/relationships") for name, part in parts.items()}
    path.write_bytes(with_more_cells(parts, b'<row r="900"><c r="A900"><f>1+1</f></c></row>'))
    assert ("cell.no_value", "A900") in {(f.kind, f.cell) for f in read_release(path).findings}


def test_a_formula_right_of_all_values_is_found(tmp_path: Path) -> None:
    path = _release(tmp_path)
    path.write_bytes(with_more_cells(parts_of(path), b'<row r="900"><c r="ZA900"><f>1+1</f></c></row>'))
    assert ("cell.no_value", "ZA900") in {(f.kind, f.cell) for f in read_release(path).findings}


@pytest.mark.parametrize("cell", [b'<c r="XFD1048576" s="0" t="n" />', b'<c t="n" r="XFD1048576"/>'])
def test_a_cell_that_has_a_format_alone_fills_no_room(tmp_path: Path, cell: bytes) -> None:
    path = _release(tmp_path)
    whole = read_release(path)
    path.write_bytes(with_more_cells(parts_of(path), b'<row r="1048576">%s</row>' % cell))
    assert read_release(path).figures == whole.figures
