"""How exit rates answer on a day to policy, pressure, inflow, drift and petitions.

What follows from parameters alone is found once for the whole run. Axes: n draws, t rows, f exit forms.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.expected.state import Baseline, DayParameters, State
from bedspace.engines.law import Response
from bedspace.engines.plan import COURT_ORDER, HAZARDS, IS_BARRED, IS_DECIDED, IS_DISCRETIONARY, Plan
from bedspace.model import courts, pressure

Array = NDArray[np.float64]

_ELASTIC, _DISCRETIONARY, _DECIDED = range(3)


class Responses:
    """The answers of a plan.

    Attributes
    ----------
    to_long_stays : bool
        Whether those held over 180 days are asked for: petitions answer to how many they are.
    """

    def __init__(self, plan: Plan, baseline: Baseline):
        self._plan, self._policy, self._measured = plan, _policy(plan), _measured(plan)
        self._any_measured, self._nothing = bool(self._measured.any()), np.zeros((len(HAZARDS), plan.settings.draws))
        self._stopped = _stopped(plan, baseline.stopped)
        self._left = np.exp(-plan.settings.over_the_run("pressure_on_release") * self._stopped) / baseline.in_rates
        self._pace = np.ascontiguousarray(plan.drift.transpose(0, 2, 1)) * plan.exit_level[:, None, :]
        self._before = plan.estimates.book_ins.sum()
        kinds = np.where(IS_DISCRETIONARY, _DISCRETIONARY, _ELASTIC)
        self._kinds = np.where(IS_DECIDED & plan.through_proceedings, _DECIDED, kinds)
        asked = [arrow.parameter for arrow in HAZARDS if not arrow.estimated]
        self.to_long_stays = bool(plan.settings.over_the_run("habeas_rate").any())
        self._adds = self.to_long_stays or any(plan.settings.over_the_run(name).any() for name in asked)
        self._answers = np.ones((3, plan.settings.draws))

    def of(self, today: DayParameters, state: State, row: int) -> Response:
        """The answer of one day."""
        elastic = (np.maximum(state.inflow, 1) / self._before) ** today["exit_elasticity"]
        # what a mechanism already moves, elasticity must not move a second time
        discretionary = np.where(self._stopped[row] > 0, 1.0, elastic) * self._left[row]
        self._answers[_ELASTIC], self._answers[_DISCRETIONARY] = elastic, discretionary
        at = row if len(self._policy) > 1 else 0
        answers = self._answers[self._kinds]
        if self._any_measured:
            answers = np.where(self._measured[at], 1.0, answers)
        by_form = answers * self._policy[at]
        return Response(self._pace[row].T, by_form.T, self._added(today, state, by_form).T)

    def _added(self, today: DayParameters, state: State, by_form: Array) -> Array:
        """Hazards that no estimate gives, shape (f, n): exits whose rate is a parameter, and petitions."""
        if not self._adds:
            return self._nothing
        added = np.zeros_like(by_form)
        for f, arrow in enumerate(HAZARDS):
            if not arrow.estimated:
                added[f] = today[arrow.parameter] * by_form[f]
        over = state.over / np.maximum(state.held, 1)
        state.petitioned = courts.petitions(state.petitioned, today["habeas_rate"] * over, today["habeas_delay"])
        added[COURT_ORDER] += state.petitioned
        return added


def _stopped(plan: Plan, before: Array) -> Array:
    """How far release at discretion is stopped on each day, shape (t, n)."""
    event, days = plan.settings.over_the_run("release_event"), plan.settings.over_the_run("release_return")
    path = np.empty((plan.days + 1, plan.settings.draws))
    path[0] = before
    for row in range(1, plan.days + 1):
        at, in_days = min(row, len(event) - 1), min(row, len(days) - 1)
        path[row] = pressure.stopped(path[row - 1], event[at], days[in_days])
    return path


def _measured(plan: Plan) -> NDArray[np.bool_]:
    """Where a dated policy moves a form, shape as `_policy`: its size is measured with all that moved the rate."""
    ones = np.ones((1, plan.settings.draws))
    of = [
        plan.settings.over_the_run(arrow.policy) if arrow.policy and not arrow.discretionary else ones
        for arrow in HAZARDS
    ]
    rows = len(_policy(plan))
    return np.asarray(np.stack([np.broadcast_to(factor, (rows, plan.settings.draws)) for factor in of], 1) != 1)


def _policy(plan: Plan) -> Array:
    """Factors of dated policy on each form, shape (1 or t, f, n): one row where none changes during the run."""
    mandatory = plan.settings.over_the_run("mandatory_detention")
    open_to_release = courts.releasable(mandatory, mandatory[0])
    factors = []
    for f, arrow in enumerate(HAZARDS):
        factor = plan.settings.over_the_run(arrow.policy) if arrow.policy else np.ones((1, plan.settings.draws))
        if IS_BARRED[f]:
            factor = factor * open_to_release
        factors.append(factor)
    rows = max(len(factor) for factor in factors)
    return np.stack([np.broadcast_to(factor, (rows, plan.settings.draws)) for factor in factors], 1)
