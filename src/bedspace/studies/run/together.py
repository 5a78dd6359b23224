"""One run under several sets of dated changes, or of values: one estimate, one set of draws, as few passes as fit.

Every answer has the bits that a run of its own has. What a change moves is read anew; data, estimates, drift and keys
are those of the run.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.expected.run import abreast
from bedspace.errors import Fault, UsageError
from bedspace.parameters.catalogue import catalogue
from bedspace.parameters.change import Change
from bedspace.studies.run.compiling import Compiling, Prepared, Shared
from bedspace.studies.run.record import RESULT_HASH, asked_of
from bedspace.studies.run.request import Request, refuse_idle
from bedspace.studies.run.runs import Answer, run, stated

Changes = Sequence[Change]
REMEMBERED = "release_event"
"""The parameter whose values before the start a run looks back on."""


def together(
    answer: Answer,
    changed: Sequence[Changes],
    progress: Callable[[int], None] = lambda _: None,
    outputs: Collection[str] | None = None,
) -> list[Answer]:
    """The run again with each of some sets of changes on top of its own.

    Parameters
    ----------
    answer : Answer
    changed : sequence of sequences of Change
    progress : callable, optional
        Told how many draws were run, after each pass.
    outputs : collection of str, optional
        See `run_abreast`.

    Raises
    ------
    UsageError
        For a change of what rates, drift or the count of the start are made from.
    """
    return run_abreast([with_changes(answer, changes) for changes in changed], progress, outputs)


def run_abreast(
    answers: Sequence[Answer],
    progress: Callable[[int], None] = lambda _: None,
    outputs: Collection[str] | None = None,
) -> list[Answer]:
    """Answers with the results that their plans have now; all of one start and estimate.

    Where outputs are named, these are all that the results tell; it takes half the time.
    """
    results = abreast([answer.plan for answer in answers], progress, outputs)
    return [replace(answer, result=result) for answer, result in zip(answers, results, strict=True)]


def rerun(answer: Answer, request: Request) -> Answer:
    """What `run` gives, sooner where all but policies, values and switches is as in a run that was made already.

    Raises
    ------
    UsageError
        As `run` does.
    """
    made = planned(answer, request)
    return run_abreast([made])[0] if made else run(request)


def planned(answer: Answer, request: Request) -> Answer | None:
    """The draws of an answer under the policies, values and switches of a request, and not yet run.

    None where these move what rates, drift or the count of the start are made from: such a run is made on its own.
    """
    making = _making(replace(answer, request=request))
    made = making.prepared
    moved = {name for name, each in made.catalogue.items() if each != answer.catalogue[name]}
    if REMEMBERED in moved or not all(catalogue()[name].reaches for name in moved):
        return None
    refuse_idle(made.scenario, made.catalogue)
    plan = making.moved(answer.plan, answer.catalogue)
    if made.scenario.policies != answer.scenario.policies:
        plan = replace(plan, before=making.before(plan.settings))
    asked = asked_of(request, made.scenario, made.catalogue, made.vintage, made.count)
    return replace(answer, request=request, scenario=made.scenario, catalogue=made.catalogue, plan=plan, asked=asked)


def first_draws(answer: Answer, many: int) -> Answer:
    """The plan of the first draws of an answer, and not yet run."""
    ahead = answer.ahead.of_draws(slice(many)) if answer.ahead else None
    return replace(answer, plan=answer.plan.of_draws(slice(many)), ahead=ahead)


def of_draws(answer: Answer, chosen: NDArray[np.int64]) -> Answer:
    """The plan of some draws of an answer, and not yet run: its result is still that of all."""
    return replace(answer, plan=answer.plan.of_draws([int(number) for number in chosen]))


def with_changes(answer: Answer, changes: Changes) -> Answer:
    """The answer with changes on top of its own in its plan, and not yet run: its result is still the old one."""
    if fixed := [each.parameter for each in changes if not catalogue()[each.parameter].reaches]:
        raise UsageError(Fault(", ".join(fixed), "a run is made from it before its first day", "a run of its own"))
    request = replace(answer.request, changes=(*answer.request.changes, *changes))
    asked = {**answer.asked, "changes": [each.model_dump(mode="json", by_alias=True) for each in request.changes]}
    return _planned(replace(answer, request=request, asked={**asked, RESULT_HASH: ""}))


def _planned(answer: Answer) -> Answer:
    """The answer with the plan that its request has, rates and drift as they are."""
    making = _making(answer)
    made, plan = making.prepared, making.moved(answer.plan, answer.catalogue)
    return replace(answer, scenario=made.scenario, catalogue=made.catalogue, plan=plan)


def _making(answer: Answer) -> Compiling:
    request = answer.request
    chosen, vintage, base, known = stated(request)
    chosen = chosen.model_copy(update={"inflow": answer.scenario.inflow})
    made = Prepared(request, chosen, known, vintage, answer.basis, answer.count, answer.plan.estimates, base)
    return Compiling(made, range(answer.plan.settings.draws), Shared(answer.ahead, answer.plan.start_factor))
