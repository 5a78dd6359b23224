"""Progress on the standard error while a verb works, on a terminal only.

It moves when the verb says so, and no thread moves it: beside one, draws are not shared out over the processors (see
`bedspace.engines.forked`).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bedspace.watching import WATCHER


@contextmanager
def working(text: str) -> Iterator[None]:
    """Show `text` while the block runs, on a terminal only."""
    if WATCHER.get() or not sys.stderr.isatty():
        yield
        return
    said = f"{text} ..."
    print(said, end="\r", file=sys.stderr, flush=True)
    try:
        yield
    finally:
        print(" " * len(said), end="\r", file=sys.stderr, flush=True)


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
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task(text, total=total)
        yield lambda done: bar.update(task, advance=done, refresh=True)
