"""Runs that take longer than a request: one at a time, with progress, and an end on demand."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, Literal

from bedspace.cli.progress import WATCHER
from bedspace.cli.show import Heard
from bedspace.errors import BedspaceError, Fault, UsageError
from bedspace.web.answers import BusyError, answer
from bedspace.web.questions import Persons

Status = Literal["waiting", "running", "done", "failed", "cancelled"]
MOST_OPEN, MOST_KEPT = 3, 12
"""Jobs that wait or run, and jobs that are remembered."""


class CancelledError(Exception):
    """Somebody ended the job."""


@dataclass
class Job:
    """A run under way.

    Attributes
    ----------
    question : Persons
    number : str
        Its name in addresses; not to be guessed.
    status : str
    done : int
        Draws so far.
    heard : Heard or None
        The answer.
    faults : sequence of Fault
        Why it failed.
    """

    question: Persons
    number: str = field(default_factory=lambda: secrets.token_hex(8))
    status: Status = "waiting"
    done: int = 0
    heard: Heard | None = None
    faults: tuple[Fault, ...] = ()
    ended: bool = False

    @property
    def open(self) -> bool:
        """Whether it waits or runs."""
        return self.status in ("waiting", "running")

    def told(self) -> dict[str, Any]:
        """What a client is told."""
        return {
            "job": self.number,
            "status": self.status,
            "done": self.done,
            "total": self.question.draws,
            "command": self.question.command,
            "faults": [str(fault) for fault in self.faults],
        }


class Jobs:
    """All jobs of a server.

    Parameters
    ----------
    home : Path, optional
    work : callable, optional
        What answers a question; the verb by default.
    """

    def __init__(self, home: Path | None = None, work: Callable[[Persons, Path | None], Heard] = answer):
        self._home, self._work = home, work
        self._jobs: dict[str, Job] = {}
        self._lock, self._pool = Lock(), ThreadPoolExecutor(1, thread_name_prefix="bedspace-job")

    def add(self, question: Persons) -> Job:
        """Begin a job.

        Raises
        ------
        BusyError
            If too many are open.
        """
        with self._lock:
            if sum(job.open for job in self._jobs.values()) >= MOST_OPEN:
                raise BusyError
            closed = [number for number, job in self._jobs.items() if not job.open]
            for number in closed[: max(len(self._jobs) - MOST_KEPT + 1, 0)]:
                del self._jobs[number]
            job = Job(question)
            self._jobs[job.number] = job
        self._pool.submit(self._run, job)
        return job

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

    def cancel(self, number: str) -> Job:
        """End a job: at once while it waits, else at its next draw."""
        job = self.get(number)
        job.ended = True
        if job.status == "waiting":
            job.status = "cancelled"
        return job

    def _run(self, job: Job) -> None:
        if job.ended:
            return
        job.status = "running"

        def watch(done: int) -> None:
            if job.ended:
                raise CancelledError
            job.done += done

        token = WATCHER.set(watch)
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
