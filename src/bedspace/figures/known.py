"""All figures at hand: those that come with the software and, where there is one, the user's warehouse."""

from __future__ import annotations

from functools import lru_cache
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
    return figures() if home is None else _with_warehouse(home, warehouse.fingerprint(home))


@lru_cache(maxsize=1)
def _with_warehouse(home: Path, _fingerprint: str) -> tuple[Figure, ...]:
    """Read once as long as the warehouse holds the same files, which its fingerprint tells."""
    quantities = sorted({figure.quantity for figure in figures()})
    return (*figures(), *warehouse.figures_of(home, quantities))
