"""Over a hundred hostile files: each refused in words, soon and in little memory; the others of the folder load."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hostile_files import good_release, hostile, hostile_tables

SECONDS, MEGABYTES = 3.0, 300
_READ = """
import json, re, resource, sys, time
from pathlib import Path
from bedspace.data.store.reading import read_one
resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
for name in sys.argv[1:]:
    begun = time.process_time()
    added = read_one(Path(name))
    used = time.process_time() - begun
    peak = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
    print(json.dumps([added.path.name, used, peak, [str(fault) for fault in added.faults]]), flush=True)
"""


def _made(folder: Path, every: int) -> list[Path]:
    made = hostile(folder)
    chosen = list(made)[::every]
    for n, name in enumerate(chosen):
        (folder / f"FY25_{n}_{name.replace(' ', '_')}.xlsx").write_bytes(made[name]())
    for name, (ending, content) in list(hostile_tables().items())[::every]:
        (folder / f"{name.replace(' ', '_')}{ending}").write_bytes(content)
    return sorted(folder.iterdir())


def _refused_soon(files: list[Path]) -> None:
    done = subprocess.run([sys.executable, "-c", _READ, *map(str, files)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    read = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(read) == len(files)
    for name, used, peak, faults in read:
        assert used < SECONDS, (name, used)
        assert peak < MEGABYTES, (name, peak)
        assert faults, f"{name} was not refused"
        assert not any("Please report" in fault for fault in faults), faults


def test_a_sample_of_hostile_files_is_refused_soon_and_in_little_memory(tmp_path: Path) -> None:
    _refused_soon(_made(tmp_path, 7))


@pytest.mark.slow
def test_over_a_hundred_hostile_files_are_refused_soon_and_in_little_memory(tmp_path: Path) -> None:
    files = _made(tmp_path, 1)
    assert len(files) >= 100
    _refused_soon(files)


@pytest.mark.slow
def test_the_other_files_of_the_folder_load(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    _made(folder, 9)
    good = good_release(folder / "FY25_detentionStats03032025.xlsx", 5)
    odd = Path(os.fsdecode(os.fsencode(folder) + b"/FY25_\xff.xlsx"))
    odd.write_bytes(good.read_bytes())
    command = [sys.executable, "-m", "bedspace", "--home", str(tmp_path / "home"), "data"]
    done = subprocess.run([*command, "add", str(folder)], capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert "not UTF-8" in done.stderr
    listed = subprocess.run([*command, "list", "--json"], capture_output=True, text=True, check=False)
    assert [row["file"] for row in json.loads(listed.stdout)["result"]] == [good.name]


def test_a_pipe_and_a_device_are_no_files(tmp_path: Path) -> None:
    pipe, device = tmp_path / "pipe.xlsx", tmp_path / "device.xlsx"
    os.mkfifo(pipe)
    device.symlink_to("/dev/zero")
    for path in (pipe, device):
        command = [sys.executable, "-m", "bedspace", "--home", str(tmp_path / "home"), "data", "add", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=20)
        assert done.returncode == 1
        assert "no regular file" in done.stderr
