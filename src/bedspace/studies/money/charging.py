"""Quantities times prices: the dollars of each day by kind of spending."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bedspace.model import money
from bedspace.studies.money.items import Item, Key

Array = NDArray[np.float64]
Flows = Mapping[str, Array]


@dataclass(frozen=True)
class Charged:
    """Quantities and dollars of a day: shape (t, n) over draws, (t, 3) for the low, central and high price.

    Attributes
    ----------
    quantities, dollars, prices : mapping
        By flow, by account and item, by parameter; ``flight`` is the price of a whole flight.
    further_bed_day : array
        What one more person held adds.
    """

    quantities: Flows
    dollars: Mapping[Key, Array]
    prices: Mapping[str, Array]
    further_bed_day: Array

    def account(self, name: str) -> Array:
        """Dollars of an account."""
        return np.asarray(sum(dollars for key, dollars in self.dollars.items() if key[0] == name))

    @property
    def total(self) -> Array:
        """Dollars of all accounts."""
        return np.asarray(sum(self.dollars.values()))


def charged(items: tuple[Item, ...], flows: Flows, prices: Mapping[str, Array], flight_hours: Array) -> Charged:
    """Dollars of each day by item.

    Parameters
    ----------
    items : tuple of Item
    flows : mapping of str to array
        Quantities, shape (t, n), (t, 1) or (1, n).
    prices : mapping of str to array
        Shape (t, n) or (t, 3), by parameter.
    flight_hours : array
    """
    prices = {**prices, "flight": prices["flight_hour_cost"] * flight_hours}
    at = (flows["held"], flows["funded"], flows["guaranteed"])
    quantities = {**flows, **dict(zip(("used", "empty", "above"), money.bed_days(*at), strict=True))}
    days = len(flows["held"])
    dollars = {item.key: _whole(quantities[item.quantity] * prices[item.price], days) for item in items}
    further = money.further_bed_day(*at, prices["bed_day_cost"], prices["marginal_bed_day_cost"])
    return Charged({name: _whole(values, days) for name, values in quantities.items()}, dollars, prices, further)


def _whole(values: Array, days: int) -> Array:
    """Values on every day: those of one row hold throughout."""
    return np.broadcast_to(values, (days, values.shape[1]))
