"""What the reader of a run must know, in sentences: what it started from, what moved, what was cut."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from bedspace.model import courts, documents
from bedspace.model.system import HOLD_THE_START, NETWORK
from bedspace.parameters.scenario import scenario
from bedspace.studies.forecast.outlook import Outlook
from bedspace.studies.forecast.words import POLICY
from bedspace.studies.run.ahead import bridge as bridge_of
from bedspace.studies.run.request import everything_known
from bedspace.studies.run.runs import Answer
from bedspace.studies.run.starting_count import OLDEST_COUNT, newest_midnight

LEAST_DRAWS = 20
"""Draws of which one lies outside 9 in 10 on either side."""


def notes_of(answer: Answer) -> list[str]:
    """Notes of a run, each a sentence without its full stop."""
    return [
        *_of_the_start(answer),
        *answer.basis.flags,
        *_of_the_inflow(answer),
        *_of_the_arrests(answer),
        *_of_values(answer),
    ]


def age_today(answer: Answer, today: date) -> list[str]:
    """A note that the newest count has grown old, where a run starts on its day."""
    newest = newest_midnight(everything_known(answer.request))
    if answer.start != newest or (age := (today - newest).days) <= OLDEST_COUNT:
        return []
    return [f"the newest count is of {newest}, {age:,} days old; 'bedspace data add' reads newer releases"]


def band(draws: int, inflow: str = "held") -> str:
    """What the quantiles of a run mean; a single draw has none."""
    if draws == 1:
        return "One model run, the middle of every range: it has no interval."
    if draws < LEAST_DRAWS:
        return f"Only {draws} model runs: q05 and q95 are no interval that 9 of 10 runs lie in."
    if inflow == "forecast":
        return "Given these policies, 9 of 10 draws of the forecast lie between q05 and q95."
    return "Given this inflow and these policies, 9 of 10 model runs lie between q05 and q95."


def _of_the_start(answer: Answer) -> Iterator[str]:
    yield answer.count.words
    newest = newest_midnight(everything_known(answer.request))
    if answer.request.start is None and (newest - answer.start).days > OLDEST_COUNT:
        yield f"the start is the scenario's own; people held are known up to {newest}, and --start takes a later day"
    months = answer.basis.months
    yield f"exit rates are those of {', '.join(months)}"
    if answer.count.age > OLDEST_COUNT:
        yield f"that count is over {OLDEST_COUNT} days old: --stale-ok starts from it as if nothing had changed since"


def _of_the_inflow(answer: Answer) -> Iterator[str]:
    if answer.ahead is not None:
        yield from _of_the_forecast(answer, answer.ahead)
    for first, last in answer.holes:
        yield (
            f"no release covers the book-ins of {first} to {last}: they are those a day of the days before in that "
            f"month, and make book-ins of this run estimated"
        )
    if answer.scenario.inflow != "held":
        return
    if answer.request.inflow is None and scenario(answer.request.scenario).inflow == "forecast":
        yield "no forecast reaches this start from a count so old: book-ins are held instead"
    ice, cbp = answer.plan.inflow[-1]
    month, before = answer.basis.months[-1], answer.plan.estimates.book_ins
    yield (
        f"book-ins are held at {ice:,.0f} a day by ICE and {cbp:,.0f} by CBP (the last full month, {month}, had "
        f"{before[0]:,.0f} and {before[1]:,.0f})"
    )
    moving = "; ".join(still_moving(answer)) or "nothing but the stock"
    yield f"with book-ins held, this still moves: {moving}"


def _of_the_arrests(answer: Answer) -> Iterator[str]:
    if not answer.plan.from_arrests:
        return
    yield f"arrests begin at {answer.plan.newest.ice_level:,.0f} book-ins a day, the newest window before the start"
    yield (
        "no published figure identifies what borrowed agents, local partners and publicity do to arrests: the ranges "
        "include no effect"
    )


def _of_the_forecast(answer: Answer, ahead: Outlook) -> Iterator[str]:
    """How far the forecast's book-ins differ from held ones, and that no model of the past sees a change coming."""
    held, middle = answer.plan.estimates.book_ins.sum(), float(np.median(ahead.booked_in[1:].mean(0)))
    yield (
        f"book-ins are those of the forecast made on {ahead.origin}: {middle:,.0f} a day over the run in the middle "
        f"draw, {middle / held - 1:+.0%} against the {held:,.0f} of the last full month, {answer.basis.months[-1]}, "
        f"which --inflow held holds"
    )
    bridge = bridge_of(answer.catalogue, answer.scenario)
    yield (
        f"without a change people held are those of bedspace forecast --as-of {ahead.origin}, draw by draw, times "
        f"{bridge:.4f} for the scale of the official average; {POLICY[0].lower()}{POLICY[1:].rstrip('.')}"
    )
    if (end := answer.day(answer.plan.days)) > ahead.last:
        yield f"the forecast reaches {ahead.last}; from then to {end} its last day is repeated"


def still_moving(answer: Answer) -> list[str]:
    """What moves people held in a run, besides the stock itself, though book-ins are held."""
    outputs, settings, plan = answer.result.outputs, answer.plan.settings, answer.plan
    answering = settings.at("exit_elasticity", 0).any() and not np.allclose(plan.inflow[1:], plan.estimates.book_ins)
    found = {
        "releases at discretion, which an event stops (--off 'pressure on release')": answer.stopped.any(),
        "exits, which answer to book-ins other than before (--off 'exit elasticity')": answering,
        "exit rates, which drift from month to month (--off 'exit drift')": np.ptp(plan.drift) > 0,
        "releases for want of a bed (--off 'capacity release')": outputs["exits_capacity"].any(),
        "removals, which wait for seats (--off seats)": outputs["awaiting_seat"].any(),
        "removals, which wait for decisions and documents": plan.through_proceedings,
    }
    return [what for what, moves in found.items() if moves] + _dated(answer)


def _dated(answer: Answer) -> list[str]:
    """Policies on exits, and numbers of proceedings, whose dated value changes during the run."""
    start, end = answer.start, answer.day(answer.plan.days)
    names = {arrow.policy for arrow in NETWORK.hazards() if arrow.policy}
    names |= {*courts.PARAMETERS, *documents.PARAMETERS} if answer.plan.through_proceedings else set()
    ends = {name: (answer.catalogue[name].at(start), answer.catalogue[name].at(end)) for name in sorted(names)}
    return [f"{name}, dated: {first:g} to {last:g}" for name, (first, last) in ends.items() if first != last]


def _of_values(answer: Answer) -> Iterator[str]:
    held = [name for name, text in answer.asked["set"].items() if name in HOLD_THE_START and "@" not in text]
    if held:
        yield (
            f"{', '.join(held)} hold before the start too, where productivity and paces are set, so that much of "
            f"the change cancels out; --set NAME=VALUE@DATE changes a number from a day on"
        )
    if answer.result.law is not None and (cut := answer.result.law.docket.cut.mean(0)).any():
        yield (
            f"the removals counted leave no room for all of the priors: shares of slow and of refusing countries "
            f"are lower by {cut[0]:.1%} and {cut[1]:.1%} of orders in the mean"
        )
