"""The level of exits that takes each draw along a given course of people held, found day by day.

Only what moves custody is run: exits at counted rates and book-ins as given, without arrests, seats or limits of beds.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.expected.by_rate import ByRate
from bedspace.engines.expected.response import Responses
from bedspace.engines.expected.run import INFLOW_MEMORY, by_class, inflow_given
from bedspace.engines.expected.start import start
from bedspace.engines.expected.state import DayParameters
from bedspace.engines.plan import Plan

Array = NDArray[np.float64]


def exit_level(plan: Plan, held: Array) -> Array:
    """Factor on all exit rates with which a plan holds so many people.

    Parameters
    ----------
    plan : Plan
        Removal at the counted rate, book-ins given.
    held : array, shape (t, n)
        People at midnight; row 0 is not asked for.

    Returns
    -------
    array, shape (t, n)
    """
    if plan.settings.draws == 1:  # see `bedspace.engines.expected.run.run`
        return exit_level(plan.of_draws([0, 0]), held[:, [0, 0]])[:, :1]
    begin = start(plan)
    state = begin.state
    custody = state.custody
    assert isinstance(custody, ByRate), "a course is followed at counted rates"
    levels, responses, given = np.ones(held.shape), Responses(plan, begin.baseline), inflow_given(plan)
    for row in range(1, plan.days + 1):
        today = DayParameters(plan, row)
        people = by_class(plan, *given[row])
        answer = responses.of(today, state, row)
        stay = held[row] - people.sum(-1)
        levels[row] = custody.thinned_to(answer, stay, levels[row - 1])
        custody.admit(people)
        state.inflow = state.inflow + (people.sum(-1) - state.inflow) / INFLOW_MEMORY
    return levels
