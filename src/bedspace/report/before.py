"""What was counted in the fortnights before a run: where its flows stood when it began."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bedspace.figures.windows import Window, windows
from bedspace.report.addresses import ICE, linked, publishers
from bedspace.report.numbers import Shown, counted, span, whole
from bedspace.report.parts import Block, Card, Cell, Section, Table, say
from bedspace.studies.run.runs import Answer

FORTNIGHTS = 8
"""The most that the page shows."""
_COLUMNS = {
    "ice_book_ins": "Booked in, ICE",
    "cbp_book_ins": "Booked in, CBP",
    "removals_from_custody": "Removed",
    "discretionary_releases": "At discretion",
    "bonded_out": "On bond",
}


def counted_before(answer: Answer) -> list[Window]:
    """The last windows that end by the start of a run and have every flow."""
    every = (w for w in windows(answer.vintage) if w.through <= answer.start and set(_COLUMNS) <= set(w.flows))
    return sorted(every, key=lambda window: window.first)[-FORTNIGHTS:]


def cards(answer: Answer) -> Iterator[Card]:
    """People in and people out a day, as counted last; none where nothing was counted."""
    for last in counted_before(answer)[-1:]:
        days = span(last.first, last.through)
        yield Card(
            say("{number} a day", number=_shown(last, "ice_book_ins")),
            f"arrested by ICE and booked in, counted {days}",
            [say("{number} a day were handed over by CBP.", number=_shown(last, "cbp_book_ins"))],
        )
        yield Card(
            say("{number} a day", number=_shown(last, "removals_from_custody")),
            "removed from custody, counted on the same days",
            [
                say("{number} a day were released at ICE's discretion.", number=_shown(last, "discretionary_releases")),
                say("{number} a day were released on bond.", number=_shown(last, "bonded_out")),
            ],
        )


def section(found: Sequence[Window]) -> Section:
    """The fortnights, flow by flow, with their releases."""
    rows: list[list[Cell]] = [
        [span(w.first, w.through), *(whole(w.a_day(flow) or 0.0) for flow in _COLUMNS), _source(w)] for w in found
    ]
    columns = ("Days", *_COLUMNS.values(), "Source")
    anchors = [_anchor(window) for window in found]
    table = Table("People a day (all counted)", columns, rows, frozenset({0, len(columns) - 1}), anchors)
    blocks: list[Block] = [
        say("Each row is the difference of two releases of ICE's detention statistics, over the days between them."),
        table,
    ]
    return Section("flows", "What was counted before, fortnight by fortnight", blocks)


def _shown(window: Window, flow: str) -> Shown:
    return counted(whole(window.a_day(flow) or 0.0), _anchor(window))


def _anchor(window: Window) -> str:
    return f"fortnight-{window.first}"


def _source(window: Window) -> Cell:
    ends = [figure.origin for figure in (window.later, window.earlier) if figure]
    place = f"{' less '.join(end.file for end in ends)}, sheet {ends[0].sheet}, monthly rows"
    return linked(publishers()[ICE], "ICE", place)
