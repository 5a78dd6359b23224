"""The 70 metrics: what they measure, in which unit, over which period, with which usual status."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True)
class Metric:
    """One thing that can be claimed about the system.

    Attributes
    ----------
    name, family : str
    unit : str
    period : str
        ``day``, ``week``, ``month``, ``year``, ``point``, ``cumulative`` or ``none``.
    status : str
        Status of a claim whose words say none: ``actual``, ``target``, ``plan``, ...
    meaning : str
    """

    name: str
    family: str
    unit: str
    period: str
    status: str
    meaning: str


@lru_cache(maxsize=1)
def metrics() -> Mapping[str, Metric]:
    """All metrics by name."""
    table = tomllib.loads(files("bedspace.claims").joinpath("rules", "metrics.toml").read_text(encoding="utf-8"))
    return {name: Metric(name, family, *columns) for family, rows in table.items() for name, columns in rows.items()}
