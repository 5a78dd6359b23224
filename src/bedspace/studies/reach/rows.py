"""The rows of an answer: people and law first, then resources or changes, the record, and the cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedspace.studies.money.budget import Budget
from bedspace.studies.reach.flows import A_MILLION
from bedspace.studies.reach.needs import QUANTILES
from bedspace.studies.run.runs import Answer
from bedspace.units import RestsOn

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """One row.

    Attributes
    ----------
    block : str
        people, law, resource, change, pair, record or cost.
    what, unit : str
    today : float or None
    needed : tuple
        Low, central and high of what it takes; for people, law and cost of what it comes to.
    available : tuple
        Low, central and high of what can be had; for a change, the extreme of the record.
    gap : float or None
    runs_out : str
    state, because, source : str
    rests_on : str
    """

    block: str
    what: str
    unit: str
    today: float | None = None
    needed: tuple[float | None, ...] = (None, None, None)
    available: tuple[float | None, ...] = (None, None, None)
    gap: float | None = None
    runs_out: str = ""
    state: str = ""
    because: str = ""
    source: str = ""
    rests_on: str = str(RestsOn.ASSUMED)

    def table(self) -> dict[str, Any]:
        """The row for machines."""
        spread = {
            f"{name}{end}": value
            for name, values in (("needed", self.needed), ("available", self.available))
            for end, value in zip(("_low", "", "_high"), values, strict=True)
        }
        plain = {name: getattr(self, name) for name in ("gap", "runs_out", "state", "because", "source", "rests_on")}
        return {"block": self.block, "what": self.what, "unit": self.unit, "today": self.today, **spread, **plain}


def spread(values: Array) -> tuple[float | None, ...]:
    """Low, central and high over draws; none where nothing is known of a draw."""
    return tuple(float(each) for each in np.quantile(values, QUANTILES))


COMES_TO = "what it comes to"
PEOPLE = (
    ("people", "held on the last day", "persons", "held"),
    ("people", "held without a conviction", "persons", "without_conviction"),
    ("people", "days spent in custody, all together", "person-days", "person_days"),
    ("law", "held over 180 days", "persons", "over_180"),
    ("law", "held over 180 days after an order", "persons", "overdue"),
    ("law", "waiting for a judge's decision", "persons", "awaiting_decision"),
)


def people(before: Answer, then: Answer) -> list[Row]:
    """What becomes of people: as it is without a change, and as it comes to."""
    without, with_it = _people(before), _people(then)
    return [
        Row(block, what, unit, float(np.median(without[name])), spread(with_it[name]), state=COMES_TO)
        for block, what, unit, name in PEOPLE
        if name in without
    ]


def _people(answer: Answer) -> dict[str, Array]:
    outputs = answer.result.outputs
    held = outputs["midnight_population"]
    found = {
        "held": held[-1],
        "without_conviction": held[-1] * outputs["share_without_conviction"][-1],
        "person_days": held[1:].sum(0),
        "over_180": outputs["over_180_days"][-1],
    }
    if answer.plan.through_proceedings:
        found |= {"overdue": outputs["overdue_orders"][-1], "awaiting_decision": outputs["awaiting_decision"][-1]}
    return found


def cost(before: Answer, then: Answer) -> list[Row]:
    """Dollars over the days of the run by account, without hiring."""
    budgets = Budget(before), Budget(then)
    accounts = [
        account for account in dict.fromkeys(item.account for item in budgets[1].items) if account != "officers"
    ]
    return [_dollars(account, *budgets) for account in ("all accounts without officers", *accounts)]


def _dollars(account: str, before: Budget, then: Budget) -> Row:
    def total(budget: Budget) -> Array:
        charged = budget.by_draw
        if account in {key[0] for key in charged.dollars}:
            return np.asarray(charged.account(account).sum(0) / A_MILLION)
        return np.asarray((charged.total - charged.account("officers")).sum(0) / A_MILLION)

    because = "officers to be hired are not charged: what they cost an arrest is not identified"
    prices = "`bedspace parameters list`: prices with sources"
    middle = float(np.median(total(before)))
    return Row(
        "cost", account, "million USD", middle, spread(total(then)), state=COMES_TO, because=because, source=prices
    )
