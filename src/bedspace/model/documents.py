"""Travel documents: between an order and a seat stands a paper that the country of nationality issues, or does not.

Countries come in three groups by how they issue documents; which person belongs to which group is not modelled, only
shares of orders. An order older than 180 days raises the chance of release under supervision; it is no exit.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bedspace.model.network import Resource, State, Transition

Array = NDArray[np.float64]

PART = "removal"
GROUPS = ("cooperative", "slow", "refusing")
OVERDUE = ("slow", "refusing")
"""Groups whose people may still wait 180 days after the order."""
PAPERS = (
    "slow_country_share",
    "refusing_country_share",
    "document_days_cooperative",
    "document_days_slow",
    "overdue_release_ratio",
    "third_country_places",
)
"""Parameters that act where removal goes through proceedings."""
PARAMETERS = ("removal", *PAPERS)
_PAPER = {
    "cooperative": "document_days_cooperative",
    "slow": "document_days_slow",
    "refusing": "third_country_places",
}
_SHARE = {
    "cooperative": "voluntary_departure_share",
    "slow": "slow_country_share",
    "refusing": "refusing_country_share",
}


def _document(source: str, group: str) -> Transition:
    """The way from an order to a seat; countries that refuse need a place elsewhere."""
    needs = "third_countries" if group == "refusing" else ""
    return Transition(source, "awaiting_seat", "stage", _PAPER[group], PART, resource=needs)


STATES = (
    *(State(f"ordered_{group}", f"Held, no document yet: {group} country", PART) for group in GROUPS),
    *(State(f"overdue_{group}", f"Held over 180 days after the order: {group} country", PART) for group in OVERDUE),
)
TRANSITIONS = (
    *(Transition("ordered", f"ordered_{group}", "stage", _SHARE[group], PART) for group in GROUPS),
    *(_document(f"ordered_{group}", group) for group in GROUPS),
    *(Transition(f"ordered_{group}", f"overdue_{group}", "stage", "overdue_release_ratio", PART) for group in OVERDUE),
    *(_document(f"overdue_{group}", group) for group in OVERDUE),
    *(
        Transition(f"{stage}_{group}", "exit_supervision", "stage", "overdue_release_ratio", PART)
        for stage in ("ordered", "overdue")
        for group in OVERDUE
    ),
)
RESOURCES = (Resource("third_countries", "Places in third countries", "third_country_places", "pro rata", PART),)


def taken_elsewhere(places: Array, refused: Array) -> Array:
    """Hazard a day of going to a third country, for people whose own country refuses, shape (draws,).

    A chance is less than its hazard, so never more go than there are places.

    Parameters
    ----------
    places : array, shape (draws,)
        People a day whom third countries take.
    refused : array, shape (draws,)
        People held with an order to a country that refuses, each weighted by the pace of his stay component.
    """
    return np.asarray(places / np.maximum(refused, 1e-9))
