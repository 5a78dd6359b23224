"""The plan: model and settings compiled to arrays. An engine needs nothing else.

Axes: ``n`` draws, ``t`` rows (row 0 is the midnight of the start), ``c`` six classes, ``j`` two stay components,
``f`` exit forms in the order of `FORMS`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.drawn import Keyed, centred, daily_normals, drift, normals, walk
from bedspace.errors import Fault, UsageError
from bedspace.model.custody import CLASSES, MISSED
from bedspace.model.system import NETWORK
from bedspace.parameters.settings import Settings
from bedspace.parameters.settings import side_by_side as settings_side_by_side

Array = NDArray[np.float64]

HAZARDS = NETWORK.hazards()
FORMS = tuple(arrow.form for arrow in HAZARDS)
REMOVAL, COURT_ORDER = FORMS.index("removal"), FORMS.index("court_order")
IS_RELEASE = np.array([form not in ("removal", "transfer", MISSED) for form in FORMS])
IS_DISCRETIONARY = np.array([arrow.discretionary for arrow in HAZARDS])
IS_BARRED = np.array([arrow.barred for arrow in HAZARDS])
"""Forms of release that mandatory detention bars."""
IS_DECIDED = np.array([form in ("removal", "relief") for form in FORMS])
"""Exits that proceedings decide, where removal goes through them."""
ICE = slice(0, 3)
"""Classes of people arrested by ICE."""


@dataclass(frozen=True)
class Estimates:
    """What the figures say about custody on the day of the start; see `bedspace.studies.estimate.custody`.

    Attributes
    ----------
    rates : array, shape (c, f)
        Cause-specific exit rates a day; zero for exits whose rate is a parameter.
    rate_errors : array, shape (c,)
        Relative standard error of a class's total exit rate.
    share_errors : tuple of two arrays, shapes (c,) and (f,), optional
        Relative standard errors of the paces of classes and of the shares of forms, where both are a prior under a
        national rate that is known; None where they are counted.
    exits : array, shape (c, f)
        Exits over the months from which the rates are.
    person_days : array, shape (c,)
        Exposure over these months.
    stock : array, shape (c,)
        People held, on the scale of the table that has them by class; in a plan, those at the start of its run.
    over_180_share : float, optional
        Published share of those held who had been held over 180 days; None where unknown.
    book_ins : array, shape (2,)
        Book-ins a day by agency in the last full month: what exits answer to is the change from it.
    class_shares : array, shape (2, 3)
        Shares of criminality within the exits of each agency, which stand for its book-ins.
    stock_error : float
        Relative standard error of the number of people held at the start.
    """

    rates: Array
    rate_errors: Array
    share_errors: tuple[Array, Array] | None
    exits: Array
    person_days: Array
    stock: Array
    over_180_share: float | None
    book_ins: Array
    class_shares: Array
    stock_error: float = 0.0

    @cached_property
    def of_others(self) -> Array:
        """Shares of the classes without a conviction among those of them whom ICE books in, shape (2,)."""
        others = self.class_shares[0, 1:]
        return np.asarray(others / others.sum())

    @property
    def total_rate(self) -> float:
        """National exit rate a day: exits over person-days."""
        return float(-np.log1p(-self.exits.sum() / self.person_days.sum()))

    @property
    def counted_rate(self) -> float:
        """The same of those exits that the tables count."""
        missed = self.exits[:, FORMS.index(MISSED)]
        return float(-np.log1p(-(self.exits.sum() - missed.sum()) / self.person_days.sum()))


@dataclass(frozen=True)
class Newest:
    """What the newest windows before a start say.

    Attributes
    ----------
    ice_level : float
        ICE book-ins a day.
    stops : tuple of tuple
        Events that stopped release at discretion: days ago, and size.
    measured : tuple of int
        Days ago on which the window of the exit rates began and ended.
    """

    ice_level: float
    stops: tuple[tuple[int, float], ...]
    measured: tuple[int, int]


@dataclass(frozen=True)
class Plan:
    """Everything a run needs, as arrays.

    Attributes
    ----------
    settings : Settings
    before : Settings
        The day before the start, without what the user sets from the first day on: what counted levels answered to.
    estimates : Estimates
    newest : Newest
    inflow : array, shape (t, 2) or (t, 2, n)
        Book-ins a day by agency that the scenario asks for, for all draws or for each; row 0 is the day of the start.
    weekdays : array of int, shape (t,)
        0 is Monday.
    rates : array, shape (n, c, f)
        Exit rates with parameter error.
    drift : array, shape (t, n, c)
        Factor on exit rates from monthly drift.
    exit_level : array, shape (t, 1) or (t, n)
        Factor on all exit rates, as observed later or as a forecast needs it; ones otherwise.
    start_factor : array, shape (n,)
        Factor on the people held at the start, for the error of their count.
    day_shock : array, shape (t, n)
        Standard normal numbers.
    beds_lost : array, shape (t, 1) or (t, n)
        People who could have been held in beds that the scenario takes away.
    level, handovers : array, shape (t, n)
        Factors on arrests and on hand-overs from drift after the newest count; ones where book-ins are given.
    from_arrests : bool
        Whether ICE book-ins come from modelled arrests or from `inflow`.
    """

    settings: Settings
    before: Settings
    estimates: Estimates
    newest: Newest
    inflow: Array
    weekdays: NDArray[np.int64]
    rates: Array
    drift: Array
    exit_level: Array
    start_factor: Array
    day_shock: Array
    beds_lost: Array
    level: Array
    handovers: Array
    from_arrests: bool

    @property
    def days(self) -> int:
        """Days after the start."""
        return len(self.weekdays) - 1

    @property
    def stock(self) -> Array:
        """People held at the start by draw and class, shape (n, c): the count, in the mean and in the middle."""
        return self.start_factor[:, None] * self.estimates.stock

    def of_draws(self, chosen: slice | list[int]) -> Plan:
        """The plan of some of the draws."""
        return replace(
            self,
            settings=self.settings.of_draws(chosen),
            before=self.before.of_draws(chosen),
            inflow=_of_draws(self.inflow, chosen) if self.inflow.ndim == 3 else self.inflow,
            exit_level=_of_draws(self.exit_level, chosen),
            beds_lost=_of_draws(self.beds_lost, chosen),
            rates=self.rates[chosen],
            drift=self.drift[:, chosen],
            start_factor=self.start_factor[chosen],
            day_shock=self.day_shock[:, chosen],
            level=self.level[:, chosen],
            handovers=self.handovers[:, chosen],
        )

    def under(self, settings: Settings, estimates: Estimates, inflow: Array, start_place: Array) -> Plan:
        """The plan with other settings, estimates and book-ins, and the exit rates that it has."""
        factor = _start_factor(estimates, start_place)
        return replace(self, settings=settings, estimates=estimates, inflow=inflow, start_factor=factor)

    @property
    def through_proceedings(self) -> bool:
        """Whether removal goes through proceedings and not at the counted rate."""
        return bool(self.settings.at("removal", 0).any())


def side_by_side(plans: Sequence[Plan]) -> Plan:
    """Plans of the same start, estimates and days as one, with the draws of one plan after the other's."""
    if len(plans) == 1:
        return plans[0]

    def together(name: str, axis: int) -> Array:
        return np.concatenate([getattr(each, name) for each in plans], axis=axis)

    def by_draw(name: str) -> Array:
        """One number for all draws, or one each."""
        filled = []
        for each in plans:
            values = getattr(each, name)
            given = values[..., None] if name == "inflow" and values.ndim == 2 else values
            filled.append(np.broadcast_to(given, (*given.shape[:-1], each.settings.draws)))
        return np.concatenate(filled, axis=-1)

    return replace(
        plans[0],
        settings=settings_side_by_side([each.settings for each in plans]),
        before=settings_side_by_side([each.before for each in plans]),
        inflow=by_draw("inflow"),
        exit_level=by_draw("exit_level"),
        beds_lost=by_draw("beds_lost"),
        rates=together("rates", 0),
        start_factor=together("start_factor", 0),
        drift=together("drift", 1),
        day_shock=together("day_shock", 1),
        level=together("level", 1),
        handovers=together("handovers", 1),
    )


