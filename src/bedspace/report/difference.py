"""What the policies that a question asks about change: the same runs with and without, under the same keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bedspace.parameters.policy import policies
from bedspace.parameters.scenario import scenario
from bedspace.report.agreement import DISCRETION
from bedspace.report.findings import base_of
from bedspace.report.held import STOCK
from bedspace.report.numbers import Shown, band, between, day, rounded
from bedspace.report.parts import Card, Sentence, say
from bedspace.studies.run.runs import Answer

Array = NDArray[np.float64]

_TOTALS = {
    "arrested": ("arrests",),
    "booked in by ICE": ("book_ins_ice",),
    "removed": ("removals",),
    "released at discretion": DISCRETION,
}


@dataclass(frozen=True)
class Change:
    """The difference that the policies make, run by run.

    Attributes
    ----------
    policies : str
        Their titles, or that of the scenario.
    against : str
        Title of the scenario that is compared with; empty where it is the same without the policies.
    held : array, shape (n,)
        People held on the last day, with less without.
    totals : dict of str to array, shape (n,)
        People over all days, with less without, by what happened to them.
    """

    policies: str
    against: str
    held: Array
    totals: dict[str, Array]


def change(answer: Answer, base: Mapping[str, Array] | None) -> Change | None:
    """The difference from the outputs of the same runs without; None where the question adds no policy."""
    if base is None:
        return None
    with_them = answer.result.outputs
    base_scenario = scenario(base_of(answer.request.scenario))
    added = answer.scenario.policies[len(base_scenario.policies) :]
    told = {label: outputs for label, outputs in _TOTALS.items() if outputs[0] in answer.names}
    totals = {
        label: np.asarray(sum((with_them[name] - base[name])[1:].sum(0) for name in outputs))
        for label, outputs in told.items()
    }
    titles = " and ".join(f"“{policies()[name].title if name in policies() else name}”" for name in added)
    against = "" if added else f"“{base_scenario.title}”"
    return Change(titles or f"“{answer.scenario.title}”", against, (with_them[STOCK] - base[STOCK])[-1], totals)


def finding(answer: Answer, made: Change) -> Iterator[Sentence]:
    """What the policies change, and against what where that is another scenario."""
    yield _changed(answer, made)
    if made.against:
        yield say("This is the difference from {against}.", against=made.against)


def _changed(answer: Answer, made: Change) -> Sentence:
    low, middle, high = band(made.held)
    if not np.any(np.abs(made.held) >= 0.5):
        return say("{policies} changes nothing in the number of people held.", policies=made.policies)
    return say(
        "With {policies} the model holds {number} {which} people on {day} ({band}).",
        policies=made.policies,
        number=_shown(answer, abs(middle)),
        which="fewer" if middle < 0 else "more",
        day=day(answer.last),
        band=_signed(low, high),
    )


def card(answer: Answer, made: Change) -> Card:
    """The difference as a figure, with what else differs."""
    middle = float(np.median(made.held))
    lines = [_line(answer, label, values) for label, values in made.totals.items()]
    return Card(
        say("{sign}{number} held", sign=_sign(middle), number=_shown(answer, abs(middle))),
        f"difference that the policy makes by {day(answer.last)}",
        lines[-2:],
    )


def _sign(number: float) -> str:
    """Sign of a difference; none of one that rounds to nothing."""
    return "" if round(number) == 0 else "−" if number < 0 else "+"


def _line(answer: Answer, label: str, values: Array) -> Sentence:
    low, middle, high = band(values)
    if not np.any(np.abs(values) >= 0.5):
        return say("No difference in people {label}.", label=label)
    return say(
        "{number} {which} {label} ({band}).",
        number=_shown(answer, abs(middle)),
        which="fewer" if middle < 0 else "more",
        label=label,
        band=_signed(low, high),
    )


def _signed(low: float, high: float) -> str:
    """An interval of a difference, its sign in words where it is not the same at both ends.

    >>> _signed(-20.0, -3.0), _signed(-3.0, 20.0)
    ('3 to 20', '3 fewer to 20 more')
    """
    if low < -0.5 and high > 0.5:
        return f"{rounded(-low)} fewer to {rounded(high)} more"
    least, most = sorted((abs(low), abs(high)))
    return between(least, most, rounded)


def _shown(answer: Answer, value: float) -> Shown:
    return Shown(rounded(value), answer.rests_on(STOCK), "parameters")
