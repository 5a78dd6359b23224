"""Interleaved timing: every engine once a round, so that a slow minute of the machine hits all of them."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Task:
    """Something to time.

    Attributes
    ----------
    work : callable
        Called with the number of the round.
    times : int
        How many units one call does; the time is divided by it.
    collect : bool
        Whether Python's garbage collector runs meanwhile.
    """

    work: Callable[[int], object]
    times: int = 1
    collect: bool = True


def interleaved(tasks: Mapping[str, Task], rounds: int) -> dict[str, NDArray[np.float64]]:
    """Processor seconds a unit, shape (rounds,) for each task, which others who use the machine lengthen little.

    One more call of each comes first and is not counted.
    """
    seconds: dict[str, list[float]] = {name: [] for name in tasks}
    for number in range(-1, rounds):
        for name, task in tasks.items():
            if number < 0 and task.times == 1:
                continue  # what runs for seconds needs no warming up
            with collector(task.collect):
                start = time.process_time()
                task.work(number + 1)
                spent = time.process_time() - start
            if number >= 0:
                seconds[name].append(spent / task.times)
    return {name: np.array(spent) for name, spent in seconds.items()}


def watched(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds a call takes, and the share of one core that other processes used meanwhile (0 where unknown)."""
    before = _busy_elsewhere()
    start = time.perf_counter()
    work()
    spent = time.perf_counter() - start
    return spent, (_busy_elsewhere() - before) / spent


def wait_for_quiet(patience: float) -> None:
    """Return once other processes leave the machine alone for a moment, or after `patience` seconds."""
    deadline = time.perf_counter() + patience
    while watched(lambda: time.sleep(0.15))[1] > 0.2 and time.perf_counter() < deadline:
        pass


def _busy_elsewhere() -> float:
    """Processor seconds used by all other processes since the machine was started."""
    counters = Path("/proc/stat")
    if not counters.exists():
        return 0.0
    user, nice, system, _, _, *interrupts = map(int, counters.read_text().split(maxsplit=9)[1:9])
    own = os.times()
    return (user + nice + system + sum(interrupts)) / os.sysconf("SC_CLK_TCK") - own.user - own.system


@contextmanager
def collector(on: bool) -> Iterator[None]:
    """Python's garbage collector on or off for a while, after a collection."""
    gc.collect()
    if not on:
        gc.disable()
    try:
        yield
    finally:
        gc.enable()
