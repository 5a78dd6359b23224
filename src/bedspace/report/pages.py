"""The page: one file that holds everything and is readable without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from typing import Any

from markupsafe import Markup, escape

from bedspace.report import appendix, areas, arrests, claims, cohort, custody, exits, flows, growth, money
from bedspace.report.answer import sentences
from bedspace.report.charts import draw
from bedspace.report.findings import Findings, Inline
from bedspace.report.parts import Chart, Section, Sentence, kind_of
from bedspace.report.styles import DARK

SECTIONS: tuple[Callable[[Findings], Section], ...] = (
    flows.section,
    arrests.section,
    custody.population,
    exits.section,
    cohort.section,
    custody.blocks,
    money.section,
    growth.section,
    areas.section,
    claims.section,
    appendix.checks,
    appendix.parameters,
    appendix.figures,
    appendix.cited,
    appendix.record,
)

_FIRST = (flows.section, areas.section, arrests.section, exits.section, money.section, growth.section, claims.section)
"""Sections that need none of the runs that take place elsewhere: written while those are under way."""

Drawn = dict[str, dict[str, Markup]]


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
    written: dict[Callable[[Findings], Section], Section] = {}
    waiting: list[tuple[Chart, Future[dict[str, str]]]] = []
    for make in (*_FIRST, *(make for make in SECTIONS if make not in _FIRST)):
        written[make] = make(found)
        waiting += [(chart, pool.submit(draw, chart.kind, chart.layers)) for chart in written[make].charts]
    return render(found, sentences(found), [written[make] for make in SECTIONS], _drawn(waiting))


def _drawn(waiting: Sequence[tuple[Chart, Future[dict[str, str]]]]) -> Drawn:
    return {
        chart.name: {
            width: embedded(svg, f"{chart.name}-{width}", str(chart.alt)) for width, svg in future.result().items()
        }
        for chart, future in waiting
    }


def embedded(svg: str, name: str, alt: str) -> Markup:
    """An SVG ready to stand in a page: named for screen readers, scaling, its identifiers its own."""
    own = re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", svg)
    own = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', own)
    own = re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", own)
    box = re.search(r'viewBox="[^"]+"', own)
    opening = f'<svg role="img" aria-label="{escape(alt)}" {box[0] if box else ""} xmlns="http://www.w3.org/2000/svg">'
    return Markup(re.sub(r"<svg[^>]*>", lambda _: opening, own, count=1))


def render(found: Findings, answer: Sequence[Sentence], sections: Sequence[Section], drawn: Drawn) -> str:
    """Put the parts into the template; everything is escaped but what is marked safe."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("bedspace.report")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.tests["kind"] = lambda block, name: kind_of(block) == name
    template = environment.get_template("page.html")
    given: dict[str, Any] = {"scenario": found.answer.scenario, "record": found.answer.record, "dark": DARK}
    return template.render(answer=answer, sections=sections, drawn=drawn, **given)
