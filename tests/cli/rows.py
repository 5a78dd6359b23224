"""Rows that a verb gives to machines."""

from __future__ import annotations

import json
from typing import Any

from click.testing import CliRunner

from bedspace.cli.main import cli


def rows_of(*arguments: object) -> list[dict[str, Any]]:
    """Ask a verb for JSON."""
    done = CliRunner().invoke(cli, [*map(str, arguments), "--json"])
    assert done.exit_code == 0, done.output
    rows: list[dict[str, Any]] = json.loads(done.stdout)["result"]
    return rows