def _of_draws(values: Array, chosen: slice | list[int]) -> Array:
    """Some draws of an array whose last axis has one number for all of them, or one each."""
    return values if values.shape[-1] == 1 else values[..., chosen]


def compile_plan(
    settings: Settings,
    estimates: Estimates,
    inflow: Array,
    weekdays: NDArray[np.int64],
    keyed: Keyed,
    *,
    from_arrests: bool,
    newest: Newest,
    exit_level: Array | None = None,
    before: Settings | None = None,
    beds_lost: Array | None = None,
    start_place: Array | None = None,
) -> Plan:
    """Compile a run.

    Parameters
    ----------
    settings, estimates : see there
    inflow : array, shape (t, 2) or (t, 2, n)
    weekdays : array of int, shape (t,)
    keyed : callable
        Uniform numbers by purpose and count.
    from_arrests : bool
    newest : Newest
    exit_level : array, shape (t, 1) or (t, n), optional
    before : Settings, optional
        Of the day before the start; those of the start by default.
    beds_lost : array, shape (t, 1), optional
    start_place : array, shape (n,), optional
        Standard normal place of each draw in the error of the count of the start; by default, of keyed numbers among
        these draws.

    Raises
    ------
    UsageError
        If the way of removal changes during the run.
    """
    _one_removal(settings, len(weekdays))
    rows = len(weekdays)
    place = centred(normals(keyed, "start error", settings.draws)) if start_place is None else start_place
    return Plan(
        settings=settings,
        before=before or settings,
        estimates=estimates,
        newest=newest,
        inflow=inflow,
        weekdays=weekdays,
        rates=_rates(settings, estimates, keyed),
        drift=drift(settings, rows, keyed),
        exit_level=np.ones((rows, 1)) if exit_level is None else exit_level,
        start_factor=_start_factor(estimates, place),
        day_shock=daily_normals(keyed, ("day shock",), range(rows), settings.draws)[:, 0],
        beds_lost=np.zeros((rows, 1)) if beds_lost is None else beds_lost,
        level=walk(settings, "level_walk", rows, keyed, moves=from_arrests),
        handovers=walk(settings, "handover_drift", rows, keyed, moves=from_arrests),
        from_arrests=from_arrests,
    )


