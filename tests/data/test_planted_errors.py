"""Some fifty kinds of error, each planted in a clean published release: every kind is found, and by its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bedspace.data.findings import Finding
from bedspace.data.quality.catalogue import check_release
from bedspace.data.quality.release_changes import check_between
from bedspace.data.read.cells import NO_VALUE
from bedspace.data.read.grid import Sheet, Workbook, column_of, open_workbook, plain, row_of
from bedspace.data.read.workbooks import Release, read_workbook
from bedspace.figure import Figure

pytestmark = pytest.mark.shared
CLEAN = "FY25_detentionStats01162025.xlsx"
EARLIER = "FY25_detentionStats12122024.xlsx"
Edit = Callable[[Workbook], Workbook]
Cells = list[list[Any]]


@cache
def _book(folder: Path, name: str) -> Workbook:
    return open_workbook(next(folder.rglob(name)))


@cache
def _read(book: Workbook) -> Release:
    return read_workbook(book)


def _release(folder: Path, name: str) -> Release:
    return _read(_book(folder, name))


# -- tools: change one cell, one row, one sheet of an opened workbook ---------------------------------


def _on(book: Workbook, words: str, change: Callable[[Cells], Cells | None]) -> Workbook:
    """Change the cells of the sheet whose name has certain words."""
    sheets = []
    for sheet in book.sheets:
        if words in plain(sheet.name):
            cells = [list(row) for row in sheet.rows]
            cells = change(cells) or cells
            sheet = Sheet(sheet.name, tuple(map(tuple, cells)), sheet.visible)
        sheets.append(sheet)
    return replace(book, sheets=tuple(sheets))


def _figure(book: Workbook, quantity: str, key: str, period: str) -> Figure:
    figures = _read(book).figures
    return next(f for f in figures if (f.quantity, f.key, f.period) == (quantity, key, period))


def _value(quantity: str, key: str, period: str, change: Callable[[float], Any]) -> Edit:
    """Change the cell in which a figure is printed."""

    def edit(book: Workbook) -> Workbook:
        origin = _figure(book, quantity, key, period).origin

        def set_cell(cells: Cells) -> None:
            row, column = row_of(origin.cell), column_of(origin.cell)
            cells[row][column] = change(cells[row][column])

        return _on(book, plain(origin.sheet), set_cell)

    return edit


def _add(amount: float) -> Callable[[float], float]:
    return lambda value: value + amount


def _text(words: str, old: str, new: str) -> Edit:
    """Replace a text on a sheet."""

    def change(cells: Cells) -> Cells:
        return [[cell.replace(old, new) if isinstance(cell, str) else cell for cell in row] for row in cells]

    return lambda book: _on(book, words, change)


def _facilities(change: Callable[[Cells, int], Any]) -> Edit:
    """Change the facility sheet; the change gets its cells and the first row of facilities."""

    def edit(cells: Cells) -> Cells | None:
        top = next(place for place, row in enumerate(cells) if plain(row[0]) == "name") + 1
        result = change(cells, top)
        return result if isinstance(result, list) else None

    return lambda book: _on(book, "facilities", edit)


def _scaled(cells: Cells, top: int) -> None:
    """Averages over another forty days."""
    for row in cells[top:]:
        row[9:22] = [round(v * 137) / 137 if isinstance(v, float) else v for v in row[9:22]]


def _foreign(cells: Cells, top: int) -> None:
    cells[top][9] = round(cells[top][9] * 251) / 251 + 0.0123


def _copied(cells: Cells, top: int) -> None:
    for row in cells[top:]:
        row[14] = row[13]


def _odd_column(cells: Cells, top: int) -> None:
    for row in cells[top:]:
        if isinstance(row[14], float):
            row[14] = row[14] * 2 + 97


def _mandatory(cells: Cells, top: int) -> None:
    cells[top][21] = sum(cells[top][9:13]) * 2


def _many(cells: Cells, top: int) -> Cells:
    rows = [[f"{row[0]} {n}", *row[1:]] for n in range(5) for row in cells[top:]]
    return [*cells[:top], *rows]


def _bond_rows(cells: Cells) -> None:
    rows = [place for place, row in enumerate(cells) if "final book outs" in plain(row[0])]
    cells[rows[0]][0], cells[rows[1]][0] = cells[rows[1]][0], cells[rows[0]][0]


def _zero_half_month(cells: Cells) -> None:
    for row in cells:
        if (isinstance(row[40], float) and row[40] < 2000) or (isinstance(row[40], float) and row[40] > 2100):
            row[40] = 0.0


def _no_last_year(cells: Cells) -> Cells:
    return [["" if cell in (2024, "2024") else cell for cell in row] for row in cells]


def _second_month(cells: Cells) -> None:
    for row in cells:
        if isinstance(row[0], str) and row[0].startswith("November 2024"):
            row[0] = row[0].replace("November", "December")


def _drop_sheet(words: str) -> Edit:
    return lambda book: replace(book, sheets=tuple(s for s in book.sheets if words not in plain(s.name)))


def _renamed(file: str) -> Edit:
    return lambda book: replace(book, file=file)


def _last_month_blank(book: Workbook) -> Workbook:
    """No book-ins in the last month that the population table has."""
    for key in ("", "agency=ice", "agency=cbp"):
        figure = _figure(_CLEAN_BOOK[0], "book_ins", key, "2025-01")
        book = _blanked(book, figure, 0.0)
    return book


def _blanked(book: Workbook, figure: Figure, value: Any) -> Workbook:
    def change(cells: Cells) -> None:
        cells[row_of(figure.origin.cell)][column_of(figure.origin.cell)] = value

    return _on(book, plain(figure.origin.sheet), change)


def _twice_with_rows_exchanged(book: Workbook) -> Workbook:
    sheet = next(sheet for sheet in book.sheets if "footnotes" in plain(sheet.name))
    rows = list(sheet.rows)
    last = max(n for n, row in enumerate(rows) if any(row))
    rows[last], rows[last - 1] = rows[last - 1], rows[last]
    return replace(book, sheets=(*book.sheets, Sheet("Copy", tuple(rows), visible=False)))


_CLEAN_BOOK: list[Workbook] = []
_M, _FY = "2024-11", "FY2025"
_ICLOS = "2024-11-15"

# kind of finding -> the error planted
SINGLE: dict[str, tuple[str, Edit]] = {
    "a month's total": ("book_ins.agency", _value("book_ins", "", _M, _add(7))),
    "an agency's month": ("book_ins.agency", _value("book_ins", "agency=ice", _M, _add(-9))),
    "a year's total": ("book_ins.months", _value("book_ins", "agency=cbp", _FY, _add(1))),
    "digits exchanged": ("book_ins.agency", _value("book_ins", "agency=cbp", "2024-10", lambda _: 15070.0)),
    "all exits of a month": ("book_outs.reason", _value("book_outs", "", _M, _add(10))),
    "a reason of a month": ("book_outs.criminality", _value("book_outs", "reason=paroled", _M, _add(3))),
    "a class of a reason": (
        "book_outs.criminality",
        _value("book_outs", "criminality=other;reason=paroled", _M, _add(-100)),
    ),
    "all bonds": ("book_outs.bonds", _value("book_outs", "reason=bonded_out", _M, _add(1))),
    "exits of the year": ("book_outs.months", _value("book_outs", "reason=transferred", _FY, _add(5))),
    "an agency's average": ("adp.agency", _value("adp", "agency=ice", _M, _add(1))),
    "a class's average": ("adp.criminality", _value("adp", "agency=ice;criminality=pending", _M, _add(0.5))),
    "the overall average": ("adp.overall", _value("adp", "", _FY, _add(4))),
    "the average stay of all": ("alos.agency", _value("alos", "", _M, _add(40))),
    "the average stay of a class": ("alos.criminality", _value("alos", "agency=ice", _M, _add(40))),
    "a disposition": (
        "detained_by_disposition.disposition",
        _value("detained_by_disposition", "disposition=other", "2025-01-12", _add(1)),
    ),
    "a class in custody": (
        "detained_by_criminality.agency",
        _value("detained_by_criminality", "agency=cbp;criminality=pending", "2025-01-12", _add(10)),
    ),
    "two tabs apart": (
        "detained_by_disposition.same_total",
        _value("detained_by_disposition", "", "2025-01-12", _add(2)),
    ),
    "a printed share": (
        "detained_by_criminality.share",
        _value("detained_by_criminality_share", "agency=ice;criminality=other", "2025-01-12", _add(0.1)),
    ),
    "book-ins by class": (
        "book_ins_by_criminality.criminality",
        _value("book_ins_by_criminality", "", _FY, _add(11)),
    ),
    "exits by facility type": (
        "book_outs_by_facility_type.same_total",
        _value("book_outs_by_facility_type", "", _FY, _add(11)),
    ),
    "average by facility type": (
        "adp_by_facility_type.same_total",
        _value("adp_by_facility_type", "", _M, _add(1)),
    ),
    "the stateless": ("detained_stateless.facility", _value("detained_stateless", "", "2025-01-12", _add(1))),
    "a band of days": ("time_in_custody.band", _value("time_in_custody", "band=0_180;group=adult", _ICLOS, _add(3))),
    "a group in custody": ("time_in_custody.group", _value("time_in_custody", "", _ICLOS, _add(-16))),
    "a footnote a week off": (
        "date.implied",
        _text(
            "footnotes",
            "Detention data are updated through 01/11/2025",
            "Detention data are updated through 01/04/2025",
        ),
    ),
    "a footnote a year old": ("date.footnote", _text("footnotes", "through 01/11/2025", "through 01/11/2024")),
    "data after publication": ("date.future", _text("footnotes", "01/14/2025", "03/14/2025")),
    "no footnotes": ("date.missing", _drop_sheet("footnotes")),
    "a county jail's other figures": ("facility.foreign", _facilities(_foreign)),
    "a tab of another month": ("facility.date", _facilities(_scaled)),
    "half the facilities": ("facility.sum", _facilities(lambda cells, top: cells[: top + 50])),
    "a facility twice": ("facility.repeated", _facilities(lambda cells, top: [*cells, cells[top]])),
    "a facility left blank": (
        "facility.blank",
        _facilities(lambda cells, top: cells[top].__setitem__(slice(9, 13), ["", "", "", ""])),
    ),
    "a column over another": ("facility.columns", _facilities(_copied)),
    "a column of other figures": ("facility.breakdown", _facilities(_odd_column)),
    "more mandatory than held": ("facility.mandatory", _facilities(_mandatory)),
    "a thousand facilities": ("facility.many", _facilities(_many)),
    "a facility column lost": ("facility.column", _text("facilities", "Guaranteed Minimum", "Remarks")),
    "rounded averages": (
        "facility.rounded",
        _facilities(
            lambda cells, top: [
                *cells[:top],
                *(
                    [*r[:9], *[round(v) * 1.0 if isinstance(v, float) else v for v in r[9:22]], *r[22:]]
                    for r in cells[top:]
                ),
            ]
        ),
    ),
    "bond labels exchanged": ("bonds.swapped", lambda book: _on(book, "bond", _bond_rows)),
    "a bond share": ("bonds.share", _value("bonds_posted_share", "", "2024-12", _add(0.05))),
    "a count below nought": ("range.negative", _value("book_outs", "reason=other", _M, lambda _: -1.0)),
    "half a person": ("range.fraction", _value("removals", "", _FY, _add(0.5))),
    "a table that stops early": ("book_ins.short", _last_month_blank),
    "a dash for a number": (
        "text.placeholder",
        _value("detained_by_disposition", "disposition=other;facility_type=adult", "2025-01-12", lambda _: "-"),
    ),
    "a half-month of noughts": ("iclos.zero", lambda book: _on(book, "iclos", _zero_half_month)),
    "an empty ICLOS sheet": ("iclos.empty", lambda book: _on(book, "iclos", lambda cells: [cells[0]])),
    "another year's file": ("name.year", _renamed("FY24_detentionStats01162025.xlsx")),
    "a slip in the name": ("name.day", _renamed("FY25_detentionStats01162024.xlsx")),
    "another year's title": ("title.year", _text("detention fy", "ICE Removals: FY2025", "ICE Removals: FY2024")),
    "another year's sheet name": (
        "sheet.name",
        lambda book: replace(
            book,
            sheets=tuple(
                Sheet("Detention EOFY2020", s.rows, s.visible) if plain(s.name) == "detention fy25" else s
                for s in book.sheets
            ),
        ),
    ),
    "a month twice": ("segregation.month", lambda book: _on(book, "segregation", _second_month)),
    "a total of placements": (
        "segregation_placements.facility",
        _value("segregation_placements", "", "2024-12", _add(4)),
    ),
    "people under supervision": ("atd_by_office.office", _value("atd_by_office", "", "2025-01-11", _add(12))),
    "a label a letter off": ("label.spelling", _text("detention fy", "Order of Recognizance", "Order of Recognizace")),
    "a class a letter off": ("label.spelling", _text("detention fy", "Convicted Criminal", "Convicted Crimnal")),
    "a heading a letter off": ("label.spelling", _text("facilities", "Male Non-Crim", "Male Non-Crmi")),
    "a group a letter off": ("label.spelling", _text("iclos", "Adult", "Adlut")),
    "a title a letter off": ("title.spelling", _text("detention fy", "Average Daily Pop", "Averge Daily Pop")),
    "null for a number": (
        "text.placeholder",
        _value("detained_by_disposition", "disposition=other;facility_type=adult", "2025-01-12", lambda _: "null"),
    ),
    "an error for a total": ("cell.no_value", _value("book_ins", "", _FY, lambda _: "#REF!")),
    "a formula without a value": ("cell.no_value", _value("adp", "", _M, lambda _: NO_VALUE)),
    "a day a year ahead": ("date.ahead", _text("atd", "01/11/2025", "02/11/2026")),
    "another year over the facilities": ("facility.year", _text("facilities", "FACILITIES DATA, FY25", "DATA, FY24")),
    "a facility row off by one": (
        "facility.breakdown",
        _facilities(lambda cells, top: cells[top].__setitem__(17, cells[top][17] + 1.0)),
    ),
    "the overall average of a type": (
        "adp_by_facility_type.overall",
        _value("adp_by_facility_type", "facility_type=adult", _FY, _add(2)),
    ),
    "the mean time in custody": ("in_custody_stay.mean", _value("in_custody_stay", "", _ICLOS, _add(0.08))),
    "the mean stay": ("alos.mean", _value("alos", "", _M, _add(0.2))),
    "a table to come": (
        "sheet.sentence",
        lambda book: replace(book, sheets=(*book.sheets, Sheet("Pending", (("This data is pending changes.",),)))),
    ),
    "a sheet twice with two rows exchanged": ("sheet.alike", _twice_with_rows_exchanged),
    "no year over January": ("iclos.year", lambda book: _on(book, "iclos", _no_last_year)),
    "numbers under no title": (
        "cells.unread",
        lambda book: _on(book, "bond", lambda cells: [*cells, [], ["Days in Custody", "Held"], ["0-180", 59.7]]),
    ),
    "a sheet nobody knows": (
        "sheet.unread",
        lambda book: replace(book, sheets=(*book.sheets, Sheet("New", tuple((float(n),) for n in range(9))))),
    ),
}


@pytest.fixture(scope="module")
def folder(shared: Path) -> Path:
    folder = shared / "data" / "ice"
    _CLEAN_BOOK[:] = [_book(folder, CLEAN)]
    return folder


def test_the_release_is_clean_before(folder: Path) -> None:
    assert check_release(_release(folder, CLEAN)) == ()


@pytest.mark.parametrize("error", SINGLE)
def test_a_planted_error_is_found(folder: Path, error: str) -> None:
    kind, edit = SINGLE[error]
    found = check_release(read_workbook(edit(_book(folder, CLEAN))))
    assert kind in {finding.kind for finding in found}


def test_a_row_without_a_count_ends_no_table(folder: Path) -> None:
    """A technology that nobody of an office has is left blank; the offices below it are read all the same."""
    clean = _release(folder, CLEAN)
    place = next(f for f in clean.figures if f.quantity == "atd_by_office" and "technology" in f.dimensions)
    read = read_workbook(_blanked(_book(folder, CLEAN), place, ""))
    before, after = ({f.key for f in each.figures if f.quantity == "atd_by_office"} for each in (clean, read))
    assert before - after == {place.key}


def test_there_are_enough_kinds() -> None:
    assert len({kind for kind, _ in SINGLE.values()} | set(BETWEEN)) >= 50


# -- between releases --------------------------------------------------------------------------------


def _changed(
    release: Release, change: Callable[[Figure], Figure], file: str = "FY25_detentionStats01302025.xlsx"
) -> Release:
    """The next release: a fortnight later, with some figures changed."""
    day = timedelta(days=14)
    dates = {name: replace(dated, day=dated.day + day) for name, dated in release.dates.items()}
    out = replace(release.published, day=release.published.day + day)
    figures = tuple(change(replace(f, published=out.day, origin=replace(f.origin, file=file))) for f in release.figures)
    return replace(release, file=file, sha256=file, dates=dates, published=out, figures=figures)


def _if(quantity: str, key: str, period: str, factor: float) -> Callable[[Figure], Figure]:
    def change(figure: Figure) -> Figure:
        hit = figure.quantity == quantity and figure.key.startswith(key) and figure.period == period
        return replace(figure, value=figure.value * factor) if hit else figure

    return change


def _swap(figure: Figure) -> Figure:
    names = {"disposition=reinstatement": "disposition=other", "disposition=other": "disposition=reinstatement"}
    return replace(figure, key=names.get(figure.key, figure.key))


BETWEEN: dict[str, Callable[[Figure], Figure]] = {
    "file.identical": lambda figure: figure,
    "cumulative.fall": _if("removals", "", _FY, 0.9),
    "facility.fall": _if("facility_adp", "area=NOL;city=NATCHEZ", _FY, 0.5),
    "revision.settled": _if("book_ins", "", "2024-10", 1.1),
    "table.exchanged": _swap,
    "facility.minimum": _if("guaranteed_minimum", "area=NOL;city=NATCHEZ", _FY, 0.1),
}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_if("book_ins", "", "2024-12", 1.011), True),
        (_if("book_ins", "", "2024-12", 1.003), False),
        (_if("adp", "agency=cbp;criminality=other", "2024-12", 1.20), True),
        (_if("adp", "agency=cbp;criminality=other", "2024-12", 1.08), False),
        (_if("book_outs", "reason=paroled", "2024-11", 1.25), True),
    ],
)
def test_a_month_just_closed_that_moves_is_told_once(
    folder: Path, change: Callable[[Figure], Figure], told: bool
) -> None:
    release = _release(folder, CLEAN)
    found = list(check_between([release, _changed(release, change)]))
    assert [finding.kind for finding in found].count("revision.settled") == told


def test_many_falls_of_facilities_are_one_finding(folder: Path) -> None:
    release = _release(folder, CLEAN)
    later = _changed(release, lambda f: replace(f, value=f.value * 0.5) if f.quantity == "facility_adp" else f)
    falls = [finding for finding in check_between([release, later]) if finding.kind == "facility.fall"]
    assert len(falls) == 1
    assert falls[0].cell.count(",") > 20


@pytest.mark.parametrize("kind", BETWEEN)
def test_an_error_between_releases_is_found(folder: Path, kind: str) -> None:
    release = _release(folder, CLEAN)
    found = _kinds(check_between([_release(folder, EARLIER), release, _changed(release, BETWEEN[kind])]))
    assert kind in found


def test_a_table_not_updated_is_found(folder: Path) -> None:
    release = _release(folder, CLEAN)
    later = _changed(release, lambda f: f if f.quantity == "removals" else replace(f, value=f.value * 1.01))
    found = [f.note for f in check_between([release, later]) if f.kind == "table.unchanged"]
    assert len(found) == 1
    assert found[0].startswith("removals")


def test_dates_that_stand_still_or_go_back_are_found(folder: Path) -> None:
    release = _release(folder, CLEAN)
    later = _changed(release, lambda f: replace(f, value=f.value * 1.01))
    still = replace(later, dates=release.dates)
    assert "date.unchanged" in _kinds(check_between([release, still]))
    back = {name: replace(dated, day=dated.day - timedelta(days=30)) for name, dated in later.dates.items()}
    assert "date.backwards" in _kinds(check_between([release, replace(later, dates=back)]))
    assert not {"date.unchanged", "date.backwards"} & _kinds(check_between([release, later]))


def test_exchanged_dispositions_are_found(folder: Path) -> None:
    release = _release(folder, CLEAN)
    third = _changed(
        _changed(release, lambda figure: figure), lambda figure: figure, "FY25_detentionStats02132025.xlsx"
    )
    middle = _changed(release, _swap)
    assert "disposition.swapped" in _kinds(check_between([release, middle, third]))
    assert "disposition.swapped" not in _kinds(check_between([release, third]))


def _kinds(found: Any) -> set[str]:
    findings: list[Finding] = list(found)
    return {finding.kind for finding in findings}


def test_dates_are_days(folder: Path) -> None:
    assert all(isinstance(dated.day, date) for dated in _release(folder, CLEAN).dates.values())
