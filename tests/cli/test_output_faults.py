"""Output that cannot be written: one line, exit code 1 or 2, nothing half-written. In processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest


def shell(line: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a line of the shell in which `bedspace` is this command."""
    line = f'bedspace() {{ "{sys.executable}" -m bedspace "$@"; }}; {line}'
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONUNBUFFERED"} | more
    return subprocess.run(["bash", "-c", line], cwd=folder, capture_output=True, text=True, env=environment)


VERBS = (
    "latest",
    "find bond",
    "data flows --from 2025-01-01",
    "claims list",
    "run no-change --draws 2 --days 3",
    "forecast --horizons 7",
)
FAULTS = ("> /dev/full", "--json > /dev/full", "--csv >&-", "--parquet none/x.parquet", "--parquet circle")
MORE = (
    "bedspace parameters list --json > /dev/full",
    "bedspace parameters list --csv >&-",
    "bedspace claims read - <&-",
    "bedspace parameters list --parquet ''",
    "bedspace parameters list --parquet .",
    "bedspace parameters list --parquet /dev/full",
    "bedspace parameters list --parquet /proc/x",
    "(ulimit -f 2; bedspace parameters list --csv > x.csv); code=$?; rm x.csv; exit $code",
    "bedspace report no-change --out ''",
    "bedspace report no-change --out .",
)
"""Lines whose faults are those of lines that are always tried."""


@pytest.mark.parametrize(
    "line",
    [
        "bedspace parameters list > /dev/full",
        "bedspace parameters list --csv > /dev/full",
        "bedspace --help > /dev/full",
        "bedspace parameters list >&-",
        "bedspace check - <&-",
        "bedspace parameters list --parquet none/x.parquet",
        "bedspace parameters list --parquet circle",
        "ulimit -f 2; bedspace parameters list --parquet x.parquet",
        "(ulimit -f 2; PYTHONUNBUFFERED=1 bedspace parameters list --csv > x.csv); code=$?; rm x.csv; exit $code",
        "bedspace report no-change --out none/x.html",
        "bedspace report no-change --out circle",
        *(pytest.param(line, marks=pytest.mark.slow) for line in MORE),
        *(pytest.param(f"bedspace {verb} {fault}", marks=pytest.mark.slow) for verb in VERBS for fault in FAULTS),
    ],
)
def test_a_fault_of_output_is_one_line(line: str, tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to("circle")
    done = shell(line, tmp_path)
    assert done.returncode in (1, 2), done
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert done.stderr.startswith("bedspace: ")
    assert done.stdout == ""
    assert os.listdir(tmp_path) == ["circle"]
    assert (tmp_path / "circle").is_symlink()


@pytest.mark.parametrize("format_", ["", "--csv", "--json"])
def test_a_reader_that_stops_is_no_fault(format_: str, tmp_path: Path) -> None:
    done = shell(f"bedspace parameters list {format_} | head -c 5", tmp_path)
    assert done.stderr == ""
    assert len(done.stdout) == 5


@pytest.mark.parametrize("name", ["it's/x.parquet", "a*b/[x]?.parquet", "'; select 1 --/é.parquet", "link.parquet"])
def test_any_name_is_a_name_and_a_link_is_followed(name: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / "link.parquet").symlink_to("target.parquet")
    done = shell(f'bedspace parameters list --parquet "{name}"', tmp_path)
    assert done.returncode == 0, done.stderr
    content = tmp_path / "content"
    content.write_bytes((tmp_path / name).read_bytes())
    ((rows,),) = duckdb.sql("select count(*) from read_parquet($1)", params=[str(content)]).fetchall()
    assert rows > 100
    assert (tmp_path / "link.parquet").is_symlink()


def test_a_device_and_a_pipe_are_written_through(tmp_path: Path) -> None:
    done = shell("bedspace parameters list --parquet /dev/stdout | head -c 4", tmp_path)
    assert done.stdout == "PAR1"
    assert shell("bedspace parameters list --parquet /dev/null", tmp_path).returncode == 0
    assert Path("/dev/null").is_char_device()


def test_an_old_encoding_spells_signs_out(tmp_path: Path) -> None:
    line = "bedspace check 'ICE held 42,000 people – “about” – said Ramírez 漢'"
    done = shell(line, tmp_path, PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert "42,000" in done.stdout


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    done = shell("bedspace parameters list --parquet x.parquet", tmp_path)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
