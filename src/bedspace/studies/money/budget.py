"""The budget of a run: dollars by fiscal year, account and item.

Quantities come from the run: people held, removed and released, officers, borrowed agents. Prices are parameters, each
carried from the dollars in which it was printed to those of the fiscal year. Two spreads are kept apart: low and high
put every price at the end of its range on the run's median path; quantiles are over draws, of quantities and prices
together. Nothing is scaled up: a fiscal year that the run covers in part is a sum over those days alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from bedspace.errors import Fault, UsageError
from bedspace.fiscal import fiscal_end, fiscal_start, fiscal_year
from bedspace.model import money
from bedspace.parameters.parameter import Parameter
from bedspace.parameters.price_index import BASE_YEAR, price_level
from bedspace.studies.money.charging import Charged, Flows, charged
from bedspace.studies.money.items import ALL, ITEMS, LEFT_OUT, RELEASED, TOTAL, Item, Key
from bedspace.studies.run.runs import Answer, Request, run
from bedspace.units import RestsOn, weakest

Array = NDArray[np.float64]
Dollars = Literal["current", "constant"]


@dataclass(frozen=True)
class Period:
    """A fiscal year as far as a run covers it: rows, and the days of the whole year."""

    year: int
    rows: slice
    days: int

    @property
    def whole_days(self) -> int:
        """Days of the fiscal year."""
        return (fiscal_end(self.year) - fiscal_start(self.year)).days + 1


@dataclass(frozen=True)
class Budget:
    """A run with its dollars.

    Attributes
    ----------
    answer : Answer
    dollars : str
        ``current``: of each fiscal year; ``constant``: of the base year of the price index.
    """

    answer: Answer
    dollars: Dollars = "current"

    @property
    def days(self) -> int:
        """Days of the run."""
        return self.answer.plan.days

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Fiscal years in the run."""
        years = [fiscal_year(self.answer.day(row)) for row in range(1, self.days + 1)]
        return tuple(
            Period(year, slice(years.index(year), years.index(year) + years.count(year)), years.count(year))
            for year in dict.fromkeys(years)
        )

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Kinds of spending that mean something in this run."""
        return tuple(item for item in ITEMS if item.quantity != "borrowed" or self.answer.plan.from_arrests)

    @cached_property
    def flows(self) -> Flows:
        """Quantities of each day in each draw, shape (t, n) or, where they do not change, (1, n)."""
        outputs = {name: values[1:] for name, values in self.answer.result.outputs.items()}
        of = {name: self.over_days(name) for name in (*_READ, "atd_share")}
        removed = outputs["removals"]
        by_air = removed * of["air_share"]
        released = sum(outputs[name] for name in RELEASED)
        # where a run models decisions they are counted; else those that the priors of courts give for the people held
        decided = outputs.get("decisions", outputs["midnight_population"] * of["court_share"] / of["court_days"])
        found = {
            "held": outputs["midnight_population"],
            "funded": of["beds_funded"],
            "guaranteed": of["beds_guaranteed"],
            "removals": removed,
            "decisions": decided,
            "monitored": money.monitored(released * of["atd_share"], self.over_days("atd_days")[0]),
            "flights": money.flights(by_air, of["flight_load"]),
            "direct": money.flights(money.direct_removals(by_air, of["direct_removal_share"]), of["flight_load"]),
            "officers": self.officers / money.DAYS_A_YEAR,
        }
        lent = {"borrowed": outputs["borrowed_agent_days"] / money.DAYS_A_YEAR} if self.answer.plan.from_arrests else {}
        return {**found, **lent}

    @property
    def officers(self) -> Array:
        """Officers on the payroll each day: those in post, and those hired, who are paid while they train."""
        hired = self.over_days("hired_officers") if "hired_officers" in self.answer.catalogue else np.zeros((1, 1))
        return self.over_days("officers") + hired

    def over_days(self, name: str) -> Array:
        """A parameter on each day of the run in each draw, shape (t, n), or (1, n) where it does not change."""
        setting = self.answer.plan.settings.by_name[name]
        path = setting.path[1:]
        path = path[:1] if (path == path[0]).all() else path
        return np.asarray(np.clip(path[:, None] * setting.spread, *setting.bounds))

    def level(self, name: str, rise: Array) -> Array:
        """What a price is multiplied by on each day, shape (t, n), for each rise of prices ahead, shape (n,)."""
        printed = price_level(money.DOLLARS_OF[name], 0.0)
        constant = self.dollars == "constant"
        today = [np.ones_like(rise) if constant else price_level(period.year, rise) for period in self.periods]
        return np.repeat(np.stack(today), [period.days for period in self.periods], axis=0) / printed

    @cached_property
    def by_draw(self) -> Charged:
        """Every draw, with its own quantities and prices, shape (t, n)."""
        rise = self.over_days("inflation_ahead")[0]
        prices = {name: self.over_days(name) * self.level(name, rise) for name in money.DOLLARS_OF}
        return charged(self.items, self.flows, prices, self.over_days("flight_hours"))

    @cached_property
    def by_price(self) -> Charged:
        """The median path with every price at its low end, as it stands, and at its high end, shape (t, 3)."""
        known = self.answer.catalogue
        middle = {name: np.median(values, axis=1, keepdims=True) for name, values in self.flows.items()}
        rise = self._ends(known["inflation_ahead"])[0]
        prices = {name: self._ends(known[name]) * self.level(name, rise) for name in money.DOLLARS_OF}
        return charged(self.items, middle, prices, self._ends(known["flight_hours"]))

    def _ends(self, parameter: Parameter) -> Array:
        """Low end, dated value and high end of a parameter on each day, shape (t, 3)."""
        dated = np.array([parameter.at(self.answer.day(row)) for row in range(1, self.days + 1)])[:, None]
        prior = parameter.prior
        if prior.low is None or prior.high is None:
            return np.repeat(dated, 3, axis=1)
        low, high = (dated * end if prior.relative else np.full_like(dated, end) for end in (prior.low, prior.high))
        return np.hstack([low, dated, high])

    def mark(self, *items: Item) -> RestsOn:
        """What the dollars of some items rest on."""
        known = self.answer.catalogue
        outputs = (self.answer.rests_on(name) for item in items for name in item.outputs)
        return weakest(*outputs, *(known[name].rests_on for item in items for name in item.parameters))

    def table(self) -> list[dict[str, Any]]:
        """Rows of the contract: the total, each account as item ``all``, then its items, by fiscal year."""
        return [row for period in self.periods for row in self._of_year(period)]

    def _of_year(self, period: Period) -> Iterator[dict[str, Any]]:
        yield self._row(period, TOTAL, self.by_price.total, self.by_draw.total, self.items)
        for account in dict.fromkeys(item.account for item in self.items):
            own = tuple(item for item in self.items if item.account == account)
            yield self._row(period, (account, ALL), self.by_price.account(account), self.by_draw.account(account), own)
            for item in own:
                yield self._row(period, item.key, self.by_price.dollars[item.key], self.by_draw.dollars[item.key], own)

    def _row(
        self, period: Period, key: Key, by_price: Array, by_draw: Array, items: tuple[Item, ...]
    ) -> dict[str, Any]:
        own = next((item for item in items if item.key == key), None)
        amount = over(self.by_price.quantities[own.quantity], period) if own else None
        return {
            **self.heading(period),
            "account": key[0],
            "item": key[1],
            "quantity": float(amount[0]) if amount is not None else None,
            "unit": own.unit if own else "",
            **spreads(over(by_price, period), over(by_draw, period)),
            "rests_on": str(self.mark(own) if own else self.mark(*items)),
        }

    def heading(self, period: Period) -> dict[str, Any]:
        """Columns that say which days and which dollars a row means."""
        return {
            "fiscal_year": f"FY{period.year}",
            "days": period.days,
            "days_of_year": period.whole_days,
            "partial": period.days < period.whole_days,
            "dollars": self.dollars if self.dollars == "current" else f"FY{BASE_YEAR}",
        }

    @property
    def record(self) -> dict[str, Any]:
        """The record of the run, and which dollars were asked for."""
        return {**self.answer.record, "dollars": self.dollars}

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of the rows must know."""
        modelled = "decisions" in self.answer.result.outputs
        cases = "decisions of the run" if modelled else "people held x share in court / days to a decision"
        partial = [f"FY{p.year} ({p.days} of {p.whole_days} days)" for p in self.periods if p.days < p.whole_days]
        return (
            "Low and high: every price at the end of its range at once, on the median path. q05 to q95: over draws.",
            f"Covered in part, not scaled up: {', '.join(partial)}." if partial else "All fiscal years are whole.",
            f"Cases and court decisions are the {cases}.",
            *(() if self.answer.plan.from_arrests else ("Book-ins are given, so no borrowed agents are charged.",)),
            f"Left out: {'; '.join(LEFT_OUT)}.",
        )


