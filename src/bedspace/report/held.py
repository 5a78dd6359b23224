"""People held: the counts of the days of a run, and the fan of the model beside them with the lines of capacity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from bedspace.engines.result import QUANTILES
from bedspace.figure import Figure
from bedspace.figures.counts import PUBLISHED
from bedspace.figures.series import as_of
from bedspace.report.addresses import ICE, source_of
from bedspace.report.numbers import Shown, between, counted, day, rounded, span, three, whole
from bedspace.report.parts import Cell, Chart, Table, say
from bedspace.studies.estimate.held import official_scale
from bedspace.studies.run.runs import Answer

Rows = list[dict[str, Any]]

STOCK = "midnight_population"
LINES = {"funded": "funded", "operational": "operating", "contracted": "contracted"}
_APART = 0.14
"""Least distance of two names at the right end, as a share of the height."""


@dataclass(frozen=True)
class Beside:
    """The newest count of a run's days with the model on the same day.

    Attributes
    ----------
    figure : Figure
    when : date
    band : array, shape (5,)
        Quantiles .05, .25, .5, .75 and .95 of the model.
    """

    figure: Figure
    when: date
    band: np.ndarray[Any, np.dtype[np.float64]]

    @property
    def inside(self) -> bool:
        """Whether the count lies in 90 of 100 runs."""
        return bool(self.band[0] <= self.figure.value <= self.band[4])

    @property
    def miss(self) -> float:
        """Middle of the model over the count, less one."""
        return float(self.band[2] / self.figure.value - 1)

    @property
    def side(self) -> str:
        """On which side of the count the middle of the model lies."""
        return "above" if self.miss > 0 else "below"


def held_counts(first: date, last: date) -> list[Figure]:
    """People held as the official releases count them on the days of a span, in order of time."""
    found = (f for f in as_of(PUBLISHED).figures("detained_by_criminality") if not f.key)
    return sorted((f for f in found if first <= f.data_date <= last), key=lambda f: f.data_date)


def newest(answer: Answer) -> Beside | None:
    """The last day of the run with a count; None where none has one but that of the start, from which the run came."""
    figures = held_counts(answer.day(2), answer.day(answer.plan.days))  # dated D, it is the midnight of D - 1
    if not figures:
        return None
    when = figures[-1].data_date
    return Beside(figures[-1], when, answer.quantiles(STOCK, when))


def shown(figure: Figure) -> Shown:
    """A count of people held."""
    return counted(whole(figure.value), anchor(figure))


def anchor(figure: Figure) -> str:
    """Where the page says the source of a count."""
    return f"held-{figure.data_date}"


def fan(answer: Answer, output: str, first: date, last: date) -> Rows:
    """Quantiles of an output by day, for a chart."""
    rows = slice(answer.row(first), answer.row(last) + 1)
    quantiles = np.quantile(answer.result.outputs[output][rows], QUANTILES, axis=1)
    names = [f"q{round(100 * q):02d}" for q in QUANTILES]
    return [
        {"day": (first + timedelta(days=i)).isoformat(), **dict(zip(names, map(float, column), strict=True))}
        for i, column in enumerate(quantiles.T)
    ]


def chart(answer: Answer) -> Chart:
    """The fan of the first screen."""
    layers, figures = _layers(answer), held_counts(answer.start, answer.last)
    end = layers["fan"][-1]
    title = say("People held by ICE, and ICE's beds (grey)")
    alt = say(
        "Fan chart of people held from {first} to {last}: the model, dashed, ends at {middle} ({band}), and {counts}."
        " Level lines show beds {lines}.",
        first=day(answer.start),
        last=day(answer.last),
        middle=three(end["q50"]),
        band=between(end["q05"], end["q95"]),
        counts=f"the last count, solid, is {whole(figures[-1].value)}" if figures else "no count is known",
        lines=", ".join(LINES.values()),
    )
    return Chart(
        "held-chart",
        "held",
        title,
        "",
        alt,
        layers,
        [],
        _table(answer, layers),
        "Given this inflow and these policies, 9 of 10 model runs lie in the band.",
        f"{ICE}: detention statistics, people detained on the day of each release; beds: see the parameters; model:"
        f" bedspace, scenario {answer.scenario.name}, {span(answer.start, answer.last)}",
    )


def counted_population(answer: Answer, when: date) -> float:
    """The daily count that became known later, on the official scale by its dated bridge."""
    count = answer.later.value("ddp_midnight_population", when.isoformat())
    return official_scale(count, answer.catalogue, when)


def _layers(answer: Answer) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    answer, ends = answer, (answer.start, answer.last)
    beds = {name: answer.catalogue[f"beds_{name}"] for name in LINES}
    rows = fan(answer, STOCK, *ends)
    last = {f"{LINES[name]} {whole(each.at(answer.last))}": each.at(answer.last) for name, each in beds.items()}
    model = {"model": rows[-1]["q50"], "9 of 10 model runs": rows[-1]["q95"]}
    figures = held_counts(*ends)
    middle = figures[len(figures) // 2 :][:1]
    drawn = [*last.values(), *(f.value for f in figures), *(row[end] for row in rows for end in ("q05", "q95"))]
    return {
        "fan": rows,
        **{name: [{"day": f"{when}", "value": each.at(when)} for when in ends] for name, each in beds.items()},
        "held": [{"day": f"{f.data_date}", "value": f.value} for f in figures],
        "label": _names({**last, **model}, answer.last, _APART * (max(drawn) - min(drawn))),
        "count": [{"day": f"{f.data_date}", "value": f.value, "text": "counted"} for f in middle],
    }


def _names(levels: Mapping[str, float], when: date, gap: float) -> Rows:
    """Names of lines at their right end, moved up where two would touch."""
    rows: Rows = []
    for name, level in sorted(levels.items(), key=lambda pair: pair[1]):
        lowest = rows[-1]["value"] + gap if rows else level
        rows.append({"day": when.isoformat(), "value": max(level, lowest), "text": name})
    return rows


def _table(answer: Answer, layers: Mapping[str, Sequence[Mapping[str, Any]]]) -> Table:
    by_day = {row["day"]: row for row in layers["fan"]}
    figures = held_counts(answer.start, answer.last)
    rows = [_row(figure, by_day[f"{figure.data_date}"]) for figure in figures]
    columns = ("Day", "Counted", "Model, middle", "9 of 10 runs", "Source of the count")
    return Table("People held on the days of the releases", columns, rows, frozenset({0, 4}), [*map(anchor, figures)])


def _row(figure: Figure, model: Mapping[str, Any]) -> list[Cell]:
    band = between(model["q05"], model["q95"], rounded)
    return [day(figure.data_date), whole(figure.value), rounded(model["q50"]), band, source_of(figure)]
