"""The page: one file that holds everything, readable without JavaScript, and written beside before it is renamed."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from bedspace.report import arrests, cohort, custody, grounds, growth
from bedspace.report.answer import sentences
from bedspace.report.charts import NARROW, WIDE, draw
from bedspace.report.findings import Findings, Inline
from bedspace.report.parts import Chart, Section, Sentence, kind_of
from bedspace.report.styles import DARK

SECTIONS: tuple[Callable[[Findings], Section], ...] = (
    arrests.section,
    custody.population,
    custody.exits,
    cohort.section,
    custody.blocks,
    growth.section,
    grounds.checks,
    grounds.parameters,
    grounds.figures,
    grounds.cited,
    grounds.record,
)

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
    sections: list[Section] = []
    waiting: list[tuple[Chart, str, Future[str]]] = []
    for write in SECTIONS:
        sections.append(write(found))
        waiting += [(chart, *drawing) for chart in sections[-1].charts for drawing in _submit(chart, pool)]
    return render(found, sentences(found), sections, _drawn(waiting))


def _submit(chart: Chart, pool: Executor) -> list[tuple[str, Future[str]]]:
    widths = {"wide": WIDE, "narrow": NARROW}
    return [(name, pool.submit(draw, chart.kind, chart.layers, width)) for name, width in widths.items()]


def _drawn(waiting: Sequence[tuple[Chart, str, Future[str]]]) -> Drawn:
    drawn: Drawn = {}
    for chart, width, future in waiting:
        drawn.setdefault(chart.name, {})[width] = embedded(future.result(), f"{chart.name}-{width}", str(chart.alt))
    return drawn


def embedded(svg: str, name: str, alt: str) -> Markup:
    """An SVG ready to stand in a page: named for screen readers, scaling, its identifiers its own."""
    own = re.sub(r'id="([^"]+)"', rf'id="{name}-\1"', svg)
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


def write(text: str, path: Path) -> None:
    """Write a file whole or not at all.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(beside, 0o644)
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise
