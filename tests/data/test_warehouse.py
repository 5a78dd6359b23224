"""The warehouse keeps every release, once, whole, and never tells what was published later than asked."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from synthetic_release import Layout, make, write

from bedspace.data.store import loading, reading, warehouse
from bedspace.data.store.tables import last_known, revisions
from bedspace.errors import UsageError
from bedspace.figure import Figure, Origin
from bedspace.units import Unit

FILES = 6


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Releases of one fiscal year, month by month."""
    folder = tmp_path_factory.mktemp("files")
    paths = []
    for number in range(1, FILES + 1):
        made = make(number, Layout(months=number, days_in_last=20))
        out = made.data_date + timedelta(days=5)
        paths.append(write(made, folder / f"FY25_detentionStats{out:%m%d%Y}.xlsx", out))
    return paths


@pytest.fixture(scope="module")
def full(files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with all of them."""
    home = tmp_path_factory.mktemp("home")
    assert [bool(added.release) for added in loading.add(home, files)] == [True] * FILES
    return home


def _content(home: Path) -> tuple[list[object], list[tuple[object, ...]]]:
    """Files and figures, without the time of loading."""
    with warehouse.opened(home) as connection:
        figures = connection.execute("select * from figure order by all").fetchall()
    return [(f.file, f.sha256, f.rows) for f in warehouse.listing(home)], figures


def test_adding_twice_changes_nothing(full: Path, files: list[Path]) -> None:
    before = _content(full)
    assert all(added.known for added in loading.add(full, files))
    assert _content(full) == before


def test_the_order_of_adding_is_irrelevant(full: Path, files: list[Path], tmp_path: Path) -> None:
    assert len(list(loading.add(tmp_path, reversed(files)))) == FILES
    assert _content(tmp_path) == _content(full)
    assert warehouse.fingerprint(tmp_path) == warehouse.fingerprint(full)


def test_a_renamed_copy_is_known_by_its_content(full: Path, files: list[Path], tmp_path: Path) -> None:
    copy = shutil.copy(files[0], tmp_path / "another name.xlsx")
    assert next(loading.add(full, [Path(copy)])).known


def test_what_was_known_on_a_day_is_what_the_releases_until_then_said(full: Path) -> None:
    for loaded in warehouse.listing(full):
        known = warehouse.known_as_of(full, "book_ins", loaded.published)
        assert {figure.origin.file for figure in known if figure.period.startswith("FY")} == {loaded.file}
        assert max(figure.published for figure in known) == loaded.published


@cache
def _printings(home: Path, quantity: str) -> tuple[Figure, ...]:
    return tuple(warehouse.vintages(home, quantity))


@given(days=st.integers(0, 400), quantity=st.sampled_from(["book_ins", "adp", "book_outs", "removals"]))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_published_later_is_ever_told(full: Path, days: int, quantity: str) -> None:
    day = date(2024, 9, 1) + timedelta(days=days)
    told = warehouse.known_as_of(full, quantity, day)
    assert all(figure.published <= day for figure in told)
    every = [figure for figure in _printings(full, quantity) if figure.published <= day]
    assert {(f.key, f.period) for f in told} == {(f.key, f.period) for f in every}
    newest = {(f.key, f.period): f.published for f in sorted(every, key=lambda f: f.published)}
    assert {(f.key, f.period): f.published for f in told} == newest


def test_data_through_takes_later_revisions_of_months_that_were_over(full: Path) -> None:
    told = warehouse.data_through(full, "book_ins", date(2024, 12, 31))
    months = {figure.period for figure in told if len(figure.period) == 7}
    assert months == {"2024-10", "2024-11", "2024-12"}
    assert max(figure.published for figure in told) > date(2024, 12, 31)


def test_every_printing_of_a_figure_can_be_traced(full: Path) -> None:
    printings = warehouse.trace(full, "book_ins", "agency=ice", "2024-10")
    assert [figure.published for figure in printings] == sorted(f.published for f in warehouse.listing(full))
    assert all(figure.origin.file and figure.origin.sheet and figure.origin.cell for figure in printings)


def _made_up(value: float, published: date, data_date: date, period: str = "2024-10") -> Figure:
    return Figure("adp", "", period, value, Unit.PERSONS, data_date, published, Origin("f"))


def test_revisions_tell_a_settled_month_from_one_still_running() -> None:
    figures = [
        _made_up(10.0, date(2024, 10, 20), date(2024, 10, 15)),
        _made_up(12.0, date(2024, 11, 20), date(2024, 11, 15)),
        _made_up(12.0, date(2024, 12, 20), date(2024, 12, 15)),
        _made_up(11.0, date(2025, 1, 20), date(2025, 1, 15)),
    ]
    assert [(r.change, r.partial_before) for r in revisions(figures)] == [(2.0, True), (-1.0, False)]


def test_the_last_printing_counts_and_ties_go_to_the_later_data() -> None:
    early, late = date(2024, 11, 1), date(2024, 12, 1)
    figures = [_made_up(1.0, late, early), _made_up(2.0, late, late), _made_up(3.0, early, early)]
    assert [figure.value for figure in last_known(figures)] == [2.0]
    assert [figure.value for figure in last_known(figures, early)] == [3.0]
    assert last_known(figures, date(2024, 10, 1)) == []


def _bedspace(home: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bedspace", "--home", str(home), "data", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_readers_work_and_a_second_writer_is_refused_while_one_writes(files: list[Path], tmp_path: Path) -> None:
    assert next(loading.add(tmp_path, files[:1])).release
    with warehouse.opened(tmp_path, write=True) as connection:
        connection.execute("delete from release")
        listed, added = _bedspace(tmp_path, "list", "--json"), _bedspace(tmp_path, "add", files[1])
    assert (listed.returncode, added.returncode) == (0, 2)
    assert files[0].name in listed.stdout
    assert "another process is adding to it" in added.stderr
    assert warehouse.listing(tmp_path) == []


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.9])
def test_a_warehouse_cut_short_is_told_in_one_line(full: Path, share: float, tmp_path: Path) -> None:
    """A cut that takes only unused blocks changes no answer; any other is told."""
    content = (full / warehouse.FILE).read_bytes()
    (tmp_path / warehouse.FILE).write_bytes(content[: int(len(content) * share)] or b"x")
    whole, cut = _bedspace(full, "table", "adp", "--json"), _bedspace(tmp_path, "table", "adp", "--json")
    if share == 0.9 and cut.returncode == 0:
        assert cut.stdout == whole.stdout
        return
    assert cut.returncode == 2, cut.stderr
    assert len(cut.stderr.splitlines()) == 1, cut.stderr
    assert "load the releases again" in cut.stderr


@pytest.mark.parametrize("change", ["alter table figure drop column unit", "drop table finding"])
def test_a_warehouse_of_another_form_is_told_in_one_line(files: list[Path], change: str, tmp_path: Path) -> None:
    assert next(loading.add(tmp_path, files[:1])).release
    with duckdb.connect(str(tmp_path / warehouse.FILE)) as connection:
        connection.execute(change)
    done = _bedspace(tmp_path, "table", "adp")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "load the releases again" in done.stderr


def test_an_empty_name_is_no_folder(tmp_path: Path) -> None:
    done = _bedspace(tmp_path, "add", "")
    assert done.returncode == 2
    assert "an empty name" in done.stderr


def test_a_refused_file_alone_makes_no_warehouse(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.xlsx"
    wrong.write_text("no spreadsheet")
    (added,) = loading.add(tmp_path / "home", [wrong])
    assert added.faults
    assert not warehouse.exists(tmp_path / "home")


def test_there_is_no_warehouse_to_read_before_one_is_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no warehouse"):
        warehouse.listing(tmp_path / "nowhere")


# -- killed while it loads ---------------------------------------------------------------------------


def _loading(home: Path, files: list[Path]) -> subprocess.Popen[bytes]:
    """Loading in a process of its own, as soon as its warehouse has appeared."""
    command = [sys.executable, "-m", "bedspace", "--home", str(home), "data", "add", *map(str, files)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not (home / warehouse.FILE).exists() and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.005)
    return process


def _killed_after(home: Path, files: list[Path], seconds: float) -> int:
    """Start loading, kill it some time after the warehouse appears; returns how many files are in."""
    process = _loading(home, files)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()
    return _whole_files(home, files)


def _whole_files(home: Path, files: list[Path]) -> int:
    """Number of files in the warehouse, each of which must be whole."""
    with warehouse.opened(home, write=True) as connection:
        loaded = connection.execute("select sha256 from release").fetchall()
        for (sha256,) in loaded:
            rows = connection.execute("select count(*) from figure where sha256 = ?", [sha256]).fetchone()
            path = next(path for path in files if reading.content_hash(path) == sha256)
            release = reading.read_one(path).release
            assert release is not None
            assert rows == (len(release.figures),)
        strays = "select count(*) from figure where sha256 not in (select sha256 from release)"
        assert connection.execute(strays).fetchone() == (0,)
    return len(loaded)


def _kill_and_go_on(home: Path, files: list[Path], full: Path, seconds: float) -> int:
    done = _killed_after(home, files, seconds)
    assert len(list(loading.add(home, files))) == FILES
    assert _content(home) == _content(full)
    return done


@pytest.mark.parametrize("point", range(3))
def test_killed_each_file_is_in_or_out(point: int, files: list[Path], full: Path, tmp_path: Path) -> None:
    _kill_and_go_on(tmp_path / "home", files, full, point * 0.08)


@pytest.mark.slow
def test_killed_at_fifty_points_each_file_is_in_or_out(files: list[Path], full: Path, tmp_path: Path) -> None:
    whole = _loading(tmp_path / "whole", files)
    began = time.monotonic()
    whole.wait()
    span = time.monotonic() - began  # a slow machine is given as much more time
    done = {_kill_and_go_on(tmp_path / str(n), files, full, n * span / 50) for n in range(50)}
    assert len(done) > 1  # some were killed early, some late
