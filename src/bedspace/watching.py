"""Work that takes long, watched: who watches hears how much there is and that it goes on, and may end it."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Protocol


class Watcher(Protocol):
    """Who watches; what it raises ends the work."""

    def expects(self, total: int) -> None:
        """Hear how many draws there are to run, about."""

    def hears(self, done: int) -> None:
        """Hear of draws that are done, 0 where a run begins."""


WATCHER: ContextVar[Watcher | None] = ContextVar("watcher", default=None)


def begun() -> None:
    """Say that a run begins."""
    if watcher := WATCHER.get():
        watcher.hears(0)
