"""Work on large arrays in two threads: NumPy lets another thread go on while it computes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Part = TypeVar("Part")
Found = TypeVar("Found")


def each(work: Callable[[Part], Found], parts: Iterable[Part]) -> list[Found]:
    """What some work gives for each of some parts, in their order; the first error of a part is raised."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(work, parts))
