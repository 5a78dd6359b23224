"""The section on past growth: what it came from, and three runs with the book-ins that were counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bedspace.report.custody import DAYS
from bedspace.report.findings import END, LINES, START, Variant
from bedspace.report.held import counted_population
from bedspace.report.numbers import Shown, day, estimated, percent, three
from bedspace.report.parts import Block, Cell, Chart, Key, Section, Table, say
from bedspace.studies.policy.attribution import Attribution
from bedspace.studies.run.runs import Answer

_STYLES = dict(zip(LINES, ("frozen", "release policy", "policy"), strict=True))
_NAMES = dict(
    zip(
        LINES,
        (
            "exit rates frozen at October to December 2024",
            "only the change of release policy",
            "release and removal policy as dated",
        ),
        strict=True,
    )
)
_LABEL_GAP = 1_900.0
"""People between two labels at the ends of lines."""
_ASSUMED_MIX = (
    "These runs take later revisions of the data and the middle of every range. One exit rate serves all classes, as"
    " the dated rates are measured on everyone held. Policy"
    " alone moves exits in them; beds and seats bind nobody. They test the account of exits, not the forecast."
)


def section(answer: Answer, lines: Sequence[Variant], attributions: Sequence[Attribution]) -> Section:
    """Growth attributed, and the lines given the true book-ins."""
    blocks: list[Block] = [_attribution(attributions), say(_ASSUMED_MIX), _lines(answer, lines)]
    return Section("growth", "Looking back: more people in, or fewer out?", blocks)


def _orders(one: Attribution) -> dict[str, tuple[float, float]]:
    """Shares of exits and of book-ins by the order in which they change."""
    return {
        "exits first": (one.exits_first, one.inflow_last),
        "book-ins first": (one.exits_last, one.inflow_first),
    }


def _attribution(attributions: Sequence[Attribution]) -> Chart:
    boxes: list[dict[str, Any]] = []
    rows: list[list[Cell]] = []
    for one in attributions:
        for order, (exits, inflow) in _orders(one).items():
            name = f"{one.day.day} {one.day:%b}, {order}"
            boxes += _split(name, exits, inflow)
            rows.append(
                [name, three(one.growth), estimated(percent(exits), "growth"), estimated(percent(inflow), "growth")]
            )
    early, late = attributions
    title = say(
        "To {first}, fewer exits explain about {early} of the growth; to {last}, about {late}",
        first=day(early.day),
        early=_middle(early),
        last=day(late.day),
        late=_middle(late),
    )
    alt = say(
        "Stacked bars, one for each day and order of change, split into the share of growth explained by fewer exits"
        " and by more book-ins. {finding}.",
        finding=str(title),
    )
    return Chart(
        "growth-chart",
        "shares",
        title,
        f"Per cent of the growth of the detained population since {day(START)} against held book-ins and frozen exit"
        " rates; estimated. The split depends on which change comes first, so both orders are shown.",
        alt,
        {"boxes": boxes},
        [Key("exits", "E: fewer exits"), Key("book-ins", "I: more book-ins")],
        Table(
            "Attribution of growth (people, and shares of it)",
            ("To, order", "Growth", "Fewer exits", "More book-ins"),
            rows,
        ),
    )


def _split(name: str, exits: float, inflow: float) -> list[dict[str, Any]]:
    cut, end = 100 * exits, 100 * (exits + inflow)
    return [
        {"row": name, "part": "exits", "from": 0.0, "to": cut, "middle": cut / 2, "text": f"E {cut:.0f} %"},
        {
            "row": name,
            "part": "book-ins",
            "from": cut,
            "to": end,
            "middle": (cut + end) / 2,
            "text": f"I {end - cut:.0f} %",
        },
    ]


def _middle(one: Attribution) -> str:
    return f"{50 * (one.exits_first + one.exits_last):.0f} %"


def _lines(answer: Answer, lines: Sequence[Variant]) -> Chart:
    days = [START + timedelta(days=i) for i in range((END - START).days + 1)]
    layers: dict[str, list[dict[str, Any]]] = {
        _STYLES[line.name]: [
            {"day": when.isoformat(), "value": float(value)}
            for when, value in zip(days, line.population[2], strict=True)
        ]
        for line in lines
    }
    layers["counted"] = [{"day": when.isoformat(), "value": counted_population(answer, when)} for when in days]
    layers["label"] = _apart([rows[-1] for rows in layers.values()])
    misses = {line.name: _miss(answer, line) for line in lines}
    title = say(
        "With every dated policy the line ends {miss} the count; with exit rates frozen {frozen}",
        miss=_off(misses[LINES[2]]),
        frozen=_off(misses[LINES[0]]),
    )
    alt = say(
        "Line chart. People held given the true book-ins: three model lines end on {last} at {ends}; the count ends at"
        " {count}. {finding}.",
        last=day(END),
        ends=", ".join(f"{three(float(line.population[2][-1]))} ({_NAMES[line.name]})" for line in lines),
        count=three(counted_population(answer, END)),
        finding=str(title),
    )
    return Chart(
        "lines-chart",
        "lines",
        title,
        "People held at midnight, official scale, 19 January to 18 July 2025, given the book-ins that came; estimated.",
        alt,
        layers,
        [
            *(Key(_STYLES[line.name], _NAMES[line.name]) for line in lines),
            Key("counted", "counted, on the official scale"),
        ],
        _table(answer, lines),
    )


def _apart(ends: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Labels for the ends of lines, moved up where they would touch."""
    labels: list[dict[str, Any]] = []
    for end in sorted(ends, key=lambda end: float(end["value"])):
        lowest = labels[-1]["value"] + _LABEL_GAP if labels else end["value"]
        labels.append(end | {"text": three(end["value"]), "value": max(end["value"], lowest)})
    return labels


def _miss(answer: Answer, line: Variant) -> float:
    return float(line.population[2][-1]) / counted_population(answer, END) - 1


def _off(miss: float) -> str:
    return f"{100 * abs(miss):.1f} % {'above' if miss > 0 else 'below'}"


def _table(answer: Answer, lines: Sequence[Variant]) -> Table:
    rows: list[list[Cell]] = [
        [
            _NAMES[line.name],
            *(estimated(three(float(line.population[2][(when - START).days])), "growth") for when in DAYS),
            _off(_miss(answer, line)),
        ]
        for line in lines
    ]
    counts: list[Cell] = [Shown(three(counted_population(answer, when)), None, "p-ddp_bridge") for when in DAYS]
    rows.append(["counted, times the dated bridge (estimated)", *counts, ""])
    columns = ("Line", *(day(when) for when in DAYS), f"Against the count on {day(END)}")
    return Table("People held given the true book-ins", columns, rows)
