"""From the legal form of an exit to the reason that reports give; assumed, and shown as such."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from bedspace.errors import Fault, UsageError


def read_crosswalk(text: str) -> dict[str, dict[str, float]]:
    """Read the crosswalk.

    Raises
    ------
    UsageError
        For every form whose shares do not add to one.
    """
    table: dict[str, dict[str, float]] = tomllib.loads(text)
    faults = [
        Fault(f"crosswalk.toml, {form}", f"shares add to {sum(shares.values()):g}", "1")
        for form, shares in table.items()
        if abs(sum(shares.values()) - 1) > 1e-9
    ]
    if faults:
        raise UsageError(faults)
    return table


@cache
def crosswalk() -> Mapping[str, Mapping[str, float]]:
    """Shares of reasons by form of exit."""
    return read_crosswalk(files("bedspace.parameters").joinpath("crosswalk.toml").read_text(encoding="utf-8"))
