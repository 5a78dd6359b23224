"""A stated number against what is known of it: a verdict needs room.

A number that is near the record and not the same is neither supported nor contradicted.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bedspace.claims.check.findings import Step, Verdict
from bedspace.claims.check.reading.stated import Stated
from bedspace.claims.check.verdicts.known import Known
from bedspace.claims.intervals import Interval

NEAR = 0.05
"""A stated number within this share of the record is not called wrong."""


NEAR_LIMIT = 0.02
"""The same for a limit that is said to be passed ("more than")."""


NEAR_SETTLED = 0.005
"""The same where the figure is whole and its printings agree."""


SAME = 0.0001
"""A written-out number within this share of a figure is that figure: printings of it differ by a person or two."""


NEAR_POINTS = 1.0
"""The same for a share, in points of a per cent."""


WIDE = 0.10
"""An interval wider than this part of its number confirms no reading among several."""


OTHER_SCOPE = 0.2
"""A number under this share of a count is of another scope rather than wrong."""


SUPPORTED, CONTRADICTED, NONE = Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.UNCHECKABLE


@dataclass(frozen=True)
class Judged:
    """A number with its verdict, a clause that says what the record has, its arithmetic and its sources."""

    number: Stated
    verdict: Verdict
    words: str
    steps: tuple[Step, ...] = ()
    sources: tuple[str, ...] = ()
    known: Known | None = None
    kind: str = "record"


def compare(
    stated: Interval, is_open: bool, known: Known, share: bool = False, floor_of_scope: bool = False
) -> Verdict:
    """The verdict on an interval against what is known.

    Parameters
    ----------
    stated : Interval
    is_open : bool
        Whether the words only set a limit.
    known : Known
    share : bool
        Whether both are per cent.
    floor_of_scope : bool
        Whether a much smaller number may be of another scope.
    """
    values = [value for value, _ in known.printed]
    limits = known.limits
    if is_open:
        return _open(stated, values, limits)
    if any(stated.low <= value <= stated.high for value in values):
        return SUPPORTED
    if not share and any(abs(value - stated.centre) <= SAME * value for value in values):
        return SUPPORTED
    if limits is None:
        return NONE
    if not values and stated.low <= limits.low and limits.high <= stated.high:
        return SUPPORTED
    if (
        not values
        and limits.low <= stated.low
        and stated.high <= limits.high
        and limits.high <= limits.low * (1 + NEAR)
    ):
        return SUPPORTED
    room = NEAR
    low, high = limits.low * (1 - room) - share * NEAR_POINTS, limits.high * (1 + room) + share * NEAR_POINTS
    if any(abs(value - stated.centre) <= room * abs(value) + share * NEAR_POINTS for value in values):
        return NONE
    if floor_of_scope and stated.high < OTHER_SCOPE * limits.low:
        return NONE
    return CONTRADICTED if stated.high < low or stated.low > high else NONE


def _open(stated: Interval, values: Sequence[float], limits: Interval | None) -> Verdict:
    if math.isinf(stated.high):  # more than
        ground = min([*values, *([limits.low] if limits else [])], default=None)
        if ground is not None and ground >= stated.low:
            return SUPPORTED
        if values and any(value >= stated.low for value in values[:1]):
            return SUPPORTED
        return CONTRADICTED if limits and limits.high * (1 + _room(values, limits)) < stated.low else NONE
    if limits is None:
        return NONE
    if limits.high <= stated.high:
        return SUPPORTED
    return CONTRADICTED if limits.low > stated.high * (1 + _room(values, limits)) else NONE


def _room(values: Sequence[float], limits: Interval) -> float:
    """How near a limit a figure may be: less where it is printed for the whole period and was not revised."""
    settled = bool(values) and limits.high - limits.low <= NEAR_SETTLED * limits.low
    return NEAR_SETTLED if settled else NEAR_LIMIT


def _same_but_agency(number: Stated) -> bool:
    """Whether the other readings only take ICE for the arresting agency, as in "ICE booked in"."""
    return all({k: v for k, v in parts.items() if k != "agency"} == dict(number.parts) for parts in number.wider)


def agreed(number: Stated, tried: Sequence[Judged]) -> Judged:
    """One verdict of several readings of the same words."""
    first = tried[0]
    verdicts = {one.verdict for one in tried}
    if len(verdicts) == 1:
        return first
    if first.verdict is SUPPORTED and _same_but_agency(number):
        return first
    fitting = next((one for one in tried if one.verdict is SUPPORTED), None)
    narrow = number.interval.high - number.interval.low <= WIDE * max(number.interval.low, 1e-9)
    if fitting and narrow and not number.open:
        return fitting
    return replace(
        first, verdict=NONE, words=f"{first.words}; by another reading of the words the verdict would differ"
    )
