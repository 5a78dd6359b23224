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
    "Request": "bedspace.studies.run.request",
    "run": "bedspace.studies.run.runs",
    "compare": "bedspace.studies.policy.compare",
    "fate": "bedspace.studies.cohort.fate",
    "check": "bedspace.claims.check.checks",
    "checks": "bedspace.studies.run.checks",
    "latest": "bedspace.figures.newest",
    "costs": "bedspace.studies.money.budget",
    "sensitivity": "bedspace.studies.policy.sensitivity",
    "attribute": "bedspace.studies.policy.attribution",
    "forecast": "bedspace.studies.forecast.forecast",
    "trace": "bedspace.studies.record.provenance",
    "bottleneck": "bedspace.studies.policy.bottleneck",
    "reach": "bedspace.studies.reach.reach",
    "verify": "bedspace.studies.record.verify",
}

__all__ = ["__version__", *sorted(_PUBLIC)]


def __getattr__(name: str) -> Any:
    """A public name, imported on first use so that ``bedspace --help`` stays instant."""
    if name not in _PUBLIC:
        raise AttributeError(f"module 'bedspace' has no attribute '{name}'")
    return getattr(importlib.import_module(_PUBLIC[name]), name)


def __dir__() -> list[str]:
    """The public names."""
    return __all__
