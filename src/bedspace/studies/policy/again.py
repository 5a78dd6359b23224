"""A run compiled again from its own data, with other draws of its numbers and noise."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.plan import Plan, compile_plan
from bedspace.parameters.settings import Settings, settings
from bedspace.studies.run.response import answered, before_start
from bedspace.studies.run.runs import Answer

Keyed = Callable[[str, int], NDArray[np.float64]]


def again(
    answer: Answer, draws: int, keyed: Keyed, changed: Callable[[Settings], Settings] = lambda drawn: drawn
) -> Plan:
    """The plan of an answer with other draws.

    Parameters
    ----------
    answer : Answer
    draws : int
    keyed : callable
        Uniform numbers by purpose and count.
    changed : callable, optional
        What is done to the settings once they are drawn.
    """
    plan = answer.plan
    drawn = settings(answer.catalogue, answer.start, plan.days, draws, keyed)
    if plan.from_arrests:
        drawn = answered(drawn, answer.catalogue, keyed)
    drawn = changed(drawn)
    return compile_plan(
        drawn,
        plan.estimates,
        plan.inflow,
        plan.weekdays,
        keyed,
        from_arrests=plan.from_arrests,
        exit_level=plan.exit_level,
        newest=plan.newest,
        beds_lost=plan.beds_lost,
        before=before_start(drawn, answer.catalogue, answer.start, keyed),
    )
