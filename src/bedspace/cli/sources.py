"""Which figures a verb answers from: the embedded ones and those of the user's warehouse."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bedspace.figures.sources import Source


def source(ctx: click.Context) -> Source:
    """The embedded figures with those of the folder that ``--home`` names, or of the default one if it is there.

    Raises
    ------
    UsageError
        If the folder named has no warehouse.
    """
    from bedspace.figures.sources import known_to

    home = (ctx.obj or {}).get("home")
    return known_to(Path(home) if home else None)


def home_of(ctx: click.Context) -> Path:
    """The folder that ``--home`` names, or the default one."""
    from bedspace.data.store.warehouse import default_home

    named = (ctx.obj or {}).get("home")
    return Path(named) if named else default_home()
