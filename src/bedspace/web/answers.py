"""Answers of the verbs in this process: asked once, kept, and no more at a time than the machine bears."""

from __future__ import annotations

import hashlib
import json
import os
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from threading import Lock, Semaphore
from typing import Any, Generic, TypeVar

import click

from bedspace.cli.main import cli
from bedspace.cli.show import COMMAND, Heard, heard
from bedspace.errors import BedspaceError, Fault
from bedspace.figures.sources import known_to
from bedspace.studies.run.workers import as_worker
from bedspace.web.question import Question
from bedspace.web.questions import Check

T = TypeVar("T")

AT_ONCE, WAITING, PATIENCE = 2, 24, 20.0
"""Answers made at a time, requests that may wait for one, and the seconds that they wait."""
RETRY_AFTER = 3
"""Seconds after which a client that was turned away may try again."""


class BusyError(Exception):
    """More is asked at once than the machine bears."""


class WrongQuestionError(BedspaceError):
    """The verb could not read its options."""


class Gate:
    """Lets a few in at a time, lets a few more wait, and turns all others away."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING, patience: float = PATIENCE):
        self._inside, self._places, self._patience = Semaphore(at_once), Semaphore(at_once + waiting), patience

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Hold a place while the block runs.

        Raises
        ------
        BusyError
            If too many wait already, or the wait was too long.
        """
        if not self._places.acquire(blocking=False):
            raise BusyError
        try:
            if not self._inside.acquire(timeout=self._patience):
                raise BusyError
            try:
                yield
            finally:
                self._inside.release()
        finally:
            self._places.release()


class Kept(Generic[T]):
    """Values by key: the last used are kept, and a value that is being made is waited for, not made twice."""

    def __init__(self, most: int, size: Callable[[T], int] = lambda _: 1):
        self._values: OrderedDict[str, T] = OrderedDict()
        self._making: dict[str, Future[T]] = {}
        self._lock, self._most, self._size, self._total = Lock(), most, size, 0

    def get(self, key: str) -> T | None:
        """The value, if it is there."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def get_or_make(self, key: str, make: Callable[[], T]) -> T:
        """The value, made if it is not there; an error is not kept."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
            running = self._making.get(key)
            future = running or self._making.setdefault(key, Future())
        if running:
            return running.result()
        try:
            value = make()
        except BaseException as error:
            self._done(key)
            future.set_exception(error)
            raise
        self._done(key, value)
        future.set_result(value)
        return value

    def _done(self, key: str, *value: T) -> None:
        with self._lock:
            del self._making[key]
            for each in value:
                self._values[key] = each
                self._total += self._size(each)
            while self._total > self._most and len(self._values) > 1:
                _, dropped = self._values.popitem(last=False)
                self._total -= self._size(dropped)


def key_of(question: Question, home: Path | None, form: str = "") -> str:
    """Hash of all that an answer depends on: the question, the data, and the day where ages count to it."""
    asked = {
        "arguments": question.arguments(),
        "data": known_to(home).fingerprint,
        "today": date.today().isoformat(),
        "form": form,
    }
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def answer(question: Question, home: Path | None = None) -> Heard:
    """The title that the verb gives to its table, and the object that it prints with ``--json``.

    Raises
    ------
    BedspaceError
        For a question that the verb refuses, and for a result that breaks one of its own checks.
    """
    if isinstance(question, Check):
        return _checked(question, home)
    arguments = [*(["--home", str(home)] if home else []), *question.arguments(), "--json"]
    with heard() as answers:
        try:
            cli.main(arguments, prog_name="bedspace", standalone_mode=False)
        except click.ClickException as error:
            raise WrongQuestionError(Fault(" ".join(question.verb), error.format_message())) from None
    return answers[0]


class Workers:
    """Processes that make answers, so that this one goes on serving what is kept.

    Where one was ended from outside, for want of memory say, new ones take the place of all.
    """

    def __init__(self, many: int = AT_ONCE):
        self.many, self._lock = many, Lock()
        self._pool = self._new()

    def __enter__(self) -> Workers:
        """Nothing is begun before it is asked for."""
        return self

    def __exit__(self, *_: object) -> None:
        """End all of them."""
        self._pool.shutdown(cancel_futures=True)

    def begin(self) -> None:
        """Begin all of them: else each is begun when there is something to do."""
        for _ in range(self.many):
            self._pool.submit(os.getpid)

    def give(self, work: Callable[..., T], *given: Any) -> T:
        """What a work gives.

        Raises
        ------
        BedspaceError
            The work's own; it is a value on the way, since an error that is raised does not come whole from a process.
        """
        pool = self._pool
        try:
            found = pool.submit(_apart, work, given).result()
        except BrokenExecutor:
            with self._lock:
                self._pool = self._new() if self._pool is pool else self._pool
            found = self._pool.submit(_apart, work, given).result()
        if isinstance(found, _Refused):
            raise found.kind(found.faults)
        made: T = found
        return made

    def _new(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.many, get_context("spawn"), as_worker)


@dataclass(frozen=True)
class _Refused:
    kind: type[BedspaceError]
    faults: tuple[Fault, ...]


def _apart(work: Callable[..., Any], given: tuple[Any, ...]) -> Any:
    try:
        return work(*given)
    except BedspaceError as error:
        return _Refused(type(error), error.faults)


def _checked(question: Check, home: Path | None) -> Heard:
    """As the verb answers, with the text never taken for the name of a file."""
    from bedspace.claims.check.batch import rows_of
    from bedspace.claims.read.documents import given
    from bedspace.cli.check import check, check_documents, record_of
    from bedspace.cli.show import Output, emit

    known = known_to(home)
    with click.Context(check, obj={"home": home}) as context, heard() as answers:
        context.meta[COMMAND] = [*question.arguments(), "--json"]
        checked = check_documents([given(question.text)], question.said, known)
        record = record_of(checked, question.said)
        emit(rows_of(checked, False), Output(True, False, None), title="", record=record, data=known.fingerprint)
    return answers[0]
