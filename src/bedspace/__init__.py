"""bedspace: an open model of the US immigration-enforcement system.

Arrests, custody, courts, removal or release, as five news reports of February 2025 describe them, run on
public statistics. Counts and synthetic persons only.

The public names are imported when they are first used:

>>> from bedspace import Request, run
>>> answer = run(Request("no-change", draws=1, days=30))
>>> answer.scenario.title
'No change'
"""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.2.0"

_PUBLIC = {
    "Request": "bedspace.studies.runs",
    "run": "bedspace.studies.runs",
    "compare": "bedspace.studies.compare",
    "fate": "bedspace.studies.fate",
    "checks": "bedspace.studies.checks",
    "costs": "bedspace.studies.budget",
    "sensitivity": "bedspace.studies.sensitivity",
    "attribute": "bedspace.studies.attribution",
    "trace": "bedspace.studies.provenance",
}

__all__ = ["__version__", *sorted(_PUBLIC)]


def __getattr__(name: str) -> Any:
    """A public name, imported on first use so that ``bedspace --help`` stays instant."""
    if name not in _PUBLIC:
        raise AttributeError(f"module 'bedspace' has no attribute '{name}'")
    return getattr(importlib.import_module(_PUBLIC[name]), name)
