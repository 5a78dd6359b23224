"""``bedspace report``: what was found in short sentences, and a self-contained page."""

from __future__ import annotations

import sys
from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bedspace.cli.layout import fold
from bedspace.cli.options import Day, seed_option
from bedspace.writing import target_of, write

if TYPE_CHECKING:
    from bedspace.report.parts import Screen

STEPS = 3
WIDTH = 80
"""Columns of the printed sentences."""


@click.command()
@click.argument("scenario", default="reports-2025-02")
@click.option("--out", type=click.Path(path_type=Path), default="report.html", show_default=True, help="File to write.")
@click.option("--draws", type=int, default=1000, show_default=True, help="Model runs of the headline.")
@seed_option
@click.option("--as-of", type=Day(), help="Use what had been published by this day; the start of the run by default.")
@click.option("--data-through", type=Day(), help="Use later revisions of data up to this day.")
@click.option("--full", is_flag=True, help="With every chart and table of the model; takes some twenty seconds.")
def report(scenario: str, out: Path, full: bool, **options: Any) -> None:
    """Answer SCENARIO in short sentences and write a self-contained page.

    What was counted comes first, then the model. The page reads without JavaScript and takes nothing from the network.
    """
    from bedspace.report.charts import require_drawing, warm_up

    target_of(out, "--out")
    require_drawing()
    with _worker() as drawing, _worker() as running:
        drawing.submit(warm_up)
        passed = _write(scenario, out, drawing, running, full, **options)
    if not passed:
        raise SystemExit(1)


def _write(scenario: str, out: Path, drawing: Executor, running: Executor, full: bool, **options: Any) -> bool:
    """Gather, draw and write with a bar on the standard error; whether all checks passed."""
    from bedspace.cli.options import warehouse_home
    from bedspace.report.findings import gather
    from bedspace.report.pages import opening, page
    from bedspace.studies.run.runs import Request

    with _bar(scenario) as bar:
        found = gather(Request(scenario, home=warehouse_home(), **options), running, full)
        bar.update(1, "model runs")
        text = page(found, drawing)
        bar.update(1, "charts")
        write(text, out, "--out")
        bar.update(1, "page")
    _tell(opening(found))
    click.echo(f"The whole report, with sources: {out}", err=True)
    return all(check.passed for check in found.checks)


def _tell(screen: Screen) -> None:
    """Print the first screen: title, finding, figures, how sure it is, and what the marks say."""
    from bedspace.report.numbers import INTERVAL, MEANINGS

    meanings = [said for mark, said in MEANINGS.items() if said != mark.value]
    groups = (screen.finding, *(card.sentences for card in screen.cards), screen.sure)
    click.echo("\n".join(fold(f"bedspace · {screen.title}", WIDTH)))
    for group in groups:
        click.echo("\n" + "\n".join(fold(" ".join(map(str, group)), WIDTH)))
    click.echo("\n" + "\n".join(fold(f"Marks: {'; '.join([*meanings, INTERVAL])}.", WIDTH)))


def _bar(scenario: str) -> Any:
    """A bar of the steps, on a terminal only."""
    hidden = not sys.stderr.isatty()
    return click.progressbar(
        length=STEPS, label=f"report {scenario}", file=sys.stderr, hidden=hidden, item_show_func=lambda step: step
    )


def _worker() -> Executor:
    """A process of its own, so that charts and further runs take the second core."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(1, mp_context=get_context("spawn"))
