"""All figures at hand: those that come with the software and, where there is one, the user's warehouse."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bedspace.data.store import warehouse
from bedspace.figure import Figure
from bedspace.figures.embedded import figures


def known_figures(home: Path | None = None) -> tuple[Figure, ...]:
    """Embedded figures and those of a warehouse on the same quantities; `Vintage` takes the newest publication.

    Parameters
    ----------
    home : Path, optional
        Folder of the warehouse.

    Raises
    ------
    UsageError
        If the folder has none.
    """
    if home is None:
        return figures()
    return (*figures(), *warehouse.figures_of(home, _quantities()))


@cache
def _quantities() -> tuple[str, ...]:
    return tuple(sorted({figure.quantity for figure in figures()}))
