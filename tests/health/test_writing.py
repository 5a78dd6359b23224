"""Files are written whole or not at all; links are followed, devices are written through."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bedspace.errors import UsageError
from bedspace.writing import write


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "it's; drop --.html"
    write("first", target, "--out")
    target.chmod(0o640)
    write("sécond", target, "--out")
    assert target.read_text(encoding="utf-8") == "sécond"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert names(tmp_path) == [target.name]


def test_a_new_file_has_the_mode_of_any_new_file(tmp_path: Path) -> None:
    write(b"1", tmp_path / "a", "--out")
    (tmp_path / "b").touch()
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


@pytest.mark.parametrize("there", [True, False])
def test_a_symbolic_link_is_written_through(tmp_path: Path, there: bool) -> None:
    (tmp_path / "elsewhere").mkdir()
    target, link = tmp_path / "elsewhere" / "kept.html", tmp_path / "link.html"
    if there:
        target.write_text("old")
    link.symlink_to(target)
    write("new", link, "--out")
    assert link.is_symlink()
    assert target.read_text() == "new"


def test_a_device_stays_a_device(tmp_path: Path) -> None:
    link = tmp_path / "null"
    link.symlink_to("/dev/null")
    write("gone", link, "--out")
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    assert link.is_symlink()
    with pytest.raises(UsageError, match="No space left"):
        write("gone", Path("/dev/full"), "--parquet")
    assert stat.S_ISCHR(os.stat("/dev/full").st_mode)


def test_a_pipe_is_written_through(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    told: list[bytes] = []
    reader = threading.Thread(target=lambda: told.append(pipe.read_bytes()))
    reader.start()
    write("through", pipe, "--out")
    reader.join(5)
    assert told == [b"through"]
    assert pipe.is_fifo()


def test_what_cannot_be_written_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    circle, file, folder = tmp_path / "circle", tmp_path / "file", tmp_path / "folder"
    circle.symlink_to(circle)
    file.touch()
    folder.mkdir()
    before = names(tmp_path)
    for path in (Path(""), tmp_path, folder, tmp_path / "none" / "a", file / "a", circle, Path("/proc/a")):
        with pytest.raises(UsageError, match=f"--out {path}: cannot be written") as told:
            write("x", path, "--out")
        assert len(told.value.faults) == 1
    with pytest.raises(UsageError, match="File name too long"):
        write("x", tmp_path / ("a" * 300), "--out")
    assert names(tmp_path) == before
    assert circle.is_symlink()
    assert names(folder) == []


@pytest.mark.parametrize("kept", ["old", ""])
def test_a_full_disk_leaves_what_stood_there(tmp_path: Path, kept: str) -> None:
    if kept:
        (tmp_path / "page").write_text(kept)
    code = (
        "import resource, pathlib, bedspace.writing as w\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: w.write('x' * 5000, pathlib.Path('page'), '--out')\n"
        "except w.UsageError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("--out page: cannot be written: File too large")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == ([("page", kept)] if kept else [])


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_a_folder_and_a_file_that_may_not_be_written_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch(0o444)
    tmp_path.chmod(0o555)
    for name in ("file", "new"):
        with pytest.raises(UsageError, match="may not be written"):
            write("x", tmp_path / name, "--out")
