"""The page: one file that holds everything and is readable without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from bedspace.report import (
    appendix,
    areas,
    arrests,
    before,
    claims,
    cohort,
    custody,
    exits,
    flows,
    growth,
    money,
    said,
    sure,
)
from bedspace.report.charts import embedded, picture
from bedspace.report.downloads import Download, downloads, of_record
from bedspace.report.findings import Findings, Inline, asks_reports, covers_reports
from bedspace.report.numbers import INTERVAL, MEANINGS, SIGNS, sign
from bedspace.report.parts import Chart, Screen, Section, kind_of
from bedspace.report.screen import screen
from bedspace.report.styles import DARK
from bedspace.studies.run.runs import Answer


@dataclass(frozen=True)
class Picture:
    """A chart as the page shows it.

    Attributes
    ----------
    widths : mapping of str to Markup
        The drawing for wide and for narrow screens.
    downloads : sequence of Download
    """

    widths: Mapping[str, Markup]
    downloads: Sequence[Download]


def opening(found: Findings) -> Screen:
    """The first screen."""
    return screen(found.answer, found.misses, found.without)


def sections(found: Findings) -> Iterator[Section]:
    """The sections that a run has something to say in, each made when it is asked for."""
    answer = found.answer
    if asks_reports(answer):
        yield said.section(found.reviewed)
    if covers_reports(answer):
        yield flows.section(answer)
    elif found_before := before.counted_before(answer):
        yield before.section(found_before)
    yield sure.section(answer, found.misses, found.checks)
    if found.further:
        yield from _full(found)
    yield appendix.checks(answer, found.checks)
    for make in (appendix.parameters, appendix.figures, appendix.cited, appendix.record):
        yield make(answer)


def _full(found: Findings) -> Iterator[Section]:
    """Sections of the full page, for runs over the days of the reports."""
    answer = found.answer
    yield custody.population(answer, found.ends, found.held, found.handovers, found.misses)
    yield exits.section(answer)
    yield cohort.section(answer, found.cohort, found.cohort_marks)
    yield custody.blocks(answer)
    yield money.section(answer)
    yield growth.section(answer, found.lines, found.attributions)
    yield areas.section(answer)
    if asks_reports(answer):
        yield arrests.section(answer)
        yield claims.section(answer)


def page(found: Findings, pool: Executor | None = None) -> str:
    """The whole page.

    Parameters
    ----------
    found : Findings
    pool : Executor, optional
        Where the charts are drawn; by default in this process.

    Returns
    -------
    str
        HTML.
    """
    pool = pool or Inline()
    first = opening(found)
    waiting = [_asked(chart, pool) for chart in first.charts]
    made = []
    for section in sections(found):
        made.append(section)
        waiting += [_asked(chart, pool) for chart in section.charts]
    return render(found.answer, first, made, {chart.name: _picture(chart, *done.result()) for chart, done in waiting})


def _asked(chart: Chart, pool: Executor) -> tuple[Chart, Future[tuple[dict[str, str], bytes]]]:
    """A chart with its drawings under way."""
    return chart, pool.submit(picture, chart.kind, chart.layers)


def _picture(chart: Chart, drawn: Mapping[str, str], png: bytes) -> Picture:
    widths = {width: embedded(svg, f"{chart.name}-{width}", chart.alt.plain) for width, svg in drawn.items()}
    return Picture(widths, downloads(chart, drawn["wide"], png))


def render(answer: Answer, first: Screen, made: Sequence[Section], drawn: Mapping[str, Picture]) -> str:
    """Put the parts into the template; everything is escaped but what is marked safe."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("bedspace.report")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.tests["kind"] = lambda block, name: kind_of(block) == name
    template = environment.get_template("page.html")
    kept = {"record": answer.record, "file": of_record(answer.record)}
    given: dict[str, Any] = {"scenario": answer.scenario, **kept, "dark": DARK}
    key = {"signs": {mark.value: sign(mark) for mark in SIGNS}, "meanings": MEANINGS, "interval": INTERVAL}
    return template.render(screen=first, sections=made, drawn=drawn, **key, **given)
