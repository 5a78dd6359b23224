"""From a scenario and its data to a plan, with the forecast where the scenario takes its book-ins from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.drawn import Keyed
from bedspace.engines.plan import Estimates, Plan, compile_plan
from bedspace.engines.streams import stream
from bedspace.errors import UsageError
from bedspace.figures.series import Vintage, as_of
from bedspace.parameters.catalogue import Catalogue
from bedspace.parameters.scenario import Dated
from bedspace.parameters.settings import Settings, settings
from bedspace.studies.forecast.outlook import Outlook
from bedspace.studies.run.ahead import ahead, leading_along, without_change
from bedspace.studies.run.inputs import Sight, inflow_ahead, inflow_of, observed_exit_level, started
from bedspace.studies.run.newest import newest
from bedspace.studies.run.request import Request, source_of_request
from bedspace.studies.run.response import answered, beds_lost, before_start
from bedspace.studies.run.starting_count import starting_count

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Compiling:
    """What the plan of a run is made from.

    Attributes
    ----------
    request, scenario, catalogue, vintage : see `bedspace.studies.run.runs.Answer`
    estimates : Estimates
        With the people held at the start.
    base : Catalogue
        Parameters of the scenario, without what the user sets.
    months : sequence of str
        Months from which the exit rates are.
    """

    request: Request
    scenario: Dated
    catalogue: Catalogue
    vintage: Vintage
    estimates: Estimates
    base: Catalogue
    months: Sequence[str]

    @cached_property
    def ahead(self) -> Outlook | None:
        """The forecast of the run; None where book-ins come from elsewhere."""
        if self.scenario.inflow != "forecast":
            return None
        source = source_of_request(self.request)
        return ahead(self.scenario, self.catalogue, self.vintage, self.request.draws, self._keyed, source)

    def within_reach(self) -> Compiling:
        """The same, with book-ins held where a start that may be stale lies beyond every forecast.

        Raises
        ------
        UsageError
            If the forecast was asked for, or the start may not be stale.
        """
        try:
            _ = self.ahead
        except UsageError:
            if self.request.inflow or not self.request.stale_ok:
                raise
            return replace(self, scenario=self.scenario.model_copy(update={"inflow": "held"}))
        return self

    def plan(self) -> Plan:
        """The run as arrays."""
        plan = self._plan()
        if self.request.observed_exits:
            return replace(plan, exit_level=observed_exit_level(self._sight, self.scenario, self.estimates))
        if self.ahead is None:
            return plan
        return replace(plan, exit_level=leading_along(self._without_change(plan, self.ahead), self.ahead))

    def _plan(self) -> Plan:
        chosen = self.scenario
        weekdays = np.array([(chosen.start + timedelta(days=row)).weekday() for row in range(chosen.days + 1)])
        of_month, event = float(self.estimates.book_ins[0]), self.catalogue["release_event"]
        return compile_plan(
            drawn := self._settings,
            self.estimates,
            self._inflow(self.ahead),
            weekdays,
            self._keyed,
            from_arrests=chosen.inflow == "arrests",
            newest=newest(self._sight.at_the_start, chosen.start, of_month, self.months, event),
            before=before_start(drawn, self.base, chosen.start, self._keyed),
            beds_lost=beds_lost(self.catalogue, chosen.start, chosen.days),
            start_order=None if self.ahead is None else self.ahead.held[0],
        )

    def _without_change(self, plan: Plan, found: Outlook) -> Plan:
        """The same days and draws under no change, with the same rates and drift."""
        known = without_change(self.catalogue)
        if known == self.catalogue:
            return plan
        count = starting_count(known, self.scenario.start, self.vintage)
        other = replace(self, catalogue=known, estimates=started(self.estimates, count))
        return plan.under(other._settings, other.estimates, other._inflow(found), found.held[0])

    @property
    def _settings(self) -> Settings:
        chosen = self.scenario
        drawn = settings(self.catalogue, chosen.start, chosen.days, self.request.draws, self._keyed)
        return answered(drawn, self.catalogue, self._keyed) if chosen.inflow == "arrests" else drawn

    def _inflow(self, found: Outlook | None) -> Array:
        if found is None:
            return inflow_of(self.catalogue, self.scenario, self._sight, self.estimates)
        return inflow_ahead(self.catalogue, self.scenario, self.estimates, found)

    @property
    def _sight(self) -> Sight:
        return Sight(self.vintage, as_of(self.scenario.start, source_of_request(self.request)))

    @property
    def _keyed(self) -> Keyed:
        return stream(self.request.seed)