def _start_factor(estimates: Estimates, place: Array) -> Array:
    return 1 + estimates.stock_error * place


def _one_removal(settings: Settings, rows: int) -> None:
    if any((settings.at("removal", row) != settings.at("removal", 0)).any() for row in range(rows)):
        what = "the way of removal changes during the run"
        raise UsageError(Fault("removal", what, "counted or proceedings throughout", "Use --set removal=proceedings."))


def _rates(settings: Settings, estimates: Estimates, keyed: Keyed) -> Array:
    """Exit rates in each draw: pooled or by class, times a lognormal parameter error by class."""
    n = settings.draws
    pooled = settings.at("pooled_exit_rate", 0)[:, None, None]
    stock = estimates.stock[:, None]
    one = (estimates.rates * stock).sum(0) / stock.sum()
    by_class = _shared_out(settings, estimates, keyed)
    errors = np.stack([normals(keyed, f"rate error {name}", n) for name in CLASSES], -1)
    spread = np.exp(errors * estimates.rate_errors * settings.at("rate_error", 0)[:, None])
    result: Array = (pooled * one + (1 - pooled) * by_class) * spread[:, :, None]
    return result


def _shared_out(settings: Settings, estimates: Estimates, keyed: Keyed) -> Array:
    """Rates in each draw, shape (n, c, f); where a prior shares them out, the national rate stays the same."""
    n = settings.draws
    by_class = np.broadcast_to(estimates.rates, (n, *estimates.rates.shape))
    if estimates.share_errors is None:
        return by_class
    of_classes, of_forms = (errors * settings.at("rate_error", 0)[:, None] for errors in estimates.share_errors)
    paces = np.stack([normals(keyed, f"pace prior {name}", n) for name in CLASSES], -1)
    forms = np.stack([normals(keyed, f"form prior {name}", n) for name in FORMS], -1)
    shares = by_class * np.exp(forms * of_forms)[:, None, :]
    shares *= (estimates.rates.sum(-1) * np.exp(paces * of_classes) / shares.sum(-1))[:, :, None]
    stock = estimates.stock[:, None]
    return np.asarray(shares * ((estimates.rates * stock).sum() / (shares * stock).sum((1, 2)))[:, None, None])
