"""What was asked of a run and changes nothing in it: policies, values, switches, changes of a scenario file.

Each is taken away and a few draws are run again under the same keys. Where no bit of any output differs, it is
told by name with the reason, since its zero would read like a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np

from bedspace.parameters.parameter import Parameter
from bedspace.parameters.policy import Policy, policy
from bedspace.studies.run.runs import Answer, Request, run
from bedspace.studies.run.together import first_draws, planned, run_abreast

FEW = 4
"""Draws that are enough to see a change: each mechanism acts in every draw, or rests on a number of every draw."""


def idle(answer: Answer, beside: Sequence[Answer] = ()) -> list[str]:
    """Sentences, without full stops, on what the request of a run asks for in vain.

    Parameters
    ----------
    answer : Answer
    beside : sequence of Answer
        Runs made already: one that is this run without a thing asked for is not made again.
    """
    asked = list(asked_for(answer.request))
    found = [
        f"{each.name} changes nothing in this run: {_reason(each, full, other)}"
        for each, (full, other) in zip(asked, _with_and_without(answer, asked, beside), strict=True)
        if _same(full, other)
    ]
    return [*found, *_after_the_end(answer)]


def _with_and_without(
    answer: Answer, asked: Sequence[Asked], beside: Sequence[Answer]
) -> Iterator[tuple[Answer, Answer]]:
    """Two runs that differ by one thing asked for: made already, or of a few draws of this run, all in one pass.

    What a run is made from before its first day takes a few draws of runs of their own.
    """
    made = [next((one for one in beside if one.request == each.without), None) for each in asked]
    few = first_draws(answer, FEW)
    plans = [None if one else planned(few, each.without) for one, each in zip(made, asked, strict=True)]
    some = [few, *(each for each in plans if each)]
    full, *others = run_abreast(some) if len(some) > 1 else some
    alone = cache(lambda: _few(answer.request))
    for each, one, plan in zip(asked, made, plans, strict=True):
        if one:
            yield answer, one
        elif plan:
            yield full, others.pop(0)
        else:
            yield alone(), _few(each.without)


def _few(request: Request) -> Answer:
    return run(replace(request, draws=min(request.draws, FEW)))


@dataclass(frozen=True)
class Asked:
    """One thing asked for, the days from and to which it holds, and the request without it.

    Attributes
    ----------
    name : str
    without : Request
    policy : Policy or None
        None for a value or a switch.
    first, last : date
    """

    name: str
    without: Request
    policy: Policy | None = None
    first: date = date.min
    last: date = date.max


def asked_for(request: Request) -> Iterator[Asked]:
    """Policies, values and switches on top of the scenario, one at a time."""
    base, *names = [request.scenario] if Path(request.scenario).is_file() else request.scenario.split("+")
    for number, name in enumerate(names):
        others = "+".join((base, *names[:number], *names[number + 1 :]))
        chosen = policy(name)
        changes = chosen.changes
        first, last = min(each.since for each in changes), max(each.until or date.max for each in changes)
        yield Asked(f"policy {name}", replace(request, scenario=others), chosen, first, last)
    for name, text in request.sets.items():
        _, _, since = text.partition("@")
        first = date.fromisoformat(since) if since else date.min
        yield Asked(f"--set {name}={text}", replace(request, sets=_less(request.sets, name)), first=first)
    for name in request.off:
        yield Asked(f"--off '{name}'", replace(request, off=tuple(each for each in request.off if each != name)))


def _less(sets: Mapping[str, str], name: str) -> Mapping[str, str]:
    return {key: text for key, text in sets.items() if key != name}


def _same(one: Answer, other: Answer) -> bool:
    mine, theirs = one.result.outputs, other.result.outputs
    return one.names == other.names and all(np.array_equal(mine[name], theirs[name]) for name in one.names)


def _reason(asked: Asked, answer: Answer, other: Answer) -> str:
    start, end = answer.start, answer.day(answer.plan.days)
    if asked.first > end:
        return f"it begins on {asked.first}, after the run, which ends on {end}"
    if asked.last < start:
        return f"it ends on {asked.last}, before the run, which starts on {start}"
    days = [answer.day(row) for row in range(answer.plan.days + 1)]
    moved = [name for name, mine in answer.catalogue.items() if _differs(mine, other.catalogue[name], days)]
    if not moved:
        return f"from {start} to {end} every number has the same value without it"
    return f"{', '.join(moved)} moves no output of this run"


def _differs(one: Parameter, other: Parameter, days: Sequence[date]) -> bool:
    return one.prior != other.prior or any(one.stated(day) != other.stated(day) for day in days)


def _after_the_end(answer: Answer) -> Iterator[str]:
    """Changes of the scenario's own file that begin after the run; those of the user are told apart."""
    end = answer.day(answer.plan.days)
    for change in answer.scenario.changes:
        if change.since > end and change.reason != "set by the user":
            yield (
                f"the change of {change.parameter} on {change.since} in scenario {answer.scenario.name} changes "
                f"nothing in this run, which ends on {end}"
            )
