"""Work that takes long, watched: who watches hears that it goes on, and may end it."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

WATCHER: ContextVar[Callable[[int], None] | None] = ContextVar("watcher", default=None)
"""Called with the draws that are done, 0 where a run begins; what it raises ends the work."""


def begun() -> None:
    """Say that a run begins."""
    if watcher := WATCHER.get():
        watcher(0)
