"""The parts of the system: what the reports say, the element that answers it, the test that shows it."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from bedspace.errors import Fault, UsageError


def parts(only: str | None = None) -> list[dict[str, str]]:
    """The thirteen parts, or one of them.

    Parameters
    ----------
    only : str, optional
        Name of a part.

    Returns
    -------
    list of dict
        With part, statement, element, rests_on and test.

    Raises
    ------
    UsageError
        If there is no such part.
    """
    table = tomllib.loads(files("bedspace.studies").joinpath("parts.toml").read_text(encoding="utf-8"))
    rows: list[dict[str, str]] = table["parts"]
    chosen = [row for row in rows if only in (None, row["part"])]
    if not chosen:
        names = ", ".join(row["part"] for row in rows)
        raise UsageError(Fault(f"part {only}", "there is none of this name", f"one of {names}"))
    return chosen
