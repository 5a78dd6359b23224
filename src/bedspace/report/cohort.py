"""The section on the people arrested in the first two weeks: what became of them by day 14, 30, 90 and 180."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedspace.figures.public import public_figure
from bedspace.report import agreement, cohort_dots
from bedspace.report.exits import label
from bedspace.report.findings import COHORT, COHORT_DAYS, Cohort, Marks
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
from bedspace.studies.run.runs import Answer

Array = NDArray[np.float64]

RELEASED = ("bond", "recognizance", "supervision", "parole", "court_order", "relief", "other")
"""Exits from detention into freedom; removal, transfer to another agency and what no table counts left out."""
PARTS: dict[str, tuple[str, ...]] = {
    "not booked": ("not_booked",),
    "released": RELEASED,
    "other agency": ("transfer",),
    "in no table": ("missed",),
    "removed": ("removal",),
    "still held": ("held",),
}
_NAMES = {
    "not booked": "N: arrested, not booked in",
    "released": "R: released, in any form",
    "other agency": "A: handed to another agency",
    "in no table": "U: left, in no table",
    "removed": "D: removed",
    "still held": "H: still held",
}
_LEAST_LABELLED = 0.035


def section(answer: Answer, cohort: Cohort, marks: Marks) -> Section:
    """What became of 8,000 people arrested from 20 January to 3 February 2025."""
    blocks: list[Block] = [
        *_counts(answer, cohort),
        cohort_dots.chart(cohort, marks),
        _chart(cohort, marks),
        _table(cohort, marks),
    ]
    return Section("fate", f"What becomes of {whole(COHORT)} people arrested", blocks)


def _part(outcomes: Mapping[str, Array], part: str) -> Array:
    return np.asarray(np.sum([outcomes[form] for form in PARTS[part]], axis=0))


def _boxes(cohort: Cohort) -> list[dict[str, Any]]:
    rows = []
    for horizon, outcomes in cohort.items():
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


def _chart(cohort: Cohort, marks: Marks) -> Chart:
    first, last = min(cohort), max(cohort)
    held = {horizon: float(_part(cohort[horizon], "still held").mean()) for horizon in (first, last)}
    removed = float(_part(cohort[last], "removed").mean())
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
        " handed to another agency, left in no table, removed, still held. {finding}.",
        finding=str(title),
    )
    return Chart(
        "fate-chart",
        "shares",
        title,
        f"People out of {whole(COHORT)} arrested from {span(*COHORT_DAYS)}, by days since"
        f" arrest; means over model runs. {_marked(marks)}.",
        alt,
        {"boxes": _boxes(cohort)},
        [Key(part, name) for part, name in _NAMES.items()],
        _means(cohort),
        f"{whole(_part(cohort[first], 'still held').size)} draws. Everyone is followed from his or her own arrest.",
    )


def _marked(marks: Marks) -> str:
    """The mark of every part, in words."""
    of_parts = {part: marks[forms[0]] for part, forms in PARTS.items()}
    return "; ".join(
        f"{mark}: {', '.join(p for p in PARTS if of_parts[p] == mark)}" for mark in dict.fromkeys(of_parts.values())
    )


def _means(cohort: Cohort) -> Table:
    rows: list[list[Cell]] = [
        [_NAMES[part][3:], *(rounded(float(_part(outcomes, part).mean())) for outcomes in cohort.values())]
        for part in PARTS
    ]
    columns = ("Outcome", *(f"Day {horizon}" for horizon in cohort))
    return Table("Means over model runs; each column adds up to everyone arrested, up to rounding", columns, rows)


def released(cohort: Cohort, horizon: int) -> Array:
    """People of the cohort released from detention by a horizon, in each draw."""
    return np.asarray(np.sum([cohort[horizon][form] for form in RELEASED], axis=0))


def _counts(answer: Answer, cohort: Cohort) -> list[Sentence]:
    said = public_figure("REL104")
    people = released(cohort, 14)
    let_go = people + _part(cohort[14], "not booked")
    low, _, high = band(people)
    least, _, most = band(let_go)
    compared = agreement.flows(answer)["at_discretion"]
    return [
        say(
            "All of this is the model's, and counts speak against its releases. From {span} it has {model} releases at"
            " discretion where {counted} were counted. Never booked in is cut where counted book-ins per arrest leave"
            " no room for more. Numbers are means of {draws} model runs.",
            span=span(agreement.FIRST, agreement.LAST),
            model=Shown(three(compared.band[1]), compared.mark, "flows"),
            counted=counted(three(compared.counted), compared.source),
            draws=whole(people.size),
        ),
        say(
            "The White House said that {said} of more than 8,000 arrested had been released by 5 February 2025."
            " It named lack of space, limits set by courts, pending cases and health. The model has {mean} ({band})"
            " released from detention by day 14. Those never booked in were let go as well: {all} ({all_band}) with"
            " them. The number said lies {where} the latter band. That proves no cause of release. The two do not count"
            " alike: everyone here is followed for fourteen days, and the number said is a state of affairs on one"
            " day.",
            said=reported(whole(said.value), "fact-REL104"),
            mean=assumed(three(float(people.mean())), "fate"),
            band=between(low, high),
            all=assumed(three(float(let_go.mean())), "fate"),
            all_band=between(least, most),
            where="inside" if least <= said.value <= most else "outside",
        ),
    ]


def _table(cohort: Cohort, marks: Marks) -> Table:
    forms = list(next(iter(cohort.values())))
    rows: list[list[Cell]] = [
        [_words(form), *(_cell(o[form]) for o in cohort.values()), str(marks[form])]
        for form in forms
        if any(o[form].any() for o in cohort.values())
    ]
    columns = ("Legal form", *(f"Day {horizon}" for horizon in cohort), "Mark")
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
