"""Writes what the commands of the README print into it: `python -m tools.readme`.

A block that ends in dots shows as many lines as it showed before.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

README = Path(__file__).resolve().parents[1] / "README.md"
BLOCK = re.compile(r"```console\n\$ (?P<command>bedspace [^\n]+)\n(?P<shown>.*?)\n```", re.DOTALL)
MORE = "..."


def written(text: str) -> str:
    """The README with what its commands print today."""
    return BLOCK.sub(_block, text)


def _block(found: re.Match[str]) -> str:
    return f"```console\n$ {found['command']}\n{shown(printed(found['command']), found['shown'])}\n```"


def shown(printed: str, before: str) -> str:
    """What a block shows: everything, or as many lines as before and dots.

    >>> shown("a\\nb\\nc\\n", "x\\n..."), shown("a\\nb\\n", "x")
    ('a\\n...', 'a\\nb')
    """
    lines, kept = printed.rstrip("\n").split("\n"), before.split("\n")
    return "\n".join([*lines[: len(kept) - 1], MORE] if kept[-1] == MORE else lines)


def printed(command: str) -> str:
    """What a command prints at 80 columns."""
    given = {**os.environ, "COLUMNS": "80"}
    run = [sys.executable, "-m", *shlex.split(command)]
    done = subprocess.run(run, capture_output=True, text=True, check=True, env=given)
    return done.stdout


if __name__ == "__main__":
    README.write_text(written(README.read_text(encoding="utf-8")), encoding="utf-8")
