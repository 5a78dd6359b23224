"""The picture of a hundred people arrested: a dot for each, by what became of them on four days.

Dots are whole people out of a hundred, so they are rounded: every outcome gets the whole part of its share, and the
dots that are then missing go to the largest remainders. The exact shares stand in the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedspace.report.exits import label
from bedspace.report.findings import COHORT_DAYS, Cohort, Marks
from bedspace.report.numbers import band, percent, span, stacked
from bedspace.report.parts import Cell, Chart, Key, Table, say
from bedspace.report.styles import STYLES

Array = NDArray[np.float64]

PEOPLE = 100
SIDE = 10
ORDER = (
    "not_booked",
    "bond",
    "recognizance",
    "supervision",
    "parole",
    "court_order",
    "relief",
    "other",
    "transfer",
    "missed",
    "removal",
    "held",
)
"""Outcomes in the order of the dots: never held, released by legal form, handed over, removed, held."""
_WORDS = {
    "not_booked": "arrested, not booked in",
    "supervision": "released under supervision",
    "court_order": "released by court order",
    "relief": "released by relief or termination",
    "other": "released otherwise, as for want of a bed",
    "transfer": "handed to another agency",
    "missed": "left, in no table",
    "removal": "removed",
    "held": "still held",
}


def words(form: str) -> str:
    """An outcome in words."""
    return _WORDS.get(form, f"released on {label(form)}")


def whole_dots(shares: Mapping[str, float], total: int = PEOPLE) -> dict[str, int]:
    """Whole numbers that add up to a total, by largest remainder; ties go to what stands first.

    Parameters
    ----------
    shares : mapping of str to float
        None negative, not all zero; they need not add up to one.
    total : int

    >>> whole_dots({"a": 0.335, "b": 0.335, "c": 0.33})
    {'a': 34, 'b': 33, 'c': 33}
    """
    whole = sum(shares.values())
    exact = {name: share / whole * total for name, share in shares.items()}
    dots = {name: int(value) for name, value in exact.items()}
    by_remainder = sorted(exact, key=lambda name: dots[name] - exact[name])
    for name in by_remainder[: total - sum(dots.values())]:
        dots[name] += 1
    return dots


def shares_of(outcomes: Mapping[str, Array]) -> dict[str, Array]:
    """Share of the arrested by outcome in each draw, in the order of the dots; forms without a dot are other exits."""
    everyone = np.sum(list(outcomes.values()), axis=0)
    people = {form: outcomes[form] for form in ORDER if form in outcomes}
    for form in outcomes.keys() - people.keys():
        people["other"] = people["other"] + outcomes[form]
    return {form: each / everyone for form, each in people.items()}


def _dots(cohort: Cohort) -> dict[int, dict[str, int]]:
    """Dots by day and outcome."""
    return {
        horizon: whole_dots({form: float(share.mean()) for form, share in shares_of(outcomes).items()})
        for horizon, outcomes in cohort.items()
    }


def _layer(dots: Mapping[str, int]) -> list[dict[str, Any]]:
    """One row a dot, placed line by line."""
    forms = [form for form, count in dots.items() for _ in range(count)]
    return [
        {"column": place % SIDE, "line": place // SIDE, "part": style(form), "text": letter(form)}
        for place, form in enumerate(forms)
    ]


def style(form: str) -> str:
    """Name of the style of an outcome."""
    return f"dot {form}"


def letter(form: str) -> str:
    """The letter in the dots of an outcome: no two differ by colour alone."""
    return STYLES[style(form)].letter


def chart(cohort: Cohort, marks: Marks, days: tuple[date, date] = COHORT_DAYS) -> Chart:
    """Four hundreds of dots, for day 14, 30, 90 and 180, of people arrested from one day to another."""
    dots = _dots(cohort)
    shown = [form for form in next(iter(dots.values())) if any(of[form] for of in dots.values())]
    first, last = min(dots), max(dots)
    title = say(
        "Of 100 people arrested, {held} are held at day {first} and {later} at day {last}; {removed} are removed by"
        " then",
        held=str(dots[first]["held"]),
        first=str(first),
        later=str(dots[last]["held"]),
        last=str(last),
        removed=str(dots[last]["removal"]),
    )
    spoken = "; ".join(f"day {horizon}: {_spoken(of)}" for horizon, of in dots.items())
    return Chart(
        "dots-chart",
        "dots",
        title,
        f"A dot is one of 100 people arrested from {span(*days)}, by days since arrest. Dots are rounded to"
        " whole people by largest remainder; means over model runs, assumed.",
        say("Dots, a hundred on each of four days, rounded to whole people. {spoken}.", spoken=spoken),
        {f"Day {horizon}": _layer(of) for horizon, of in dots.items()},
        [Key(style(form), f"{letter(form)}: {words(form)}") for form in shown],
        _table(cohort, marks, dots),
        "Exact shares, with intervals, stand in the table. Outcomes that round to no dot on any day are not in the"
        " key.",
    )


def _spoken(dots: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {words(form)}" for form, count in dots.items() if count)


def _table(cohort: Cohort, marks: Marks, dots: Mapping[int, Mapping[str, int]]) -> Table:
    shares = {horizon: shares_of(outcomes) for horizon, outcomes in cohort.items()}
    rows: list[list[Cell]] = [
        [words(form), *(_cell(shares[horizon][form], dots[horizon][form]) for horizon in dots), str(marks[form])]
        for form in next(iter(shares.values()))
        if any(of[form].any() for of in shares.values())
    ]
    columns = ("Outcome", *(f"Day {horizon}" for horizon in dots), "Mark")
    caption = "Exact shares of the arrested: mean, dots, and the interval of 90 in 100"
    return Table(caption, columns, rows, frozenset({0, len(columns) - 1}))


def _cell(share: Array, count: int) -> Cell:
    low, _, high = band(share)
    dots = f"{count} dot{'' if count == 1 else 's'}"
    return stacked(f"{percent(float(share.mean()))}, {dots}", f"{percent(low)} to {percent(high)}")
