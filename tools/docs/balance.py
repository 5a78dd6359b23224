"""People held and the flows that lead there, the model against the counts, at each release of February to June 2025."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from bedspace.figures.series import data_through
from bedspace.figures.windows import Window, between, windows
from bedspace.parameters.catalogue import catalogue
from bedspace.report.agreement import DISCRETION, FIRST, LAST
from bedspace.report.numbers import three
from bedspace.studies.estimate.held import official_scale
from bedspace.studies.run.runs import Answer
from tools.docs.markdown import markdown

HELD = "midnight_population"
ALL_EXITS = (
    "removals",
    "exits_bond",
    *DISCRETION,
    "exits_court_order",
    "exits_relief",
    "exits_transfer",
    "exits_other",
)
"""Exits that the official table counts."""
COMPARED = {
    "ICE": ("ice_book_ins", ("book_ins_ice",)),
    "CBP": ("cbp_book_ins", ("book_ins_cbp",)),
    "removed": ("removals_from_custody", ("removals",)),
    "at discretion": ("discretionary_releases", DISCRETION),
    "bond": ("bonded_out", ("exits_bond",)),
    "all counted exits": ("book_outs", ALL_EXITS),
}
HEAD = """
People held at the last day of each window, and flows a day in it: model, median / counted.

"""


def counted_held(day: date) -> float:
    """People held by the daily count, on the official scale."""
    return official_scale(data_through(day).value("ddp_midnight_population", day.isoformat()), catalogue(), day)


def told(answer: Answer, day: date) -> str:
    """The median run against the count of a day."""
    held, counted = _held(answer, day), counted_held(day)
    against = f"{held / counted - 1:+.1%} against the {three(counted)} counted"
    return f"{three(held)} people on {day.day} {day:%B %Y}, {against}"


def section(answer: Answer) -> str:
    """The table of a run, and what its people held at the last day miss by which flow."""
    found = between(windows(data_through(date(2025, 12, 31))), FIRST, LAST)
    return f"{HEAD}{markdown([_row(answer, window) for window in found])}\n\n{_parts(answer, found)}"


def _row(answer: Answer, window: Window) -> dict[str, str]:
    held, counted = _held(answer, window.through), counted_held(window.through)
    flows_a_day = {
        name: f"{_total(answer, outputs, window) / window.days:,.0f} / {window.a_day(flow) or 0:,.0f}"
        for name, (flow, outputs) in COMPARED.items()
    }
    return {
        "through": str(window.through),
        "held": f"{held:,.0f} / {counted:,.0f}",
        "model against count": f"{held / counted - 1:+.1%}",
        **flows_a_day,
    }


def _parts(answer: Answer, found: tuple[Window, ...]) -> str:
    """The miss at the last day as a sum of the misses of flows, in people."""
    before = FIRST - timedelta(days=1)
    counted = {name: sum(w.flows[flow].count for w in found) for name, (flow, _) in COMPARED.items()}
    model = {name: sum(_total(answer, outputs, w) for w in found) for name, (_, outputs) in COMPARED.items()}
    more = {name: model[name] - counted[name] for name in COMPARED}
    first, last = (_held(answer, day) - counted_held(day) for day in (before, LAST))
    other = more["all counted exits"] - sum(more[name] for name in ("removed", "at discretion", "bond"))
    parts = {
        f"held on {before}": first,
        "book-ins by ICE": more["ICE"],
        "hand-overs by CBP": more["CBP"],
        "removals": -more["removed"],
        "releases at discretion": -more["at discretion"],
        "bond": -more["bond"],
        "transfers, relief and other counted exits": -other,
    }
    uncounted = last - sum(parts.values())
    parts |= {"exits that no table counts: more in the model than the balance of the counts shows": uncounted}
    rows = [{"miss of": name, "people": f"{value:+,.0f}"} for name, value in parts.items()]
    return (
        f"What the {last:+,.0f} people of {LAST} are made of, model less count, medians:\n\n"
        f"{markdown([*rows, {'miss of': f'held on {LAST}', 'people': f'{last:+,.0f}'}])}\n"
    )


def _held(answer: Answer, day: date) -> float:
    return float(np.median(answer.result.outputs[HELD][answer.row(day)]))


def _total(answer: Answer, outputs: tuple[str, ...], window: Window) -> float:
    return float(np.median(np.sum([answer.total(name, window.first, window.through) for name in outputs], axis=0)))
