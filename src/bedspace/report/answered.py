"""Answers drawn for Python: each as one drawing with its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import singledispatch
from html import escape
from pathlib import Path
from typing import Any

import numpy as np

from bedspace.engines.result import QUANTILES
from bedspace.errors import Fault, UsageError, unknown
from bedspace.model.outputs import OUTPUTS
from bedspace.report import cohort_dots, fan, forecast_chart
from bedspace.report.charts import draw
from bedspace.report.fan import AS_IT_IS, CHANGED, course
from bedspace.report.findings import told
from bedspace.report.held import STOCK, held_counts
from bedspace.report.numbers import rounded, span
from bedspace.studies.cohort.fate import Fate
from bedspace.studies.forecast.forecast import Forecast
from bedspace.studies.policy.compare import Comparison
from bedspace.studies.run.runs import Answer
from bedspace.writing import write


@dataclass(frozen=True, repr=False)
class Drawing:
    """A drawing with its words.

    Attributes
    ----------
    svg : str
    alt : str
        Kind of chart, data and finding.
    """

    svg: str
    alt: str

    def __repr__(self) -> str:
        return f"<Drawing: {self.alt}>"

    def _repr_svg_(self) -> str:
        return self.svg

    def save(self, path: str | Path) -> None:
        """Write it as SVG, PNG or PDF, by the end of the name.

        Raises
        ------
        UsageError
            For another end, and where the file cannot be written.
        """
        import vl_convert

        target = Path(path)
        ends: dict[str, Any] = {
            ".svg": lambda: self.svg,
            ".png": lambda: vl_convert.svg_to_png(self.svg, scale=2),
            ".pdf": lambda: vl_convert.svg_to_pdf(self.svg),
        }
        if target.suffix not in ends:
            raise UsageError(Fault(str(path), "no kind of picture that can be written", ", ".join(ends)))
        write(ends[target.suffix](), target, "save")


@singledispatch
def chart(answer: object, *names: str) -> Drawing:  # noqa: ARG001
    """Draw an answer.

    Raises
    ------
    UsageError
        For a kind of answer that has no chart.
    """
    raise UsageError(Fault("chart", f"no chart shows a {type(answer).__name__}", "", "Use table()."))


@chart.register
def _of_run(answer: Answer, name: str = STOCK) -> Drawing:
    return _courses([("", answer)], name)


@chart.register
def _of_comparison(answer: Comparison, name: str = STOCK) -> Drawing:
    return _courses([("base ", answer.base), *((f"{each.scenario.name} ", each) for each in answer.others)], name)


@chart.register
def _of_forecast(answer: Forecast) -> Drawing:
    return _named(forecast_chart.drawn_held(answer)["wide"], "People held", forecast_chart.alternative(answer))


@chart.register
def _of_cohort(answer: Fate) -> Drawing:
    cohort, marks = told(answer)
    made = cohort_dots.chart(cohort, marks, (answer.first, answer.last))
    return _named(draw(made.kind, made.layers)["wide"], made.title.plain, made.alt.plain)


def _courses(runs: Sequence[tuple[str, Answer]], name: str) -> Drawing:
    """The course of an output in some runs, with counts where it is people held."""
    base = runs[0][1]
    if name not in base.names:
        raise UsageError(unknown(f"output {name}", name, base.names))
    output, first = OUTPUTS[name], int(OUTPUTS[name].sums)
    courses = []
    for number, (words, answer) in enumerate(runs):
        quantiles = np.quantile(answer.result.outputs[name][first:], QUANTILES, axis=1).tolist()
        courses.append(course(words, CHANGED if number else AS_IT_IS, quantiles))
    start = base.start + timedelta(days=first)
    counts = held_counts(base.start, base.last) if name == STOCK else []
    ends = "; ".join(f"{each.name}{rounded(each.bands[0][1])} to {rounded(each.bands[-1][1])}" for each in courses)
    alt = f"Fan chart of {output.label.lower()}, {output.unit}, {span(start, base.last)}. Middle of the runs: {ends}."
    drawn = fan.svg(start, courses, [(figure.data_date, figure.value) for figure in counts])
    return _named(str(drawn), output.label, alt)


def _named(svg: str, title: str, alt: str) -> Drawing:
    head, rest = svg.split(">", 1)
    words = f"<title>{escape(title)}</title><desc>{escape(alt)}</desc>"
    return Drawing(f'{head} role="img" font-family="sans-serif">{words}{rest}', alt)
