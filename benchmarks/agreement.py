"""Do engines agree? Means of the outputs over replications, compared in standard errors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.persons.arrays import Censuses
from benchmarks.observed import Observed
from benchmarks.table import CustodyTable

OFFICES = (0, 4, 8, 12, 24)
LAST_DAYS = 28
Metrics = dict[str, NDArray[np.float64]]  # name to one number a replication
Measured = Observed | dict[str, float]  # one replication of a peer


def metric_names(exits: int, offices: int) -> list[str]:
    """Names of the metrics of a table, in their order."""
    return [
        "mean population",
        f"mean of the last {LAST_DAYS} days",
        "mean queue",
        "mean hold room",
        *(f"exits by route {route}" for route in range(exits)),
        *(f"mean population of office {office}" for office in OFFICES if office < offices),
    ]


def _metrics(
    population: NDArray[np.int64], exits: NDArray[np.int64], queue: NDArray[np.int64], hold: NDArray[np.int64]
) -> Metrics:
    """Metrics of arrays (replications, days, ...)."""
    national = population.sum(axis=2)
    values = [
        national.mean(axis=1),
        national[:, -LAST_DAYS:].mean(axis=1),
        queue.mean(axis=1),
        hold.mean(axis=1),
        *exits.sum(axis=1).T,
        *(population[:, :, office].mean(axis=1) for office in OFFICES if office < population.shape[2]),
    ]
    return dict(zip(metric_names(exits.shape[2], population.shape[2]), values, strict=True))


def metrics_of_kernel(out: Censuses, table: CustodyTable) -> Metrics:
    """Metrics of the kernel's replications."""
    exits = out.leavers.reshape(*out.leavers.shape[:2], len(table.classes), len(table.exits)).sum(axis=2)
    return _metrics(out.population, exits, out.queue, out.hold)


def metrics_of_peer(replications: Sequence[Measured]) -> Metrics:
    """Metrics of a peer's replications; an engine that cannot return days returns the metrics themselves."""
    if isinstance(first := replications[0], dict):
        return {name: np.array([one[name] for one in replications if isinstance(one, dict)]) for name in first}
    replications = [one for one in replications if isinstance(one, Observed)]
    return _metrics(
        np.stack([one.population for one in replications]),
        np.stack([one.exits for one in replications]),
        np.stack([one.queue for one in replications]),
        np.stack([one.hold for one in replications]),
    )


def z_scores(ours: Metrics, theirs: Metrics) -> dict[str, float]:
    """Difference of the means of each metric in standard errors; 0 where both are constant and equal.

    The variance is pooled: where beds bind an output is skewed, and a small sample that misses its tail would take its
    own error for too small.
    """
    scores = {}
    for name, mine in ours.items():
        other = theirs[name]
        gap = float(mine.mean() - other.mean())
        squares = len(mine) * mine.var() + len(other) * other.var()
        variance = squares / (len(mine) + len(other) - 2)
        error = float(np.sqrt(variance * (1.0 / len(mine) + 1.0 / len(other))))
        scores[name] = gap / error if error > 0.0 else float(np.copysign(np.inf, gap)) if gap else 0.0
    return scores


def greatest_z(ours: Metrics, theirs: Metrics) -> float:
    """The greatest |z| of all metrics."""
    return max(map(abs, z_scores(ours, theirs).values()))
