"""What a budget is made of: every kind of spending, with what is paid for and at which price."""

from __future__ import annotations

from dataclasses import dataclass

Key = tuple[str, str]

ALL = "all"
TOTAL: Key = ("total", ALL)
EMPTY = "guaranteed beds left empty"
ABOVE = "beds above those funded"
RELEASED = ("exits_bond", "exits_recognizance", "exits_supervision", "exits_parole", "exits_capacity")
"""Exits into freedom after which a person can be monitored."""


@dataclass(frozen=True)
class Item:
    """One kind of spending.

    Attributes
    ----------
    account, name : str
    unit : str
        What is paid for.
    quantity, price : str
        Keys of the flows and of the prices.
    outputs, parameters : tuple of str
        Outputs and parameters behind the dollars; their marks are its mark.
    """

    account: str
    name: str
    unit: str
    quantity: str
    price: str
    outputs: tuple[str, ...]
    parameters: tuple[str, ...]

    @property
    def key(self) -> Key:
        """Account and name."""
        return self.account, self.name


_HELD = ("midnight_population",)
_REMOVED = ("removals",)
_CASES = ("court_share", "court_days")
_LENT = ("borrowed_agent_days",)
_FLIGHT = ("flight_hour_cost", "flight_hours", "flight_load", "air_share")
_MONITORING = ("atd_day_cost", "atd_share", "atd_days")
_OFFICERS = ("officers", "officer_year_cost")
_BORROWED = ("borrowed_officers", "officer_year_cost")
ITEMS = (
    Item("custody", "beds at the average price", "bed-days", "used", "bed_day_cost", _HELD, ("bed_day_cost",)),
    Item("custody", EMPTY, "bed-days", "empty", "bed_day_cost", _HELD, ("bed_day_cost", "beds_guaranteed")),
    Item("custody", ABOVE, "bed-days", "above", "marginal_bed_day_cost", _HELD, ("marginal_bed_day_cost",)),
    Item("monitoring", "people released in the run", "days", "monitored", "atd_day_cost", RELEASED, _MONITORING),
    Item("transport", "flights for people held", "flights", "flights", "flight", _REMOVED, _FLIGHT),
    Item("transport", "flights for others removed", "flights", "direct", "flight", _REMOVED, _FLIGHT),
    Item("officers", "officers on the payroll", "officer-years", "officers", "officer_year_cost", (), _OFFICERS),
    Item("attorneys", "cases", "cases", "decisions", "legal_case_cost", _HELD, ("legal_case_cost", *_CASES)),
    Item(
        "courts", "decisions", "decisions", "decisions", "court_decision_cost", _HELD, ("court_decision_cost", *_CASES)
    ),
    Item("other departments", "borrowed agents", "officer-years", "borrowed", "officer_year_cost", _LENT, _BORROWED),
)
"""Every kind of spending; borrowed agents count only in runs whose arrests are modelled."""

LEFT_OUT = (
    "people monitored since before the start, and cases that do not end in the run",
    "buses across the land border and transfers between places of detention",
    "overtime, bonuses, buildings, and partners in states and counties",
)
