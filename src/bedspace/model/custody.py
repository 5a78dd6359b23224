"""Custody: six classes, exits by legal form, the stay mixture, and beds by every definition.

Exits from detention compete: each form has its own hazard a day, and within a component of the stay mixture
hazards do not depend on age, so that cohort ages follow exactly from past book-ins.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bedspace.model.network import ESTIMATED, Resource, State, Transition

Array = NDArray[np.float64]

PART = "custody"
AGENCIES = ("ice", "cbp")
CRIMINALITIES = ("convicted", "pending", "other")
CLASSES = tuple(f"{agency}_{criminality}" for agency in AGENCIES for criminality in CRIMINALITIES)

MISSED = "missed"
"""Exits that the balance of people shows and no table counts."""
# legal form of an exit -> release reasons of the official table that it gathers
FORMS: dict[str, tuple[str, ...]] = {
    "removal": ("release_to_remove",),
    "bond": ("bonded_out",),
    "recognizance": ("order_of_recognizance",),
    "supervision": ("order_of_supervision",),
    "parole": ("paroled",),
    "court_order": ("court_ordered",),
    "relief": ("relief_granted", "proceedings_terminated"),
    "transfer": ("transfer_usms_other",),
    "other": ("transferred", "other", "prosecutorial_discretion"),
    MISSED: (),
}
CAPACITY = "capacity"
DISCRETIONARY = ("recognizance", "supervision", "parole")
"""Forms of release that the agency may grant or refuse."""
_LABELS = {
    "bond": "Released on bond",
    "recognizance": "Released on recognizance",
    "supervision": "Released under supervision",
    "parole": "Paroled",
    "court_order": "Released by court order",
    "relief": "Relief or termination",
    "transfer": "Transferred to another agency",
    "other": "Other exits",
    MISSED: "Exits that the tables miss",
    CAPACITY: "Released for want of a bed",
}
_POLICY = {"bond": "bond_release", **dict.fromkeys(DISCRETIONARY, "discretionary_release")}

PARAMETERS = (
    "stay_slow_share",
    "stay_slow_ratio",
    "pooled_exit_rate",
    "exit_elasticity",
    "exit_drift",
    "exit_drift_correlation",
    "rate_error",
    "discretionary_release",
    "bond_release",
    "outs_missing",
    "ddp_bridge",
    "snapshot_bridge",
    "start_population",
    "start_error",
    "start_error_growth",
    "beds_funded",
    "beds_operational",
    "beds_contracted",
    "beds_guaranteed",
    "beds_usable",
    "beds_surge",
    "capacity_release_share",
    "capacity_release_most",
    "local_shortage_share",
    "hold_room_days",
    "hold_limit_nights",
)
STATES = (
    State("held", "Held in detention", PART),
    *(State(f"exit_{form}", label, PART, absorbing=True) for form, label in _LABELS.items()),
)
TRANSITIONS = (
    *(
        Transition(
            "held",
            f"exit_{form}",
            "hazard",
            ESTIMATED,
            PART,
            policy=_POLICY.get(form, ""),
            discretionary=form in DISCRETIONARY,
            barred=form in ("bond", *DISCRETIONARY),
        )
        for form in FORMS
        if form != "removal"
    ),
    Transition("held", f"exit_{CAPACITY}", "overflow", "capacity_release_share", PART, resource="beds"),
)
RESOURCES = (Resource("beds", "Beds", "beds_usable", "people already held, then book-ins of the day", PART),)


def steady_slow_stock(slow_share: Array, slow_ratio: Array) -> Array:
    """Share of slow stays in a steady stock, where shares of entrants are weighted by mean stay."""
    slow = slow_share * slow_ratio
    return slow / (1 - slow_share + slow)


def odds(share: Array) -> Array:
    """Odds of a share below one."""
    return share / (1 - share)


def with_odds(wanted: Array) -> Array:
    """The share with these odds."""
    return wanted / (1 + wanted)


def relative_hazards(slow_stock: Array, slow_ratio: Array) -> Array:
    """Hazards of fast and slow stays against the mean hazard of a stock, shape (draws, 2).

    Parameters
    ----------
    slow_stock : array, shape (draws,)
        Share of the stock in the slow component.
    slow_ratio : array, shape (draws,)
        Fast hazard over slow hazard.

    Notes
    -----
    Exit rates are measured on a stock, so the stock-weighted mean of the result is one.
    """
    fast = _fast_hazard(slow_stock, slow_ratio)
    return np.stack([fast, fast / slow_ratio], -1)


def _fast_hazard(slow_stock: Array, slow_ratio: Array) -> Array:
    return 1 / (1 - slow_stock + slow_stock / slow_ratio)


def raked_slow_stock(
    total_rates: Array,
    weights: Array,
    slow_share: Array,
    slow_ratio: Array,
    over_share: Array | float | None,
    days: int,
) -> Array:
    """Share of slow stays in the stock that gives the published share held over `days`.

    Parameters
    ----------
    total_rates : array, shape (draws, classes)
        Exit rate of each class.
    weights : array, shape (classes,)
        Share of each class in the stock.
    slow_share, slow_ratio : array, shape (draws,)
    over_share : array, shape (draws,), or float, optional
        Published share of those held longer than `days`; None where unknown.
    days : int

    Returns
    -------
    array, shape (draws,)
        The steady share where nothing is published or stays are exponential; else the least root, by bisection, or
        the share that comes nearest. The share held over `days` first rises with the slow share and then falls,
        because the mean hazard stays as measured.
    """
    steady = steady_slow_stock(slow_share, slow_ratio)
    if over_share is None:
        return steady

    hazards, by_class = np.ascontiguousarray(-(days + 1) * total_rates.T), weights[:, None]

    def over(slow: Array) -> Array:
        fast = _fast_hazard(slow, slow_ratio)
        of_fast, of_slow = (
            (np.exp(hazards * pace[..., None, :]) * by_class).sum(-2) for pace in (fast, fast / slow_ratio)
        )
        return np.asarray((1 - slow) * of_fast + slow * of_slow)

    grid = np.linspace(0, 0.9, 46)
    most = np.argmax(over(np.broadcast_to(grid[:, None], (len(grid), len(steady)))), axis=0)
    low, high = np.zeros_like(steady), grid[most]
    for _ in range(40):
        middle = (low + high) / 2
        too_few = over(middle) < over_share
        low, high = np.where(too_few, middle, low), np.where(too_few, high, middle)
    return np.where(slow_share > 0, (low + high) / 2, steady)


def above(held: Array, ceiling: Array) -> Array:
    """People above the surge ceiling, shape (draws,)."""
    return np.maximum(held - ceiling, 0)


def within(wanted: Array, most: Array) -> Array:
    """Share of what is wanted that the most allowed gives, shape (draws,)."""
    return np.asarray(np.minimum(most / np.maximum(wanted, 1e-300), 1))
