"""Series of a user or a publisher: a CSV file and its header, read whole or refused with every fault."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bedspace.data.read.headers import EXAMPLE
from bedspace.data.read.series import read_series
from bedspace.data.store import loading, reading, warehouse
from bedspace.errors import InputRefused
from bedspace.figure import UNSTATED
from bedspace.units import Evidence

CSV = 'date,value,sector\n2025-11-24,"1,200",\n2025-12-01,900,\n2025-12-01,300,ELP\n2025-12-01,<11,BBT\n'


def _files(folder: Path, header: str = EXAMPLE, content: str = CSV) -> Path:
    path = folder / "own.csv"
    path.write_text(content, encoding="utf-8")
    path.with_suffix(".toml").write_text(header, encoding="utf-8")
    return path


def _refused(folder: Path, header: str = EXAMPLE, content: str = CSV) -> str:
    with pytest.raises(InputRefused) as refused:
        read_series(_files(folder, header, content))
    return str(refused.value)


def test_the_header_of_the_message_is_enough(tmp_path: Path) -> None:
    read = read_series(_files(tmp_path))
    told = [(figure.quantity, figure.key, figure.period, figure.value) for figure in read.figures]
    assert told == [
        ("border_encounters", "", "2025-11-24..2025-11-30", 1200),
        ("border_encounters", "", "2025-12-01..2025-12-07", 900),
        ("border_encounters", "sector=ELP", "2025-12-01..2025-12-07", 300),
    ]
    dates = {(figure.data_date, figure.published) for figure in read.figures}
    assert dates == {(date(2025, 12, 7), date(2025, 12, 15))}
    assert str(read.figures[0].origin) == (
        "U.S. Customs and Border Protection: Nationwide encounters / own.csv / line 2"
    )


def test_a_hidden_count_is_left_out_and_said(tmp_path: Path) -> None:
    (finding,) = read_series(_files(tmp_path)).findings
    assert "1 hidden numbers, the first in line 5" in finding.found


@pytest.mark.parametrize(
    ("every", "text", "period"),
    [
        ("day", "2025-12-01", "2025-12-01"),
        ("week", "2025-12-01", "2025-12-01..2025-12-07"),
        ("month", "2025-12", "2025-12"),
        ("fiscal year", "FY2025", "FY2025"),
    ],
)
def test_a_date_names_what_the_header_says(tmp_path: Path, every: str, text: str, period: str) -> None:
    header = EXAMPLE.replace('every = "week" ', f'every = "{every}" ')
    (figure,) = read_series(_files(tmp_path, header, f"date,value\n{text},5\n")).figures
    assert figure.period == period


@pytest.mark.parametrize(("every", "text"), [("day", "2025-12"), ("month", "2025-12-01"), ("week", "FY2025")])
def test_a_date_of_another_kind_is_refused(tmp_path: Path, every: str, text: str) -> None:
    header = EXAMPLE.replace('every = "week" ', f'every = "{every}" ')
    assert f"own.csv, line 2: '{text}'; expected a {every}" in _refused(tmp_path, header, f"date,value\n{text},5\n")


def test_a_mark_is_kept(tmp_path: Path) -> None:
    header = EXAMPLE.replace('"counted" ', '"reported"')
    assert {figure.evidence for figure in read_series(_files(tmp_path, header)).figures} == {Evidence.STATEMENT}


def test_a_publication_day_that_is_left_out_is_not_known(tmp_path: Path) -> None:
    header = "\n".join(line for line in EXAMPLE.splitlines() if not line.startswith("published"))
    assert read_series(_files(tmp_path, header)).published == UNSTATED


def test_every_fault_of_a_header_is_told(tmp_path: Path) -> None:
    told = _refused(tmp_path, 'publisher = "x"\nmark = "sure"\nevery = "hour"\npublishd = 2025-01-01\nunit = "kg"\n')
    for fault in ("title: missing", "'sure'", "'hour'", "publishd: no such key", "quantity: missing", "unit: 'kg'"):
        assert fault in told


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (EXAMPLE.replace("2025-12-15 ", '"2025-12-15"'), "published: no day"),
        (EXAMPLE + "covers = [1, 2]\n", "covers: no two days"),
        (EXAMPLE + "columns = 3\n", "columns: no table"),
        (EXAMPLE + "total = [3]\n", "total: no list"),
        (EXAMPLE + "quantities = 3\n", "quantities: no table"),
        ("x = " + "[" * 5000, "nested too deeply"),
        ("x = " + "9" * 5000, "limit"),
        ("x = " + '"' + "y" * 70_000 + '"', "more than 65,536 bytes"),
        ("no toml", "a TOML file"),
    ],
)
def test_a_hostile_header_is_answered_in_a_line(tmp_path: Path, header: str, message: str) -> None:
    assert message in _refused(tmp_path, header)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("date,value\n2025-12-01,many\n", "line 2: 'many'; expected a number"),
        ("date,value\n2025-12-01,1e999\n", "line 2: '1e999'; expected a number"),
        ("date,value\n2025-12-01,nan\n", "line 2: 'nan'; expected a number"),
        ("date,value\n2025-13,5\n", "line 2: '2025-13'; expected a week"),
        ("date,value\n2025-13-01,5\n", "line 2: '2025-13-01'; expected a week"),
        ("date,value\n9999-12-31,5\n", "line 2: '9999-12-31'; expected a week"),
        ("date,value\n2025-12-01,5\n2025-12-01,6\n", "line 3: a second number of one figure"),
        ("date,count\n2025-12-01,5\n", "line 1: 0 columns for the value"),
        ("date,value,place\n2025-12-01,5,a=b\n", "'a=b'; expected a text without ; and ="),
        ("date,value\n", "no numbers"),
        ("", "0 columns for the period"),
    ],
)
def test_a_wrong_table_is_refused_with_its_line(tmp_path: Path, content: str, message: str) -> None:
    assert message in _refused(tmp_path, content=content)


def test_a_table_without_header_is_told_how_to_make_one(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(CSV, encoding="utf-8")
    (added,) = loading.add(tmp_path / "home", [path])
    assert 'put FILE.toml with these lines: publisher = "U.S. Customs' in str(added.faults[0])
    assert not warehouse.exists(tmp_path / "home")


def test_a_series_goes_into_the_warehouse_and_again_when_its_header_changes(tmp_path: Path) -> None:
    home, path = tmp_path / "home", _files(tmp_path)
    first, again = [next(iter(loading.add(home, [path]))) for _ in range(2)]
    assert (first.known, again.known) == (False, True)
    _files(tmp_path, EXAMPLE.replace("Nationwide", "All"))
    (changed,) = loading.add(home, [path])
    assert not changed.known
    assert {figure.published for figure in warehouse.vintages(home, "border_encounters")} == {date(2025, 12, 15)}


@pytest.mark.shared
def test_every_shared_series_but_the_capacities_is_read(shared: Path) -> None:
    files = sorted((shared / "data" / "series").glob("*.csv"))
    added = [reading.read_one(file) for file in files]
    assert [one.path.name for one in added if one.faults] == ["facility-capacity-2017.csv"]
    assert sum(len(one.release.figures) for one in added if one.release) == 5643
