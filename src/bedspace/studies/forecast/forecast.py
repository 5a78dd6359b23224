"""One forecast: what will be held, booked in, removed and released if policy does not change, as known on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedspace.errors import Fault, UsageError
from bedspace.figures.series import Vintage, as_of
from bedspace.figures.sources import EMBEDDED, Source
from bedspace.fiscal import fiscal_end, fiscal_year, parse_day
from bedspace.studies.forecast import flows
from bedspace.studies.forecast.baselines import naive
from bedspace.studies.forecast.ensemble import log_quantiles
from bedspace.studies.forecast.hub import POPULATION, quantile_rows
from bedspace.studies.forecast.known import snapshots
from bedspace.studies.forecast.past import Measured, kept, measured
from bedspace.studies.forecast.rolling import Origin, finished
from bedspace.studies.forecast.settings import HORIZONS
from bedspace.studies.forecast.weekly import known_weekly
from bedspace.tabled import Tabled

Array = NDArray[np.float64]

LONGEST = 365
"""Days; beyond a year the past says too little."""
OLDEST = 120
"""Days; no gap between counts was longer than about a hundred."""
FORTNIGHTS = 13
FISCAL_YEAR = "ice_removals_fiscal_year"


@dataclass(frozen=True)
class Target:
    """Quantiles of one quantity on one day.

    Attributes
    ----------
    name : str
    end : date
        The day, or the last day of the fortnight or the fiscal year.
    quantiles : array, shape (23,)
        People, or people a day.
    naive : array, shape (23,), or None
        Of the naive forecast; None where the forecast is the naive one.
    """

    name: str
    end: date
    quantiles: Array
    naive: Array | None = None


@dataclass(frozen=True, repr=False)
class Forecast(Tabled):
    """All that was forecast on a day.

    Attributes
    ----------
    day : date
        The origin.
    counted : date
        Day of the newest count.
    held : float
        The newest count.
    targets : tuple of Target
    errors : dict of int to Measured
        Measured errors of past forecasts, by horizon.
    known : Vintage
    """

    day: date
    counted: date
    held: float
    targets: tuple[Target, ...]
    errors: dict[int, Measured]
    known: Vintage

    @property
    def age(self) -> int:
        """Days from the newest count to the origin."""
        return (self.day - self.counted).days

    def __repr__(self) -> str:
        return f"<forecast of {self.day}: {len(self.targets)} targets, from {self.held:,.0f} people on {self.counted}>"

    def table(self) -> list[dict[str, Any]]:
        """Rows in the columns of the hubverse: one for each target, day and level."""
        each = ((target.name, target.end, target.quantiles) for target in self.targets)
        return [row for cells in each for row in quantile_rows(self.day, *cells)]

    def of(self, name: str) -> list[Target]:
        """Targets of one name, in order of time."""
        return [target for target in self.targets if target.name == name]

    def at(self, horizons: Sequence[int]) -> Forecast:
        """The same with fewer of its horizons; flows have their own."""
        ends = {self.day + timedelta(days=horizon) for horizon in horizons}
        targets = tuple(each for each in self.targets if each.name != POPULATION or each.end in ends)
        errors = {horizon: each for horizon, each in self.errors.items() if horizon in horizons}
        return replace(self, targets=targets, errors=errors)


def newest_day(among: Source = EMBEDDED) -> date:
    """The last publication day of a count."""
    return max(figure.published for figure in as_of(date.max, among).figures("detained_by_criminality"))


def forecast(day: date | str | None = None, horizons: Sequence[int] = HORIZONS, among: Source = EMBEDDED) -> Forecast:
    """Forecast from what had been published by the end of a day.

    Parameters
    ----------
    day : date, optional
        The newest publication day by default.
    horizons : sequence of int
        Days after it, for the number held; flows are forecast by fortnight to half a year.
    among : Source

    Raises
    ------
    UsageError
        If a horizon is out of range, or the history too short for it.
    """
    if wrong := [horizon for horizon in horizons if not 1 <= horizon <= LONGEST]:
        raise UsageError([Fault("--horizons", str(horizon), f"1 to {LONGEST} days") for horizon in wrong])
    day = parse_day(day, "day") if isinstance(day, str) else day or newest_day(among)
    known = as_of(day, among)
    counts = snapshots(known)
    origin = Origin(float(day.toordinal()), known_weekly(known))
    refuse_old(origin)
    _refuse_short(origin, max(horizons))
    targets = [*_population(origin, horizons), *_flows(known, day), *fiscal_year_removals(known, day)]
    counted = date.fromordinal(int(counts.days[-1]))
    return Forecast(day, counted, float(counts.values[-1]), tuple(targets), measured(origin, horizons), known)


def refuse_old(origin: Origin) -> None:
    """Refuse to forecast from a count that is too old.

    Raises
    ------
    UsageError
        Naming the day of the newest.
    """
    if origin.age > OLDEST:
        counted = date.fromordinal(int(origin.series.end))
        remedy = "Add newer releases with 'bedspace data add', or name an earlier --as-of."
        raise UsageError(Fault("forecast", f"the newest count is of {counted}", f"one up to {OLDEST} days old", remedy))


def longest(origin: Origin) -> int:
    """Days ahead for which the history behind an origin is long enough."""
    return int(7 * (len(origin.series.days) - flows.WEEKS_BEHIND) - origin.age)


def _refuse_short(origin: Origin, horizon: int) -> None:
    if longest(origin) < horizon:
        what = f"{horizon} days with counts {origin.age:.0f} days old need a longer history"
        raise UsageError(Fault("--horizons", what, f"at most {max(longest(origin), 0)} days, or a later --as-of"))


def _population(origin: Origin, horizons: Sequence[int]) -> list[Target]:
    leads = origin.leads(horizons)
    beside = naive(origin.series, leads)
    found = finished(origin, kept().past, horizons, log_quantiles(origin.series, leads), beside)
    days = [date.fromordinal(int(origin.day)) + timedelta(days=horizon) for horizon in horizons]
    rows = zip(days, found, np.exp(beside), strict=True)
    return [Target(POPULATION, *row) for row in rows]


def _flows(known: Vintage, day: date) -> list[Target]:
    """Each flow by fortnight, those that end after the origin, as far as its history reaches."""
    found = []
    for name in flows.TARGETS:
        if (series := flows.known_flow(known, name)) is not None:
            spans = list(flows.spans(series, FORTNIGHTS))
            ends = [date.fromordinal(int(series.days[-1]) - 1 + 7 * last) for _, last in spans]
            rows = zip(ends, np.exp(flows.log_quantiles(series, spans)), strict=True)
            found += [Target(name, end, quantiles) for end, quantiles in rows if end > day]
    return found


def fiscal_year_removals(known: Vintage, day: date) -> list[Target]:
    """Removals by ICE in the fiscal year of the newest sum: the sum, and the rest of the year; or nothing."""
    series = flows.known_removals(known)
    if series is None:
        return []
    newest = max((f for f in known.printings("removals") if f.key == ""), key=lambda figure: figure.rank)
    end = fiscal_end(fiscal_year(newest.data_date))
    days = (end - newest.data_date).days
    rest = (1, -(-days // 7))
    if end <= day or not days or not series.reaches(rest):
        return []
    return [Target(FISCAL_YEAR, end, newest.value + days * np.exp(flows.log_quantiles(series, [rest])[0]))]
