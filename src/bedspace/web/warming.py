"""What a process that answers does before anybody asks: the kinds of question that readers have, once each.

So the first that it is asked costs what the tenth does.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bedspace.web.answers import Step
from bedspace.web.api import written_apart
from bedspace.web.charts_api import drawn_apart
from bedspace.web.explorer import FIRST, FIRST_DRAWS, State
from bedspace.web.pages import shown_apart
from bedspace.web.question import FORMS
from bedspace.web.questions import Check, Find, Latest, Run, Why
from bedspace.web.views import checking, cohort, exploring, predicted, records, stand, told

TEXT = "ICE held 39,703 people in detention on January 12, 2025."
MOVED = {"beds_usable": 50_000.0}
PAGES: tuple[tuple[str, dict[str, Any]], ...] = (
    *((exploring.FIRST.name, {"scenario": name, **MOVED}) for name in FIRST),
    (stand.PAGE.name, {}),
    (checking.PAGE.name, {"text": TEXT}),
    (records.PAGE.name, {}),
    *((exploring.PAGE.name, {"scenario": name}) for name in FIRST),
    *((each.name, {}) for each in (told.SYSTEM, told.REPORTS, told.METHODS, predicted.PAGE, cohort.PAGE)),
)
"""What is opened first comes first."""


def steps(home: Path | None) -> Iterator[Step]:
    """Questions of every kind that takes long the first time, the short ones first."""
    for question in (Find(words="bed"), Latest(), Check(text=TEXT), Why(figure="beds_funded")):
        yield written_apart, (home, question, "json")
    yield from ((shown_apart, (home, *page)) for page in PAGES[:3])
    yield written_apart, (home, Run(draws=FIRST_DRAWS, set=("beds_usable=50000",)), "json")
    yield from ((written_apart, (home, Latest(), form)) for form in FORMS)
    yield from ((drawn_apart, (home, "explorer", State(draws=FIRST_DRAWS), form)) for form in ("svg", "png"))
    yield from ((shown_apart, (home, *page)) for page in PAGES[3:])
