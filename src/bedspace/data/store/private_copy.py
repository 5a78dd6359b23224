"""A copy of the warehouse for the one process that writes: readers keep the original until the copy replaces it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bedspace.errors import Fault, UsageError


def copy_of(original: Path) -> Path:
    """Where the copy stands."""
    return Path(f"{original}.new")


@contextmanager
def copied(original: Path) -> Iterator[Path]:
    """A copy of the file of a warehouse that this process alone writes to.

    Raises
    ------
    UsageError
        If another process has one.
    """
    import fcntl

    original.parent.mkdir(parents=True, exist_ok=True)
    copy = copy_of(original)
    with (original.parent / "writing.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            remedy = "Wait for it, or name another folder with --home"
            raise UsageError(Fault(str(original), "another process is adding to it", remedy=remedy)) from None
        _forget(copy)
        _copy(original, copy)
        try:
            yield copy
        finally:
            _forget(copy)


def _copy(source: Path, target: Path) -> None:
    """Copy a warehouse with what an interrupted writer of an earlier version left beside it."""
    for ending in ("", ".wal"):
        if (part := Path(f"{source}{ending}")).exists():
            shutil.copyfile(part, f"{target}{ending}")


def _forget(copy: Path) -> None:
    for ending in ("", ".wal"):
        Path(f"{copy}{ending}").unlink(missing_ok=True)
