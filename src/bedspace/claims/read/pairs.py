"""A count and its share side by side: "22,797 - or 52.1% - have no record"."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from bedspace.claims.claim import Claim
from bedspace.claims.metrics import metrics
from bedspace.claims.read.quantity import Kind, Quantity
from bedspace.claims.read.surroundings import Surroundings

_PEOPLE = {"criminality_count", "criminality_share", "population_share", "detained_population", "arrests_cumulative"}
_PEOPLE |= {"operation_arrests", "detained_subgroup", "bookins_count", "removals_count"}


def with_pairs(claims: list[Claim], around: Surroundings) -> list[Claim]:
    """ "22,797 - or 52.1% - have no record": a count and its share are about the same people."""
    places = {around.words[q.first].start: q for q in around.quantities}
    for place, (left, right) in enumerate(pairwise(claims)):
        first, second = places.get(left.start), places.get(right.start)
        if first is None or second is None or around.inserted_end(first, second) is None:
            continue
        if pair := _crime_pair(first, second, left, right):
            claims[place] = _renamed(left, pair[0])
            claims[place + 1] = _renamed(right, pair[1])
    return claims


def _crime_pair(first: Quantity, second: Quantity, left: Claim, right: Claim) -> tuple[str, str] | None:
    names = {Kind.COUNT: "criminality_count", Kind.PERCENT: "criminality_share"}
    about_crime = {left.metric, right.metric} & set(names.values())
    if about_crime and {left.metric, right.metric} <= _PEOPLE and {first.kind, second.kind} <= set(names):
        return names[first.kind], names[second.kind]
    return None


def _renamed(claim: Claim, metric: str) -> Claim:
    described = metrics()[metric]
    return replace(
        claim,
        metric=metric,
        family=described.family,
        unit=described.unit,
        period=described.period if claim.metric != metric else claim.period,
    )
