"""Announced against what happened: the model's interval, a naive one, and how each scored.

Every interval is made from data published by 19 January 2025; numbers of the model that became known later are
flagged wherever it runs. The pinball loss is the mean over five quantiles: smaller is better. One episode
validates nothing, and a loss is shown as it is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.result import QUANTILES
from bedspace.figures.series import Vintage, as_of, data_through
from bedspace.fiscal import month_days
from bedspace.model.outputs import OUTPUTS
from bedspace.parameters.catalogue import catalogue, sources
from bedspace.studies.estimate.cells import book_ins_a_day
from bedspace.studies.estimate.naive import naive
from bedspace.studies.run.runs import Answer, Request, run

Array = NDArray[np.float64]

BASE = "reports-2025-02"
START = date(2025, 1, 19)
DAYS = 270
TRUTH = date(2025, 12, 31)
HELD_OUT = "held-out"


@dataclass(frozen=True)
class Announced:
    """One announcement, what happened, and two intervals.

    Attributes
    ----------
    what, announced, unit : str
    happened : float
    facts : tuple of str
    model, naive : array, shape (5,)
        Quantiles .05, .25, .5, .75 and .95.
    used : str
        ``held-out`` where no number of the model was adjusted to what happened, else ``used-for-fit``.
    note : str
    """

    what: str
    announced: str
    unit: str
    happened: float
    facts: tuple[str, ...]
    model: Array
    naive: Array
    used: str
    note: str

    @property
    def inside(self) -> bool:
        """Whether what happened lies in the model's 90 % interval."""
        return bool(self.model[0] <= self.happened <= self.model[-1])

    @property
    def loss(self) -> float:
        """Mean pinball loss of the model."""
        return pinball(self.model, self.happened)

    @property
    def naive_loss(self) -> float:
        """Mean pinball loss of the naive interval."""
        return pinball(self.naive, self.happened)

    def row(self) -> dict[str, Any]:
        """The row of the table."""
        return {
            "what": self.what,
            "announced": self.announced,
            "happened": self.happened,
            "unit": self.unit,
            "q05": float(self.model[0]),
            "q50": float(self.model[2]),
            "q95": float(self.model[-1]),
            "width": float(self.model[-1] - self.model[0]),
            "naive_q05": float(self.naive[0]),
            "naive_q95": float(self.naive[-1]),
            "naive_width": float(self.naive[-1] - self.naive[0]),
            "inside": self.inside,
            "pinball": self.loss,
            "naive_pinball": self.naive_loss,
            "used": self.used,
            "source": "; ".join(str(sources()[fact]) for fact in self.facts),
            "note": self.note,
        }


def pinball(quantiles: Array, truth: float) -> float:
    """Mean pinball loss over the five quantiles (Koenker and Bassett 1978).

    >>> pinball(np.full(5, 10.0), 10.0)
    0.0
    """
    levels, error = np.array(QUANTILES), truth - quantiles
    return float(np.maximum(levels * error, (levels - 1) * error).mean())


@cache
def announced(draws: int = 1000) -> tuple[Announced, ...]:
    """All announcements for which the model has a number."""
    return tuple(_scored(row, draws) for row in _table()["announcement"])


def not_predicted() -> list[dict[str, Any]]:
    """Announcements without one, and why."""
    rows: list[dict[str, Any]] = _table()["not_predicted"]
    return rows


def _table() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("announced.toml").read_text(encoding="utf-8"))


def _scored(row: Mapping[str, Any], draws: int) -> Announced:
    answer = _answer("+".join((BASE, *row.get("policies", ()))), draws)
    values = _over(answer, row["output"], row["span"])
    if "over" in row:
        values = values / _over(answer, row["output"], row["over"])
    return Announced(
        happened=_happened(row),
        facts=tuple(row["facts"]),
        model=np.quantile(values, QUANTILES),
        naive=naive(as_of(START), row["naive"]["series"], row["naive"]["months"]),
        **{name: row[name] for name in ("what", "announced", "unit", "used", "note")},
    )


@cache
def _answer(scenario: str, draws: int) -> Answer:
    return run(Request(scenario, start=START, days=DAYS, draws=draws))


def _over(answer: Answer, output: str, span: list[date]) -> Array:
    """Daily mean of a flow over a span, or a stock on its last day, shape (n,)."""
    first, last = span
    if not OUTPUTS[output].sums:
        return np.asarray(answer.result.outputs[output][answer.row(last)])
    return answer.total(output, first, last) / ((last - first).days + 1)


def _happened(row: Mapping[str, Any]) -> float:
    if row["happened"] != "counted":
        return float(row["happened"])
    count, truth = COUNTED[row["output"]], data_through(TRUTH)
    value = count(truth, *row["span"])
    return value / count(truth, *row["over"]) if "over" in row else value


def _book_ins(truth: Vintage, first: date, last: date) -> float:
    """Initial book-ins a day of people arrested by ICE, whole months."""
    months = _months(first, last)
    return float(np.average([book_ins_a_day(truth, m, "ice") for m in months], weights=_lengths(months)))


def _removals(truth: Vintage, first: date, last: date) -> float:
    """Book-outs to removal a day, whole months."""
    months = _months(first, last)
    return sum(truth.value("book_outs", m, reason="release_to_remove") for m in months) / sum(_lengths(months))


def _population(truth: Vintage, _: date, last: date) -> float:
    """The daily count on the official scale."""
    return truth.value("ddp_midnight_population", last.isoformat()) * catalogue()["ddp_bridge"].at(last)


def _months(first: date, last: date) -> list[str]:
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [*dict.fromkeys(f"{day:%Y-%m}" for day in days)]


def _lengths(months: list[str]) -> list[int]:
    return [month_days(int(month[:4]), int(month[5:])) for month in months]


COUNTED: Mapping[str, Callable[[Vintage, date, date], float]] = {
    "book_ins_ice": _book_ins,
    "removals": _removals,
    "midnight_population": _population,
}
"""Output -> what the official tables counted of it over a span."""


def summary(draws: int = 1000) -> dict[str, float]:
    """How the held-out rows came out: inside the interval, better than naive, geometric mean of the loss ratios."""
    held_out = [row for row in announced(draws) if row.used == HELD_OUT]
    ratios = [row.loss / row.naive_loss for row in held_out]
    return {
        "held_out": len(held_out),
        "inside": sum(row.inside for row in held_out),
        "better_than_naive": sum(ratio < 1 for ratio in ratios),
        "relative_loss": float(np.exp(np.mean(np.log(ratios)))),
    }
