"""Adding files to the warehouse: reading, checking, storing, one file after another.

A file that cannot be read whole is refused and named with all its faults; the others go in.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from bedspace.data.store import warehouse
from bedspace.data.store.columns import Ready, ready
from bedspace.data.store.processes import read_all
from bedspace.data.store.reading import DAILY, SPREADSHEETS, Added, content_hash, kind_of
from bedspace.errors import Fault, UsageError

_SHOWN_EVERY = 2.0  # seconds after which readers see what was stored


def files_of(paths: Iterable[Path]) -> list[Path]:
    """Files named, and those in the folders named.

    Raises
    ------
    UsageError
        If a path does not exist, or none names a file of a known kind.
    """
    paths = list(paths)
    missing = [Fault(str(path), "no such file or folder") for path in paths if not path.exists()]
    if missing:
        raise UsageError(missing)
    found = [file for path in paths for file in _within(path)]
    if not found:
        where = ", ".join(map(str, paths))
        raise UsageError(Fault(where, "no files to read", f"files that end in {', '.join(SPREADSHEETS + DAILY)}"))
    return found


def _within(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = (file for file in path.rglob("*") if file.is_file() and not file.name.startswith((".", "~$")))
    return sorted(file for file in files if file.suffix.lower() in SPREADSHEETS + DAILY)


def add(home: Path, paths: Iterable[Path]) -> Iterator[Added]:
    """Add files to the warehouse of a folder, each whole or not at all.

    Yields
    ------
    Added
        One a file, in the order of the files, after it is stored or refused.
    """
    files = files_of(paths)
    with warehouse.opened(home, write=True) as connection:
        held = {file: warehouse.has(connection, content_hash(file)) for file in files}
        results = read_all([file for file in files if not held[file]], ready)
        shown = 0.0  # the first at once
        for file in files:
            found = Ready(Added(file, kind_of(file), known=True), {}) if held[file] else next(results)
            release, kind = found.added.release, found.added.kind
            if release is None:
                yield found.added
                continue
            if warehouse.has(connection, release.sha256):
                yield Added(file, kind, known=True)
                continue
            warehouse.insert(connection, release, kind, found.tables)
            if time.monotonic() > shown + _SHOWN_EVERY:
                warehouse.publish(connection, home)
                shown = time.monotonic()
            yield found.added
