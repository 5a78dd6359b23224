"""The section on the people arrested in the first two weeks: what became of them by day 14, 30, 90 and 180."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedspace.figures.public import public_figure
from bedspace.report import cohort_dots, flows
from bedspace.report.exits import label
from bedspace.report.findings import COHORT, COHORT_DAYS, Findings
from bedspace.report.numbers import (
    Shown,
    assumed,
    band,
    between,
    counted,
    reported,
    rounded,
    span,
    stacked,
    three,
    whole,
)
from bedspace.report.parts import Block, Cell, Chart, Key, Section, Sentence, Table, say

Array = NDArray[np.float64]

RELEASED = ("bond", "recognizance", "supervision", "parole", "court_order", "relief", "other")
"""Exits from detention into freedom; removal and transfer to another agency left out."""
PARTS: dict[str, tuple[str, ...]] = {
    "not booked": ("not_booked",),
    "released": RELEASED,
    "other agency": ("transfer",),
    "removed": ("removal",),
    "still held": ("held",),
}
_NAMES = {
    "not booked": "N: arrested, not booked in",
    "released": "R: released, in any form",
    "other agency": "A: handed to another agency",
    "removed": "D: removed",
    "still held": "H: still held",
}
_LEAST_LABELLED = 0.035


def section(found: Findings) -> Section:
    """What became of 8,000 people arrested from 20 January to 3 February 2025."""
    blocks: list[Block] = [*_counts(found), cohort_dots.chart(found), _chart(found), _table(found)]
    return Section("fate", f"What becomes of {whole(COHORT)} people arrested", blocks)


def _part(outcomes: Mapping[str, Array], part: str) -> Array:
    return np.asarray(np.sum([outcomes[form] for form in PARTS[part]], axis=0))


def _boxes(found: Findings) -> list[dict[str, Any]]:
    rows = []
    for horizon, outcomes in found.cohort.items():
        position = 0.0
        for part in PARTS:
            width = float(_part(outcomes, part).mean())
            letter = part_letter(part) if width > _LEAST_LABELLED * COHORT else ""
            box = {"row": f"Day {horizon}", "part": part, "from": position, "to": position + width}
            rows.append({**box, "middle": position + width / 2, "text": letter})
            position += width
    return rows


def part_letter(part: str) -> str:
    """The letter printed in the boxes of a part."""
    return _NAMES[part][0]


def _chart(found: Findings) -> Chart:
    first, last = min(found.cohort), max(found.cohort)
    held = {horizon: float(_part(found.cohort[horizon], "still held").mean()) for horizon in (first, last)}
    removed = float(_part(found.cohort[last], "removed").mean())
    title = say(
        "{held} of {all} are still held at day {first}, {later} at day {last}; {removed} are removed by then",
        held=three(held[first]),
        all=whole(COHORT),
        first=str(first),
        later=three(held[last]),
        last=str(last),
        removed=three(removed),
    )
    alt = say(
        "Stacked bars, one for each of day 14, 30, 90 and 180 after arrest, split into not booked in, released,"
        " handed to another agency, removed, still held. {finding}.",
        finding=str(title),
    )
    return Chart(
        "fate-chart",
        "shares",
        title,
        f"People out of {whole(COHORT)} arrested from {span(*COHORT_DAYS)}, by days since"
        f" arrest; means over model runs. {_marked(found)}.",
        alt,
        {"boxes": _boxes(found)},
        [Key(part, name) for part, name in _NAMES.items()],
        _means(found),
        f"{whole(_part(found.cohort[first], 'still held').size)} draws."
        " Everyone is followed from his or her own arrest.",
    )


def _marked(found: Findings) -> str:
    """The mark of every part, in words."""
    marks = {part: found.cohort_marks[forms[0]] for part, forms in PARTS.items()}
    return "; ".join(
        f"{mark}: {', '.join(p for p in PARTS if marks[p] == mark)}" for mark in dict.fromkeys(marks.values())
    )


def _means(found: Findings) -> Table:
    rows: list[list[Cell]] = [
        [_NAMES[part][3:], *(rounded(float(_part(outcomes, part).mean())) for outcomes in found.cohort.values())]
        for part in PARTS
    ]
    columns = ("Outcome", *(f"Day {horizon}" for horizon in found.cohort))
    return Table("Means over model runs; each column adds up to everyone arrested, up to rounding", columns, rows)


def released(found: Findings, horizon: int) -> Array:
    """People of the cohort released from detention by a horizon, in each draw."""
    return np.asarray(np.sum([found.cohort[horizon][form] for form in RELEASED], axis=0))


def _counts(found: Findings) -> list[Sentence]:
    said = public_figure("REL104")
    people = released(found, 14)
    low, _, high = band(people)
    compared = flows.flows(found.answer)["at_discretion"]
    return [
        say(
            "All of this is the model's, and counts speak against its releases: from {span} it has {model} releases at"
            " discretion where {counted} were counted. Never booked in is cut where counted book-ins per arrest leave"
            " no room for more. Numbers are means of {draws} model runs.",
            span=span(flows.FIRST, flows.LAST),
            model=Shown(three(compared.band[1]), compared.mark, "flows"),
            counted=counted(three(compared.counted), "flows"),
            draws=whole(people.size),
        ),
        say(
            "The White House said that {said} of more than 8,000 arrested had been released by 5 February 2025, and"
            " named lack of space, limits set by courts, pending cases and health. The model has {mean} ({band})"
            " released by day 14, so the number lies {where} its band. The two do not count alike: everyone here is"
            " followed for fourteen days, and the number said is a state of affairs on one day.",
            said=reported(whole(said.value), "fact-REL104"),
            mean=assumed(three(float(people.mean())), "fate"),
            band=between(low, high),
            where="inside" if low <= said.value <= high else "outside",
        ),
    ]


def _table(found: Findings) -> Table:
    forms = list(next(iter(found.cohort.values())))
    rows: list[list[Cell]] = [
        [_words(form), *(_cell(o[form]) for o in found.cohort.values()), str(found.cohort_marks[form])]
        for form in forms
        if any(o[form].any() for o in found.cohort.values())
    ]
    columns = ("Legal form", *(f"Day {horizon}" for horizon in found.cohort), "Mark")
    return Table("By legal form: mean, and the interval of 90 in 100", columns, rows, frozenset({0, len(columns) - 1}))


def _words(form: str) -> str:
    named = {
        "not_booked": "not booked in",
        "held": "still held",
        "removal": "removed",
        "other": cohort_dots.words("other"),
    }
    return named.get(form, label(form))


def _cell(people: Array) -> Cell:
    low, _, high = band(people)
    return stacked(rounded(float(people.mean())), between(low, high, rounded))
