"""Work before anybody asks: what most readers open first, then a question of each kind in every process.

So the first that a process is asked costs what the tenth does. One step is taken at a time, and none while a reader
asks one thing after the other: what is asked meanwhile finds a process, and a processor, that is free.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from datetime import date
from functools import cache, partial
from pathlib import Path
from threading import Thread

from bedspace.errors import BedspaceError
from bedspace.web.answers import BusyError
from bedspace.web.api import Desk, written_apart
from bedspace.web.charts_api import drawn_apart
from bedspace.web.explorer import FIRST, FIRST_DRAWS, State
from bedspace.web.pages import made_ahead, shown_apart
from bedspace.web.questions import Check, Find, Flows, Latest, Run
from bedspace.web.view import Reader
from bedspace.web.views import exploring, records

TEXT = "ICE held 39,703 people in detention on January 12, 2025."
BEDS = 50_000.0
SOME_DRAWS = 100
PAUSE, MOST_TRIES = 0.05, 400
"""Seconds between steps; and how often a step is offered, whoever takes it."""
QUIET, MOST_WAIT = 1.0, 10.0
"""Seconds since a reader asked after which a step is taken, and the seconds that a step waits for such a moment."""


def begin(reader: Reader) -> None:
    """Begin in the background."""
    Thread(target=_begun, args=(reader,), daemon=True).start()


def _begun(reader: Reader) -> None:
    with suppress(RuntimeError, CancelledError):  # the server ends
        made_ahead(reader)
        make_ready(reader.desk)


def make_ready(desk: Desk) -> None:
    """Let every process of the pool take all its steps."""
    assert desk.pool is not None
    desk.pool.begin()
    ready: set[int] = set()
    for _ in range(MOST_TRIES):
        _wait_for_quiet(desk)
        with suppress(BusyError), desk.gate.entered():  # readers come first
            ready.add(desk.pool.give(step, desk.home))
        if len(ready - {0}) == desk.pool.many:
            return
        time.sleep(PAUSE)


def _wait_for_quiet(desk: Desk) -> None:
    until = time.monotonic() + MOST_WAIT
    while time.monotonic() < min(until, desk.asked + QUIET):
        time.sleep(PAUSE)


def step(home: Path | None) -> int:
    """Take the next step of this process: 0, or its number where none is left."""
    following = next(_own_steps(home), None)
    if following is None:
        return os.getpid()
    with suppress(BedspaceError):
        following()
    return 0


def steps(home: Path | None) -> Iterator[Callable[[], object]]:
    """Questions that take longer the first time; what most readers ask comes first."""
    moved = [{"scenario": name, "beds_usable": BEDS} for name in FIRST]
    yield partial(written_apart, home, Find(words="bed"), "json")
    yield from (partial(shown_apart, home, exploring.FIRST.name, given) for given in moved)
    yield partial(written_apart, home, Check(text=TEXT), "json")
    yield partial(written_apart, home, Run(draws=SOME_DRAWS, set=(f"beds_usable={BEDS:.0f}",)), "json")
    yield from (partial(written_apart, home, Latest(), form) for form in ("xlsx", "parquet"))
    yield partial(drawn_apart, home, "explorer", State(draws=FIRST_DRAWS), "png")
    yield partial(shown_apart, home, records.PAGE.name, {})
    yield from (partial(shown_apart, home, exploring.RESULT.name, given) for given in moved)
    yield partial(drawn_apart, home, "flows", Flows(first=date(2025, 1, 1)), "svg")


@cache
def _own_steps(home: Path | None) -> Iterator[Callable[[], object]]:
    return steps(home)
