"""A TOML file that somebody gives: a regular file, short, not nested deeply; or one line on what is wrong with it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from bedspace.errors import Fault, UsageError

LARGEST = 65_536
_DEEPEST = 12


def read_toml(file: Path | Traversable, what: str) -> dict[str, Any]:
    """Read a TOML file.

    Parameters
    ----------
    file : Path or Traversable
    what : str
        What it should be, for the message: ``a scenario``.

    Raises
    ------
    UsageError
        If it is no regular file, too long, not UTF-8, or no TOML.
    """
    try:
        if not file.is_file():
            raise OSError("no such file" if not Path(str(file)).exists() else "no regular file")
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise OSError(f"more than {LARGEST:,} bytes")
        text = content.decode()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(Fault(str(file), f"cannot be read ({reason})", f"{what} in TOML")) from None
    return parse_toml(text, str(file))


def parse_toml(text: str, where: str) -> dict[str, Any]:
    """Tables of a TOML text.

    Raises
    ------
    UsageError
        If it is none.
    """
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of too many digits is no TOML error
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise UsageError(Fault(where, reason, "a TOML file")) from None
    if _deeper([table], _DEEPEST):
        raise UsageError(Fault(where, "nested too deeply", f"at most {_DEEPEST} levels"))
    return table


def _deeper(level: Iterable[Any], levels: int) -> bool:
    """Whether tables and lists go on below so many levels."""
    for _ in range(levels):
        level = [inner for value in level if isinstance(value, dict | list) for inner in _inside(value)]
    return any(isinstance(value, dict | list) for value in level)


def _inside(value: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value
