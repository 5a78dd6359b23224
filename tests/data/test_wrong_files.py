"""A file that is not what it seems is refused whole, with one clear message a fault; the others go in."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from synthetic_release import Layout, Made, Table, write
from synthetic_release import detention_sheet as _sheet
from synthetic_release import make as make_release

from bedspace.data.store import loading, warehouse

NAME = "FY25_detentionStats01162025.xlsx"


def make(seed: int = 1) -> Made:
    """A made-up release whose labels carry no stray spaces."""
    return make_release(seed, Layout(spaces=False))


def _find(rows: Table, text: str) -> tuple[int, int]:
    """First cell with a text: the whole text if there is one, a part of it otherwise."""
    cells = [(i, j, c) for i, row in enumerate(rows) for j, c in enumerate(row) if isinstance(c, str)]
    places = [(i, j) for i, j, c in cells if c == text] or [(i, j) for i, j, c in cells if text in c]
    return places[0]


def _replace(rows: Table, text: str, new: object, down: int = 0, right: int = 0) -> None:
    row, column = _find(rows, text)
    rows[row + down][column + right] = new


def _truncated(path: Path) -> None:
    content = write(make(), path).read_bytes()
    path.write_bytes(content[: len(content) // 2])


def _inner_damage(path: Path) -> None:
    """A whole archive in which the sheets are missing."""
    write(make(), path)
    with ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist() if "worksheets" not in name}
    with ZipFile(path, "w") as archive:
        for name, content in kept.items():
            archive.writestr(name, content)


def _edited(edit: Callable[[Made], None]) -> Callable[[Path], None]:
    def writer(path: Path) -> None:
        made = make()
        edit(made)
        write(made, path)

    return writer


def _without(text: str) -> Callable[[Path], None]:
    return _edited(lambda made: _replace(_sheet(made), text, "Some Other Table: FY2025"))


# what is wrong -> (how it is written, words that the message must have)
CASES: dict[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
    "cut short": (_truncated, ("cut short",)),
    "sheets torn out": (_inner_damage, ("damaged spreadsheet",)),
    "empty": (lambda path: path.write_bytes(b"") and None, ("an empty file",)),
    "a web page": (lambda path: path.write_text("<!DOCTYPE html><html>404</html>") and None, ("a web page",)),
    "a renamed CSV": (lambda path: path.write_text("a,b\n1,2\n") and None, ("CSV",)),
    "an old .xls": (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600) and None, (".xls",)),
    "noise": (lambda path: path.write_bytes(bytes(range(256)) * 9) and None, ("no spreadsheet",)),
    "another workbook": (
        lambda path: write(Made(2025, make().data_date, {"Sheet1": [["Budget", 2025]]}), path) and None,
        ("a sheet with the detention tables", "Sheet1"),
    ),
    "no population table": (_without("Average Daily Population"), ("the table adp",)),
    "no stay table": (_without("Average Length of Stay"), ("the table alos",)),
    "no book-ins table": (_without("Book-Ins by Arresting"), ("the table book_ins",)),
    "no book-outs table": (_without("by Release Reason"), ("the table book_outs",)),
    "no removals table": (_without("ICE Removals"), ("the table removals",)),
    "no snapshot": (_without("by Processing Disposition"), ("the table detained_by_disposition",)),
    "text among numbers": (
        _edited(lambda made: _replace(_sheet(made), "ICE Average", "see note", right=1)),
        ("'see note'", "a number"),
    ),
    "an unknown reason": (
        _edited(lambda made: _replace(_sheet(made), "Paroled", "Beamed Up")),
        ("beamed up", "a label of reason"),
    ),
    "an unknown month": (
        _edited(lambda made: _replace(_sheet(made), "Agency", "Brumaire", right=1)),
        ("brumaire", "a known column heading"),
    ),
    "no date at all": (_edited(lambda made: _undated(made)), ("footnotes that say",)),
    "no fiscal year": (
        _edited(lambda made: made.sheets.update({"Sheet1": _yearless(_sheet(made))})),
        ("a title that names the fiscal year",),
    ),
    "one figure twice": (
        _edited(lambda made: _sheet(made).insert(*_twin(_sheet(made)))),
        ("as in",),
    ),
}  # fmt: skip


def _undated(made: Made) -> None:
    """Neither footnotes nor averages that fit a day."""
    made.sheets.pop("Footnotes")
    rows = _sheet(made)
    row, column = _find(rows, "Average")
    rows[row][column + 13] += 1


def _yearless(rows: Table) -> Table:
    for row in rows:
        row[:] = [cell.split("FY20")[0] if isinstance(cell, str) else cell for cell in row]
    return rows


def _twin(rows: Table) -> tuple[int, list[object]]:
    """The row of the overall average once more, one person higher in October."""
    place, column = _find(rows, "Average")
    row = list(rows[place])
    row[column + 1] += 1
    return place + 1, row


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with one good release, which no refusal changes."""
    folder = tmp_path_factory.mktemp("home")
    good = write(make(7), tmp_path_factory.mktemp("files") / "FY25_detentionStats02022025.xlsx")
    assert not next(loading.add(folder, [good])).faults
    return folder


@pytest.mark.parametrize("case", CASES)
def test_a_wrong_file_is_refused_whole(case: str, home: Path, tmp_path: Path) -> None:
    writer, words = CASES[case]
    path = tmp_path / NAME
    writer(path)
    before = (home / warehouse.FILE).read_bytes()
    result = next(loading.add(home, [path]))
    text = "\n".join(map(str, result.faults))
    assert result.release is None
    assert NAME in text
    assert all(word in text for word in words), text
    assert (home / warehouse.FILE).read_bytes() == before


def test_every_fault_of_a_file_is_named(home: Path, tmp_path: Path) -> None:
    made = make(1)
    rows = _sheet(made)
    _replace(rows, "Paroled", "Beamed Up")
    _replace(rows, "ICE Average", "see note", right=1)
    _replace(rows, "ICE Removals", "ICE Something")
    result = next(loading.add(home, [write(made, tmp_path / NAME)]))
    text = "\n".join(map(str, result.faults))
    assert all(word in text for word in ("beamed up", "see note", "removals")), text


def _bedspace(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bedspace", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_names_each_fault_once_and_loads_the_rest(tmp_path: Path) -> None:
    good = write(make(3), tmp_path / "FY25_detentionStats03032025.xlsx")
    bad = tmp_path / NAME
    _truncated(bad)
    done = _bedspace("--home", tmp_path / "home", "data", "add", good, bad, "--json")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.count("cut short") == 1
    assert [loaded.file for loaded in warehouse.listing(tmp_path / "home")] == [good.name]


@pytest.mark.parametrize(
    "arguments",
    [("add", "nowhere.xlsx"), ("table", "no_such_table"), ("table", "adp", "--as-of", "soon"), ("add",), ("list",)],
)
def test_wrong_requests_end_with_a_message(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = _bedspace("--home", tmp_path / "home", "data", *arguments)
    assert done.returncode == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
