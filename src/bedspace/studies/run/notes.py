"""What the reader of a run must know, in sentences: what it started from, what moved, what was cut."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bedspace.model import courts, documents
from bedspace.model.system import HOLD_THE_START, NETWORK
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


def band(draws: int) -> str:
    """What the quantiles of a run mean; a single draw has none."""
    if draws == 1:
        return "One model run, the middle of every range: it has no interval."
    if draws < LEAST_DRAWS:
        return f"Only {draws} model runs: q05 and q95 are no interval that 9 of 10 runs lie in."
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
    if answer.scenario.inflow != "held":
        return
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
    held = [name for name, text in answer.record["set"].items() if name in HOLD_THE_START and "@" not in text]
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
