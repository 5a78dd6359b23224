"""Progress on the standard error while a verb works, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bedspace.watching import WATCHER


@contextmanager
def working(text: str) -> Iterator[None]:
    """Show a spinner with `text` while the block runs, on a terminal only."""
    if WATCHER.get() or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(text):
        yield


@contextmanager
def counting(text: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar with the time left, moved on by what the block calls with how much is done; on a terminal only."""
    if watcher := WATCHER.get():
        watcher.expects(total)
        yield watcher.hears
        return
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(text, total=total)
        yield lambda done: bar.advance(task, done)
