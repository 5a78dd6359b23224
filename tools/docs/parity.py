"""Removal in both ways: at the counted rate, and through decision, document and seat.

Both must agree where both are measured: October to December 2024, with the book-ins counted and seats for everyone.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from bedspace.model.custody import CLASSES
from bedspace.studies.run.runs import Answer, Request, run

QUARTER = (date(2024, 10, 1), 91)
"""First day and days of the quarter whose counted exits set the paces."""
KNOWN = date(2025, 9, 24)
THROUGH_PROCEEDINGS = {"removal": "proceedings"}
AMPLE = {"seats_growth": "20", "beds_usable": "300000", "exit_elasticity": "0", "exit_drift": "0"}


@cache
def both(draws: int = 1) -> tuple[Answer, Answer]:
    """The quarter at the counted rate, and through proceedings."""
    start, days = QUARTER
    request = Request("no-change", start, days, draws, inflow="observed", data_through=KNOWN, sets=AMPLE)
    decided = Request(
        "no-change", start, days, draws, inflow="observed", data_through=KNOWN, sets={**AMPLE, **THROUGH_PROCEEDINGS}
    )
    return run(request), run(decided)


def parity(draws: int = 1) -> list[dict[str, Any]]:
    """Rows by class: removals in the quarter and mean stay of all who left, both ways, and the difference."""
    counted, decided = both(draws)
    removed = [answer.result.due[1:].sum((0, 1)) / draws for answer in (counted, decided)]
    stays = [answer.result.leaver_days[1:].sum() / answer.result.leavers[1:].sum() for answer in (counted, decided)]
    rows = [
        _row(f"removals, {name.replace('_', ' ')}", float(before), float(after))
        for name, before, after in zip(CLASSES, *removed, strict=True)
    ]
    return [*rows, _row("mean stay of those who left, days", float(stays[0]), float(stays[1]))]


def _row(what: str, counted: float, decided: float) -> dict[str, Any]:
    return {
        "what": what,
        "counted rate": counted,
        "through proceedings": decided,
        "difference": f"{100 * (decided / counted - 1):+.2f} %",
    }
