"""Questions that take longer than a request: one answered at a time, with progress, and an end on demand.

A job is known by its question: who asks the same again is led to the same job, and a link to a page is the question.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any, Literal

from bedspace.cli.show import Heard
from bedspace.errors import BedspaceError, Fault, UsageError
from bedspace.watching import WATCHER
from bedspace.web.answers import BusyError, answer, key_of
from bedspace.web.question import Question

Status = Literal["waiting", "running", "done", "failed", "cancelled"]
MOST_OPEN, MOST_KEPT = 3, 12
"""Jobs that wait or run, and jobs that are remembered."""


class CancelledError(Exception):
    """Somebody ended the job."""


@dataclass
class Job:
    """A question being answered.

    Attributes
    ----------
    question : Question
    key : str
        What the answer depends on.
    number : str
        Its name in addresses; not to be guessed.
    status : str
    total, done : int
        Draws to run, about, 0 while that is not known; and those run so far.
    heard : Heard or None
        The answer.
    faults : sequence of Fault
        Why it failed.
    """

    question: Question
    key: str
    number: str = field(default_factory=lambda: secrets.token_hex(8))
    status: Status = "waiting"
    total: int = 0
    done: int = 0
    begun: float = 0.0
    heard: Heard | None = None
    faults: tuple[Fault, ...] = ()
    ended: bool = False

    @property
    def open(self) -> bool:
        """Whether it waits or runs."""
        return self.status in ("waiting", "running")

    @property
    def progress(self) -> str:
        """How far it is, in words."""
        if self.status == "waiting":
            return "It waits for the job before it."
        far = f"{self.done:,} of about {self.total:,} model runs" if self.total else "It reads the data"
        return f"{far}, {monotonic() - self.begun:.0f} seconds" if self.open else far

    def told(self) -> dict[str, Any]:
        """What a client is told."""
        return {
            "job": self.number,
            "status": self.status,
            "done": self.done,
            "total": self.total,
            "progress": self.progress,
            "command": self.question.command,
            "faults": [str(fault) for fault in self.faults],
        }

    def expects(self, total: int) -> None:
        """Hear how much there is to do."""
        self.total = total

    def hears(self, done: int) -> None:
        """Hear of work done, and end it where somebody asked for that."""
        if self.ended:
            raise CancelledError
        self.done += done


class Jobs:
    """All jobs of a server.

    Parameters
    ----------
    home : Path, optional
    work : callable, optional
        What answers a question; the verb by default.
    """

    def __init__(self, home: Path | None = None, work: Callable[[Any, Path | None], Heard] = answer):
        self._home, self._work = home, work
        self._jobs: dict[str, Job] = {}
        self._lock, self._pool = Lock(), ThreadPoolExecutor(1, thread_name_prefix="bedspace-job")

    def add(self, question: Question) -> Job:
        """Begin a job, or find the one that answers this question already.

        Raises
        ------
        BusyError
            If too many are open.
        """
        with self._lock:
            found = self._found(question)
            if found and (found.open or found.heard):
                return found
            if sum(job.open for job in self._jobs.values()) >= MOST_OPEN:
                raise BusyError
            closed = [number for number, job in self._jobs.items() if not job.open]
            for number in closed[: max(len(self._jobs) - MOST_KEPT + 1, 0)]:
                del self._jobs[number]
            job = Job(question, key_of(question, self._home))
            self._jobs[job.number] = job
        self._pool.submit(self._run, job)
        return job

    def of(self, question: Question) -> Job | None:
        """The last job of a question."""
        with self._lock:
            return self._found(question)

    def _found(self, question: Question) -> Job | None:
        key = key_of(question, self._home)
        return next((job for job in reversed(self._jobs.values()) if job.key == key), None)

    def get(self, number: str) -> Job:
        """A job by its number.

        Raises
        ------
        UsageError
            If there is none.
        """
        if number not in self._jobs:
            raise UsageError(Fault(f"job {number}", "there is none of this name", remedy="Jobs end with the server."))
        return self._jobs[number]

    def heard(self, question: Question) -> Heard:
        """The answer of a finished job.

        Raises
        ------
        UsageError
            If there is none.
        """
        job = self.of(question)
        if job is None or job.heard is None:
            told = f"its job is {job.status}, and " if job else ""
            name = type(question).__name__.lower()
            remedy = f"Begin one on the page of {name}, or with POST to /api/v1/jobs/{name}."
            raise UsageError(Fault(name, f"{told}none has answered this question", remedy=remedy))
        return job.heard

    def cancel(self, job: Job) -> Job:
        """End a job: at once while it waits, else at its next run or draw."""
        job.ended = True
        if job.status == "waiting":
            job.status = "cancelled"
        return job

    def close(self) -> None:
        """End all jobs: a server that ends need not wait until they are done."""
        for job in list(self._jobs.values()):
            if job.open:
                self.cancel(job)

    def _run(self, job: Job) -> None:
        if job.ended:
            return
        job.status, job.begun = "running", monotonic()
        token = WATCHER.set(job)
        try:
            job.heard = self._work(job.question, self._home)
            job.status = "done"
        except CancelledError:
            job.status = "cancelled"
        except BedspaceError as error:
            job.status, job.faults = "failed", error.faults
        except Exception:
            job.status, job.faults = "failed", (Fault("server", "something went wrong that nobody expected"),)
            raise
        finally:
            WATCHER.reset(token)
