"""Where blocks of draws are run: in this thread, on threads or processes of this machine, or on a Dask cluster.

A lane runs one task after another and has the next one ready. A process that dies takes with it the tasks of its lane
and no other: they are asked again in a new one, a few times. Dask does so by itself.
"""

from __future__ import annotations

import os
import signal
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    wait,
)
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any, TypeVar

from bedspace.errors import BedspaceError, Fault, UsageError

T = TypeVar("T")
R = TypeVar("R")

TRIES = 3
"""Times that a task is asked whose worker is lost."""
_ADDRESS = "threads, processes, dask, or the address of a Dask scheduler as tcp://HOST:PORT"
_LEAN = {
    # With what Dask sets, workers give memory back at once, and a fifth of their time goes into asking for it again.
    "distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": None,
    # Nothing shows the profile of a cluster that ends with the run.
    "distributed.worker.profile.enabled": False,
}
"""How Dask starts workers on this machine, where its defaults slow a block down."""


class Lost(BedspaceError):
    """A task was lost with its worker as often as it was asked; what others did is kept."""

    exit_code = 1


class Workers:
    """Lanes to run tasks on, started when they are first needed.

    Parameters
    ----------
    lane : callable
        Starts one.
    count : int
        Lanes at most.
    ready : int
        Tasks that a lane holds at a time.
    lost : tuple of exception types
        What a task raises whose worker is lost.
    """

    def __init__(
        self,
        lane: Callable[[], Executor],
        count: int,
        ready: int = 2,
        lost: tuple[type[BaseException], ...] = (BrokenExecutor,),
    ):
        self._new, self._count, self._ready, self._lost = lane, count, ready, lost
        self._lanes: list[Executor] = []

    def done(
        self, work: Callable[[T], R], tasks: Mapping[int, T], told: Callable[[str], None]
    ) -> Iterator[tuple[int, R]]:
        """What becomes of each task, as they are done.

        Parameters
        ----------
        work : callable
            A function of a module: what passes to a process is copied.
        tasks : mapping of int to task
            By number; the first are begun first.
        told : callable
            Hears of every worker that is lost.

        Raises
        ------
        Lost
            If a task is lost as often as it may be asked.
        """
        waiting, asked = deque(tasks), Counter[int]()
        flying: dict[Future[R], tuple[Executor, int]] = {}
        while len(self._lanes) < min(self._count, len(tasks)):
            self._lanes.append(self._new())
        try:
            while waiting or flying:
                for lane in self._lanes:
                    for _ in range(self._ready - sum(its is lane for its, _ in flying.values())):
                        if waiting:
                            number = waiting.popleft()
                            flying[_submitted(lane, work, tasks[number])] = lane, number
                for future in wait(flying, return_when=FIRST_COMPLETED).done:
                    lane, number = flying.pop(future)
                    if not isinstance(_error_of(future), self._lost):
                        yield number, future.result()
                        continue
                    asked[number] += 1
                    if asked[number] == TRIES:
                        raise Lost(_given_up(number))
                    waiting.appendleft(number)
                    if lane in self._lanes:
                        told("a worker was lost; its tasks are asked again")
                        self._lanes[self._lanes.index(lane)] = self._new()
                        lane.shutdown(wait=False)
        finally:
            for future in flying:
                future.cancel()

    def close(self) -> None:
        """End the lanes, each when what it is at is done."""
        for lane in self._lanes:
            lane.shutdown()
        self._lanes.clear()


def _submitted(lane: Executor, work: Callable[[T], R], task: T) -> Future[R]:
    """The future of a task; a worker that was lost while it was idle says so only now."""
    try:
        return lane.submit(work, task)
    except BrokenExecutor as error:
        failed: Future[R] = Future()
        failed.set_exception(error)
        return failed


def _error_of(future: Future[Any]) -> BaseException | None:
    return CancelledError() if future.cancelled() else future.exception()


def _given_up(number: int) -> Fault:
    what = f"block {number} was lost with its worker {TRIES} times"
    remedy = "The other blocks are kept: --resume goes on from them. A machine short of memory ends workers."
    return Fault("--executor", what, "workers that live until a block is done", remedy)


class _Here(Executor):
    """An executor that does its work when it is asked, in this thread."""

    def submit(self, work: Callable[..., R], /, *args: Any, **options: Any) -> Future[R]:
        done: Future[R] = Future()
        try:
            done.set_result(work(*args, **options))
        except Exception as error:
            done.set_exception(error)
        return done


HERE = Workers(_Here, 1, ready=1)


def workers_of(name: str | None, count: int | None = None) -> AbstractContextManager[Workers]:
    """The workers of a name, as long as the block lasts.

    Parameters
    ----------
    name : str, optional
        ``threads``, ``processes``, ``dask`` for a cluster on this machine, or the address of a Dask scheduler; this
        thread by default.
    count : int, optional
        Workers; by default as many as this process may use cores, or as the cluster has threads.

    Raises
    ------
    UsageError
        For another name, and for a cluster that is not there.
    """
    cores = count or (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
    if name is None:
        return nullcontext(HERE)
    if name == "threads":
        return closing(Workers(lambda: ThreadPoolExecutor(1), cores))
    if name == "processes":
        return closing(Workers(_process, cores))
    if name == "dask":
        return _dask(n_workers=cores, threads_per_worker=1, dashboard_address=None)
    if "://" in name:
        return _dask(name, timeout=10)
    raise UsageError(Fault(f"--executor {name}", "no such executor", _ADDRESS))


def _process() -> Executor:
    return ProcessPoolExecutor(1, get_context("spawn"), as_worker)


def as_worker() -> None:
    """In a process begun for work: leave interrupts to the one that began it, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent is not None, "a worker is started by another process"
    parent.join()
    os._exit(1)


@contextmanager
def _dask(*address: str, **options: Any) -> Iterator[Workers]:
    try:
        from dask import config
        from dask.distributed import Client
        from distributed.scheduler import KilledWorker
    except ImportError:
        remedy = "Install it with: pip install 'bedspace[cluster]'"
        raise UsageError(Fault("--executor", "dask not installed", "the extra [cluster]", remedy)) from None
    try:
        with config.set({} if address else _LEAN):
            client = Client(*address, **options)
    except (OSError, ValueError) as error:
        raise UsageError(Fault(f"--executor {' '.join(address) or 'dask'}", str(error), _ADDRESS)) from None
    lost = (KilledWorker, CancelledError)
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise UsageError(Fault(f"--executor {' '.join(address)}", "the cluster has no workers", "at least one"))
        with closing(Workers(lambda: client.get_executor(pure=False), threads, lost=lost)) as workers:
            yield workers