_READ = (
    "beds_funded",
    "beds_guaranteed",
    "air_share",
    "flight_load",
    "direct_removal_share",
    "court_share",
    "court_days",
)
"""Parameters that are quantities of the budget as they stand."""


def costs(request: Request | None = None, dollars: Dollars = "current") -> Budget:
    """Run a scenario and charge it.

    Parameters
    ----------
    request : Request, optional
    dollars : str
        ``current`` or ``constant``, of the base year of the price index.

    Raises
    ------
    UsageError
        For other dollars, a fiscal year before the price index, and as `run`.
    """
    if dollars not in ("current", "constant"):
        raise UsageError(Fault(f"--dollars {dollars}", "unknown", "current or constant"))
    answer = run(request or Request("reports-2025-02"))
    price_level(fiscal_year(answer.day(1)), 0.0)
    return Budget(answer, dollars)


def over(values: Array, period: Period) -> Array:
    """Sum over the days of a period, shape (n,)."""
    return np.asarray(values[period.rows].sum(0))


def spreads(by_price: Array, by_draw: Array) -> dict[str, float | None]:
    """Low, central and high of the prices, and quantiles over draws; none where there is no number."""
    low, central, high = by_price
    q05, q50, q95 = np.quantile(by_draw, (0.05, 0.5, 0.95))
    named = {"low": low, "central": central, "high": high, "q05": q05, "q50": q50, "q95": q95}
    return {name: float(value) if np.isfinite(value) else None for name, value in named.items()}
