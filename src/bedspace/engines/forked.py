"""Work shared out over the processors: this process does one part, and copies of it do the others and end.

A copy has all that this process has in memory, so nothing is sent to it; only what it finds is handed back. Copies are
made on Linux, where libraries of numbers bear it, and by a process of one thread: a copy would wait forever for what
another thread holds. Elsewhere all parts are done here, and so is one whose copy fails.
"""

from __future__ import annotations

import os
import pickle
import signal
import warnings
from collections.abc import Callable, Sequence
from threading import active_count
from typing import Any, TypeVar

Part = TypeVar("Part")
Found = TypeVar("Found")

MOST, FEWEST = 4, 32
"""Processes at most, which a machine that grants less time than it has processors bears; draws that are worth one."""


def shares(draws: int) -> list[slice]:
    """So many draws in as many parts as there are processors; in one where no copy can be made, or where it is idle."""
    count = max(min(_processes(), draws // FEWEST), 1)
    return [slice(draws * part // count, draws * (part + 1) // count) for part in range(count)]


def _processes() -> int:
    return min(len(os.sched_getaffinity(0)), MOST) if hasattr(os, "memfd_create") and active_count() == 1 else 1


def each(work: Callable[[Part], Found], parts: Sequence[Part]) -> list[Found]:
    """What some work gives for each of some parts, in their order."""
    if _processes() == 1:
        return [work(part) for part in parts]
    copies = [_Copy(work, part) for part in parts[1:]]
    try:
        return [work(parts[0]), *(copy.found() for copy in copies)]
    finally:
        for copy in copies:
            copy.end()


class _Copy:
    """A copy of this process that does one part, and ends without anything else that a process does at its end."""

    def __init__(self, work: Callable[[Any], Any], part: Any):
        self._work, self._part = work, part
        self._handed = os.fdopen(os.memfd_create("found"), "w+b")
        self._process = self._begun()

    def _begun(self) -> int | None:
        """Its number; none where there is no room for it."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of threads that are not Python's: no copy needs them
            try:
                process = os.fork()
            except OSError:
                return None
        if process == 0:
            self._hand_over()
        return process

    def _hand_over(self) -> None:
        failed = 1
        try:
            pickle.dump(self._work(self._part), self._handed, pickle.HIGHEST_PROTOCOL)
            self._handed.flush()
            failed = 0
        finally:
            os._exit(failed)

    def found(self) -> Any:
        """What the copy found; what it could not do is done here, and an error that it met is met again."""
        process, self._process = self._process, None
        if process is None or not _well_ended(process):
            return self._work(self._part)
        self._handed.seek(0)
        return pickle.load(self._handed)

    def end(self) -> None:
        """End a copy that nobody waits for any more."""
        if self._process is not None:
            os.kill(self._process, signal.SIGKILL)
            _well_ended(self._process)
        self._handed.close()


def _well_ended(process: int) -> bool:
    """Wait for a copy to end; False if it failed, or where this program does not hear how its processes end."""
    try:
        return os.waitpid(process, 0)[1] == 0
    except ChildProcessError:
        return False
