"""The section on exits: by legal form, which is counted, and by reason, which is assumed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedspace.model.custody import CAPACITY, FORMS, MISSED
from bedspace.parameters.crosswalk import crosswalk
from bedspace.report.findings import END
from bedspace.report.numbers import Shown, assumed, band, between, day, percent, rounded, span, three
from bedspace.report.parts import Cell, Chart, Section, Table, say
from bedspace.studies.run.runs import Answer
from bedspace.units import RestsOn

Array = NDArray[np.float64]
Rows = list[dict[str, Any]]


def section(answer: Answer) -> Section:
    """Exits by legal form and by reason."""
    forms, reasons = _by_form(answer), _by_reason(answer)
    total = sum(float(np.median(people)) for people in forms.values())
    removal = float(np.median(forms["removal"]))
    title = say("{share} of those who leave detention are removed, in the median run", share=percent(removal / total))
    alt = say(
        "Two bar charts with intervals. People who leave detention from {first} to {last} by legal form, removal first"
        " with {removal}, and by reason. {finding}.",
        first=day(answer.day(1)),
        last=day(END),
        removal=three(removal),
        finding=str(title),
    )
    forms, reasons = _shown(forms), _shown(reasons)
    layers = {"By legal form": _bars(forms), "By reason (assumed crosswalk)": _bars(reasons)}
    rows: list[list[Cell]] = [
        _exit_row(name, people, answer.rests_on(_output_of(name))) for name, people in forms.items()
    ]
    rows += [_exit_row(f"reason: {name}", people, RestsOn.ASSUMED) for name, people in reasons.items()]
    table = Table("People who leave detention, by form and by reason", ("Form or reason", "Median", "90 in 100"), rows)
    chart = Chart(
        "exits-chart",
        "exits",
        title,
        f"People, {span(answer.day(1), END)}. Bars: median; lines: 90 in 100 model runs. Forms:"
        f" {answer.rests_on('removals')}; all reasons: assumed. Releases for want of a bed: see above.",
        alt,
        layers,
        [],
        table,
        "Official tables give the legal form, never the reason. The crosswalk between them is assumed; see below.",
    )
    return Section("exits", "Exits by legal form and by reason", [chart, _crosswalk()])


def _by_form(answer: Answer) -> dict[str, Array]:
    first = answer.day(1)
    return {form: answer.total(_output_of(form), first, END) for form in (*FORMS, CAPACITY)}


def _shown(groups: Mapping[str, Array]) -> dict[str, Array]:
    """Groups without those that are always empty, and without releases for want of a bed, which no table counts."""
    return {name: people for name, people in groups.items() if people.any() and name not in (CAPACITY, "no bed")}


def _output_of(form: str) -> str:
    return "removals" if form == "removal" else f"exits_{form}"


def _by_reason(answer: Answer) -> dict[str, Array]:
    reasons: dict[str, Array] = {}
    for form, people in _by_form(answer).items():
        for reason, share in crosswalk()[form].items():
            reasons[reason] = reasons.get(reason, np.zeros_like(people)) + people * share
    return reasons


def _bars(groups: Mapping[str, Array]) -> Rows:
    rows = []
    for name, people in groups.items():
        low, middle, high = band(people)
        rows.append({"row": label(name), "q05": float(low), "q50": float(middle), "q95": float(high)})
    return sorted(rows, key=lambda row: -row["q50"])


def label(form: str) -> str:
    """A form of exit in words."""
    named = {
        CAPACITY: "for want of a bed",
        "court_order": "court order",
        "other": "other exits",
        "transfer": "other agency",
        MISSED: "not in the tables",
    }
    return named.get(form, form)


def _exit_row(name: str, people: Array, mark: RestsOn) -> list[Cell]:
    low, middle, high = band(people)
    return [label(name), Shown(rounded(middle), mark, "exits"), between(low, high, rounded)]


def _crosswalk() -> Table:
    rows: list[list[Cell]] = [
        [label(form.replace("not_booked", "not booked")), reason, assumed(percent(share), "exits")]
        for form, reasons in crosswalk().items()
        for reason, share in reasons.items()
    ]
    return Table(
        "From legal form to reason: assumed shares",
        ("Legal form", "Reason", "Share"),
        rows,
        frozenset({0, 1}),
        folded=True,
    )
