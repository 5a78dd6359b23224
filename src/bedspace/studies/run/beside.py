"""Runs without what a reader changes, kept by a process that answers many: a changed one is made from such a run.

It has the bits of a run of its own, and takes a third of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import Protocol

from bedspace.errors import UsageError
from bedspace.studies.run.request import Request, source_of_request
from bedspace.studies.run.runs import Answer, run
from bedspace.studies.run.together import rerun

MOST_DRAWS = 400
"""Draws up to which runs are kept: 26 MB for half a year."""


class Keeper(Protocol):
    """Keeps runs by key, and makes those that it does not have."""

    def get_or_make(self, key: str, make: Callable[[], Answer]) -> Answer:
        """The run of a key."""


_KEEPER: ContextVar[Keeper | None] = ContextVar("keeper", default=None)


@contextmanager
def keeping(keeper: Keeper) -> Iterator[None]:
    """Let runs in this block be made from those that are kept."""
    token = _KEEPER.set(keeper)
    try:
        yield
    finally:
        _KEEPER.reset(token)


def kept(request: Request, keeper: Keeper) -> Answer:
    """What `run` gives, made once for as long as the data are the same."""
    return keeper.get_or_make(f"{source_of_request(request).fingerprint} {request}", lambda: run(request))


def ran(request: Request) -> tuple[Answer, tuple[Answer, ...]]:
    """What `run` gives, and the run beside it without what the request changes, where one is kept.

    Raises
    ------
    UsageError
        As `run` does.
    """
    keeper = _KEEPER.get()
    if keeper is None or request.draws > MOST_DRAWS:
        return run(request), ()
    plain = replace(request, scenario=request.scenario.split("+")[0], sets={}, changes=(), off=())
    try:
        base = kept(plain, keeper)
    except UsageError:  # the request may change what cannot be run without it, or be as wrong
        return run(request), ()
    return (base if plain == request else rerun(base, request)), (base,)
