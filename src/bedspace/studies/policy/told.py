"""A comparison in sentences: one for each output and period, what it turns on, and whether nothing gives nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bedspace.parameters.catalogue import catalogue
from bedspace.parameters.change import Change
from bedspace.studies.claims.questions import three
from bedspace.studies.policy.compare import COST, Comparison, Difference
from bedspace.studies.policy.turns import ENOUGH, turns_on
from bedspace.studies.run.runs import Answer, run
from bedspace.units import Unit

LEAST_DRAWS = 20
"""Draws of which one lies outside 9 in 10 on either side."""
LEAST_PER_CENT = 0.05
"""Per cent that are told with a sign."""
HALF = 0.5
"""Of the last place told, below which nothing is."""
_TOLD = {
    Unit.SHARE: (100.0, " %", 0.01),
    Unit.USD_PER_DAY: (1e-6, " million dollars", 0.1),
    Unit.DAYS: (1.0, " days", 0.1),
    Unit.RATIO: (1.0, "", 0.01),
}
"""How units are told: factor, word and last place; all others come whole, by their own name."""


def moves(of: Difference) -> bool:
    """Whether any run differs by half of the last place told."""
    factor, _, place = _told(of)
    return bool(np.abs(of.difference).max() * factor >= HALF * place)


def unmoved(found: Comparison, still: Sequence[Difference]) -> str:
    """Outputs that differ in no run, in one sentence, with what does not bind where beds are among the changes."""
    named = dict.fromkeys(each.of.label if each.of.label[1:2].isupper() else _small(each.of.label) for each in still)
    other = next(each for each in found.others if each.scenario.name == still[0].other)
    base, then = found.base.result.outputs, other.result.outputs
    said = f"No difference in any run in {'; '.join(named)}"
    more_room = not np.array_equal(base["occupancy_usable"], then["occupancy_usable"])
    if more_room and "Released for want of a bed" in [each.of.label for each in still]:
        released = three(float(base["exits_capacity"][1:].sum(0).mean()))
        why = f"what changes are usable beds, and in the base {released} people are released for want of one"
        return f"{said}: {why}. Counted rates hold their limits already; `bedspace bottleneck` takes beds as one."
    return f"{said}."


def sentence(of: Difference) -> str:
    """One output over one period: the mean difference with its interval, per cent, and the means of both."""
    where = _where(of)
    factor, word, place = _told(of)
    if not moves(of):
        return (
            f"{of.of.label} {where}: no difference in any run ({_value(of, float(of.values.mean()))} [{of.rests_on}])."
        )
    low, high = of.ends
    mean = _signed(of, float(of.difference.mean()))
    ends = [_signed(of, end) for end in (low, high) if end is not None and len(of.difference) >= LEAST_DRAWS]
    if {mean, *ends} == {"0"}:
        return f"{of.of.label} {where}: no difference large enough to tell ({_value(of, float(of.values.mean()))})."
    within = f" ({ends[0]} to {ends[1]} in 9 of 10 runs)" if ends else ""
    percent = "" if of.per_cent is None or of.of.unit == Unit.SHARE else f", {_per_cent(of.per_cent)}"
    base, other = float(of.values.mean()), float((of.values + of.difference).mean())
    points = " points" if of.of.unit == Unit.SHARE else word
    both = f"{_number(other * factor, place)} [{of.rests_on}] against {_value(of, base)}"
    return f"{of.of.label} {where}: {mean}{points}{within}{percent}; {both} in the mean."


def _per_cent(value: float) -> str:
    return f"{value:+,.1f} %" if abs(value) >= LEAST_PER_CENT else f"under {2 * LEAST_PER_CENT:g} %"


def _where(of: Difference) -> str:
    how = "in" if of.summed else "on average in"
    if len(of.period) == len("2025-01-20"):
        return f"on {of.period}"
    return f"{how} {of.period}{f' {of.part}' if of.part else ''}"


def _told(of: Difference) -> tuple[float, str, float]:
    return _TOLD.get(of.of.unit, (1.0, f" {of.unit}", 1.0))


def _number(value: float, place: float) -> str:
    """Three digits at most, and none below the last place."""
    return three(round(float(f"{value:.3g}") / place) * place)


def _signed(of: Difference, value: float) -> str:
    factor, _, place = _told(of)
    number = _number(abs(value) * factor, place)
    return number if number == "0" else f"{'+' if value > 0 else '-'}{number}"


def _value(of: Difference, value: float) -> str:
    factor, word, place = _told(of)
    return f"{_number(value * factor, place)}{word}"


def turning(found: Comparison, other: Answer, output: str) -> str:
    """What the difference in an output turns on, in one sentence; empty where it differs nowhere."""
    own = [each for each in found.of(other) if each.output == output]
    if not own or not own[-1].difference.any():
        return ""
    last = own[-1]
    if len(last.difference) < ENOUGH:
        return f"What it turns on is told from {ENOUGH} draws on."
    shares = turns_on(other, last.difference)
    if not shares:
        return f"The difference in {_small(last.of.label)} turns on no single assumed number."
    named = ", ".join(f"{_label(name)} ({share:.0%})" for name, share in [*shares.items()][:3])
    return f"The difference in {_small(last.of.label)} turns on {named}: shares of its variance."


def _label(name: str) -> str:
    known = catalogue()
    return _small(known[name].label) if name in known else name


def _small(text: str) -> str:
    return text if text[:2].isupper() else text[0].lower() + text[1:]


def nothing_gives_nothing(base: Answer) -> str:
    """The null check: the base with a change by the factor one is held against the base, bit by bit.

    A few of its runs are enough: each mechanism acts in every run.
    """
    first = {"parameter": "beds_usable", "from": base.day(1), "how": "multiply", "value": 1, "reason": "null check"}
    request = replace(base.request, changes=(*base.request.changes, Change.model_validate(first)))
    again, of_base = run(request, first=LEAST_DRAWS).result.outputs, base.result.outputs
    differing = [name for name, few in again.items() if not np.array_equal(of_base[name][:, :LEAST_DRAWS], few)]
    if not differing:
        runs = f"the first {LEAST_DRAWS} runs" if base.plan.settings.draws > LEAST_DRAWS else "any run"
        return f"Null check: a change of nothing moves no bit of {len(again)} outputs in {runs}."
    return f"Null check FAILED: a change of nothing moves {', '.join(differing)}."


def headline(found: Comparison) -> str:
    """The output that is told to turn on something: people held if compared, else the first."""
    names = [each.output for each in found.differences if each.output != COST.name]
    return "midnight_population" if "midnight_population" in names else names[0]
