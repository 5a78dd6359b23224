"""The account of arrests: demand and capacity meet softly, and what the meeting brings.

Custodial arrests follow detainers and local partners. What headquarters asks for beyond them raises the arrests sought
at large by a share of the gap, after some days. Officers limit how many of those sought are made. The limit is soft, so
more of either always brings more, the less the more there is already. A rise brings a surge on top, which tires.

Shape (n,) throughout: one number a draw. Flows are a day.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_KNEE = 4.0
"""How sharply listed arrests bend from all arrests at large to the supply of lists."""
_LEAST = 0.05
"""The least that a share or a level is divided by, or falls to."""


def custodial(detainers: Array, per_detainer: Array, agreements_added: Array, per_agreement: Array) -> Array:
    """Arrests in jails and prisons: those of detainers, and those of the agreements added since the base."""
    return per_detainer * detainers + per_agreement * agreements_added


def heads(own: Array, hired: Array, borrowed: Array, borrowed_worth: Array) -> Array:
    """Officers for arrests: own and trained, and borrowed agents at what one is worth in own officers."""
    return own + hired + borrowed_worth * borrowed


def capacity(effort: Array, effort_then: Array, at_large_then: Array, room: Array) -> Array:
    """Arrests at large that the officers could make, were nobody hard to find.

    Parameters
    ----------
    effort, effort_then : array, shape (n,)
        Officers, see `heads`, times arrests for each person sought, collateral ones among them; today and on the day
        of reference.
    at_large_then : array
        Arrests at large on that day.
    room : array
        Capacity over arrests at large on that day.
    """
    return room * at_large_then * effort / effort_then


def met(sought: Array, capacity: Array) -> Array:
    """Arrests at large where demand and capacity meet: half their harmonic mean.

    A per cent more sought brings `capacity / (sought + capacity)` per cent more arrests, a per cent more capacity the
    rest of one per cent: both always more, together one.
    """
    return sought * capacity / (sought + capacity)


def sought_for(at_large: Array, capacity: Array) -> Array:
    """What was sought where so many were arrested: `met` turned round, so that a start keeps its own level."""
    return at_large * capacity / (capacity - at_large)


def asked(before: Array, custodial: Array, target: Array, share: Array) -> Array:
    """What is sought at large in the long run: `before`, and a share of what the target leaves uncovered.

    No target, or one that is met already, asks for no more than before.
    """
    return before + share * np.maximum(target - custodial - before, 0)


def over(value: Array, base: Array) -> Array:
    """One value over another; one where the other is none."""
    return np.asarray(np.where(base > 0, value / np.where(base > 0, base, 1), 1.0))


def beyond(target: Array, covered: Array, answered: Array, later: Array) -> Array:
    """The gap to a target: what is covered missing, and what a target above the answered one adds weighted.

    Parameters
    ----------
    target, covered : array, shape (n,)
        Arrests a day asked for, and those that custodial arrests and usual effort bring.
    answered : array
        Target whose answer was counted.
    later : array
        Response to what a higher one adds, against the counted one.
    """
    first = np.maximum(np.minimum(target, answered) - covered, 0)
    return np.asarray(first + later * (np.maximum(target - covered, 0) - first))


def before_target(sought: Array, custodial: Array, target: Array, share: Array) -> Array:
    """What would be sought at large without the target of the start, given what is sought; see `asked`."""
    without = (sought - share * (target - custodial)) / np.maximum(1 - share, _LEAST)
    return np.asarray(np.where(target - custodial > sought, np.maximum(without, _LEAST * sought), sought))


def closed(days: Array) -> Array:
    """Share of a distance that is closed in a day with a time constant of `days`."""
    return np.asarray(-np.expm1(-1 / days))


def nearer(value: Array, toward: Array, share: Array) -> Array:
    """A value a day later, on its way toward another, of which it closes a share of the distance."""
    return value + (toward - value) * share


def adjusted(value: Array, toward: Array, days: Array) -> Array:
    """A value a day later, on its way toward another with a time constant of `days`."""
    return nearer(value, toward, closed(days))


def surge(before: Array, rise: Array, days: Array) -> Array:
    """Extra effort after a rise of the arrests at large: it adds up, and tires with a time constant of `days`."""
    return before * np.exp(-1 / days) + np.maximum(rise, 0)


def convicted(base: Array, extra: Array, share_base: Array, share_extra: Array) -> Array:
    """Arrests of people with a conviction, out of custodial and usual ones, and out of the extra ones at large."""
    return share_base * base + share_extra * extra


def listed(at_large: Array, supply: Array) -> Array:
    """Arrests at large of people on lists: nearly all while lists are long, nearly the supply where they are short."""
    return np.asarray(at_large * (1 + (at_large / np.maximum(supply, _LEAST)) ** _KNEE) ** (-1 / _KNEE))


def supply_of(listed: Array, at_large: Array) -> Array:
    """Supply of lists that gives so many listed arrests: `listed` turned round."""
    return np.asarray(listed * (1 - (listed / at_large) ** _KNEE) ** (-1 / _KNEE))


def listed_at_start(convicted: Array, custodial: Array, at_large: Array, shares: tuple[Array, Array]) -> Array:
    """Listed arrests that give a counted number of arrests with a conviction.

    Parameters
    ----------
    convicted, custodial, at_large : array, shape (n,)
    shares : tuple of two arrays
        Shares convicted, of custodial and listed arrests and of those of opportunity.
    """
    of_listed, of_others = shares
    apart = np.maximum(of_listed - of_others, _LEAST)
    return np.asarray((convicted - of_listed * custodial - of_others * at_large) / apart)


def list_left(left: Array, taken: Array, size: Array, rebuild: Array) -> Array:
    """Share of a list that is left a day later: those taken are missing, and it is rebuilt in `rebuild` days."""
    return np.clip(left - taken / size + (1 - left) * -np.expm1(-1 / rebuild), 0, 1)


def from_lists(at_large: Array, usual: Array, left: Array, dependence: Array) -> Array:
    """Arrests at large where the ones beyond the usual need a list, by a share `dependence`, and it is partly used."""
    extra = np.maximum(at_large - usual, 0)
    return at_large - extra * dependence * (1 - left)
