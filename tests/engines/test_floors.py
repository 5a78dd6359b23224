"""The floors of the engines: no circle of imports, and nothing done by an import."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

from bedspace.engines import compiled

ROOM = "bedspace.engines"
IMPORT = """
import gc, pathlib, sys
import bedspace.engines.persons.run, bedspace.engines.expected.proceedings.custody
assert not gc.get_freeze_count(), "an import froze the collector"
assert not list(pathlib.Path(sys.argv[1]).iterdir()), "an import made a folder"
"""


def circle_through(module: str, imports: dict[str, set[str]]) -> bool:
    """Whether imports lead from a module back to itself."""
    reached, open_ends = set[str](), [module]
    while open_ends:
        further = imports[open_ends.pop()] - reached
        reached |= further
        open_ends += further
    return module in reached


def test_engines_have_no_circle() -> None:
    """Imports for type checkers count; a control shows that a circle would be seen."""
    graph = grimp.build_graph("bedspace", include_external_packages=False)
    modules = {module for module in graph.modules if module == ROOM or module.startswith(f"{ROOM}.")}
    imports = {module: graph.find_modules_directly_imported_by(module) & modules for module in modules}
    assert len(modules) > 20
    assert not [module for module in modules if circle_through(module, imports)]
    imports[f"{ROOM}.law"] = {f"{ROOM}.expected.run"}
    assert circle_through(f"{ROOM}.law", imports)


def test_an_import_makes_no_folder_and_freezes_nothing(tmp_path: Path) -> None:
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", IMPORT, str(tmp_path)], env=environment, check=True)


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The temporary folder of this user, where the user's cache cannot be written."""
    monkeypatch.setenv("XDG_CACHE_HOME", os.devnull)
    monkeypatch.setattr("bedspace.engines.compiled.tempfile.tempdir", str(tmp_path))
    return tmp_path / f"bedspace-{os.getuid()}"


def test_cache_folder_follows_the_sources(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Named by the sources: an edit starts a fresh folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = compiled.cache_folder()
    assert folder == tmp_path / "bedspace" / f"kernels-{compiled.source_hash()}"
    monkeypatch.setattr("bedspace.engines.compiled.Path.read_bytes", lambda _: b"edited")
    assert compiled.cache_folder() != folder


def test_temporary_folder_is_this_users_alone(shared: Path) -> None:
    folder = compiled.cache_folder()
    assert folder.parent == shared
    assert shared.stat().st_mode & 0o777 == 0o700


def test_temporary_folder_of_somebody_else_is_not_used(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither one that others may write to, nor a link, nor one of another owner."""
    shared.mkdir()
    shared.chmod(0o777)
    assert compiled.cache_folder().parent != shared
    shared.chmod(0o755)
    assert compiled.cache_folder().parent == shared
    elsewhere = shared.rename(shared.with_name("elsewhere"))
    shared.symlink_to(elsewhere)
    assert compiled.cache_folder().parent != shared
    shared.unlink()
    elsewhere.rename(shared)
    shared.rename(shared.with_name(f"bedspace-{os.getuid() + 1}"))
    monkeypatch.setattr("bedspace.engines.compiled.os.getuid", lambda: shared.parent.stat().st_uid + 1)
    assert compiled.cache_folder().parent.name != f"bedspace-{shared.parent.stat().st_uid + 1}"


def test_folders_of_old_versions_are_removed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The own one and the four used last stay."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for age in range(6):
        folder = tmp_path / "bedspace" / f"kernels-{age}"
        folder.mkdir(parents=True)
        os.utime(folder, (1e9 - age, 1e9 - age))
    own = compiled.cache_folder()
    assert sorted(each.name for each in own.parent.iterdir()) == sorted([own.name, *(f"kernels-{i}" for i in range(4))])
