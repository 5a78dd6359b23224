"""Reading many files by several processes. One that dies takes with it the file that it was reading, no other."""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Generic, TypeVar

from bedspace.data.store.reading import Added, kind_of, read_one
from bedspace.errors import Fault

_Answer = TypeVar("_Answer")
_MANY = 8  # from so many files on, starting processes is worth its time


def as_read(added: Added) -> Added:
    """The form that keeps everything."""
    return added


def read_all(paths: Sequence[Path], form: Callable[[Added], _Answer]) -> Iterator[_Answer]:
    """Read files, in the order given.

    Parameters
    ----------
    form : callable
        A function of a module, which the process that read a file applies: what passes between processes is copied.

    Yields
    ------
    What became of each file, in that form.
    """
    if len(paths) < _MANY or not sys.executable:
        yield from (form(read_one(path)) for path in paths)
        return
    count = min(os.cpu_count() or 1, 4)
    free: SimpleQueue[_Process[_Answer]] = SimpleQueue()
    processes = [_Process(form) for _ in range(count)]
    for process in processes:
        free.put(process)

    def ask(path: Path) -> _Answer:
        process = free.get()
        try:
            return process.ask(path)
        finally:
            free.put(process)

    pool = ThreadPoolExecutor(count)
    try:
        yield from pool.map(ask, paths)
    finally:
        pool.shutdown(cancel_futures=True)
        for process in processes:
            process.end()


class _Process(Generic[_Answer]):
    """Another Python that reads one file after another; it is started when first asked, and after it died."""

    def __init__(self, form: Callable[[Added], _Answer]) -> None:
        self._form = form
        self._running: subprocess.Popen[bytes] | None = None

    def ask(self, path: Path) -> _Answer:
        """What became of a file."""
        if self._running is None:
            command = [sys.executable, "-c", f"from {__name__} import serve; serve()"]
            environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
            pipe = subprocess.PIPE
            self._running = subprocess.Popen(command, stdin=pipe, stdout=pipe, env=environment)
        its = self._running
        assert its.stdin
        assert its.stdout
        try:
            pickle.dump((path, self._form), its.stdin)
            its.stdin.flush()
            gc.disable()  # many small values without cycles
            answer: _Answer = pickle.load(its.stdout)
            return answer
        except (OSError, EOFError, pickle.UnpicklingError):
            self.end()
            what = "the process that read it ended"
            return self._form(Added(path, kind_of(path), faults=(Fault(path.name, what, "a file as published"),)))
        finally:
            gc.enable()

    def end(self) -> None:
        """End the process and its pipes."""
        if self._running is not None:
            self._running.kill()
            with self._running:
                self._running = None


def serve() -> None:
    """Read the files that standard input names and write what became of each, until the asker is gone."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    gc.disable()
    while True:
        try:
            path, form = pickle.load(sys.stdin.buffer)
            pickle.dump(form(read_one(path)), answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()
        except (EOFError, BrokenPipeError, KeyboardInterrupt):
            os._exit(0)
