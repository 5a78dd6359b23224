"""From a scenario and its data to a plan, with the forecast where the scenario takes its book-ins from it.

What a request settles before any draw is prepared once. What its draws share comes next. Then the plan of all
of them is compiled, or the plans of some at a time, which are the same to the bit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.drawn import Keyed, centred, normals
from bedspace.engines.plan import Estimates, Plan, compile_plan
from bedspace.engines.streams import Stream
from bedspace.errors import UsageError
from bedspace.figures.series import Vintage, as_of
from bedspace.parameters.catalogue import Catalogue
from bedspace.parameters.scenario import Dated
from bedspace.parameters.settings import LAGGED, Settings, settings
from bedspace.studies.estimate.custody import Basis
from bedspace.studies.forecast.outlook import Outlook
from bedspace.studies.run.ahead import ahead, leading_along, without_change
from bedspace.studies.run.inputs import BOOK_INS, Sight, inflow_ahead, inflow_of, observed_exit_level, started
from bedspace.studies.run.newest import newest
from bedspace.studies.run.request import Request, source_of_request
from bedspace.studies.run.response import CEILING, FITTED, answered, beds_lost, before_start
from bedspace.studies.run.starting_count import StartingCount, starting_count

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Prepared:
    """What a request settles before any draw.

    Attributes
    ----------
    request, scenario, catalogue, vintage, basis, count : see `bedspace.studies.run.runs.Answer`
    estimates : Estimates
        With the people held at the start.
    base : Catalogue
        Parameters of the scenario, without what the user sets.
    """

    request: Request
    scenario: Dated
    catalogue: Catalogue
    vintage: Vintage
    basis: Basis
    count: StartingCount
    estimates: Estimates
    base: Catalogue

    @property
    def draws(self) -> range:
        """Numbers of all draws of the request."""
        return range(self.request.draws)

    def within_reach(self) -> Prepared:
        """The same, with book-ins held where a start that may be stale lies beyond every forecast.

        Raises
        ------
        UsageError
            If the forecast was asked for, or the start may not be stale.
        """
        if self.scenario.inflow != "forecast" or self.request.inflow or not self.request.stale_ok:
            return self
        try:
            self._forecast(1)
        except UsageError:
            return replace(self, scenario=self.scenario.model_copy(update={"inflow": "held"}))
        return self

    def shared(self) -> Shared:
        """What all draws share."""
        draws, keyed = len(self.draws), Stream(self.request.seed)
        if self.scenario.inflow != "forecast":
            return Shared(None, centred(normals(keyed, "start error", draws)))
        found = self._forecast(draws)
        return Shared(found, centred(found.held[0]))

    def _forecast(self, draws: int) -> Outlook:
        keyed, source = Stream(self.request.seed), source_of_request(self.request)
        return ahead(self.scenario, self.catalogue, self.vintage, draws, keyed, source)


@dataclass(frozen=True)
class Shared:
    """What the draws of a run share, each by its place among all.

    Attributes
    ----------
    ahead : Outlook, optional
        The forecast that book-ins are taken from, if they are.
    start_place : array, shape (n,)
        Standard normal place of each draw in the error of the count of the start.
    """

    ahead: Outlook | None
    start_place: Array

    def of_draws(self, chosen: slice) -> Shared:
        """The part of some draws."""
        return Shared(self.ahead.of_draws(chosen) if self.ahead else None, self.start_place[chosen])


@dataclass(frozen=True)
class Compiling:
    """Some draws of a request, or all.

    Attributes
    ----------
    prepared : Prepared
    draws : range
        Their numbers.
    shared : Shared
        Of these draws, found among all.
    """

    prepared: Prepared
    draws: range
    shared: Shared

    def plan(self) -> Plan:
        """The run as arrays."""
        plan, made = self._plan(), self.prepared
        if made.request.observed_exits:
            return replace(plan, exit_level=observed_exit_level(self._sight, made.scenario, made.estimates))
        if self.shared.ahead is None:
            return plan
        return replace(plan, exit_level=leading_along(self._without_change(plan), self.shared.ahead))

    def moved(self, plan: Plan, earlier: Catalogue) -> Plan:
        """A plan of the same run before changes, with what they move: settings, book-ins and beds lost.

        Parameters
        ----------
        plan : Plan
        earlier : Catalogue
            Parameters before the changes; what is not changed is not drawn again.
        """
        known, chosen = self.prepared.catalogue, self.prepared.scenario
        changed = {name: each for name, each in known.items() if each != earlier[name]}
        if {FITTED, *LAGGED} & changed.keys():
            drawn = self._settings
        else:
            some = settings(changed, chosen.start, chosen.days, len(self.draws), self._keyed)
            drawn = Settings({**plan.settings.by_name, **some.by_name}, plan.settings.draws)
        given = self._inflow if {*BOOK_INS} & changed.keys() else plan.inflow
        lost = beds_lost(known, chosen.start, chosen.days) if {*CEILING} & changed.keys() else plan.beds_lost
        return replace(plan, settings=drawn, inflow=given, beds_lost=lost)

    def before(self, drawn: Settings) -> Settings:
        """What counted levels answered to, given the settings of the run."""
        return before_start(drawn, self.prepared.base, self.prepared.scenario.start, self._keyed)

    def _plan(self) -> Plan:
        made, chosen = self.prepared, self.prepared.scenario
        weekdays = np.array([(chosen.start + timedelta(days=row)).weekday() for row in range(chosen.days + 1)])
        of_month, event = float(made.estimates.book_ins[0]), made.catalogue["release_event"]
        return compile_plan(
            drawn := self._settings,
            made.estimates,
            self._inflow,
            weekdays,
            self._keyed,
            from_arrests=chosen.inflow == "arrests",
            newest=newest(self._sight.at_the_start, chosen.start, of_month, made.basis.months, event),
            before=self.before(drawn),
            beds_lost=beds_lost(made.catalogue, chosen.start, chosen.days),
            start_place=self.shared.start_place,
        )

    def _without_change(self, plan: Plan) -> Plan:
        """The same days and draws under no change, with the same rates and drift."""
        made = self.prepared
        known = without_change(made.catalogue)
        if known == made.catalogue:
            return plan
        count = starting_count(known, made.scenario.start, made.vintage)
        other = replace(self, prepared=replace(made, catalogue=known, estimates=started(made.estimates, count)))
        return plan.under(other._settings, other.prepared.estimates, other._inflow, self.shared.start_place)

    @property
    def _settings(self) -> Settings:
        known, chosen = self.prepared.catalogue, self.prepared.scenario
        drawn = settings(known, chosen.start, chosen.days, len(self.draws), self._keyed)
        return answered(drawn, known, self._keyed) if chosen.inflow == "arrests" else drawn

    @property
    def _inflow(self) -> Array:
        made = self.prepared
        if self.shared.ahead is None:
            return inflow_of(made.catalogue, made.scenario, self._sight, made.estimates)
        return inflow_ahead(made.catalogue, made.scenario, made.estimates, self.shared.ahead)

    @property
    def _sight(self) -> Sight:
        made = self.prepared
        return Sight(made.vintage, as_of(made.scenario.start, source_of_request(made.request)))

    @property
    def _keyed(self) -> Keyed:
        return Stream(self.prepared.request.seed, self.draws.start)
