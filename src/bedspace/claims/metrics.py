"""The metrics: what they measure, in which unit, over which period, and from which facts they are read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from bedspace.errors import Fault, UsageError

FACTS = ("process", "measure", "status", "scope", "comparison")
NONE = "none"


@dataclass(frozen=True)
class Row:
    """One combination of facts that a metric is read from; an empty set means that any value will do.

    Attributes
    ----------
    process : frozenset of str
    beside : str
        A process that has to be named beside it; empty for none.
    is_base : bool
        Whether the process is only the base of a share, of which something else may be said.
    others : tuple of (str, frozenset of str)
        The other facts that the row asks for, with the values that it takes.
    """

    process: frozenset[str]
    beside: str
    is_base: bool
    others: tuple[tuple[str, frozenset[str]], ...]


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
    usual : tuple of float
        Least and most that a value usually is.
    meaning : str
    rows : tuple of Row
        The facts that it is read from.
    """

    name: str
    family: str
    unit: str
    period: str
    status: str
    usual: tuple[float, float]
    meaning: str
    rows: tuple[Row, ...]


def parse_row(name: str, text: str) -> Row:
    """A row of facts as it is written in ``metrics.toml``.

    Raises
    ------
    UsageError
        If more facts are written than there are.
    """
    cells = [cell.strip() for cell in text.split(";")]
    if len(cells) > len(FACTS) or not cells[0]:
        raise UsageError(Fault(name, f"'{text}' is no row of facts", "; ".join(FACTS), "correct metrics.toml"))
    process, _, beside = cells[0].partition("+")
    others = tuple((fact, _values(cell)) for fact, cell in zip(FACTS[1:], cells[1:], strict=False) if cell)
    return Row(_values(process.removeprefix("~")), beside.strip(), process.startswith("~"), others)


def _values(cell: str) -> frozenset[str]:
    return frozenset(value.strip() for value in cell.split("|"))


@lru_cache(maxsize=1)
def table() -> Mapping[str, Metric]:
    """All rows by name, those of the family ``none`` included, which are no metrics."""
    text = files("bedspace.claims").joinpath("rules", "metrics.toml").read_text(encoding="utf-8")
    return {
        name: Metric(
            name, family, unit, period, status, tuple(usual), meaning, tuple(parse_row(name, r) for r in reads)
        )
        for family, rows in tomllib.loads(text).items()
        for name, (unit, period, status, usual, meaning, reads) in rows.items()
    }


@lru_cache(maxsize=1)
def metrics() -> Mapping[str, Metric]:
    """All metrics by name."""
    return {name: metric for name, metric in table().items() if metric.family != NONE}
